//! Pictures that are whole, turned, cut short, too large or none at all.

use std::io::Cursor;

use ::image::{DynamicImage, ImageFormat, RgbImage};

use super::*;

/// A 60 x 40 picture in a format: black, with a white top left quarter.
fn encoded(format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(60, 40, |x, y| {
        ::image::Rgb([if x < 30 && y < 20 { 255 } else { 0 }; 3])
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image)
        .write_to(&mut out, format)
        .expect("encodes");
    out.into_inner()
}

/// The JPEG with an EXIF block that holds nothing but an orientation.
fn jpeg_with_orientation(value: u8) -> Vec<u8> {
    let jpeg = encoded(ImageFormat::Jpeg);
    let tiff = [
        b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0,
        0,
    ];
    let mut out = jpeg[..2].to_vec();
    out.extend([0xff, 0xe1, 0, (2 + 6 + tiff.len()) as u8]);
    out.extend(b"Exif\0\0");
    out.extend(tiff);
    out.extend(&jpeg[2..]);
    out
}

#[test]
fn the_three_formats_are_read() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let picture = decode(&encoded(format)).expect("a whole picture");
        assert_eq!(picture.size, (60, 40), "{format:?}");
        let base = picture.pixels.base();
        assert!(base.row(5)[5] > 240 && base.row(35)[55] < 15, "{format:?}");
    }
}

#[test]
fn a_photo_held_sideways_comes_out_upright() {
    // 6: the picture must be turned clockwise by a quarter.
    let picture = decode(&jpeg_with_orientation(6)).expect("a whole picture");
    assert_eq!(picture.size, (40, 60));
    let base = picture.pixels.base();
    assert!(
        base.row(5)[35] > 240,
        "the white quarter is at the top right"
    );
    assert!(base.row(55)[5] < 15);
}

#[test]
fn a_picture_that_breaks_off_is_named() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = encoded(format);
        for kept in [whole.len() / 2, whole.len() * 9 / 10] {
            let error = decode(&whole[..kept]).expect_err("cut short");
            assert!(matches!(error, Error::Truncated), "{format:?}: {error:?}");
        }
    }
}

#[test]
fn what_is_no_picture_is_named() {
    let named = |bytes: &[u8]| decode(bytes).expect_err("no picture");
    assert!(matches!(named(b""), Error::Empty));
    assert!(matches!(named(b"milk, eggs, bread"), Error::NotAnImage));
    assert!(matches!(named(b"\0\0\0\x18ftypheic\0\0\0\0"), Error::Heic));
    assert!(matches!(
        named(b"\0\0\0\x18ftypisom\0\0\0\0"),
        Error::NotAnImage
    ));
    assert!(matches!(named(&[0xff, 0xd8, 0xff]), Error::Truncated));
}

#[test]
fn a_hundred_megapixels_are_refused_before_they_are_decoded() {
    // A PNG's size stands in its header; the checksum must fit.
    let mut png = encoded(ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10]);
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    let error = decode(&png).expect_err("10000 x 10000");
    assert!(
        matches!(error, Error::TooLarge { megapixels: 100 }),
        "{error:?}"
    );
    assert!(error.to_string().contains("at most 50"));
}

#[test]
fn deep_colour_counts_by_its_bytes() {
    // 49 megapixels of four 16-bit channels are 392 MB.
    let mut png = encoded(ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0x1b, 0x58, 0, 0, 0x1b, 0x58]);
    png[24..26].copy_from_slice(&[16, 6]);
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    let error = decode(&png).expect_err("7000 x 7000");
    assert!(
        matches!(error, Error::TooLarge { megapixels: 49 }),
        "{error:?}"
    );
}

#[test]
fn transparency_is_paper() {
    let clear = ::image::RgbaImage::from_pixel(4, 4, ::image::Rgba([0, 0, 0, 0]));
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(clear)
        .write_to(&mut out, ImageFormat::Png)
        .expect("encodes");
    let picture = decode(&out.into_inner()).expect("a picture");
    assert_eq!(picture.pixels.base().row(0)[0], 255);
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, &byte: &u8| {
        (0..8).fold(crc ^ u32::from(byte), |c, _| {
            (c >> 1) ^ if c & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    };
    !bytes.iter().fold(!0, step)
}
