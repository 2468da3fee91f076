//! A flat picture seen by a camera: tilted, turned, curled, on a table.

use image::GrayImage;

use super::variants::Dice;

/// How the paper lies before the camera.
#[derive(Clone, Copy, Default)]
pub struct Pose {
    /// Turn within the picture, degrees with the clock.
    pub turn: f32,
    /// Tilt away from the camera about the horizontal axis, degrees.
    pub tilt: f32,
    /// The same about the vertical axis.
    pub sway: f32,
    /// Height of the paper's wave, in widths of the paper.
    pub curl: f32,
    /// Table on each side, in widths of the paper.
    pub room: f32,
}

/// The camera stands this many of the paper's longer sides away: a phone held over a receipt.
const DISTANCE: f32 = 1.6;

/// What the camera sees.
pub fn shoot(paper: &GrayImage, pose: Pose, dice: &mut Dice) -> GrayImage {
    let (width, height) = (paper.width() as f32, paper.height() as f32);
    let view = View::new(width, height, pose);
    let corners = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)];
    let seen = corners.map(|(x, y)| view.apply(x - width / 2.0, y - height / 2.0));
    let low = |v: [f32; 4]| v.into_iter().fold(f32::MAX, f32::min);
    let high = |v: [f32; 4]| v.into_iter().fold(f32::MIN, f32::max);
    let (xs, ys) = (seen.map(|p| p.0), seen.map(|p| p.1));
    let room = pose.room * width;
    let (left, top) = (low(xs) - room, low(ys) - room);
    let size = (
        (high(xs) - left + room) as u32,
        (high(ys) - top + room) as u32,
    );
    let table = table(size, dice);
    let back = view.inverse();
    let (phase, waves) = (dice.within(0.0, 3.0), dice.within(0.8, 1.6));
    GrayImage::from_fn(size.0, size.1, |x, y| {
        let (u, v) = back.apply(x as f32 + 0.5 + left, y as f32 + 0.5 + top);
        let (u, mut v) = (u + width / 2.0, v + height / 2.0);
        v += pose.curl * width * (std::f32::consts::PI * waves * u / width + phase).sin();
        let on_paper = (0.0..width).contains(&u) && (0.0..height).contains(&v);
        if on_paper {
            image::Luma([sample(paper, u, v).clamp(0.0, 255.0) as u8])
        } else {
            *table.get_pixel(x, y)
        }
    })
}

/// What the paper lies on: darker than it, uneven.
pub fn table(size: (u32, u32), dice: &mut Dice) -> GrayImage {
    let cells = (dice.within(4.0, 40.0), dice.within(4.0, 40.0));
    let light = field(size, cells, dice);
    let (base, grain) = (dice.within(40.0, 150.0), dice.within(8.0, 30.0));
    GrayImage::from_fn(size.0, size.1, |x, y| {
        let level = base + grain * light[(y * size.0 + x) as usize];
        image::Luma([level.clamp(0.0, 255.0) as u8])
    })
}

/// Brightness between four pixels; the edge repeats.
fn sample(paper: &GrayImage, x: f32, y: f32) -> f32 {
    let (right, bottom) = (paper.width() - 1, paper.height() - 1);
    let (x, y) = (
        (x - 0.5).clamp(0.0, right as f32),
        (y - 0.5).clamp(0.0, bottom as f32),
    );
    let (left, top) = (x as u32, y as u32);
    let at = |x: u32, y: u32| f32::from(paper.get_pixel(x.min(right), y.min(bottom)).0[0]);
    let (a, b) = (x - left as f32, y - top as f32);
    let upper = at(left, top) * (1.0 - a) + at(left + 1, top) * a;
    let lower = at(left, top + 1) * (1.0 - a) + at(left + 1, top + 1) * a;
    upper * (1.0 - b) + lower * b
}

/// A smooth random field in -1..=1 of so many cells across and down, row by row.
pub fn field((width, height): (u32, u32), cells: (f32, f32), dice: &mut Dice) -> Vec<f32> {
    let (across, down) = (cells.0.max(1.0) as usize, cells.1.max(1.0) as usize);
    let knots: Vec<f32> = (0..(across + 1) * (down + 1))
        .map(|_| dice.within(-1.0, 1.0))
        .collect();
    let at = |x: usize, y: usize| knots[y.min(down) * (across + 1) + x.min(across)];
    let mut out = Vec::with_capacity((width * height) as usize);
    for y in 0..height {
        let v = y as f32 / height as f32 * down as f32;
        for x in 0..width {
            let u = x as f32 / width as f32 * across as f32;
            let (i, j) = (u as usize, v as usize);
            let (a, b) = (u - i as f32, v - j as f32);
            let upper = at(i, j) * (1.0 - a) + at(i + 1, j) * a;
            let lower = at(i, j + 1) * (1.0 - a) + at(i + 1, j + 1) * a;
            out.push(upper * (1.0 - b) + lower * b);
        }
    }
    out
}

/// A map of the plane onto itself that keeps lines straight.
struct View([[f32; 3]; 3]);

impl View {
    /// The paper's middle on the camera's axis, as large as it is.
    fn new(width: f32, height: f32, pose: Pose) -> Self {
        let far = DISTANCE * width.max(height);
        let [tilt, sway, turn] = [pose.tilt, pose.sway, pose.turn].map(f32::to_radians);
        // About x, then y, then z; the paper's third axis is never needed.
        let x = (sway.cos(), 0.0, -sway.sin());
        let y = (tilt.sin() * sway.sin(), tilt.cos(), tilt.sin() * sway.cos());
        let turned = |(a, b, c): (f32, f32, f32)| {
            (
                a * turn.cos() - b * turn.sin(),
                a * turn.sin() + b * turn.cos(),
                c,
            )
        };
        let (x, y) = (turned(x), turned(y));
        Self([
            [far * x.0, far * y.0, 0.0],
            [far * x.1, far * y.1, 0.0],
            [x.2, y.2, far],
        ])
    }

    fn apply(&self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c] = self.0.map(|row| row[0] * x + row[1] * y + row[2]);
        (a / c, b / c)
    }

    /// By cofactors; a common factor does not matter.
    fn inverse(&self) -> Self {
        let m = &self.0;
        let minor = |r: usize, c: usize| {
            let (r0, r1) = ((r + 1) % 3, (r + 2) % 3);
            let (c0, c1) = ((c + 1) % 3, (c + 2) % 3);
            m[r0][c0] * m[r1][c1] - m[r0][c1] * m[r1][c0]
        };
        let row = |r: usize| [minor(0, r), minor(1, r), minor(2, r)];
        Self([row(0), row(1), row(2)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_back() {
        let pose = Pose {
            turn: 5.0,
            tilt: 10.0,
            sway: -7.0,
            ..Pose::default()
        };
        let view = View::new(400.0, 1000.0, pose);
        let (x, y) = view.apply(120.0, -300.0);
        let (u, v) = view.inverse().apply(x, y);
        assert!(
            (u - 120.0).abs() < 0.1 && (v + 300.0).abs() < 0.1,
            "{u} {v}"
        );
    }
}
