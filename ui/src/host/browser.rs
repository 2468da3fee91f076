//! The browser as a host: clock, randomness, storage, one tab at a time, the reader.

pub mod api;
pub mod around;
pub mod bars;
mod breath;
pub mod camera;
mod drawing;
pub mod feel;
pub mod heic;
mod id;
pub mod indexed_db;
pub mod install;
pub mod intl;
pub mod json;
pub mod language;
pub mod link;
pub mod off;
pub mod outbox;
mod promise;
pub mod push;
pub mod reader;
pub mod screen_lock;
pub mod shared;
pub mod shrink;
pub mod wake;

use jiff::civil::Date;
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use sha2::Digest;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

pub use around::{save_file, save_parts};
pub use breath::breathe;
pub use id::new_id;
pub use language::clock_at;
pub use ui::protocol::get;

/// Milliseconds since 1970, by the device's clock.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Today on the device's calendar.
pub fn today() -> Date {
    day_of(&js_sys::Date::new_0())
}

/// The day on the device's calendar of a moment (milliseconds since 1970).
pub fn day_at(ms: i64) -> Date {
    day_of(&js_sys::Date::new(&JsValue::from_f64(ms as f64)))
}

/// The time of day on the device's clock, where nothing better is known: "18:05".
fn digits_at(ms: i64) -> String {
    let moment = js_sys::Date::new(&JsValue::from_f64(ms as f64));
    format!("{:02}:{:02}", moment.get_hours(), moment.get_minutes())
}

fn day_of(moment: &js_sys::Date) -> Date {
    let year = i16::try_from(moment.get_full_year()).unwrap_or(i16::MAX);
    let month = i8::try_from(moment.get_month() + 1).unwrap_or(1);
    let day = i8::try_from(moment.get_date()).unwrap_or(1);
    Date::new(year, month, day).unwrap_or(Date::MIN)
}

/// The page's window; there always is one in a page.
pub fn window() -> web_sys::Window {
    web_sys::window().unwrap_or_else(|| js_sys::global().unchecked_into())
}

/// Tells `boot.js` something.
pub fn announce(event: &str) {
    if let Ok(event) = web_sys::Event::new(event) {
        window().dispatch_event(&event).ok();
    }
}

/// Starts the page anew.
pub fn reload() {
    window().location().reload().ok();
}

/// Starts the page anew, as if it were opened for the first time.
pub fn start_over() {
    let location = window().location();
    // The address of a screen would lead back to what is gone.
    location.set_hash("").ok();
    location.reload().ok();
}

/// The root element, which carries theme and state for the style sheets.
pub fn root() -> Option<web_sys::HtmlElement> {
    window().document()?.document_element()?.dyn_into().ok()
}

/// Random bytes from the browser; `None` where it has no source of them.
pub fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let crypto = window().crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// Puts the focus on the element with this id, once it has been drawn.
pub fn focus_soon(id: String) {
    wasm_bindgen_futures::spawn_local(async move {
        breathe().await;
        let found = window()
            .document()
            .and_then(|page| page.get_element_by_id(&id));
        if let Some(Ok(element)) = found.map(JsCast::dyn_into::<web_sys::HtmlElement>) {
            element.focus().ok();
        }
    });
}

/// Puts the focus on the element that this selects, once all has been drawn, if what had it
/// has gone by then: the next key must not begin at the top of the page.
pub fn keep_focus(selector: String) {
    wasm_bindgen_futures::spawn_local(async move {
        breathe().await;
        let Some(page) = window().document() else {
            return;
        };
        let lost = page
            .active_element()
            .is_none_or(|active| active.tag_name() == "BODY");
        let found = page.query_selector(&selector).ok().flatten();
        if let Some(Ok(element)) = found.map(JsCast::dyn_into::<web_sys::HtmlElement>)
            && lost
        {
            focus_without_moving(&element);
        }
    });
}

/// Draws an element so many CSS pixels beside its place.
pub fn shift(element: &web_sys::Element, across: f64) {
    let across = Some(across).filter(|across| *across != 0.0);
    set_length(element, "translate", across);
}

/// Draws an element so many CSS pixels wide; `None` leaves it to the style sheet.
pub fn widen(element: &web_sys::Element, width: Option<f64>) {
    set_length(element, "width", width);
}

fn set_length(element: &web_sys::Element, name: &str, length: Option<f64>) {
    let length = length.map_or_else(String::new, |length| format!("{length}px"));
    // Setting a property of a style cannot fail: what it does not know is left out.
    Reflect::set(&get(element, "style"), &name.into(), &length.into()).ok();
}

/// Puts the focus there; who pressed something with a finger is not taken elsewhere on the page.
fn focus_without_moving(element: &web_sys::HtmlElement) {
    let options = Object::new();
    // Setting a property of a fresh plain object cannot fail.
    Reflect::set(&options, &"preventScroll".into(), &JsValue::TRUE).ok();
    if let Ok(focus) = get(element, "focus").dyn_into::<Function>() {
        focus.call1(element, &options).ok();
    }
}

/// Milliseconds since the page was opened, finely.
pub fn elapsed_ms() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// What the build has written into the page.
pub fn build(name: &str) -> Option<String> {
    let document = window().document()?;
    let meta = document.query_selector("meta[name=\"larder\"]").ok()??;
    meta.dyn_into::<web_sys::HtmlElement>()
        .ok()?
        .dataset()
        .get(name)
}

/// A small setting of this device.
pub fn setting(name: &str) -> Option<String> {
    let storage = window().local_storage().ok()??;
    storage.get_item(&format!("larder-{name}")).ok()?
}

/// Keeps a small setting of this device, or forgets it.
pub fn set_setting(name: &str, value: Option<&str>) {
    let Ok(Some(storage)) = window().local_storage() else {
        return;
    };
    let name = format!("larder-{name}");
    // A setting that cannot be kept holds until the page is closed.
    match value {
        Some(value) => storage.set_item(&name, value).ok(),
        None => storage.remove_item(&name).ok(),
    };
}

/// Forgets every small setting of this device.
pub fn forget_settings() {
    let Ok(Some(storage)) = window().local_storage() else {
        return;
    };
    let count = storage.length().unwrap_or_default();
    let names: Vec<String> = (0..count)
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|name| name.starts_with("larder-"))
        .collect();
    for name in names {
        storage.remove_item(&name).ok();
    }
}

/// How much of the device's storage is used, and whether it is protected.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Usage {
    /// Bytes.
    pub used: Option<f64>,
    /// Bytes.
    pub quota: Option<f64>,
    /// Whether the browser may not clean it up by itself.
    pub kept: bool,
}

/// Asks the browser about our storage.
pub async fn usage() -> Usage {
    let storage = get(&window().navigator(), "storage");
    let ask = async |name: &str| -> Option<JsValue> {
        let method: Function = get(&storage, name).dyn_into().ok()?;
        let promise = method.call0(&storage).ok()?;
        JsFuture::from(promise.unchecked_into::<Promise>())
            .await
            .ok()
    };
    let estimate = ask("estimate").await.unwrap_or_default();
    Usage {
        used: get(&estimate, "usage").as_f64(),
        quota: get(&estimate, "quota").as_f64(),
        kept: ask("persisted").await.is_some_and(|kept| kept.is_truthy()),
    }
}

/// Asks the browser to never clean up our storage by itself; whether it agreed.
pub async fn protect() -> bool {
    let storage = get(&window().navigator(), "storage");
    let Ok(method) = get(&storage, "persist").dyn_into::<Function>() else {
        return false;
    };
    let Ok(promise) = method.call0(&storage) else {
        return false;
    };
    let answer = JsFuture::from(promise.unchecked_into::<Promise>()).await;
    answer.is_ok_and(|kept| kept.is_truthy())
}

/// Asks for that once on this device, now that there is something to lose.
pub fn protect_once() {
    const ASKED: &str = "asked-to-keep";
    if setting(ASKED).is_none() {
        set_setting(ASKED, Some("yes"));
        wasm_bindgen_futures::spawn_local(async {
            protect().await;
        });
    }
}

/// The bytes of a picture.
pub async fn bytes_of(blob: &web_sys::Blob) -> Result<Uint8Array, JsValue> {
    let buffer = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer))
}

/// SHA-256 of a picture.
pub async fn sha256(blob: &web_sys::Blob) -> Option<[u8; 32]> {
    let bytes = bytes_of(blob).await.ok()?.to_vec();
    Some(sha2::Sha256::digest(&bytes).into())
}

/// The bytes of a file that the reader has read as a picture.
pub fn picture(bytes: &[u8]) -> Option<web_sys::Blob> {
    let kind = web_sys::BlobPropertyBag::new();
    kind.set_type(kind_of(bytes));
    let bytes = js_sys::Array::of1(&Uint8Array::from(bytes));
    web_sys::Blob::new_with_u8_array_sequence_and_options(&bytes, &kind).ok()
}

/// What a picture calls itself, of the kinds that the reader reads.
fn kind_of(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, ..] => "image/jpeg",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', ..] => "image/webp",
        _ => "image/png",
    }
}

/// Fetches a file of our own bundle as a picture.
pub async fn fetch_blob(path: &str) -> Result<web_sys::Blob, JsValue> {
    let answer = JsFuture::from(window().fetch_with_str(path)).await?;
    let answer: web_sys::Response = answer.dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::from_f64(f64::from(answer.status())));
    }
    JsFuture::from(answer.blob()?).await?.dyn_into()
}

/// A plain object of the given properties.
pub fn object(properties: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in properties {
        // Setting a property of a fresh plain object cannot fail.
        Reflect::set(&object, &(*name).into(), value).ok();
    }
    object
}

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn a_picture_is_called_what_it_is() {
        assert_eq!(kind_of(b"\xff\xd8\xff\xe0"), "image/jpeg");
        assert_eq!(kind_of(b"\x89PNG\r\n\x1a\n"), "image/png");
        assert_eq!(kind_of(b"RIFF\x10\0\0\0WEBPVP8 "), "image/webp");
    }
}
