//! What happened, with the way back for each.

use pantry::action::Action;
use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::use_larder;
use crate::host::browser::{clock_at, day_at};
use crate::i18n::t;
use crate::view::dates;
use crate::view::journal::{EntryView, device};

/// Properties of [`JournalRow`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The entry.
    pub entry: EntryView,
}

/// One action.
#[component]
pub fn JournalRow(props: &Props) -> Html {
    let larder = use_larder();
    let entry = &props.entry;
    let day = dates::when(day_at(entry.at_ms), larder.today);
    let when = format!("{day}, {}", clock_at(entry.at_ms));
    let (label, testid) = if entry.undone {
        (t!("redo"), "journal-redo")
    } else {
        (t!("undo"), "journal-undo")
    };
    let onclick = {
        let (larder, txn, undone) = (larder.clone(), entry.txn, entry.undone);
        move |_: MouseEvent| {
            if undone {
                larder.act(Action::Redo { txn }, t!("redone"));
            } else {
                larder.act(Action::Undo { txn }, t!("undone"));
            }
        }
    };
    html! {
        <li class={classes!("event", entry.undone.then_some("event--undone"))} data-testid="journal-row">
            <p class="event__text">
                <span class="event__what">{ &entry.what }</span>
                <span class="event__when">
                    if let Some(who) = &entry.who { <span data-testid="journal-who">{ device(who) }</span>{ " · " } }
                    { when }
                    if entry.undone { { " · " }{ t!("activity-undone") } }
                </span>
            </p>
            <button type="button" class="btn btn--quiet" {onclick} data-testid={testid}>
                <Icon glyph={Glyph::Undo} class={if entry.undone { "icon--s icon--flip" } else { "icon--s" }} />{ label }
            </button>
        </li>
    }
}
