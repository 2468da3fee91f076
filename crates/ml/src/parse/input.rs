//! Rows out of plain text, so that the parser can be used without an image.

use pantry::receipt::{Bounds, Row, Word};

/// Pixels that a character of plain text is taken to be wide.
const CHAR_WIDTH: i32 = 10;
/// Pixels that a row of plain text is taken to be high.
const ROW_HEIGHT: i32 = 20;

/// A row for each line; runs of two blanks and more separate its words.
///
/// Empty lines give empty rows, so that row numbers are line numbers. Places are
/// made up from the columns and lines of the text.
#[must_use]
pub fn rows_from_text(text: &str) -> Vec<Row> {
    text.lines()
        .enumerate()
        .map(|(index, line)| row(index, line))
        .collect()
}

fn row(index: usize, line: &str) -> Row {
    let y0 = i32::try_from(index)
        .unwrap_or(i32::MAX / ROW_HEIGHT - 1)
        .min(i32::MAX / ROW_HEIGHT - 1)
        * ROW_HEIGHT;
    let words = words(line, y0);
    let text = words
        .iter()
        .map(|word| word.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let x0 = words.first().map_or(0, |word| word.bounds.x0);
    let x1 = words.last().map_or(0, |word| word.bounds.x1);
    Row {
        text,
        bounds: Bounds {
            x0,
            y0,
            x1,
            y1: y0 + ROW_HEIGHT,
        },
        confidence: 1.0,
        words,
    }
}

fn words(line: &str, y0: i32) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut blanks = 2;
    for (column, c) in line.chars().enumerate() {
        if c.is_whitespace() {
            blanks += if c == '\t' { 2 } else { 1 };
            continue;
        }
        let x0 = i32::try_from(column)
            .unwrap_or(i32::MAX)
            .saturating_mul(CHAR_WIDTH);
        let x1 = x0.saturating_add(CHAR_WIDTH);
        match words.last_mut() {
            Some(word) if blanks < 2 => {
                if blanks == 1 {
                    word.text.push(' ');
                }
                word.text.push(c);
                word.bounds.x1 = x1;
            }
            _ => {
                let bounds = Bounds {
                    x0,
                    y0,
                    x1,
                    y1: y0 + ROW_HEIGHT,
                };
                words.push(Word {
                    text: c.to_string(),
                    bounds,
                    confidence: 1.0,
                    ..Word::default()
                });
            }
        }
        blanks = 0;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_gaps_separate_words_and_lines_are_rows() {
        let rows = rows_from_text("MILK 2L      3.50\n\nTOTAL  3.50");
        let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
        assert_eq!(texts, ["MILK 2L 3.50", "", "TOTAL 3.50"]);
        assert_eq!(rows[0].words.len(), 2);
        assert_eq!(rows[2].bounds.y0, 40);
    }
}
