//! The screens whose code follows the first paint: in parts of its own, so that what is seen
//! first does not wait for it. The build splits the program at [`draw_rest`].

use std::cell::Cell;

use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use super::{
    add, barcode, check, gallery, household, insights, item, join, more, places, receipt, receipts,
    review, scan, settings, shared, shelf_life, sync, transfer,
};
use crate::components::message::FullPage;
use crate::components::nav::RouteLink;
use crate::host::browser::reload;
use crate::i18n::t;
use crate::route::Route;

/// What draws a screen of the rest.
type Draw = fn(&Route) -> Html;

thread_local! {
    static DRAW: Cell<Option<Draw>> = const { Cell::new(None) };
}

#[wasm_split(rest, fallible)]
fn draw_rest() -> Result<Draw, SplitLoaderError> {
    Ok(draw)
}

fn draw(route: &Route) -> Html {
    match route {
        Route::Item { id } => html! { <item::ItemSheet key={id.clone()} id={id.clone()} /> },
        Route::Add => html! { <add::Add /> },
        Route::Scan => html! { <scan::Scan /> },
        Route::Camera => html! { <scan::camera::CameraPage /> },
        Route::Review => html! { <review::ReviewPage /> },
        Route::Receipt { id } => {
            html! { <receipt::ReceiptPage key={id.clone()} id={id.clone()} /> }
        }
        Route::Receipts => html! { <receipts::ReceiptsPage /> },
        Route::Insights => html! { <insights::InsightsPage /> },
        Route::Barcode => html! { <barcode::BarcodePage /> },
        Route::Shared => html! { <shared::SharedPage /> },
        Route::More => html! { <more::More /> },
        Route::Settings => html! { <settings::SettingsPage /> },
        Route::Places => html! { <places::PlacesPage /> },
        Route::ShelfLife => html! { <shelf_life::ShelfLifePage /> },
        Route::Sync => html! { <sync::SyncPage /> },
        Route::Transfer => html! { <transfer::TransferPage /> },
        Route::Check => html! { <check::CheckPage /> },
        Route::Gallery => html! { <gallery::GalleryPage /> },
        Route::Household => html! { <household::HouseholdPage /> },
        Route::Join { code } => html! { <join::JoinPage code={code.clone()} /> },
        _ => html! {
            <FullPage title={t!("not-found-title")} text={t!("not-found-text")} testid="not-found">
                <RouteLink to={Route::Home} class="btn btn--main">{ t!("not-found-home") }</RouteLink>
            </FullPage>
        },
    }
}

/// Fetches the code of the rest; whether it is there.
pub async fn fetch() -> bool {
    let draw = draw_rest().await;
    DRAW.set(draw.ok());
    DRAW.get().is_some()
}

/// Properties of [`Rest`].
#[derive(Properties, PartialEq)]
pub struct RestProps {
    /// A screen of the rest.
    pub route: Route,
}

/// A screen of the rest, as soon as its code is there.
#[component]
pub fn Rest(props: &RestProps) -> Html {
    let failed = use_state_eq(|| false);
    let update = use_force_update();
    use_effect_with((), {
        let failed = failed.setter();
        move |()| {
            if DRAW.get().is_none() {
                spawn_local(async move {
                    match fetch().await {
                        true => update.force_update(),
                        false => failed.set(true),
                    }
                });
            }
        }
    });
    match DRAW.get() {
        Some(draw) => draw(&props.route),
        None if *failed => html! {
            <FullPage title={t!("rest-failed-title")} text={t!("rest-failed-text")} testid="rest-failed">
                <button type="button" class="btn btn--main" onclick={|_| reload()}>{ t!("try-again") }</button>
            </FullPage>
        },
        // The pantry is there below a sheet that is not.
        None if matches!(props.route, Route::Item { .. }) => Html::default(),
        None => html! { <main id="main" aria-busy="true" data-testid="rest-waits" /> },
    }
}
