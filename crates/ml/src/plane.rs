//! Grey pixels, and reading them at any scale and angle.
//!
//! Coordinates are continuous: the pixel in column 3 covers 3.0 to 4.0 and its
//! centre is 3.5. So a resize is the same here, in PyTorch and in rten.

/// A grey picture, row by row, 0 black to 255 white.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plane {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// A place in a plane or on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

impl Plane {
    /// A plane of `width * height` pixels; missing ones are black, surplus ones are dropped.
    #[must_use]
    pub fn new(width: usize, height: usize, mut pixels: Vec<u8>) -> Self {
        pixels.resize(width * height, 0);
        Self {
            width,
            height,
            pixels,
        }
    }

    /// Columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// The pixels of one row.
    #[must_use]
    pub fn row(&self, y: usize) -> &[u8] {
        &self.pixels[y * self.width..(y + 1) * self.width]
    }

    /// All pixels, row by row.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Gives up the pixels.
    #[must_use]
    pub fn into_pixels(self) -> Vec<u8> {
        self.pixels
    }

    /// The plane at half its size: each pixel is the mean of four.
    #[must_use]
    pub fn halved(&self) -> Self {
        let (width, height) = ((self.width / 2).max(1), (self.height / 2).max(1));
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let upper = self.row(2 * y);
            let lower = self.row((2 * y + 1).min(self.height - 1));
            pixels.extend((0..width).map(|x| {
                let right = (2 * x + 1).min(self.width - 1);
                let sum = [upper[2 * x], upper[right], lower[2 * x], lower[right]]
                    .map(u16::from)
                    .iter()
                    .sum::<u16>();
                ((sum + 2) / 4) as u8
            }));
        }
        Self::new(width, height, pixels)
    }

    /// Brightness at a place, between the four pixels around it; beyond the edge
    /// the edge repeats.
    #[must_use]
    pub fn at(&self, place: Point) -> f32 {
        let x = (place.x - 0.5).clamp(0.0, (self.width - 1) as f32);
        let y = (place.y - 0.5).clamp(0.0, (self.height - 1) as f32);
        // Beyond 2^24 an edge is rounded, maybe up.
        let left = (x as usize).min(self.width - 1);
        let top = (y as usize).min(self.height - 1);
        let right = (left + 1).min(self.width - 1);
        let (upper, lower) = (self.row(top), self.row((top + 1).min(self.height - 1)));
        let (along, down) = (x - left as f32, y - top as f32);
        let mix = |row: &[u8]| {
            let (a, b) = (f32::from(row[left]), f32::from(row[right]));
            a + (b - a) * along
        };
        let (a, b) = (mix(upper), mix(lower));
        a + (b - a) * down
    }
}

/// A plane and its halves, so that a strong reduction costs as little as a weak
/// one and does not alias.
#[derive(Clone, Debug)]
pub struct Pyramid {
    levels: Vec<Plane>,
}

/// Levels stop here: below it nothing can be read.
const SMALLEST_LEVEL: usize = 400;

impl Pyramid {
    /// Builds the halves of a plane.
    #[must_use]
    pub fn new(base: Plane) -> Self {
        let mut levels = vec![base];
        while let Some(last) = levels.last()
            && last.width.max(last.height) >= 2 * SMALLEST_LEVEL
        {
            levels.push(last.halved());
        }
        Self { levels }
    }

    /// The plane itself.
    #[must_use]
    pub fn base(&self) -> &Plane {
        &self.levels[0]
    }

    /// The largest level whose longer side is at most `side`, and how many base
    /// pixels one of its pixels spans.
    #[must_use]
    pub fn at_most(&self, side: usize) -> (&Plane, f32) {
        let fits = |level: &Plane| level.width.max(level.height) <= side;
        let depth = self
            .levels
            .iter()
            .position(fits)
            .unwrap_or(self.levels.len() - 1);
        (&self.levels[depth], (1u32 << depth) as f32)
    }

    /// The level to read when one pixel of the result spans `step` base pixels.
    fn for_step(&self, step: f32) -> (&Plane, f32) {
        let mut depth = 0;
        while depth + 1 < self.levels.len() && step / ((1u32 << depth) as f32) >= LARGEST_STEP {
            depth += 1;
        }
        (&self.levels[depth], 1.0 / (1u32 << depth) as f32)
    }
}

/// From this many pixels a sample on, the next half is read: mixing four pixels
/// still sees all the ink of a stroke below it.
const LARGEST_STEP: f32 = 1.7;

/// Where a page (or one line of it) lies in the picture: `origin` is its top left
/// corner, `right` and `down` are the steps in the picture for one pixel of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The page's (0, 0).
    pub origin: Point,
    /// Picture pixels for one page pixel to the right.
    pub right: Point,
    /// Picture pixels for one page pixel down.
    pub down: Point,
}

impl Frame {
    /// The frame whose text falls to the right by `angle` radians (clockwise, as y points
    /// down) and whose pixels span `step` picture pixels.
    #[must_use]
    pub fn new(origin: Point, angle: f32, step: f32) -> Self {
        let (sin, cos) = angle.sin_cos();
        Self {
            origin,
            right: Point {
                x: cos * step,
                y: sin * step,
            },
            down: Point {
                x: -sin * step,
                y: cos * step,
            },
        }
    }

    /// The frame with its axes turned about its origin.
    #[must_use]
    pub fn rotated(&self, by: f32) -> Self {
        let (sin, cos) = by.sin_cos();
        let mix = |a: f32, b: f32| Point {
            x: self.right.x * a + self.down.x * b,
            y: self.right.y * a + self.down.y * b,
        };
        Self {
            origin: self.origin,
            right: mix(cos, sin),
            down: mix(-sin, cos),
        }
    }

    /// The place in the picture of a place on the page.
    #[must_use]
    pub fn place(&self, on_page: Point) -> Point {
        Point {
            x: self.origin.x + self.right.x * on_page.x + self.down.x * on_page.y,
            y: self.origin.y + self.right.y * on_page.x + self.down.y * on_page.y,
        }
    }

    /// Picture pixels that one page pixel spans, the larger of both directions.
    #[must_use]
    pub fn step(&self) -> f32 {
        let across = self.right.x.hypot(self.right.y);
        across.max(self.down.x.hypot(self.down.y))
    }

    /// The `width * height` pixels of the page, row by row, from 0 to 255; beyond the
    /// picture's edge they are `beyond`, or the edge repeated if that is `None`.
    pub fn read(
        &self,
        from: &Pyramid,
        width: usize,
        height: usize,
        beyond: Option<f32>,
    ) -> Vec<f32> {
        let (level, shrink) = from.for_step(self.step());
        let (w, h) = (level.width as f32, level.height as f32);
        let mut out = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let place = self.place(Point {
                    x: x as f32 + 0.5,
                    y: y as f32 + 0.5,
                });
                let place = Point {
                    x: place.x * shrink,
                    y: place.y * shrink,
                };
                let outside = place.x < 0.0 || place.y < 0.0 || place.x > w || place.y > h;
                out.push(match beyond {
                    Some(value) if outside => value,
                    _ => level.at(place),
                });
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(width: usize, height: usize) -> Plane {
        let pixel = |i: usize| ((i % width) * 3 + (i / width) * 5) as u8;
        Plane::new(width, height, (0..width * height).map(pixel).collect())
    }

    #[test]
    fn a_frame_without_scale_reads_the_pixels_themselves() {
        let plane = ramp(8, 6);
        let frame = Frame::new(Point { x: 2.0, y: 1.0 }, 0.0, 1.0);
        let read = frame.read(&Pyramid::new(plane.clone()), 4, 3, None);
        let expected: Vec<f32> = (1..4)
            .flat_map(|y| {
                plane.row(y)[2..6]
                    .iter()
                    .map(|&p| f32::from(p))
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(read, expected, "whole pixels are not mixed");
    }

    #[test]
    fn beyond_the_edge_is_what_was_asked_for() {
        let frame = Frame::new(Point { x: -2.0, y: 0.0 }, 0.0, 1.0);
        let pyramid = Pyramid::new(Plane::new(4, 1, vec![9; 4]));
        assert_eq!(frame.read(&pyramid, 3, 1, Some(0.0)), [0.0, 0.0, 9.0]);
        assert_eq!(frame.read(&pyramid, 3, 1, None), [9.0, 9.0, 9.0]);
    }

    #[test]
    fn a_quarter_turn_reads_columns_as_rows() {
        let plane = Plane::new(2, 3, vec![1, 2, 3, 4, 5, 6]);
        // Text that runs downwards: the page's right is the picture's down.
        let frame = Frame::new(Point { x: 2.0, y: 0.0 }, std::f32::consts::FRAC_PI_2, 1.0);
        let read = frame.read(&Pyramid::new(plane), 3, 2, None);
        let read: Vec<i32> = read.iter().map(|v| v.round() as i32).collect();
        assert_eq!(read, [2, 4, 6, 1, 3, 5]);
    }

    #[test]
    fn the_thinnest_picture_has_a_small_level_too() {
        let length = (1 << 24) + 3;
        let pyramid = Pyramid::new(Plane::new(1, length, vec![9; length]));
        let (level, shrink) = pyramid.at_most(1700);
        assert_eq!((level.width(), level.height(), shrink), (1, 1024, 16384.0));
        let below = Point {
            x: 0.5,
            y: length as f32 + 2.0,
        };
        assert_eq!(pyramid.base().at(below), 9.0, "the edge is repeated");
    }

    #[test]
    fn halving_takes_the_mean_of_four() {
        let plane = Plane::new(4, 2, vec![0, 4, 8, 8, 4, 8, 8, 9]);
        assert_eq!(plane.halved(), Plane::new(2, 1, vec![4, 8]));
    }
}
