//! What is shown when the app has broken down: what was stored is safe.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element};

use crate::host::browser::{get, window};
use crate::i18n::t;

/// Shows it at every panic. The browser's own functions do the rest: nothing of a program
/// that has stopped may be called any more.
pub fn watch() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        if let Some(document) = window().document() {
            // Where even this fails there is nothing left to try.
            show(&document).ok();
        }
    }));
}

fn show(document: &Document) -> Result<(), JsValue> {
    let element = |kind: &str, class: &str| -> Result<Element, JsValue> {
        let element = document.create_element(kind)?;
        element.set_class_name(class);
        Ok(element)
    };
    let alert = element("div", "stopped")?;
    alert.set_attribute("role", "alert")?;
    alert.set_attribute("data-testid", "stopped")?;
    let text = element("p", "stopped__text")?;
    text.set_text_content(Some(&t!("stopped")));
    let button = element("button", "btn btn--main")?;
    button.set_text_content(Some(&t!("reload")));
    let location = window().location();
    let reload: Function = get(&location, "reload").dyn_into()?;
    button.add_event_listener_with_callback("click", &reload.bind0(&location))?;
    alert.append_child(&text)?;
    alert.append_child(&button)?;
    if let Some(body) = document.body() {
        body.append_child(&alert)?;
    }
    Ok(())
}
