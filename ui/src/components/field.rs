//! Form controls with their label and error built in.

use std::rc::Rc;

use jiff::civil::{Date, date};
use pantry::lot::Mark;
use ui::protocol::get;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::i18n::t;

/// Properties of [`TextField`].
#[derive(Properties, PartialEq)]
pub struct TextProps {
    /// Connects label and control; one of its kind on the page.
    pub id: AttrValue,
    /// What to fill in.
    pub label: AttrValue,
    /// What is filled in.
    pub value: AttrValue,
    /// Called at each change.
    pub on_change: Callback<String>,
    /// Called when the person has finished typing: at Enter, or on the way elsewhere.
    #[prop_or_default]
    pub on_commit: Callback<String>,
    /// What is wrong with the value.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// How to fill it in. What is wrong is said in its place: nothing below moves.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Which keyboard a phone shows.
    #[prop_or(AttrValue::Static("text"))]
    pub mode: AttrValue,
    /// For tests.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// Whether to type here at once.
    #[prop_or_default]
    pub autofocus: bool,
}

/// One line of text.
#[component]
pub fn TextField(props: &TextProps) -> Html {
    let node = use_node_ref();
    use_effect_with((node.clone(), props.autofocus), |(node, autofocus)| {
        if *autofocus && let Some(input) = node.cast::<HtmlInputElement>() {
            input.focus().ok();
        }
    });
    // What was there before it was typed over. A value that the page has set meanwhile makes
    // the browser forget that something was typed: it tells of no change then.
    let before = use_mut_ref(|| None::<String>);
    let oninput = {
        let (changed, before, shown) =
            (props.on_change.clone(), before.clone(), props.value.clone());
        move |event: InputEvent| {
            before.borrow_mut().get_or_insert_with(|| shown.to_string());
            changed.emit(event.target_unchecked_into::<HtmlInputElement>().value());
        }
    };
    let commit = {
        let committed = props.on_commit.clone();
        Callback::from(move |input: HtmlInputElement| {
            let value = input.value();
            if before.take().is_some_and(|before| before != value) {
                committed.emit(value);
            }
        })
    };
    let onchange = commit.reform(|event: Event| event.target_unchecked_into());
    let onblur = commit.reform(|event: FocusEvent| event.target_unchecked_into());
    let note_id = format!("{}-note", props.id);
    let noted = props.error.is_some() || props.hint.is_some();
    html! {
        <div class="field">
            <label class="field__label" for={props.id.clone()}>{ &props.label }</label>
            <input class="input" type="text" ref={node} id={props.id.clone()} value={props.value.clone()}
                inputmode={props.mode.clone()} {oninput} {onchange} {onblur}
                autocomplete="off" data-testid={props.testid.clone()}
                aria-invalid={props.error.is_some().to_string()}
                aria-describedby={noted.then(|| note_id.clone())} />
            if let Some(error) = &props.error {
                <p class="field__error" id={note_id} role="alert">{ error }</p>
            } else if let Some(hint) = &props.hint {
                <p class="field__hint" id={note_id}>{ hint }</p>
            }
        </div>
    }
}

/// Properties of [`DateField`].
#[derive(Properties, PartialEq)]
pub struct DateProps {
    /// Connects label and control.
    pub id: AttrValue,
    /// What the day means.
    pub label: AttrValue,
    /// The day.
    pub value: Option<Date>,
    /// Called once the person is done with it; `None` when it was emptied.
    pub on_change: Callback<Option<Date>>,
    /// What holds while it is empty.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// For tests.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// The earliest day that a receipt or a package can name. While a year is being typed, the
/// browser tells of years like 2 and 20.
const EARLIEST: Date = date(2000, 1, 1);

/// What a date is called, by what it is about.
pub fn date_label(mark: Mark) -> AttrValue {
    match mark {
        Mark::BestBefore => t!("item-date"),
        Mark::UseBy => t!("item-date-useby"),
    }
}

/// A day, by the browser's own picker.
#[component]
pub fn DateField(props: &DateProps) -> Html {
    let shown = props.value.map(|day| day.to_string()).unwrap_or_default();
    let commit = {
        let (changed, old, shown) = (props.on_change.clone(), props.value, shown.clone());
        Callback::from(move |input: HtmlInputElement| {
            let typed = input.value();
            let day = typed.parse::<Date>().ok().filter(|day| *day >= EARLIEST);
            // A date of which a part is missing has an empty value too.
            let half = get(&get(&input, "validity"), "badInput").is_truthy();
            if day.is_none() && (half || !typed.is_empty()) {
                input.set_value(&shown);
            } else if day != old {
                changed.emit(day);
            }
        })
    };
    let onfocusout = {
        let commit = commit.clone();
        move |event: FocusEvent| commit.emit(event.target_unchecked_into())
    };
    let onkeydown = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            commit.emit(event.target_unchecked_into());
        }
    };
    let note_id = format!("{}-note", props.id);
    html! {
        <div class="field">
            <label class="field__label" for={props.id.clone()}>{ &props.label }</label>
            <input class="input" type="date" id={props.id.clone()} value={shown} min={EARLIEST.to_string()}
                {onfocusout} {onkeydown} data-testid={props.testid.clone()}
                aria-describedby={props.hint.is_some().then(|| note_id.clone())} />
            if let Some(hint) = &props.hint {
                <p class="field__hint" id={note_id} data-testid={props.testid.as_ref().map(|id| format!("{id}-hint"))}>{ hint }</p>
            }
        </div>
    }
}

/// Properties of [`Choice`].
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// Connects label and control.
    pub id: AttrValue,
    /// What to choose.
    pub label: AttrValue,
    /// Value and name of each choice.
    pub options: Rc<[(AttrValue, AttrValue)]>,
    /// The chosen value.
    pub value: AttrValue,
    /// Called with the new value.
    pub on_change: Callback<String>,
    /// For tests.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// One of several, in the browser's own list.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let onchange = {
        let changed = props.on_change.clone();
        move |event: Event| {
            changed.emit(event.target_unchecked_into::<HtmlSelectElement>().value());
        }
    };
    // Which option is chosen is a property of the list, not an attribute of the option.
    let node = use_node_ref();
    let chosen = (node.clone(), props.value.clone(), props.options.clone());
    use_effect_with(chosen, |(node, value, _)| {
        if let Some(select) = node.cast::<HtmlSelectElement>() {
            select.set_value(value);
        }
    });
    let option = |(value, name): &(AttrValue, AttrValue)| {
        html! { <option key={value.to_string()} value={value.clone()}>{ name }</option> }
    };
    html! {
        <div class="field">
            <label class="field__label" for={props.id.clone()}>{ &props.label }</label>
            <select class="input" ref={node} id={props.id.clone()} {onchange} data-testid={props.testid.clone()}>
                { for props.options.iter().map(option) }
            </select>
        </div>
    }
}
