//! Settings: how this device speaks, looks and keeps. Every choice holds at once, here alone.

mod device;
mod erase;
mod keys;
pub mod look;
mod region;
mod remind;
mod shell;
mod switch;
mod updates;

use yew::prelude::*;

use super::Head;
use super::lookup::LookupSwitch;
use super::more::Way;
use crate::components::icon::Glyph;
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::route::Route;

/// The page.
#[component]
pub fn SettingsPage() -> Html {
    let places = use_larder().household().places().len();
    html! {
        <main class="main" id="main" data-testid="settings">
            <Head title={t!("settings-title")} up={(Route::More, t!("more-title"))} />
            <div class="stack stack--l">
                <region::Region />
                <look::Look />
                <keys::Keys />
                <section>
                    <h2 class="section__title section__head">{ t!("settings-food") }</h2>
                    <ul class="card list">
                        <Way to={Route::Places} glyph={Glyph::Fridge} title={t!("places-title")}
                            text={t!("places-count", count = places)} testid="settings-places" />
                        <Way to={Route::Categories} glyph={Glyph::List} title={t!("categories-title")}
                            text={t!("categories-go-text")} testid="settings-categories" />
                        <Way to={Route::ShelfLife} glyph={Glyph::Apple} title={t!("life-title")}
                            text={t!("life-go-text")} testid="settings-shelf-life" />
                    </ul>
                </section>
                <shell::WhileClosed />
                <remind::Reminders />
                <device::Photos />
                <LookupSwitch />
                <device::Storage />
                <erase::Erase />
                <device::About />
            </div>
        </main>
    }
}
