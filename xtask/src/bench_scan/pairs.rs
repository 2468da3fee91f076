//! Whether what stands on one line of the paper, a name and its price most of all, comes
//! out in one row.

use ml::score;

use super::engine::Box4;
use super::measure::Found;
use super::split::Label;

/// Boxes stand on one line if their middles differ by less than this share of the lower
/// one's height: less than between two lines, which are about a height apart.
const SAME_LINE: f32 = 0.5;

/// The labelled lines of two or more boxes, and those of them that are in one row of ours.
pub fn kept(label: &Label, rows: &[String]) -> Found {
    let lines = lines(&label.boxes);
    let several = |line: &&Vec<usize>| line.len() > 1;
    let texts = |line: &Vec<usize>| -> Vec<&str> {
        line.iter().map(|&i| label.texts[i].as_str()).collect()
    };
    let in_one = |texts: &Vec<&str>| rows.iter().any(|row| holds(row, texts));
    let expected: Vec<Vec<&str>> = lines.iter().filter(several).map(texts).collect();
    Found {
        hits: expected.iter().filter(|texts| in_one(texts)).count(),
        expected: expected.len(),
        found: rows.len(),
    }
}

/// Whether a row has half the words of each text or more: a letter that is misread in it
/// does not matter here.
fn holds(row: &str, texts: &[&str]) -> bool {
    let half = |text: &&str| {
        let words = score::words([*text], [row]);
        2 * words.hits >= words.expected
    };
    texts.iter().all(half)
}

/// The positions of the boxes of each line, left to right.
fn lines(boxes: &[Box4]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|&a, &b| boxes[a][0].total_cmp(&boxes[b][0]));
    let mut lines: Vec<Vec<usize>> = Vec::new();
    for next in order {
        let before = |line: &&mut Vec<usize>| {
            let last = line.last();
            last.is_some_and(|&last| follows(&boxes[last], &boxes[next]))
        };
        match lines.iter_mut().find(before) {
            Some(line) => line.push(next),
            None => lines.push(vec![next]),
        }
    }
    lines
}

/// Whether `b` stands to the right of `a` on one line.
fn follows(a: &Box4, b: &Box4) -> bool {
    let lower = (a[3] - a[1]).min(b[3] - b[1]);
    let down = (a[1] + a[3] - b[1] - b[3]).abs() / 2.0;
    b[0] >= (a[0] + a[2]) / 2.0 && b[2] > a[2] && down < SAME_LINE * lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_its_price_count_if_they_are_in_one_row() {
        let label = Label {
            texts: ["SHOP", "RED APPLES", "1.20", "PEARS", "2.40"]
                .map(Into::into)
                .into(),
            boxes: vec![
                [50.0, 0.0, 90.0, 14.0],
                [0.0, 20.0, 70.0, 34.0],
                [150.0, 22.0, 180.0, 36.0],
                [0.0, 36.0, 60.0, 50.0],
                [150.0, 37.0, 180.0, 51.0],
            ],
            total: String::new(),
        };
        let found = |rows: &[&str]| {
            let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
            let found = kept(&label, &rows);
            (found.hits, found.expected)
        };
        assert_eq!(found(&["SHOP", "RED APPLE5 1.20", "PEARS 2.40"]), (2, 2));
        assert_eq!(found(&["SHOP", "RED APPLES", "1.20 PEARS", "2.40"]), (0, 2));
        assert_eq!(found(&["SHOP", "RED APPLES 2.40", "PEARS 1.20"]), (0, 2));
    }
}
