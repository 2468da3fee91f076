//! Draws codes by the tables of the GS1 General Specifications, section 5.2, and looks at them
//! as a camera would.

use fastrand::Rng;

use crate::{Code, Kind};

/// The widths of bars and spaces of each digit in set A, white first; set B is read backwards,
/// and C is A with the colours changed.
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

/// Which of the left digits of an EAN-13 are of set B, by its first digit.
const FIRST: [u8; 10] = [
    0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101,
    0b01_0110, 0b01_1010,
];

/// Which digits of a UPC-E are of set B, by its check digit, for number system 0.
const CHECKS: [u8; 10] = [
    0b11_1000, 0b11_0100, 0b11_0010, 0b11_0001, 0b10_1100, 0b10_0110, 0b10_0011, 0b10_1010,
    0b10_1001, 0b10_0101,
];

/// How a code lies before the camera.
#[derive(Clone, Copy)]
pub struct Scene {
    /// Pixels of the narrowest bar.
    pub module: f32,
    /// How far it is turned, in radians.
    pub angle: f32,
    /// How much smaller its end is than its middle, along the bars' order.
    pub lean: f32,
    /// The same from top to bottom.
    pub tip: f32,
    /// The standard deviation of the lens's blur, in pixels.
    pub blur: f32,
    /// The most that a pixel is wrong by, of 255.
    pub noise: f32,
    /// The grey of bars.
    pub dark: f32,
    /// The grey of paper.
    pub bright: f32,
    /// How much darker the right edge is than the left.
    pub shadow: f32,
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            module: 3.0,
            angle: 0.0,
            lean: 0.0,
            tip: 0.0,
            blur: 0.4,
            noise: 2.0,
            dark: 30.0,
            bright: 225.0,
            shadow: 0.0,
        }
    }
}

/// The picture of a code before a camera of this size.
pub fn render(
    code: &Code,
    (width, height): (usize, usize),
    scene: &Scene,
    random: &mut Rng,
) -> Vec<u8> {
    let bars = bars(code);
    // White before and behind, as GS1 asks for.
    let quiet = 9.0;
    let whole = bars.len() as f32 + 2.0 * quiet;
    let high = whole * 0.6;
    let (sin, cos) = scene.angle.sin_cos();
    let grey_at = |x: f32, y: f32| -> f32 {
        let (x, y) = (x - width as f32 / 2.0, y - height as f32 / 2.0);
        let (x, y) = (
            (x * cos + y * sin) / scene.module,
            (y * cos - x * sin) / scene.module,
        );
        let far = 1.0 + scene.lean * x / whole + scene.tip * y / whole;
        let (x, y) = (x / far, y / far);
        let at = x + whole / 2.0;
        if !(0.0..whole).contains(&at) || y.abs() > high / 2.0 {
            // The package around the label.
            return scene.dark + (scene.bright - scene.dark) * 0.55;
        }
        let bar = (at - quiet).floor();
        let black = bar >= 0.0
            && y.abs() < high * 0.42
            && bars.get(bar as usize).copied().unwrap_or_default();
        if black { scene.dark } else { scene.bright }
    };
    let mut grey = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            // Four rays a pixel.
            let rays = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
            let rays = rays.map(|(across, down)| grey_at(x as f32 + across, y as f32 + down));
            let lit = 1.0 - scene.shadow * x as f32 / width as f32;
            grey.push(rays.iter().sum::<f32>() / 4.0 * lit);
        }
    }
    let grey = blurred(&grey, width, scene.blur);
    let noisy = grey.into_iter().map(|grey| {
        let wrong = (random.f32() + random.f32() - 1.0) * scene.noise;
        (grey + wrong).clamp(0.0, 255.0) as u8
    });
    noisy.collect()
}

/// Three box blurs make nearly a Gaussian; of less than half a pixel nothing is left to do.
fn blurred(grey: &[f32], width: usize, deviation: f32) -> Vec<f32> {
    let mut grey = grey.to_vec();
    if deviation < 0.3 {
        return grey;
    }
    let reach = (3.0 * deviation).ceil() as isize;
    let kernel: Vec<f32> = (-reach..=reach)
        .map(|at| (-(at as f32).powi(2) / (2.0 * deviation * deviation)).exp())
        .collect();
    let sum: f32 = kernel.iter().sum();
    let height = grey.len() / width;
    for (step, count, lines) in [(1, width, height), (width, height, width)] {
        let other = if step == 1 { width } else { 1 };
        for line in 0..lines {
            let own: Vec<f32> = (0..count)
                .map(|at| grey[line * other + at * step])
                .collect();
            for at in 0..count {
                let around = kernel.iter().enumerate().map(|(part, weight)| {
                    let from = at as isize + part as isize - reach;
                    own[from.clamp(0, count as isize - 1) as usize] * weight
                });
                grey[line * other + at * step] = around.sum::<f32>() / sum;
            }
        }
    }
    grey
}

/// The bars of a code: one entry for each narrowest width, true where it is black.
fn bars(code: &Code) -> Vec<bool> {
    let digits: Vec<usize> = code
        .digits
        .bytes()
        .map(|digit| usize::from(digit - b'0'))
        .collect();
    let mut bars = vec![true, false, true];
    match code.kind {
        Kind::Ean13 => {
            for (at, digit) in digits[1..7].iter().enumerate() {
                left(&mut bars, *digit, FIRST[digits[0]] >> (5 - at) & 1 == 1);
            }
            bars.extend([false, true, false, true, false]);
            digits[7..]
                .iter()
                .for_each(|digit| right(&mut bars, *digit));
            bars.extend([true, false, true]);
        }
        Kind::Ean8 => {
            digits[..4]
                .iter()
                .for_each(|digit| left(&mut bars, *digit, false));
            bars.extend([false, true, false, true, false]);
            digits[4..]
                .iter()
                .for_each(|digit| right(&mut bars, *digit));
            bars.extend([true, false, true]);
        }
        Kind::UpcE => {
            for (at, digit) in digits[1..7].iter().enumerate() {
                left(&mut bars, *digit, CHECKS[digits[7]] >> (5 - at) & 1 == 1);
            }
            bars.extend([false, true, false, true, false, true]);
        }
    }
    bars
}

fn left(bars: &mut Vec<bool>, digit: usize, of_set_b: bool) {
    let mut widths = SET_A[digit];
    if of_set_b {
        widths.reverse();
    }
    draw(bars, widths, false);
}

fn right(bars: &mut Vec<bool>, digit: usize) {
    draw(bars, SET_A[digit], true);
}

fn draw(bars: &mut Vec<bool>, widths: [u8; 4], first_black: bool) {
    let mut black = first_black;
    for width in widths {
        bars.extend(std::iter::repeat_n(black, width.into()));
        black = !black;
    }
}

/// The check digit of these digits.
pub fn check_digit(body: &str) -> u8 {
    let weighted = body.bytes().rev().enumerate().map(|(place, digit)| {
        let weight = if place % 2 == 0 { 3 } else { 1 };
        u32::from(digit - b'0') * weight
    });
    ((10 - weighted.sum::<u32>() % 10) % 10) as u8
}

/// The 12 digits that a UPC-E without its check digit stands for.
pub fn upc_a_of(body: &str) -> String {
    let (system, six) = body.split_at(1);
    let (five, last) = six.split_at(5);
    let whole = match last {
        "0" | "1" | "2" => format!("{system}{}{last}0000{}", &five[..2], &five[2..]),
        "3" => format!("{system}{}00000{}", &five[..3], &five[3..]),
        "4" => format!("{system}{}00000{}", &five[..4], &five[4..]),
        _ => format!("{system}{five}0000{last}"),
    };
    let check = check_digit(&whole);
    format!("{whole}{check}")
}
