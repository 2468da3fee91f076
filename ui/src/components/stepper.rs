//! One less, one more.

use yew::prelude::*;

use super::icon::{Glyph, Icon};

/// Properties of [`Stepper`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Of what it is one more or less, for screen readers.
    pub label: AttrValue,
    /// What it counts, as it is shown.
    pub value: AttrValue,
    /// What the minus does, in words.
    pub less_label: AttrValue,
    /// What the plus does, in words.
    pub more_label: AttrValue,
    /// Whether there is anything to take.
    pub can_less: bool,
    /// Called by the minus.
    pub on_less: Callback<()>,
    /// Called by the plus.
    pub on_more: Callback<()>,
}

/// A stepper.
#[component]
pub fn Stepper(props: &Props) -> Html {
    let click = |callback: &Callback<()>| {
        let callback = callback.clone();
        move |_: MouseEvent| callback.emit(())
    };
    html! {
        <div class="stepper" role="group" aria-label={props.label.clone()}>
            <button type="button" class="stepper__btn" aria-label={props.less_label.clone()}
                disabled={!props.can_less} onclick={click(&props.on_less)} data-testid="step-less">
                <Icon glyph={Glyph::Minus} class="icon--s" />
            </button>
            <span class="stepper__value">{ &props.value }</span>
            <button type="button" class="stepper__btn" aria-label={props.more_label.clone()}
                onclick={click(&props.on_more)} data-testid="step-more">
                <Icon glyph={Glyph::Plus} class="icon--s" />
            </button>
        </div>
    }
}
