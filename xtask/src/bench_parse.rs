//! Measures the parser alone, on rows whose text is known: the transcripts of
//! SROIE, the items that go with some of them, and receipts as noisy text.
//!
//! `cargo xtask bench parse [--data DIR] [--failures]`. The data are no part of
//! the repository; a set that is not there is named and left out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use ml::rows::Spot;
use ml::score::hundredths;
use pantry::receipt::{Bounds, Draft, LineItem, Row, Word};
use serde_json::{Value, json};

/// Two names are the same from this similarity on (of a Levenshtein ratio).
const SAME_NAME: f64 = 0.8;

/// Where the receipts lie beside a checkout.
const DATA: &str = "../shared/data/receipts";

/// Prints a table, then one line of JSON.
pub fn run(args: &[String]) -> Result<()> {
    let mut data = PathBuf::from(DATA);
    let mut failures = false;
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--data" => data = rest.next().context("--data needs a folder")?.into(),
            "--failures" => failures = true,
            other => anyhow::bail!("{other:?} is not known: [--data DIR] [--failures]"),
        }
    }
    let mut figures = serde_json::Map::new();
    for (folder, measure) in [
        ("sroie", fields as fn(&Path, bool) -> Result<Value>),
        ("items-dev", silver_items),
        ("text-dev", text_items),
    ] {
        let folder = data.join(folder);
        if folder.is_dir() {
            let name = folder
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            figures.insert(name, measure(&folder, failures)?);
        } else {
            println!("{} is not there: left out", folder.display());
        }
    }
    println!("{}", Value::Object(figures));
    Ok(())
}

/// The files of a folder by name, read as JSON.
fn files(folder: &Path, prefix: &str) -> Result<BTreeMap<String, Value>> {
    let mut files = BTreeMap::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?
    {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with(prefix) && name.ends_with(".json") {
            let text = std::fs::read_to_string(&path)?;
            files.insert(
                name,
                serde_json::from_str(&text)
                    .with_context(|| format!("reading {}", path.display()))?,
            );
        }
    }
    Ok(files)
}

/// The rows of a transcript, grouped as the scanner groups them.
fn rows(transcript: &Value) -> Vec<Row> {
    let words: Vec<Word> = array(transcript, "segments")
        .iter()
        .filter_map(word)
        .collect();
    let spots: Vec<Spot> = words
        .iter()
        .map(|word| Spot {
            left: word.bounds.x0 as f32,
            right: word.bounds.x1 as f32,
            y: (word.bounds.y0 + word.bounds.y1) as f32 / 2.0,
            height: (word.bounds.y1 - word.bounds.y0) as f32,
            slope: 0.0,
        })
        .collect();
    let joined = |group: Vec<usize>| {
        ml::rows::joined(group.into_iter().map(|at| words[at].clone()).collect())
    };
    ml::rows::group(&spots).into_iter().map(joined).collect()
}

fn word(segment: &Value) -> Option<Word> {
    let corner = |at: usize| segment["box"][at].as_f64().map(|pixel| pixel as i32);
    let bounds = Bounds {
        x0: corner(0)?,
        y0: corner(1)?,
        x1: corner(2)?,
        y1: corner(3)?,
    };
    Some(Word {
        text: segment["text"].as_str()?.to_owned(),
        bounds,
        confidence: 1.0,
        ..Word::default()
    })
}

fn array<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Right ones of so many.
#[derive(Clone, Copy, Default)]
struct Tally {
    right: usize,
    all: usize,
}

impl Tally {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn share(self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

/// Total, date, company and address on the transcripts of SROIE.
fn fields(folder: &Path, failures: bool) -> Result<Value> {
    let (mut total, mut date, mut company, mut address) = (
        Tally::default(),
        Tally::default(),
        Tally::default(),
        Tally::default(),
    );
    let (mut sums, mut consistent) = (0, 0);
    for (name, truth) in files(folder, "")? {
        let draft = ml::parse::parse(rows(&truth));
        let text = |key: &str| truth[key].as_str().unwrap_or_default();
        let check = |tally: &mut Tally, key: &str, right: bool, found: String| {
            tally.add(right);
            if failures && !right {
                println!("{name} {key}: {:?}, read {found:?}", text(key));
            }
        };
        if let Some(expected) = hundredths(text("total")) {
            let found = draft
                .total
                .map(|money| money.to_string())
                .unwrap_or_default();
            check(
                &mut total,
                "total",
                hundredths(&found) == Some(expected),
                found,
            );
        }
        if !text("date").is_empty() {
            let found = draft.date.map(|date| date.to_string()).unwrap_or_default();
            check(&mut date, "date", same_day(text("date"), &found), found);
        }
        let loose = |text: &str| {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .collect::<String>()
                .to_uppercase()
        };
        let found = draft.merchant.clone().unwrap_or_default();
        check(
            &mut company,
            "company",
            loose(&found) == loose(text("company")),
            found,
        );
        let found = draft.address.clone().unwrap_or_default();
        check(
            &mut address,
            "address",
            loose(&found) == loose(text("address")),
            found,
        );
        let mismatch = draft
            .doubts
            .iter()
            .any(|doubt| matches!(doubt.kind, pantry::receipt::DoubtKind::TotalMismatch { .. }));
        sums += usize::from(!draft.items.is_empty() && draft.total.is_some());
        consistent += usize::from(!draft.items.is_empty() && draft.total.is_some() && !mismatch);
    }
    println!(
        "sroie      total {:.3}  date {:.3}  company {:.3}  address {:.3} (letters and digits only)",
        total.share(),
        date.share(),
        company.share(),
        address.share()
    );
    println!(
        "           of {} receipts with items and a total, {consistent} add up",
        sums
    );
    Ok(
        json!({"receipts": total.all, "total": total.share(), "date": date.share(), "company": company.share(), "address": address.share(), "with_items": sums, "add_up": consistent}),
    )
}

/// How the labels say the day, nearly always the day first.
const DAYS: [&str; 16] = [
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d/%m/%y",
    "%d-%m-%y",
    "%d.%m.%y",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d %b %Y",
    "%d %b %y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%b %d, %Y",
    "%d/%b/%Y",
    "%m/%d/%Y",
];

/// Whether a label says this day; the parser under test has no say in it.
fn same_day(label: &str, found: &str) -> bool {
    let label = label.trim_matches(['(', ')', ' ']);
    let words: Vec<&str> = label.split_whitespace().collect();
    // A time may follow; a month in letters takes three words.
    let heads = [1, 3].map(|count| words[..count.min(words.len())].join(" "));
    let days = heads.iter().flat_map(|head| {
        DAYS.iter()
            .map(move |form| pantry::Date::strptime(form, head))
    });
    days.flatten().any(|day| day.to_string() == found)
}

/// What was expected and found, over a set.
#[derive(Default)]
struct Items {
    expected: usize,
    found: usize,
    pairs: usize,
    quantities: Tally,
}

impl Items {
    fn f1(&self) -> f64 {
        2.0 * self.pairs as f64 / (self.expected + self.found).max(1) as f64
    }

    fn table(&self, name: &str) -> Value {
        let (precision, recall) = (
            self.pairs as f64 / self.found.max(1) as f64,
            self.pairs as f64 / self.expected.max(1) as f64,
        );
        println!(
            "{name:<10} items F1 {:.3}  precision {precision:.3}  recall {recall:.3}  quantity {:.3} of {}",
            self.f1(),
            self.quantities.share(),
            self.quantities.all
        );
        json!({"items": self.expected, "f1": self.f1(), "precision": precision, "recall": recall, "quantity": self.quantities.share(), "quantities": self.quantities.all})
    }
}

struct Expected {
    name: String,
    price: Option<i64>,
    quantity: Option<i64>,
}

/// The items that a large model wrote for some transcripts.
fn silver_items(folder: &Path, failures: bool) -> Result<Value> {
    let mut items = Items::default();
    for (name, truth) in files(folder, "sroie_")? {
        let Some(transcript) = truth["transcript"].as_str() else {
            continue;
        };
        let transcript: Value =
            serde_json::from_str(&std::fs::read_to_string(folder.join(transcript))?)?;
        let draft = ml::parse::parse(rows(&transcript));
        let expected = array(&truth, "items").iter().map(|item| Expected {
            name: item["name"].as_str().unwrap_or_default().to_owned(),
            price: item["price"].as_str().and_then(hundredths),
            quantity: item["quantity"]
                .as_f64()
                .map(|count| (count * 1000.0).round() as i64),
        });
        compare(&name, expected.collect(), &draft, &mut items, failures);
    }
    Ok(items.table("items-dev"))
}

/// The noisy receipts that are text alone.
fn text_items(folder: &Path, failures: bool) -> Result<Value> {
    let (mut all, mut grocery) = (Items::default(), Items::default());
    for (name, truth) in files(folder, "")? {
        let text: Vec<&str> = array(&truth, "text")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let draft = ml::parse::parse(ml::parse::rows_from_text(&text.join("\n")));
        let expected = || {
            array(&truth, "items").iter().map(|item| Expected {
                name: item["name"].as_str().unwrap_or_default().to_owned(),
                price: item["price"].as_str().and_then(hundredths),
                quantity: item["weight"]
                    .as_f64()
                    .or(item["quantity"].as_f64())
                    .map(|count| (count * 1000.0).round() as i64),
            })
        };
        compare(&name, expected().collect(), &draft, &mut all, failures);
        if truth["grocery"].as_bool() == Some(true) {
            compare(&name, expected().collect(), &draft, &mut grocery, false);
        }
    }
    let all = all.table("text-dev");
    Ok(json!({"all": all, "grocery": grocery.table("  grocery")}))
}

/// Pairs the items of one receipt by name and price. Expected items without a price
/// do not count, and neither does what was found for them.
fn compare(file: &str, expected: Vec<Expected>, draft: &Draft, score: &mut Items, failures: bool) {
    let mut free: Vec<&LineItem> = draft
        .items
        .iter()
        .filter(|item| item.price.is_some())
        .collect();
    let mut missed = Vec::new();
    for want in expected.iter().filter(|want| want.price.is_some()) {
        score.expected += 1;
        let position = best(&free, |item| {
            let same = item.price.map(|price| price.minor) == want.price;
            same.then(|| similarity(want, item))
                .filter(|similar| *similar >= SAME_NAME)
        });
        match position {
            Some(at) => {
                let item = free.remove(at);
                score.found += 1;
                score.pairs += 1;
                if let Some(quantity) = want.quantity {
                    let found = item.quantity.map_or(1000, |found| found.milli);
                    score.quantities.add(found == quantity);
                    if failures && found != quantity {
                        println!("{file} counted {:?} {found}, not {quantity}", want.name);
                    }
                }
            }
            None => missed.push(want),
        }
    }
    for want in expected.iter().filter(|want| want.price.is_none()) {
        if let Some(at) = best(&free, |item| {
            Some(similarity(want, item)).filter(|similar| *similar >= SAME_NAME)
        }) {
            free.remove(at);
        }
    }
    score.found += free.len();
    if failures && !(missed.is_empty() && free.is_empty()) {
        for want in missed {
            println!("{file} missed {:?} {:?}", want.name, want.price);
        }
        for item in free {
            println!(
                "{file} extra  {:?} {}",
                item.name,
                item.price
                    .map(|price| price.to_string())
                    .unwrap_or_default()
            );
        }
    }
}

fn best(items: &[&LineItem], score: impl Fn(&LineItem) -> Option<f64>) -> Option<usize> {
    let scored = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| Some((at, score(item)?)));
    scored.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
}

/// The better of the similarities to the readable name and to the printed text.
fn similarity(want: &Expected, item: &LineItem) -> f64 {
    ratio(&want.name, &item.name).max(ratio(&want.name, &item.text))
}

/// One less the edits per letter of the longer text; case and signs do not count.
fn ratio(a: &str, b: &str) -> f64 {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<Vec<char>>()
    };
    let (a, b) = (letters(a), letters(b));
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (corner + usize::from(x != y))
                .min(row[j] + 1)
                .min(row[j + 1] + 1);
            corner = row[j + 1];
            row[j + 1] = next;
        }
    }
    1.0 - row[b.len()] as f64 / a.len().max(b.len()).max(1) as f64
}
