//! The way around: a bar below on a phone, a rail beside on a desktop.

use yew::prelude::*;
use yew_router::prelude::*;

use super::art::Brand;
use super::icon::{Glyph, Icon};
use crate::i18n::t;
use crate::route::Route;

struct Place {
    to: Route,
    glyph: Glyph,
    label: AttrValue,
    testid: &'static str,
    main: bool,
    /// Only where there is room: on a phone it is a tap further, under More.
    wide: bool,
}

fn places() -> [Place; 8] {
    let place = |to, glyph, label, testid, main| Place {
        to,
        glyph,
        label,
        testid,
        main,
        wide: false,
    };
    let wide = |to, glyph, label, testid| Place {
        to,
        glyph,
        label,
        testid,
        main: false,
        wide: true,
    };
    [
        place(Route::Home, Glyph::Home, t!("nav-home"), "nav-home", false),
        place(
            Route::Pantry,
            Glyph::Jar,
            t!("nav-pantry"),
            "nav-pantry",
            false,
        ),
        place(Route::Scan, Glyph::Scan, t!("nav-scan"), "nav-scan", true),
        place(Route::List, Glyph::List, t!("nav-list"), "nav-list", false),
        wide(
            Route::Receipts,
            Glyph::Receipt,
            t!("receipts-title"),
            "nav-receipts",
        ),
        wide(
            Route::Insights,
            Glyph::Chart,
            t!("insights-title"),
            "nav-insights",
        ),
        wide(
            Route::Settings,
            Glyph::Settings,
            t!("settings-title"),
            "nav-settings",
        ),
        place(Route::More, Glyph::More, t!("nav-more"), "nav-more", false),
    ]
}

/// Properties of [`Nav`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where the person is.
    pub here: Route,
}

/// The navigation.
#[component]
pub fn Nav(props: &Props) -> Html {
    let here = props.here.section();
    // Where there is room, what lies under More has a place of its own.
    let own = own_place(&props.here);
    let link = |place: Place| {
        let current = (place.to == here || Some(&place.to) == own.as_ref()).then_some("page");
        let under = place.to == Route::More && own.is_some();
        let class = classes!(
            "nav__link",
            place.main.then_some("nav__link--main"),
            under.then_some("nav__link--under")
        );
        html! {
            <li key={place.testid} class={place.wide.then_some("nav__wide")}>
                <RouteLink to={place.to} {class} {current} testid={place.testid}>
                    <span class="nav__pill"><Icon glyph={place.glyph} /></span>
                    <span>{ place.label }</span>
                </RouteLink>
            </li>
        }
    };
    html! {
        <nav class="nav" aria-label={t!("nav-label")}>
            <div class="nav__brand"><Brand /><span>{ t!("app-name") }</span></div>
            <ul class="nav__list">{ for places().into_iter().map(link) }</ul>
        </nav>
    }
}

/// Where a screen belongs on a desktop that is under More on a phone.
fn own_place(here: &Route) -> Option<Route> {
    match here {
        Route::Receipts | Route::Receipt { .. } => Some(Route::Receipts),
        Route::Insights => Some(Route::Insights),
        Route::Settings | Route::Places | Route::Categories | Route::ShelfLife => {
            Some(Route::Settings)
        }
        _ => None,
    }
}

/// The way to adding by hand, for the top of a screen.
#[component]
pub fn AddLink() -> Html {
    html! {
        <RouteLink to={Route::Add} class="iconbtn head__add" testid="nav-add">
            <Icon glyph={Glyph::Plus} />
            <span class="visually-hidden">{ t!("add-title") }</span>
        </RouteLink>
    }
}

/// Properties of [`RouteLink`].
#[derive(Properties, PartialEq)]
pub struct LinkProps {
    /// Where to.
    pub to: Route,
    /// Classes.
    #[prop_or_default]
    pub class: Classes,
    /// `aria-current`.
    #[prop_or_default]
    pub current: Option<&'static str>,
    /// For tests.
    #[prop_or_default]
    pub testid: Option<&'static str>,
    /// What it says.
    pub children: Html,
}

/// A link within the app; the router's own takes no attributes of ours.
#[component]
pub fn RouteLink(props: &LinkProps) -> Html {
    let navigator = use_navigator();
    let onclick = {
        let to = props.to.clone();
        move |event: MouseEvent| {
            let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
            if let Some(navigator) = navigator.as_ref().filter(|_| plain) {
                event.prevent_default();
                navigator.push(&to);
            }
        }
    };
    html! {
        <a href={format!("#{}", props.to.to_path())} class={props.class.clone()} {onclick}
            aria-current={props.current} data-testid={props.testid}>
            { props.children.clone() }
        </a>
    }
}
