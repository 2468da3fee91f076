//! A row of a list that opens what can be changed of it, with the field for its name.

use yew::prelude::*;

use super::field::TextField;
use super::icon::{Glyph, Icon};
use crate::hooks::typed::use_typed;
use crate::i18n::t;

/// Properties of [`OpenRow`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What stands before the name.
    pub picture: Html,
    /// What it is called.
    pub name: AttrValue,
    /// What is said below the name; nothing if it is empty.
    #[prop_or_default]
    pub meta: AttrValue,
    /// Buttons beside the row, in place of the mark that it opens.
    #[prop_or_default]
    pub beside: Option<Html>,
    /// For tests: the row's. The button that opens it has the same with `-open`.
    pub testid: &'static str,
    /// For tests: which row it is.
    pub data_name: AttrValue,
    /// What it opens.
    pub children: Html,
}

/// A row that is closed until it is tapped.
#[component]
pub fn OpenRow(props: &Props) -> Html {
    let open = use_state_eq(|| false);
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let class = match props.beside {
        Some(_) => "row__main",
        None => "row row--button",
    };
    let button = html! {
        <button type="button" {class} onclick={toggle} aria-expanded={open.to_string()}
            data-testid={format!("{}-open", props.testid)}>
            { props.picture.clone() }
            <span class="row__text">
                <span class="row__name">{ &props.name }</span>
                if !props.meta.is_empty() {
                    <span class="row__meta">{ &props.meta }</span>
                }
            </span>
            if props.beside.is_none() {
                <Icon glyph={Glyph::Chevron} class="row__chev" />
            }
        </button>
    };
    html! {
        <li data-testid={props.testid} data-name={&props.data_name}>
            if let Some(beside) = &props.beside {
                <div class="row">{ button }{ beside.clone() }</div>
            } else {
                { button }
            }
            if *open {
                <div class="row__form">{ props.children.clone() }</div>
            }
        </li>
    }
}

/// Properties of [`NameField`].
#[derive(Properties, PartialEq)]
pub struct NameProps {
    /// Connects label and control; one of its kind on the page.
    pub id: AttrValue,
    /// What it is called.
    pub name: AttrValue,
    /// What it is called without a name of its own; `None` where it needs one.
    #[prop_or_default]
    pub usual: Option<AttrValue>,
    /// Called with another name; an empty one gives the usual name back.
    pub on_name: Callback<String>,
    /// For tests.
    pub testid: &'static str,
}

/// The name of what a row stands for.
#[component]
pub fn NameField(props: &NameProps) -> Html {
    let typed = use_typed(props.name.clone());
    let on_change = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    let on_commit = {
        let (told, old, usual) = (
            props.on_name.clone(),
            props.name.clone(),
            props.usual.clone(),
        );
        Callback::from(move |text: String| {
            let name = text.trim();
            let is_usual = usual.as_deref() == Some(name);
            match name {
                name if name == &*old => {}
                "" if usual.is_none() => {}
                _ if is_usual => told.emit(String::new()),
                name => told.emit(name.to_owned()),
            }
        })
    };
    let is_missing = props.usual.is_none() && typed.trim().is_empty();
    let hint = props.usual.as_ref();
    html! {
        <TextField id={props.id.clone()} label={t!("places-name")} value={(*typed).clone()} {on_change} {on_commit}
            error={is_missing.then(|| t!("rejected-no-name"))} hint={hint.map(|usual| t!("category-usual", name = usual))}
            testid={props.testid} />
    }
}
