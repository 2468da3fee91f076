//! The device's camera: its live picture, its lamp, and what is taken with it.
//!
//! A [`Camera`] holds the device until it is dropped: the light beside the lens goes out
//! with it.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, HtmlCanvasElement, HtmlElement, HtmlVideoElement, MediaDevices, MediaStream,
    MediaStreamConstraints, MediaStreamTrack,
};

use super::around::is_trusted;
use super::drawing::{self, Drawing};
use super::{get, object, window};

/// Good enough that print loses nothing.
const QUALITY: f64 = 0.92;

/// No camera of a phone gives a wider picture of moving images.
const WIDEST: f64 = 4_096.0;

/// Why there is no picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The page came by a way on which browsers give no camera.
    Insecure,
    /// This browser has no cameras at all.
    Unsupported,
    /// The person, or whoever looks after the device, has said no.
    Denied,
    /// There is none.
    Missing,
    /// Another app or tab has it.
    Busy,
    /// It was there, and is not any more.
    Lost,
}

/// What shows a camera's picture on the page.
#[derive(Clone, PartialEq, Debug)]
pub enum Shown {
    /// The picture of a camera that the browser has.
    Video(HtmlVideoElement),
    /// That of one which the native app has.
    Canvas(HtmlCanvasElement),
}

impl Shown {
    /// As an element of the page.
    pub fn element(&self) -> &HtmlElement {
        match self {
            Self::Video(video) => video,
            Self::Canvas(canvas) => canvas,
        }
    }
}

/// An open camera of the browser.
pub struct Camera {
    stream: MediaStream,
    track: MediaStreamTrack,
    ended: Option<Closure<dyn FnMut()>>,
}

impl Camera {
    /// Opens the camera that looks away from the person, or any other; it is asked for a
    /// picture of this width and height in pixels.
    ///
    /// # Errors
    ///
    /// What stands in the way, as a person can understand it.
    pub async fn open((width, height): (u32, u32)) -> Result<Self, Trouble> {
        let devices = get(&window().navigator(), "mediaDevices");
        let devices: MediaDevices = match devices.dyn_into() {
            Ok(devices) => devices,
            Err(_) if !is_trusted() => return Err(Trouble::Insecure),
            Err(_) => return Err(Trouble::Unsupported),
        };
        let ideal = |value: JsValue| JsValue::from(object(&[("ideal", value)]));
        let video = object(&[
            ("facingMode", ideal("environment".into())),
            ("width", ideal(width.into())),
            ("height", ideal(height.into())),
            // Else a camera that is held upright loses its upper and lower part.
            ("resizeMode", ideal("none".into())),
        ]);
        let wish = MediaStreamConstraints::new();
        wish.set_video(&video);
        let asked = devices.get_user_media_with_constraints(&wish);
        let asked = asked.map_err(|error| trouble(&error))?;
        let stream = JsFuture::from(asked).await;
        let stream: MediaStream = stream.map_err(|error| trouble(&error))?.unchecked_into();
        let track = stream.get_video_tracks().get(0).dyn_into();
        let track: MediaStreamTrack = track.map_err(|_| Trouble::Missing)?;
        Ok(Self {
            stream,
            track,
            ended: None,
        })
    }

    /// Shows what it sees, from the first picture on.
    pub async fn show(&self, video: &HtmlVideoElement) {
        // Safari plays only what is silent by itself.
        video.set_muted(true);
        video.set_src_object(Some(&self.stream));
        if let Ok(playing) = video.play() {
            // Refused where the page has gone on already.
            JsFuture::from(playing).await.ok();
        }
    }

    /// Calls this once the device is taken away: unplugged, or its permission withdrawn.
    pub fn when_lost(&mut self, lost: impl FnMut() + 'static) {
        let ended = Closure::<dyn FnMut()>::new(lost);
        let hears: &Function = ended.as_ref().unchecked_ref();
        self.track.set_onended(Some(hears));
        self.ended = Some(ended);
    }

    /// The track that its lamp is of, if it has a lamp.
    pub fn lamp(&self) -> Option<Lamp> {
        let asks: Function = get(&self.track, "getCapabilities").dyn_into().ok()?;
        let can = asks.call0(&self.track).ok()?;
        get(&can, "torch")
            .is_truthy()
            .then(|| Lamp(self.track.clone()))
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.track.set_onended(None);
        for track in self.stream.get_tracks().iter() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

/// The lamp beside a camera.
#[derive(Clone, PartialEq)]
pub struct Lamp(MediaStreamTrack);

impl Lamp {
    /// Turns it on or off; whether it is now as asked for.
    pub async fn turn(&self, on: bool) -> bool {
        let wish = object(&[("torch", on.into())]);
        let wish = object(&[("advanced", Array::of1(&wish).into())]);
        let Ok(asks) = get(&self.0, "applyConstraints").dyn_into::<Function>() else {
            return false;
        };
        let promise = asks.call1(&self.0, &wish).map(JsCast::dyn_into::<Promise>);
        match promise {
            Ok(Ok(promise)) => JsFuture::from(promise).await.is_ok(),
            _ => false,
        }
    }
}

/// What the camera behind a picture sees now, as a photo.
pub async fn take(shown: &Shown) -> Option<Blob> {
    let drawing = Drawing::of_camera(shown, WIDEST).ok()?;
    drawing.jpeg(QUALITY).await.ok()
}

/// Shows a picture of the native app's camera.
pub async fn show(picture: &Blob, canvas: &HtmlCanvasElement) {
    // The next one comes at once.
    drawing::show(picture, canvas).await.ok();
}

/// The names of Media Capture and Streams, section 10.3.
fn trouble(error: &JsValue) -> Trouble {
    match get(error, "name").as_string().as_deref() {
        Some("NotAllowedError" | "SecurityError") => Trouble::Denied,
        Some("NotReadableError" | "AbortError" | "TrackStartError") => Trouble::Busy,
        Some("TypeError") => Trouble::Unsupported,
        _ => Trouble::Missing,
    }
}
