//! From the bytes of a file to grey pixels the right way up.
//!
//! Dimensions are checked before anything is decoded, colour goes at once, and
//! what the camera says about its orientation is applied.

mod source;

use std::io::Cursor;

use ::image::metadata::Orientation;
use ::image::{
    DynamicImage, GrayImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
};

use crate::Error;
use crate::plane::{Plane, Pyramid};
pub use source::Source;

/// Larger pictures are refused: 50 megapixels in colour are 150 MB, about what a
/// phone's browser gives a page. Every phone can take pictures of 12.
pub const MOST_MEGAPIXELS: u32 = 50;

/// What the decoder may allocate: colour at the limit, and room for its own work.
const MOST_BYTES: u64 = 256 << 20;

/// Above this many pixels the picture is halved at once: text that needs more is
/// larger than a receipt's.
const MOST_KEPT_PIXELS: u64 = 16_000_000;

/// A decoded picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its grey pixels, upright as far as the file says.
    pub pixels: Pyramid,
    /// Width and height in the file's own pixels, upright.
    pub size: (u32, u32),
    /// How many of the file's pixels one kept pixel spans: 1 or 2.
    pub shrink: u32,
}

/// Decodes a JPEG, PNG or WebP file.
///
/// # Errors
/// [`Error::Empty`], [`Error::NotAnImage`], [`Error::Truncated`], [`Error::TooLarge`] and
/// [`Error::Heic`].
pub fn decode(bytes: &[u8]) -> Result<Picture, Error> {
    let format = sniff(bytes)?;
    if format == ImageFormat::Jpeg && !jpeg_is_whole(bytes) {
        return Err(Error::Truncated);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| named(&e, 0))?;
    let bytes = decoder.total_bytes();
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let megapixels = pixels.div_ceil(1_000_000) as u32;
    if pixels > u64::from(MOST_MEGAPIXELS) * 1_000_000 {
        return Err(Error::TooLarge { megapixels });
    }
    // The decoder keeps the limit for its own work only.
    if bytes > MOST_BYTES {
        return Err(Error::TooLarge { megapixels });
    }
    // A damaged EXIF block says nothing about the picture: take it as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|e| named(&e, megapixels))?;
    Ok(upright(image, orientation))
}

/// The format by the first bytes; names and types that files come with may lie.
pub(crate) fn sniff(bytes: &[u8]) -> Result<ImageFormat, Error> {
    // Brands of ISO 14496-12 files that hold HEVC or AV1 stills.
    const STILLS: [&[u8]; 9] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif",
    ];
    match bytes {
        [] => Err(Error::Empty),
        [0xff, 0xd8, 0xff, ..] => Ok(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', ..] => Ok(ImageFormat::Png),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Ok(ImageFormat::WebP),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..]
            if STILLS.iter().any(|still| brand.starts_with(still)) =>
        {
            Err(Error::Heic)
        }
        _ => Err(Error::NotAnImage),
    }
}

/// Our name for what the decoder says.
fn named(error: &ImageError, megapixels: u32) -> Error {
    match error {
        ImageError::Limits(_) => Error::TooLarge { megapixels },
        ImageError::Unsupported(_) => Error::NotAnImage,
        _ => Error::Truncated,
    }
}

/// Walks a JPEG's markers to its end marker. The decoder does not complain about a
/// file that breaks off: it paints the rest grey, and a total would be missing
/// without a word.
fn jpeg_is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        // To the next marker: 0xff and a code. In the coded data 0xff00 is a
        // literal, d0 to d7 restart the coder, and 0xff fills.
        while let (Some(&a), Some(&b)) = (bytes.get(at), bytes.get(at + 1))
            && (a != 0xff || matches!(b, 0x00 | 0x01 | 0xd0..=0xd8 | 0xff))
        {
            at += 1;
        }
        let Some(&code) = bytes.get(at + 1) else {
            return false;
        };
        if code == 0xd9 {
            return true;
        }
        let (Some(&high), Some(&low)) = (bytes.get(at + 2), bytes.get(at + 3)) else {
            return false;
        };
        at += 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
    }
}

/// Grey, halved if it is huge, and turned the way it was held.
fn upright(image: DynamicImage, orientation: Orientation) -> Picture {
    let (width, height) = (image.width(), image.height());
    let mut plane = grey(image);
    let mut shrink = 1;
    if u64::from(width) * u64::from(height) > MOST_KEPT_PIXELS {
        plane = plane.halved();
        shrink = 2;
    }
    let plane = turned(plane, orientation);
    let sideways = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    Picture {
        pixels: Pyramid::new(plane),
        size: if sideways {
            (height, width)
        } else {
            (width, height)
        },
        shrink,
    }
}

/// 0.299 R + 0.587 G + 0.114 B, as in training; what is transparent is paper.
fn grey(image: DynamicImage) -> Plane {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let pixels = match image {
        DynamicImage::ImageLuma8(grey) => grey.into_raw(),
        DynamicImage::ImageRgb8(rgb) => grey_in_place(rgb.into_raw()),
        other if other.color().has_alpha() => {
            let on_paper = |p: &[u8; 4]| {
                let alpha = u32::from(p[3]);
                let mix = |v: u8| (u32::from(v) * alpha + 255 * (255 - alpha) + 127) / 255;
                luma(mix(p[0]), mix(p[1]), mix(p[2]))
            };
            let rgba = other.into_rgba8();
            rgba.as_raw()
                .as_chunks::<4>()
                .0
                .iter()
                .map(on_paper)
                .collect()
        }
        other => grey_in_place(other.into_rgb8().into_raw()),
    };
    Plane::new(width, height, pixels)
}

/// The grey of each triple, written over the first third: no second copy.
fn grey_in_place(mut rgb: Vec<u8>) -> Vec<u8> {
    let count = rgb.len() / 3;
    for i in 0..count {
        let [r, g, b] = [rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]].map(u32::from);
        rgb[i] = luma(r, g, b);
    }
    rgb.truncate(count);
    rgb.shrink_to_fit();
    rgb
}

pub(crate) fn luma(r: u32, g: u32, b: u32) -> u8 {
    ((299 * r + 587 * g + 114 * b + 500) / 1000) as u8
}

/// Applies the orientation that the file names.
fn turned(plane: Plane, orientation: Orientation) -> Plane {
    if orientation == Orientation::NoTransforms {
        return plane;
    }
    let (width, height) = (plane.width() as u32, plane.height() as u32);
    let Some(buffer) = GrayImage::from_raw(width, height, plane.into_pixels()) else {
        debug_assert!(false, "a plane has width times height pixels");
        return Plane::new(1, 1, vec![255]);
    };
    let mut image = DynamicImage::ImageLuma8(buffer);
    image.apply_orientation(orientation);
    let (width, height) = (image.width() as usize, image.height() as usize);
    Plane::new(width, height, image.into_luma8().into_raw())
}

#[cfg(test)]
mod tests;
