//! Form controls with their label and error built in.

use std::rc::Rc;

use jiff::civil::Date;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

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
    /// An example.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// What is wrong with the value.
    #[prop_or_default]
    pub error: Option<AttrValue>,
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
    let oninput = {
        let changed = props.on_change.clone();
        move |event: InputEvent| {
            changed.emit(event.target_unchecked_into::<HtmlInputElement>().value());
        }
    };
    let error_id = format!("{}-error", props.id);
    html! {
        <div class="field">
            <label class="field__label" for={props.id.clone()}>{ &props.label }</label>
            <input class="input" type="text" ref={node} id={props.id.clone()} value={props.value.clone()}
                inputmode={props.mode.clone()} placeholder={props.placeholder.clone()} {oninput}
                autocomplete="off" data-testid={props.testid.clone()}
                aria-invalid={props.error.is_some().to_string()}
                aria-describedby={props.error.is_some().then(|| error_id.clone())} />
            if let Some(error) = &props.error {
                <p class="field__error" id={error_id} role="alert">{ error }</p>
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
    /// Called at each change; `None` when it was emptied.
    pub on_change: Callback<Option<Date>>,
    /// For tests.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// A day, by the browser's own picker.
#[component]
pub fn DateField(props: &DateProps) -> Html {
    let onchange = {
        let changed = props.on_change.clone();
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            changed.emit(value.parse().ok());
        }
    };
    let value = props.value.map(|day| day.to_string()).unwrap_or_default();
    html! {
        <div class="field">
            <label class="field__label" for={props.id.clone()}>{ &props.label }</label>
            <input class="input" type="date" id={props.id.clone()} {value} {onchange}
                data-testid={props.testid.clone()} />
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
