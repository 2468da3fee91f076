//! Pictures that are decoded and set upright before they are drawn from.

use std::cell::{Cell, RefCell};
use std::f64::consts::FRAC_PI_2;
use std::rc::Rc;

use ui::protocol::draft::Shot;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlCanvasElement, ImageBitmap, ImageBitmapOptions, ResizeQuality};
use yew::prelude::*;

use crate::components::crop::{Sheet, context, empty};
use crate::host::browser::window;
use crate::state::photo::{Part, Photo};

/// The longest side that is kept: sharp on every screen, and a phone has memory for it.
const LONGEST: f64 = 2_400.0;

/// What is kept of all shots together: 64 MB on a phone.
const MOST_PIXELS: f64 = 16_000_000.0;

/// The parts of a photo as its shots, each as soon as it is decoded.
#[hook]
pub fn use_sheet(photo: &Photo, shots: &Rc<[Shot]>) -> Option<Sheet> {
    let sheet = use_state_eq(|| None);
    let urls: Vec<AttrValue> = photo.parts.iter().map(|part| part.url.clone()).collect();
    use_effect_with((urls, shots.clone()), {
        let (sheet, parts) = (sheet.setter(), photo.parts.clone());
        move |(_, shots)| {
            let (shots, kept) = (shots.clone(), Kept::default());
            let held = kept.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let mut images = vec![None; shots.len()];
                for (position, (part, shot)) in parts.iter().zip(&*shots).enumerate() {
                    // A picture that cannot be decoded is simply not shown: the text is.
                    let image = decoded(part, *shot, scale(*shot, &shots)).await;
                    let Some(image) = image.filter(|image| held.keep(image)) else {
                        continue;
                    };
                    images[position] = Some(image);
                    sheet.set(Some(Sheet {
                        images: images.as_slice().into(),
                        shots: shots.clone(),
                    }));
                }
            });
            move || kept.free()
        }
    });
    (*sheet).clone()
}

/// The decoded pictures of a sheet. A browser does not know how much memory hangs on a canvas
/// and frees it late: receipts read one after the other would add up to hundreds of MB.
#[derive(Clone, Default)]
struct Kept {
    images: Rc<RefCell<Vec<HtmlCanvasElement>>>,
    gone: Rc<Cell<bool>>,
}

impl Kept {
    /// Takes a picture, unless nobody wants it any more.
    fn keep(&self, image: &HtmlCanvasElement) -> bool {
        if self.gone.get() {
            empty(image);
            return false;
        }
        self.images.borrow_mut().push(image.clone());
        true
    }

    fn free(&self) {
        self.gone.set(true);
        self.images.take().iter().for_each(empty);
    }
}

/// How much smaller than it was a shot is kept.
fn scale(shot: Shot, all: &[Shot]) -> f64 {
    let longest = f64::from(shot.size.0.max(shot.size.1).max(1));
    let pixels = all
        .iter()
        .map(|shot| f64::from(shot.size.0) * f64::from(shot.size.1));
    let of_all = (MOST_PIXELS / pixels.sum::<f64>().max(1.0)).sqrt();
    (LONGEST / longest).min(of_all).min(1.0)
}

async fn decoded(part: &Part, shot: Shot, scale: f64) -> Option<HtmlCanvasElement> {
    let image = small(part, shot, scale).await.ok()?;
    let canvas = upright(&image, shot, scale);
    image.close();
    canvas
}

/// The photo as large as it is kept, where the browser can; some leave it as large as it was.
async fn small(part: &Part, shot: Shot, scale: f64) -> Result<ImageBitmap, JsValue> {
    let options = ImageBitmapOptions::new();
    let (wide, _) = lying(shot, scale);
    options.set_resize_width(wide.max(1.0) as u32);
    options.set_resize_quality(ResizeQuality::High);
    let photo = &part.picture.0;
    let made = window().create_image_bitmap_with_blob_and_image_bitmap_options(photo, &options)?;
    JsFuture::from(made).await?.dyn_into()
}

/// Width and height of a shot before it is turned, as large as it is kept.
fn lying(shot: Shot, scale: f64) -> (f64, f64) {
    let (width, height) = (f64::from(shot.size.0.max(1)), f64::from(shot.size.1.max(1)));
    let (width, height) = ((width * scale).round(), (height * scale).round());
    match shot.turns.is_multiple_of(2) {
        true => (width, height),
        false => (height, width),
    }
}

fn upright(image: &ImageBitmap, shot: Shot, scale: f64) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = window()
        .document()?
        .create_element("canvas")
        .ok()?
        .dyn_into()
        .ok()?;
    let (wide, high) = lying(shot, scale);
    let (width, height) = match shot.turns.is_multiple_of(2) {
        true => (wide, high),
        false => (high, wide),
    };
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let brush = context(&canvas)?;
    brush.translate(width / 2.0, height / 2.0).ok()?;
    brush.rotate(f64::from(shot.turns % 4) * FRAC_PI_2).ok()?;
    brush
        .draw_image_with_image_bitmap_and_dw_and_dh(image, -wide / 2.0, -high / 2.0, wide, high)
        .ok()?;
    Some(canvas)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_shots_together_take_no_more_memory_than_a_phone_has() {
        let shot = |width, height| Shot {
            size: (width, height),
            turns: 0,
        };
        assert_eq!(scale(shot(600, 900), &[shot(600, 900)]), 1.0);
        assert_eq!(scale(shot(3000, 4000), &[shot(3000, 4000)]), 0.6);
        let many = [shot(3000, 4000); 9];
        let kept: f64 = many
            .iter()
            .map(|one| 12e6 * scale(*one, &many).powi(2))
            .sum();
        assert!((kept - MOST_PIXELS).abs() < 1.0, "{kept}");
    }
}
