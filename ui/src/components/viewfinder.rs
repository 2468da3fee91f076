//! The live picture of a camera with what helps to aim, or why there is none.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::hooks::camera::{Sight, View};
use crate::host::browser::camera::Trouble;
use crate::host::shell;
use crate::i18n::{t, text};

/// What is to be in the picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Guide {
    /// A receipt, upright.
    Receipt,
    /// A barcode, lying.
    Barcode,
}

/// Properties of [`Viewfinder`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The camera.
    pub view: View,
    /// What is aimed at.
    pub guide: Guide,
    /// How to aim.
    pub hint: AttrValue,
    /// The ways on where there is no picture.
    #[prop_or_default]
    pub children: Html,
}

/// The picture.
#[component]
pub fn Viewfinder(props: &Props) -> Html {
    let view = &props.view;
    let live = view.sight == Sight::Live;
    let is_native = view.native.is_some();
    let sight = match view.sight {
        Sight::Opening => "opening",
        Sight::Live => "live",
        Sight::Without(trouble) => name(trouble),
    };
    let frame = match props.guide {
        Guide::Receipt => "finder__frame",
        Guide::Barcode => "finder__frame finder__frame--bars",
    };
    html! {
        <div class="finder" data-testid="finder" data-sight={sight}>
            <video class="finder__video" ref={view.video.clone()} hidden={!live || is_native} autoplay=true
                playsinline=true muted=true aria-label={t!("camera-picture")} />
            <canvas class="finder__video" ref={view.canvas.clone()} hidden={!live || !is_native}
                role="img" aria-label={t!("camera-picture")}></canvas>
            { match view.sight {
                Sight::Live => html! {
                    <>
                        <div class={frame} aria-hidden="true"></div>
                        <p class="finder__hint">{ &props.hint }</p>
                    </>
                },
                Sight::Opening => html! {
                    <p class="finder__wait" role="status">{ opening() }</p>
                },
                Sight::Without(trouble) => html! {
                    <NoPicture {trouble} guide={props.guide} again={view.again.clone()}>{ props.children.clone() }</NoPicture>
                },
            } }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct NoPictureProps {
    trouble: Trouble,
    guide: Guide,
    again: Callback<()>,
    children: Html,
}

/// Why there is no picture, and what to do.
#[component]
fn NoPicture(props: &NoPictureProps) -> Html {
    let name = name(props.trouble);
    let again = props.again.reform(|_: MouseEvent| ());
    // A number under the bars can be typed; a receipt needs a photo.
    let what_to_do = match props.guide {
        Guide::Receipt if props.trouble == Trouble::Denied && shell::is_here() => {
            t!("camera-denied-app-text")
        }
        Guide::Receipt => text(&format!("camera-{name}-text"), &[]),
        Guide::Barcode => t!("camera-bars-text"),
    };
    // Asking once more changes nothing about the browser or the way here.
    let helps = !matches!(props.trouble, Trouble::Insecure | Trouble::Unsupported);
    html! {
        <div class="finder__none" role="alert" data-testid="camera-none">
            <Icon glyph={Glyph::Camera} />
            <p class="finder__title">{ text(&format!("camera-{name}-title"), &[]) }</p>
            <p>{ what_to_do }</p>
            <div class="finder__ways">
                { props.children.clone() }
                if helps {
                    <button type="button" class="btn finder__btn" onclick={again} data-testid="camera-again">
                        { t!("try-again") }
                    </button>
                }
            </div>
        </div>
    }
}

/// Only a browser asks on the way.
fn opening() -> AttrValue {
    match shell::is_here() {
        true => t!("camera-opening-app"),
        false => t!("camera-opening"),
    }
}

/// Names a reason in messages and tests.
fn name(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Insecure => "insecure",
        Trouble::Unsupported => "unsupported",
        Trouble::Denied => "denied",
        Trouble::Missing => "missing",
        Trouble::Busy => "busy",
        Trouble::Lost => "lost",
    }
}

/// Properties of [`LampButton`] and [`OtherButton`].
#[derive(Properties, PartialEq)]
pub struct ViewProps {
    /// The camera.
    pub view: View,
}

/// The lamp's switch, where there is a lamp.
#[component]
pub fn LampButton(props: &ViewProps) -> Html {
    let Some((_, on)) = &props.view.lamp else {
        return Html::default();
    };
    let turned = !*on;
    let onclick = props.view.light.reform(move |_: MouseEvent| turned);
    html! {
        <button type="button" class="lensbtn" {onclick} aria-pressed={on.to_string()}
            aria-label={t!("camera-lamp")} data-testid="camera-lamp">
            <Icon glyph={Glyph::Lamp} />
        </button>
    }
}

/// The way to another camera, where there are several.
#[component]
pub fn OtherButton(props: &ViewProps) -> Html {
    let Some(name) = &props.view.other else {
        return Html::default();
    };
    let onclick = props.view.change.reform(|_: MouseEvent| ());
    let label = t!("camera-other", name = name);
    html! {
        <button type="button" class="lensbtn" {onclick} aria-label={label.clone()} title={label}
            data-testid="camera-other">
            <Icon glyph={Glyph::Sync} />
        </button>
    }
}
