//! What Chromium's camera of tests sees: a film of one picture.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use image::imageops::{FilterType, overlay, resize};
use image::{Rgb, RgbImage};
use tempfile::NamedTempFile;

use super::browser::{Browser, Screen};

/// The picture of a phone held upright, as large as Larder asks for.
const SIZE: (u32, u32) = (1_440, 2_560);

/// The table that things lie on.
const TABLE: Rgb<u8> = Rgb([92, 84, 74]);

/// A phone whose camera sees this film, and whose person lets every page have it.
pub async fn before(film: &NamedTempFile) -> Result<Browser> {
    let file = format!(
        "--use-file-for-fake-video-capture={}",
        film.path().display()
    );
    let flags = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        &file,
    ];
    Browser::open_with(Screen::Phone, &flags).await
}

/// A film of a picture that fills four fifths of the camera's width or height.
pub fn of_picture(path: &Path) -> Result<NamedTempFile> {
    let picture = image::open(path)?.to_rgb8();
    of_pixels(&picture, SIZE)
}

/// The same of pixels, in a camera's picture of this even width and height.
pub fn of_pixels(picture: &RgbImage, (width, height): (u32, u32)) -> Result<NamedTempFile> {
    let mut seen = RgbImage::from_pixel(width, height, TABLE);
    let wide = f64::from(width) / f64::from(picture.width());
    let high = f64::from(height) / f64::from(picture.height());
    let scale = wide.min(high) * 0.8;
    let scaled = |side: u32| (f64::from(side) * scale) as u32;
    let (own_width, own_height) = (scaled(picture.width()), scaled(picture.height()));
    let picture = resize(picture, own_width, own_height, FilterType::CatmullRom);
    let at = |whole: u32, own: u32| i64::from((whole - own) / 2);
    overlay(
        &mut seen,
        &picture,
        at(width, own_width),
        at(height, own_height),
    );
    film(&seen)
}

/// One picture in YUV4MPEG2, which Chromium repeats for ever.
fn film(seen: &RgbImage) -> Result<NamedTempFile> {
    let file = tempfile::Builder::new().suffix(".y4m").tempfile()?;
    let mut out = BufWriter::new(File::create(file.path())?);
    let (width, height) = seen.dimensions();
    writeln!(out, "YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg")?;
    writeln!(out, "FRAME")?;
    let bytes: Vec<u8> = seen.pixels().map(|pixel| luma(*pixel)).collect();
    out.write_all(&bytes)?;
    // Paper and print have no colour to speak of.
    let grey = vec![128_u8; (width / 2 * (height / 2)) as usize];
    out.write_all(&grey)?;
    out.write_all(&grey)?;
    out.flush().context("writing the film")?;
    Ok(file)
}

/// BT.601, in the range of television, as Chromium takes it.
fn luma(Rgb([red, green, blue]): Rgb<u8>) -> u8 {
    let [red, green, blue] = [red, green, blue].map(u32::from);
    (16 + ((66 * red + 129 * green + 25 * blue + 128) >> 8)) as u8
}
