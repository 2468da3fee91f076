//! Joining a household: by the link of an invitation, by its QR code, or by typing it.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use super::household::{device_name, sentence};
use crate::components::field::TextField;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_larder;
use crate::host::browser::around::read_qr;
use crate::host::shell;
use crate::host::shell::server::Named;
use crate::i18n::t;
use crate::route::Route;
use crate::state::member::invitation_code;

/// The way in for somebody who has an invitation and is not at its link.
#[component]
pub fn Enter() -> Html {
    let navigator = use_navigator();
    let typed = use_state_eq(String::new);
    let wrong = use_state_eq(|| None::<AttrValue>);
    let go = {
        let (navigator, wrong) = (navigator.clone(), wrong.setter());
        Callback::from(move |text: Option<String>| {
            let code = text.as_deref().and_then(invitation_code);
            if let (Some(link), Some(code), true) = (&text, &code, shell::is_here())
                && link.contains("://")
            {
                return shell::server::go_to_join(code, link);
            }
            match (code, &navigator) {
                (Some(code), Some(navigator)) => navigator.push(&Route::Join { code }),
                _ if text.is_some() => wrong.set(Some(t!("enter-wrong"))),
                _ => wrong.set(Some(t!("enter-no-code"))),
            }
        })
    };
    let onsubmit = {
        let (go, typed) = (go.clone(), typed.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            go.emit(Some((*typed).clone()));
        }
    };
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let picture = input.files().and_then(|files| files.get(0));
        input.set_value("");
        if let Some(picture) = picture {
            let go = go.clone();
            spawn_local(async move { go.emit(read_qr(&picture).await) });
        }
    };
    let on_change = {
        let (typed, wrong) = (typed.setter(), wrong.setter());
        move |text| {
            typed.set(text);
            wrong.set(None);
        }
    };
    html! {
        <section class="card card--pad stack" data-testid="enter">
            <h2 class="note__title">{ t!("enter-title") }</h2>
            <p class="note__text">{ t!("enter-text") }</p>
            <label class="filebtn btn">
                <Icon glyph={Glyph::Camera} class="icon--s" />{ t!("enter-photo") }
                <input type="file" accept="image/*" capture="environment" {onchange} data-testid="enter-photo" />
            </label>
            <form class="stack" {onsubmit} novalidate=true>
                <TextField id="enter-code" label={t!("enter-code")} value={(*typed).clone()} {on_change}
                    error={(*wrong).clone()} testid="enter-code" />
                <button type="submit" class="btn" data-testid="enter-go">{ t!("enter-go") }</button>
            </form>
        </section>
    }
}

/// Properties of [`JoinPage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The invitation's code.
    pub code: String,
}

/// The server that the page's address names. A page in a browser is from the server itself.
#[hook]
fn use_named() -> Named {
    let here = use_location();
    let query = here.filter(|_| shell::is_here());
    query.map_or(Named::None, |here| Named::in_query(here.query_str()))
}

/// The server that is asked, if it is another one than the known one.
fn asked_at(named: &Named) -> Option<String> {
    match named {
        Named::At { address, .. } => Some(address.clone()),
        Named::None | Named::Unfit => None,
    }
}

/// What a person can know the server by that is asked, where that is not the page's own.
fn shown_host(named: &Named) -> Option<String> {
    match named {
        Named::At { host, .. } => Some(host.clone()),
        Named::None | Named::Unfit => shell::is_here().then(shell::server::host)?,
    }
}

/// The page behind an invitation's link.
#[component]
pub fn JoinPage(props: &Props) -> Html {
    let larder = use_larder();
    let navigator = use_navigator();
    let name = use_state_eq(device_name);
    let brings = use_state_eq(|| true);
    let busy = use_state_eq(|| false);
    let wrong = use_state_eq(|| None::<AttrValue>);
    let named = use_named();
    let has = larder.household().lots().count();
    let exchanged = larder.core().replica.borrow().has_exchanged();
    let join = {
        let (code, at) = (props.code.clone(), asked_at(&named));
        let (larder, name, brings) = (larder.clone(), name.clone(), *brings);
        let (busy, wrong) = (busy.setter(), wrong.setter());
        move |event: SubmitEvent| {
            event.prevent_default();
            let (larder, code, name) = (larder.clone(), code.clone(), (*name).clone());
            let at = at.clone();
            let (busy, wrong, navigator) = (busy.clone(), wrong.clone(), navigator.clone());
            busy.set(true);
            wrong.set(None);
            spawn_local(async move {
                let joined = larder
                    .core()
                    .join(&code, at.as_deref(), &name, brings)
                    .await;
                busy.set(false);
                match (joined, navigator) {
                    (Ok(()), Some(navigator)) => navigator.replace(&Route::Home),
                    (Ok(()), None) => {}
                    (Err(why), _) => wrong.set(Some(sentence(&why))),
                }
            });
        }
    };
    let turn = {
        let brings = brings.clone();
        move |_: MouseEvent| brings.set(!*brings)
    };
    let on_name = {
        let name = name.setter();
        move |text| name.set(text)
    };
    html! {
        <main class="main" id="main" data-testid="join">
            <Head title={t!("join-title")} />
            if invitation_code(&props.code).is_none() {
                <Note tone={Tone::Wrong} title={t!("join-broken-title")} text={t!("join-broken-text")}>
                    <RouteLink to={Route::Household} class="btn">{ t!("enter-title") }</RouteLink>
                </Note>
            } else if named == Named::Unfit {
                <Note tone={Tone::Wrong} title={t!("join-unfit-title")} text={t!("join-unfit-text")} testid="join-unfit">
                    <RouteLink to={Route::Household} class="btn">{ t!("enter-title") }</RouteLink>
                </Note>
            } else {
                <form class="card card--pad stack" onsubmit={join} novalidate=true>
                    <p class="note__text">{ t!("join-text") }</p>
                    if let Some(host) = shown_host(&named) {
                        <p class="note__text" data-testid="join-at">{ t!("join-at", server = host) }</p>
                    }
                    <TextField id="join-name" label={t!("join-name")} value={(*name).clone()}
                        hint={t!("join-name-hint")} on_change={on_name} testid="join-name" />
                    if exchanged {
                        <p class="note__text" data-testid="join-leaves">{ t!("join-leaves") }</p>
                    } else if has > 0 {
                        <button type="button" class="switch" role="switch" aria-checked={brings.to_string()} onclick={turn}
                            data-testid="join-brings">
                            <span class="switch__text">{ t!("join-brings", count = has) }
                                <span class="field__hint">
                                    { if *brings { t!("join-brings-yes") } else { t!("join-brings-no") } }
                                </span>
                            </span>
                            <span class="switch__track"><span class="switch__knob"></span></span>
                        </button>
                    }
                    <button type="submit" class="btn btn--main" disabled={*busy || name.trim().is_empty()} data-testid="join-go">
                        { if *busy { t!("one-moment") } else { t!("join-go") } }
                    </button>
                    if let Some(wrong) = &*wrong {
                        <p class="field__error" role="alert" data-testid="join-wrong">{ wrong }</p>
                    }
                </form>
            }
        </main>
    }
}
