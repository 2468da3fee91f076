//! What becomes of what was read, for as long as the page lives, whatever screen is shown.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::hooks::context::use_scanning;
use crate::state::scanning::{arrive, give_up, keep_edits, restore};

/// Draws nothing.
#[component]
pub fn DeskWork() -> Html {
    let scanning = use_scanning();
    let desk = scanning.desk.clone();
    use_effect_with(desk.finished(), {
        let scanning = scanning.clone();
        move |finished| {
            if let Some((photo, finished)) = finished {
                arrive(&scanning, photo.clone(), finished);
            }
        }
    });
    use_effect_with(desk.failed(), {
        let scanning = scanning.clone();
        move |failed| {
            if let Some((photo, failure)) = failed {
                give_up(&scanning, photo, *failure);
            }
        }
    });
    use_effect_with((), {
        let scanning = scanning.clone();
        move |()| spawn_local(async move { restore(&scanning).await })
    });
    use_effect_with(desk.review.clone(), {
        let scanning = scanning.clone();
        move |review| {
            let waiting = review.clone().map(|review| keep_edits(&scanning, review));
            move || drop(waiting)
        }
    });
    Html::default()
}
