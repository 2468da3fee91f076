//! What a large picture and a long receipt cost: a 12-megapixel photo and a receipt of
//! sixty rows, made here from held-out scans, the same for everybody.

use std::io::Cursor;
use std::path::Path;

use anyhow::{Context, Result};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage, Luma};
use serde_json::{Value, json};

use super::engine::{Box4, Engine, order};
use super::report::{at, sorted};
use super::scene;
use super::split;
use super::variants::Dice;

/// Each picture is read so often; the median counts.
const RUNS: usize = 5;

/// A phone's 12 megapixels, held upright.
const PHOTO: (u32, u32) = (3000, 4000);

/// The share of a photo's height or width that its receipt fills, about as people hold it.
const FILLED: f64 = 0.8;

/// A weekly shop's receipt.
const ROWS: usize = 60;

/// A good camera's JPEG.
const QUALITY: u8 = 90;

/// Reads both pictures with everybody; prints a row each.
pub fn measure(engines: &mut [Box<dyn Engine>], folder: &Path, ids: &[String]) -> Result<Value> {
    let first = ids.first().context("no receipts to make pictures of")?;
    let pictures = [
        ("12 megapixels", photo(&scan(folder, first)?, first)),
        ("60 rows", long(folder, ids)?),
    ];
    println!(
        "{:<13} {:<10} {:>11} {:>9} {:>9}",
        "picture", "reader", "pixels", "rows read", "median ms"
    );
    let scratch = tempfile::tempdir()?;
    let mut rows = Vec::new();
    for (name, picture) in pictures {
        let file = scratch.path().join("picture.jpg");
        let bytes = jpeg(picture.clone())?;
        std::fs::write(&file, &bytes)?;
        let mut times = vec![Vec::new(); engines.len()];
        let mut read = vec![0; engines.len()];
        for run in 0..RUNS {
            for which in order(run, engines.len()) {
                let seen = engines[which].read(&file, &bytes)?;
                times[which].push(seen.milliseconds);
                read[which] = seen.texts.len();
            }
        }
        for ((engine, times), read) in engines.iter().zip(times).zip(read) {
            let median = at(&sorted(times.into_iter()), 0.5).round();
            let (width, height) = picture.dimensions();
            let (reader, pixels) = (engine.name(), format!("{width}x{height}"));
            println!("{name:<13} {reader:<10} {pixels:>11} {read:>9} {median:>9.0}");
            rows.push(json!({
                "picture": name, "reader": reader, "pixels": pixels,
                "rows_read": read, "median_ms": median,
            }));
        }
    }
    Ok(rows.into())
}

/// In colour, as a phone keeps it: gray would be read from the file faster.
fn jpeg(picture: GrayImage) -> Result<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageLuma8(picture).into_rgb8();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&picture)?;
    Ok(out.into_inner())
}

fn scan(folder: &Path, id: &str) -> Result<GrayImage> {
    let file = folder.join(format!("{id}.jpg"));
    let bytes = std::fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
    Ok(image::load_from_memory(&bytes)?.into_luma8())
}

/// The scan as large as it fits in the middle of a table.
fn photo(scan: &GrayImage, id: &str) -> GrayImage {
    let mut photo = scene::table(PHOTO, &mut Dice::new(&["12 megapixels", id]));
    let across = f64::from(PHOTO.0) / f64::from(scan.width());
    let down = f64::from(PHOTO.1) / f64::from(scan.height());
    let scale = FILLED * across.min(down);
    let scaled = |side: u32| (f64::from(side) * scale) as u32;
    let (width, height) = (scaled(scan.width()), scaled(scan.height()));
    let paper = imageops::resize(scan, width, height, FilterType::CatmullRom);
    let (left, top) = ((PHOTO.0 - width) / 2, (PHOTO.1 - height) / 2);
    imageops::replace(&mut photo, &paper, left.into(), top.into());
    photo
}

/// The first two scans that have sixty rows together, one below the other.
fn long(folder: &Path, ids: &[String]) -> Result<GrayImage> {
    let count = |id: &String| Ok(rows(&split::label(folder, id)?.boxes));
    let counts = ids.iter().map(count).collect::<Result<Vec<_>>>()?;
    let (upper, lower) = pair(&counts, ROWS).with_context(|| {
        format!("no two receipts have {ROWS} rows together: read more of them (--limit)")
    })?;
    let upper = scan(folder, &ids[upper])?;
    let lower = scan(folder, &ids[lower])?;
    Ok(stacked(&upper, &lower))
}

/// Two different places whose numbers make the sum.
fn pair(counts: &[usize], sum: usize) -> Option<(usize, usize)> {
    let places = (0..counts.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    places
        .into_iter()
        .find(|&(a, b)| counts[a] + counts[b] == sum)
}

/// Rows of text: a box whose middle lies below the row before it begins the next.
fn rows(boxes: &[Box4]) -> usize {
    let mut boxes: Vec<&Box4> = boxes.iter().collect();
    let middle = |b: &Box4| f32::midpoint(b[1], b[3]);
    boxes.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut bottom = f32::MIN;
    let mut count = 0;
    for edges in boxes {
        if middle(edges) > bottom {
            count += 1;
            bottom = edges[3];
        }
    }
    count
}

/// One below the other, the lower as wide as the upper.
fn stacked(upper: &GrayImage, lower: &GrayImage) -> GrayImage {
    let width = upper.width();
    let height = u64::from(lower.height()) * u64::from(width) / u64::from(lower.width().max(1));
    let height = (height as u32).max(1);
    let lower = imageops::resize(lower, width, height, FilterType::CatmullRom);
    let mut out = GrayImage::from_pixel(width, upper.height() + height, Luma([255]));
    imageops::replace(&mut out, upper, 0, 0);
    imageops::replace(&mut out, &lower, 0, upper.height().into());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_side_by_side_are_one_row() {
        let boxes = [
            [0.0, 20.0, 40.0, 30.0],
            [0.0, 0.0, 40.0, 10.0],
            [60.0, 2.0, 90.0, 12.0],
            [60.0, 19.0, 90.0, 29.0],
        ];
        assert_eq!(rows(&boxes), 2);
    }

    #[test]
    fn a_pair_is_of_two_receipts() {
        assert_eq!(pair(&[30, 20, 40, 30], 60), Some((1, 2)));
        assert_eq!(pair(&[30, 20], 60), None);
    }

    #[test]
    fn the_lower_scan_becomes_as_wide_as_the_upper() {
        let upper = GrayImage::new(40, 10);
        let lower = GrayImage::new(80, 60);
        assert_eq!(stacked(&upper, &lower).dimensions(), (40, 40));
    }

    #[test]
    fn a_long_scan_fits_the_photo() {
        let long = GrayImage::new(300, 3000);
        let photo = photo(&long, "any");
        assert_eq!(photo.dimensions(), PHOTO);
        let paper = photo.pixels().filter(|pixel| pixel.0[0] == 0).count();
        let expected = 3200 * 320;
        assert!(
            paper.abs_diff(expected) < expected / 20,
            "{paper} pixels of paper"
        );
    }
}
