//! A scanned receipt while a person looks it over.
//!
//! It starts as what the reader made of the photo, completed by what the
//! household remembers, and ends as a [`Purchase`]. Nothing of it is in the
//! pantry before.

use std::rc::Rc;

use jiff::civil::Date;
use pantry::action::{ItemChoice, Line, Purchase};
use pantry::household::Household;
use pantry::line_memory::{Proposal, propose};
use pantry::money::{Currency, Money};
use pantry::quantity::{Quantity, Unit};
use pantry::receipt::{Bounds, Doubt, DoubtKind, LineItem, Row};
use ui::protocol::draft::{Scanned, Shot, shot_at};

use super::photo::Photo;
use super::review_line::{Garbled, ReviewLine};
use crate::host::store::DraftId;
use crate::i18n;
use crate::view::amounts;

/// Below this the reader is asked to be checked: about one letter in thirty is wrong there.
const SURE: f32 = 0.8;

/// A receipt in review.
#[derive(Clone, PartialEq, Debug)]
pub struct Review {
    /// The photos.
    pub photo: Rc<Photo>,
    /// How they lie, one below the other: bounds refer to that.
    pub shots: Rc<[Shot]>,
    /// Head and money of the purchase; its lines are [`Review::lines`].
    pub purchase: Purchase,
    /// The lines: those to check first.
    pub lines: Vec<ReviewLine>,
    /// Both as they came, before anybody changed them.
    pub came: Rc<Came>,
    /// The reader's doubts about the whole receipt.
    pub doubts: Vec<DoubtKind>,
    /// The usual height of a printed row, in pixels.
    pub row_height: i32,
    /// How long reading took, in milliseconds.
    pub took_ms: f64,
}

/// A review before anybody changed it.
#[derive(Clone, PartialEq, Debug)]
pub struct Came {
    /// Head and money of the purchase.
    pub purchase: Purchase,
    /// The lines.
    pub lines: Vec<ReviewLine>,
    /// The doubts about the whole receipt.
    pub doubts: Vec<DoubtKind>,
}

/// Whether the lines add up to the total.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sum {
    /// They do.
    Right,
    /// They do not.
    Off {
        /// What they come to.
        sum: Money,
        /// What the receipt says.
        total: Money,
    },
    /// There is no total, or nothing to add up.
    Unknown,
}

impl Review {
    /// The review of a scan.
    pub fn new(household: &Household, scanned: Scanned, photo: Rc<Photo>, today: Date) -> Self {
        let draft = scanned.draft;
        let Proposal {
            mut purchase,
            questions,
        } = propose(household, &draft, today);
        purchase.images = scanned.images;
        if photo.sample {
            // Its food would be long past its date.
            purchase.date = Some(today);
        }
        let proposed = std::mem::take(&mut purchase.lines);
        let lines = proposed.into_iter().enumerate();
        let mut lines: Vec<ReviewLine> = lines
            .map(|(key, line)| {
                let item = draft.items.get(line.source);
                let about = |doubt: &&Doubt| doubt.item == Some(line.source);
                let doubts = draft.doubts.iter().filter(about);
                let doubts = doubts.map(|doubt| doubt.kind.clone()).collect();
                let bounds = item.map(|item| printed(item, &draft.rows, &scanned.shots));
                let maybe = questions.iter().find(|question| question.line == key);
                ReviewLine {
                    maybe: maybe.map(|question| question.item),
                    ..reviewed(household, (key, line), item, bounds, doubts)
                }
            })
            .collect();
        for line in &mut lines {
            line.asked = !line.is_sure();
        }
        lines.sort_by_key(|line| !line.asked);
        let whole = draft.doubts.into_iter();
        let whole = whole.filter(|doubt| doubt.item.is_none());
        let doubts: Vec<DoubtKind> = whole.map(|doubt| doubt.kind).collect();
        Self {
            photo,
            shots: scanned.shots.into(),
            came: Rc::new(Came {
                purchase: purchase.clone(),
                lines: lines.clone(),
                doubts: doubts.clone(),
            }),
            purchase,
            lines,
            doubts,
            row_height: median_height(&draft.rows),
            took_ms: scanned.timings[6],
        }
    }

    /// Names the draft.
    pub fn id(&self) -> DraftId {
        self.photo.draft
    }

    /// The line with this key.
    pub fn line_mut(&mut self, key: usize) -> Option<&mut ReviewLine> {
        self.lines.iter_mut().find(|line| line.key == key)
    }

    /// The lines that will be put away.
    pub fn kept(&self) -> impl Iterator<Item = &ReviewLine> {
        self.lines.iter().filter(|line| !line.dropped)
    }

    /// The day of the purchase: today until somebody says otherwise.
    pub fn bought(&self, today: Date) -> Date {
        self.purchase.date.unwrap_or(today)
    }

    /// The currency of typed amounts.
    pub fn currency(&self) -> Currency {
        let from_total = self.purchase.total.map(|total| total.currency);
        let from_line = || self.lines.iter().find_map(|line| line.line.price);
        self.purchase
            .currency
            .or(from_total)
            .or_else(|| from_line().map(|price| price.currency))
            .unwrap_or_else(|| i18n::forms().currency)
    }

    /// Whether the lines add up, with or without what was left out, before or after tax.
    pub fn sum(&self) -> Sum {
        let Some(total) = self.purchase.total else {
            return Sum::Unknown;
        };
        let all = add_up(self.lines.iter(), total.currency);
        let kept = add_up(self.kept(), total.currency);
        let (Some(all), Some(kept)) = (all, kept) else {
            return Sum::Unknown;
        };
        let with_tax = |sum: Money| self.purchase.tax.and_then(|tax| sum.plus(tax));
        let right = [Some(all), Some(kept), with_tax(all), with_tax(kept)];
        if right.contains(&Some(total)) {
            return Sum::Right;
        }
        Sum::Off { sum: all, total }
    }

    /// The questions about the whole receipt that nobody has answered yet.
    pub fn questions(&self) -> Vec<DoubtKind> {
        let mut open = self.doubts.clone();
        open.retain(|kind| match kind {
            DoubtKind::NoMerchant => self.purchase.merchant.is_none(),
            DoubtKind::NoDate => self.purchase.date.is_none(),
            // The header shows whether the lines add up, line by line edited.
            DoubtKind::TotalMismatch { .. } => false,
            // A total that was worked out from the rest is a question too.
            DoubtKind::NoTotal
            | DoubtKind::NoText
            | DoubtKind::AmbiguousDate
            | DoubtKind::ItemWithoutPrice
            | DoubtKind::PriceWithoutItem => true,
            _ => false,
        });
        // One question each, however often the reader asked it.
        let mut once: Vec<DoubtKind> = Vec::new();
        for kind in open {
            if !once.contains(&kind) {
                once.push(kind);
            }
        }
        once
    }

    /// Takes a question about the whole receipt as answered.
    pub fn answer(&mut self, kind: &DoubtKind) {
        self.doubts.retain(|open| open != kind);
    }

    /// Puts the total right.
    pub fn set_total(&mut self, total: Option<Money>) {
        self.purchase.total = total;
        self.answer(&DoubtKind::NoTotal);
    }

    /// Puts the day of the purchase right, or confirms it.
    pub fn set_date(&mut self, day: Option<Date>) {
        self.purchase.date = day;
        self.answer(&DoubtKind::AmbiguousDate);
    }

    /// Adds an empty line by hand.
    pub fn add_line(&mut self) -> usize {
        let keys = self.lines.iter().map(|line| line.key + 1);
        let key = keys.max().unwrap_or(0);
        self.lines.push(ReviewLine::empty(key));
        key
    }

    /// Makes two lines of one: half of the amount and half of the price each, to the last cent.
    pub fn split(&mut self, key: usize) -> Option<usize> {
        let new = self.lines.iter().map(|line| line.key + 1).max()?;
        let at = self.lines.iter().position(|line| line.key == key)?;
        let mut half = self.lines[at].clone();
        let (first, second) = (&mut self.lines[at].line, &mut half.line);
        halve_amount(&mut first.quantity, &mut second.quantity);
        // What one of the line is says nothing about its halves: nothing is learnt of them.
        first.printed = Some(first.quantity);
        second.printed = Some(second.quantity);
        for (first, second) in [
            (&mut first.price, &mut second.price),
            (&mut first.discount, &mut second.discount),
        ] {
            if let (Some(first), Some(second)) = (first, second) {
                halve(&mut first.minor, &mut second.minor, 1);
            }
        }
        half.key = new;
        self.lines.insert(at + 1, half);
        Some(new)
    }

    /// The line printed above this one, which a merge would take it into.
    pub fn above(&self, key: usize) -> Option<&ReviewLine> {
        let below = self.lines.iter().find(|line| line.key == key)?;
        let above =
            |line: &&ReviewLine| (line.line.source, line.key) < (below.line.source, below.key);
        let above = self.lines.iter().filter(above).filter(|line| !line.dropped);
        above.max_by_key(|line| (line.line.source, line.key))
    }

    /// Takes a line into the one printed above it: two rows that are one article. Amounts of
    /// money are added up; brand and size are taken from the lower one if the upper one has
    /// none; the rest is that of the upper one.
    pub fn merge_up(&mut self, key: usize) -> Option<usize> {
        let into = self.above(key)?.key;
        let at = self.lines.iter().position(|line| line.key == key)?;
        let lower = self.lines.remove(at);
        let upper = self.line_mut(into)?;
        upper.line.text = [&*upper.line.text, &*lower.line.text].join(" ");
        upper.line.price = both(upper.line.price, lower.line.price);
        upper.line.discount = both(upper.line.discount, lower.line.discount);
        upper.bounds = match (upper.bounds, lower.bounds) {
            (Some(a), Some(b)) => Some(around(a, b)),
            (a, b) => a.or(b),
        };
        if upper.line.brand.is_none() {
            upper.line.brand = lower.line.brand;
            upper.line.printed_brand = lower.line.printed_brand;
        }
        if upper.typed_size.trim().is_empty() {
            upper.line.size = lower.line.size;
            upper.line.printed_size = lower.line.printed_size;
            upper.typed_size = lower.typed_size;
        }
        if upper.is_unnamed() {
            upper.call(lower.name);
        }
        upper.settle();
        Some(into)
    }

    /// How many questions nobody has answered yet, about the lines and about the whole.
    pub fn questions_left(&self) -> usize {
        let lines: usize = self.lines.iter().map(ReviewLine::questions).sum();
        lines + self.questions().len()
    }

    /// The first line that cannot be put away as it is, and the field that is to be filled in.
    pub fn unfinished(&self) -> Option<(usize, &'static str)> {
        let mut kept = self.kept();
        kept.find_map(|line| Some((line.key, line.unfinished()?)))
    }

    /// What was confirmed.
    pub fn purchase(&self, household: &Household) -> Purchase {
        let lines = self.kept().map(|line| line.confirmed(household));
        let mut lines: Vec<Line> = lines.collect();
        lines.sort_by_key(|line| line.source);
        let ignored = self.lines.iter().filter(|line| line.always);
        Purchase {
            lines,
            ignored: ignored.map(|line| line.line.text.clone()).collect(),
            replaces: self.photo.again,
            ..self.purchase.clone()
        }
    }
}

/// Where a line is printed. One that goes on in the next shot is shown where it begins:
/// between the two lies what is not of it.
fn printed(item: &LineItem, rows: &[Row], shots: &[Shot]) -> Bounds {
    let shot_of = |bounds: &Bounds| shot_at(shots, *bounds).map(|(shot, _)| shot);
    let own = || {
        let rows = item.rows.iter().filter_map(|row| rows.get(*row));
        rows.map(|row| row.bounds)
    };
    let first = own().next().and_then(|bounds| shot_of(&bounds));
    let together = own().filter(|bounds| shot_of(bounds) == first);
    together.reduce(around).unwrap_or(item.bounds)
}

fn around(a: Bounds, b: Bounds) -> Bounds {
    Bounds {
        x0: a.x0.min(b.x0),
        y0: a.y0.min(b.y0),
        x1: a.x1.max(b.x1),
        y1: a.y1.max(b.y1),
    }
}

/// The sum of two amounts, or the one that there is.
fn both(a: Option<Money>, b: Option<Money>) -> Option<Money> {
    match (a, b) {
        (Some(a), Some(b)) => a.plus(b),
        (a, b) => a.or(b),
    }
}

/// Of pieces each gets whole ones; a single piece was two that were read as one.
fn halve_amount(first: &mut Quantity, second: &mut Quantity) {
    match (first.unit, first.milli) {
        (Unit::Piece, ..=1_000) => *second = *first,
        (Unit::Piece, _) => halve(&mut first.milli, &mut second.milli, 1_000),
        _ => halve(&mut first.milli, &mut second.milli, 1),
    }
}

/// Halves a number between two, in steps of so many; nothing is lost.
fn halve(first: &mut i64, second: &mut i64, step: i64) {
    let half = *first / (2 * step) * step;
    (*first, *second) = (*first - half, half);
}

/// A proposed line with the reader's doubts about it.
fn reviewed(
    household: &Household,
    (key, line): (usize, Line),
    item: Option<&LineItem>,
    bounds: Option<Bounds>,
    mut why: Vec<DoubtKind>,
) -> ReviewLine {
    if item.is_some_and(|item| item.confidence < SURE) && why.is_empty() {
        why.push(DoubtKind::LowConfidence);
    }
    let known = matches!(line.item, ItemChoice::Existing(_));
    why.retain(|kind| !(known && *kind == DoubtKind::UncertainCategory));
    ReviewLine {
        key,
        name: name_of(household, &line.item),
        typed_size: amounts::size_text(line.size),
        garbled: Garbled::default(),
        bounds,
        asked: false,
        why,
        checked: false,
        filed: false,
        dropped: false,
        always: false,
        maybe: None,
        line,
    }
}

fn median_height(rows: &[Row]) -> i32 {
    let heights = rows.iter().map(|row| row.bounds.y1 - row.bounds.y0);
    let mut heights: Vec<i32> = heights.collect();
    heights.sort_unstable();
    heights.get(heights.len() / 2).copied().unwrap_or(0).max(1)
}

fn add_up<'line>(
    lines: impl Iterator<Item = &'line ReviewLine>,
    currency: Currency,
) -> Option<Money> {
    let mut priced = false;
    let mut sum = Money::new(0, currency);
    for line in lines {
        for amount in [line.line.price, line.line.discount].into_iter().flatten() {
            sum = sum.plus(amount)?;
            priced = true;
        }
    }
    priced.then_some(sum)
}

fn name_of(household: &Household, item: &ItemChoice) -> String {
    match item {
        ItemChoice::Named(name) => name.clone(),
        ItemChoice::Existing(id) => household
            .item(*id)
            .map(|item| item.name.clone())
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;
