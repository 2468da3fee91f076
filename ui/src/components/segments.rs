//! One of a few, side by side; below each other where they do not fit.

use std::rc::Rc;

use yew::prelude::*;

use super::icon::{Glyph, Icon};

/// One of the few.
#[derive(Clone, PartialEq, Debug)]
pub struct Segment {
    /// Its stable name.
    pub value: &'static str,
    /// What it is called.
    pub name: AttrValue,
    /// A picture beside it.
    pub glyph: Option<Glyph>,
}

/// Properties of [`Segments`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is chosen.
    pub label: AttrValue,
    /// The few.
    pub options: Rc<[Segment]>,
    /// The chosen one.
    pub value: &'static str,
    /// Called with the new one.
    pub on_choose: Callback<&'static str>,
    /// Names them, and for tests: each by this, a hyphen and its value.
    pub testid: &'static str,
}

/// The choice.
#[component]
pub fn Segments(props: &Props) -> Html {
    let button = |segment: &Segment| {
        let value = segment.value;
        let onclick = props.on_choose.reform(move |_: MouseEvent| value);
        html! {
            <button type="button" class="segment" key={value} id={format!("{}-{value}", props.testid)} {onclick}
                aria-pressed={(props.value == value).to_string()}
                data-testid={format!("{}-{value}", props.testid)}>
                if let Some(glyph) = segment.glyph {
                    <Icon {glyph} class="icon--s" />
                }
                { &segment.name }
            </button>
        }
    };
    html! {
        <div class="segments" role="group" aria-label={props.label.clone()}>
            { for props.options.iter().map(button) }
        </div>
    }
}
