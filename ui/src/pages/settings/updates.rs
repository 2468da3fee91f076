//! New versions of the native app, where its package says whence they come.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::host::shell::life::{NewVersion, change_version, newer};
use crate::i18n::t;

/// What is known of newer versions.
#[derive(Clone, PartialEq)]
enum Known {
    Nothing,
    Looking,
    Newest,
    There(NewVersion),
    Installing,
    Failed(String),
}

/// The section.
#[component]
pub fn Updates() -> Html {
    let known = use_state_eq(|| Known::Nothing);
    let look = {
        let known = known.setter();
        move |_: MouseEvent| {
            let known = known.clone();
            known.set(Known::Looking);
            spawn_local(async move {
                known.set(match newer().await {
                    Ok(Some(new)) => Known::There(new),
                    Ok(None) => Known::Newest,
                    Err(said) => Known::Failed(said),
                });
            });
        }
    };
    let install = {
        let known = known.setter();
        move |_: MouseEvent| {
            let known = known.clone();
            known.set(Known::Installing);
            spawn_local(async move {
                if let Err(said) = change_version().await {
                    known.set(Known::Failed(said));
                }
            });
        }
    };
    let said = match &*known {
        Known::Nothing => None,
        Known::Looking => Some(t!("newer-looking")),
        Known::Newest => Some(t!("newer-none")),
        Known::There(new) => Some(t!("newer-there", version = new.version.clone())),
        Known::Installing => Some(t!("newer-installing")),
        Known::Failed(said) => Some(t!("newer-failed", said = said.clone())),
    };
    let notes = match &*known {
        Known::There(new) if !new.notes.is_empty() => Some(new.notes.clone()),
        _ => None,
    };
    let button = match &*known {
        Known::Looking | Known::Installing => Html::default(),
        Known::There(_) => html! {
            <button type="button" class="btn btn--main" onclick={install} data-testid="newer-install">{ t!("newer-install") }</button>
        },
        _ => html! {
            <button type="button" class="btn btn--line" onclick={look} data-testid="newer-look">{ t!("newer-look") }</button>
        },
    };
    html! {
        <>
            <h2 class="section__title section__head">{ t!("newer-title") }</h2>
            <div class="card card--pad stack">
                <p role="status" data-testid="newer" hidden={said.is_none()}>{ said }</p>
                if let Some(notes) = notes {
                    <p class="field__hint">{ notes }</p>
                }
                { button }
            </div>
        </>
    }
}
