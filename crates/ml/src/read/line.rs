//! The picture of one segment as the recogniser takes it.

use super::Segment;
use crate::plane::{Frame, Point, Pyramid};

/// Height of the recogniser's input.
pub const LINE_HEIGHT: usize = 32;

/// Columns for a line as wide as it is high: type is read as well a little narrower, and
/// sooner.
const COLUMNS_PER_HEIGHT: f32 = 30.0;

/// Widths of a line: narrower ones hold no letter, wider ones are squeezed.
const WIDTHS: (f32, f32) = (10.0, 1200.0);

/// Width of a line whose segment has this size.
#[must_use]
pub fn line_width(width: f32, height: f32) -> usize {
    (COLUMNS_PER_HEIGHT * width / height.max(1.0)).clamp(WIDTHS.0, WIDTHS.1) as usize
}

/// A line has this much air on each side, in heights of its segment: the detector's
/// boxes cut close, training's did not. Half as much loses 0.5 points of word F1, some
/// above and below changes nothing.
const AIR: f32 = 0.2;

/// Where a segment lies in the picture: its frame and its width in line pixels.
pub(super) fn frame(page: &Frame, segment: &Segment) -> (Frame, usize) {
    let airy = Segment {
        width: segment.width + 2.0 * AIR * segment.height,
        ..*segment
    };
    let width = line_width(airy.width, airy.height);
    (
        line_frame(airy.corners().map(|c| page.place(c)), width),
        width,
    )
}

/// The frame of a line `width` pixels wide between the corners of its box in the picture:
/// top left, top right, bottom right, bottom left.
#[must_use]
pub fn line_frame([corner, right, _, below]: [Point; 4], width: usize) -> Frame {
    let step = |to: Point, pixels: usize| Point {
        x: (to.x - corner.x) / pixels as f32,
        y: (to.y - corner.y) / pixels as f32,
    };
    Frame {
        origin: corner,
        right: step(right, width),
        down: step(below, LINE_HEIGHT),
    }
}

/// A line's `width` x [`LINE_HEIGHT`] pixels as the recogniser takes them: evened out,
/// in [-0.5, 0.5], row by row.
#[must_use]
pub fn line_pixels(picture: &Pyramid, frame: &Frame, width: usize) -> Vec<f32> {
    let mut pixels = frame.read(picture, width, LINE_HEIGHT, None);
    even_out(&mut pixels);
    pixels.iter_mut().for_each(|p| *p = *p / 255.0 - 0.5);
    pixels
}

/// Brightness of ink and of paper once a line is evened out; worth a point of word F1
/// on faded receipts.
const INK: f32 = 60.0;
const PAPER: f32 = 220.0;

/// Ink is darker than all but this share of a line, paper brighter than …
const INK_SHARE: f32 = 0.02;

/// … this share.
const PAPER_SHARE: f32 = 0.9;

/// A smaller difference is noise on blank paper, and stays as it is.
const LEAST_CONTRAST: f32 = 30.0;

/// Stretches the contrast of a line: faded print and grey paper look like any other.
fn even_out(pixels: &mut [f32]) {
    if pixels.is_empty() {
        return;
    }
    let mut sorted = pixels.to_vec();
    let mut at = |share: f32| {
        let place = (share * (pixels.len() - 1) as f32) as usize;
        *sorted.select_nth_unstable_by(place, f32::total_cmp).1
    };
    let (ink, paper) = (at(INK_SHARE), at(PAPER_SHARE));
    if paper - ink < LEAST_CONTRAST {
        return;
    }
    let gain = (PAPER - INK) / (paper - ink);
    for p in pixels {
        *p = (INK + (*p - ink) * gain).clamp(0.0, 255.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::Plane;

    #[test]
    fn faded_print_gets_the_contrast_of_any_other() {
        let mut line: Vec<f32> = (0..100)
            .map(|i| if i < 20 { 150.0 } else { 200.0 })
            .collect();
        even_out(&mut line);
        assert_eq!((line[0], line[99]), (INK, PAPER));
        let mut blank = vec![200.0, 190.0, 205.0, 198.0];
        even_out(&mut blank);
        assert_eq!(
            blank,
            [200.0, 190.0, 205.0, 198.0],
            "noise is not made louder"
        );
    }

    #[test]
    fn a_line_is_read_along_its_own_direction() {
        // A picture in which brightness grows downwards along a slope.
        let slope = 0.1f32;
        let (width, height) = (400usize, 120usize);
        let pixel = |i: usize| (((i / width) as f32 - (i % width) as f32 * slope) + 60.0) as u8;
        let plane = Plane::new(width, height, (0..width * height).map(pixel).collect());
        let page = Frame::new(Point { x: 0.0, y: 0.0 }, 0.0, 1.0);
        let segment = Segment {
            centre: Point { x: 200.0, y: 60.0 },
            width: 200.0,
            height: 40.0,
            angle: slope.atan(),
        };
        let (frame, wide) = frame(&page, &segment);
        assert_eq!(wide, 162, "30 / 40 of 200 and of twice 8 pixels of air");
        let line = frame.read(&Pyramid::new(plane), wide, LINE_HEIGHT, None);
        let row = &line[16 * wide..17 * wide];
        let (low, high) = row
            .iter()
            .fold((255.0f32, 0.0f32), |(l, h), &p| (l.min(p), h.max(p)));
        assert!(high - low < 3.0, "a row of the line has one brightness");
    }
}
