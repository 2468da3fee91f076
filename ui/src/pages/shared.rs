//! What another app has handed over: photos go to be read, a text becomes lines to add.

use pantry::action::{Action, DateChoice, ItemChoice, NewEntry, NewLot};
use pantry::quantity::{Quantity, Unit};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::components::nav::RouteLink;
use crate::hooks::context::{use_larder, use_scanning};
use crate::host::browser::shared;
use crate::i18n::t;
use crate::route::Route;
use crate::view::{quick_add, shared_lines};

/// A line, and whether it is wanted.
type Line = (String, bool);

/// The page.
#[component]
pub fn SharedPage() -> Html {
    let scanning = use_scanning();
    let navigator = use_navigator();
    let lines = use_state_eq(|| None::<Vec<Line>>);
    use_effect_with((), {
        let lines = lines.setter();
        move |()| {
            spawn_local(async move {
                let found = shared::take().await;
                if !found.files.is_empty() {
                    scanning.scan(found.files);
                    if let Some(navigator) = navigator {
                        navigator.replace(&Route::Scan);
                    }
                    return;
                }
                let found = shared_lines::lines(&found.words);
                lines.set(Some(found.into_iter().map(|line| (line, true)).collect()));
            });
        }
    });
    let on_lines = {
        let lines = lines.setter();
        Callback::from(move |changed| lines.set(Some(changed)))
    };
    let content = match &*lines {
        None => Html::default(),
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
            { content }
        </main>
    }
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
    let again = (larder.clone(), navigator.clone(), wanted.clone());
    let add = move |_: MouseEvent| {
        let lots = wanted.iter().map(|line| Action::AddLot(lot(line)));
        larder.act(
            Action::Together(lots.collect()),
            t!("shared-added", count = wanted.len()),
        );
        if let Some(navigator) = &navigator {
            navigator.replace(&Route::Pantry);
        }
    };
    let list = {
        let (larder, navigator, listed) = again;
        move |_: MouseEvent| {
            let entries: Vec<NewEntry> = listed.iter().map(|line| entry(line)).collect();
            let said = t!("shared-listed", count = entries.len());
            larder.act(Action::AddToList(entries), said);
            if let Some(navigator) = &navigator {
                navigator.replace(&Route::List);
            }
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
        </div>
    }
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
fn lot(line: &str) -> NewLot {
    let typed = quick_add::read(line);
    NewLot {
        item: ItemChoice::Named(typed.name),
        category: None,
        quantity: typed.quantity.unwrap_or(Quantity::new(1_000, Unit::Piece)),
        place: None,
        purchased: None,
        date: DateChoice::Estimate,
        price: None,
        note: String::new(),
    }
}
