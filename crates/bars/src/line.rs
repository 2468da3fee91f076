//! Lines over a picture, and what is black and white along them.

use crate::picture::Grey;

/// Samples in a pixel: with fewer, bars of one and a half pixels are lost.
const FINE: f32 = 2.0;

/// Pixels between two parallel lines: a code of 60 pixels has enough of them.
const APART: f32 = 14.0;

/// How far a sample's neighbours to both sides lie, in pixels: three together halve the noise
/// and blur slanted bars by less than one.
const BESIDE: f32 = 1.0;

/// Samples of which the darkest and the brightest are remembered together.
const BLOCK: usize = 16;

/// Blocks to both sides that count as around: 3 × 16 samples are 24 pixels, more than the
/// widest bar of a code that fills the picture, and less than what a shadow covers.
const AROUND: usize = 3;

/// What differs by less than this of 255 is one colour: noise makes no bars.
const CONTRAST: f32 = 22.0;

/// Directions: across, upright, and both between. A code can lie up to 36° off a line that
/// crosses all its bars (EAN-13: 37 × 26 mm), so none is further than 23° from one.
const DIRECTIONS: [(f32, f32); 4] = [
    (1.0, 0.0),
    (0.0, 1.0),
    (
        std::f32::consts::FRAC_1_SQRT_2,
        std::f32::consts::FRAC_1_SQRT_2,
    ),
    (
        std::f32::consts::FRAC_1_SQRT_2,
        -std::f32::consts::FRAC_1_SQRT_2,
    ),
];

/// A line as it was sampled.
pub(crate) struct Line {
    /// Grey along it.
    samples: Vec<f32>,
}

/// The lines of a picture: in each direction from the middle outwards.
pub(crate) fn lines<'picture>(
    picture: &'picture Grey<'_>,
) -> impl Iterator<Item = Line> + use<'picture> {
    let middle = (picture.width() as f32 / 2.0, picture.height() as f32 / 2.0);
    let reach = middle.0.hypot(middle.1);
    let most = (reach / APART) as i32;
    let steps = (0..=2 * most).map(|step| {
        let side = if step % 2 == 0 { 1 } else { -1 };
        (side * (step + 1) / 2) as f32 * APART
    });
    let steps: Vec<f32> = steps.collect();
    DIRECTIONS.into_iter().flat_map(move |along| {
        let offsets = steps.clone();
        offsets
            .into_iter()
            .filter_map(move |offset| Line::of(picture, middle, along, offset))
    })
}

impl Line {
    /// The line in a direction that passes the middle at this distance; `None` if it does not
    /// meet the picture.
    fn of(
        picture: &Grey<'_>,
        (middle_x, middle_y): (f32, f32),
        (along_x, along_y): (f32, f32),
        offset: f32,
    ) -> Option<Self> {
        let (across_x, across_y) = (-along_y, along_x);
        let (through_x, through_y) = (middle_x + across_x * offset, middle_y + across_y * offset);
        let across = within(through_x, along_x, picture.width() as f32 - 1.0)?;
        let down = within(through_y, along_y, picture.height() as f32 - 1.0)?;
        let (first, last) = (across.0.max(down.0), across.1.min(down.1));
        let count = ((last - first) * FINE) as usize;
        // Shorter than a code with three samples for each of its 67 bars.
        if last <= first || count < 200 {
            return None;
        }
        let sample = |at: usize| {
            let way = first + at as f32 / FINE;
            let (x, y) = (through_x + along_x * way, through_y + along_y * way);
            let beside =
                |side: f32| picture.at(x + across_x * side * BESIDE, y + across_y * side * BESIDE);
            (beside(-1.0) + beside(0.0) + beside(1.0)) / 3.0
        };
        let samples = (0..count).map(sample).collect();
        Some(Self { samples })
    }

    /// The widths of its runs, white and black in turn, in samples; the first is white, if of
    /// none. Black is what is darker than half-way between the darkest and the brightest
    /// around.
    pub(crate) fn runs(&self) -> Vec<f32> {
        runs(&self.samples)
    }

    /// The same of what a lens has blurred: bars that ran together are set apart. A blur as
    /// wide as a bar is undone best by looking that far.
    pub(crate) fn runs_sharpened(&self) -> Vec<f32> {
        /// In samples: for bars of one to two pixels, which are the ones that blur most.
        const REACH: isize = 3;
        let at = |at: isize| {
            let last = self.samples.len() as isize - 1;
            self.samples[at.clamp(0, last) as usize]
        };
        let sharp = (0..self.samples.len() as isize)
            .map(|here| 3.0 * at(here) - at(here - REACH) - at(here + REACH));
        let sharp: Vec<f32> = sharp.collect();
        runs(&sharp)
    }
}

/// From where to where, along a direction, a coordinate stays between 0 and its end.
fn within(through: f32, along: f32, end: f32) -> Option<(f32, f32)> {
    if along.abs() < 1e-6 {
        return (0.0..=end)
            .contains(&through)
            .then_some((f32::MIN, f32::MAX));
    }
    let (one, other) = (-through / along, (end - through) / along);
    Some((one.min(other), one.max(other)))
}

fn runs(samples: &[f32]) -> Vec<f32> {
    let limits = limits(samples);
    let (mut runs, mut is_black, mut begun) = (Vec::new(), false, 0.0);
    for (at, sample) in samples.iter().enumerate() {
        let limit = limits[at / BLOCK];
        if (*sample < limit) == is_black {
            continue;
        }
        // Between two samples, where the light passes the limit: a bar of one pixel is told
        // from one of one and a half.
        let before = samples[at.saturating_sub(1)];
        let part = (limit - before) / (sample - before);
        let part = if part.is_finite() { part } else { 1.0 };
        let edge = (at as f32 - 1.0 + part.clamp(0.0, 1.0)).max(begun);
        runs.push(edge - begun);
        (is_black, begun) = (!is_black, edge);
    }
    runs.push(samples.len() as f32 - begun);
    runs
}

/// What is darker is black, for each block of samples.
fn limits(samples: &[f32]) -> Vec<f32> {
    let blocks = samples.chunks(BLOCK).map(|block| {
        block
            .iter()
            .fold((f32::MAX, f32::MIN), |(darkest, brightest), sample| {
                (darkest.min(*sample), brightest.max(*sample))
            })
    });
    let blocks: Vec<(f32, f32)> = blocks.collect();
    let limits = (0..blocks.len()).map(|at| {
        let around = &blocks[at.saturating_sub(AROUND)..(at + AROUND + 1).min(blocks.len())];
        let (darkest, brightest) = around
            .iter()
            .fold((f32::MAX, f32::MIN), |(darkest, brightest), (low, high)| {
                (darkest.min(*low), brightest.max(*high))
            });
        match brightest - darkest < CONTRAST {
            true => f32::MIN,
            false => (darkest + brightest) / 2.0,
        }
    });
    limits.collect()
}
