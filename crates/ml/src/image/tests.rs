//! Pictures that are whole, turned, cut short, too large or none at all.

use std::io::Cursor;

use ::image::{DynamicImage, ImageFormat, Luma, LumaA, Rgb, RgbImage, Rgba};

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
fn a_picture_made_anew_has_its_pixels_and_nothing_else() {
    let file = jpeg_with_orientation(6);
    let plain = plain(&file).expect("a whole picture");
    assert!(!plain.windows(4).any(|part| part == b"Exif"));
    let (before, after) = (decode(&file), decode(&plain));
    let (before, after) = (before.expect("a picture"), after.expect("a picture"));
    assert_eq!(after.size, (40, 60), "it is upright by itself");
    assert_eq!(before.pixels.base(), after.pixels.base());
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
    assert!(matches!(named(b"\0\0\0\x18ftypavif\0\0\0\0"), Error::Heic));
    assert!(matches!(
        named(b"\0\0\0\x18ftypisom\0\0\0\0"),
        Error::NotAnImage
    ));
    assert!(matches!(named(&[0xff, 0xd8, 0xff]), Error::Truncated));
}

#[test]
fn a_hundred_megapixels_are_refused_before_they_are_decoded() {
    let png = png_with_header(10_000, 8, 2);
    assert_eq!(too_large(&png), (100, 50));
    let error = decode(&png).expect_err("10000 x 10000");
    assert!(error.to_string().contains("at most 50 "), "{error}");
}

#[test]
fn deep_colour_counts_by_its_bytes() {
    // 49 megapixels of four 16-bit channels are 392 MB.
    assert_eq!(too_large(&png_with_header(7_000, 16, 6)), (49, 29));
}

#[test]
fn a_photo_that_is_decoded_whole_counts_by_its_coefficients() {
    let small = include_bytes!("../../fuzz/seeds/decode/progressive.jpg");
    decode(small).expect("a progressive photo");
    // 42 megapixels; of each 2 bytes for it, 2 for half of two colours, and 3 of its own.
    let mut large = small.to_vec();
    let frame = large.windows(2).position(|pair| pair == [0xff, 0xc2]);
    let size = frame.expect("a progressive frame") + 5;
    large[size..size + 4].copy_from_slice(&[0x19, 0x64, 0x19, 0x64]);
    assert_eq!(too_large(&large), (43, 38));
}

#[test]
fn a_packed_photo_counts_by_what_unpacking_takes() {
    // 49 megapixels: the header of a lossless file has 14 bits for each side less one.
    let mut webp = encoded(ImageFormat::WebP);
    let sides = 6_999u32 | 6_999 << 14;
    assert_eq!(&webp[12..16], b"VP8L");
    webp[21..25].copy_from_slice(&sides.to_le_bytes());
    assert_eq!(too_large(&webp), (49, 33));
}

#[test]
fn every_colour_turns_as_grey_as_in_eight_bits() {
    let (wide, high) = (61, 7);
    let level = |x: u32, y: u32, channel: u32| (x * 1_074 + y * 7_919 + channel * 20_011) as u16;
    let l = |x, y| level(x, y, 0);
    let deep: [DynamicImage; 4] = [
        ::image::ImageBuffer::from_fn(wide, high, |x, y| Luma([l(x, y)])).into(),
        ::image::ImageBuffer::from_fn(wide, high, |x, y| LumaA([l(x, y), level(x, y, 3)])).into(),
        ::image::ImageBuffer::from_fn(wide, high, |x, y| Rgb([0, 1, 2].map(|c| level(x, y, c))))
            .into(),
        ::image::ImageBuffer::from_fn(wide, high, |x, y| {
            Rgba([0, 1, 2, 3].map(|c| level(x, y, c)))
        })
        .into(),
    ];
    for deep in deep {
        let shallow: DynamicImage = match deep.color() {
            ColorType::L16 => deep.to_luma8().into(),
            ColorType::La16 => deep.to_luma_alpha8().into(),
            ColorType::Rgb16 => deep.to_rgb8().into(),
            _ => deep.to_rgba8().into(),
        };
        let expected = shallow.to_rgba8();
        for image in [&deep, &shallow] {
            let mut out = Cursor::new(Vec::new());
            image.write_to(&mut out, ImageFormat::Png).expect("encodes");
            let picture = decode(out.get_ref()).expect("a picture");
            let base = picture.pixels.base();
            for (x, y, &Rgba([r, g, b, a])) in expected.enumerate_pixels() {
                let alpha = f32::from(a) / 255.0;
                let [r, g, b] = [r, g, b].map(|v| f32::from(v) * alpha + 255.0 * (1.0 - alpha));
                let wanted = 0.299 * r + 0.587 * g + 0.114 * b;
                let found = f32::from(base.row(y as usize)[x as usize]);
                let colour = image.color();
                assert!(
                    (found - wanted).abs() < 1.1,
                    "{colour:?} {x} {y}: {found} {wanted}"
                );
            }
        }
    }
}

#[test]
fn more_text_than_is_kept_is_no_damage() {
    let with_text = |length: usize| {
        let png = encoded(ImageFormat::Png);
        let text = [b"tEXtComment\0".as_slice(), &vec![b'a'; length - 8]].concat();
        let crc = crc32(&text).to_be_bytes();
        // After the signature and the header.
        let length = (length as u32).to_be_bytes();
        [&png[..33], &length, &text, &crc, &png[33..]].concat()
    };
    decode(&with_text(1_000_000)).expect("a picture with a note");
    let error = decode(&with_text(OWN_BYTES as usize)).expect_err("a note of 16 MB");
    assert!(matches!(error, Error::TooMuch), "{error:?}");
}

/// A PNG that says it is a square of this side, of so many bits and this kind of colour.
fn png_with_header(side: u32, bits: u8, colour: u8) -> Vec<u8> {
    let mut png = encoded(ImageFormat::Png);
    png[16..20].copy_from_slice(&side.to_be_bytes());
    png[20..24].copy_from_slice(&side.to_be_bytes());
    png[24..26].copy_from_slice(&[bits, colour]);
    // The checksum must fit.
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    png
}

/// The megapixels of a picture that is refused, and how many it may have.
fn too_large(bytes: &[u8]) -> (u32, u32) {
    match decode(bytes) {
        Err(Error::TooLarge { megapixels, most }) => (megapixels, most),
        other => panic!("{other:?}"),
    }
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
