//! From a camera's frame to a JPEG: one that is a JPEG already goes through as it is where it
//! can; any other is decoded by nokhwa and encoded here.

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::thumbnail;
use nokhwa::Buffer;
use nokhwa::pixel_format::RgbFormat;
use nokhwa::utils::{FrameFormat, Resolution};

use super::form::WIDEST;
use super::jpeg::{Outline, outline};

/// More bytes than this are made fewer before they go to the page, many times a second.
const HEAVIEST: usize = 400_000;

/// For what is looked at for an instant.
const QUICK: u8 = 78;

/// Good enough that print loses nothing.
const FINE: u8 = 92;

/// A frame as the page shows it; `None` for one that is damaged.
pub fn preview(frame: &Buffer) -> Option<Vec<u8>> {
    if let Some((own, bytes)) = own_jpeg(frame)
        && own.width <= WIDEST
        && bytes.len() <= HEAVIEST
    {
        return Some(bytes.to_vec());
    }
    let whole = decode(frame)?;
    let (width, height) = whole.dimensions();
    if width <= WIDEST {
        return encode(&whole, QUICK);
    }
    let height = u64::from(height) * u64::from(WIDEST) / u64::from(width);
    let height = u32::try_from(height).ok()?.max(1);
    encode(&thumbnail(&whole, WIDEST, height), QUICK)
}

/// A frame as a photo, with every pixel that it has; `None` for one that is damaged.
pub fn photo(frame: &Buffer) -> Option<Vec<u8>> {
    // One that was cut short has an end only where it can be decoded.
    let whole = decode(frame)?;
    match own_jpeg(frame) {
        Some((_, bytes)) => Some(bytes.to_vec()),
        None => encode(&whole, FINE),
    }
}

/// The JPEG that a frame is, if any program can decode it.
fn own_jpeg(frame: &Buffer) -> Option<(Outline, &[u8])> {
    let is_jpeg = frame.source_frame_format() == FrameFormat::MJPEG;
    let own = is_jpeg.then(|| outline(frame.buffer())).flatten()?;
    let bytes = frame.buffer().get(..own.end)?;
    own.has_tables.then_some((own, bytes))
}

/// The pixels of a frame, by nokhwa's own decoding; `None` if they are not all there.
pub fn decode(frame: &Buffer) -> Option<RgbImage> {
    let format = frame.source_frame_format();
    let (size, length) = extent(frame)?;
    let exact = Buffer::new(size, frame.buffer().get(..length)?, format);
    // A damaged JPEG comes back as a panic of the C library below.
    let decoded = catch_unwind(AssertUnwindSafe(|| exact.decode_image::<RgbFormat>()));
    decoded.ok()?.ok()
}

/// A frame's size, and how many of its bytes are the frame's.
fn extent(frame: &Buffer) -> Option<(Resolution, usize)> {
    let size = frame.resolution();
    let pixels = usize::try_from(size.width()).ok()? * usize::try_from(size.height()).ok()?;
    Some(match frame.source_frame_format() {
        // It knows best itself how large it is.
        FrameFormat::MJPEG => {
            let own = outline(frame.buffer())?;
            (Resolution::new(own.width, own.height), own.end)
        }
        FrameFormat::YUYV => (size, pixels * 2),
        FrameFormat::NV12 => (size, pixels / 2 * 3),
        FrameFormat::GRAY => (size, pixels),
        FrameFormat::RAWRGB | FrameFormat::RAWBGR => (size, pixels * 3),
    })
}

fn encode(pixels: &RgbImage, quality: u8) -> Option<Vec<u8>> {
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, quality);
    pixels.write_with_encoder(encoder).ok()?;
    Some(jpeg)
}
