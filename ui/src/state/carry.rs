//! What a person has answered in a review, carried over to the review of the same receipt
//! once more of it was read.
//!
//! A line is the same if it says the same in print. What the person left as it came is
//! left as it now comes: the new part may have the discount, or the total.

use pantry::receipt::DoubtKind;

use super::review::Review;
use super::review_line::ReviewLine;

/// Brings the answers of one review into another one.
pub fn carry(from: &Review, to: &mut Review) {
    carry_head(from, to);
    let mut free = in_print(to);
    for old in sorted(&from.lines) {
        let Some(came) = from.came.lines.iter().find(|came| came.key == old.key) else {
            add(old, to);
            continue;
        };
        // Lines that were left alone take theirs too: the second of two bags of apples
        // stays the second.
        let same = |(_, text): &(usize, String)| *text == came.line.text;
        let Some(found) = free.iter().position(same) else {
            continue;
        };
        let (key, _) = free.remove(found);
        if let Some(line) = to.line_mut(key) {
            carry_line(old, came, line);
        }
    }
}

fn carry_head(from: &Review, to: &mut Review) {
    let (now, came) = (&from.purchase, &from.came.purchase);
    follow(&now.merchant, &came.merchant, &mut to.purchase.merchant);
    if now.total != came.total {
        to.set_total(now.total);
    }
    let asked = |doubts: &[DoubtKind]| doubts.contains(&DoubtKind::AmbiguousDate);
    let confirmed = asked(&from.came.doubts) && !asked(&from.doubts);
    if now.date != came.date || confirmed {
        to.set_date(now.date);
    }
}

fn carry_line(old: &ReviewLine, came: &ReviewLine, to: &mut ReviewLine) {
    let (now, was, line) = (&old.line, &came.line, &mut to.line);
    follow(&now.item, &was.item, &mut line.item);
    follow(&now.category, &was.category, &mut line.category);
    follow(&now.quantity, &was.quantity, &mut line.quantity);
    follow(&now.price, &was.price, &mut line.price);
    follow(&now.discount, &was.discount, &mut line.discount);
    follow(&now.place, &was.place, &mut line.place);
    follow(&now.date, &was.date, &mut line.date);
    follow(&old.name, &came.name, &mut to.name);
    to.filed |= old.filed;
    to.checked |= old.checked;
    to.dropped |= old.dropped;
    to.settle();
}

/// A line that was added by hand comes along as it is.
fn add(old: &ReviewLine, to: &mut Review) {
    let key = to.add_line();
    if let Some(line) = to.line_mut(key) {
        *line = ReviewLine { key, ..old.clone() };
        line.line.source = key;
    }
}

/// What was changed is changed here too.
fn follow<T: Clone + PartialEq>(now: &T, was: &T, to: &mut T) {
    if now != was {
        *to = now.clone();
    }
}

/// Key and printed text of each line, from the top of the receipt.
fn in_print(review: &Review) -> Vec<(usize, String)> {
    let lines = sorted(&review.lines).into_iter();
    lines
        .map(|line| (line.key, line.line.text.clone()))
        .collect()
}

fn sorted(lines: &[ReviewLine]) -> Vec<&ReviewLine> {
    let mut sorted: Vec<&ReviewLine> = lines.iter().collect();
    sorted.sort_by_key(|line| line.line.source);
    sorted
}
