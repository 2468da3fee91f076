//! A setting that is on or off.

use yew::prelude::*;

/// Properties of [`Switch`].
#[derive(Properties, PartialEq)]
pub struct SwitchProps {
    /// Whether it is on.
    pub on: bool,
    /// What it is for.
    pub text: AttrValue,
    /// What that comes to.
    pub hint: AttrValue,
    /// Called when it is pressed.
    pub onclick: Callback<MouseEvent>,
    /// By which tests find it.
    pub testid: AttrValue,
}

/// A switch with a hint below its text.
#[component]
pub fn Switch(props: &SwitchProps) -> Html {
    html! {
        <button type="button" class="switch" role="switch" aria-checked={props.on.to_string()}
            onclick={props.onclick.clone()} data-testid={props.testid.clone()}>
            <span class="switch__text">
                { &props.text }
                <span class="field__hint">{ &props.hint }</span>
            </span>
            <span class="switch__track" aria-hidden="true"><span class="switch__knob"></span></span>
        </button>
    }
}
