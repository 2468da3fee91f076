//! The way to the server through the native app, which keeps the device's token.

use std::cell::Cell;
use std::net::Ipv4Addr;
use std::rc::Rc;

use js_sys::{JSON, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, Headers, RequestInit, Response, ResponseInit, Url, UrlSearchParams};
use yew::Callback;

use super::ask;
use crate::host::browser::link::Heard;
use crate::host::browser::{get, set_setting, setting, window};

/// The setting that says where the server is.
const ADDRESS: &str = "server";

/// Where the household's server is, as the person has said; empty until then.
pub fn address() -> String {
    setting(ADDRESS).unwrap_or_default()
}

/// What a person can know that server by, once there is one.
pub fn host() -> Option<String> {
    Some(read(&address())?.host())
}

/// Keeps where the household's server is: an address, or a link that begins with one. What is
/// neither changes nothing.
pub fn set_address(text: &str) {
    if let Some(url) = read(text) {
        set_setting(ADDRESS, Some(&plain(&url)));
    }
}

/// Whether nobody on the way to the server can listen in; so it is where none is known.
pub fn is_secure() -> bool {
    read(&address()).is_none_or(|url| is_private(&url))
}

/// The server that an invitation names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Named {
    /// None: the one that is known already is asked.
    None,
    /// One that must not be asked: anybody on the way could listen.
    Unfit,
    /// This one.
    At {
        /// Its address.
        address: String,
        /// What a person can know it by.
        host: String,
    },
}

impl Named {
    /// From the query of a page's address.
    pub fn in_query(query: &str) -> Self {
        let query = UrlSearchParams::new_with_str(query).ok();
        let named = query.and_then(|query| query.get("server"));
        named.map_or(Self::None, |named| Self::by(&named))
    }

    fn by(text: &str) -> Self {
        match read(text).filter(is_private) {
            Some(url) => Self::At {
                address: plain(&url),
                host: url.host(),
            },
            None => Self::Unfit,
        }
    }
}

/// Goes to the page that joins by this code, at the server that the link with it begins with.
pub fn go_to_join(code: &str, link: &str) {
    let query = read(link).and_then(|url| {
        let query = UrlSearchParams::new().ok()?;
        query.append("server", &plain(&url));
        Some(format!("?{}", String::from(query.to_string())))
    });
    let place = format!("/join/{code}{}", query.unwrap_or_default());
    window().location().set_hash(&place).ok();
}

/// An address as people type it, or a link that begins with one.
fn read(text: &str) -> Option<Url> {
    let text = text.trim();
    let whole = match text.contains("://") {
        true => text.to_owned(),
        false => format!("https://{text}"),
    };
    let url = Url::new(&whole).ok()?;
    url.protocol().starts_with("http").then_some(url)
}

fn plain(url: &Url) -> String {
    format!("{}{}", url.origin(), url.pathname())
}

fn is_private(url: &Url) -> bool {
    url.protocol() == "https:" || is_loopback(&url.hostname())
}

/// Whether this host is the device itself.
pub fn is_loopback(host: &str) -> bool {
    let number = host.parse::<Ipv4Addr>();
    ["localhost", "[::1]"].contains(&host) || number.is_ok_and(|number| number.is_loopback())
}

/// Asks the server, as the browser's `fetch` does. Another address than the known one counts
/// for this request alone, and only for one that comes in.
///
/// # Errors
///
/// Where it cannot be reached.
pub async fn fetch(path: &str, init: &RequestInit, at: Option<&str>) -> Result<Response, JsValue> {
    let text = |value: &JsValue| value.as_string().unwrap_or_default();
    let method = text(&get(init, "method"));
    let address = at.map_or_else(address, ToOwned::to_owned);
    let mut beside = vec![("method", method), ("path", path.to_owned())];
    if !address.is_empty() {
        beside.push(("address", address));
    }
    if let Ok(headers) = get(init, "headers").dyn_into::<Headers>() {
        for name in ["content-type", "content-range"] {
            if let Some(value) = headers.get(name)? {
                beside.push((name, value));
            }
        }
    }
    let body = bytes(&get(init, "body")).await?;
    let beside: Vec<(String, &str)> = beside
        .iter()
        .map(|(name, value)| (format!("larder-{name}"), value.as_str()))
        .collect();
    let beside: Vec<(&str, &str)> = beside
        .iter()
        .map(|(name, value)| (&name[..], *value))
        .collect();
    let answer = ask("server", &body, &beside).await?;
    response(&answer)
}

async fn bytes(body: &JsValue) -> Result<Vec<u8>, JsValue> {
    if let Some(blob) = body.dyn_ref::<Blob>() {
        let buffer = JsFuture::from(blob.array_buffer()).await?;
        return Ok(Uint8Array::new(&buffer).to_vec());
    }
    Ok(body.as_string().unwrap_or_default().into_bytes())
}

/// An answer from its status, what is told besides, and its body.
fn response(answer: &[u8]) -> Result<Response, JsValue> {
    let strange = || JsValue::from("the native app has answered in another form");
    let (status, rest) = answer.split_first_chunk().ok_or_else(strange)?;
    let (length, rest) = rest.split_first_chunk().ok_or_else(strange)?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (told, body) = rest.split_at_checked(length).ok_or_else(strange)?;
    let status = u16::from_be_bytes(*status);
    let init = ResponseInit::new();
    init.set_status(status);
    init.set_headers(&JSON::parse(&String::from_utf8_lossy(told))?);
    // These have no body, not even an empty one.
    if [204, 304].contains(&status) {
        return Response::new_with_opt_str_and_init(None, &init);
    }
    let body = Uint8Array::from(body);
    Response::new_with_opt_buffer_source_and_init(Some(&body), &init)
}

/// A socket that the native app holds.
#[derive(Debug)]
pub struct NativeLink {
    number: u32,
    is_open: Rc<Cell<bool>>,
}

thread_local! {
    static NEWEST: Cell<u32> = const { Cell::new(0) };
}

impl NativeLink {
    /// Opens a way to the household's server.
    pub fn open(on: Callback<Heard>) -> Self {
        let number = NEWEST.get().wrapping_add(1);
        NEWEST.set(number);
        let is_open = Rc::new(Cell::new(true));
        spawn_local({
            let is_open = is_open.clone();
            async move {
                let number = number.to_string();
                let number = [("larder-link", number.as_str())];
                // A way that cannot be opened is gone: that is heard next.
                ask("link_open", &[], &number).await.ok();
                while is_open.get() {
                    let heard = ask("link_next", &[], &number).await;
                    let heard = heard.map_or(Heard::Gone, |bytes| heard_of(&bytes));
                    if is_open.get() {
                        let is_gone = heard == Heard::Gone;
                        on.emit(heard);
                        if is_gone {
                            return;
                        }
                    }
                }
            }
        });
        Self { number, is_open }
    }

    /// Sends a frame; on a way that is gone, nothing happens.
    pub fn send(&self, frame: &[u8]) {
        self.tell("link_send", frame.to_vec());
    }

    fn tell(&self, command: &'static str, body: Vec<u8>) {
        let number = self.number.to_string();
        spawn_local(async move {
            ask(command, &body, &[("larder-link", &number)]).await.ok();
        });
    }
}

impl Drop for NativeLink {
    fn drop(&mut self) {
        self.is_open.set(false);
        self.tell("link_close", Vec::new());
    }
}

fn heard_of(bytes: &[u8]) -> Heard {
    match bytes.split_first() {
        Some((0, _)) => Heard::Open,
        Some((1, frame)) => Heard::Frame(frame.to_vec()),
        _ => Heard::Gone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_device_itself_is_loopback() {
        for host in ["localhost", "127.0.0.1", "127.1.2.3", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "127.0.0.1.other.example",
            "localhost.example",
            "10.0.0.1",
            "",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
