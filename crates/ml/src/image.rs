//! From the bytes of a file to grey pixels the right way up.
//!
//! What decoding takes is reckoned from the header before anything is decoded, since the
//! decoders keep no limit themselves; colour goes at once, and what the camera says about
//! its orientation is applied.

mod jpeg;
mod source;
mod webp;

use std::io::Cursor;

use ::image::codecs::png::{CompressionType, FilterType, PngEncoder};
use ::image::metadata::Orientation;
use ::image::{
    ColorType, DynamicImage, ExtendedColorType, GrayImage, ImageDecoder, ImageEncoder, ImageError,
    ImageFormat, ImageReader, Limits,
};

use crate::Error;
use crate::plane::{Plane, Pyramid};
pub use source::Source;

/// Larger pictures are refused: 50 megapixels in colour are 150 MB, about what a
/// phone's browser gives a page. Every phone can take pictures of 12.
pub const MOST_MEGAPIXELS: u32 = 50;

/// What decoding may take in all, the file aside. A progressive JPEG is kept whole on the way
/// to its pixels, at 6 to 11 bytes a pixel with them instead of 3, and reaches it at 21 to 39
/// megapixels; deep colour of four channels, at 8 bytes, at 29.
const MOST_BYTES: u64 = 250_000_000;

/// How much of it the decoder may take beside the picture: rows, profiles and notes. A PNG's
/// keeps to it, a JPEG's has a few rows, and a WebP's takes of notes what the file has. Only
/// the tables of a lossless WebP, of which it may have 65,536 groups, cannot be reckoned from
/// outside: a file of some megabytes that is made for it can take more.
const OWN_BYTES: u64 = 16_000_000;

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
/// [`Error::Empty`], [`Error::NotAnImage`], [`Error::Truncated`], [`Error::TooLarge`],
/// [`Error::TooMuch`] and [`Error::Heic`].
pub fn decode(bytes: &[u8]) -> Result<Picture, Error> {
    let format = sniff(bytes)?;
    let is_sound = match format {
        ImageFormat::Jpeg => jpeg::is_whole(bytes),
        ImageFormat::WebP => webp::is_sound(bytes),
        _ => true,
    };
    if !is_sound {
        return Err(Error::Truncated);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(OWN_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| named(&e))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let most = most_pixels(pixels, memory(format, bytes, &decoder));
    if pixels > most {
        return Err(Error::TooLarge {
            megapixels: u32::try_from(pixels.div_ceil(1_000_000)).unwrap_or(u32::MAX),
            most: (most / 1_000_000) as u32,
        });
    }
    // A damaged EXIF block says nothing about the picture: take it as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let colour = decoder.color_type();
    // Not more than `MOST_BYTES`.
    let mut values = vec![0; decoder.total_bytes() as usize];
    decoder.read_image(&mut values).map_err(|e| named(&e))?;
    let greys = grey(values, colour).ok_or(Error::NotAnImage)?;
    let plane = Plane::new(width as usize, height as usize, greys);
    Ok(upright(plane, orientation))
}

/// A picture made anew: a PNG of its grey pixels alone, upright, and halved where [`decode`]
/// halves it. A scan reads the same in it as in the file; what a camera, an editor or somebody
/// who means harm has put beside or behind the pixels is not in it.
///
/// # Errors
/// As [`decode`].
pub fn plain(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let picture = decode(bytes)?;
    // Writing to memory fails for no picture of our sizes.
    png(picture.pixels.base()).ok_or(Error::TooMuch)
}

/// A PNG file of a plane; `None` if it cannot be written.
pub(crate) fn png(plane: &Plane) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Adaptive);
    let (width, height) = (plane.width() as u32, plane.height() as u32);
    let written = encoder.write_image(plane.pixels(), width, height, ExtendedColorType::L8);
    written.ok().map(|()| out)
}

/// The most pixels that can be read of a picture like one that takes so many bytes.
fn most_pixels(pixels: u64, bytes: u64) -> u64 {
    let fitting =
        u128::from(MOST_BYTES - OWN_BYTES) * u128::from(pixels) / u128::from(bytes.max(1));
    let fitting = u64::try_from(fitting).unwrap_or(u64::MAX);
    fitting.min(u64::from(MOST_MEGAPIXELS) * 1_000_000)
}

/// The format by the first bytes; names and types that files come with may lie.
pub(crate) fn sniff(bytes: &[u8]) -> Result<ImageFormat, Error> {
    // Brands of ISO 14496-12 files that hold HEVC or AV1 stills.
    const STILLS: [&[u8]; 10] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis",
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
fn named(error: &ImageError) -> Error {
    match error {
        ImageError::Unsupported(_) => Error::NotAnImage,
        // Rows take little of it: what is noted beside them takes the rest.
        ImageError::Limits(_) => Error::TooMuch,
        _ => Error::Truncated,
    }
}

/// The bytes of memory that decoding takes, beside [`OWN_BYTES`]: the pixels, and what the
/// decoder keeps of the whole picture on the way to them.
fn memory(format: ImageFormat, bytes: &[u8], decoder: &impl ImageDecoder) -> u64 {
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let kept = match format {
        ImageFormat::Jpeg => jpeg::kept(bytes),
        ImageFormat::WebP => pixels * webp::kept(bytes, decoder.color_type().has_alpha()),
        _ => 0,
    };
    decoder.total_bytes().saturating_add(kept)
}

/// Halved if it is huge, and turned the way it was held.
fn upright(mut plane: Plane, orientation: Orientation) -> Picture {
    let (width, height) = (plane.width() as u32, plane.height() as u32);
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

/// The grey of pixels of a colour: 0.299 R + 0.587 G + 0.114 B, as in training; what is
/// transparent is paper.
fn grey(pixels: Vec<u8>, colour: ColorType) -> Option<Vec<u8>> {
    // As many levels of 16 bits as of 8, the nearest.
    let deep = |[a, b]: [u8; 2]| ((u32::from(u16::from_ne_bytes([a, b])) + 128) / 257) as u8;
    let opaque = |p: [u8; 3]| {
        let [r, g, b] = p.map(u32::from);
        luma(r, g, b)
    };
    let on_paper = |[r, g, b, a]: [u8; 4]| {
        let alpha = u32::from(a);
        let mix = |v: u8| (u32::from(v) * alpha + 255 * (255 - alpha) + 127) / 255;
        luma(mix(r), mix(g), mix(b))
    };
    Some(match colour {
        ColorType::L8 => pixels,
        ColorType::La8 => reduced(pixels, |[l, a]| on_paper([l, l, l, a])),
        ColorType::Rgb8 => reduced(pixels, opaque),
        ColorType::Rgba8 => reduced(pixels, on_paper),
        ColorType::L16 => reduced(pixels, deep),
        ColorType::La16 => reduced(pixels, |p: [u8; 4]| {
            let [l, a] = eights(p, deep);
            on_paper([l, l, l, a])
        }),
        ColorType::Rgb16 => reduced(pixels, |p: [u8; 6]| opaque(eights(p, deep))),
        ColorType::Rgba16 => reduced(pixels, |p: [u8; 8]| on_paper(eights(p, deep))),
        _ => return None,
    })
}

/// The levels of a pixel of 16 bits each, in 8.
fn eights<const WIDE: usize, const MANY: usize>(
    pixel: [u8; WIDE],
    deep: impl Fn([u8; 2]) -> u8,
) -> [u8; MANY] {
    std::array::from_fn(|i| deep([pixel[2 * i], pixel[2 * i + 1]]))
}

/// Each pixel of so many bytes as one, written over the first of them: no second copy.
fn reduced<const WIDE: usize>(mut bytes: Vec<u8>, grey: impl Fn([u8; WIDE]) -> u8) -> Vec<u8> {
    let count = bytes.len() / WIDE;
    for i in 0..count {
        let pixel = std::array::from_fn(|byte| bytes[WIDE * i + byte]);
        bytes[i] = grey(pixel);
    }
    bytes.truncate(count);
    bytes.shrink_to_fit();
    bytes
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
