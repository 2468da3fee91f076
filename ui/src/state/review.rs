//! A scanned receipt while a person looks it over.
//!
//! It starts as what the reader made of the photo, completed by what the
//! household remembers, and ends as a [`Purchase`]. Nothing of it is in the
//! pantry before.

use std::rc::Rc;

use jiff::civil::Date;
use pantry::action::{DateChoice, ItemChoice, Line, Purchase};
use pantry::household::Household;
use pantry::line_memory::propose;
use pantry::location::PlaceKind;
use pantry::lot::Marked;
use pantry::money::{Currency, Money};
use pantry::quantity::Quantity;
use pantry::receipt::{Bounds, DoubtKind, Row};
use pantry::{due, shelf_life};
use ui::protocol::draft::Scanned;

use super::photo::Photo;
use crate::hooks::image::Lie;

/// Below this the reader is asked to be checked: about one letter in thirty is wrong there.
const SURE: f32 = 0.8;

/// A receipt in review.
#[derive(Clone, PartialEq, Debug)]
pub struct Review {
    /// The photo, and the size that bounds refer to.
    pub photo: Rc<Photo>,
    /// How the photo lies.
    pub lie: Lie,
    /// Head and money of the purchase; its lines are [`Review::lines`].
    pub purchase: Purchase,
    /// The lines: those to check first.
    pub lines: Vec<ReviewLine>,
    /// The reader's doubts about the whole receipt.
    pub doubts: Vec<DoubtKind>,
    /// Every printed row.
    pub rows: Rc<[Row]>,
    /// How long reading took, in milliseconds.
    pub took_ms: f64,
}

/// A line in review.
#[derive(Clone, PartialEq, Debug)]
pub struct ReviewLine {
    /// One of its kind in this review.
    pub key: usize,
    /// What it will become.
    pub line: Line,
    /// The name as it is shown and edited.
    pub name: String,
    /// Where it is printed; nowhere for a line that was added by hand.
    pub bounds: Option<Bounds>,
    /// Why it should be checked.
    pub why: Vec<DoubtKind>,
    /// Whether it stays out of the pantry.
    pub dropped: bool,
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

impl ReviewLine {
    /// Whether nothing about it needs a look.
    pub fn is_sure(&self) -> bool {
        self.why.is_empty()
    }

    /// Where it will go.
    pub fn place_kind(&self, household: &Household) -> PlaceKind {
        match (self.line.place, self.line.category) {
            (Some(place), _) => household.place_kind(place),
            (None, Some(category)) => shelf_life::default_place(category),
            (None, None) => PlaceKind::Pantry,
        }
    }

    /// The date that it will get.
    pub fn date(&self, household: &Household, bought: Date) -> Option<Marked> {
        match self.line.date {
            DateChoice::Given(marked) => Some(marked),
            DateChoice::None => None,
            DateChoice::Estimate => {
                due::estimated(self.line.category?, self.place_kind(household), bought)
            }
        }
    }
}

impl Review {
    /// The review of a scan.
    pub fn new(household: &Household, scanned: Scanned, photo: Rc<Photo>, today: Date) -> Self {
        let draft = scanned.draft;
        let mut purchase = propose(household, &draft, today);
        purchase.image = scanned.image;
        if photo.sample {
            // Its food would be long past its date.
            purchase.date = Some(today);
        }
        let proposed = std::mem::take(&mut purchase.lines);
        let mut lines: Vec<ReviewLine> = proposed
            .into_iter()
            .enumerate()
            .map(|(key, line)| {
                let item = draft.items.get(line.source);
                let about = |doubt: &&pantry::receipt::Doubt| doubt.item == Some(line.source);
                let mut why: Vec<DoubtKind> = draft
                    .doubts
                    .iter()
                    .filter(about)
                    .map(|doubt| doubt.kind.clone())
                    .collect();
                if item.is_some_and(|item| item.confidence < SURE) && why.is_empty() {
                    why.push(DoubtKind::LowConfidence);
                }
                let known = matches!(line.item, ItemChoice::Existing(_));
                why.retain(|kind| !(known && *kind == DoubtKind::UncertainCategory));
                let name = name_of(household, &line.item);
                let bounds = item.map(|item| item.bounds);
                ReviewLine {
                    key,
                    line,
                    name,
                    bounds,
                    why,
                    dropped: false,
                }
            })
            .collect();
        lines.sort_by_key(ReviewLine::is_sure);
        let whole = draft
            .doubts
            .into_iter()
            .filter(|doubt| doubt.item.is_none());
        Self {
            photo,
            lie: Lie {
                size: scanned.size,
                turns: scanned.turns,
            },
            purchase,
            lines,
            doubts: whole.map(|doubt| doubt.kind).collect(),
            rows: draft.rows.into(),
            took_ms: scanned.timings[6],
        }
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
            .unwrap_or(Currency::EUR)
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
            DoubtKind::NoTotal => self.purchase.total.is_none(),
            DoubtKind::NoMerchant => self.purchase.merchant.is_none(),
            DoubtKind::NoDate => self.purchase.date.is_none(),
            // The header shows whether the lines add up, line by line edited.
            DoubtKind::TotalMismatch { .. } => false,
            DoubtKind::NoText | DoubtKind::AmbiguousDate | DoubtKind::PriceWithoutItem => true,
            _ => false,
        });
        open.dedup();
        open
    }

    /// Adds an empty line by hand.
    pub fn add_line(&mut self) -> usize {
        let key = self
            .lines
            .iter()
            .map(|line| line.key + 1)
            .max()
            .unwrap_or(0);
        let line = Line {
            source: key,
            text: String::new(),
            item: ItemChoice::Named(String::new()),
            category: None,
            quantity: Quantity::pieces(1),
            price: None,
            discount: None,
            place: None,
            date: DateChoice::Estimate,
        };
        let name = String::new();
        let line = ReviewLine {
            key,
            line,
            name,
            bounds: None,
            why: Vec::new(),
            dropped: false,
        };
        self.lines.push(line);
        key
    }

    /// What was confirmed.
    pub fn purchase(&self) -> Purchase {
        let mut lines: Vec<Line> = self
            .kept()
            .filter(|line| !line.name.trim().is_empty())
            .map(|line| line.line.clone())
            .collect();
        lines.sort_by_key(|line| line.source);
        Purchase {
            lines,
            ..self.purchase.clone()
        }
    }
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
