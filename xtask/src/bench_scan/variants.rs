//! What happens to a scan on its way to being a phone photo, one thing at a time and all
//! together. The same receipt and the same variant give the same picture everywhere.

use std::io::Cursor;

use anyhow::Result;
use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, imageops};

use super::scene::{Pose, field, shoot};

/// One kind of photo.
pub struct Variant {
    /// Its name in the table.
    pub name: &'static str,
    /// Whether the labels' boxes still fit.
    pub in_place: bool,
    make: fn(&GrayImage, &mut Dice) -> GrayImage,
    quality: u8,
}

/// The scan itself stands first.
pub const VARIANTS: &[Variant] = &[
    plain("scan", |scan, _| scan.clone()),
    photo("quarter", |scan, _| imageops::rotate90(scan)),
    photo("half", |scan, _| imageops::rotate180(scan)),
    photo("3 quarters", |scan, _| imageops::rotate270(scan)),
    photo("turned", |scan, dice| {
        let turn = dice.sign() * dice.within(4.0, 7.0);
        pose(scan, dice, |pose| pose.turn = turn)
    }),
    photo("perspective", |scan, dice| {
        let (tilt, sway) = (dice.sign() * 12.0, dice.sign() * 12.0);
        pose(scan, dice, |pose| (pose.tilt, pose.sway) = (tilt, sway))
    }),
    photo("curl", |scan, dice| {
        pose(scan, dice, |pose| pose.curl = 0.02)
    }),
    photo("background", |scan, dice| {
        pose(scan, dice, |pose| pose.room = 0.35)
    }),
    plain("shadow", shadow),
    plain("blur", |scan, _| imageops::blur(scan, 1.2)),
    plain("noise", |scan, dice| noise(scan, 12.0, dice)),
    Variant {
        quality: 40,
        ..plain("JPEG q40", |scan, _| scan.clone())
    },
    Variant {
        quality: 40,
        ..photo("all together", |scan, dice| {
            let [turn, tilt, sway] = [7.0, 12.0, 12.0].map(|most| dice.within(-most, most));
            let (curl, room) = (dice.within(0.0, 0.012), dice.within(0.05, 0.3));
            let seen = shoot(
                scan,
                Pose {
                    turn,
                    tilt,
                    sway,
                    curl,
                    room,
                },
                dice,
            );
            let seen = imageops::blur(&shadow(&seen, dice), 0.8);
            noise(&seen, 6.0, dice)
        })
    },
];

/// The scan in all quarter turns with the clock, from none to three.
pub const TURNS: &[Variant] = VARIANTS.split_at(4).0;

const fn plain(name: &'static str, make: fn(&GrayImage, &mut Dice) -> GrayImage) -> Variant {
    Variant {
        name,
        in_place: true,
        make,
        quality: 90,
    }
}

const fn photo(name: &'static str, make: fn(&GrayImage, &mut Dice) -> GrayImage) -> Variant {
    Variant {
        in_place: false,
        ..plain(name, make)
    }
}

impl Variant {
    /// The scan's own bytes, or those of a JPEG of what became of it.
    pub fn bytes(&self, id: &str, scan: Vec<u8>) -> Result<Vec<u8>> {
        if self.name == VARIANTS[0].name {
            return Ok(scan);
        }
        let picture = image::load_from_memory(&scan)?.into_luma8();
        let made = (self.make)(&picture, &mut Dice::new(&[self.name, id]));
        let mut out = Cursor::new(Vec::new());
        JpegEncoder::new_with_quality(&mut out, self.quality).encode_image(&made)?;
        Ok(out.into_inner())
    }
}

fn pose(scan: &GrayImage, dice: &mut Dice, set: impl FnOnce(&mut Pose)) -> GrayImage {
    let mut pose = Pose {
        room: 0.12,
        ..Pose::default()
    };
    set(&mut pose);
    shoot(scan, pose, dice)
}

/// A hand between lamp and paper.
fn shadow(scan: &GrayImage, dice: &mut Dice) -> GrayImage {
    let light = field(scan.dimensions(), (2.0, 2.0), dice);
    changed(scan, |i, level| level * (0.7 + 0.35 * light[i]))
}

/// A sensor in the dark.
fn noise(scan: &GrayImage, strength: f32, dice: &mut Dice) -> GrayImage {
    // The sum of four evens is near enough to a bell; its spread is the root of 4 / 3.
    changed(scan, |_, level| {
        let bell: f32 = (0..4).map(|_| dice.within(-1.0, 1.0)).sum();
        level + strength * bell / 1.155
    })
}

fn changed(scan: &GrayImage, mut change: impl FnMut(usize, f32) -> f32) -> GrayImage {
    let mut out = scan.clone();
    for (i, level) in out.iter_mut().enumerate() {
        *level = change(i, f32::from(*level)).clamp(0.0, 255.0) as u8;
    }
    out
}

/// Chance that repeats itself.
pub struct Dice(fastrand::Rng);

impl Dice {
    /// The same names throw the same.
    pub fn new(names: &[&str]) -> Self {
        let hash = blake3::hash(names.join("\0").as_bytes());
        let seed = hash.as_bytes()[..8].iter();
        Self(fastrand::Rng::with_seed(
            seed.fold(0, |seed, &byte| seed << 8 | u64::from(byte)),
        ))
    }

    /// Evenly between two numbers.
    pub fn within(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.0.f32()
    }

    /// 1 or -1.
    pub fn sign(&mut self) -> f32 {
        if self.0.bool() { 1.0 } else { -1.0 }
    }
}
