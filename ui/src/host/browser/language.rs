//! Which language this device speaks, and fetching it.

use std::cell::RefCell;

use js_sys::JSON;
use pantry::measure::System;
use pantry::money::Currency;
use ui::protocol::get;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response, UrlSearchParams};

use super::intl::{self, Clock};
use super::{announce, build, root, set_setting, setting, window};
use crate::i18n;
use crate::i18n::forms::{Asked, Forms};
use crate::i18n::language::{Language, region};

/// What the page announces when another language, or another way of writing, is in place.
pub const CHANGED: &str = "larder-language";
/// The app starts without the language that does not come in this time.
const PATIENCE_MS: u32 = 4_000;

thread_local! {
    static CLOCK: RefCell<Option<Asked<Option<Clock>>>> = const { RefCell::new(None) };
}

/// The language that the person chose on this device; `None` is the browser's.
pub fn chosen() -> Option<Language> {
    setting("language").and_then(|tag| Language::with_tag(&tag))
}

/// The measures that the person chose on this device.
pub fn chosen_system() -> System {
    let chosen = setting("units").and_then(|id| System::from_id(&id));
    chosen.unwrap_or_default()
}

/// The currency that the person chose on this device.
pub fn chosen_currency() -> Option<Currency> {
    setting("currency").and_then(|code| Currency::from_code(&code))
}

/// The currency of the country that the person is in.
pub fn usual_currency() -> Currency {
    intl::preferred()
        .iter()
        .find_map(|tag| Currency::of_region(region(tag)?))
        .unwrap_or(Currency::EUR)
}

/// Speaks as the address, the person or the browser says: before anything is drawn.
pub async fn begin() {
    let preferred = intl::preferred();
    let language = named_by_address()
        .or_else(chosen)
        .unwrap_or_else(|| Language::preferred(&preferred));
    if speak(language).await.is_err() {
        // What cannot be fetched now is English until the next time; that is here.
        speak(Language::English).await.ok();
    }
}

/// Keeps the choice, and speaks so from now on; `None` is as the browser prefers. Fails
/// where the language cannot be fetched: then everything is as before.
pub async fn choose(language: Option<Language>) -> Result<(), JsValue> {
    speak(language.unwrap_or_else(|| Language::preferred(&intl::preferred()))).await?;
    set_setting("language", language.map(Language::tag));
    announce(CHANGED);
    Ok(())
}

/// Keeps another choice that changes how things are written, and writes so from now on.
pub async fn write_with(name: &str, value: Option<&str>) {
    set_setting(name, value);
    // The language is there already.
    speak(i18n::language()).await.ok();
    announce(CHANGED);
}

/// The time of day on the device's clock: `18:05`, `6:05 PM`.
pub fn clock_at(ms: i64) -> String {
    let clock = CLOCK.with_borrow(Clone::clone);
    let shown = clock.and_then(|clock| clock.as_ref()?.at(ms));
    shown.unwrap_or_else(|| super::digits_at(ms))
}

/// The locale by which this language is written here.
pub fn locale() -> String {
    i18n::language().locale(&intl::preferred())
}

async fn speak(language: Language) -> Result<(), JsValue> {
    let locale = language.locale(&intl::preferred());
    let source = fetched(language).await?;
    let forms = Forms {
        system: chosen_system(),
        currency: chosen_currency().unwrap_or_else(usual_currency),
        ..intl::forms(&locale)
    };
    CLOCK.set(Some(Asked::by(move || Clock::of(&locale))));
    i18n::speak(language, source.as_deref(), forms);
    mark(language);
    Ok(())
}

/// Tells the browser: for hyphens, voices, and the direction of everything.
fn mark(language: Language) {
    if let Some(root) = root() {
        root.set_lang(language.tag());
        root.set_dir(language.direction());
    }
}

/// The file of a language; English has none.
async fn fetched(language: Language) -> Result<Option<String>, JsValue> {
    let files = build("languages").unwrap_or_default();
    let files = JSON::parse(&files).unwrap_or_default();
    let Some(url) = get(&files, language.tag()).as_string() else {
        return Ok(None);
    };
    let init = RequestInit::new();
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let answer = JsFuture::from(window().fetch_with_str_and_init(&url, &init)).await?;
    let answer: Response = answer.dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::from_f64(f64::from(answer.status())));
    }
    let text = JsFuture::from(answer.text()?).await?;
    Ok(text.as_string())
}

/// `?language=ar-XB`: to look at a language without choosing it.
fn named_by_address() -> Option<Language> {
    let search = window().location().search().ok()?;
    let parameters = UrlSearchParams::new_with_str(&search).ok()?;
    Language::with_tag(&parameters.get("language")?)
}
