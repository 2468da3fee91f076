//! The native app around the page, if there is one: what is asked of it, and its answers.
//!
//! Everything crosses as bytes. A question waits for its answer; what the app has to say by
//! itself is asked for, too, and answered once there is something.

pub mod camera;
pub mod life;
mod reader;
pub mod server;
mod store;

use js_sys::{ArrayBuffer, Function, Promise, Uint8Array};
use pantry::kept::frame::decode_photo;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

pub use reader::NativeReader;
pub use server::NativeLink;
pub use store::ShellStore;

use super::browser::{get, object, window};

/// What the native app has put into the page.
const BRIDGE: &str = "__TAURI_INTERNALS__";

/// Whether the page is in the native app.
#[must_use]
pub fn is_here() -> bool {
    bridge().is_some()
}

fn bridge() -> Option<(JsValue, Function)> {
    let internals = get(&window(), BRIDGE);
    let invoke = get(&internals, "invoke").dyn_into::<Function>().ok()?;
    Some((internals, invoke))
}

/// Asks the native app: a command, its bytes, and what is said beside them.
///
/// # Errors
///
/// In the app's words, if it cannot do it.
pub async fn ask(command: &str, body: &[u8], beside: &[(&str, &str)]) -> Result<Vec<u8>, String> {
    let Some((internals, invoke)) = bridge() else {
        return Err("there is no native app around this page".to_owned());
    };
    let headers: Vec<(&str, JsValue)> = beside
        .iter()
        .map(|(name, value)| (*name, JsValue::from(*value)))
        .collect();
    let options = object(&[("headers", object(&headers).into())]);
    let answer = invoke
        .call3(
            &internals,
            &command.into(),
            &Uint8Array::from(body),
            &options,
        )
        .map_err(|error| words(&error))?;
    let answer = JsFuture::from(answer.unchecked_into::<Promise>()).await;
    bytes(&answer.map_err(|error| words(&error))?)
}

/// Shows beside the clock how many lots are due: while the page is awake, only it knows.
pub async fn show_due(count: usize) {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    // A phone has no such place, and nobody misses it there.
    ask("due", &count.to_be_bytes(), &[]).await.ok();
}

/// The numbers of the pictures and PDFs that the system has had the app open, and that wait.
pub async fn opened() -> Vec<u32> {
    if !is_here() {
        return Vec::new();
    }
    let numbers = ask("opened", &[], &[]).await.unwrap_or_default();
    let (numbers, _) = numbers.as_chunks();
    numbers.iter().map(|one| u32::from_be_bytes(*one)).collect()
}

/// One of them. It waits until [`keep_opened`].
///
/// # Errors
///
/// In the app's words, if it cannot be read.
pub async fn read_opened(number: u32) -> Result<Blob, String> {
    let number = number.to_string();
    let file = ask("opened", &[], &[("larder-file", &number)]).await?;
    let photo = decode_photo(&file).ok_or("the native app is of another version")?;
    let picture = store::picture(photo).map_err(|error| error.to_string())?;
    Ok(picture.0.unchecked_into())
}

/// It is kept elsewhere now, or cannot be read: it waits no more.
///
/// # Errors
///
/// In the app's words.
pub async fn keep_opened(number: u32) -> Result<(), String> {
    let number = number.to_string();
    ask("opened", &[], &[("larder-kept", &number)]).await?;
    Ok(())
}

/// An answer of bytes; a command without one answers nothing.
fn bytes(answer: &JsValue) -> Result<Vec<u8>, String> {
    if let Some(buffer) = answer.dyn_ref::<ArrayBuffer>() {
        return Ok(Uint8Array::new(buffer).to_vec());
    }
    match answer.is_null() || answer.is_undefined() {
        true => Ok(Vec::new()),
        false => Err("the native app has answered in another form".to_owned()),
    }
}

fn words(error: &JsValue) -> String {
    let message = get(error, "message").as_string();
    let words = error.as_string().or(message);
    words.unwrap_or_else(|| "the native app does not answer".to_owned())
}
