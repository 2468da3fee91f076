//! Every visible string, in the person's language.
//!
//! The texts stand in `i18n/*.ftl`, in Fluent's notation ([`fluent`]). English is in the app
//! itself; another language is fetched, and English stands in for what it lacks. A key that
//! nobody knows shows itself. Numbers, money and days are written by [`mod@forms`].

mod fluent;
pub mod forms;
pub mod language;
mod pseudo;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Display;
use std::rc::Rc;

use yew::AttrValue;

use fluent::{Grammar, messages};
use forms::{Forms, Unasked};
use language::Language;

const ENGLISH: &str = include_str!("../i18n/en.ftl");

thread_local! {
    static MESSAGES: HashMap<&'static str, &'static str> = messages(ENGLISH).collect();
    static WORDS: RefCell<Rc<Words>> = RefCell::new(Rc::new(Words::default()));
}

/// A message: `t!("key")`, or with variables `t!("key", count = 3)`.
macro_rules! t {
    ($key:expr) => { $crate::i18n::text($key, &[]) };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::text($key, &[$((stringify!($name), &$value as &dyn std::fmt::Display)),+])
    };
}
pub(crate) use t;

/// What is spoken now.
struct Words {
    language: Language,
    /// What it says instead of English.
    translated: HashMap<Rc<str>, Rc<str>>,
    forms: Rc<Forms>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            language: Language::English,
            translated: HashMap::new(),
            forms: Rc::new(Forms::english(Rc::new(Unasked))),
        }
    }
}

/// A message by its key, with its variables filled in. A variable called `count` is a number
/// and is written as the language writes numbers.
pub fn text(key: &str, variables: &[(&str, &dyn Display)]) -> AttrValue {
    let words = words();
    if let Some(pattern) = words.translated.get(key) {
        return match pattern.contains('{') {
            true => fluent::fill(pattern, variables, &*words).into(),
            false => AttrValue::Rc(pattern.clone()),
        };
    }
    let found = MESSAGES.with(|messages| messages.get(key).copied());
    match found {
        Some(plain) if !plain.contains('{') && !words.disguises() => AttrValue::Static(plain),
        Some(pattern) => fluent::fill(pattern, variables, &*words).into(),
        None => key.to_owned().into(),
    }
}

/// Speaks this language from now on; `source` is its file. Whatever is drawn already must be
/// drawn anew.
pub fn speak(language: Language, source: Option<&str>, forms: Forms) {
    let of = |(key, text): (&str, &str)| (Rc::from(key), Rc::from(text));
    let words = Words {
        language,
        translated: source
            .map(|source| messages(source).map(of).collect())
            .unwrap_or_default(),
        forms: Rc::new(forms),
    };
    WORDS.set(Rc::new(words));
}

/// The language that is spoken.
pub fn language() -> Language {
    words().language
}

/// How numbers, money and days are written.
pub fn forms() -> Rc<Forms> {
    words().forms.clone()
}

fn words() -> Rc<Words> {
    WORDS.with_borrow(Rc::clone)
}

impl Words {
    /// Whether even plain English is shown otherwise.
    fn disguises(&self) -> bool {
        matches!(self.language, Language::Stretched | Language::Mirrored)
    }
}

impl Grammar for Words {
    fn plural(&self, number: &str) -> &'static str {
        self.forms.plural(number)
    }

    fn literal(&self, text: &str, out: &mut String) {
        match self.language {
            Language::Stretched => pseudo::stretched(text, out),
            Language::Mirrored => pseudo::mirrored(text, out),
            _ => out.push_str(text),
        }
    }

    fn value(&self, name: &str, value: &dyn Display, out: &mut String) {
        let text = value.to_string();
        let number = (name == "count")
            .then(|| text.parse::<i64>().ok())
            .flatten();
        let milli = number.and_then(|number| number.checked_mul(1_000));
        let text = milli.map_or(text, |milli| self.forms.number(milli));
        if self.language.direction() == "rtl" {
            // What is foreign within a sentence must not turn its neighbours round.
            out.extend(["\u{2068}", &text, "\u{2069}"]);
        } else {
            out.push_str(&text);
        }
    }
}

#[cfg(test)]
mod tests;
