//! Where things that were found on level pages lie in the images that people see.

use pantry::receipt::{Bounds, Draft, Row};

use super::Shot;
use crate::plane::{Frame, Point};
use crate::rows::bounds_of;

/// The whole pixels around some places.
pub fn around(places: [Point; 4]) -> Bounds {
    let (x, y) = (places.map(|p| p.x), places.map(|p| p.y));
    let low = |v: [f32; 4]| v.into_iter().fold(f32::MAX, f32::min).floor() as i32;
    let high = |v: [f32; 4]| v.into_iter().fold(f32::MIN, f32::max).ceil() as i32;
    Bounds {
        x0: low(x),
        y0: low(y),
        x1: high(x),
        y1: high(y),
    }
}

/// Replaces the bounds on pages by those in the image of all shots.
pub fn in_the_image(draft: &mut Draft, read: &[(usize, Row)], uprights: &[Upright]) {
    let tops: Vec<i32> = uprights
        .iter()
        .scan(0, |top, upright| {
            let own = *top;
            *top += upright.shot.size.1 as i32;
            Some(own)
        })
        .collect();
    let place = |shot: usize, on_page: Bounds| {
        let b = uprights[shot].of_page(on_page);
        Bounds {
            y0: b.y0 + tops[shot],
            y1: b.y1 + tops[shot],
            ..b
        }
    };
    for (row, (shot, read)) in draft.rows.iter_mut().zip(read) {
        row.bounds = place(*shot, read.bounds);
        for (word, read) in row.words.iter_mut().zip(&read.words) {
            word.bounds = place(*shot, read.bounds);
        }
    }
    for item in &mut draft.items {
        item.bounds = bounds_of(&draft.rows, &item.rows);
    }
}

/// Turns places on a page into bounds in the upright image.
pub struct Upright {
    /// The upright image.
    pub shot: Shot,
    /// Where the page lies in the kept pixels.
    frame: Frame,
    /// Size of the file's image, in its pixels.
    file: (f32, f32),
    shrink: f32,
}

impl Upright {
    /// The image turned so that the page's text runs to the right.
    pub fn new(frame: Frame, file: (u32, u32), shrink: u32) -> Self {
        let right = frame.right;
        let turns = match (
            right.x.abs() >= right.y.abs(),
            right.x >= 0.0,
            right.y >= 0.0,
        ) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 3,
            (false, _, false) => 1,
        };
        let size = if turns % 2 == 0 {
            file
        } else {
            (file.1, file.0)
        };
        Self {
            shot: Shot { size, turns },
            frame,
            file: (file.0 as f32, file.1 as f32),
            shrink: shrink as f32,
        }
    }

    /// The bounds in the image of bounds on the page.
    fn of_page(&self, on_page: Bounds) -> Bounds {
        let Bounds { x0, y0, x1, y1 } = on_page;
        let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)];
        self.bounds(corners.map(|(x, y)| {
            self.frame.place(Point {
                x: x as f32,
                y: y as f32,
            })
        }))
    }

    /// The bounds of places in the kept pixels, within the image.
    fn bounds(&self, corners: [Point; 4]) -> Bounds {
        let (width, height) = self.shot.size;
        around(corners.map(|p| {
            let p = self.turned(p.x * self.shrink, p.y * self.shrink);
            Point {
                x: p.x.clamp(0.0, width as f32),
                y: p.y.clamp(0.0, height as f32),
            }
        }))
    }

    fn turned(&self, x: f32, y: f32) -> Point {
        let (width, height) = self.file;
        match self.shot.turns {
            1 => Point {
                x: height - y,
                y: x,
            },
            2 => Point {
                x: width - x,
                y: height - y,
            },
            3 => Point { x: y, y: width - x },
            _ => Point { x, y },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f32::consts::FRAC_PI_2;

    #[test]
    fn bounds_of_a_sideways_photo_are_those_of_the_upright_one() {
        // Text that runs down the picture, at its right edge: the top of the upright one.
        let frame = Frame::new(Point { x: 0.0, y: 0.0 }, FRAC_PI_2, 1.0);
        let upright = Upright::new(frame, (100, 60), 1);
        assert_eq!((upright.shot.size, upright.shot.turns), ((60, 100), 3));
        let corners = [(90.0, 10.0), (90.0, 50.0), (80.0, 50.0), (80.0, 10.0)];
        let bounds = upright.bounds(corners.map(|(x, y)| Point { x, y }));
        let expected = Bounds {
            x0: 10,
            y0: 10,
            x1: 50,
            y1: 20,
        };
        assert_eq!(bounds, expected);
    }

    #[test]
    fn bounds_stay_in_the_image() {
        let frame = Frame::new(Point { x: 0.0, y: 0.0 }, 0.0, 1.0);
        let upright = Upright::new(frame, (100, 60), 2);
        let corners = [(-3.0, -3.0), (80.0, -3.0), (80.0, 10.5), (-3.0, 10.5)];
        let bounds = upright.bounds(corners.map(|(x, y)| Point { x, y }));
        assert_eq!(
            (bounds.x0, bounds.y0, bounds.x1, bounds.y1),
            (0, 0, 100, 21)
        );
    }
}
