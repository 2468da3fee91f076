//! Scan: choose a photo, and watch it being read.

use gloo_events::EventListener;
use ui::protocol::{Failure, Stage};
use wasm_bindgen::JsCast;
use web_sys::{Blob, ClipboardEvent, DragEvent, File, FileList, HtmlInputElement};
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use super::home::WaitingDraft;
use crate::components::art::ReceiptArt;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_scanning;
use crate::host::browser::window;
use crate::i18n::{t, text};
use crate::route::Route;
use crate::state::desk::Phase;

/// Scanning.
#[component]
pub fn Scan() -> Html {
    let scanning = use_scanning();
    let navigator = use_navigator();
    use_effect_with((), {
        let scanning = scanning.clone();
        move |()| scanning.warm()
    });
    // A receipt that arrives while this screen is open is looked over at once.
    let seen = use_mut_ref(|| scanning.desk.arrived);
    use_effect_with(scanning.desk.arrived, move |arrived| {
        if seen.replace(*arrived) != *arrived
            && let Some(navigator) = navigator
        {
            navigator.push(&Route::Review);
        }
    });
    let chosen = {
        let scanning = scanning.clone();
        Callback::from(move |blob: Blob| scanning.scan(blob))
    };
    html! {
        <main class="main main--wide" id="main" data-testid="scan">
            <Head title={t!("scan-title")} />
            { match &scanning.desk.phase {
                // The receipt that waits comes first: a second one must not replace it.
                Phase::Idle | Phase::Failed { .. } if scanning.desk.review.is_some() => html! { <WaitingDraft /> },
                Phase::Idle => html! { <Choose {chosen} /> },
                Phase::Reading { photo, loading, stage } => html! {
                    <Reading url={photo.url.clone()} loading={*loading} stage={*stage} />
                },
                Phase::Failed { failure, .. } => html! {
                    <div class="stack stack--l">
                        <FailedNote failure={*failure} />
                        <Choose {chosen} />
                    </div>
                },
            } }
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct ChooseProps {
    chosen: Callback<Blob>,
}

/// The ways to give a photo: camera, file, drop, paste, the sample.
#[component]
fn Choose(props: &ChooseProps) -> Html {
    let scanning = use_scanning();
    let over = use_state_eq(|| false);
    // A file may be pasted, or dropped anywhere on the page.
    use_effect_with(props.chosen.clone(), {
        let over = over.setter();
        move |chosen| {
            let listeners = listen(chosen, move |lies_over| over.set(lies_over));
            move || drop(listeners)
        }
    });
    let onchange = {
        let chosen = props.chosen.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = first(input.files()) {
                chosen.emit(file.into());
            }
            // The same file may be chosen again.
            input.set_value("");
        }
    };
    let sample = move |_: MouseEvent| scanning.scan_sample();
    html! {
        <div>
            <div class="drop" data-over={over.to_string()} data-testid="scan-drop">
                <ReceiptArt />
                <h2 class="drop__title">{ t!("scan-drop-title") }</h2>
                <p class="drop__text">{ t!("scan-drop-text") }</p>
                <div class="drop__actions">
                    <label class="btn btn--main filebtn">
                        <Icon glyph={Glyph::Camera} />
                        { t!("scan-choose") }
                        <input type="file" accept="image/*" {onchange} data-testid="scan-file" />
                    </label>
                    <button type="button" class="btn btn--quiet" onclick={sample} data-testid="scan-sample">
                        { t!("scan-sample") }
                    </button>
                </div>
            </div>
            <p class="reassure"><Icon glyph={Glyph::Lock} class="icon--s" />{ t!("scan-private") }</p>
        </div>
    }
}

/// Hears what is pasted and dropped, and whether a file is held over the page.
fn listen(chosen: &Callback<Blob>, over: impl Fn(bool) + Clone + 'static) -> [EventListener; 4] {
    let pasted = chosen.reform(|file: File| file.into());
    let dropped = pasted.clone();
    let (begun, left, ended) = (over.clone(), over.clone(), over);
    [
        EventListener::new(&window(), "paste", move |event| {
            let data = event
                .dyn_ref::<ClipboardEvent>()
                .and_then(ClipboardEvent::clipboard_data);
            if let Some(file) = first(data.and_then(|data| data.files())) {
                pasted.emit(file);
            }
        }),
        EventListener::new(&window(), "drop", move |event| {
            ended(false);
            let data = event
                .dyn_ref::<DragEvent>()
                .and_then(DragEvent::data_transfer);
            if let Some(file) = first(data.and_then(|data| data.files())) {
                dropped.emit(file);
            }
        }),
        EventListener::new(&window(), "dragover", move |_| begun(true)),
        EventListener::new(&window(), "dragleave", move |event| {
            // Also told on the way from one element to the next: only the last one leaves.
            let to = event
                .dyn_ref::<DragEvent>()
                .map(|event| event.related_target());
            if to.flatten().is_none() {
                left(false);
            }
        }),
    ]
}

fn first(files: Option<FileList>) -> Option<File> {
    files.and_then(|files| files.get(0))
}

#[derive(Properties, PartialEq)]
struct ReadingProps {
    url: AttrValue,
    loading: Option<f64>,
    stage: Option<(Stage, f64)>,
}

/// The photo, and how far its reading is.
#[component]
fn Reading(props: &ReadingProps) -> Html {
    let scanning = use_scanning();
    let now = props.stage.map_or(-1, |(stage, _)| stage as i32);
    let said = match (props.loading, props.stage) {
        (Some(_), _) => t!("scan-loading"),
        (None, Some((stage, _))) => {
            t!(
                "scan-progress",
                stage = stage_name(stage),
                step = stage as u8 + 1
            )
        }
        (None, None) => t!("scan-reading"),
    };
    let done = match (props.loading, props.stage) {
        (Some(loading), _) => loading,
        (None, Some((stage, done))) => overall(stage, done),
        (None, None) => 0.0,
    };
    let cancel = move |_: MouseEvent| scanning.cancel();
    // The page decodes the picture only when the reader has found it small enough.
    let shown = props
        .stage
        .is_some_and(|(stage, _)| stage >= Stage::Prepare);
    let row = |stage: Stage| {
        let (class, check) = match (stage as i32).cmp(&now) {
            std::cmp::Ordering::Less => ("stage stage--done", true),
            std::cmp::Ordering::Equal => ("stage stage--now", false),
            std::cmp::Ordering::Greater => ("stage", false),
        };
        html! {
            <li {class} key={stage as usize}>
                <span class="stage__mark" aria-hidden="true">
                    if check { <Icon glyph={Glyph::Check} /> }
                </span>
                { stage_name(stage) }
            </li>
        }
    };
    html! {
        <div class="reading" data-testid="scan-progress">
            <div class="reading__photo">
                if shown {
                    <img src={props.url.clone()} alt={t!("scan-photo-alt")} />
                } else {
                    <ReceiptArt />
                }
                <span class="reading__beam" aria-hidden="true"></span>
            </div>
            <div class="stack">
                <h2 class="section__title">{ if props.loading.is_some() { t!("scan-loading") } else { t!("scan-reading") } }</h2>
                if props.loading.is_some() {
                    <p class="note__text">{ t!("scan-loading-text") }</p>
                }
                <progress class="bar" max="1" value={format!("{done:.3}")} aria-label={t!("scan-reading")} />
                <p class="visually-hidden" role="status" aria-live="polite">{ said }</p>
                <ol class="stages">{ for Stage::ALL.into_iter().map(row) }</ol>
                <button type="button" class="btn btn--line" onclick={cancel} data-testid="scan-cancel">
                    { t!("scan-cancel") }
                </button>
            </div>
        </div>
    }
}

fn stage_name(stage: Stage) -> AttrValue {
    text(&format!("stage-{}", stage.name()), &[])
}

/// The share of the whole: finding and reading the text take nearly all the time.
fn overall(stage: Stage, done: f64) -> f64 {
    let (before, share) = match stage {
        Stage::Decode => (0.0, 0.06),
        Stage::Prepare => (0.06, 0.06),
        Stage::Detect => (0.12, 0.40),
        Stage::Recognise => (0.52, 0.42),
        Stage::Parse => (0.94, 0.02),
        Stage::Classify => (0.96, 0.04),
    };
    before + share * done.clamp(0.0, 1.0)
}

#[derive(Properties, PartialEq)]
struct FailedProps {
    failure: Failure,
}

/// Why a photo could not be read, and what to do.
#[component]
fn FailedNote(props: &FailedProps) -> Html {
    let scanning = use_scanning();
    let code = props.failure.code();
    let again = matches!(props.failure, Failure::Crashed | Failure::Unavailable);
    let retry = move |_: MouseEvent| scanning.retry();
    html! {
        <div data-testid="scan-failed" data-code={code}>
            <Note tone={Tone::Wrong} title={t!("scan-failed-title")} text={text(&format!("scan-failed-{code}"), &[])}>
                if again {
                    <button type="button" class="btn btn--main" onclick={retry} data-testid="scan-retry">
                        { t!("scan-retry") }
                    </button>
                }
                <RouteLink to={Route::Add} class="btn btn--quiet">{ t!("scan-by-hand") }</RouteLink>
            </Note>
        </div>
    }
}
