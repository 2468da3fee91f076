//! Adding to the shopping list: one line, or a tap on what is usually bought.

use pantry::action::{Action, NewEntry};
use pantry::household::Suggestion;
use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::use_larder;
use crate::hooks::wedge::TypedCode;
use crate::host::browser::focus_soon;
use crate::i18n::t;
use crate::state::larder::{Larder, Progress, Request};
use crate::view::quick_add::{self, Typed};

/// Chips that are offered at once: a few turns of the thumb.
const OFFERED: usize = 16;
/// Names the field, to give it the focus again.
const FIELD: &str = "list-add";

/// The line, and what is offered below it.
#[component]
pub fn AddBar() -> Html {
    let larder = use_larder();
    let typed_code = use_context::<TypedCode>();
    let line = use_state_eq(String::new);
    let typed = quick_add::read(&line);
    let offered = use_memo((larder.clone(), typed.name.clone()), |(larder, name)| {
        larder.household().suggestions(name, OFFERED)
    });
    let oninput = {
        let line = line.clone();
        move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            line.set(input.value());
        }
    };
    // A tap on a chip opens no keyboard.
    let add = {
        let (larder, line, typed) = (larder.clone(), line.setter(), typed.clone());
        Callback::from(move |known: Suggestion| {
            let line = line.clone();
            put(&larder, &typed, Some(known), move || {
                line.set(String::new())
            });
        })
    };
    let field = use_node_ref();
    let onsubmit = {
        let (larder, line, field) = (larder.clone(), line.setter(), field.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            focus_soon(FIELD.to_owned());
            // Whoever types fast is ahead of what was drawn last: the field itself has it all.
            let input = field.cast::<web_sys::HtmlInputElement>();
            let typed = input.map(|input| quick_add::read(&input.value()));
            let code = typed.as_ref().and_then(|typed| typed.code.as_ref());
            if let (Some(code), Some(typed_code)) = (code, &typed_code) {
                line.set(String::new());
                return typed_code.scan(code);
            }
            if let Some(typed) = typed.filter(|typed| !typed.name.is_empty()) {
                let line = line.clone();
                put(&larder, &typed, None, move || line.set(String::new()));
            }
        }
    };
    html! {
        <div class="addbar">
            <form class="addbar__form" {onsubmit}>
                <input class="input addbar__input" ref={field} id={FIELD} type="text" value={(*line).clone()} {oninput}
                    placeholder={t!("list-add-example")} aria-label={t!("list-add")} enterkeyhint="done"
                    autocomplete="off" autocapitalize="sentences" data-testid="list-add" />
                <button type="submit" class="addbar__go" aria-label={t!("list-add")} data-testid="list-add-go">
                    <Icon glyph={Glyph::Plus} />
                </button>
            </form>
            if !offered.is_empty() {
                <div class="chips" role="group" aria-label={t!("list-offered")}>
                    { for offered.iter().map(|known| chip(known, &add)) }
                </div>
            }
        </div>
    }
}

fn chip(known: &Suggestion, add: &Callback<Suggestion>) -> Html {
    let (glyph, _) = Glyph::of_category(known.category);
    let onclick = {
        let (add, known) = (add.clone(), known.clone());
        move |_: MouseEvent| add.emit(known.clone())
    };
    let label = match known.at_home {
        true => t!("list-offer-home", name = known.name),
        false => t!("list-offer-name", name = known.name),
    };
    html! {
        <button type="button" class="chip" key={known.name.clone()} aria-label={label} {onclick} data-testid="list-chip">
            <Icon {glyph} class="icon--s" />{ &known.name }
            if known.at_home {
                <span class="chip__home" aria-hidden="true"></span>
            }
        </button>
    }
}

/// Puts what was typed on the list, or what was tapped with the amount that was typed; what
/// cannot be put there is not thrown away.
fn put(larder: &Larder, typed: &Typed, known: Option<Suggestion>, then: impl Fn() + 'static) {
    let (name, item, category) = match known {
        Some(known) => (known.name, known.item, known.category),
        None => (typed.name.clone(), None, None),
    };
    let said = t!("list-added", name = name);
    let entry = NewEntry {
        name,
        item,
        quantity: typed.quantity,
        category,
        note: String::new(),
    };
    larder.request(Request {
        action: Action::AddToList(vec![entry]),
        said,
        offer: None,
        receipt: None,
        on_progress: Callback::from(move |progress| {
            if let Progress::Shown(_) = progress {
                then();
            }
        }),
    });
}
