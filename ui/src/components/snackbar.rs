//! Short messages about what was just done, with one way back.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long a message stays; long enough to read it and to reach the button.
const STAY_MS: u32 = 7_000;

/// Properties of [`Snackbar`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What was done.
    pub text: AttrValue,
    /// The name of the button.
    #[prop_or_default]
    pub action: Option<AttrValue>,
    /// For tests.
    #[prop_or("snackbar-undo")]
    pub action_testid: &'static str,
    /// Whether it stays until it is answered.
    #[prop_or_default]
    pub stays: bool,
    /// Called by the button.
    pub on_action: Callback<()>,
    /// Called when it has been there long enough.
    pub on_done: Callback<()>,
}

/// A message at the bottom of the screen.
#[component]
pub fn Snackbar(props: &Props) -> Html {
    use_effect_with((props.text.clone(), props.stays), {
        let done = props.on_done.clone();
        move |(_, stays)| {
            let timer = (!*stays).then(|| Timeout::new(STAY_MS, move || done.emit(())));
            move || drop(timer)
        }
    });
    let onclick = {
        let action = props.on_action.clone();
        move |_: MouseEvent| action.emit(())
    };
    html! {
        <div class="snackbar" data-testid="snackbar">
            <p class="snackbar__text">{ &props.text }</p>
            if let Some(action) = &props.action {
                <button type="button" class="snackbar__action" {onclick}
                    data-testid={props.action_testid}>
                    { action }
                </button>
            }
        </div>
    }
}
