//! One entry of the shopping list: a tap anywhere ticks it, a swipe takes it off.

use std::cell::Cell;

use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::host::browser::shift;
use crate::i18n::t;
use crate::view::shopping::EntryView;

/// From how far it is a swipe and no tap, in CSS pixels.
const SLACK: f64 = 12.0;
/// From how far a swipe means it: a quarter of a phone's width.
const FAR: f64 = 96.0;

/// What a person does with an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EntryAct {
    /// Tick it, or take the tick back.
    Toggle,
    /// Look at it.
    Edit,
    /// Take it off the list.
    Remove,
    /// Make one of it and those like it.
    Merge,
}

/// Properties of [`EntryRow`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The entry.
    pub entry: EntryView,
    /// Called with what is done.
    pub on_act: Callback<(EntryView, EntryAct)>,
}

/// An entry.
#[component]
pub fn EntryRow(props: &Props) -> Html {
    let entry = &props.entry;
    let act = |what: EntryAct| {
        let (entry, on_act) = (entry.clone(), props.on_act.clone());
        Callback::from(move |()| on_act.emit((entry.clone(), what)))
    };
    let swipe = use_swipe(act(EntryAct::Remove));
    let toggle = {
        let (act, swiped) = (act(EntryAct::Toggle), swipe.swiped.clone());
        move |_: MouseEvent| {
            // The end of a swipe is no tap.
            if !swiped.replace(false) {
                act.emit(());
            }
        }
    };
    let edit = act(EntryAct::Edit).reform(|_: MouseEvent| ());
    let merge = act(EntryAct::Merge).reform(|_: MouseEvent| ());
    // A style in the markup is nothing that the page's policy allows.
    let row = use_node_ref();
    use_effect_with((row.clone(), swipe.by), |(row, by)| {
        if let Some(row) = row.cast::<web_sys::Element>() {
            shift(&row, *by);
        }
    });
    html! {
        <li class={classes!("entry", entry.is_ticked.then_some("entry--ticked"))} data-testid="list-entry"
            data-name={entry.name.clone()} data-ticked={entry.is_ticked.to_string()}>
            if swipe.by != 0.0 {
                <span class={classes!("entry__gone", (swipe.by.abs() > FAR).then_some("entry__gone--far"))} aria-hidden="true">
                    <Icon glyph={Glyph::Bin} /><Icon glyph={Glyph::Bin} />
                </span>
            }
            <div class="entry__row" ref={row} onpointerdown={swipe.down} onpointermove={swipe.go}
                onpointerup={swipe.up} onpointercancel={swipe.cancel}>
                <button type="button" class="entry__tick" role="checkbox" aria-checked={entry.is_ticked.to_string()}
                    aria-label={label(entry)} onclick={toggle} data-testid="entry-tick">
                    <span class="entry__box" aria-hidden="true">
                        if entry.is_ticked { <Icon glyph={Glyph::Check} class="icon--s" /> }
                    </span>
                    <span class="entry__text">
                        <span class="entry__name">{ &entry.name }</span>
                        <Meta entry={entry.clone()} />
                    </span>
                    if !entry.amount.is_empty() {
                        <span class="entry__amount">{ &entry.amount }</span>
                    }
                </button>
                <button type="button" class="iconbtn" onclick={edit} data-testid="entry-edit"
                    aria-label={t!("list-edit", name = entry.name)}>
                    <Icon glyph={Glyph::Dots} />
                </button>
            </div>
            if !entry.alike.is_empty() {
                <button type="button" class="entry__alike" onclick={merge} data-testid="entry-merge">
                    <Icon glyph={Glyph::Question} class="icon--s" />
                    { t!("list-merge", count = entry.alike.len() + 1) }
                </button>
            }
        </li>
    }
}

fn label(entry: &EntryView) -> AttrValue {
    let parts = [&entry.name, &entry.amount, &entry.note];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts
        .map(|part| &**part)
        .chain(entry.home.as_deref())
        .collect();
    parts.join(", ").into()
}

#[derive(Properties, PartialEq)]
struct MetaProps {
    entry: EntryView,
}

/// What else there is to know.
#[component]
fn Meta(props: &MetaProps) -> Html {
    let entry = &props.entry;
    let other = entry.from_other.then(|| t!("list-from-other"));
    let note = (!entry.note.is_empty()).then(|| entry.note.clone());
    let home = entry.home.clone().filter(|_| !entry.is_ticked);
    let parts: Vec<AttrValue> = [note, home, other].into_iter().flatten().collect();
    html! {
        if !parts.is_empty() {
            <span class="entry__meta">{ parts.join(" · ") }</span>
        }
    }
}

/// How far the finger has moved a row, and what to do when it moves on.
struct Swipe {
    by: f64,
    swiped: std::rc::Rc<Cell<bool>>,
    down: Callback<PointerEvent>,
    go: Callback<PointerEvent>,
    up: Callback<PointerEvent>,
    cancel: Callback<PointerEvent>,
}

/// A row that follows a finger sideways; far enough, and it has been meant. A mouse has the
/// buttons.
#[hook]
fn use_swipe(on_far: Callback<()>) -> Swipe {
    let by = use_state_eq(|| 0.0);
    let start = use_memo((), |()| Cell::new(None::<(f64, f64)>));
    let swiped = use_memo((), |()| Cell::new(false));
    let down = {
        let (start, swiped) = (start.clone(), swiped.clone());
        Callback::from(move |event: PointerEvent| {
            swiped.set(false);
            let is_finger = event.pointer_type() == "touch" && event.is_primary();
            start.set(is_finger.then(|| place(&event)));
        })
    };
    let go = {
        let (start, swiped, by) = (start.clone(), swiped.clone(), by.setter());
        Callback::from(move |event: PointerEvent| {
            let Some((x, y)) = start.get() else {
                return;
            };
            let now = place(&event);
            let (across, along) = (now.0 - x, now.1 - y);
            if swiped.get() || across.abs() > SLACK && across.abs() > 2.0 * along.abs() {
                swiped.set(true);
                by.set(across);
            }
        })
    };
    let up = {
        let (start, swiped, by) = (start.clone(), swiped.clone(), by.setter());
        Callback::from(move |event: PointerEvent| {
            let far = start.take().map_or(0.0, |(x, _)| place(&event).0 - x);
            by.set(0.0);
            if swiped.get() && far.abs() > FAR {
                on_far.emit(());
            }
        })
    };
    let cancel = {
        let (start, by) = (start.clone(), by.setter());
        Callback::from(move |_: PointerEvent| {
            start.set(None);
            by.set(0.0);
        })
    };
    Swipe {
        by: *by,
        swiped,
        down,
        go,
        up,
        cancel,
    }
}

fn place(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}
