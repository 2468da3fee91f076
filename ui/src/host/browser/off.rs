//! Asks Open Food Facts about an article.
//!
//! The barcode is all that is sent of the person: no cookie, no referrer. Who asks stands in
//! the address, as they wish it where no User-Agent can be set: a browser lets no page change
//! its own.

use js_sys::{Array, JSON, Reflect};
use pantry::barcode::Barcode;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response};

use super::{get, window};
use crate::state::lookup::Raw;

/// Where it is. The pages' policy names the same host.
const HOST: &str = "https://world.openfoodfacts.org";

/// What they tell programs apart by.
const APP: &str = concat!("app_name=Larder&app_version=", env!("CARGO_PKG_VERSION"));

/// Milliseconds after which nobody waits any more.
const PATIENCE_MS: u32 = 8_000;

/// Letters of an answer: the fields that are asked for have a few hundred.
const MOST: u32 = 100_000;

/// What came of a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// They know it.
    Known(Raw),
    /// They do not.
    Unknown,
    /// It was too much: not before so many milliseconds.
    TooMuch(i64),
    /// Nobody answered, or nothing that can be understood.
    Nothing,
}

/// The page about an article, for people.
pub fn page_of(barcode: Barcode) -> String {
    format!("{HOST}/product/{}", barcode.as_str())
}

/// Asks.
pub async fn ask(barcode: Barcode) -> Answer {
    fetch(barcode).await.unwrap_or(Answer::Nothing)
}

async fn fetch(barcode: Barcode) -> Result<Answer, JsValue> {
    let language = window().navigator().language().unwrap_or_default();
    let language: String = language.chars().take(2).collect();
    let language = language.to_ascii_lowercase();
    let known = language.len() == 2 && language.bytes().all(|letter| letter.is_ascii_lowercase());
    let language = if known { language.as_str() } else { "en" };
    let name = format!("product_name_{language}");
    let fields = format!("code,product_name,{name},brands,quantity,categories_tags");
    let url = format!(
        "{HOST}/api/v2/product/{}?fields={fields}&{APP}",
        barcode.as_str()
    );
    let init = RequestInit::new();
    init.set_method("GET");
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    for (option, value) in [
        ("credentials", "omit"),
        ("referrerPolicy", "no-referrer"),
        ("mode", "cors"),
        ("redirect", "error"),
    ] {
        Reflect::set(&init, &option.into(), &value.into())?;
    }
    let answer = window().fetch_with_str_and_init(&url, &init);
    let answer: Response = JsFuture::from(answer).await?.dyn_into()?;
    match answer.status() {
        404 => return Ok(Answer::Unknown),
        429 => {
            let after = answer.headers().get("retry-after").ok().flatten();
            let seconds: i64 = after.and_then(|text| text.parse().ok()).unwrap_or_default();
            return Ok(Answer::TooMuch(seconds.saturating_mul(1_000)));
        }
        200 => {}
        _ => return Ok(Answer::Nothing),
    }
    let text = JsFuture::from(answer.text()?).await?;
    let text: js_sys::JsString = text.dyn_into()?;
    if text.length() > MOST {
        return Ok(Answer::Nothing);
    }
    let whole = JSON::parse(&String::from(text))?;
    if get(&whole, "status").as_f64() == Some(0.0) {
        return Ok(Answer::Unknown);
    }
    let product = get(&whole, "product");
    let part = |name: &str| get(&product, name).as_string();
    let tags = get(&product, "categories_tags").dyn_into::<Array>();
    let tags = tags.unwrap_or_default();
    Ok(Answer::Known(Raw {
        code: part("code").or_else(|| get(&whole, "code").as_string()),
        own_name: part(&name),
        name: part("product_name"),
        brands: part("brands"),
        quantity: part("quantity"),
        categories: tags.iter().filter_map(|tag| tag.as_string()).collect(),
    }))
}
