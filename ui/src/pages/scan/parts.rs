//! The parts of a receipt before they are read: look at them, put them in order, add more.
//!
//! The reader joins parts by what they have in common, in any order; the order here is for
//! the person, and for parts that have nothing in common.

mod change;
mod row;

use std::rc::Rc;

use ui::protocol::Failure;
use web_sys::Blob;
use yew::prelude::*;
use yew_router::prelude::*;

use super::files::{FileButton, use_given_files};
use super::picture::PartHandle;
use super::reading::FailedNote;
use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_scanning;
use crate::i18n::t;
use crate::route::Route;
use crate::state::photo::Photo;
use change::{TITLE, use_change};
use row::PartRow;

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
    let over = use_given_files(props.on_files.clone());
    let (said, on_said) = use_change(photo);
    let wrong = props.wrong.filter(|(_, failure)| failure.is_of_the_file());
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
            <p class="visually-hidden" role="status" aria-live="polite" data-testid="parts-said">{ said }</p>
            <ol class="parts__list list">
                { for photo.parts.iter().enumerate().map(|(at, part)| html! {
                    <PartRow key={part.url.to_string()} part={PartHandle(part.clone())} {at} {count}
                        wrong={wrong.is_some_and(|(wrong, _)| wrong == at)} on_said={on_said.clone()} />
                }) }
            </ol>
            <Ways photo={photo.clone()} on_files={props.on_files.clone()} />
        </section>
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
    // What was added to a review is left; photos that are nowhere else are thrown away.
    let leaves = if extends {
        "btn btn--quiet"
    } else {
        "btn btn--danger"
    };
    let (read, left) = match (extends, count) {
        (true, _) => (t!("parts-read-one"), t!("parts-leave-review")),
        (false, 1) => (t!("parts-read"), t!("parts-leave")),
        (false, _) => (t!("parts-read-one"), t!("parts-leave")),
    };
    html! {
        <div class="parts__ways">
            if !extends {
                <RouteLink to={Route::Camera} class="btn btn--line" testid="parts-camera">
                    <Icon glyph={Glyph::Camera} />{ t!("parts-camera") }
                </RouteLink>
            }
            <FileButton class="btn--line" glyph={Glyph::Picture} label={t!("parts-add")}
                testid="parts-add" on_files={props.on_files.clone()} />
            <div class="parts__read">
                <button type="button" class="btn btn--main" onclick={as_one} data-testid="parts-read-one">{ read }</button>
                if count > 1 && !extends {
                    <button type="button" class="btn btn--line" onclick={each} data-testid="parts-read-each">
                        { t!("parts-read-each", count = count) }
                    </button>
                }
            </div>
            <button type="button" class={leaves} onclick={leave} data-testid="parts-leave">{ left }</button>
        </div>
    }
}
