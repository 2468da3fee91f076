//! The runs of a line: where a code may begin.

use crate::code::Code;
use crate::digits::decode;
use crate::line::Line;

/// Samples of the narrowest bar: finer ones are noise.
const NARROWEST: f32 = 1.2;

/// How many times its bar the white before and behind a code is wide. GS1 asks for 7 to 11;
/// what hands and wrapping leave of that is less.
pub(crate) const QUIET: f32 = 3.0;

/// Runs of the shortest code, a UPC-E, from the white before it to the white behind: 1, 3 of
/// its guard, 6 times 4, 6 at its end, 1.
const SHORTEST: usize = 35;

/// The code along a line, read in either direction.
pub(crate) fn read(line: &Line) -> Option<Code> {
    along(line.runs()).or_else(|| along(line.runs_sharpened()))
}

fn along(mut runs: Vec<f32>) -> Option<Code> {
    one_way(&runs).or_else(|| {
        // The first is white from the other end, too.
        if runs.len().is_multiple_of(2) {
            runs.push(0.0);
        }
        runs.reverse();
        one_way(&runs)
    })
}

fn one_way(runs: &[f32]) -> Option<Code> {
    // Every other run is white, from the first on.
    (0..runs.len().saturating_sub(SHORTEST - 1))
        .step_by(2)
        .filter(|at| begins(&runs[*at..]))
        .find_map(|at| decode(&runs[at..]))
}

/// Whether a code may begin here: white, then a guard of three narrow runs.
fn begins(runs: &[f32]) -> bool {
    let [quiet, first, space, last, ..] = *runs else {
        return false;
    };
    let bar = (first + space + last) / 3.0;
    let alike = [first, space, last].into_iter().all(|run| {
        // Light and blur swell black or white by up to half a bar.
        run >= NARROWEST && run >= bar * 0.45 && run <= bar * 1.6
    });
    alike && quiet >= bar * QUIET
}
