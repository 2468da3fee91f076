//! What the markers of a JPEG (ITU-T T.81, annex B) say before anything is decoded.

/// Samples come in blocks of so many across and down.
const BLOCK: u64 = 8;

/// The marker of the end.
const END: u8 = 0xd9;

/// The marker of the beginning of a scan.
const SCAN: u8 = 0xda;

/// The markers of the frames that are decoded: baseline, extended and progressive.
const FRAMES: [u8; 3] = [0xc0, 0xc1, PROGRESSIVE];
const PROGRESSIVE: u8 = 0xc2;

/// A marker's code and the segment that follows it, less its length; of the end marker none.
struct Markers<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether the first scan has not begun.
    in_head: bool,
}

/// The markers of a file; the last segment may break off.
fn markers(bytes: &[u8]) -> Markers<'_> {
    Markers {
        bytes,
        at: 2,
        in_head: true,
    }
}

impl<'a> Iterator for Markers<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let byte = |at: usize| self.bytes.get(at).copied();
        let mut at = self.at;
        // To the next marker: 0xff and a code. In the coded data 0xff00 is a
        // literal, d0 to d7 restart the coder, and 0xff fills. In the head the
        // decoder skips a segment after these too, whatever it holds.
        while let (Some(a), Some(b)) = (byte(at), byte(at + 1))
            && (a != 0xff
                || matches!(b, 0x00 | 0xff)
                || !self.in_head && matches!(b, 0x01 | 0xd0..=0xd8))
        {
            at += 1;
        }
        let code = byte(at + 1)?;
        if code == END {
            self.at = self.bytes.len();
            return Some((code, &[]));
        }
        self.in_head &= code != SCAN;
        let length = usize::from(u16::from_be_bytes([byte(at + 2)?, byte(at + 3)?])).max(2);
        self.at = at + 2 + length;
        let end = self.at.min(self.bytes.len());
        Some((code, &self.bytes[at + 4..end]))
    }
}

/// Walks to the end marker. The decoder does not complain about a file that breaks off:
/// it paints the rest grey, and a total would be missing without a word.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    markers(bytes).any(|(code, _)| code == END)
}

/// The bytes of coefficients that the decoder keeps of the whole picture: 16 bits for each
/// sample of each component if it comes in several scans, none if a row of blocks is done
/// once it is read. A header that makes no sense counts for nothing: it is not decoded.
pub(super) fn kept(bytes: &[u8]) -> u64 {
    let head = |(code, _): &(u8, &[u8])| *code != SCAN;
    let frame = markers(bytes)
        .take_while(head)
        .find(|(code, _)| FRAMES.contains(code));
    let scan = markers(bytes).find(|(code, _)| *code == SCAN);
    let (Some((kind, frame)), Some((_, scan))) = (frame, scan) else {
        return 0;
    };
    // Both tell the number of their components.
    let at_once = kind != PROGRESSIVE && scan.first() == frame.get(5);
    if at_once { 0 } else { 2 * samples(frame) }
}

/// The samples of a frame: its segment has bits, height, width, the number of components,
/// and of each a name, the sampling across and down in four bits each, and a table.
fn samples(frame: &[u8]) -> u64 {
    let [_, h0, h1, w0, w1, _, components @ ..] = frame else {
        return 0;
    };
    let components = components.as_chunks::<3>().0.iter();
    let across = components.clone().map(|[_, sampling, _]| sampling >> 4);
    let down = components.map(|[_, sampling, _]| sampling & 15);
    let [most_across, most_down] =
        [across.clone().max(), down.clone().max()].map(|most| u64::from(most.unwrap_or(1).max(1)));
    let [width, height] = [[*w0, *w1], [*h0, *h1]].map(|side| u64::from(u16::from_be_bytes(side)));
    let units = width.div_ceil(BLOCK * most_across) * height.div_ceil(BLOCK * most_down);
    let blocks: u64 = across.zip(down).map(|(a, d)| u64::from(a * d)).sum();
    units * blocks * BLOCK * BLOCK
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a file of three components, that of its first scan included.
    fn head(frame: u8, luma: u8, scan: u8) -> Vec<u8> {
        let mut out = vec![0xff, 0xd8, 0xff, 0xe0, 0, 3, 0];
        // 7000 x 7000.
        out.extend([0xff, frame, 0, 17, 8, 0x1b, 0x58, 0x1b, 0x58, 3]);
        out.extend([1, luma, 0, 2, 0x11, 1, 3, 0x11, 1]);
        out.extend([0xff, 0xda, 0, 12, scan]);
        out.extend([0; 9]);
        out
    }

    #[test]
    fn what_comes_in_several_scans_is_kept_whole() {
        let whole = 7_000 * 7_000;
        assert_eq!(kept(&head(0xc2, 0x11, 3)), 3 * 2 * whole, "progressive");
        assert_eq!(kept(&head(0xc0, 0x11, 1)), 3 * 2 * whole, "one by one");
        assert_eq!(kept(&head(0xc0, 0x11, 3)), 0, "row by row");
        // 4:2:0: a quarter of each colour, and the edge is filled up to 16 pixels.
        let padded = 7_008 * 7_008;
        assert_eq!(kept(&head(0xc2, 0x22, 3)), 3 * padded);
    }

    #[test]
    fn a_segment_that_the_decoder_skips_hides_no_frame() {
        let whole = head(0xc2, 0x11, 3);
        for code in [0x01, 0xd0, 0xd7, 0xd8] {
            // A frame and a scan of its three components, as if it were row by row.
            let hidden = &head(0xc0, 0x11, 3)[7..];
            let mut file = vec![0xff, 0xd8, 0xff, code, 0, hidden.len() as u8 + 2];
            file.extend(hidden);
            file.extend(&whole[2..]);
            assert_eq!(kept(&file), kept(&whole), "after {code:x}");
        }
    }

    #[test]
    fn codes_without_a_segment_are_passed_over_in_a_scan() {
        let mut file = head(0xc2, 0x11, 3);
        file.extend([0xff, 0xd0, 0xff, 0x01, 0xff, 0x00, 0xff, END]);
        assert!(is_whole(&file));
    }

    #[test]
    fn a_header_that_makes_no_sense_counts_for_nothing() {
        let all = head(0xc2, 0x22, 3);
        for length in 0..all.len() - 10 {
            assert_eq!(kept(&all[..length]), 0, "no scan after {length} bytes");
        }
        assert!(!is_whole(&all));
        assert!(is_whole(&[&all[..], &[0xff, END]].concat()));
    }
}
