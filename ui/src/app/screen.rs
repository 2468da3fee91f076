//! What a change of the screen means besides its content: scroll, title and focus.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::host::browser::window;
use crate::pages;
use crate::route::Route;

/// Starts each new screen at its top, with its title, and with the focus on its heading.
#[hook]
pub fn use_screen(route: &Route, language: &str) {
    let first = use_mut_ref(|| true);
    use_effect_with((route.screen(), language.to_owned()), |(route, _)| {
        if let Some(document) = window().document() {
            document.set_title(&pages::title(route));
        }
    });
    use_effect_with(route.screen(), move |_| {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        let Some(document) = window().document() else {
            return;
        };
        // A field of the new screen may have taken the focus already; and a page that was
        // just opened begins at its beginning.
        let active = document.active_element();
        let inside = active.and_then(|active| active.closest("main, dialog").ok()?);
        if !first.replace(false) && inside.is_none() {
            focus_title();
        }
    });
}

/// Puts the focus on the heading of the screen.
pub fn focus_title() {
    let document = window().document();
    let title = document.and_then(|document| document.query_selector("#main h1").ok()?);
    if let Some(title) = title.and_then(|title| title.dyn_into::<HtmlElement>().ok()) {
        title.focus().ok();
    }
}
