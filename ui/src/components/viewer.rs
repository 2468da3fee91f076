//! Photos, looked at closely: one fills the screen, and the others are a press away.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::sheet::Sheet;
use crate::hooks::shortcuts::is_modified;
use crate::hooks::zoom::{Zoom, use_zoom};
use crate::host::browser::root;
use crate::i18n::t;

/// What there is to see of a photo.
#[derive(Clone, PartialEq, Debug)]
pub enum Sight {
    /// It is on its way.
    Waits,
    /// The photo, by its address.
    Here(AttrValue),
    /// There is none; why not.
    Missing(AttrValue),
}

/// Properties of [`Viewer`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the photos are of.
    pub label: AttrValue,
    /// The photos.
    pub photos: Vec<Sight>,
    /// The one that is looked at, from 0.
    pub at: usize,
    /// Called with the one that is wished for.
    pub on_at: Callback<usize>,
    /// Called when the person closes it.
    pub on_close: Callback<()>,
}

/// The photo; it is open for as long as it is rendered.
#[component]
pub fn Viewer(props: &Props) -> Html {
    let zoom = use_zoom(props.at);
    let several = props.photos.len() > 1;
    let head = html! {
        <div class="sheet__title">
            <h2>{ &props.label }</h2>
            if several {
                <p class="viewer__part" aria-live="polite" data-testid="viewer-part">
                    { t!("viewer-part", part = props.at + 1, parts = props.photos.len()) }
                </p>
            }
        </div>
    };
    let before = props.at.checked_sub(1);
    let next = Some(props.at + 1).filter(|next| *next < props.photos.len());
    let onkeydown = {
        let (zoom, on_at) = (zoom.clone(), props.on_at.clone());
        move |event: KeyboardEvent| {
            if is_modified(&event) {
                return;
            }
            let to = match way(&event.key()) {
                Some(Way::Closer) => return zoom.closer(),
                Some(Way::Farther) => return zoom.farther(),
                Some(Way::Whole) => return zoom.whole(),
                // A photo that is larger than its frame is moved.
                Some(Way::Before) if zoom.is_whole => before,
                Some(Way::Next) if zoom.is_whole => next,
                _ => None,
            };
            if let Some(to) = to {
                on_at.emit(to);
            }
        }
    };
    let other = |to: Option<usize>, label: AttrValue, class: &'static str, testid: &'static str| {
        let on_at = props.on_at.clone();
        let onclick = move |_: MouseEvent| {
            if let Some(to) = to {
                on_at.emit(to);
            }
        };
        // One that is disabled would lose the focus, and the keys with it.
        let is_last = to.is_none().to_string();
        html! {
            <button type="button" class={classes!("lensbtn", class)} {onclick} aria-disabled={is_last} aria-label={label}
                data-testid={testid}>
                <Icon glyph={Glyph::Chevron} class="icon--on" />
            </button>
        }
    };
    html! {
        <Sheet {head} label={props.label.clone()} on_close={props.on_close.clone()} class="viewer" testid="viewer">
            <div class="viewer__stage" {onkeydown}>
                { frame(&zoom, props) }
                <div class="viewer__ways">
                    if several {
                        { other(before, t!("viewer-before"), "viewer__before", "viewer-before") }
                    }
                    <Lenses is_whole={zoom.is_whole} on_closer={press(&zoom, Zoom::closer)}
                        on_farther={press(&zoom, Zoom::farther)} on_turn={press(&zoom, |zoom| zoom.turn(None))} />
                    if several {
                        { other(next, t!("viewer-next"), "viewer__next", "viewer-next") }
                    }
                </div>
            </div>
        </Sheet>
    }
}

fn press(zoom: &Zoom, then: fn(&Zoom)) -> Callback<MouseEvent> {
    let zoom = zoom.clone();
    Callback::from(move |_| then(&zoom))
}

/// What the photo is seen in; the keys of a scrolling page move it.
fn frame(zoom: &Zoom, props: &Props) -> Html {
    let sight = props.photos.get(props.at);
    let shown = match sight {
        Some(Sight::Here(url)) => html! {
            <img key={url.to_string()} ref={zoom.image.clone()} class="viewer__photo" src={url.clone()} alt={props.label.clone()}
                draggable="false" data-testid="viewer-photo" />
        },
        Some(Sight::Missing(why)) => html! { <p class="viewer__none">{ why }</p> },
        Some(Sight::Waits) | None => Html::default(),
    };
    let ondblclick = {
        let zoom = zoom.clone();
        move |event: MouseEvent| {
            zoom.turn(Some((event.client_x().into(), event.client_y().into())));
        }
    };
    html! {
        <div class="viewer__frame" ref={zoom.frame.clone()} tabindex="0" role="group" aria-label={props.label.clone()}
            autofocus=true aria-busy={(sight == Some(&Sight::Waits)).to_string()} data-whole={zoom.is_whole.to_string()}
            {ondblclick} onpointerdown={zoom.onpointerdown()} onpointermove={zoom.onpointermove()}
            onpointerup={zoom.onpointerup()} onpointercancel={zoom.onpointerup()} data-testid="viewer-frame">
            { shown }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct LensesProps {
    is_whole: bool,
    on_closer: Callback<MouseEvent>,
    on_farther: Callback<MouseEvent>,
    on_turn: Callback<MouseEvent>,
}

/// The buttons for the size.
#[component]
fn Lenses(props: &LensesProps) -> Html {
    html! {
        <>
            <button type="button" class="lensbtn" onclick={props.on_farther.clone()} aria-label={t!("viewer-farther")}
                data-testid="viewer-farther"><Icon glyph={Glyph::Minus} /></button>
            <button type="button" class="lensbtn" onclick={props.on_turn.clone()} aria-label={t!("viewer-whole")}
                aria-pressed={props.is_whole.to_string()} data-testid="viewer-whole"><Icon glyph={Glyph::Whole} /></button>
            <button type="button" class="lensbtn" onclick={props.on_closer.clone()} aria-label={t!("viewer-closer")}
                data-testid="viewer-closer"><Icon glyph={Glyph::Plus} /></button>
        </>
    }
}

/// What a key does.
#[derive(Clone, Copy)]
enum Way {
    Closer,
    Farther,
    Whole,
    Before,
    Next,
}

fn way(key: &str) -> Option<Way> {
    let mirrored = root().is_some_and(|root| root.dir() == "rtl");
    match (key, mirrored) {
        ("+" | "=", _) => Some(Way::Closer),
        ("-", _) => Some(Way::Farther),
        ("0", _) => Some(Way::Whole),
        ("ArrowLeft", false) | ("ArrowRight", true) => Some(Way::Before),
        ("ArrowRight", false) | ("ArrowLeft", true) => Some(Way::Next),
        _ => None,
    }
}
