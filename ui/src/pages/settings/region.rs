//! Language, measures and currency.

use std::rc::Rc;

use pantry::measure::System;
use pantry::money::Currency;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::field::Choice;
use crate::components::segments::{Segment, Segments};
use crate::host::browser::focus_soon;
use crate::host::browser::intl::{currency_name, preferred};
use crate::host::browser::language::{
    choose, chosen, chosen_currency, chosen_system, locale, usual_currency, write_with,
};
use crate::i18n::language::Language;
use crate::i18n::{t, text};

/// The currencies that are offered, by what is printed on most receipts.
const CURRENCIES: [&str; 24] = [
    "EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK",
    "HUF", "RON", "TRY", "MXN", "BRL", "ARS", "CLP", "COP", "INR", "MYR", "SGD",
];

/// The section.
#[component]
pub fn Region() -> Html {
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("settings-region") }</h2>
            <div class="card card--pad stack settings">
                <LanguageChoice />
                <UnitsChoice />
                <CurrencyChoice />
            </div>
        </section>
    }
}

/// The browser's language, or another one.
#[component]
fn LanguageChoice() -> Html {
    let failed = use_state_eq(|| false);
    let usual = Language::preferred(&preferred()).own_name();
    let usual = (AttrValue::Static(""), t!("language-usual", name = usual));
    let spoken = Language::SPOKEN.into_iter();
    let spoken = spoken.map(|one| (one.tag().into(), AttrValue::Static(one.own_name())));
    let options: Rc<[_]> = std::iter::once(usual).chain(spoken).collect();
    let on_change = {
        let failed = failed.setter();
        Callback::from(move |tag: String| {
            let failed = failed.clone();
            spawn_local(async move {
                failed.set(choose(Language::with_tag(&tag)).await.is_err());
                // The page was drawn anew.
                focus_soon("settings-language".to_owned());
            });
        })
    };
    html! {
        <div class="field">
            <Choice id="settings-language" label={t!("settings-language")} {options}
                value={chosen().map(Language::tag).unwrap_or_default()} {on_change} testid="settings-language" />
            if *failed {
                <p class="field__error" role="alert">{ t!("language-failed") }</p>
            }
        </div>
    }
}

/// What amounts are shown in.
#[component]
fn UnitsChoice() -> Html {
    let options = System::ALL.map(|system| Segment {
        value: system.id(),
        name: text(&format!("units-{}", system.id()), &[]),
        glyph: None,
    });
    let on_choose = Callback::from(|id: &'static str| {
        spawn_local(async move {
            let chosen = Some(id).filter(|id| *id != System::default().id());
            write_with("units", chosen).await;
            focus_soon(format!("units-{id}"));
        });
    });
    html! {
        <div class="field">
            <span class="field__label">{ t!("settings-units") }</span>
            <Segments label={t!("settings-units")} options={Rc::from(options)} value={chosen_system().id()}
                {on_choose} testid="units" />
            <p class="field__hint">{ t!("settings-units-hint") }</p>
        </div>
    }
}

/// What amounts are in that name no currency.
#[component]
fn CurrencyChoice() -> Html {
    let locale = locale();
    let name = |code: &str| {
        let currency = Currency::from_code(code);
        let name = currency.and_then(|currency| currency_name(&locale, currency));
        match name {
            Some(name) if name != code => format!("{name} ({code})").into(),
            _ => AttrValue::from(code.to_owned()),
        }
    };
    let usual = t!("currency-usual", name = name(usual_currency().code()));
    let offered = CURRENCIES.into_iter();
    let offered = offered.map(|code| (AttrValue::Static(code), name(code)));
    let options: Rc<[_]> = std::iter::once((AttrValue::Static(""), usual))
        .chain(offered)
        .collect();
    let on_change = Callback::from(|code: String| {
        spawn_local(async move {
            let code = Some(code).filter(|code| !code.is_empty());
            write_with("currency", code.as_deref()).await;
            focus_soon("settings-currency".to_owned());
        });
    });
    let chosen = chosen_currency().map(|currency| currency.to_string());
    html! {
        <div class="field">
            <Choice id="settings-currency" label={t!("settings-currency")} {options}
                value={chosen.unwrap_or_default()} {on_change} testid="settings-currency" />
            <p class="field__hint">{ t!("settings-currency-hint") }</p>
        </div>
    }
}
