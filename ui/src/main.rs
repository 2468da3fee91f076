//! Larder's app: the first of the two programs of this crate.
//!
//! `app` wakes the replica and shows the screens; `pages` arrange what
//! `components` draw and `view` puts into words; `state` holds the replica;
//! `host` is the only code that knows where all of this runs.

mod app;
mod components;
mod hooks;
mod host;
mod i18n;
mod pages;
mod route;
mod state;
mod view;

fn main() {
    // `boot.js` shows that the program has stopped: nothing of it may be called any more.
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
    }));
    let root = host::browser::window()
        .document()
        .and_then(|page| page.get_element_by_id("app"));
    if let Some(root) = root {
        pages::rest::fetch_if_opened();
        wasm_bindgen_futures::spawn_local(async {
            host::browser::language::begin().await;
            // Compiled on the way, the program's first steps take long: taps come in between.
            gloo_timers::future::TimeoutFuture::new(0).await;
            yew::Renderer::<app::App>::with_root(root).render();
        });
    }
}
