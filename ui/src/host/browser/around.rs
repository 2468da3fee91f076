//! What else a browser can tell and do: what it runs on, files, the clipboard.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

use super::drawing::Drawing;
use super::{get, object, window};
use crate::host::shell;

/// The pixels of the longest side in which a QR code is looked for.
const QR_SIDE: f64 = 1_200.0;

/// The address of the household's server, up to its `#`: the one that this page is from,
/// or the one that the native app knows.
pub fn address() -> String {
    if shell::is_here() {
        return shell::server::address();
    }
    let location = window().location();
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    format!("{}{}", part(location.origin()), part(location.pathname()))
}

/// Whether other devices can reach that address.
pub fn is_reachable() -> bool {
    let host = Url::new(&address()).map_or_else(|_| String::new(), |url| url.hostname());
    !shell::server::is_loopback(&host)
}

/// Whether nobody can listen in on the way to the server. Without that browsers neither
/// install the app nor keep its token.
pub fn is_secure() -> bool {
    match shell::is_here() {
        true => shell::server::is_secure(),
        false => is_trusted(),
    }
}

/// Whether the page itself came by such a way: to others no browser gives a camera.
pub fn is_trusted() -> bool {
    get(&window(), "isSecureContext").is_truthy()
}

/// What the device is, as far as the browser says.
pub fn device() -> &'static str {
    let agent = window().navigator().user_agent().unwrap_or_default();
    const KNOWN: [(&str, &str); 7] = [
        ("iPad", "iPad"),
        ("iPhone", "iPhone"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "Chromebook"),
        ("Mac", "Mac"),
        ("Linux", "Linux"),
    ];
    let known = KNOWN.iter().find(|(part, _)| agent.contains(part));
    known.map_or("", |(_, name)| name)
}

/// Gives a file of text to the person.
pub fn save_file(name: &str, kind: &str, text: &str) {
    save_parts(name, kind, &Array::of1(&text.into()));
}

/// Gives a file of texts and bytes, one after the other, to the person.
pub fn save_parts(name: &str, kind: &str, parts: &Array) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(parts, &options);
    let url = blob.and_then(|blob| Url::create_object_url_with_blob(&blob));
    let document = window().document();
    let (Ok(url), Some(document)) = (url, document) else {
        return;
    };
    if let Ok(link) = document.create_element("a") {
        link.set_attribute("href", &url).ok();
        link.set_attribute("download", name).ok();
        link.unchecked_into::<HtmlElement>().click();
    }
    Url::revoke_object_url(&url).ok();
}

/// Copies text for pasting elsewhere; whether it was.
pub async fn copy(text: &str) -> bool {
    let clipboard = get(&window().navigator(), "clipboard");
    call(&clipboard, "writeText", &text.into()).await.is_some()
}

/// Whether the browser can hand text on to other apps.
pub fn can_share() -> bool {
    get(&window().navigator(), "share").is_function()
}

/// Hands a link on to an app that the person chooses.
pub async fn share(title: &str, url: &str) {
    let data = object(&[("title", title.into()), ("url", url.into())]);
    call(&window().navigator(), "share", &data).await;
}

pub(super) async fn call(on: &JsValue, name: &str, argument: &JsValue) -> Option<JsValue> {
    let method: Function = get(on, name).dyn_into().ok()?;
    let promise: Promise = method.call1(on, argument).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// What the QR code on a picture says; `None` where there is none.
pub async fn read_qr(picture: &Blob) -> Option<String> {
    let size = |width: f64, height: f64| {
        let scale = (QR_SIDE / width.max(height)).min(1.0);
        let scaled = |side: f64| (side * scale).max(1.0).floor();
        (scaled(width), scaled(height))
    };
    let pixels = Drawing::of(picture, size).await.ok()?.pixels().ok()?;
    let (wide, high) = (pixels.width() as usize, pixels.height() as usize);
    let data = pixels.data().0;
    let grey = |x: usize, y: usize| {
        let at = 4 * (y * wide + x);
        let [red, green, blue] = [0, 1, 2].map(|part| u32::from(data[at + part]));
        // Rec. 601 in 256ths.
        ((77 * red + 150 * green + 29 * blue) >> 8) as u8
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(wide, high, grey);
    let grids = image.detect_grids();
    grids.iter().find_map(|grid| Some(grid.decode().ok()?.1))
}
