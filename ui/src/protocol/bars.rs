//! The messages between the page and the worker that finds barcodes.
//!
//! To the worker go its files once, then pictures: `width`, `height`, and `pixels`, a buffer
//! of red, green, blue and opacity. Back comes an object for each, with `kind` and `digits`
//! where a code was found.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::{get, object};

/// A code as it was seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    /// Its kind, by the names of the Barcode Detection API: `ean_13`, `upc_e` …
    pub kind: String,
    /// Its digits.
    pub digits: String,
}

/// A picture to look at.
#[must_use]
pub fn picture_to_js(width: u32, height: u32, pixels: &ArrayBuffer) -> JsValue {
    object(
        "picture",
        &[
            ("width", width.into()),
            ("height", height.into()),
            ("pixels", pixels.into()),
        ],
    )
}

/// Width, height and pixels of a picture, as it came.
#[must_use]
pub fn picture_from_js(value: &JsValue) -> Option<(usize, usize, Vec<u8>)> {
    let side = |name: &str| Some(get(value, name).as_f64()? as usize);
    let pixels: ArrayBuffer = get(value, "pixels").dyn_into().ok()?;
    let pixels = Uint8Array::new(&pixels).to_vec();
    Some((side("width")?, side("height")?, pixels))
}

/// The answer to a picture.
#[must_use]
pub fn seen_to_js(seen: Option<&Seen>) -> JsValue {
    match seen {
        Some(Seen { kind, digits }) => {
            object("seen", &[("kind", kind.into()), ("digits", digits.into())])
        }
        None => object("seen", &[]),
    }
}

/// A code of an answer.
#[must_use]
pub fn seen_from_js(value: &JsValue) -> Option<Seen> {
    Some(Seen {
        kind: get(value, "kind").as_string()?,
        digits: get(value, "digits").as_string()?,
    })
}
