//! The screens whose code follows the first paint: in parts of its own, so that what is seen
//! first does not wait for it. The build splits the program at [`draw_rest`].

use std::cell::Cell;

use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use super::{
    add, barcode, check, household, insights, item, join, more, places, receipt, receipts, review,
    sample, scan, settings, shared, shelf_life, sync, transfer, welcome,
};
use crate::components::message::FullPage;
use crate::components::nav::RouteLink;
use crate::host::browser::reload;
use crate::i18n::t;
use crate::route::Route;

/// A part of Home that only who begins sees.
#[derive(Clone, PartialEq)]
pub enum Part {
    /// The questions of a first start, and what to call after them.
    Welcome(Callback<()>),
    /// The way into the sample household.
    SampleButton,
}

/// What draws the rest.
#[derive(Clone, Copy)]
struct Draw {
    screen: fn(&Route) -> Html,
    part: fn(&Part) -> Html,
}

thread_local! {
    static DRAW: Cell<Option<Draw>> = const { Cell::new(None) };
}

#[wasm_split(rest, fallible)]
fn draw_rest() -> Result<Draw, SplitLoaderError> {
    Ok(Draw {
        screen: draw_screen,
        part: draw_part,
    })
}

fn draw_part(part: &Part) -> Html {
    match part {
        Part::Welcome(on_done) => html! { <welcome::Welcome on_done={on_done.clone()} /> },
        Part::SampleButton => html! { <sample::SampleButton /> },
    }
}

fn draw_screen(route: &Route) -> Html {
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

/// Whether the rest can be drawn.
enum Ready {
    /// It is there.
    Now(Draw),
    /// It is on its way.
    Soon,
    /// It could not be fetched.
    Failed,
}

/// Whether the rest can be drawn; fetches it where it cannot.
#[hook]
fn use_draw() -> Ready {
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
        Some(draw) => Ready::Now(draw),
        None if *failed => Ready::Failed,
        None => Ready::Soon,
    }
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
    match use_draw() {
        Ready::Now(draw) => (draw.screen)(&props.route),
        Ready::Failed => html! {
            <FullPage title={t!("rest-failed-title")} text={t!("rest-failed-text")} testid="rest-failed">
                <button type="button" class="btn btn--main" onclick={|_| reload()}>{ t!("try-again") }</button>
            </FullPage>
        },
        // The pantry is there below a sheet that is not.
        Ready::Soon if matches!(props.route, Route::Item { .. }) => Html::default(),
        Ready::Soon => html! { <main id="main" aria-busy="true" data-testid="rest-waits" /> },
    }
}

/// Properties of [`RestPart`].
#[derive(Properties, PartialEq)]
pub struct PartProps {
    /// A part of Home.
    pub part: Part,
    /// What stands in for it where its code cannot be fetched.
    #[prop_or_default]
    pub children: Html,
}

/// A part of Home, as soon as its code is there.
#[component]
pub fn RestPart(props: &PartProps) -> Html {
    match use_draw() {
        Ready::Now(draw) => (draw.part)(&props.part),
        Ready::Soon => Html::default(),
        Ready::Failed => props.children.clone(),
    }
}
