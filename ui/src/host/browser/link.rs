//! The way to the server: a WebSocket, one frame a message.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BinaryType, MessageEvent, Url, WebSocket};
use yew::Callback;

use super::around;

/// What happens on the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heard {
    /// It is open.
    Open,
    /// The server said something.
    Frame(Vec<u8>),
    /// It is gone.
    Gone,
}

/// An open way, or one that is being opened; it ends with the value.
#[derive(Debug)]
pub struct Link {
    socket: WebSocket,
    // They hear for as long as the way is there.
    _opened: Closure<dyn FnMut()>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _gone: Closure<dyn FnMut()>,
}

impl Link {
    /// Opens a way to the server that the page is from; `None` where there is none.
    pub fn open(on: Callback<Heard>) -> Option<Self> {
        // Beside the page, wherever that is.
        let url = Url::new_with_base("api/v1/sync/socket", &around::address()).ok()?;
        url.set_protocol(match url.protocol().as_str() {
            "https:" => "wss:",
            _ => "ws:",
        });
        let socket = WebSocket::new(&url.href()).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let opened = Closure::new({
            let on = on.clone();
            move || on.emit(Heard::Open)
        });
        let message = Closure::new({
            let on = on.clone();
            move |event: MessageEvent| {
                if let Ok(buffer) = event.data().dyn_into::<ArrayBuffer>() {
                    on.emit(Heard::Frame(Uint8Array::new(&buffer).to_vec()));
                }
            }
        });
        let gone = Closure::new(move || on.emit(Heard::Gone));
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(gone.as_ref().unchecked_ref()));
        Some(Self {
            socket,
            _opened: opened,
            _message: message,
            _gone: gone,
        })
    }

    /// Sends a frame; on a way that is gone, nothing happens.
    pub fn send(&self, frame: &[u8]) {
        self.socket.send_with_u8_array(frame).ok();
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        self.socket.close().ok();
    }
}
