//! Frames of our own making in the forms that devices give, and what acts as a device.

use std::time::Duration;

use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use nokhwa::utils::{CameraFormat, FrameFormat, Resolution};
use nokhwa::{Buffer, NokhwaError};

use super::super::source::Source;
use super::super::stream::Stream;
use super::patience;

/// Soft colours, so that halved chroma loses nothing to speak of.
pub fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let across = (x * 200 / width) as u8;
        let down = (y * 200 / height) as u8;
        image::Rgb([30 + across, 30 + down, 200 - across / 2])
    })
}

/// BT.601 in the range of television.
fn yuv(pixel: &image::Rgb<u8>) -> [u8; 3] {
    let [r, g, b] = pixel.0.map(i32::from);
    let y = 16 + ((66 * r + 129 * g + 25 * b + 128) >> 8);
    let u = 128 + ((-38 * r - 74 * g + 112 * b + 128) >> 8);
    let v = 128 + ((112 * r - 94 * g - 18 * b + 128) >> 8);
    [y as u8, u as u8, v as u8]
}

pub fn mjpeg(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 92);
    pixels.write_with_encoder(encoder).expect("it encodes");
    bytes
}

fn yuyv(pixels: &RgbImage) -> Vec<u8> {
    let pixels: Vec<_> = pixels.pixels().map(yuv).collect();
    let pair = |two: &[[u8; 3]]| [two[0][0], two[0][1], two[1][0], two[0][2]];
    pixels.chunks_exact(2).flat_map(pair).collect()
}

fn nv12(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes: Vec<u8> = pixels.pixels().map(|pixel| yuv(pixel)[0]).collect();
    for y in (0..pixels.height()).step_by(2) {
        for x in (0..pixels.width()).step_by(2) {
            let [_, u, v] = yuv(pixels.get_pixel(x, y));
            bytes.extend([u, v]);
        }
    }
    bytes
}

pub fn frame(pixels: &RgbImage, format: FrameFormat) -> Buffer {
    let bytes = match format {
        FrameFormat::MJPEG => mjpeg(pixels),
        FrameFormat::YUYV => yuyv(pixels),
        FrameFormat::NV12 => nv12(pixels),
        FrameFormat::GRAY => pixels.pixels().map(|pixel| pixel.0[0]).collect(),
        FrameFormat::RAWRGB => pixels.as_raw().clone(),
        FrameFormat::RAWBGR => pixels.pixels().flat_map(|p| [p[2], p[1], p[0]]).collect(),
    };
    buffer(pixels, &bytes, format)
}

pub fn buffer(pixels: &RgbImage, bytes: &[u8], format: FrameFormat) -> Buffer {
    Buffer::new(
        Resolution::new(pixels.width(), pixels.height()),
        bytes,
        format,
    )
}

/// What acts as a device.
pub struct Film {
    /// Every form that it has.
    pub forms: Vec<CameraFormat>,
    now: CameraFormat,
    /// What it gives in each form.
    pub frames: Vec<Buffer>,
    /// Comes before each frame: its number, and what happens.
    before: Box<dyn FnMut(u32) -> Result<(), NokhwaError> + Send>,
    count: u32,
    /// It does not turn to this one.
    pub refuses: Option<CameraFormat>,
}

impl Film {
    pub fn of(forms: &[CameraFormat]) -> Self {
        let shot = |form: &CameraFormat| frame(&scene(form.width(), form.height()), form.format());
        Self {
            forms: forms.to_vec(),
            now: forms[0],
            frames: forms.iter().map(shot).collect(),
            before: Box::new(|_| Ok(())),
            count: 0,
            refuses: None,
        }
    }

    pub fn before(
        mut self,
        before: impl FnMut(u32) -> Result<(), NokhwaError> + Send + 'static,
    ) -> Self {
        self.before = Box::new(before);
        self
    }

    pub fn run(self) -> Stream {
        Stream::start(move || Ok(Box::new(self)), patience())
    }
}

impl Source for Film {
    fn forms(&mut self) -> Result<Vec<CameraFormat>, NokhwaError> {
        Ok(self.forms.clone())
    }

    fn turn_to(&mut self, form: CameraFormat) -> Result<(), NokhwaError> {
        if self.refuses == Some(form) {
            return Err(NokhwaError::OpenStreamError("no (os error 22)".to_owned()));
        }
        self.now = form;
        Ok(())
    }

    fn frame(&mut self) -> Result<Buffer, NokhwaError> {
        std::thread::sleep(Duration::from_secs(1) / self.now.frame_rate());
        self.count += 1;
        (self.before)(self.count)?;
        let at = self.forms.iter().position(|form| *form == self.now);
        Ok(self.frames[at.expect("it is one of them")].clone())
    }
}
