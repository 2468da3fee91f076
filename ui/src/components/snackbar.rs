//! Short messages about what was just done, with one way back.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::host::browser::keep_focus;
use crate::i18n::t;

/// How long a message stays; long enough to read it and to reach the button.
const STAY_MS: u32 = 7_000;

/// How long the screen has to put the focus somewhere itself, in milliseconds.
const LATER_MS: u32 = 150;
/// Where the focus of a message's button goes: to what begins the screen or its open sheet.
const BEGINNING: &str = "dialog[open] .sheet__bar .iconbtn, :root:not(:has(dialog[open])) #main h1";

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
    /// The name of a second button, for what may come next.
    #[prop_or_default]
    pub offer: Option<AttrValue>,
    /// Called by that one.
    #[prop_or_default]
    pub on_offer: Callback<()>,
    /// Whether it stays until it is answered.
    #[prop_or_default]
    pub stays: bool,
    /// Called by the button.
    pub on_action: Callback<()>,
    /// Called by the button that puts it off; without this there is none.
    #[prop_or_default]
    pub on_later: Option<Callback<()>>,
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
        move |_: MouseEvent| {
            action.emit(());
            // The message goes, and its button with it; the screen may have a better place.
            wasm_bindgen_futures::spawn_local(async {
                gloo_timers::future::TimeoutFuture::new(LATER_MS).await;
                keep_focus(BEGINNING.to_owned());
            });
        }
    };
    let take = {
        let offer = props.on_offer.clone();
        move |_: MouseEvent| offer.emit(())
    };
    let later = props.on_later.clone().map(|later| {
        let onclick = move |_: MouseEvent| later.emit(());
        html! {
            <button type="button" class="snackbar__action" {onclick} data-testid="snackbar-later">
                { t!("later") }
            </button>
        }
    });
    html! {
        <div class="snackbar" data-testid="snackbar">
            <p class="snackbar__text">{ &props.text }</p>
            // Where they do not fit beside the words, all of them stand below.
            <div class="snackbar__actions">
                { later }
                if let Some(offer) = &props.offer {
                    <button type="button" class="snackbar__action" onclick={take} data-testid="snackbar-list">
                        { offer }
                    </button>
                }
                if let Some(action) = &props.action {
                    <button type="button" class="snackbar__action" {onclick}
                        data-testid={props.action_testid}>
                        { action }
                    </button>
                }
            </div>
        </div>
    }
}
