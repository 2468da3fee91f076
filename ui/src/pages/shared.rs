//! What another app has handed over: photos go to be read, a text becomes lines to add.

use std::cell::Cell;
use std::rc::Rc;

use pantry::action::{Action, NewEntry};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use super::add::Form;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::components::nav::RouteLink;
use crate::hooks::context::{use_larder, use_scanning};
use crate::host::browser::shared::{self, Sort};
use crate::host::browser::window;
use crate::i18n::t;
use crate::route::Route;
use crate::state::larder::{Larder, Progress, Request};
use crate::view::{quick_add, shared_lines};

/// A line, and whether it is wanted.
type Line = (String, bool);

/// The page.
#[component]
pub fn SharedPage() -> Html {
    let scanning = use_scanning();
    let navigator = use_navigator();
    let lines = use_state_eq(|| None::<Vec<Line>>);
    let photos = use_state_eq(|| false);
    let lost = use_state_eq(was_lost);
    // More may come while this page is shown: the address then has another query.
    let asked = use_location().map(|here| here.query_str().to_owned());
    use_effect_with(asked, {
        let (setter, photos, lost) = (lines.setter(), photos.setter(), lost.setter());
        // Words that were looked at are not offered anew.
        let before = (*lines).clone();
        move |_| {
            spawn_local(async move {
                let found = shared::look().await;
                // Over another screen nothing could be said of what cannot be read.
                let is_lost = found.is_lost || was_lost();
                lost.set(is_lost);
                let told = shared_lines::lines(&found.words);
                let told = told.into_iter().map(|line| (line, true)).collect();
                let told: Vec<Line> = before.unwrap_or(told);
                if told.is_empty() {
                    shared::forget(Sort::Words).await;
                }
                if !found.files.is_empty() {
                    scanning.scan_shared(found.files, found.handed);
                    if let (true, Some(navigator)) = (told.is_empty() && !is_lost, navigator) {
                        return navigator.replace(&Route::Scan);
                    }
                    photos.set(true);
                }
                setter.set(Some(told));
            });
        }
    });
    let on_lines = {
        let lines = lines.setter();
        Callback::from(move |changed| lines.set(Some(changed)))
    };
    let content = match &*lines {
        None => Html::default(),
        // What is lost is said above.
        Some(lines) if lines.is_empty() && (*lost || *photos) => Html::default(),
        Some(lines) if lines.is_empty() => html! {
            <Note tone={Tone::Plain} title={t!("shared-nothing-title")} text={t!("shared-nothing-text")} testid="shared-nothing">
                <RouteLink to={Route::Scan} class="btn">{ t!("nav-scan") }</RouteLink>
                <RouteLink to={Route::Add} class="btn btn--quiet">{ t!("nav-add") }</RouteLink>
            </Note>
        },
        Some(lines) => html! { <Lines lines={lines.clone()} {on_lines} /> },
    };
    html! {
        <main class="main" id="main" data-testid="shared">
            <Head title={t!("shared-title")} sub={lines.is_none().then(|| t!("one-moment"))} />
            <div class="stack stack--l">
                if *lost {
                    <Note tone={Tone::Wrong} title={t!("shared-lost-title")} text={t!("shared-lost-text")} testid="shared-lost" />
                }
                if *photos {
                    <Note tone={Tone::Plain} title={t!("shared-photos-title")} text={t!("shared-photos-text")} testid="shared-photos">
                        <RouteLink to={Route::Scan} class="btn btn--line" testid="shared-photos-open">{ t!("nav-scan") }</RouteLink>
                    </Note>
                }
                { content }
            </div>
        </main>
    }
}

/// Whether the service worker could not keep what was handed over.
fn was_lost() -> bool {
    let here = window().location().hash().unwrap_or_default();
    here.split_once('?').is_some_and(|(_, more)| more == "lost")
}

#[derive(Properties, PartialEq)]
struct LinesProps {
    lines: Vec<Line>,
    on_lines: Callback<Vec<Line>>,
}

#[component]
fn Lines(props: &LinesProps) -> Html {
    let larder = use_larder();
    let navigator = use_navigator();
    let wanted = props.lines.iter().filter(|(_, wanted)| *wanted);
    let wanted: Vec<String> = wanted.map(|(line, _)| line.clone()).collect();
    let count = wanted.len();
    // What cannot be done stays; once nothing is left of what is wanted, it is done.
    let done = {
        let (lines, on_lines, larder) =
            (props.lines.clone(), props.on_lines.clone(), larder.clone());
        move |left: Vec<String>, to: Route| {
            if left.is_empty() {
                spawn_local(shared::forget(Sort::Words));
                if let Some(navigator) = &navigator {
                    navigator.replace(&to);
                }
                return;
            }
            larder.say(t!("shared-left", count = left.len()));
            let stays = |(line, wanted): &&Line| !wanted || left.contains(line);
            on_lines.emit(lines.iter().filter(stays).cloned().collect());
        }
    };
    let add = {
        let (larder, wanted, done) = (larder.clone(), wanted.clone(), done.clone());
        move |_: MouseEvent| {
            let each = wanted.iter().map(|line| (line.clone(), lot(&larder, line)));
            let said = t!("shared-added", count = wanted.len());
            done(
                act(&larder, each.collect(), Action::Together, said),
                Route::Pantry,
            );
        }
    };
    let list = {
        let larder = larder.clone();
        move |_: MouseEvent| {
            let each = wanted
                .iter()
                .map(|line| (line.clone(), Some(listed(vec![entry(line)]))));
            let entries = wanted.iter().map(|line| entry(line)).collect();
            let said = t!("shared-listed", count = wanted.len());
            done(
                act(&larder, each.collect(), |_| listed(entries), said),
                Route::List,
            );
        }
    };
    let drop_all = {
        let on_lines = props.on_lines.clone();
        move |_: MouseEvent| {
            spawn_local(shared::forget(Sort::Words));
            on_lines.emit(Vec::new());
        }
    };
    let row = |(index, (line, wanted)): (usize, &Line)| {
        let (lines, on_lines) = (props.lines.clone(), props.on_lines.clone());
        let wanted = *wanted;
        let onchange = move |_: Event| {
            let mut changed = lines.clone();
            if let Some(line) = changed.get_mut(index) {
                line.1 = !wanted;
            }
            on_lines.emit(changed);
        };
        html! {
            <li key={index}>
                <label class="row check">
                    <input type="checkbox" checked={wanted} {onchange} data-testid="shared-line" />
                    <span class="row__text"><span class="row__name">{ line }</span></span>
                </label>
            </li>
        }
    };
    html! {
        <div class="stack stack--l">
            <p class="note__text">{ t!("shared-text") }</p>
            <ul class="card list">{ for props.lines.iter().enumerate().map(row) }</ul>
            <button type="button" class="btn btn--main btn--wide" disabled={count == 0} onclick={add} data-testid="shared-add">
                <Icon glyph={Glyph::Plus} />{ t!("shared-add", count = count) }
            </button>
            <button type="button" class="btn btn--wide" disabled={count == 0} onclick={list} data-testid="shared-list">
                <Icon glyph={Glyph::List} />{ t!("list-put") }
            </button>
            <button type="button" class="btn btn--quiet btn--wide" onclick={drop_all} data-testid="shared-drop">
                { t!("shared-drop") }
            </button>
        </div>
    }
}

/// Does all of it as one action, or, where something is in the way of that, each by itself;
/// the lines that could not be done.
fn act(
    larder: &Larder,
    each: Vec<(String, Option<Action>)>,
    whole: impl FnOnce(Vec<Action>) -> Action,
    said: AttrValue,
) -> Vec<String> {
    let actions: Option<Vec<Action>> = each.iter().map(|(_, action)| action.clone()).collect();
    if actions.is_some_and(|actions| is_done(larder, whole(actions), said)) {
        return Vec::new();
    }
    let left = each.into_iter().filter_map(|(line, action)| {
        let done = action.is_some_and(|action| is_done(larder, action, AttrValue::default()));
        (!done).then_some(line)
    });
    left.collect()
}

/// Does it; false where it cannot be done.
fn is_done(larder: &Larder, action: Action, said: AttrValue) -> bool {
    let refused = Rc::new(Cell::new(false));
    let heard = refused.clone();
    larder.request(Request {
        action,
        said,
        offer: None,
        receipt: None,
        on_progress: Callback::from(move |progress| {
            if progress == Progress::Failed {
                heard.set(true);
            }
        }),
    });
    !refused.get()
}

fn listed(entries: Vec<NewEntry>) -> Action {
    Action::AddToList(entries)
}

fn entry(line: &str) -> NewEntry {
    let typed = quick_add::read(line);
    NewEntry {
        name: typed.name,
        quantity: typed.quantity,
        ..NewEntry::default()
    }
}

/// What a line says, with defaults for everything else.
fn lot(larder: &Larder, line: &str) -> Option<Action> {
    let form = Form {
        line: line.to_owned(),
        ..Form::default()
    };
    let household = larder.household();
    let lot = form.read(&household, larder.today).lot()?;
    Some(Action::AddLot(lot))
}
