//! A field to search with.

use yew::prelude::*;

use super::icon::{Glyph, Icon};

/// Properties of [`SearchBox`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is searched.
    pub label: AttrValue,
    /// What was typed so far.
    pub query: String,
    /// Called with every letter.
    pub on_query: Callback<String>,
    /// For tests.
    pub testid: &'static str,
}

/// A field to search with.
#[component]
pub fn SearchBox(props: &Props) -> Html {
    let oninput = {
        let on_query = props.on_query.clone();
        move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            on_query.emit(input.value());
        }
    };
    html! {
        <div class="search__box">
            <Icon glyph={Glyph::Search} />
            <input class="input" type="search" placeholder={props.label.clone()} aria-label={props.label.clone()}
                value={props.query.clone()} {oninput} enterkeyhint="search" autocomplete="off"
                data-testid={props.testid} />
        </div>
    }
}
