//! Barcodes as a printer draws them, by the tables of the GS1 General Specifications,
//! section 5.2.

use image::{Rgb, RgbImage};

/// The widths of space and bar of each digit in set A; set B is read backwards, and C is A with
/// the colours changed.
const SET_A: [[u8; 4]; 10] = [
    [3, 2, 1, 1],
    [2, 2, 2, 1],
    [2, 1, 2, 2],
    [1, 4, 1, 1],
    [1, 1, 3, 2],
    [1, 2, 3, 1],
    [1, 1, 1, 4],
    [1, 3, 1, 2],
    [1, 2, 1, 3],
    [3, 1, 1, 2],
];

/// Which of the six digits on the left are of set B, by the first digit.
const FIRST: [u8; 10] = [0, 11, 13, 14, 19, 25, 28, 21, 22, 26];

/// Pixels of the narrowest bar, and of the white on both sides: more than GS1 asks for.
const BAR: u32 = 6;
const QUIET: u32 = 12 * BAR;

/// An EAN-13, black on white.
pub fn ean_13(digits: &str) -> RgbImage {
    let digits: Vec<usize> = digits
        .bytes()
        .map(|digit| usize::from(digit - b'0'))
        .collect();
    let mut bars = vec![true, false, true];
    for (at, digit) in digits[1..7].iter().enumerate() {
        let mut widths = SET_A[*digit];
        if FIRST[digits[0]] >> (5 - at) & 1 == 1 {
            widths.reverse();
        }
        draw(&mut bars, widths, false);
    }
    bars.extend([false, true, false, true, false]);
    for digit in &digits[7..] {
        draw(&mut bars, SET_A[*digit], true);
    }
    bars.extend([true, false, true]);
    let width = bars.len() as u32 * BAR + 2 * QUIET;
    let high = width / 2;
    RgbImage::from_fn(width, high, |x, y| {
        let inside = x >= QUIET && y >= QUIET / 2 && y + QUIET / 2 < high;
        let at = (x.saturating_sub(QUIET) / BAR) as usize;
        let black = inside && bars.get(at).copied().unwrap_or_default();
        Rgb([if black { 25 } else { 240 }; 3])
    })
}

fn draw(bars: &mut Vec<bool>, widths: [u8; 4], first_black: bool) {
    let mut black = first_black;
    for width in widths {
        bars.extend(std::iter::repeat_n(black, width.into()));
        black = !black;
    }
}
