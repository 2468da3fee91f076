//! The parts of a receipt before they are read: look at them, put them in order, add more.
//!
//! The reader joins parts by what they have in common, in any order; the order here is for
//! the person, and for parts that have nothing in common.

use std::rc::Rc;

use ui::protocol::Failure;
use web_sys::{Blob, HtmlImageElement};
use yew::prelude::*;
use yew_router::prelude::*;

use super::files::{FileButton, use_given_files};
use super::reading::FailedNote;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::use_scanning;
use crate::host::browser::focus_soon;
use crate::i18n::t;
use crate::route::Route;
use crate::state::photo::{Part, Photo};

/// A larger picture is not decoded for a thumbnail: the reader refuses it anyway.
const MOST_PIXELS: f64 = 50_000_000.0;

/// Where the focus goes when parts have come or gone.
const TITLE: &str = "parts-title";

/// Properties of [`Parts`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The parts so far.
    pub photo: Rc<Photo>,
    /// Called with more of them.
    pub on_files: Callback<Vec<Blob>>,
    /// The part that could not be read, and why.
    #[prop_or_default]
    pub wrong: Option<(usize, Failure)>,
}

/// The parts in their order, and what can be done with them.
#[component]
pub fn Parts(props: &Props) -> Html {
    let photo = &props.photo;
    let count = photo.parts.len();
    let said = use_state_eq(|| AttrValue::Static(""));
    let over = use_given_files(props.on_files.clone());
    use_effect_with(count, |_| focus_soon(TITLE.to_owned()));
    let on_said = {
        let said = said.setter();
        Callback::from(move |text| said.set(text))
    };
    let title = match (photo.extends, count) {
        (Some(_), _) => t!("parts-extend-title"),
        (None, 1) => t!("parts-one-title"),
        (None, _) => t!("parts-title"),
    };
    let hint = match (photo.extends, count) {
        (None, 2..) => t!("parts-ask"),
        _ => t!("parts-text"),
    };
    html! {
        <section class="card parts" data-over={over.to_string()} data-testid="parts" aria-labelledby={TITLE}>
            <h2 class="section__title parts__title" id={TITLE} tabindex="-1">{ title }</h2>
            <p class="note__text">{ hint }</p>
            if let Some((part, failure)) = props.wrong {
                <FailedNote {failure} part={part + 1} />
            }
            <p class="visually-hidden" role="status" aria-live="polite">
                { t!("parts-count", count = count) }{ " " }{ &*said }
            </p>
            <ol class="parts__list list">
                { for photo.parts.iter().enumerate().map(|(at, part)| html! {
                    <PartRow key={part.url.to_string()} part={PartHandle(part.clone())} {at} {count}
                        wrong={props.wrong.is_some_and(|(wrong, failure)| wrong == at && !failure.is_of_the_reader())}
                        on_said={on_said.clone()} />
                }) }
            </ol>
            <Ways photo={photo.clone()} on_files={props.on_files.clone()} />
        </section>
    }
}

/// A part as a property: equal while it is the same one.
#[derive(Clone)]
struct PartHandle(Rc<Part>);

impl PartialEq for PartHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    part: PartHandle,
    at: usize,
    count: usize,
    wrong: bool,
    on_said: Callback<AttrValue>,
}

/// One part, with buttons to move it and to take it away.
#[component]
fn PartRow(props: &RowProps) -> Html {
    let scanning = use_scanning();
    let (at, count) = (props.at, props.count);
    let number = at + 1;
    let moves = |to: usize| {
        let (scanning, said) = (scanning.clone(), props.on_said.clone());
        move |_: MouseEvent| {
            scanning.move_part(at, to);
            said.emit(t!("parts-moved", from = number, to = to + 1, count = count));
            // The button that was pressed, or the other one at the end of the way.
            let other = if to == 0 || (to > at && to + 1 < count) {
                "down"
            } else {
                "up"
            };
            focus_soon(format!("part-{to}-{other}"));
        }
    };
    let remove = {
        let scanning = scanning.clone();
        move |_: MouseEvent| scanning.remove_part(at)
    };
    let button = |way: &'static str,
                  class: &'static str,
                  label: AttrValue,
                  onclick: Callback<MouseEvent>,
                  off: bool| {
        html! {
            <button type="button" class="iconbtn" id={format!("part-{at}-{way}")} {onclick} disabled={off}
                aria-label={label} data-testid={format!("part-{way}")}>
                <Icon glyph={Glyph::Chevron} {class} />
            </button>
        }
    };
    let up = button(
        "up",
        "icon--up",
        t!("parts-up", part = number),
        moves(at.saturating_sub(1)).into(),
        at == 0,
    );
    let down = button(
        "down",
        "icon--down",
        t!("parts-down", part = number),
        moves(number).into(),
        number == count,
    );
    html! {
        <li class="part" data-testid="part" data-wrong={props.wrong.to_string()}>
            <Thumb part={props.part.clone()} label={t!("parts-photo", part = number)} />
            <span class="part__text">
                { t!("parts-part", part = number) }
                if props.wrong {
                    <span class="line__why">{ t!("parts-wrong") }</span>
                }
            </span>
            if count > 1 {
                { up }
                { down }
            }
            <button type="button" class="iconbtn" onclick={remove} aria-label={t!("parts-remove", part = number)}
                data-testid="part-remove">
                <Icon glyph={Glyph::Close} />
            </button>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct ThumbProps {
    part: PartHandle,
    label: AttrValue,
}

/// The photo in small; a document is only hinted at.
#[component]
fn Thumb(props: &ThumbProps) -> Html {
    let part = &props.part.0;
    let fits = use_state_eq(|| false);
    let onload = {
        let fits = fits.setter();
        // Its size is known before it is decoded, which happens when it is shown.
        move |event: Event| {
            let image: HtmlImageElement = event.target_unchecked_into();
            let pixels = f64::from(image.natural_width()) * f64::from(image.natural_height());
            fits.set(pixels <= MOST_PIXELS);
        }
    };
    html! {
        <span class="part__thumb">
            if !part.is_document() {
                <img src={part.url.clone()} alt={props.label.clone()} hidden={!*fits} {onload} />
            }
            if !*fits {
                <Icon glyph={Glyph::Receipt} />
            }
        </span>
    }
}

#[derive(Properties, PartialEq)]
struct WaysProps {
    photo: Rc<Photo>,
    on_files: Callback<Vec<Blob>>,
}

/// What comes next: add, read, or leave it.
#[component]
fn Ways(props: &WaysProps) -> Html {
    let (scanning, navigator) = (use_scanning(), use_navigator());
    let count = props.photo.parts.len();
    let extends = props.photo.extends.is_some();
    let as_one = {
        let scanning = scanning.clone();
        move |_: MouseEvent| scanning.read_as_one()
    };
    let each = {
        let scanning = scanning.clone();
        move |_: MouseEvent| scanning.read_each()
    };
    let leave = move |_: MouseEvent| {
        scanning.discard_parts();
        if let Some(navigator) = navigator.as_ref().filter(|_| extends) {
            navigator.push(&Route::Review);
        }
    };
    let (read, left) = match (extends, count) {
        (true, _) => (t!("parts-read-one"), t!("parts-leave-review")),
        (false, 1) => (t!("parts-read"), t!("parts-leave")),
        (false, _) => (t!("parts-read-one"), t!("parts-leave")),
    };
    html! {
        <div class="parts__ways">
            <FileButton class="btn--line" glyph={Glyph::Camera} label={t!("parts-add")}
                testid="parts-add" on_files={props.on_files.clone()} />
            <button type="button" class="btn btn--main" onclick={as_one} data-testid="parts-read-one">{ read }</button>
            if count > 1 && !extends {
                <button type="button" class="btn" onclick={each} data-testid="parts-read-each">
                    { t!("parts-read-each", count = count) }
                </button>
            }
            <button type="button" class="btn btn--quiet" onclick={leave} data-testid="parts-leave">{ left }</button>
        </div>
    }
}
