//! Ink: pixels darker than their surroundings. Shadows and grey paper do not matter,
//! because the surroundings share them.

use crate::plane::Plane;

/// Half the side of the surroundings: wider than a bold letter, narrower than a fold.
const REACH: usize = 12;

/// Ink is at least this much darker than the mean around it, as a share of it …
const SHARE: u32 = 12;

/// … and at least this many levels, which the noise of a sensor stays below.
const LEVELS: u32 = 8;

/// True where there is ink.
pub fn ink(plane: &Plane) -> Vec<bool> {
    let (width, height) = (plane.width(), plane.height());
    let sums = Sums::new(plane);
    let mut out = Vec::with_capacity(width * height);
    for y in 0..height {
        let (top, bottom) = (y.saturating_sub(REACH), (y + REACH + 1).min(height));
        for (x, &pixel) in plane.row(y).iter().enumerate() {
            let (left, right) = (x.saturating_sub(REACH), (x + REACH + 1).min(width));
            let count = ((right - left) * (bottom - top)) as u32;
            let mean = sums.of(left, top, right, bottom) / count;
            let pixel = u32::from(pixel);
            out.push(pixel + LEVELS <= mean && pixel * 100 <= mean * (100 - SHARE));
        }
    }
    out
}

/// Sums of all pixels above and to the left, one row and column larger than the plane.
struct Sums {
    width: usize,
    table: Vec<u32>,
}

impl Sums {
    fn new(plane: &Plane) -> Self {
        let width = plane.width() + 1;
        let mut table = vec![0u32; width * (plane.height() + 1)];
        for y in 0..plane.height() {
            let mut sum = 0u32;
            let (done, rest) = table.split_at_mut((y + 1) * width);
            let above = &done[y * width..];
            for (x, &pixel) in plane.row(y).iter().enumerate() {
                sum = sum.wrapping_add(u32::from(pixel));
                rest[x + 1] = above[x + 1].wrapping_add(sum);
            }
        }
        Self { width, table }
    }

    /// Wraps on the way where the picture is huge; the difference is right all the same.
    fn of(&self, left: usize, top: usize, right: usize, bottom: usize) -> u32 {
        let at = |x: usize, y: usize| self.table[y * self.width + x];
        at(right, bottom)
            .wrapping_sub(at(left, bottom))
            .wrapping_sub(at(right, top))
            .wrapping_add(at(left, top))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shadow_is_no_ink_and_faded_print_is() {
        let (width, height) = (120, 60);
        // A slope from 240 down to 120, with one faded stroke.
        let pixels = (0..width * height).map(|i| {
            let (x, y) = (i % width, i / width);
            let paper = 240 - x as u8;
            let stroke = (50..54).contains(&x) && (20..40).contains(&y);
            if stroke { paper - 40 } else { paper }
        });
        let mask = ink(&Plane::new(width, height, pixels.collect()));
        assert!(mask[30 * width + 52], "the stroke is ink");
        assert_eq!(
            mask.iter().filter(|&&b| b).count(),
            4 * 20,
            "and nothing else is"
        );
    }
}
