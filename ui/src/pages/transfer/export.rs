//! The household out as a file.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Working;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::state::transfer::{Step, photos, save_archive, save_table};

/// Buttons for both kinds of file.
#[component]
pub fn Export() -> Html {
    let larder = use_larder();
    let with_photos = use_state_eq(|| true);
    let step = use_state_eq(|| None::<Step>);
    let missing = use_state_eq(|| 0_usize);
    let stop: Rc<Cell<bool>> = use_memo((), |()| Cell::new(false));
    if let Some(now) = *step {
        let on_stop = {
            let stop = stop.clone();
            Callback::from(move |()| stop.set(true))
        };
        let label = t!("transfer-saving", done = now.done, of = now.of);
        return html! { <Working {label} step={now} {on_stop} /> };
    }
    let count = photos(&larder);
    let save = {
        let (larder, step, missing) = (larder.clone(), step.setter(), missing.setter());
        let wanted = *with_photos && count > 0;
        move |_: MouseEvent| {
            stop.set(false);
            missing.set(0);
            let on_step = {
                let step = step.clone();
                Callback::from(move |now| step.set(Some(now)))
            };
            let (larder, stop) = (larder.clone(), stop.clone());
            let (step, missing) = (step.clone(), missing.clone());
            spawn_local(async move {
                let saved = save_archive(larder, wanted, stop, on_step).await;
                missing.set(saved.unwrap_or_default());
                step.set(None);
            });
        }
    };
    let table = {
        let larder = larder.clone();
        move |_: MouseEvent| save_table(&larder)
    };
    let turn = {
        let (chosen, now) = (with_photos.setter(), *with_photos);
        move |_: MouseEvent| chosen.set(!now)
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("transfer-out") }</h2>
            <div class="stack">
                <div class="card card--pad stack">
                    <div>
                        <p class="note__title">{ t!("transfer-archive") }</p>
                        <p class="note__text">{ t!("transfer-archive-text") }</p>
                    </div>
                    if count > 0 {
                        <button type="button" class="switch" role="switch" aria-checked={with_photos.to_string()}
                            onclick={turn} data-testid="transfer-photos">
                            <span class="switch__text">
                                { t!("transfer-photos", count = count) }
                                <span class="field__hint">{ t!("transfer-photos-hint") }</span>
                            </span>
                            <span class="switch__track"><span class="switch__knob"></span></span>
                        </button>
                    }
                    <button type="button" class="btn btn--wide" onclick={save} data-testid="transfer-archive">
                        <Icon glyph={Glyph::Share} class="icon--s" />{ t!("transfer-archive-go") }
                    </button>
                    if *missing > 0 {
                        <p class="note__text" role="status">{ t!("transfer-missing", count = *missing) }</p>
                    }
                </div>
                <div class="card card--pad stack">
                    <div>
                        <p class="note__title">{ t!("transfer-table") }</p>
                        <p class="note__text">{ t!("transfer-table-text") }</p>
                    </div>
                    <button type="button" class="btn btn--wide" onclick={table} data-testid="transfer-table">
                        <Icon glyph={Glyph::Share} class="icon--s" />{ t!("transfer-table-go") }
                    </button>
                </div>
            </div>
        </section>
    }
}
