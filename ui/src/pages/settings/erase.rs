//! Deleting everything on this device, in two steps.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::hooks::context::use_larder;
use crate::host::browser::start_over;
use crate::i18n::t;

/// The section.
#[component]
pub fn Erase() -> Html {
    let asking = use_state_eq(|| false);
    let ask = {
        let asking = asking.setter();
        move |_: MouseEvent| asking.set(true)
    };
    let on_close = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(false))
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("erase-title") }</h2>
            <div class="card card--pad stack">
                <p class="note__text">{ t!("erase-text") }</p>
                <button type="button" class="btn btn--danger" onclick={ask} data-testid="erase">
                    <Icon glyph={Glyph::Bin} class="icon--s" />{ t!("erase-go") }
                </button>
            </div>
            if *asking {
                <Sure {on_close} />
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct SureProps {
    on_close: Callback<()>,
}

/// What goes and what stays, and the button that does it.
#[component]
fn Sure(props: &SureProps) -> Html {
    let larder = use_larder();
    let standing = larder.standing();
    let busy = use_state_eq(|| false);
    let wrong = use_state_eq(|| false);
    let erase = {
        let (core, busy, wrong) = (larder.core().clone(), busy.setter(), wrong.setter());
        move |_: MouseEvent| {
            let (core, busy, wrong) = (core.clone(), busy.clone(), wrong.clone());
            busy.set(true);
            spawn_local(async move {
                match core.erase().await {
                    Ok(()) => start_over(),
                    Err(_) => {
                        wrong.set(true);
                        busy.set(false);
                    }
                }
            });
        }
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    let stays = if standing.is_member {
        t!("erase-stays-household")
    } else {
        t!("erase-stays-nothing")
    };
    html! {
        <Sheet label={t!("erase-title")} on_close={props.on_close.clone()} testid="erase-sheet"
            head={html! { <div class="sheet__title"><h2>{ t!("erase-sure-title") }</h2></div> }}>
            <div class="stack">
                <p>{ t!("erase-goes") }</p>
                <p data-testid="erase-stays">{ stays }</p>
                if standing.is_member && standing.unsent() > 0 {
                    <p class="field__error">{ t!("erase-unsent", count = standing.unsent()) }</p>
                }
                if *wrong {
                    <p class="field__error" role="alert">{ t!("erase-failed") }</p>
                }
                <button type="button" class="btn btn--wide" onclick={close} data-testid="erase-keep">{ t!("erase-keep") }</button>
                <button type="button" class="btn btn--danger btn--wide" onclick={erase} disabled={*busy}
                    data-testid="erase-sure">
                    { if *busy { t!("one-moment") } else { t!("erase-sure") } }
                </button>
            </div>
        </Sheet>
    }
}
