//! What a person has answered in a review, carried over to the review of the same receipt
//! once more of it was read.
//!
//! A line is the same if it says the same in print, or nearly so in the same place: what
//! two parts show is read from the clearer one. What the person left as it came is left as
//! it now comes: the new part may have the discount, or the total.

mod alike;

use pantry::receipt::DoubtKind;

use alike::matched;

use super::review::Review;
use super::review_line::ReviewLine;

/// Brings the answers of one review into another one.
pub fn carry(from: &Review, to: &mut Review) {
    carry_head(from, to);
    let came = |old: &ReviewLine| from.came.lines.iter().find(|came| came.key == old.key);
    let lines = sorted(&from.lines).into_iter();
    let (read, by_hand): (Vec<_>, Vec<_>) = lines.partition(|old| came(old).is_some());
    let read: Vec<_> = read
        .into_iter()
        .filter_map(|old| Some((old, came(old)?)))
        .collect();
    // Lines that were left alone take theirs too: the second of two bags of apples stays the
    // second.
    let printed: Vec<&str> = read.iter().map(|(_, came)| &*came.line.text).collect();
    let now = in_print(to);
    let texts: Vec<&str> = now.iter().map(|(_, text)| &**text).collect();
    for ((old, came), found) in read.into_iter().zip(matched(&printed, &texts)) {
        let key = found.and_then(|found| now.get(found)).map(|(key, _)| *key);
        if let Some(line) = key.and_then(|key| to.line_mut(key)) {
            carry_line(old, came, line);
        }
    }
    drop_joined(from, to);
    for old in by_hand {
        add(old, to);
    }
}

/// Takes away the lines that the person has joined into others: their prices are there.
fn drop_joined(from: &Review, to: &mut Review) {
    let lines = sorted(&from.came.lines);
    let came: Vec<&str> = lines.iter().map(|line| &*line.line.text).collect();
    let now = in_print(to);
    let texts: Vec<&str> = now.iter().map(|(_, text)| &**text).collect();
    for (came, found) in lines.iter().zip(matched(&came, &texts)) {
        let joined = from.lines.iter().all(|line| line.key != came.key);
        if let Some((key, _)) = found.filter(|_| joined).and_then(|found| now.get(found)) {
            to.lines.retain(|line| line.key != *key);
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
    follow(&now.brand, &was.brand, &mut line.brand);
    follow(&now.size, &was.size, &mut line.size);
    follow(&now.price, &was.price, &mut line.price);
    follow(&now.discount, &was.discount, &mut line.discount);
    follow(&now.place, &was.place, &mut line.place);
    follow(&now.date, &was.date, &mut line.date);
    follow(&old.name, &came.name, &mut to.name);
    follow(&old.typed_size, &came.typed_size, &mut to.typed_size);
    follow(&old.garbled, &came.garbled, &mut to.garbled);
    to.filed |= old.filed;
    to.checked |= old.checked;
    to.dropped |= old.dropped;
    to.always |= old.always;
    if old.maybe != came.maybe {
        to.maybe = old.maybe;
    }
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
