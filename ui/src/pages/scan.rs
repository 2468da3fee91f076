//! Scan: choose photos, put the parts of a long receipt together, watch it being read.

pub mod camera;
mod choose;
pub mod files;
mod parts;
mod picture;
mod reading;
pub mod waiting;

use web_sys::Blob;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use super::home::WaitingDraft;
use crate::components::nav::AddLink;
use crate::hooks::context::use_scanning;
use crate::host::browser::keep_focus;
use crate::i18n::t;
use crate::route::Route;
use crate::state::desk::Phase;
use choose::Choose;
use parts::Parts;
use reading::{FailedNote, Reading};
use waiting::WaitingPhotos;

/// Scanning.
#[component]
pub fn Scan() -> Html {
    let scanning = use_scanning();
    let navigator = use_navigator();
    use_effect_with((), {
        let scanning = scanning.clone();
        move |()| scanning.warm()
    });
    // A receipt that arrives while this screen is open is looked over at once.
    let seen = use_mut_ref(|| scanning.desk.arrived);
    use_effect_with(scanning.desk.arrived, move |arrived| {
        if seen.replace(*arrived) != *arrived
            && let Some(navigator) = navigator
        {
            navigator.push(&Route::Review);
        }
    });
    // What had the focus goes with what was shown: parts, progress, the ways to choose.
    let first = use_mut_ref(|| true);
    use_effect_with(std::mem::discriminant(&scanning.desk.phase), move |_| {
        if !first.replace(false) {
            keep_focus("#main h1".to_owned());
        }
    });
    let on_files = use_callback(scanning.clone(), |files: Vec<Blob>, scanning| {
        scanning.scan(files);
    });
    let on_parts = use_callback(scanning.clone(), |files: Vec<Blob>, scanning| {
        scanning.add_parts(files);
    });
    let choose = html! {
        <div class="stack stack--l">
            <WaitingPhotos />
            <Choose {on_files} on_parts={on_parts.clone()} />
        </div>
    };
    html! {
        <main class="main main--wide" id="main" data-testid="scan">
            <Head title={t!("scan-title")}><AddLink /></Head>
            { match &scanning.desk.phase {
                Phase::Composing { photo } => html! { <Parts photo={photo.clone()} on_files={on_parts} /> },
                Phase::Reading { photo, loading, part, stage } => html! {
                    <Reading photo={photo.clone()} loading={*loading} part={*part} stage={*stage} />
                },
                Phase::Failed { photo, part, failure } if photo.is_composed() => html! {
                    <Parts photo={photo.clone()} on_files={on_parts} wrong={(*part, *failure)} />
                },
                // The receipt that waits comes first: a second one must not replace it.
                Phase::Idle | Phase::Failed { .. } if scanning.desk.review.is_some() => html! { <WaitingDraft /> },
                Phase::Idle => choose,
                Phase::Failed { failure, .. } => html! {
                    <div class="stack stack--l">
                        <FailedNote failure={*failure} />
                        { choose }
                    </div>
                },
            } }
        </main>
    }
}
