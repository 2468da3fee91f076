//! Files in: choosing one, reading it, looking at it, bringing it in.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, HtmlInputElement};
use yew::prelude::*;
use yew_router::prelude::*;

use super::Working;
use super::preview::{Preview, Wanted};
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::pages::scan::files::use_given_files;
use crate::route::Route;
use crate::state::transfer::{Found, Outcome, Step, Wrong, bring, read};
use crate::view::transfer;

/// What is chosen in the browser's own list of files.
const ACCEPT: &str =
    ".json,.csv,.tsv,.txt,application/json,text/csv,text/tab-separated-values,text/plain";

/// Where it stands.
#[derive(Clone, PartialEq)]
enum Stage {
    Choosing(Option<Wrong>),
    Reading,
    Looking(Rc<Found>),
    Bringing(Step),
}

/// Properties of [`Import`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Told whether there is a file in hand.
    pub on_look: Callback<bool>,
}

/// The part of the page that takes files in.
#[component]
pub fn Import(props: &Props) -> Html {
    let larder = use_larder();
    let navigator = use_navigator();
    let stage = use_state_eq(|| Stage::Choosing(None));
    let stop: Rc<Cell<bool>> = use_memo((), |()| Cell::new(false));
    let is_looking = !matches!(*stage, Stage::Choosing(_));
    use_effect_with((is_looking, props.on_look.clone()), |(looking, told)| {
        told.emit(*looking)
    });
    let choose = {
        let stage = stage.setter();
        use_callback(is_looking, move |files: Vec<Blob>, is_looking| {
            if *is_looking {
                return;
            }
            let stage = stage.clone();
            stage.set(Stage::Reading);
            spawn_local(async move {
                stage.set(match read(files).await {
                    Ok(found) => Stage::Looking(Rc::new(found)),
                    Err(wrong) => Stage::Choosing(Some(wrong)),
                });
            });
        })
    };
    let over = use_given_files(choose.clone());
    match &*stage {
        Stage::Choosing(wrong) => {
            html! { <Choose {over} wrong={wrong.clone()} on_files={choose} /> }
        }
        Stage::Reading => html! {
            <p class="card card--pad note__title" role="status">{ t!("transfer-reading") }</p>
        },
        Stage::Looking(found) => {
            let on_leave = {
                let stage = stage.setter();
                Callback::from(move |()| stage.set(Stage::Choosing(None)))
            };
            let (photos, stage) = (found.photos.clone(), stage.setter());
            let on_go = Callback::from(move |wanted: Wanted| {
                stop.set(false);
                stage.set(Stage::Bringing(Step { done: 0, of: 1 }));
                let on_step = {
                    let stage = stage.clone();
                    Callback::from(move |step| stage.set(Stage::Bringing(step)))
                };
                let (larder, stop, stage) = (larder.clone(), stop.clone(), stage.clone());
                let (photos, navigator) = (photos.clone(), navigator.clone());
                spawn_local(async move {
                    let outcome = bring(larder, wanted.0, photos, stop, on_step).await;
                    stage.set(Stage::Choosing(None));
                    if let (Outcome::Done, Some(navigator)) = (outcome, navigator)
                        && Route::Transfer.is_here()
                    {
                        navigator.push(&Route::Pantry);
                    }
                });
            });
            html! { <Preview found={found.clone()} {on_go} {on_leave} /> }
        }
        Stage::Bringing(step) => {
            let on_stop = Callback::from(move |()| stop.set(true));
            html! { <Working label={t!("transfer-bringing")} step={*step} {on_stop} /> }
        }
    }
}

#[derive(Properties, PartialEq)]
struct ChooseProps {
    over: bool,
    wrong: Option<Wrong>,
    on_files: Callback<Vec<Blob>>,
}

/// A place to drop a file on, a button, and where files come from.
#[component]
fn Choose(props: &ChooseProps) -> Html {
    let onchange = {
        let chosen = props.on_files.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = input.files();
            let count = files.as_ref().map_or(0, |files| files.length());
            let files = (0..count).filter_map(|index| Some(files.as_ref()?.get(index)?.into()));
            let files: Vec<Blob> = files.collect();
            // The same file may be chosen again.
            input.set_value("");
            if !files.is_empty() {
                chosen.emit(files);
            }
        }
    };
    let way = |name: AttrValue, text: AttrValue| {
        html! { <div><dt class="note__title">{ name }</dt><dd class="note__text">{ text }</dd></div> }
    };
    html! {
        <section class="stack">
            <h2 class="section__title section__head">{ t!("transfer-in") }</h2>
            if let Some(wrong) = &props.wrong {
                { note(wrong) }
            }
            <div class="drop" data-over={props.over.to_string()}>
                <p class="drop__text">{ t!("transfer-in-text") }</p>
                <div class="drop__actions">
                    <label class="btn btn--main filebtn">
                        <Icon glyph={Glyph::Plus} />{ t!("transfer-choose") }
                        <input type="file" accept={ACCEPT} multiple=true {onchange} data-testid="transfer-file" />
                    </label>
                </div>
            </div>
            <details class="card transfer__where">
                <summary>{ t!("transfer-where") }</summary>
                <dl class="stack">
                    { way(t!("transfer-where-table"), t!("transfer-where-table-text")) }
                    { way(t!("transfer-where-grocy"), t!("transfer-where-grocy-text")) }
                    { way(t!("transfer-where-kitchenowl"), t!("transfer-where-kitchenowl-text")) }
                </dl>
            </details>
        </section>
    }
}

fn note(wrong: &Wrong) -> Html {
    let (title, text) = transfer::wrong(wrong);
    html! { <Note tone={Tone::Wrong} {title} {text} testid="transfer-wrong" /> }
}
