//! A camera for as long as a screen shows it and somebody can see the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlVideoElement;
use yew::prelude::*;

use super::visible::use_visible;
use crate::host::browser::camera::{Camera, Lamp, Trouble};

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
    /// The element that shows its picture: it must always be on the page.
    pub video: NodeRef,
    /// Where it is.
    pub sight: Sight,
    /// Its lamp, and whether that is on.
    pub lamp: Option<(Lamp, bool)>,
    /// Opens it once more.
    pub again: Callback<()>,
    /// Turns the lamp on or off.
    pub light: Callback<bool>,
}

/// Opens the camera with the screen and lets go of it with the screen, while the page is
/// hidden, and where it is not wanted.
#[hook]
pub fn use_camera(wanted: bool, size: (u32, u32)) -> View {
    let video = use_node_ref();
    let sight = use_state_eq(|| Sight::Opening);
    let lamp = use_state_eq(|| None::<(Lamp, bool)>);
    let attempt = use_state_eq(|| 0_u32);
    let wanted = use_visible() && wanted;
    use_effect_with((wanted, *attempt), {
        let (video, sight, lamp) = (video.clone(), sight.setter(), lamp.setter());
        move |(wanted, _)| {
            let held = Held::default();
            if *wanted {
                sight.set(Sight::Opening);
                let (held, lamp) = (held.clone(), lamp.clone());
                spawn_local(async move {
                    match opened(&video, size, &sight).await {
                        // It is closed here if the person has gone on while being asked.
                        Ok(camera) if held.is_over() => drop(camera),
                        Ok(camera) => {
                            lamp.set(camera.lamp().map(|lamp| (lamp, false)));
                            held.keep(camera);
                            sight.set(Sight::Live);
                        }
                        Err(trouble) if !held.is_over() => sight.set(Sight::Without(trouble)),
                        Err(_) => {}
                    }
                });
            }
            move || {
                held.end();
                lamp.set(None);
            }
        }
    });
    let again = use_callback(*attempt, {
        let attempt = attempt.setter();
        move |(), tried| attempt.set(tried + 1)
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
        sight: *sight,
        lamp: (*lamp).clone(),
        again,
        light,
    }
}

async fn opened(
    video: &NodeRef,
    size: (u32, u32),
    sight: &UseStateSetter<Sight>,
) -> Result<Camera, Trouble> {
    let mut camera = Camera::open(size).await?;
    let sight = sight.clone();
    camera.when_lost(move || sight.set(Sight::Without(Trouble::Lost)));
    if let Some(video) = video.cast::<HtmlVideoElement>() {
        camera.show(&video).await;
    }
    Ok(camera)
}

/// The camera of one visit.
#[derive(Clone, Default)]
struct Held {
    camera: Rc<RefCell<Option<Camera>>>,
    over: Rc<Cell<bool>>,
}

impl Held {
    fn is_over(&self) -> bool {
        self.over.get()
    }

    fn keep(&self, camera: Camera) {
        self.camera.replace(Some(camera));
    }

    fn end(&self) {
        self.over.set(true);
        self.camera.take();
    }
}
