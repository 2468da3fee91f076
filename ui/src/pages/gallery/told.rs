//! What is told: notes, messages, sheets, empty screens, and that something goes on.

use yew::prelude::*;

use super::{Shown, nothing, state};
use crate::components::art::{BasketArt, Brand, ReceiptArt};
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{FullPage, Note, Tone};
use crate::components::sheet::Sheet;
use crate::components::snackbar::Snackbar;

/// Notes of each tone.
#[component]
pub fn Notes() -> Html {
    let note = |(tone, title): (Tone, &'static str)| {
        html! {
            <>
                <Note {tone} {title} />
                <Note {tone} {title} text="Why it is so, and what to do about it, in a sentence or two.">
                    <button type="button" class="btn btn--line">{ "Do it" }</button>
                    <button type="button" class="btn btn--quiet">{ "Not now" }</button>
                </Note>
            </>
        }
    };
    let tones = [
        (Tone::Plain, "For information"),
        (Tone::Ask, "A question"),
        (Tone::Wrong, "Something went wrong"),
    ];
    html! { <Shown component="message" title="Notes">{ for tones.map(note) }</Shown> }
}

/// Messages with their buttons.
#[component]
pub fn Snackbars() -> Html {
    html! {
        <Shown component="snackbar" title="Messages">
            { state("Plain", html! {
                <Snackbar text="It is stored" stays=true on_action={nothing()} on_done={nothing()} />
            }) }
            { state("With a way back", html! {
                <Snackbar text="Used spinach" action="Undo" stays=true on_action={nothing()} on_done={nothing()} />
            }) }
            { state("With what may come next", html! {
                <Snackbar text="Used wholemeal sourdough bread" action="Undo" offer="To the list" stays=true
                    on_action={nothing()} on_done={nothing()} />
            }) }
            { state("That can be put off", html! {
                <Snackbar text="There is a new version" action="Restart" stays=true on_later={Some(nothing())}
                    on_action={nothing()} on_done={nothing()} />
            }) }
        </Shown>
    }
}

/// Properties of [`Sheets`].
#[derive(Properties, PartialEq)]
pub struct SheetsProps {
    /// Called for the message that takes the place of the page.
    pub on_whole: Callback<()>,
}

/// What lies over the page or takes its place, behind a button each.
#[component]
pub fn Sheets(props: &SheetsProps) -> Html {
    let is_open = use_state_eq(|| false);
    let turn = |on: bool| {
        let is_open = is_open.setter();
        Callback::from(move |()| is_open.set(on))
    };
    let head = html! { <div class="sheet__title"><h2>{ "A sheet" }</h2></div> };
    html! {
        <Shown component="sheet" title="Sheet and full page">
            <div class="gallery__row">
                <button type="button" class="btn btn--line" onclick={turn(true).reform(|_: MouseEvent| ())}
                    data-testid="gallery-sheet-open">{ "Open a sheet" }</button>
                <button type="button" class="btn btn--line" onclick={props.on_whole.reform(|_: MouseEvent| ())}
                    data-testid="gallery-whole">{ "Show a full page" }</button>
            </div>
            if *is_open {
                <Sheet {head} label="A sheet" on_close={turn(false)} testid="gallery-sheet">
                    <div class="stack">
                        <div class="card card--pad">{ "What a sheet holds." }</div>
                        <Note tone={Tone::Ask} title="A question in it" />
                    </div>
                </Sheet>
            }
        </Shown>
    }
}

/// Properties of [`Whole`].
#[derive(Properties, PartialEq)]
pub struct WholeProps {
    /// Called for the gallery.
    pub on_back: Callback<()>,
}

/// A message instead of the page.
#[component]
pub fn Whole(props: &WholeProps) -> Html {
    let onclick = props.on_back.reform(|_: MouseEvent| ());
    html! {
        <FullPage title="A full page" text="It is all that there is to see, with one way on." testid="gallery-full">
            <button type="button" class="btn btn--main" {onclick} data-testid="gallery-back">{ "Back" }</button>
        </FullPage>
    }
}

/// Screens without anything to show.
#[component]
pub fn Empty() -> Html {
    html! {
        <Shown component="art" title="Empty screens">
            <div class="teach">
                <ReceiptArt />
                <p class="teach__title">{ "Nothing is here yet" }</p>
                <p class="teach__text">{ "What will be here, and how it gets here." }</p>
                <div class="teach__actions"><button type="button" class="btn btn--main">{ "Begin" }</button></div>
            </div>
            <div class="teach">
                <BasketArt />
                <p class="teach__title">{ "Nothing to buy" }</p>
            </div>
            { state("The mark", html! { <Brand /> }) }
        </Shown>
    }
}

/// That something goes on.
#[component]
pub fn Waiting() -> Html {
    let stage = |(class, name, done): (&'static str, &'static str, bool)| {
        html! {
            <li class={class}>
                <span class="stage__mark">
                    if done { <Icon glyph={Glyph::Check} /> }
                </span>
                { name }
            </li>
        }
    };
    let stages = [
        ("stage stage--done", "Done", true),
        ("stage stage--now", "Going on", false),
        ("stage", "To come", false),
    ];
    html! {
        <Shown title="Going on">
            <progress class="bar" value="0.4" max="1" aria-label="Two fifths"></progress>
            <ul class="stages">{ for stages.map(stage) }</ul>
        </Shown>
    }
}
