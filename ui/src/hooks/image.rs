//! A picture that is decoded and set upright before it is drawn from.

use std::f64::consts::FRAC_PI_2;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlCanvasElement, HtmlImageElement};
use yew::prelude::*;

use crate::components::crop::{Sheet, context};
use crate::host::browser::window;

/// The longest side that is kept: sharp on every screen, and a phone has memory for it.
const LONGEST: f64 = 2_400.0;

/// How a picture lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lie {
    /// Width and height when it is upright.
    pub size: (u32, u32),
    /// Quarter turns with the clock that make it upright.
    pub turns: u8,
}

/// The picture at an address, as soon as it is decoded.
#[hook]
pub fn use_sheet(url: AttrValue, lie: Lie) -> Option<Sheet> {
    let sheet = use_state_eq(|| None);
    use_effect_with((url, lie), {
        let sheet = sheet.setter();
        move |(url, lie)| {
            let (url, lie) = (url.clone(), *lie);
            wasm_bindgen_futures::spawn_local(async move {
                let Ok(image) = HtmlImageElement::new() else {
                    return;
                };
                image.set_src(&url);
                // A picture that cannot be decoded is simply not shown: the text is.
                if JsFuture::from(image.decode()).await.is_ok() {
                    sheet.set(upright(&image, lie));
                }
            });
        }
    });
    (*sheet).clone()
}

fn upright(image: &HtmlImageElement, lie: Lie) -> Option<Sheet> {
    let (width, height) = (f64::from(lie.size.0.max(1)), f64::from(lie.size.1.max(1)));
    let scale = (LONGEST / width.max(height)).min(1.0);
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
    brush.rotate(f64::from(lie.turns % 4) * FRAC_PI_2).ok()?;
    let (wide, high) = if lie.turns.is_multiple_of(2) {
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
    Some(Sheet {
        image: canvas,
        size: lie.size,
    })
}
