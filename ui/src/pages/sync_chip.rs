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
    let Some(sign) = standing.sign() else {
        return Html::default();
    };
    let (glyph, class, text) = match sign {
        Sign::InStep => (Glyph::Check, "sync--ok", t!("sync-in-step")),
        Sign::Busy if standing.unsent() > 0 => (
            Glyph::Sync,
            "sync--busy",
            t!("sync-waiting", count = standing.unsent()),
        ),
        Sign::Busy => (Glyph::Sync, "sync--busy", t!("sync-busy")),
        Sign::Offline if standing.unsent() > 0 => (
            Glyph::Offline,
            "sync--off",
            t!("sync-offline-waiting", count = standing.unsent()),
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
