//! The outline of a JPEG as cameras make them: a device hands over its whole buffer, behind
//! whose picture the rest of an earlier one may lie.

/// What can be told without decoding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outline {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// Whether it carries its Huffman tables: cameras often leave out those that every
    /// decoder of moving JPEG knows.
    pub has_tables: bool,
    /// Where it ends.
    pub end: usize,
}

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const TABLES: u8 = 0xc4;
const SCAN: u8 = 0xda;

/// The outline of the JPEG that begins these bytes; `None` if they are none, or not whole.
pub fn outline(bytes: &[u8]) -> Option<Outline> {
    if !bytes.starts_with(&[0xff, START]) {
        return None;
    }
    let (mut at, mut size, mut has_tables) = (2, None, false);
    loop {
        let [0xff, marker] = *bytes.get(at..)?.first_chunk()? else {
            return None;
        };
        if marker == 0xff {
            at += 1;
            continue;
        }
        let body = bytes.get(at + 2..)?;
        let length = usize::from(u16::from_be_bytes(*body.first_chunk()?));
        match marker {
            // Baseline, extended and progressive frames.
            0xc0..=0xc2 => size = Some(frame_size(body)?),
            TABLES => has_tables = true,
            SCAN => {
                let (width, height) = size?;
                let end = end_of_scan(bytes, at + 2 + length)?;
                return Some(Outline {
                    width,
                    height,
                    has_tables,
                    end,
                });
            }
            _ => {}
        }
        at += 2 + length;
    }
}

fn frame_size(body: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| {
        Some(u32::from(u16::from_be_bytes(
            *body.get(at..)?.first_chunk()?,
        )))
    };
    Some((side(5)?, side(3)?)).filter(|(width, height)| *width > 0 && *height > 0)
}

/// In a scan the end is its marker and nothing else.
fn end_of_scan(bytes: &[u8], from: usize) -> Option<usize> {
    let scan = bytes.get(from..)?;
    let end = scan.windows(2).position(|two| two == [0xff, END])?;
    Some(from + end + 2)
}
