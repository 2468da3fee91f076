//! What Open Food Facts says of an article: asked only where the member has said yes, believed
//! only as far as it can be a name, and kept on this device.
//!
//! What is asked for is the barcode, and nothing else is sent. The answers are data of other
//! people under the Open Database Licence: wherever one is shown, its source is named.

use std::collections::BTreeMap;

use pantry::barcode::{Barcode, Scanned};
use pantry::category::Category;
use pantry::quantity::{Quantity, Unit};

use crate::host::browser::{now_ms, set_setting, setting};

const ALLOWED: &str = "lookup";
const CACHE: &str = "lookup-answers";

/// Letters of a name: two rows of a phone.
const MOST_LETTERS: usize = 100;

/// Answers that are kept; the oldest go first.
const MOST_ANSWERS: usize = 400;

/// How long an answer holds: names change seldom, and what was unknown may be entered soon.
const KNOWN_MS: i64 = 90 * DAY_MS;
const UNKNOWN_MS: i64 = 3 * DAY_MS;
const DAY_MS: i64 = 86_400_000;

/// Requests in a minute. Open Food Facts allows 100 for products; nobody scans faster than this.
const MOST_A_MINUTE: usize = 15;
const MINUTE_MS: i64 = 60_000;

/// What the member has said about asking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Consent {
    /// Nothing yet: nothing is sent.
    NotAsked,
    /// Yes.
    Given,
    /// No.
    Refused,
}

impl Consent {
    /// What was said on this device.
    pub fn chosen() -> Self {
        match setting(ALLOWED).as_deref() {
            Some("yes") => Self::Given,
            Some("no") => Self::Refused,
            _ => Self::NotAsked,
        }
    }

    /// Keeps what is said now.
    pub fn choose(allowed: bool) -> Self {
        set_setting(ALLOWED, Some(if allowed { "yes" } else { "no" }));
        if !allowed {
            set_setting(CACHE, None);
        }
        Self::chosen()
    }
}

/// An article as Open Food Facts describes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Article {
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub brand: Option<String>,
    /// How much is in a package.
    pub size: Option<Quantity>,
    /// What we file it under.
    pub category: Option<Category>,
}

/// An answer as it came: nothing of it has been looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Raw {
    /// The article that it is about.
    pub code: Option<String>,
    /// The name in the person's language.
    pub own_name: Option<String>,
    /// The name in the language that it was entered in.
    pub name: Option<String>,
    /// Brands, with commas between.
    pub brands: Option<String>,
    /// How much is in a package, as printed.
    pub quantity: Option<String>,
    /// Categories, from the widest on.
    pub categories: Vec<String>,
}

impl Raw {
    /// The article, if this answers the question and has a name that can be shown.
    pub fn checked(&self, asked: Barcode) -> Option<Article> {
        let about = Barcode::parse(self.code.as_deref()?)?;
        if about != asked {
            return None;
        }
        let own = self.own_name.as_deref().and_then(clean);
        let name = own.or_else(|| clean(self.name.as_deref()?))?;
        let first = self.brands.as_deref().and_then(|all| all.split(',').next());
        let measured =
            |size: &Quantity| size.milli > 0 && !matches!(size.unit, Unit::Piece | Unit::Pack);
        let size = self
            .quantity
            .as_deref()
            .filter(|text| text.len() <= MOST_LETTERS);
        Some(Article {
            name,
            brand: first.and_then(clean),
            size: size.and_then(Quantity::parse).filter(measured),
            category: category(&self.categories),
        })
    }
}

/// A text of others as one line: without what no screen shows, and not endless.
fn clean(text: &str) -> Option<String> {
    let shown = |letter: char| !letter.is_control() && !is_unseen(letter);
    // What is longer is no name, and is not gone through.
    let text: String = text.chars().take(4 * MOST_LETTERS).collect();
    let spaced = text.replace(char::is_whitespace, " ");
    let plain: String = spaced.chars().filter(|letter| shown(*letter)).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let line: String = words.join(" ").chars().take(MOST_LETTERS).collect();
    let line = line.trim().to_owned();
    line.chars().any(char::is_alphanumeric).then_some(line)
}

/// Marks that turn the direction of a text or have no width: they can make a name look like
/// another.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}')
}

/// What their categories are here; the first row that fits, so the narrower ones come first.
const CATEGORIES: [(&str, Category); 33] = [
    ("en:frozen-", Category::Frozen),
    ("en:baby-", Category::Baby),
    ("en:pet-food", Category::Pet),
    ("en:alcoholic-beverages", Category::Alcohol),
    ("en:canned-", Category::Canned),
    ("en:breakfast-cereals", Category::Breakfast),
    ("en:breakfasts", Category::Breakfast),
    ("en:spreads", Category::Breakfast),
    ("en:plant-based-milk", Category::DairyEggs),
    ("en:dairies", Category::DairyEggs),
    ("en:eggs", Category::DairyEggs),
    ("en:cheeses", Category::DairyEggs),
    ("en:seafood", Category::Seafood),
    ("en:fishes", Category::Seafood),
    ("en:meals", Category::DeliPrepared),
    ("en:prepared-meats", Category::DeliPrepared),
    ("en:meats", Category::Meat),
    ("en:breads", Category::Bakery),
    ("en:viennoiseries", Category::Bakery),
    ("en:condiments", Category::CondimentsSpices),
    ("en:sauces", Category::CondimentsSpices),
    ("en:spices", Category::CondimentsSpices),
    ("en:fats", Category::CondimentsSpices),
    ("en:biscuits", Category::SnacksSweets),
    ("en:snacks", Category::SnacksSweets),
    ("en:confectioneries", Category::SnacksSweets),
    ("en:beverages", Category::Beverages),
    ("en:pastas", Category::Staples),
    ("en:rices", Category::Staples),
    ("en:flours", Category::Staples),
    ("en:legumes", Category::Staples),
    ("en:fresh-", Category::Produce),
    ("en:fruits", Category::Produce),
];

fn category(tags: &[String]) -> Option<Category> {
    let fits = |start: &str| tags.iter().any(|tag| tag.starts_with(start));
    let row = CATEGORIES.iter().find(|(start, _)| fits(start));
    row.map(|(_, category)| *category)
}

/// The answers that are kept: an article, or that there is none.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Answers(BTreeMap<Barcode, (i64, Option<Article>)>);

impl Answers {
    /// Those of this device that still hold.
    pub fn kept() -> Self {
        Self::read(&setting(CACHE).unwrap_or_default(), now_ms())
    }

    /// What is known of an article; `None` if it has to be asked.
    pub fn of(&self, barcode: Barcode) -> Option<Option<&Article>> {
        let (_, answer) = self.0.get(&barcode)?;
        Some(answer.as_ref())
    }

    /// The article of a code, as far as it is known here.
    pub fn article(&self, code: &Scanned) -> Option<Article> {
        self.of(code.article()?)?.cloned()
    }

    /// Keeps an answer.
    pub fn keep(&mut self, barcode: Barcode, answer: Option<Article>) {
        self.0.insert(barcode, (now_ms(), answer));
        while self.0.len() > MOST_ANSWERS {
            let oldest = self.0.iter().min_by_key(|(_, (at, _))| *at);
            let Some(oldest) = oldest.map(|(barcode, _)| *barcode) else {
                break;
            };
            self.0.remove(&oldest);
        }
        set_setting(CACHE, Some(&self.write()));
    }

    /// One line each: number, moment, name, brand, size, category. No part has a tab in it.
    fn write(&self) -> String {
        let mut text = String::new();
        for (barcode, (at, answer)) in &self.0 {
            text += &format!("{}\t{at}", barcode.as_str());
            if let Some(article) = answer {
                let size = article.size.map(|size| size.to_string());
                let parts = [
                    Some(article.name.as_str()),
                    article.brand.as_deref(),
                    size.as_deref(),
                    article.category.map(Category::id),
                ];
                for part in parts {
                    text.push('\t');
                    text += part.unwrap_or_default();
                }
            }
            text.push('\n');
        }
        text
    }

    fn read(text: &str, now: i64) -> Self {
        let line = |line: &str| {
            let parts: Vec<&str> = line.split('\t').collect();
            let barcode = Barcode::parse(parts.first()?)?;
            let at: i64 = parts.get(1)?.parse().ok()?;
            let part = |at: usize| parts.get(at).filter(|part| !part.is_empty());
            let article = part(2).map(|name| Article {
                name: (*name).to_owned(),
                brand: part(3).map(|brand| (*brand).to_owned()),
                size: part(4).and_then(|size| Quantity::parse(size)),
                category: part(5).and_then(|id| Category::from_id(id)),
            });
            let holds = if article.is_some() {
                KNOWN_MS
            } else {
                UNKNOWN_MS
            };
            (0..holds)
                .contains(&(now - at))
                .then_some((barcode, (at, article)))
        };
        Self(text.lines().filter_map(line).collect())
    }
}

/// How fast is asked, over all screens of this page.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    asked: Vec<i64>,
    not_before: i64,
}

impl Pace {
    /// How long the next request has to wait, in milliseconds; 0 counts it as going now.
    pub fn ask(&mut self, now: i64) -> i64 {
        self.asked.retain(|at| now - at < MINUTE_MS);
        let full = self.asked.len() >= MOST_A_MINUTE;
        let oldest = self.asked.first().filter(|_| full);
        let free = oldest.map_or(now, |oldest| oldest + MINUTE_MS);
        let wait = free.max(self.not_before) - now;
        if wait <= 0 {
            self.asked.push(now);
        }
        wait.max(0)
    }

    /// They have said that it was too much: nothing goes for that long, which is given back.
    pub fn rest(&mut self, now: i64, ms: i64) -> i64 {
        let rest = ms.clamp(MINUTE_MS, 60 * MINUTE_MS);
        self.not_before = now + rest;
        rest
    }
}

/// How long to wait after so many failures in a row, in milliseconds: hardly at all while one
/// of several has not been tried yet, and then longer each time.
pub fn patience_ms(failures: u32, wanted: usize) -> i64 {
    let rounds = failures / u32::try_from(wanted.max(1)).unwrap_or(u32::MAX);
    match rounds {
        0 => 0,
        _ => (5_000 << rounds.min(7)).min(10 * MINUTE_MS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> Barcode {
        Barcode::parse("4006381333931").expect("a valid number")
    }

    fn raw(name: &str) -> Raw {
        Raw {
            code: Some("4006381333931".to_owned()),
            name: Some(name.to_owned()),
            ..Raw::default()
        }
    }

    fn name(raw: &Raw) -> Option<String> {
        raw.checked(code()).map(|article| article.name)
    }

    #[test]
    fn an_answer_becomes_an_article() {
        let answer = Raw {
            own_name: Some(" White  beans ".to_owned()),
            brands: Some("Alba, Alba Foods".to_owned()),
            quantity: Some("400 g".to_owned()),
            categories: ["en:plant-based-foods", "en:canned-foods", "en:legumes"]
                .map(str::to_owned)
                .to_vec(),
            ..raw("Haricots blancs")
        };
        let article = answer.checked(code()).expect("it is about this article");
        assert_eq!(article.name, "White beans");
        assert_eq!(article.brand.as_deref(), Some("Alba"));
        assert_eq!(article.size, Some(Quantity::new(400_000, Unit::Gram)));
        assert_eq!(article.category, Some(Category::Canned));
    }

    #[test]
    fn what_can_be_no_name_is_none() {
        assert_eq!(name(&raw("Beans")).as_deref(), Some("Beans"));
        for nothing in ["", "   ", "\u{7}\u{0}", "—", "\u{202e}"] {
            assert_eq!(name(&raw(nothing)), None, "{nothing:?}");
        }
        let turned = raw("Be\u{202e}ans\u{200b}\n<b>\u{1b}[31m");
        assert_eq!(name(&turned).as_deref(), Some("Beans <b>[31m"));
        let endless = name(&raw(&"bean ".repeat(100_000))).expect("it has letters");
        assert!(endless.chars().count() <= MOST_LETTERS);
        let other = Raw {
            code: Some("96385074".to_owned()),
            ..raw("Beans")
        };
        assert_eq!(name(&other), None, "about another article");
        let nameless = Raw {
            code: None,
            ..raw("Beans")
        };
        assert_eq!(name(&nameless), None);
    }

    #[test]
    fn answers_are_kept_for_their_time() {
        let article = Article {
            name: "Beans".to_owned(),
            brand: None,
            size: Some(Quantity::new(400_000, Unit::Gram)),
            category: Some(Category::Canned),
        };
        let other = Barcode::parse("96385074").expect("a valid number");
        let answers = Answers(BTreeMap::from([
            (code(), (1_000, Some(article.clone()))),
            (other, (1_000, None)),
        ]));
        let again = |now| Answers::read(&answers.write(), now);
        assert_eq!(again(2_000), answers);
        assert_eq!(again(2_000).of(code()), Some(Some(&article)));
        assert_eq!(again(2_000).of(other), Some(None));
        let later = again(UNKNOWN_MS + 2_000);
        assert_eq!((later.of(other), later.of(code()).is_some()), (None, true));
        assert_eq!(again(KNOWN_MS + 2_000), Answers::default());
        assert_eq!(again(0), Answers::default(), "from a clock that was wrong");
        assert_eq!(
            Answers::read("x\t1\n4006381333931\n\t\t", 2),
            Answers::default()
        );
    }

    #[test]
    fn it_is_asked_far_less_often_than_is_allowed() {
        let mut pace = Pace::default();
        let asked = (0..600).filter(|tick| pace.ask(tick * 100) == 0).count();
        assert_eq!(asked, MOST_A_MINUTE);
        assert_eq!(pace.ask(59_900), 100, "a minute after the first");
        assert_eq!(pace.ask(120_000), 0);
        assert_eq!(pace.rest(120_000, 5), MINUTE_MS, "at least a minute");
        assert_eq!(pace.ask(120_000 + MINUTE_MS - 1), 1);
        assert_eq!(pace.ask(120_000 + MINUTE_MS), 0);
        pace.rest(0, i64::MAX);
        assert_eq!(pace.ask(61 * MINUTE_MS), 0, "no answer holds for ever");
    }

    #[test]
    fn nobody_is_asked_in_vain_without_a_pause() {
        assert_eq!(patience_ms(1, 1), 10_000);
        assert_eq!(patience_ms(2, 1), 20_000);
        assert_eq!(patience_ms(1, 3), 0, "the others first");
        assert_eq!(patience_ms(3, 3), 10_000);
        assert_eq!(patience_ms(u32::MAX, 1), 10 * MINUTE_MS);
    }
}
