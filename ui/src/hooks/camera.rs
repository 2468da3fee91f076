//! A camera for as long as a screen shows it and somebody can see the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use pantry::kept::camera::Lens;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, HtmlCanvasElement, HtmlVideoElement};
use yew::prelude::*;

use super::visible::use_visible;
use crate::host::browser::camera::{Camera, Lamp, Shown, Trouble, show, take};
use crate::host::browser::{set_setting, setting};
use crate::host::shell::camera::{NativeCamera, lenses};

/// The setting that says which camera of several is used: its id.
const CHOSEN: &str = "camera";

/// Where a camera is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sight {
    /// It is being opened; the person may be asked.
    Opening,
    /// There is a picture.
    Live,
    /// There is none.
    Without(Trouble),
}

/// A camera as a screen has it in hand.
#[derive(Clone, PartialEq)]
pub struct View {
    /// The element that shows the picture of the browser's camera: it must always be on the
    /// page.
    pub video: NodeRef,
    /// The same for one that the native app has.
    pub canvas: NodeRef,
    /// The native app's, while it is that which is open.
    pub native: Option<NativeCamera>,
    /// The name of the camera that comes after this one, if there are several.
    pub other: Option<AttrValue>,
    /// Goes on to that.
    pub change: Callback<()>,
    /// Where it is.
    pub sight: Sight,
    /// Its lamp, and whether that is on.
    pub lamp: Option<(Lamp, bool)>,
    /// Opens it once more.
    pub again: Callback<()>,
    /// Turns the lamp on or off.
    pub light: Callback<bool>,
}

impl View {
    /// What shows the picture now.
    pub fn shown(&self) -> Option<Shown> {
        match self.native {
            Some(_) => self.canvas.cast::<HtmlCanvasElement>().map(Shown::Canvas),
            None => self.video.cast::<HtmlVideoElement>().map(Shown::Video),
        }
    }

    /// A photo, as large as the camera can make it.
    pub async fn take(&self) -> Option<Blob> {
        match &self.native {
            Some(camera) => camera.take().await,
            None => take(&self.shown()?).await,
        }
    }
}

/// Opens the camera with the screen and lets go of it with the screen, while the page is
/// hidden, and where it is not wanted.
#[hook]
pub fn use_camera(wanted: bool, size: (u32, u32)) -> View {
    let (video, canvas) = (use_node_ref(), use_node_ref());
    let sight = use_state_eq(|| Sight::Opening);
    let lamp = use_state_eq(|| None::<(Lamp, bool)>);
    let native = use_state_eq(|| None::<NativeCamera>);
    let other = use_state_eq(|| None::<Lens>);
    let attempt = use_state_eq(|| 0_u32);
    let wanted = use_visible() && wanted;
    use_effect_with((wanted, *attempt), {
        let visit = Visit {
            video: video.clone(),
            canvas: canvas.clone(),
            sight: sight.setter(),
            lamp: lamp.setter(),
            native: native.setter(),
            other: other.setter(),
            held: Held::default(),
        };
        move |(wanted, _)| {
            if *wanted {
                visit.sight.set(Sight::Opening);
                let visit = visit.clone();
                spawn_local(async move {
                    match lenses().await {
                        Some(lenses) => visit.look_through(&lenses).await,
                        None => visit.open(size).await,
                    }
                });
            }
            move || visit.end()
        }
    });
    let again = use_callback(*attempt, {
        let attempt = attempt.setter();
        move |(), tried| attempt.set(tried + 1)
    });
    let change = use_callback(((*other).clone(), *attempt), {
        let attempt = attempt.setter();
        move |(), (other, tried): &(Option<Lens>, u32)| {
            if let Some(other) = other {
                set_setting(CHOSEN, Some(&other.id));
                attempt.set(tried + 1);
            }
        }
    });
    let light = use_callback((*lamp).clone(), {
        let lamp = lamp.setter();
        move |on, now: &Option<(Lamp, bool)>| {
            let Some((own, _)) = now.clone() else {
                return;
            };
            let lamp = lamp.clone();
            spawn_local(async move {
                if own.turn(on).await {
                    lamp.set(Some((own, on)));
                }
            });
        }
    });
    View {
        video,
        canvas,
        native: (*native).clone(),
        other: other.as_ref().map(|lens| lens.name.clone().into()),
        change,
        sight: *sight,
        lamp: (*lamp).clone(),
        again,
        light,
    }
}

/// One opening of a camera, until it is let go.
#[derive(Clone)]
struct Visit {
    video: NodeRef,
    canvas: NodeRef,
    sight: UseStateSetter<Sight>,
    lamp: UseStateSetter<Option<(Lamp, bool)>>,
    native: UseStateSetter<Option<NativeCamera>>,
    other: UseStateSetter<Option<Lens>>,
    held: Held,
}

impl Visit {
    /// Opens one of the browser's.
    async fn open(&self, size: (u32, u32)) {
        match self.opened(size).await {
            // It is closed here if the person has gone on while being asked.
            Ok(camera) if self.held.is_over() => drop(camera),
            Ok(camera) => {
                self.lamp.set(camera.lamp().map(|lamp| (lamp, false)));
                self.held.keep(camera);
                self.sight.set(Sight::Live);
            }
            Err(trouble) if !self.held.is_over() => self.sight.set(Sight::Without(trouble)),
            Err(_) => {}
        }
    }

    async fn opened(&self, size: (u32, u32)) -> Result<Camera, Trouble> {
        let mut camera = Camera::open(size).await?;
        let sight = self.sight.clone();
        camera.when_lost(move || sight.set(Sight::Without(Trouble::Lost)));
        if let Some(video) = self.video.cast::<HtmlVideoElement>() {
            camera.show(&video).await;
        }
        Ok(camera)
    }

    /// Opens one of the native app's and shows what it sees.
    async fn look_through(&self, lenses: &[Lens]) {
        let chosen = setting(CHOSEN);
        let chosen = lenses
            .iter()
            .position(|lens| Some(&lens.id) == chosen.as_ref());
        let next = lenses.get((chosen.unwrap_or(0) + 1) % lenses.len().max(1));
        self.other.set(next.filter(|_| lenses.len() > 1).cloned());
        let id = chosen.map_or("", |at| &lenses[at].id);
        let camera = NativeCamera::open(id).await;
        self.held.keep_native(&camera);
        if self.held.is_over() {
            return;
        }
        self.native.set(Some(camera.clone()));
        loop {
            let picture = camera.next().await;
            if self.held.is_over() {
                return;
            }
            match picture {
                Ok(picture) => {
                    if let Some(canvas) = self.canvas.cast::<HtmlCanvasElement>() {
                        show(&picture, &canvas).await;
                    }
                    if !self.held.is_over() {
                        self.sight.set(Sight::Live);
                    }
                }
                Err(trouble) => {
                    self.sight.set(Sight::Without(trouble));
                    return;
                }
            }
        }
    }

    fn end(&self) {
        self.held.end();
        self.lamp.set(None);
        self.native.set(None);
    }
}

/// The camera of one visit.
#[derive(Clone, Default)]
struct Held {
    camera: Rc<RefCell<Option<Camera>>>,
    native: Rc<RefCell<Option<NativeCamera>>>,
    over: Rc<Cell<bool>>,
}

impl Held {
    fn is_over(&self) -> bool {
        self.over.get()
    }

    fn keep(&self, camera: Camera) {
        self.camera.replace(Some(camera));
    }

    /// Keeps it until the end, which may have come already.
    fn keep_native(&self, camera: &NativeCamera) {
        match self.is_over() {
            true => camera.close(),
            false => drop(self.native.replace(Some(camera.clone()))),
        }
    }

    fn end(&self) {
        self.over.set(true);
        self.camera.take();
        if let Some(camera) = self.native.take() {
            camera.close();
        }
    }
}
