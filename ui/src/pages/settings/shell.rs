//! What the native app does while its window is closed.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::host::browser::push::minutes;
use crate::host::shell::life::{Habits, habits, keep};
use crate::i18n::t;

use super::switch::Switch;
use super::updates::Updates;

/// The section; nothing where there is no native app.
#[component]
pub fn WhileClosed() -> Html {
    let known = use_state_eq(|| None::<Habits>);
    use_effect_with((), {
        let known = known.setter();
        move |()| spawn_local(async move { known.set(habits().await) })
    });
    let Some(now) = *known else {
        return Html::default();
    };
    let change = {
        let known = known.setter();
        Callback::from(move |wanted: Habits| {
            let known = known.clone();
            spawn_local(async move {
                if let Some(kept) = keep(wanted).await {
                    known.set(Some(kept));
                }
            });
        })
    };
    let tray = change.reform(move |_: MouseEvent| Habits {
        stays_in_tray: !now.stays_in_tray,
        ..now
    });
    let session = change.reform(move |_: MouseEvent| Habits {
        starts_with_session: !now.starts_with_session,
        ..now
    });
    let digest = change.reform(move |_: MouseEvent| Habits {
        digest: !now.digest,
        ..now
    });
    let soon = change.reform(move |_: MouseEvent| Habits {
        digest_soon: !now.digest_soon,
        ..now
    });
    let waiting = change.reform(move |_: MouseEvent| Habits {
        digest_waiting: !now.digest_waiting,
        ..now
    });
    let at = Callback::from(move |event: Event| {
        let typed = event.target_unchecked_into::<HtmlInputElement>().value();
        if let Some(digest_at) = minutes(&typed) {
            change.emit(Habits { digest_at, ..now });
        }
    });
    let time = format!("{:02}:{:02}", now.digest_at / 60, now.digest_at % 60);
    html! {
        <section data-testid="while-closed">
            <h2 class="section__title section__head">{ t!("closed-title") }</h2>
            <div class="card card--pad stack">
                <Switch on={now.stays_in_tray} text={t!("closed-tray")} hint={t!("closed-tray-hint")} onclick={tray}
                    testid="closed-tray" />
                <Switch on={now.starts_with_session} text={t!("closed-session")} hint={t!("closed-session-hint")}
                    onclick={session} testid="closed-session" />
                <Switch on={now.digest} text={t!("closed-digest")} hint={t!("closed-digest-hint")} onclick={digest}
                    testid="closed-digest" />
                <Switch on={now.digest_soon} text={t!("closed-soon")} hint={t!("closed-soon-hint")} onclick={soon}
                    testid="closed-soon" />
                <Switch on={now.digest_waiting} text={t!("closed-waiting")} hint={t!("closed-waiting-hint")}
                    onclick={waiting} testid="closed-waiting" />
                if now.token_in_file {
                    <p class="field__hint" data-testid="token-in-file">{ t!("closed-token") }</p>
                }
                if now.tells_something() {
                    <div class="field">
                        <label class="field__label" for="digest-at">{ t!("closed-digest-at") }</label>
                        <input class="input" id="digest-at" type="time" value={time} onchange={at}
                            data-testid="closed-digest-at" />
                    </div>
                }
            </div>
            if now.updates {
                <Updates />
            }
        </section>
    }
}
