//! A photo in small. Only that is kept of it, and given back at once: a photo of a phone takes
//! 50 MB decoded, there may be sixteen, and a browser keeps what an `img` has decoded.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    HtmlCanvasElement, HtmlImageElement, ImageBitmap, ImageBitmapOptions, ResizeQuality,
};
use yew::prelude::*;

use crate::components::crop::{context, empty};
use crate::host::browser::window;
use crate::state::photo::Part;

/// A larger picture is not decoded even for this: the reader refuses it anyway.
const MOST_PIXELS: f64 = 50_000_000.0;

/// A part as a property: equal while it is the same one.
#[derive(Clone)]
pub struct PartHandle(pub Rc<Part>);

impl PartialEq for PartHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Properties of [`Picture`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The photo.
    pub part: PartHandle,
    /// Width and height that it fills, in pixels of the screen: it is at least so large, unless
    /// it is smaller itself.
    pub filling: (f64, f64),
    /// What it is.
    pub label: AttrValue,
    /// What is shown until it is decoded, and in place of a document.
    pub children: Html,
}

/// The photo in small.
#[component]
pub fn Picture(props: &Props) -> Html {
    let node = use_node_ref();
    let drawn = use_state_eq(|| false);
    use_effect_with((props.part.clone(), props.filling), {
        let (node, drawn) = (node.clone(), drawn.setter());
        move |(part, filling)| {
            let (part, filling) = (part.0.clone(), *filling);
            let canvas = node.cast::<HtmlCanvasElement>();
            let own = canvas.clone();
            spawn_local(async move {
                // What cannot be shown is hinted at like a document; the reader says why.
                if let (Ok(photo), Some(canvas)) = (small(&part, filling).await, canvas) {
                    // Who has gone on meanwhile has no use for it.
                    if canvas.is_connected() {
                        drawn.set(draw(&photo, &canvas, filling).is_some());
                    }
                    photo.close();
                }
            });
            move || own.iter().for_each(empty)
        }
    });
    html! {
        <>
            <canvas ref={node} hidden={!*drawn} role="img" aria-label={props.label.clone()} />
            if !*drawn {
                { props.children.clone() }
            }
        </>
    }
}

/// The photo so small that it fills its box. Some browsers leave it as large as it was.
async fn small(part: &Part, size: (f64, f64)) -> Result<ImageBitmap, JsValue> {
    if part.is_document() {
        return Err(JsValue::NULL);
    }
    let (width, height) = natural(part).await?;
    if width * height > MOST_PIXELS {
        return Err(JsValue::NULL);
    }
    let options = ImageBitmapOptions::new();
    options.set_resize_width((width * scale(width, height, size)).ceil() as u32);
    options.set_resize_quality(ResizeQuality::Medium);
    let photo = &part.picture.0;
    let made = window().create_image_bitmap_with_blob_and_image_bitmap_options(photo, &options)?;
    JsFuture::from(made).await?.dyn_into()
}

/// Width and height of a photo; they are known before it is decoded.
async fn natural(part: &Part) -> Result<(f64, f64), JsValue> {
    let image = HtmlImageElement::new()?;
    let loaded = Promise::new(&mut |loaded, failed| {
        image.set_onload(Some(&loaded));
        image.set_onerror(Some(&failed));
    });
    image.set_src(&part.url);
    JsFuture::from(loaded).await?;
    Ok((image.natural_width().into(), image.natural_height().into()))
}

/// How much smaller it fills a box; it is never enlarged.
fn scale(width: f64, height: f64, size: (f64, f64)) -> f64 {
    (size.0 / width.max(1.0))
        .max(size.1 / height.max(1.0))
        .min(1.0)
}

fn draw(photo: &ImageBitmap, canvas: &HtmlCanvasElement, size: (f64, f64)) -> Option<()> {
    let (width, height) = (f64::from(photo.width()), f64::from(photo.height()));
    let scale = scale(width, height, size);
    let (width, height) = ((width * scale).ceil(), (height * scale).ceil());
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    context(canvas)?
        .draw_image_with_image_bitmap_and_dw_and_dh(photo, 0.0, 0.0, width, height)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn a_photo_fills_its_box_and_is_never_enlarged() {
        let filling = |width, height| scale(width, height, (168.0, 216.0));
        assert!((filling(3_024.0, 4_032.0) - 168.0 / 3_024.0).abs() < 1e-9);
        assert!((filling(4_000.0, 1_000.0) - 0.216).abs() < 1e-9);
        assert!(
            (filling(100.0, 4_000.0) - 1.0).abs() < 1e-9,
            "a slip of till paper"
        );
    }
}
