//! A text that another app has shared, as lines to add: a list copied from a message or a
//! note.

/// More lines than this are a document, not a list.
pub const MOST: usize = 100;
/// Letters of a line that are kept.
const LONGEST: usize = 120;

/// The lines of a text that may be food, without their bullets, boxes and numbers; no
/// addresses, and none twice. An address by itself is a line: there is nothing else to offer.
pub fn lines(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let plain = text
        .lines()
        .map(|line| bare(&without_addresses(line)).to_owned());
    for line in plain.filter(|line| is_one(line)) {
        let line = cut(&line);
        if !found.contains(&line) && found.len() < MOST {
            found.push(line);
        }
    }
    if found.is_empty() {
        let mut words = text.split_whitespace();
        let address = words.find_map(|word| word.split_once("://"));
        found.extend(
            address
                .map(|(_, rest)| cut(rest))
                .filter(|rest| is_one(rest)),
        );
    }
    found
}

fn cut(line: &str) -> String {
    line.chars().take(LONGEST).collect()
}

/// Apps share a title and its address in one line.
fn without_addresses(line: &str) -> String {
    if !line.contains("://") {
        return line.to_owned();
    }
    let words = line.split_whitespace();
    words
        .filter(|word| !word.contains("://"))
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_one(line: &str) -> bool {
    line.chars().any(char::is_alphabetic)
}

/// A line without what only marks it as one of a list.
fn bare(line: &str) -> &str {
    let line = line.trim();
    let line = line.trim_start_matches(['-', '*', '•', '–', '·', '☐', '☑', '✓', '✔', '◦']);
    let line = line.trim_start();
    let boxes = ["[ ]", "[x]", "[X]"];
    let line = boxes
        .iter()
        .find_map(|one| line.strip_prefix(one))
        .unwrap_or(line);
    let number = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = number.len() < line.len();
    // "2. eggs" is the second of a list; "2 eggs" and "1.5 l milk" are amounts.
    let rest = number
        .strip_prefix(". ")
        .or_else(|| number.strip_prefix(") "));
    match rest {
        Some(rest) if numbered => rest.trim(),
        _ => line.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_boxes_and_numbers_go_and_amounts_stay() {
        let text = "Shopping for Sunday\n- 2 eggs\n* 1.5 l milk\n• Brot\n[ ] butter\n[x] salt\n\
                    1. flour\n2) 3 apples\n☐ rice\n";
        let expected = [
            "Shopping for Sunday",
            "2 eggs",
            "1.5 l milk",
            "Brot",
            "butter",
            "salt",
            "flour",
            "3 apples",
            "rice",
        ];
        assert_eq!(lines(text), expected);
    }

    #[test]
    fn addresses_numbers_and_repetitions_are_no_lines() {
        let text = "Pancakes\nhttps://kitchen.example/pancakes\n\n  \n12345\n---\nPancakes";
        assert_eq!(lines(text), ["Pancakes"]);
        assert_eq!(lines(""), Vec::<String>::new());
    }

    #[test]
    fn a_link_alone_is_its_title_or_itself() {
        let address = "https://kitchen.example/pancakes";
        assert_eq!(lines(&format!("Pancakes {address}")), ["Pancakes"]);
        assert_eq!(
            lines(&format!("Pancakes\n{address}\n{address}")),
            ["Pancakes"]
        );
        assert_eq!(lines(address), ["kitchen.example/pancakes"]);
        assert_eq!(lines("https://"), Vec::<String>::new());
    }

    #[test]
    fn a_document_is_cut_and_so_is_a_long_line() {
        let text = (0..500).map(|number| format!("line {number}\n"));
        assert_eq!(lines(&text.collect::<String>()).len(), MOST);
        let long = "ö".repeat(1_000);
        assert_eq!(lines(&long)[0].chars().count(), LONGEST);
    }
}
