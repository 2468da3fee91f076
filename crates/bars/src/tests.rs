//! Codes that we draw, as a hand holds them before a camera: recall is measured, and nothing
//! is ever read that is not there.

mod render;

use fastrand::Rng;

use crate::{Code, Grey, Kind, grey_of_rgba, read};
use render::{Scene, check_digit, render, upc_a_of};

/// How many codes of each kind are drawn for each look.
const TRIES: usize = 4;

const SIZE: (usize, usize) = (1_280, 720);

fn found(pixels: &[u8], (width, height): (usize, usize)) -> Option<Code> {
    read(&Grey::new(width, height, pixels).expect("as many pixels as its sides say"))
}

/// Random digits of a kind, with the right check digit.
fn code(kind: Kind, random: &mut Rng) -> Code {
    let mut digits = |count: usize| -> String {
        (0..count)
            .map(|_| char::from(b'0' + random.u8(..10)))
            .collect()
    };
    let digits = match kind {
        Kind::Ean13 => with_check(digits(12)),
        Kind::Ean8 => with_check(digits(7)),
        Kind::UpcE => {
            let body = format!("0{}", digits(6));
            let check = upc_a_of(&body).chars().next_back().unwrap_or('0');
            format!("{body}{check}")
        }
    };
    Code { kind, digits }
}

fn with_check(body: String) -> String {
    let check = check_digit(&body);
    format!("{body}{check}")
}

/// Draws codes of every kind in a look: how many of them are read. None may be read wrong.
fn recall(name: &str, look: impl Fn(&mut Rng) -> Scene) -> f64 {
    let mut random = Rng::with_seed(name.bytes().map(u64::from).sum());
    let (mut right, mut all) = (0, 0);
    for kind in [Kind::Ean13, Kind::Ean8, Kind::UpcE] {
        for _ in 0..TRIES {
            let code = code(kind, &mut random);
            let pixels = render(&code, SIZE, &look(&mut random), &mut random);
            let read = found(&pixels, SIZE);
            if let Some(read) = &read {
                assert_eq!(*read, code, "{name}: another code was read");
            }
            right += usize::from(read.is_some());
            all += 1;
        }
    }
    right as f64 / all as f64
}

/// Each look with the least part of codes that must be read in one frame. A camera shows ten
/// frames a second: half of them is a code in a fifth of a second.
#[test]
fn codes_are_read_as_hands_hold_them() {
    let plain = Scene::default();
    let between = |random: &mut Rng, low: f32, high: f32| low + random.f32() * (high - low);
    type Look = Box<dyn Fn(&mut Rng) -> Scene>;
    let looks: [(&str, f64, Look); 9] = [
        ("plain", 1.0, Box::new(move |_| plain)),
        (
            "any rotation",
            0.97,
            Box::new(move |random| Scene {
                angle: between(random, 0.0, std::f32::consts::TAU),
                ..plain
            }),
        ),
        (
            "small",
            0.9,
            Box::new(move |random| Scene {
                module: between(random, 1.7, 2.2),
                angle: between(random, -0.3, 0.3),
                ..plain
            }),
        ),
        (
            "blurred over a bar",
            0.9,
            Box::new(move |random| Scene {
                blur: 0.55 * plain.module,
                angle: between(random, -0.3, 0.3),
                ..plain
            }),
        ),
        (
            "noisy",
            0.95,
            Box::new(move |random| Scene {
                noise: 24.0,
                angle: between(random, -0.3, 0.3),
                ..plain
            }),
        ),
        (
            "in perspective",
            0.95,
            Box::new(move |random| Scene {
                lean: between(random, -0.35, 0.35),
                tip: between(random, -0.35, 0.35),
                angle: between(random, -0.5, 0.5),
                ..plain
            }),
        ),
        (
            "dim and in shadow",
            0.95,
            Box::new(move |random| Scene {
                dark: 40.0,
                bright: 110.0,
                shadow: 0.5,
                noise: 6.0,
                angle: between(random, -0.3, 0.3),
                ..plain
            }),
        ),
        (
            "far away",
            0.8,
            Box::new(move |random| Scene {
                module: between(random, 1.2, 1.5),
                noise: 4.0,
                blur: 0.5,
                angle: between(random, -0.2, 0.2),
                ..plain
            }),
        ),
        (
            "everything a little",
            0.85,
            Box::new(move |random| Scene {
                module: between(random, 2.2, 4.0),
                blur: between(random, 0.4, 0.9),
                noise: between(random, 3.0, 12.0),
                lean: between(random, -0.2, 0.2),
                tip: between(random, -0.2, 0.2),
                shadow: between(random, 0.0, 0.4),
                angle: between(random, 0.0, std::f32::consts::TAU),
                ..plain
            }),
        ),
    ];
    let mut wrong = Vec::new();
    for (name, least, look) in looks {
        let part = recall(name, look);
        wrong.push(format!("{name}: {part:.3} of {least}"));
        if part >= least {
            wrong.pop();
        }
    }
    assert!(wrong.is_empty(), "read too seldom:\n{}", wrong.join("\n"));
}

#[test]
fn nothing_is_read_where_nothing_is() {
    let mut random = Rng::with_seed(7);
    let (width, height) = SIZE;
    for round in 0..40 {
        let mut pixels = vec![0_u8; width * height];
        match round % 4 {
            0 => random.fill(&mut pixels),
            // Bars of random widths: the worst that could be taken for a code.
            1 => stripes(&mut pixels, width, &mut random),
            2 => blots(&mut pixels, width, &mut random),
            _ => print(&mut pixels, width, &mut random),
        }
        assert_eq!(found(&pixels, SIZE), None, "round {round}");
    }
}

fn stripes(pixels: &mut [u8], width: usize, random: &mut Rng) {
    let mut row = Vec::with_capacity(width);
    let mut black = false;
    while row.len() < width {
        let bar = random.usize(3..13);
        row.extend(std::iter::repeat_n(if black { 20 } else { 230 }, bar));
        black = !black;
    }
    for line in pixels.chunks_exact_mut(width) {
        line.copy_from_slice(&row[..width]);
    }
}

/// Rows of small marks, as a page of text has them.
fn print(pixels: &mut [u8], width: usize, random: &mut Rng) {
    let (high, wide) = (random.usize(12..40), random.usize(5..30));
    for (y, line) in pixels.chunks_exact_mut(width).enumerate() {
        for (x, pixel) in line.iter_mut().enumerate() {
            let mark = y % high < high / 2 && (x * 7 + y / high * 13) % wide < wide / 3;
            *pixel = if mark { 30 } else { 220 };
        }
    }
}

fn blots(pixels: &mut [u8], width: usize, random: &mut Rng) {
    let height = pixels.len() / width;
    pixels.fill(220);
    for _ in 0..900 {
        let (wide, high) = (random.usize(2..40), random.usize(2..60));
        let (left, top) = (random.usize(..width - wide), random.usize(..height - high));
        for y in top..top + high {
            pixels[y * width + left..y * width + left + wide].fill(random.u8(..));
        }
    }
}

#[test]
fn a_code_that_is_cut_off_is_not_guessed() {
    let mut random = Rng::with_seed(3);
    for _ in 0..20 {
        let code = code(Kind::Ean13, &mut random);
        let mut pixels = render(&code, SIZE, &Scene::default(), &mut random);
        // A thumb over the right half.
        for line in pixels.chunks_exact_mut(SIZE.0) {
            line[SIZE.0 / 2 + 30..].fill(150);
        }
        assert_eq!(found(&pixels, SIZE), None);
    }
}

#[test]
fn pictures_of_any_size_are_looked_at() {
    for (width, height) in [(2, 2), (3, 900), (900, 3), (64, 64)] {
        let pixels = vec![128; width * height];
        assert_eq!(found(&pixels, (width, height)), None);
    }
    assert!(Grey::new(2, 2, &[0; 5]).is_none());
    assert!(Grey::new(0, 0, &[]).is_none());
}

#[test]
fn grey_is_as_bright_as_its_colour() {
    let rgba = [255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255];
    assert_eq!(grey_of_rgba(&rgba), [255, 0, 76]);
}
