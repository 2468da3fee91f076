//! What the chunks of a WebP file (RFC 9649) say before anything is decoded.
//!
//! The decoder takes the length of a chunk, and the size of a frame on a larger canvas, at
//! their word and reserves as much: so both are looked at before it sees the file.

/// The length of `RIFF`, the file's length and `WEBP`.
const HEAD: usize = 12;

/// What comes before the chunks of a frame of an animation: its place, size and time.
const FRAME_HEAD: usize = 16;

/// Width and height.
type Size = (u32, u32);

/// A chunk's name and its bytes; `None` where it ends beyond what it lies in.
type Chunk<'a> = ([u8; 4], Option<&'a [u8]>);

/// The chunks that lie in some bytes.
struct Chunks<'a>(&'a [u8]);

impl<'a> Iterator for Chunks<'a> {
    type Item = Chunk<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let (name, rest) = self.0.split_first_chunk::<4>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        // A chunk of odd length is filled up.
        let next = length.saturating_add(length % 2);
        self.0 = rest.get(next..).unwrap_or_default();
        Some((*name, rest.get(..length)))
    }
}

/// Whether every chunk that the decoder reads is whole, and every frame of the size that
/// it is drawn in.
pub(super) fn is_sound(bytes: &[u8]) -> bool {
    let mut chunks = Chunks(bytes.get(HEAD..).unwrap_or_default());
    match chunks.next() {
        Some((name, head)) if name == *b"VP8X" => head
            .and_then(canvas)
            .is_some_and(|canvas| chunks.all(|chunk| is_sound_in(canvas, chunk))),
        // The simple kind is one frame: its size is the picture's.
        Some((_, frame)) => frame.is_some(),
        None => false,
    }
}

/// Whether a chunk is as the decoder expects it on a canvas of this size.
fn is_sound_in(size: Size, (name, bytes): Chunk) -> bool {
    match &name {
        b"VP8 " => bytes.and_then(lossy) == Some(size),
        b"VP8L" => bytes.and_then(lossless) == Some(size),
        b"ANMF" => bytes.is_some_and(is_sound_frame),
        b"ALPH" | b"ANIM" | b"EXIF" | b"ICCP" | b"XMP " => bytes.is_some(),
        // Nothing reads it, or what some programs leave after the picture.
        _ => true,
    }
}

/// Whether a frame of an animation is of the size that it says, with all its chunks.
fn is_sound_frame(frame: &[u8]) -> bool {
    let Some((head, inner)) = frame.split_at_checked(FRAME_HEAD) else {
        return false;
    };
    let size = (more_than(&head[6..9]), more_than(&head[9..12]));
    let mut chunks = Chunks(inner).peekable();
    // What follows a mask is decoded as a lossy frame, whatever its name.
    let is_masked = chunks.peek().is_some_and(|(name, _)| name == b"ALPH");
    let follows_mask = Chunks(inner)
        .nth(1)
        .is_some_and(|(name, _)| name == *b"VP8 ");
    (!is_masked || follows_mask) && chunks.all(|chunk| is_sound_in(size, chunk))
}

/// The size of the canvas: four bytes of flags, width and height.
fn canvas(head: &[u8]) -> Option<Size> {
    let head = head.get(..10)?;
    Some((more_than(&head[4..7]), more_than(&head[7..10])))
}

/// The size in the head of a lossy frame (RFC 6386, 9.1): its top bits ask for scaling.
fn lossy(frame: &[u8]) -> Option<Size> {
    let [_, _, _, 0x9d, 0x01, 0x2a, w0, w1, h0, h1, ..] = frame else {
        return None;
    };
    let side = |a, b| u32::from(u16::from_le_bytes([a, b]) & 0x3fff);
    Some((side(*w0, *w1), side(*h0, *h1)))
}

/// The size in the head of a lossless frame: fourteen bits for each side less one.
fn lossless(frame: &[u8]) -> Option<Size> {
    let [0x2f, a, b, c, d, ..] = frame else {
        return None;
    };
    let bits = u32::from_le_bytes([*a, *b, *c, *d]);
    Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
}

/// One more than these three bytes say.
fn more_than(bytes: &[u8]) -> u32 {
    let number = bytes.iter().rev();
    number.fold(0, |sum, byte| sum << 8 | u32::from(*byte)) + 1
}

/// Bytes a pixel that the decoder keeps of the whole picture, at most: a frame of its colours
/// and, of a lossless one, its transparency; of a lossy one, its planes and its mask, which
/// is packed as if it were a picture. An animation is drawn on a canvas besides.
pub(super) fn kept(bytes: &[u8], alpha: bool) -> u64 {
    // A file of the extended kind has flags, the animation's among them.
    let animated = bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|f| f & 2 != 0);
    match (animated, alpha) {
        (true, _) => 15,
        (false, true) => 7,
        (false, false) => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use crate::image::decode;

    const LOSSY: &[u8] = include_bytes!("../../fuzz/seeds/decode/lossy.webp");
    const LOSSLESS: &[u8] = include_bytes!("../../fuzz/seeds/decode/lossless.webp");
    const EXTENDED: &[u8] = include_bytes!("../../fuzz/seeds/decode/extended.webp");
    const ANIMATED: &[u8] = include_bytes!("../../fuzz/seeds/decode/animated.webp");

    /// A chunk that says it is so long.
    fn chunk(name: &[u8; 4], length: usize, bytes: &[u8]) -> Vec<u8> {
        let length = u32::try_from(length).expect("a length");
        [name, &length.to_le_bytes()[..], bytes].concat()
    }

    /// A chunk as long as it says, filled up.
    fn whole(name: &[u8; 4], bytes: &[u8]) -> Vec<u8> {
        let fill = &[0][..bytes.len() % 2];
        chunk(name, bytes.len(), &[bytes, fill].concat())
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        let chunks = chunks.concat();
        chunk(b"RIFF", chunks.len() + 4, &[b"WEBP", &chunks[..]].concat())
    }

    /// A side less one, in three bytes.
    fn side(side: u32) -> [u8; 3] {
        let [a, b, c, _] = (side - 1).to_le_bytes();
        [a, b, c]
    }

    /// The head of a file of the extended kind.
    fn extended(flags: u8, (width, height): Size) -> Vec<u8> {
        let head = [&[flags, 0, 0, 0][..], &side(width), &side(height)].concat();
        whole(b"VP8X", &head)
    }

    /// A frame of an animation in its top left corner.
    fn frame((width, height): Size, chunks: &[Vec<u8>]) -> Vec<u8> {
        let head = [&[0; 6][..], &side(width), &side(height), &[0; 4]].concat();
        whole(b"ANMF", &[head, chunks.concat()].concat())
    }

    /// The one chunk of a file of the simple kind.
    fn only(file: &[u8]) -> Vec<u8> {
        let (name, bytes) = Chunks(&file[HEAD..]).next().expect("a chunk");
        whole(&name, bytes.expect("a whole chunk"))
    }

    #[track_caller]
    fn check(file: &[u8], expected: bool) {
        assert_eq!(is_sound(file), expected);
        match decode(file) {
            Ok(_) => assert!(expected),
            Err(error) => assert!(matches!(error, Error::Truncated), "{error:?}"),
        }
    }

    #[test]
    fn whole_files_of_every_kind_are_sound() {
        let size = (96, 48);
        let note = whole(b"EXIF", &[0; 3]);
        check(LOSSY, true);
        check(LOSSLESS, true);
        check(&file(&[extended(8, size), only(LOSSY), note.clone()]), true);
        check(&file(&[extended(8, size), only(LOSSLESS), note]), true);
        let loops = whole(b"ANIM", &[0; 6]);
        for of in [LOSSY, LOSSLESS] {
            let moving = frame(size, &[only(of)]);
            check(&file(&[extended(2, size), loops.clone(), moving]), true);
        }
        // What some programs leave after the picture.
        check(&[LOSSY, b"\xff\xffleft over"].concat(), true);
        let long = chunk(b"????", 1 << 30, &[]);
        check(&file(&[extended(0, size), only(LOSSY), long]), true);
    }

    #[test]
    fn the_seeds_are_files_of_the_extended_kind() {
        let note = whole(b"EXIF", b"MM\0*\0\0\0\x08\0\0\0\0\0\0");
        let mask = whole(b"ALPH", &[&[0][..], &[255; 96 * 48]].concat());
        let masked = [extended(0x18, (96, 48)), mask, only(LOSSY), note];
        assert_eq!(EXTENDED, file(&masked));
        let moving = [only(LOSSY), only(LOSSLESS)].map(|of| frame((96, 48), &[of]));
        let head = [extended(2, (100, 50)), whole(b"ANIM", &[0; 6])];
        assert_eq!(ANIMATED, file(&[head, moving].concat()));
    }

    #[test]
    fn a_chunk_that_ends_beyond_the_file_breaks_off() {
        let head = extended(8, (100, 100));
        let long = chunk(b"EXIF", 0xffff_fff0, &[]);
        check(
            &file(&[head.clone(), whole(b"VP8 ", &[]), long.clone()]),
            false,
        );
        let sound = extended(8, (96, 48));
        check(&file(&[sound, only(LOSSY), long.clone()]), false);
        // What lies in a frame is found by its name as well.
        let moving = frame((96, 48), &[only(LOSSY), long]);
        let loops = whole(b"ANIM", &[0; 6]);
        check(&file(&[extended(10, (96, 48)), loops, moving]), false);
    }

    #[test]
    fn a_frame_larger_than_its_canvas_is_refused() {
        let mut lossy = only(LOSSY);
        lossy[14..18].copy_from_slice(&[0xff, 0x3f, 0xff, 0x3f]);
        let mut lossless = only(LOSSLESS);
        lossless[9..13].copy_from_slice(&[0xff, 0xff, 0xff, 0x0f]);
        let loops = whole(b"ANIM", &[0; 6]);
        for large in [lossy, lossless] {
            check(&file(&[extended(0, (100, 100)), large.clone()]), false);
            let moving = frame((100, 100), &[large]);
            let head = extended(2, (100, 100));
            check(&file(&[head, loops.clone(), moving]), false);
        }
    }

    #[test]
    fn what_follows_a_mask_in_a_frame_is_a_lossy_frame() {
        let mask = whole(b"ALPH", &[&[0][..], &[255; 96 * 48]].concat());
        let mut named = only(LOSSY);
        let loops = whole(b"ANIM", &[0; 6]);
        let head = extended(0x12, (96, 48));
        let moving = frame((96, 48), &[mask.clone(), named.clone()]);
        check(&file(&[head.clone(), loops.clone(), moving]), true);
        named[..4].copy_from_slice(b"any ");
        let moving = frame((96, 48), &[mask, named]);
        check(&file(&[head, loops, moving]), false);
    }
}
