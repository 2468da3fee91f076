//! What Home says while the sample household is there, and the way out of it.

use pantry::action::Action;
use yew::prelude::*;

use crate::components::message::{Note, Tone};
use crate::hooks::context::use_larder;
use crate::i18n::t;

/// The note.
#[component]
pub fn SampleNote() -> Html {
    let larder = use_larder();
    let remove = {
        let larder = larder.clone();
        move |_: MouseEvent| larder.act(Action::RemoveSample, t!("did-sample-gone"))
    };
    let is_there = larder.household().has_sample();
    html! {
        if is_there {
            <Note tone={Tone::Plain} title={t!("sample-title")} text={t!("sample-text")} testid="home-sample">
                <button type="button" class="btn btn--line" onclick={remove} data-testid="sample-remove">
                    { t!("sample-remove") }
                </button>
            </Note>
        }
    }
}
