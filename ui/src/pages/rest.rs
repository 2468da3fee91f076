//! What is drawn by code that follows the first paint: a part of its own, so that what is
//! seen first does not wait for it. The build splits the program at [`draw_rest`]. What is done
//! there comes along: see [`Planner`].

use std::cell::Cell;

use pantry::action::Planner;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use super::{
    add, barcode, bulk, categories, check, desk, gallery, household, how_many, insights, item,
    join, list, more, places, receipt, receipts, review, sample, scan, settings, shared,
    shelf_life, sync, transfer, welcome,
};
use crate::components::message::FullPage;
use crate::components::nav::RouteLink;
use crate::host::browser::reload;
use crate::i18n::t;
use crate::route::Route;
use crate::state::replica::plan_with;

/// Something that is drawn by the rest.
#[derive(Clone, PartialEq)]
pub enum Part {
    /// A screen.
    Screen(Route),
    /// What is done to several items at once.
    Bulk(bulk::Props),
    /// How much of a lot.
    HowMany(how_many::Props),
    /// What becomes of what was read.
    Desk,
    /// The questions of a first start, and what to call after them.
    Welcome(Callback<()>),
    /// The way into the sample household.
    SampleButton,
}

impl Part {
    /// Whether it is drawn over a screen that is there without it.
    fn is_aside(&self) -> bool {
        match self {
            Self::Screen(route) => matches!(route, Route::Item { .. }),
            _ => true,
        }
    }
}

/// What draws it.
type Draw = fn(&Part) -> Html;

thread_local! {
    static DRAW: Cell<Option<Draw>> = const { Cell::new(None) };
}

#[wasm_split(rest, fallible)]
fn draw_rest() -> Result<(Draw, Planner), SplitLoaderError> {
    Ok((draw, Planner::WHOLE))
}

fn draw(part: &Part) -> Html {
    match part {
        Part::Screen(route) => screen(route),
        Part::Bulk(props) => html! { <bulk::BulkBar ..props.clone() /> },
        Part::HowMany(props) => html! { <how_many::HowMany ..props.clone() /> },
        Part::Desk => html! { <desk::DeskWork /> },
        Part::Welcome(on_done) => html! { <welcome::Welcome on_done={on_done.clone()} /> },
        Part::SampleButton => html! { <sample::SampleButton /> },
    }
}

fn screen(route: &Route) -> Html {
    match route {
        Route::Item { id } => html! { <item::ItemSheet key={id.clone()} id={id.clone()} /> },
        Route::List => html! { <list::ListPage /> },
        Route::Add => html! { <add::Add /> },
        Route::Scan => html! { <scan::Scan /> },
        Route::Camera => html! { <scan::camera::CameraPage /> },
        Route::Review => html! { <review::ReviewPage /> },
        Route::Receipt { id } => receipt(id, None),
        Route::Photo { id, at } => receipt(id, Some(*at)),
        Route::Receipts => html! { <receipts::ReceiptsPage /> },
        Route::Insights => html! { <insights::InsightsPage /> },
        Route::Barcode => html! { <barcode::BarcodePage /> },
        Route::Shared => html! { <shared::SharedPage /> },
        Route::More => html! { <more::More /> },
        Route::Settings => html! { <settings::SettingsPage /> },
        Route::Places => html! { <places::PlacesPage /> },
        Route::Categories => html! { <categories::CategoriesPage /> },
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

/// A receipt, the same one with a photo over it and without.
fn receipt(id: &str, at: Option<usize>) -> Html {
    html! { <receipt::ReceiptPage key={id} id={id.to_owned()} {at} /> }
}

/// Begins to fetch it where the page was opened at a screen that needs it.
pub fn fetch_if_opened() {
    let screen = Route::here().map(|route| route.screen());
    if !matches!(screen, None | Some(Route::Home | Route::Pantry)) {
        spawn_local(async {
            fetch().await;
        });
    }
}

/// Fetches the code of the rest; whether it is there.
pub async fn fetch() -> bool {
    if let Ok((draw, planner)) = draw_rest().await {
        DRAW.set(Some(draw));
        plan_with(planner);
    }
    DRAW.get().is_some()
}

/// Properties of [`Rest`].
#[derive(Properties, PartialEq)]
pub struct RestProps {
    /// What.
    pub part: Part,
    /// What stands in for it where its code cannot be fetched.
    #[prop_or_default]
    pub children: Html,
}

/// A part of the rest, as soon as its code is there.
#[component]
pub fn Rest(props: &RestProps) -> Html {
    let failed = use_state_eq(|| false);
    let update = use_force_update();
    // It may come between this drawing and what follows it.
    let waits = DRAW.get().is_none();
    use_effect_with((), {
        let failed = failed.setter();
        move |()| {
            if waits {
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
        Some(draw) => draw(&props.part),
        None if props.part.is_aside() && *failed => props.children.clone(),
        None if props.part.is_aside() => Html::default(),
        None if *failed => html! {
            <FullPage title={t!("rest-failed-title")} text={t!("rest-failed-text")} testid="rest-failed">
                <button type="button" class="btn btn--main" onclick={|_| reload()} data-testid="rest-again">{ t!("try-again") }</button>
            </FullPage>
        },
        None => html! { <main id="main" aria-busy="true" data-testid="rest-waits" /> },
    }
}
