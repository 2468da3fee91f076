//! A photo in small. Only that is kept of it: a photo of a phone takes 50 MB decoded, and
//! there may be sixteen.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    HtmlCanvasElement, HtmlImageElement, ImageBitmap, ImageBitmapOptions, ResizeQuality,
};
use yew::prelude::*;

use super::PartHandle;
use crate::components::crop::context;
use crate::components::icon::{Glyph, Icon};
use crate::host::browser::window;
use crate::state::photo::Part;

/// Width and height: its box three times, sharp on every phone.
const BOX: (f64, f64) = (168.0, 216.0);

/// A larger picture is not decoded even for this: the reader refuses it anyway.
const MOST_PIXELS: f64 = 50_000_000.0;

/// Properties of [`Thumb`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The photo.
    pub part: PartHandle,
    /// What it is.
    pub label: AttrValue,
}

/// The photo in small; a document is only hinted at.
#[component]
pub fn Thumb(props: &Props) -> Html {
    let node = use_node_ref();
    let drawn = use_state_eq(|| false);
    use_effect_with(props.part.clone(), {
        let (node, drawn) = (node.clone(), drawn.setter());
        move |part| {
            let part = part.0.clone();
            spawn_local(async move {
                // What cannot be shown is hinted at like a document; the reader says why.
                if let (Ok(photo), Some(canvas)) = (small(&part).await, node.cast()) {
                    drawn.set(draw(&photo, &canvas).is_some());
                    photo.close();
                }
            });
        }
    });
    html! {
        <span class="part__thumb">
            <canvas ref={node} hidden={!*drawn} role="img" aria-label={props.label.clone()} />
            if !*drawn {
                <Icon glyph={Glyph::Receipt} />
            }
        </span>
    }
}

/// The photo so small that it fills its box. Some browsers leave it as large as it was.
async fn small(part: &Part) -> Result<ImageBitmap, JsValue> {
    if part.is_document() {
        return Err(JsValue::NULL);
    }
    let (width, height) = size(part).await?;
    if width * height > MOST_PIXELS {
        return Err(JsValue::NULL);
    }
    let options = ImageBitmapOptions::new();
    options.set_resize_width((width * filling(width, height)).ceil() as u32);
    options.set_resize_quality(ResizeQuality::Medium);
    let photo = &part.picture.0;
    let made = window().create_image_bitmap_with_blob_and_image_bitmap_options(photo, &options)?;
    JsFuture::from(made).await?.dyn_into()
}

/// Width and height of a photo; they are known before it is decoded.
async fn size(part: &Part) -> Result<(f64, f64), JsValue> {
    let image = HtmlImageElement::new()?;
    let loaded = Promise::new(&mut |loaded, failed| {
        image.set_onload(Some(&loaded));
        image.set_onerror(Some(&failed));
    });
    image.set_src(&part.url);
    JsFuture::from(loaded).await?;
    Ok((image.natural_width().into(), image.natural_height().into()))
}

/// How much smaller it fills its box; it is never enlarged.
fn filling(width: f64, height: f64) -> f64 {
    (BOX.0 / width.max(1.0))
        .max(BOX.1 / height.max(1.0))
        .min(1.0)
}

fn draw(photo: &ImageBitmap, canvas: &HtmlCanvasElement) -> Option<()> {
    let (width, height) = (f64::from(photo.width()), f64::from(photo.height()));
    let scale = filling(width, height);
    let (width, height) = ((width * scale).ceil(), (height * scale).ceil());
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    context(canvas)?
        .draw_image_with_image_bitmap_and_dw_and_dh(photo, 0.0, 0.0, width, height)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::filling;

    #[test]
    fn a_photo_fills_its_box_and_is_never_enlarged() {
        assert!((filling(3_024.0, 4_032.0) - 168.0 / 3_024.0).abs() < 1e-9);
        assert!((filling(4_000.0, 1_000.0) - 0.216).abs() < 1e-9);
        assert!(
            (filling(100.0, 4_000.0) - 1.0).abs() < 1e-9,
            "a slip of till paper"
        );
    }
}
