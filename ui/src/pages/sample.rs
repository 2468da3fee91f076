//! The way into the sample household, from where there is nothing yet.

use pantry::action::Action;
use yew::prelude::*;

use crate::hooks::context::use_larder;
use crate::i18n::{forms, t};
use crate::state::larder::Larder;
use crate::state::sample;

/// Stocks the sample household: one action with one undo.
pub fn add(larder: &Larder) {
    let parcel = sample::parcel(larder.today, forms().currency);
    larder.act(Action::AddSample(parcel.into()), t!("did-sample"));
}

/// The button for that.
#[component]
pub fn SampleButton() -> Html {
    let larder = use_larder();
    let onclick = move |_: MouseEvent| add(&larder);
    html! {
        <button type="button" class="btn btn--quiet" {onclick} data-testid="sample-add">
            { t!("sample-add") }
        </button>
    }
}
