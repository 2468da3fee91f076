//! The direction of text from its letters.

use super::marks::Mark;

/// A step is beside or above if one of its parts is this many times the other: within 30
/// degrees of an axis. What lies between says nothing.
const ALONG: f32 = 1.7;

/// Text runs up or down if this many times as many letters have their neighbour above as
/// beside. Of marks that lie anywhere about as many have it there as here; doubt keeps the
/// picture as it is, and a page that cannot be read is looked at across as well.
const CLEARLY: f32 = 1.4;

/// Of fewer letters than this above each other chance alone may be more than [`CLEARLY`].
const ENOUGH: usize = 20;

/// True if text runs up or down the picture: most letters have their nearest
/// neighbour above or below, since printing is closer along a line than across.
pub fn is_sideways(marks: &[Mark], size: f32) -> bool {
    let (mut beside, mut above) = (0usize, 0usize);
    for (dx, dy) in nearest_steps(marks, 3.0 * size) {
        if dx.abs() > ALONG * dy.abs() {
            beside += 1;
        } else if dy.abs() > ALONG * dx.abs() {
            above += 1;
        }
    }
    above as f32 > CLEARLY * beside as f32 && above > ENOUGH
}

/// The step from each mark to its nearest neighbour within `reach`, by a grid.
fn nearest_steps(marks: &[Mark], reach: f32) -> Vec<(f32, f32)> {
    let cell = |v: f32| (v / reach).floor() as i32;
    let mut grid: std::collections::HashMap<(i32, i32), Vec<usize>> =
        std::collections::HashMap::new();
    for (i, m) in marks.iter().enumerate() {
        grid.entry((cell(m.x), cell(m.y))).or_default().push(i);
    }
    let near =
        |x: i32, y: i32| (-1..=1).flat_map(move |dy| (-1..=1).map(move |dx| (x + dx, y + dy)));
    marks
        .iter()
        .enumerate()
        .filter_map(|(i, m)| {
            near(cell(m.x), cell(m.y))
                .filter_map(|key| grid.get(&key))
                .flatten()
                .filter(|&&j| j != i)
                .map(|&j| (marks[j].x - m.x, marks[j].y - m.y))
                .min_by(|a, b| a.0.hypot(a.1).total_cmp(&b.0.hypot(b.1)))
        })
        .collect()
}

/// Leans beyond this many degrees are not looked for: a person holds a receipt
/// straighter than that.
const WIDEST: f32 = 20.0;

/// A lean counts if its rows are this many times as sharp as level ones. On drawn lines of
/// letters a lean of 0.3 degrees is 4 to 24 % sharper and one of a degree half as sharp
/// again; level ones are up to 6 % sharper at a tenth of a degree, which does no harm.
const SHARPER: f32 = 1.03;

/// The lean of the lines in radians: the angle at which the feet of the letters fall
/// on the fewest rows.
pub fn lean(marks: &[Mark], size: f32) -> f32 {
    let best_of = |candidates: &mut dyn Iterator<Item = f32>| {
        candidates
            .map(|degrees| (degrees, sharpness(marks, size, degrees.to_radians())))
            .max_by(|a, b| a.1.total_cmp(&b.1))
    };
    let straight = sharpness(marks, size, 0.0);
    let steps = (WIDEST / 0.5) as i32;
    let Some((coarse, _)) = best_of(&mut (-steps..=steps).map(|i| i as f32 * 0.5)) else {
        return 0.0;
    };
    let Some((fine, sharp)) = best_of(&mut (-5..=5).map(|i| coarse + i as f32 * 0.1)) else {
        return 0.0;
    };
    // Chance makes some angle a little sharper than none.
    if sharp > SHARPER * straight {
        fine.to_radians()
    } else {
        0.0
    }
}

/// Sum of the squared counts of feet in rows a quarter of a letter high.
fn sharpness(marks: &[Mark], size: f32, angle: f32) -> f32 {
    let (sin, cos) = angle.sin_cos();
    let row = |m: &Mark| ((m.foot() * cos - m.x * sin) / (size * 0.25)).floor() as i32;
    let (mut low, mut high) = (i32::MAX, i32::MIN);
    for m in marks {
        low = low.min(row(m));
        high = high.max(row(m));
    }
    if marks.is_empty() {
        return 0.0;
    }
    let mut counts = vec![0u32; (high - low) as usize + 2];
    for m in marks {
        counts[(row(m) - low) as usize] += 1;
    }
    // Two rows at a time, so that a line on the border of two is not punished.
    counts
        .windows(2)
        .map(|w| ((w[0] + w[1]) as f32).powi(2))
        .sum()
}
