//! The cameras of a desktop, by the native app.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use pantry::kept::camera::{Lens, Look, NoSight, decode_lenses};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag};

use super::{ask, is_here};
use crate::host::browser::camera::Trouble;

thread_local! {
    static NEWEST: Cell<u32> = const { Cell::new(0) };
}

/// Every camera that the native app has for the page; `None` where the web view's own are to
/// be used: in a browser, and on a phone.
pub async fn lenses() -> Option<Vec<Lens>> {
    if !is_here() {
        return None;
    }
    decode_lenses(&ask("camera_list", &[], &[]).await.ok()?)
}

/// A camera that the native app holds until it is closed.
#[derive(Clone, Debug)]
pub struct NativeCamera(Rc<Opened>);

#[derive(Debug)]
struct Opened {
    number: String,
    is_open: Cell<bool>,
}

impl PartialEq for NativeCamera {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl NativeCamera {
    /// Opens the camera of this id. Whether that works, [`Self::next`] says.
    pub async fn open(id: &str) -> Self {
        let number = NEWEST.get().wrapping_add(1);
        NEWEST.set(number);
        let camera = Self(Rc::new(Opened {
            number: number.to_string(),
            is_open: Cell::new(true),
        }));
        // One that is not opened has no pictures: that is heard next.
        camera.tell("camera_open", id.as_bytes()).await.ok();
        camera
    }

    /// The newest picture, once there is a new one.
    ///
    /// # Errors
    ///
    /// Why there is none, and will be none.
    pub async fn next(&self) -> Result<Blob, Trouble> {
        self.look("camera_next").await
    }

    /// A picture as large as the camera can make it.
    pub async fn take(&self) -> Option<Blob> {
        self.look("camera_take").await.ok()
    }

    /// Lets go of the device.
    pub fn close(&self) {
        if self.0.is_open.replace(false) {
            let camera = self.clone();
            spawn_local(async move {
                camera.tell("camera_close", &[]).await.ok();
            });
        }
    }

    async fn look(&self, command: &str) -> Result<Blob, Trouble> {
        let answer = self.tell(command, &[]).await.map_err(|_| Trouble::Lost)?;
        match Look::decode(&answer) {
            Some(Look::Picture(jpeg)) => blob(&jpeg).ok_or(Trouble::Lost),
            Some(Look::Without(why)) => Err(trouble(why)),
            None => Err(Trouble::Unsupported),
        }
    }

    async fn tell(&self, command: &str, body: &[u8]) -> Result<Vec<u8>, String> {
        ask(command, body, &[("larder-camera", &self.0.number)]).await
    }
}

fn blob(jpeg: &[u8]) -> Option<Blob> {
    let kind = BlobPropertyBag::new();
    kind.set_type("image/jpeg");
    let parts = Array::of1(&Uint8Array::from(jpeg));
    Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()
}

fn trouble(why: NoSight) -> Trouble {
    match why {
        NoSight::Denied => Trouble::Denied,
        NoSight::Missing => Trouble::Missing,
        NoSight::Busy => Trouble::Busy,
        NoSight::Lost => Trouble::Lost,
    }
}
