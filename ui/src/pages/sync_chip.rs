//! How it stands with the server, in one small button that opens the whole story.

use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::route::Route;
use crate::state::standing::Sign;

/// The chip; nothing for a household without a server.
#[component]
pub fn SyncChip() -> Html {
    let standing = use_larder().standing();
    match standing.sign() {
        Some(sign) => html! { <SyncSign {sign} unsent={standing.unsent()} /> },
        None => Html::default(),
    }
}

/// Properties of [`SyncSign`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// How it stands.
    pub sign: Sign,
    /// How much is to be sent.
    pub unsent: usize,
}

/// The chip that says this.
#[component]
pub fn SyncSign(props: &Props) -> Html {
    let unsent = props.unsent;
    let (glyph, class, text) = match props.sign {
        Sign::InStep => (Glyph::Check, "sync--ok", t!("sync-in-step")),
        Sign::Busy if unsent > 0 => (
            Glyph::Sync,
            "sync--busy",
            t!("sync-waiting", count = unsent),
        ),
        Sign::Busy => (Glyph::Sync, "sync--busy", t!("sync-busy")),
        Sign::Offline if unsent > 0 => (
            Glyph::Offline,
            "sync--off",
            t!("sync-offline-waiting", count = unsent),
        ),
        Sign::Offline => (Glyph::Offline, "sync--off", t!("sync-offline")),
        Sign::Attention => (Glyph::Warning, "sync--look", t!("sync-attention")),
    };
    html! {
        <RouteLink to={Route::Sync} class={classes!("sync", class)} testid="sync-chip">
            <Icon {glyph} class="icon--s" /><span>{ text }</span>
        </RouteLink>
    }
}
