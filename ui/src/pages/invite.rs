//! Inviting one person: a QR code and a link that hold once.

use pantry::policy::Role;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::household::sentence;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::components::qr::Qr;
use crate::hooks::context::use_larder;
use crate::host::browser::around::{address, can_share, copy, is_reachable, share};
use crate::host::browser::{api, clock_at, day_at};
use crate::i18n::{t, text};
use crate::state::core::Closed;
use crate::state::member::Invitation;
use crate::view::dates;

/// The roles that are offered; whoever may not give one is told so.
const OFFERED: [Role; 4] = [Role::Member, Role::Admin, Role::Shopper, Role::Viewer];

/// Makes an invitation and shows it.
#[component]
pub fn Invite() -> Html {
    let role = use_state_eq(|| Role::Member);
    let invitation = use_state_eq(|| None::<Invitation>);
    let wrong = use_state_eq(|| None::<AttrValue>);
    let busy = use_state_eq(|| false);
    let member = use_larder().core().member.borrow().clone();
    let may = member.is_some_and(|member| matches!(member.role, Role::Owner | Role::Admin));
    if !may {
        return html! { <Note tone={Tone::Plain} title={t!("invite-not-title")} text={t!("invite-not-text")} /> };
    }
    let make = {
        let (invitation, wrong, busy) = (invitation.setter(), wrong.setter(), busy.setter());
        let role = *role;
        move |_: MouseEvent| {
            let (invitation, wrong, busy) = (invitation.clone(), wrong.clone(), busy.clone());
            busy.set(true);
            spawn_local(async move {
                match api::invite(role.id()).await {
                    Ok(made) => {
                        invitation.set(Some(made));
                        wrong.set(None);
                    }
                    Err(why) => wrong.set(Some(sentence(&Closed::Api(why)))),
                }
                busy.set(false);
            });
        }
    };
    let segment = |offered: Role| {
        let (role, invitation) = (role.clone(), invitation.setter());
        let pressed = (*role == offered).to_string();
        let onclick = move |_: MouseEvent| {
            role.set(offered);
            // The one that is shown was made for another role.
            invitation.set(None);
        };
        html! {
            <button type="button" class="chip" aria-pressed={pressed} {onclick} key={offered.id()}
                data-testid={format!("invite-{}", offered.id())}>{ role_name(offered.id()) }</button>
        }
    };
    html! {
        <section class="card card--pad stack" data-testid="invite">
            <h2 class="note__title">{ t!("invite-title") }</h2>
            <div class="chips chips--wrap" role="group" aria-label={t!("invite-role")}>
                { for OFFERED.into_iter().map(segment) }
            </div>
            <p class="note__text">{ text(&format!("role-{}-text", role.id()), &[]) }</p>
            if let Some(invitation) = &*invitation {
                <Shown invitation={invitation.clone()} />
            } else {
                <button type="button" class="btn btn--main" onclick={make} disabled={*busy} data-testid="invite-make">
                    { if *busy { t!("one-moment") } else { t!("invite-make") } }
                </button>
            }
            if let Some(wrong) = &*wrong {
                <p class="field__error" role="alert">{ wrong }</p>
            }
        </section>
    }
}

/// What a role is called, by its stable name.
pub fn role_name(id: &str) -> AttrValue {
    text(&format!("role-{id}"), &[])
}

#[derive(Properties, PartialEq)]
struct ShownProps {
    invitation: Invitation,
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    let copied = use_state_eq(|| None::<bool>);
    let link = format!("{}#/join/{}", address(), props.invitation.code);
    let expires_ms = props.invitation.expires_ms;
    let until = format!(
        "{}, {}",
        dates::long(day_at(expires_ms)),
        clock_at(expires_ms)
    );
    let on_copy = {
        let (link, copied) = (link.clone(), copied.setter());
        move |_: MouseEvent| {
            let (link, copied) = (link.clone(), copied.clone());
            spawn_local(async move { copied.set(Some(copy(&link).await)) });
        }
    };
    let on_share = {
        let link = link.clone();
        move |_: MouseEvent| {
            let link = link.clone();
            spawn_local(async move { share(&t!("invite-share"), &link).await });
        }
    };
    html! {
        <div class="invitation" data-testid="invitation">
            <Qr text={link.clone()} label={t!("invite-qr")} />
            <div class="stack">
                <p class="note__text">{ t!("invite-how", until = until) }</p>
                if !is_reachable() {
                    <p class="field__error">{ t!("invite-unreachable") }</p>
                }
                <p class="invitation__link" data-testid="invite-link">{ &link }</p>
                <div class="note__actions">
                    <button type="button" class="btn" onclick={on_copy} data-testid="invite-copy">
                        { if *copied == Some(true) { t!("invite-copied") } else { t!("invite-copy") } }
                    </button>
                    if can_share() {
                        <button type="button" class="btn" onclick={on_share}>
                            <Icon glyph={Glyph::Share} class="icon--s" />{ t!("invite-share-go") }
                        </button>
                    }
                </div>
                if *copied == Some(false) {
                    <p class="field__hint" role="status">{ t!("invite-not-copied") }</p>
                }
            </div>
        </div>
    }
}
