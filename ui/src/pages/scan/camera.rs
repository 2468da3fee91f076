//! The camera: a receipt in one shot or in several, straight into reading.
//!
//! A shot is kept from the moment it is taken, as a part of a receipt: leaving the camera in
//! any way loses none. Only where another receipt waits in review do shots stay here until
//! the person is done.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;
use yew_router::prelude::*;

use super::files::FileButton;
use super::picture::{PartHandle, Picture};
use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::components::viewfinder::{Guide, LampButton, OtherButton, Viewfinder};
use crate::hooks::camera::{Sight, View, use_camera};
use crate::hooks::context::use_scanning;
use crate::host::browser::feel::buzz;
use crate::host::browser::keep_focus;
use crate::host::store::Picture as Image;
use crate::i18n::t;
use crate::route::Route;
use crate::state::desk::Place;
use crate::state::photo::Part;
use crate::state::scanning::Scanning;

/// What is asked for: fine print of a receipt that fills the picture.
const SIZE: (u32, u32) = (2_560, 1_440);

/// A shot in the tray: its box three times.
const THUMB: (f64, f64) = (144.0, 192.0);

/// The camera, over the whole screen.
#[component]
pub fn CameraPage() -> Html {
    let scanning = use_scanning();
    let navigator = use_navigator();
    let view = use_camera(true, SIZE);
    // What cannot be put together yet, because another receipt comes first.
    let aside = use_state(Vec::<Rc<Part>>::new);
    use_effect_with((), {
        let scanning = scanning.clone();
        move |()| {
            scanning.warm();
            keep_focus("#main h1".to_owned());
        }
    });
    let on_shot = {
        let (scanning, aside) = (scanning.clone(), aside.clone());
        Callback::from(move |shot: Blob| match scanning.desk.place(None) {
            Place::Later => {
                let more = [Part::new(Image(shot))];
                aside.set(aside.iter().cloned().chain(more).collect());
            }
            Place::With(_) | Place::After(_) | Place::New => scanning.add_parts(vec![shot]),
        })
    };
    let on_remove = {
        let (scanning, aside) = (scanning.clone(), aside.clone());
        Callback::from(move |part: PartHandle| {
            let others = aside.iter().filter(|own| !Rc::ptr_eq(own, &part.0));
            aside.set(others.cloned().collect());
            scanning.remove_part(&part.0);
        })
    };
    let shots = shots(&scanning, &aside);
    let to_scan = move || {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Scan);
        }
    };
    let on_done = {
        let (scanning, aside, to_scan) = (scanning.clone(), aside.clone(), to_scan.clone());
        move |_: MouseEvent| {
            finish(&scanning, &aside);
            to_scan();
        }
    };
    let on_files = {
        let (scanning, any) = (scanning.clone(), !shots.is_empty());
        Callback::from(move |files: Vec<Blob>| {
            match any {
                true => scanning.add_parts(files),
                false => scanning.scan(files),
            }
            to_scan();
        })
    };
    html! {
        <main class="camera" id="main" data-testid="camera">
            <h1 class="visually-hidden" tabindex="-1">{ t!("camera-title") }</h1>
            <div class="camera__bar">
                <RouteLink to={Route::Scan} class="lensbtn" testid="camera-close">
                    <Icon glyph={Glyph::Close} />
                    <span class="visually-hidden">{ t!("close") }</span>
                </RouteLink>
                <span class="camera__space"></span>
                <OtherButton view={view.clone()} />
                <LampButton view={view.clone()} />
            </div>
            <Viewfinder view={view.clone()} guide={Guide::Receipt} hint={hint(shots.len())}>
                <FileButton class="btn--main" glyph={Glyph::Receipt} label={t!("scan-choose")}
                    testid="camera-file-instead" on_files={on_files.clone()} />
            </Viewfinder>
            <Tray shots={shots.iter().cloned().map(PartHandle).collect::<Vec<_>>()} {on_remove} />
            <div class="camera__ways">
                <FileButton class="camera__files" glyph={Glyph::Picture} label={t!("camera-files")}
                    testid="camera-files" {on_files} />
                <Shutter {view} {on_shot} />
                <button type="button" class="btn btn--main camera__done" onclick={on_done}
                    disabled={shots.is_empty()} data-testid="camera-done">
                    { if shots.len() > 1 { t!("camera-done-several", count = shots.len()) } else { t!("camera-done") } }
                </button>
            </div>
        </main>
    }
}

/// What has been taken so far.
fn shots(scanning: &Scanning, aside: &[Rc<Part>]) -> Vec<Rc<Part>> {
    let composed = scanning.desk.phase.composed();
    let composed = composed.into_iter().flat_map(|photo| photo.parts.iter());
    composed.chain(aside).cloned().collect()
}

/// One shot is read at once; of several, the next screen asks how they belong together.
fn finish(scanning: &Scanning, aside: &[Rc<Part>]) {
    if !aside.is_empty() {
        let files = aside.iter().map(|part| part.picture.0.clone());
        return scanning.scan(files.collect());
    }
    let composed = scanning.desk.phase.composed();
    if composed.is_some_and(|photo| photo.parts.len() == 1) {
        scanning.read_as_one();
    }
}

fn hint(shots: usize) -> AttrValue {
    match shots {
        0 => t!("camera-hint"),
        _ => t!("camera-hint-more"),
    }
}

#[derive(Properties, PartialEq)]
struct ShutterProps {
    view: View,
    on_shot: Callback<Blob>,
}

/// Takes a picture. It is of no use while one is being taken.
#[component]
fn Shutter(props: &ShutterProps) -> Html {
    let busy = use_state_eq(|| false);
    let flash = use_state_eq(|| 0_u32);
    let onclick = {
        let (view, on_shot) = (props.view.clone(), props.on_shot.clone());
        let (busy, flash) = (busy.clone(), flash.clone());
        move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            flash.set(*flash + 1);
            buzz(12);
            let (busy, view, on_shot) = (busy.setter(), view.clone(), on_shot.clone());
            spawn_local(async move {
                if let Some(shot) = view.take().await {
                    on_shot.emit(shot);
                }
                busy.set(false);
            });
        }
    };
    let ready = props.view.sight == Sight::Live && !*busy;
    html! {
        <>
            if *flash > 0 {
                <span key={*flash} class="camera__flash" aria-hidden="true"></span>
            }
            <button type="button" class="shutter" {onclick} disabled={!ready}
                aria-label={t!("camera-take")} data-testid="camera-take"></button>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct TrayProps {
    shots: Vec<PartHandle>,
    on_remove: Callback<PartHandle>,
}

/// The shots so far, each with the way to take it back.
#[component]
fn Tray(props: &TrayProps) -> Html {
    let count = props.shots.len();
    let shot = |(at, part): (usize, &PartHandle)| {
        let (number, handle) = (at + 1, part.clone());
        let onclick = props.on_remove.reform(move |_: MouseEvent| handle.clone());
        html! {
            <li class="shot" key={part.0.url.to_string()} data-testid="shot">
                <Picture part={part.clone()} filling={THUMB} label={t!("parts-photo", part = number)}>
                    <Icon glyph={Glyph::Receipt} />
                </Picture>
                <button type="button" class="shot__remove" {onclick}
                    aria-label={t!("parts-remove", part = number)} data-testid="shot-remove">
                    <Icon glyph={Glyph::Close} class="icon--s" />
                </button>
            </li>
        }
    };
    html! {
        <>
            <ul class="camera__tray" aria-label={t!("camera-tray")}>
                { for props.shots.iter().enumerate().map(shot) }
            </ul>
            <p class="visually-hidden" role="status" aria-live="polite" data-testid="camera-said">
                if count > 0 { { t!("camera-count", count = count) } }
            </p>
        </>
    }
}
