//! The barcodes of goods in a picture: EAN-13, EAN-8, UPC-A and UPC-E.
//!
//! [`read`] takes grey pixels and gives the digits of one code. It draws lines over the
//! picture in four directions, so that some cross every bar however the package lies; makes
//! black and white of each by what is around; and tries every run of bars that may begin a
//! code. What only one line says is not believed.
//!
//! | word | meaning |
//! |---|---|
//! | line | a straight cut through the picture, sampled twice per pixel |
//! | run | a stretch of a line that is all black or all white |
//! | guard | the three runs, black, white and black, that begin and end a code |
//!
//! A picture of 1280 × 720 takes 45 to 60 ms of one core of a small server as wasm, whatever is
//! in it, and the program is 17 kB compressed. The tests say how much is read of what.
//!
//! What is absent: no clock, no input or output, and no notion of goods. What a number
//! means is `pantry`'s.

mod code;
mod digits;
mod line;
mod picture;
mod runs;
#[cfg(test)]
mod tests;

pub use code::{Code, Kind};
pub use picture::{Grey, grey_of_rgba};

use line::lines;

/// Lines that must say the same before it is believed.
const AGREE: usize = 2;

/// The code in a picture; `None` where there is none that two lines agree on.
///
/// Of several, the one that two lines agree on first: lines begin in the middle.
#[must_use]
pub fn read(picture: &Grey<'_>) -> Option<Code> {
    let mut seen: Vec<(Code, usize)> = Vec::new();
    for line in lines(picture) {
        let Some(code) = runs::read(&line) else {
            continue;
        };
        match seen.iter_mut().find(|(known, _)| *known == code) {
            Some((_, times)) if *times + 1 >= AGREE => return Some(code),
            Some((_, times)) => *times += 1,
            None => seen.push((code, 1)),
        }
    }
    None
}
