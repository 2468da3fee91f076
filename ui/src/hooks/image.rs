//! Pictures that are decoded and set upright before they are drawn from.

use std::f64::consts::FRAC_PI_2;
use std::rc::Rc;

use ui::protocol::draft::Shot;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlCanvasElement, HtmlImageElement};
use yew::prelude::*;

use crate::components::crop::{Sheet, context};
use crate::host::browser::window;
use crate::state::photo::Photo;

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
        let sheet = sheet.setter();
        move |(urls, shots)| {
            let (urls, shots) = (urls.clone(), shots.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let mut images = vec![None; shots.len()];
                for (position, (url, shot)) in urls.iter().zip(&*shots).enumerate() {
                    // A picture that cannot be decoded is simply not shown: the text is.
                    images[position] = decoded(url, *shot, scale(*shot, &shots)).await;
                    if images[position].is_some() {
                        sheet.set(Some(Sheet {
                            images: images.as_slice().into(),
                            shots: shots.clone(),
                        }));
                    }
                }
            });
        }
    });
    (*sheet).clone()
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

async fn decoded(url: &str, shot: Shot, scale: f64) -> Option<HtmlCanvasElement> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(url);
    JsFuture::from(image.decode()).await.ok()?;
    upright(&image, shot, scale)
}

fn upright(image: &HtmlImageElement, shot: Shot, scale: f64) -> Option<HtmlCanvasElement> {
    let (width, height) = (f64::from(shot.size.0.max(1)), f64::from(shot.size.1.max(1)));
    let canvas: HtmlCanvasElement = window()
        .document()?
        .create_element("canvas")
        .ok()?
        .dyn_into()
        .ok()?;
    let (width, height) = ((width * scale).round(), (height * scale).round());
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let brush = context(&canvas)?;
    brush.translate(width / 2.0, height / 2.0).ok()?;
    brush.rotate(f64::from(shot.turns % 4) * FRAC_PI_2).ok()?;
    let (wide, high) = if shot.turns.is_multiple_of(2) {
        (width, height)
    } else {
        (height, width)
    };
    brush
        .draw_image_with_html_image_element_and_dw_and_dh(
            image,
            -wide / 2.0,
            -high / 2.0,
            wide,
            high,
        )
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
