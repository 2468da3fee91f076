//! Who and what is in the household: coming in, inviting, devices.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Head;
use super::devices::Devices;
use super::invite::Invite;
use super::join::Enter;
use crate::components::field::TextField;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::hooks::context::use_larder;
use crate::host::browser::api::ApiError;
use crate::host::browser::around::{device, is_secure};
use crate::host::shell;
use crate::i18n::t;
use crate::route::Route;
use crate::state::core::Closed;
use crate::state::standing::Trouble;

/// The page.
#[component]
pub fn HouseholdPage() -> Html {
    let larder = use_larder();
    let standing = larder.standing();
    let is_in = standing.is_member && standing.trouble != Some(Trouble::Removed);
    html! {
        <main class="main" id="main" data-testid="household">
            <Head title={t!("household-title")} up={(Route::More, t!("more-title"))} />
            <div class="stack stack--l">
                if !is_secure() && shell::is_here() {
                    <Note tone={Tone::Ask} title={t!("insecure-title")} text={t!("insecure-app-text")} testid="insecure" />
                } else if !is_secure() {
                    <Note tone={Tone::Ask} title={t!("insecure-title")} text={t!("insecure-text")} testid="insecure">
                        <a class="btn" href="/ca">{ t!("insecure-go") }</a>
                    </Note>
                }
                if shell::is_here() && !is_in {
                    <ServerAddress />
                }
                if is_in {
                    <Invite />
                    <Devices />
                } else {
                    if standing.is_member {
                        <Note tone={Tone::Wrong} title={t!("sync-removed-title")} text={t!("sync-removed-text")} />
                    } else {
                        <Found />
                    }
                    <Enter />
                }
            </div>
        </main>
    }
}

/// Where the native app finds the server; a page is from there.
#[component]
fn ServerAddress() -> Html {
    let typed = use_state_eq(shell::server::address);
    let on_change = {
        let typed = typed.setter();
        move |text: String| {
            shell::server::set_address(&text);
            typed.set(text);
        }
    };
    html! {
        <section class="card card--pad stack">
            <TextField id="server-address" label={t!("server-address")} value={(*typed).clone()} mode="url"
                hint={t!("server-address-hint")} {on_change} testid="server-address" />
        </section>
    }
}

/// Makes the household known to the server.
#[component]
fn Found() -> Html {
    let larder = use_larder();
    let busy = use_state_eq(|| false);
    let wrong = use_state_eq(|| None::<AttrValue>);
    let found = {
        let (larder, busy, wrong) = (larder.clone(), busy.setter(), wrong.setter());
        move |_: MouseEvent| {
            let (larder, busy, wrong) = (larder.clone(), busy.clone(), wrong.clone());
            busy.set(true);
            wrong.set(None);
            spawn_local(async move {
                let done = larder.core().found(&device_name()).await;
                wrong.set(done.err().map(|why| sentence(&why)));
                busy.set(false);
            });
        }
    };
    html! {
        <section class="card card--pad stack" data-testid="found">
            <div class="standing">
                <span class="tile tile--leaf"><Icon glyph={Glyph::People} /></span>
                <div class="standing__text">
                    <h2 class="note__title">{ t!("found-title") }</h2>
                    <p class="note__text">{ t!("found-text") }</p>
                </div>
            </div>
            <button type="button" class="btn btn--main" onclick={found} disabled={*busy} data-testid="found-go">
                { if *busy { t!("one-moment") } else { t!("found-go") } }
            </button>
            if let Some(wrong) = &*wrong {
                <p class="field__error" role="alert" data-testid="found-wrong">{ wrong }</p>
            }
        </section>
    }
}

/// What this device is called until somebody says otherwise.
pub fn device_name() -> String {
    match device() {
        "" => t!("device-browser").to_string(),
        known => known.to_owned(),
    }
}

/// Why a device did not come in, and what to do.
pub fn sentence(why: &Closed) -> AttrValue {
    match why {
        Closed::Api(ApiError::Unreachable) => t!("closed-unreachable"),
        Closed::Api(ApiError::Refused(409, _)) => t!("closed-taken"),
        Closed::Api(ApiError::Refused(410, _)) => t!("closed-used"),
        Closed::Api(ApiError::Refused(422, _)) => t!("closed-full"),
        Closed::Api(ApiError::Refused(429, _)) => t!("closed-busy"),
        Closed::Api(ApiError::Refused(_, said)) => t!("closed-other", said = said),
        Closed::Store(_) => t!("save-failed"),
    }
}
