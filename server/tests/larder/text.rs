//! `larder parse` and `larder classify` on standard input.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

fn start(args: &[&str]) -> Result<Child> {
    Ok(Command::new(env!("CARGO_BIN_EXE_larder"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?)
}

/// What the program prints for an input, a line each.
fn answers(args: &[&str], input: &[u8]) -> Result<Vec<String>> {
    let mut child = start(args)?;
    let mut stdin = child.stdin.take().context("no standard input")?;
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output()?;
    writer.join().expect("the writer ends")?;
    anyhow::ensure!(output.status.success(), "{:?}", output.status);
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().map(str::to_owned).collect())
}

#[test]
fn the_text_of_a_receipt_is_understood() -> Result<()> {
    let text = "GREEN CORNER\n2026-03-01 10:15\nWHOLE MILK 1L        1.29\nBANANAS           2.38\n  2 @ $1.19ea.\nTOTAL            3.67\n";
    let lines = answers(&["parse", "--json"], text.as_bytes())?;
    assert_eq!(lines.len(), 1);
    let receipt: Value = serde_json::from_str(&lines[0])?;
    assert_eq!(receipt["total"], "3.67");
    assert_eq!(receipt["date"], "2026-03-01");
    assert_eq!(receipt["items"][1]["quantity"], "2");
    assert_eq!(receipt["items"][1]["category"], "produce");
    assert_eq!(receipt["rows"].as_array().map(Vec::len), Some(6));
    Ok(())
}

#[test]
fn text_that_is_no_receipt_gives_an_empty_one() -> Result<()> {
    for input in [&b""[..], b"\xff\xfe\x00", b"\n\n\n"] {
        let lines = answers(&["parse", "--json"], input)?;
        let receipt: Value = serde_json::from_str(&lines[0])?;
        assert_eq!(receipt["items"], serde_json::json!([]));
    }
    Ok(())
}

#[test]
fn every_line_gets_its_category_in_order() -> Result<()> {
    let input = "GV WHL MLK\n\n\u{725b}\u{4e73}\r\nBIO BANANEN";
    let lines = answers(&["classify"], input.as_bytes())?;
    let found: Vec<Value> = lines
        .iter()
        .map(|line| serde_json::from_str(line))
        .collect::<Result<_, _>>()?;
    let texts: Vec<&str> = found.iter().filter_map(|f| f["text"].as_str()).collect();
    assert_eq!(texts, ["GV WHL MLK", "", "\u{725b}\u{4e73}", "BIO BANANEN"]);
    assert_eq!(found[0]["category"], "dairy_eggs");
    assert_eq!(found[3]["category"], "produce");
    for answer in &found {
        let alternatives = answer["alternatives"].as_array().context("alternatives")?;
        assert_eq!(alternatives.len(), 5);
        assert!(answer["score"].as_f64() >= alternatives[0]["score"].as_f64());
    }
    Ok(())
}

#[test]
fn who_waits_for_an_answer_before_the_next_name_gets_it() -> Result<()> {
    let mut child = start(&["classify"])?;
    let mut stdin = child.stdin.take().context("no standard input")?;
    let mut answers = BufReader::new(child.stdout.take().context("no output")?).lines();
    for name in ["milk", "shampoo"] {
        writeln!(stdin, "{name}")?;
        stdin.flush()?;
        let answer: Value = serde_json::from_str(&answers.next().context("no answer")??)?;
        assert_eq!(answer["text"], name);
    }
    drop(stdin);
    assert!(child.wait()?.success());
    Ok(())
}
