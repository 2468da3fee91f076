//! Shots of a small receipt, cut and spoilt in every way.

use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::parse::rows_from_text;

const RECEIPT: [&str; 9] = [
    "Greenleaf Market",
    "27 Mill Road",
    "Semi skimmed milk 1.65",
    "Free range eggs 3.20",
    "Wholemeal bread 1.40",
    "Gala apples 1.89",
    "Mature cheddar 3.10",
    "Basmati rice 2.25",
    "TOTAL 13.49",
];

fn rows(texts: &[&str]) -> Vec<Row> {
    rows_from_text(&texts.join("\n"))
}

fn shot(of: Range<usize>) -> Vec<Row> {
    rows(&RECEIPT[of])
}

fn texts(rows: &[(usize, Row)]) -> Vec<&str> {
    rows.iter().map(|(_, row)| row.text.as_str()).collect()
}

/// Joins shots of which each is a file of its own.
fn join(shots: Vec<Vec<Row>>) -> Vec<(usize, Row)> {
    let sheets = (0..).zip(shots).map(|(file, rows)| Sheet { file, rows });
    super::join(sheets.collect())
}

#[track_caller]
fn check(shots: &[&[&str]], expected: &[&str]) {
    let joined = join(shots.iter().map(|texts| rows(texts)).collect());
    assert_eq!(texts(&joined), expected, "of {shots:#?}");
}

#[test]
fn overlapping_shots_make_one_receipt_in_either_order() {
    for shots in [
        vec![shot(0..6), shot(3..9)],
        vec![shot(3..9), shot(0..6)],
        vec![shot(5..9), shot(0..4), shot(2..7)],
    ] {
        assert_eq!(texts(&join(shots)), RECEIPT);
    }
}

#[test]
fn slips_and_cut_rows_do_not_part_what_belongs_together() {
    let mut upper = shot(0..7);
    upper[4].text = "Wholemea1 bread 1.4O".to_owned();
    upper[6].text = "M_t_r_ ch".to_owned();
    upper[6].confidence = 0.6;
    let mut lower = shot(3..9);
    lower[0].text = "Free r nge".to_owned();
    let joined = join(vec![upper, lower]);
    let joined = texts(&joined);
    assert_eq!(joined.len(), RECEIPT.len());
    assert_eq!((joined[3], joined[6]), (RECEIPT[3], RECEIPT[6]));
}

#[test]
fn a_row_that_one_shot_misses_is_taken_from_the_other() {
    for (upper, lower) in [(0..6, 3..9), (0..7, 3..9), (0..8, 2..9), (0..9, 0..9)] {
        let both = lower.start..upper.end;
        each_may_miss(&RECEIPT[both], &[upper, lower]);
    }
}

#[test]
fn each_of_three_shots_may_miss_a_row_of_all_three() {
    each_may_miss(&RECEIPT[3..6], &[0..6, 2..7, 3..9]);
}

/// The receipt is whole whichever shot misses one of the rows, in either order.
fn each_may_miss(rows: &[&str], shots: &[Range<usize>]) {
    for missed in rows {
        for of in 0..shots.len() {
            let mut shots: Vec<Vec<Row>> = shots.iter().cloned().map(shot).collect();
            shots[of].retain(|row| row.text != *missed);
            for _ in 0..2 {
                let joined = join(shots.clone());
                assert_eq!(texts(&joined), RECEIPT, "{missed} missed by shot {of}");
                shots.reverse();
            }
        }
    }
}

#[test]
fn each_shot_may_miss_what_the_other_has() {
    check(
        &[
            &["Milk 1.65", "Eggs 3.20", "Bread 1.40", "Apples 1.89"],
            &["Milk 1.65", "Bread 1.40", "Cheddar 3.10", "Apples 1.89"],
        ],
        &[
            "Milk 1.65",
            "Eggs 3.20",
            "Bread 1.40",
            "Cheddar 3.10",
            "Apples 1.89",
        ],
    );
}

#[test]
fn two_of_the_same_stay_two() {
    let twice = [
        "Milk 1.65",
        "Eggs 3.20",
        "Bread 1.40",
        "Bread 1.40",
        "Apples 1.89",
        "Rice 2.25",
    ];
    for from in 0..4 {
        for to in from + 2..=6 {
            check(&[&twice[..to], &twice[from..]], &twice);
        }
    }
    // A shot that has one of them only does not take the other away.
    check(
        &[
            &["Milk 1.65", "Eggs 3.20", "Bread 1.40", "Apples 1.89"],
            &twice[1..],
        ],
        &twice,
    );
    check(
        &[
            &twice[..5],
            &["Eggs 3.20", "Bread 1.40", "Apples 1.89", "Rice 2.25"],
        ],
        &twice,
    );
}

#[test]
fn pages_that_share_nothing_follow_each_other() {
    let joined = join(vec![shot(0..5), shot(5..9)]);
    assert_eq!(texts(&joined), RECEIPT);
    let shots: Vec<usize> = joined.iter().map(|(shot, _)| *shot).collect();
    assert_eq!(shots, [0, 0, 0, 0, 0, 1, 1, 1, 1]);
}

#[test]
fn nothing_joins_to_nothing() {
    assert!(join(Vec::new()).is_empty());
    assert!(join(vec![Vec::new(), Vec::new()]).is_empty());
    assert_eq!(texts(&join(vec![Vec::new(), shot(0..9)])), RECEIPT);
}

/// Rows that have little in common.
fn numbers(count: u32) -> Vec<String> {
    (0..count)
        .map(|n| format!("{:x} {n}", n.wrapping_mul(2_654_435_761)))
        .collect()
}

#[test]
fn a_shot_of_the_middle_of_another_adds_nothing() {
    let long = numbers(40);
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    check(&[&long, &long[15..20]], &long);
    check(&[&long[15..20], &long], &long);
}

#[test]
fn more_rows_than_are_compared_are_all_kept() {
    let long = numbers(700);
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    check(&[&long[..400], &long[300..]], &long);
    // As long an overlap is not looked for.
    assert_eq!(
        join(vec![rows(&long[..500]), rows(&long[100..])]).len(),
        1_100
    );
}

#[test]
fn a_shot_within_others_adds_only_what_they_miss() {
    let mut shots = vec![shot(2..7), shot(0..6), shot(3..9)];
    shots[0].remove(1);
    shots[1].remove(4);
    assert_eq!(texts(&join(shots)), RECEIPT);
}

#[test]
fn a_shot_within_another_parts_it_from_none() {
    let long = numbers(40);
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    for shots in [
        [&long[..30], &long[12..26], &long[26..]],
        [&long[..20], &long[16..], &long[21..34]],
    ] {
        for [a, b, c] in [[0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]] {
            check(&[shots[a], shots[b], shots[c]], &long);
        }
    }
}

#[test]
fn pages_of_one_file_follow_each_other_with_all_that_they_repeat() {
    let cat = "Cat food 85g 0.45";
    let first = [&RECEIPT[..3], &[cat; 4]].concat();
    let second = [&[cat; 6], &RECEIPT[6..]].concat();
    let sheet = |file, texts: &[&str]| Sheet {
        file,
        rows: rows(texts),
    };
    let pages = vec![sheet(0, &first), sheet(0, &second)];
    let both = [first.clone(), second.clone()].concat();
    assert_eq!(texts(&super::join(pages)), both);
    // Nor does a page lie within another, or a photo between them join them.
    let pages = vec![sheet(0, &RECEIPT), sheet(0, &RECEIPT[2..7])];
    assert_eq!(super::join(pages).len(), 14);
    let pages = vec![
        sheet(0, &RECEIPT[..5]),
        sheet(1, &RECEIPT[2..8]),
        sheet(0, &RECEIPT[5..]),
    ];
    let joined = super::join(pages);
    let counts = [0, 2].map(|shot| joined.iter().filter(|(of, _)| *of == shot).count());
    assert!(counts[0] > 0 && counts[1] > 0, "{counts:?}");
}

#[test]
fn a_whole_but_faint_row_at_the_edge_is_kept() {
    let mut upper = shot(2..6);
    upper[3].confidence = 0.78;
    let lower = [&RECEIPT[2..5], &RECEIPT[6..]].concat();
    let joined = join(vec![upper, rows(&lower)]);
    assert_eq!(texts(&joined), RECEIPT[2..]);
    let mut lower = shot(5..9);
    lower[0].confidence = 0.78;
    let upper = [&RECEIPT[..5], &RECEIPT[6..8]].concat();
    let joined = join(vec![rows(&upper), lower]);
    assert_eq!(texts(&joined), RECEIPT);
}

/// Rows of a receipt, none like another but for those that are printed twice.
fn receipt() -> impl Strategy<Value = Vec<&'static str>> {
    let items = Just(vec![
        "Semi skimmed milk 1.65",
        "Free range eggs 3.20",
        "Wholemeal bread 1.40",
        "Gala apples 1.89",
        "Mature cheddar 3.10",
        "Basmati rice 2.25",
        "Tomato ketchup 460g 2.79",
        "BANANAS 0.84",
        "2 x 1.25",
        "Kitchen towel 4.50",
        "Frozen peas 900g 1.99",
        "Orange juice 1L 2.10",
    ]);
    let counts = prop::collection::vec(select(&[1_usize, 1, 1, 2, 3][..]), 12);
    (items.prop_shuffle(), counts).prop_map(|(items, counts)| {
        let each = items.into_iter().zip(counts);
        each.flat_map(|(item, count)| std::iter::repeat_n(item, count))
            .collect()
    })
}

proptest! {
    #[test]
    fn nothing_is_lost_or_doubled(
        whole in receipt(),
        [from, to, missed] in any::<[Index; 3]>(),
        of in 0..2_usize,
    ) {
        // Six rows overlap at least: one may be missed, and some say too little to count.
        let from = from.index(whole.len() - 5);
        let to = from + 6 + to.index(whole.len() - from - 5);
        let missed = from + missed.index(to - from);
        let is_single = whole.iter().filter(|row| **row == whole[missed]).count() == 1;
        let mut shots = vec![rows(&whole[..to]), rows(&whole[from..])];
        if is_single {
            shots[of].retain(|row| row.text != whole[missed]);
        }
        let joined = join(shots);
        prop_assert_eq!(texts(&joined), whole);
    }

    #[test]
    fn any_shots_keep_their_order_and_no_row_comes_twice(
        shots in prop::collection::vec(prop::collection::vec("[ab1 ]{0,9}", 0..9), 0..5),
    ) {
        // The place of a row tells it from others of its shot.
        let shots: Vec<Vec<Row>> = shots
            .iter()
            .map(|texts| rows_from_text(&texts.join("\n")))
            .collect();
        let joined = join(shots.clone());
        prop_assert_eq!(&joined, &join(shots.clone()));
        for (shot, rows) in shots.iter().enumerate() {
            let own = joined.iter().filter(|(of, _)| *of == shot);
            let places: Vec<i32> = own.map(|(_, row)| row.bounds.y0).collect();
            prop_assert!(places.is_sorted_by(|a, b| a < b), "{:?}", places);
            prop_assert!(joined.len() >= rows.len(), "a shot has more rows than the receipt");
        }
    }
}
