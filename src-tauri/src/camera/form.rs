//! The forms of a camera's frames: which one to look through, and which one to take.

use std::cmp::Reverse;

use nokhwa::utils::{CameraFormat, FrameFormat};

/// The widest picture, in pixels, that the page is shown.
pub const WIDEST: u32 = 1_280;

/// Pictures a second below which a moving hand is no longer followed.
const FLUENT: u32 = 15;

/// Pictures a second beyond which nobody sees more.
const PLENTY: u32 = 30;

/// The form to look through: fluent, as sharp as is shown, and best a JPEG already.
pub fn preview(forms: &[CameraFormat]) -> Option<CameraFormat> {
    let best = forms.iter().max_by_key(|form| {
        let is_shown_whole = form.width() <= WIDEST;
        let area = i64::from(area(form));
        (
            form.frame_rate() >= FLUENT,
            is_shown_whole,
            // What is wider must be made smaller: the less, the better.
            if is_shown_whole { area } else { -area },
            form.format() == FrameFormat::MJPEG,
            Reverse(form.frame_rate().abs_diff(PLENTY)),
        )
    });
    best.copied()
}

/// The form to take: the largest, and of those the fastest.
pub fn still(forms: &[CameraFormat]) -> Option<CameraFormat> {
    let best = forms.iter().max_by_key(|form| {
        (
            area(form),
            form.format() == FrameFormat::MJPEG,
            form.frame_rate(),
        )
    });
    best.copied()
}

/// How many pixels a frame has.
pub fn area(form: &CameraFormat) -> u32 {
    form.width().saturating_mul(form.height())
}

#[cfg(test)]
mod tests {
    use super::*;
    use FrameFormat::{MJPEG, NV12, YUYV};

    fn form(width: u32, height: u32, format: FrameFormat, rate: u32) -> CameraFormat {
        CameraFormat::new_from(width, height, format, rate)
    }

    #[test]
    fn a_fluent_form_is_looked_through_and_the_largest_is_taken() {
        let webcam = [
            form(640, 480, YUYV, 30),
            form(1_280, 720, YUYV, 10),
            form(1_280, 720, MJPEG, 60),
            form(1_280, 720, MJPEG, 30),
            form(1_920, 1_080, YUYV, 5),
            form(1_920, 1_080, MJPEG, 30),
        ];
        assert_eq!(preview(&webcam), Some(form(1_280, 720, MJPEG, 30)));
        assert_eq!(still(&webcam), Some(form(1_920, 1_080, MJPEG, 30)));

        let plain = [form(640, 480, YUYV, 30), form(1_600, 1_200, YUYV, 5)];
        assert_eq!(preview(&plain), Some(plain[0]));
        assert_eq!(still(&plain), Some(plain[1]));

        let large = [form(3_840, 2_160, NV12, 30), form(1_920, 1_080, NV12, 30)];
        assert_eq!(preview(&large), Some(large[1]));
        assert_eq!(still(&large), Some(large[0]));

        let slow = [form(640, 480, YUYV, 8)];
        assert_eq!(preview(&slow), Some(slow[0]));
        assert_eq!((preview(&[]), still(&[])), (None, None));
    }
}
