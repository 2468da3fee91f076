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
}

fn places() -> [Place; 5] {
    let place = |to, glyph, label, testid, main| Place {
        to,
        glyph,
        label,
        testid,
        main,
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
    let link = |place: Place| {
        let current = (place.to == here).then_some("page");
        let class = classes!("nav__link", place.main.then_some("nav__link--main"));
        html! {
            <li key={place.testid}>
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
