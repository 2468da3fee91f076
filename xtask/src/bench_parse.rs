//! Measures what is understood of receipts: `cargo xtask bench parse`.
//!
//! The rows are known by default, so that the parser is measured alone: the transcripts of
//! SROIE, the items that go with some of them, and receipts as noisy text. `--images` reads
//! the pictures instead: SROIE's that training never saw, and the phone photos.
//!
//! `[--images] [--data DIR] [--failures]`. The data are no part of the repository; a set that
//! is not there is named and left out.

#[path = "bench_parse/fields.rs"]
mod fields;
#[path = "bench_parse/items.rs"]
mod items;
#[path = "bench_parse/source.rs"]
mod source;
#[path = "bench_parse/tally.rs"]
mod tally;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use ml::classify::Classifier;
use ml::score::hundredths;
use serde_json::{Value, json};

use crate::bench_scan::engine;
use crate::bench_scan::split;
use crate::root::root;
use fields::Fields;
use items::{Expected, Items, compare};
use source::Source;

/// Where the receipts lie beside a checkout.
const DATA: &str = "../shared/data/receipts";

struct Options {
    data: PathBuf,
    images: bool,
    failures: bool,
}

impl Options {
    fn new(args: &[String]) -> Result<Self> {
        let mut options = Self {
            data: root().join(DATA),
            images: false,
            failures: false,
        };
        let mut rest = args.iter();
        while let Some(arg) = rest.next() {
            match arg.as_str() {
                "--data" => options.data = rest.next().context("--data needs a folder")?.into(),
                "--images" => options.images = true,
                "--failures" => options.failures = true,
                other => {
                    anyhow::bail!("{other:?} is not known: [--images] [--data DIR] [--failures]")
                }
            }
        }
        Ok(options)
    }
}

/// Prints a table, then one line of JSON.
pub fn run(args: &[String]) -> Result<()> {
    let options = Options::new(args)?;
    let mut source = match options.images {
        false => Source::Transcript(Box::new(classifier()?)),
        true => Source::Picture(Box::new(engine::scanner(&root().join("crates/ml/models"))?)),
    };
    type Measure = fn(&mut Source, &Path, &Options) -> Result<Value>;
    let sets: &[(&str, Measure)] = match options.images {
        false => &[
            ("sroie", labelled_fields),
            ("items-dev", silver_items),
            ("text-dev", text_items),
        ],
        true => &[
            ("sroie", labelled_fields),
            ("items-dev", silver_items),
            ("items-dev", photographed_items),
        ],
    };
    let mut figures = Vec::new();
    for (folder, measure) in sets {
        let folder = options.data.join(folder);
        if folder.is_dir() {
            figures.push(measure(&mut source, &folder, &options)?);
        } else {
            println!("{} is not there: left out", folder.display());
        }
    }
    let rows = if options.images { "read" } else { "known" };
    println!(
        "{}",
        json!({"bench": "parse", "rows": rows, "sets": figures})
    );
    Ok(())
}

fn classifier() -> Result<Classifier> {
    let bytes = engine::bytes(&root().join("crates/ml/models"), "classifier.safetensors")?;
    Ok(Classifier::new(&bytes)?)
}

/// The labels of a folder that begin so, by name.
fn labels(folder: &Path, prefix: &str) -> Result<Vec<String>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        let is_label = path
            .extension()
            .is_some_and(|extension| extension == "json");
        names.extend(
            name.filter(|name| is_label && name.starts_with(prefix))
                .map(str::to_owned),
        );
    }
    names.sort();
    Ok(names)
}

fn array<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Company, date, address and total of SROIE: of all transcripts, or of the pictures that
/// training never saw.
fn labelled_fields(source: &mut Source, folder: &Path, options: &Options) -> Result<Value> {
    let names = match source {
        Source::Transcript(_) => labels(folder, "")?,
        Source::Picture(_) => split::validation(folder, &options.data.join("items-dev"))?,
    };
    let mut fields = Fields::default();
    for name in names {
        let file = folder.join(format!("{name}.json"));
        let draft = source.draft(&file)?;
        fields.add(&name, &split::json(&file)?, &draft, options.failures);
    }
    let mut figures = fields.table("sroie");
    figures["set"] = "sroie".into();
    Ok(figures)
}

/// The items that a large model wrote for some receipts of SROIE.
fn silver_items(source: &mut Source, folder: &Path, options: &Options) -> Result<Value> {
    let mut items = Items::default();
    for name in labels(folder, "sroie_")? {
        let truth: Value = split::json(&folder.join(format!("{name}.json")))?;
        let Some(transcript) = truth["transcript"].as_str() else {
            continue;
        };
        let draft = source.draft(&folder.join(transcript))?;
        let expected = array(&truth, "items").iter().map(|item| Expected {
            name: text(item, "name"),
            price: item["price"].as_str().and_then(hundredths),
            quantity: item["quantity"].as_f64().map(thousandths),
        });
        compare(
            &name,
            expected.collect(),
            &draft,
            &mut items,
            options.failures,
        );
    }
    let mut figures = items.table("items-dev");
    figures["set"] = "items-dev".into();
    Ok(figures)
}

/// The items of the phone photos, as corrected by eye.
fn photographed_items(source: &mut Source, folder: &Path, options: &Options) -> Result<Value> {
    let corrections: Value = split::json(&root().join("crates/ml/tests/phone_labels.json"))?;
    let mut items = Items::default();
    for name in labels(folder, "swiss_")? {
        let file = folder.join(format!("{name}.json"));
        let truth: Value = split::json(&file)?;
        let right = &corrections[name.trim_start_matches("swiss_")];
        let expected = on_paper(&truth, right);
        compare(
            &name,
            expected,
            &source.draft(&file)?,
            &mut items,
            options.failures,
        );
    }
    let mut figures = items.table("photos");
    figures["set"] = "photos".into();
    Ok(figures)
}

/// The labelled items of a photo, field by field unless a correction says otherwise, and
/// those that the label lacks.
fn on_paper(truth: &Value, corrections: &Value) -> Vec<Expected> {
    let nothing = Value::Null;
    let corrections = corrections
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let labelled = array(truth, "items").iter().enumerate().map(|(at, item)| {
        let of_it = |right: &&Value| right["item"].as_u64() == Some(at as u64);
        (item, corrections.iter().find(of_it).unwrap_or(&nothing))
    });
    let lacking = corrections.iter().filter(|right| right["item"].is_null());
    let all = labelled.chain(lacking.map(|right| (&nothing, right)));
    let field = |item: &Value, right: &Value, key: &str| {
        right[key]
            .as_str()
            .or(item[key].as_str())
            .map(|text| text.replace(',', "."))
    };
    all.map(|(item, right)| Expected {
        name: field(item, right, "name").unwrap_or_default(),
        price: field(item, right, "price").as_deref().and_then(hundredths),
        quantity: None,
    })
    .collect()
}

/// The noisy receipts that are text alone.
fn text_items(source: &mut Source, folder: &Path, options: &Options) -> Result<Value> {
    let (mut all, mut grocery) = (Items::default(), Items::default());
    for name in labels(folder, "")? {
        let truth: Value = split::json(&folder.join(format!("{name}.json")))?;
        let rows: Vec<&str> = array(&truth, "text")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let draft = source.parsed(ml::parse::rows_from_text(&rows.join("\n")));
        let expected = || {
            let items = array(&truth, "items").iter();
            items.map(|item| Expected {
                name: text(item, "name"),
                price: item["price"].as_str().and_then(hundredths),
                quantity: item["weight"]
                    .as_f64()
                    .or(item["quantity"].as_f64())
                    .map(thousandths),
            })
        };
        compare(
            &name,
            expected().collect(),
            &draft,
            &mut all,
            options.failures,
        );
        if truth["grocery"].as_bool() == Some(true) {
            compare(&name, expected().collect(), &draft, &mut grocery, false);
        }
    }
    let mut figures = all.table("text-dev");
    figures["set"] = "text-dev".into();
    figures["grocery"] = grocery.table("  grocery");
    Ok(figures)
}

fn text(item: &Value, key: &str) -> String {
    item[key].as_str().unwrap_or_default().to_owned()
}

fn thousandths(count: f64) -> i64 {
    (count * 1000.0).round() as i64
}
