//! What the browser knows of languages, asked by its `Intl`.
//!
//! It answers with parts ("integer", "group", "decimal"…), of which the app makes patterns of
//! its own: see [`mod@crate::i18n::forms`]. Where `Intl` refuses a locale, English stands in.

use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use pantry::money::Currency;
use wasm_bindgen::{JsCast, JsValue};

use super::{get, object, window};
use crate::i18n::forms::{Affixes, Asked, DayForm, Forms, Knows, Piece, Unasked};

/// The languages that the person wants, the dearest first, as BCP 47 tags.
pub fn preferred() -> Vec<String> {
    let navigator = window().navigator();
    let all = navigator.languages();
    all.iter().filter_map(|tag| tag.as_string()).collect()
}

/// How this locale writes numbers, money and days.
pub fn forms(locale: &str) -> Forms {
    let locale: Rc<str> = locale.into();
    let english = Forms::english(Rc::new(Intl::of(&locale)));
    let numbers = Asked::by({
        let locale = locale.clone();
        move || numbers(&locale)
    });
    let day = |options: &'static [(&str, &str)], usual: &Asked<DayForm>| {
        asked(&locale, usual, |locale| day_form(locale, options))
    };
    Forms {
        marks: of_numbers(&numbers, &english.marks, |numbers| numbers.0),
        groups: of_numbers(&numbers, &english.groups, |numbers| numbers.1),
        grouped_from: of_numbers(&numbers, &english.grouped_from, |numbers| numbers.2),
        percent: asked(&locale, &english.percent, percent),
        day_month: day(&[D, M], &english.day_month),
        day_month_year: day(&[D, M, Y], &english.day_month_year),
        weekday_day_month: day(&[("weekday", "long"), D, M], &english.weekday_day_month),
        month: day(&[M], &english.month),
        month_year: day(&[M, Y], &english.month_year),
        weekdays: asked(&locale, &english.weekdays, |locale| {
            weekdays(locale, "long", &[D, M])
        }),
        short_weekdays: asked(&locale, &english.short_weekdays, |locale| {
            weekdays(locale, "short", &[])
        }),
        ..english
    }
}

const D: (&str, &str) = ("day", "numeric");
const M: (&str, &str) = ("month", "short");
const Y: (&str, &str) = ("year", "numeric");

/// What the browser says of a locale once it is needed; what is usual where it does not.
fn asked<T: Clone + 'static>(
    locale: &Rc<str>,
    usual: &Asked<T>,
    ask: impl FnOnce(&str) -> Option<T> + 'static,
) -> Asked<T> {
    let (locale, usual) = (locale.clone(), usual.clone());
    Asked::by(move || ask(&locale).unwrap_or_else(|| (*usual).clone()))
}

/// One of the three things that are asked of numbers together.
fn of_numbers<T: Copy + 'static>(
    numbers: &Asked<Option<Numbers>>,
    usual: &Asked<T>,
    of: fn(&Numbers) -> T,
) -> Asked<T> {
    let (numbers, usual) = (numbers.clone(), usual.clone());
    Asked::by(move || numbers.as_ref().map_or_else(|| *usual, of))
}

/// The time of day of a moment, by one formatter for all.
pub struct Clock {
    formatter: JsValue,
}

impl Clock {
    /// The clock of a locale: `18:05`, `6:05 PM`.
    pub fn of(locale: &str) -> Option<Self> {
        let options = [("hour", "numeric"), ("minute", "2-digit")];
        let formatter = formatter("DateTimeFormat", locale, &options)?;
        Some(Self { formatter })
    }

    /// What it shows at this moment (milliseconds since 1970).
    pub fn at(&self, ms: i64) -> Option<String> {
        let moment = js_sys::Date::new(&JsValue::from_f64(ms as f64));
        call(&self.formatter, "format", &moment)?.as_string()
    }
}

/// Where the device is, as the IANA time zone database calls it.
pub fn zone() -> Option<String> {
    let format = formatter("DateTimeFormat", "en", &[])?;
    let resolved = call(&format, "resolvedOptions", &JsValue::UNDEFINED)?;
    get(&resolved, "timeZone").as_string()
}

/// What a currency is called in the language of a locale.
pub fn currency_name(locale: &str, currency: Currency) -> Option<String> {
    let names = formatter("DisplayNames", locale, &[("type", "currency")])?;
    call(&names, "of", &currency.code().into())?.as_string()
}

/// What is asked again while the app runs.
struct Intl {
    locale: Rc<str>,
    /// `None` where it refuses the locale.
    plurals: Asked<Option<JsValue>>,
}

impl Intl {
    fn of(locale: &Rc<str>) -> Self {
        let own = locale.clone();
        Self {
            locale: locale.clone(),
            plurals: Asked::by(move || formatter("PluralRules", &own, &[])),
        }
    }
}

impl Knows for Intl {
    fn money(&self, currency: Currency) -> Affixes {
        let options = [
            ("style", "currency"),
            ("currency", currency.code()),
            ("currencyDisplay", "narrowSymbol"),
        ];
        let around = |amount: f64| {
            let formatter = formatter("NumberFormat", &self.locale, &options)?;
            Some(affixes(&parts(&formatter, &amount.into())?))
        };
        match (around(1.0), around(-1.0)) {
            (Some(plain), Some(negative)) => Affixes { plain, negative },
            _ => Unasked.money(currency),
        }
    }

    fn plural(&self, milli: i64) -> &'static str {
        let Some(plurals) = &*self.plurals else {
            return Unasked.plural(milli);
        };
        let number = JsValue::from_f64(milli as f64 / 1_000.0);
        let form = call(plurals, "select", &number).and_then(|form| form.as_string());
        match form.as_deref() {
            Some("zero") => "zero",
            Some("one") => "one",
            Some("two") => "two",
            Some("few") => "few",
            Some("many") => "many",
            _ => "other",
        }
    }
}

/// A part of something written: its kind and its text.
type Part = (String, String);

/// The marks within numbers, the sizes of groups, and from how many digits there are any.
type Numbers = (pantry::typed::Marks, [usize; 2], usize);

fn numbers(locale: &str) -> Option<Numbers> {
    let formatter = formatter("NumberFormat", locale, &[])?;
    let long = parts(&formatter, &1_234_567_890.5.into())?;
    let text = |kind: &str| {
        let found = long.iter().find(|(part, _)| part == kind);
        found.and_then(|(_, text)| text.chars().next())
    };
    let marks = pantry::typed::Marks {
        decimal: text("decimal")?,
        group: text("group").unwrap_or('\u{a0}'),
    };
    let groups: Vec<usize> = long
        .iter()
        .filter(|(part, _)| part == "integer")
        .map(|(_, digits)| digits.chars().count())
        .collect();
    let groups = match groups.as_slice() {
        [_, .., before, last] => [*last, *before],
        _ => [3, 3],
    };
    let short = parts(&formatter, &1_234.into())?;
    let grouped = short.iter().any(|(part, _)| part == "group");
    Some((marks, groups, if grouped { 4 } else { 5 }))
}

/// What stands around a number of hundredths.
fn percent(locale: &str) -> Option<[String; 2]> {
    let formatter = formatter("NumberFormat", locale, &[("style", "percent")])?;
    Some(affixes(&parts(&formatter, &0.12.into())?))
}

/// What stands before the first digit and behind the last.
fn affixes(parts: &[Part]) -> [String; 2] {
    let digits =
        |(kind, _): &Part| matches!(kind.as_str(), "integer" | "group" | "decimal" | "fraction");
    let first = parts.iter().position(digits).unwrap_or(parts.len());
    let last = parts
        .iter()
        .rposition(digits)
        .map_or(parts.len(), |at| at + 1);
    let text = |parts: &[Part]| parts.iter().map(|(_, text)| text.as_str()).collect();
    [text(&parts[..first]), text(&parts[last..])]
}

/// The order of a day's parts, and the names that months have there: `12. Nov.` is no
/// `November`.
fn day_form(locale: &str, options: &[(&str, &str)]) -> Option<DayForm> {
    let formatter = formatter("DateTimeFormat", locale, options)?;
    let mut months = Vec::new();
    let mut pieces = Vec::new();
    for month in 0..12 {
        let parts = parts(&formatter, &noon(month, 15))?;
        months.push(parts.iter().find(|(kind, _)| kind == "month")?.1.clone());
        if pieces.is_empty() {
            pieces = parts.into_iter().map(piece).collect();
        }
    }
    Some(DayForm { pieces, months })
}

fn piece((kind, text): Part) -> Piece {
    match kind.as_str() {
        "day" => Piece::Day,
        "month" => Piece::Month,
        "year" => Piece::Year,
        "weekday" => Piece::Weekday,
        _ => Piece::Text(text),
    }
}

/// The names of the days of a week, as they are written with these parts.
fn weekdays(locale: &str, length: &str, with: &[(&str, &str)]) -> Option<Vec<String>> {
    let options = [&[("weekday", length)], with].concat();
    let formatter = formatter("DateTimeFormat", locale, &options)?;
    // The first of June 2026 is a Monday.
    let names = (1..=7).map(|day| {
        let parts = parts(&formatter, &noon(5, day))?;
        let found = parts.into_iter().find(|(kind, _)| kind == "weekday");
        found.map(|(_, name)| name)
    });
    names.collect()
}

/// Noon of a day of 2026 on the device's calendar; months count from 0.
fn noon(month: i32, day: i32) -> JsValue {
    js_sys::Date::new_with_year_month_day_hr(2026, month, day, 12).into()
}

/// One of `Intl`'s objects; `None` where it refuses the locale or an option.
fn formatter(kind: &str, locale: &str, options: &[(&str, &str)]) -> Option<JsValue> {
    let class: Function = get(&get(&js_sys::global(), "Intl"), kind).dyn_into().ok()?;
    let options: Vec<(&str, JsValue)> = options
        .iter()
        .map(|&(name, value)| (name, value.into()))
        .collect();
    let arguments = Array::of2(&locale.into(), &object(&options));
    Reflect::construct(&class, &arguments).ok()
}

fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    let method: Function = get(object, method).dyn_into().ok()?;
    method.call1(object, argument).ok()
}

fn parts(formatter: &JsValue, value: &JsValue) -> Option<Vec<Part>> {
    let parts: Array = call(formatter, "formatToParts", value)?.dyn_into().ok()?;
    let part = |part: JsValue| {
        let text = |name| get(&part, name).as_string();
        Some((text("type")?, text("value")?))
    };
    parts.iter().map(part).collect()
}
