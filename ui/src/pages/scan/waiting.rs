//! What still has to be read: parts that were put together, receipts that wait.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::message::{Note, Tone};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_scanning;
use crate::i18n::t;
use crate::route::Route;
use crate::state::desk::Phase;

/// The way on, when nothing is being read or waits in review.
#[component]
pub fn WaitingPhotos() -> Html {
    let (scanning, navigator) = (use_scanning(), use_navigator());
    let desk = &scanning.desk;
    if desk.review.is_some() {
        return Html::default();
    }
    if desk.phase.composed().is_some() {
        return html! {
            <Note tone={Tone::Plain} title={t!("parts-waiting-title")} text={t!("parts-waiting-text")} testid="home-parts">
                <RouteLink to={Route::Scan} class="btn btn--main" testid="parts-open">
                    { t!("home-draft-open") }
                </RouteLink>
            </Note>
        };
    }
    let waiting = desk.waiting.len();
    if waiting == 0 || matches!(desk.phase, Phase::Reading { .. }) {
        return Html::default();
    }
    let onclick = {
        let scanning = scanning.clone();
        move |_: MouseEvent| {
            scanning.next();
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Scan);
            }
        }
    };
    html! {
        <Note tone={Tone::Plain} title={t!("queue-title", count = waiting)} text={t!("queue-text")} testid="queue">
            <button type="button" class="btn btn--main" {onclick} data-testid="queue-next">
                { t!("queue-next") }
            </button>
        </Note>
    }
}
