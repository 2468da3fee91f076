//! `larder parse` and `larder classify`: what is understood of text, without a picture.

use std::io::{BufRead, BufReader, Read};

use anyhow::{Context, Result, ensure};
use ml::classify::{Classifier, Scored};
use serde_json::{Value, json};

use crate::config::Parse;
use crate::print::print;
use crate::scan::{report::Receipt, table};
use crate::weights;

/// No receipt has more text; more would only fill the memory.
const MOST_BYTES: u64 = 16 << 20;

/// Names that are classified together.
const BATCH: usize = 64;

/// Reads the rows of one receipt from standard input and prints what they say.
pub fn parse(config: &Parse) -> Result<()> {
    let mut bytes = Vec::new();
    let mut input = std::io::stdin().lock().take(MOST_BYTES + 1);
    input
        .read_to_end(&mut bytes)
        .context("failed to read standard input")?;
    ensure!(
        bytes.len() as u64 <= MOST_BYTES,
        "the text is too long to be a receipt: pass one receipt, a row a line"
    );
    let rows = ml::parse::rows_from_text(&String::from_utf8_lossy(&bytes));
    let classifier = classifier()?;
    let mut draft = ml::parse::parse_with(rows, Some(classifier.lines()));
    classifier.fill(&mut draft);
    ml::name::fill(&mut draft, &classifier);
    let text = match config.json {
        true => serde_json::to_string(&Receipt::of(&draft))?,
        false => table::of(&draft),
    };
    print(&mut std::io::stdout().lock(), &format!("{text}\n"))?;
    Ok(())
}

/// Answers each line of standard input with a line of JSON, in order.
pub fn classify() -> Result<()> {
    let classifier = classifier()?;
    let mut input = BufReader::new(std::io::stdin().lock());
    let mut out = std::io::stdout().lock();
    loop {
        let names = batch(&mut input).context("failed to read standard input")?;
        if names.is_empty() {
            return Ok(());
        }
        let texts: Vec<&str> = names.iter().map(String::as_str).collect();
        let scored = classifier.classify(&texts);
        let lines = texts
            .iter()
            .zip(&scored)
            .map(|(text, scored)| line(text, scored));
        let lines: String = lines.map(|line| format!("{line}\n")).collect();
        if !print(&mut out, &lines)? {
            return Ok(());
        }
    }
}

fn classifier() -> Result<Classifier> {
    Classifier::new(&weights::CLASSIFIER).context("failed to load the weights")
}

/// The lines that are there already, and at least one: whoever waits for an answer before
/// the next question gets it. Empty at the end.
fn batch(input: &mut BufReader<impl Read>) -> std::io::Result<Vec<String>> {
    let mut lines = Vec::new();
    while lines.is_empty() || (lines.len() < BATCH && input.buffer().contains(&b'\n')) {
        let mut bytes = Vec::new();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&bytes);
        lines.push(text.trim_end_matches(['\n', '\r']).to_owned());
    }
    Ok(lines)
}

/// Programs read it: a field is never renamed or taken away.
fn line(text: &str, scored: &Scored) -> Value {
    let alternative = |(category, score): &(pantry::category::Category, f32)| json!({ "category": category.id(), "score": rounded(*score) });
    json!({
        "text": text,
        "category": scored.category.id(),
        "score": rounded(scored.score),
        "sure": scored.sure,
        "alternatives": scored.alternatives.iter().map(alternative).collect::<Vec<_>>(),
    })
}

fn rounded(score: f32) -> f64 {
    (f64::from(score) * 10_000.0).round() / 10_000.0
}
