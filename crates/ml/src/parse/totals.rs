//! Which of a receipt's many sums is what was paid.
//!
//! The printed total is the authority on a receipt, so it is chosen by its label
//! and by what agrees with it: money given less change, subtotal plus tax, the
//! sum of the goods. A total that nothing agrees with gives way to two other
//! witnesses that agree with each other.

use super::keywords::Mark;
use super::kinds::Kind;
use super::line::Line;
use super::sums::{Sum, labelled, paid, plain_sum};
use super::taxes;

/// The sums of a receipt in hundredths.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    pub total: Option<i64>,
    /// Position of the total among the lines.
    pub total_at: Option<usize>,
    /// The row of the total was not read: it is taken from other rows.
    pub unsure: bool,
    pub subtotal: Option<i64>,
    pub tax: Option<i64>,
    /// What is paid like a tax and is none: for service.
    pub charge: Option<i64>,
    pub rounding: Option<i64>,
    /// Lines whose amount belongs to the label beside them.
    pub taken: Vec<usize>,
}

impl Sums {
    /// Whether goods of this amount make the total: as they are, with tax, with rounding.
    pub fn explain(&self, goods: i64) -> bool {
        let Some(total) = self.total else {
            return false;
        };
        let rounding = self.rounding.unwrap_or(0);
        self.make(total, goods, rounding.abs().clamp(2, 5))
    }

    /// As [`Sums::explain`], to the cent.
    pub fn explain_exactly(&self, goods: i64) -> bool {
        self.total.is_some_and(|total| self.make(total, goods, 0))
    }

    fn make(&self, total: i64, goods: i64, tolerance: i64) -> bool {
        let rounding = self.rounding.unwrap_or(0);
        let near = |sum: i64| (sum - total).abs() <= tolerance;
        let (tax, charge) = (self.tax.unwrap_or(0), self.charge.unwrap_or(0));
        let paid_too = [0, tax, charge, tax + charge, rounding];
        paid_too.iter().any(|more| near(goods + more))
    }
}

/// Reads all sums; `goods` is the sum of the items found so far.
pub(super) fn find(lines: &[Line], goods: Option<i64>) -> Sums {
    let mut taken = Vec::new();
    let sums = labelled(lines, &mut taken);
    let of = |kind: Kind| plain_sum(&sums, kind).map(|sum| sum.cents);
    let paid = paid(&sums);
    let subtotal = of(Kind::Subtotal).next();
    let charge = of(Kind::Charge).next();
    let rounding = of(Kind::Rounding).find(|cents| cents.abs() < 10);
    let mut evidence = Evidence {
        paid: &paid,
        subtotal,
        tax: None,
        charge,
        rounding,
        goods,
    };
    let is_total =
        |cents: i64| of(Kind::Total).any(|total| total == cents) || paid.contains(&cents);
    evidence.tax = taxes::find(lines, &sums, |tax| {
        let with = Evidence {
            tax: Some(tax),
            ..evidence
        };
        with.of_subtotal().chain(with.of_goods()).any(is_total)
    });
    let total = choose(lines, &sums, &evidence);
    Sums {
        total: total.map(|total| total.cents),
        total_at: total.and_then(|total| total.at),
        unsure: total.is_some_and(|total| total.unsure),
        subtotal,
        tax: evidence.tax,
        charge,
        rounding,
        taken,
    }
}

/// What was paid, where it stands, and whether that row was guessed.
#[derive(Clone, Copy, Debug)]
struct Choice {
    cents: i64,
    at: Option<usize>,
    unsure: bool,
}

fn choose(lines: &[Line], sums: &[Sum], evidence: &Evidence<'_>) -> Option<Choice> {
    let best = best(lines, sums, evidence);
    let labelled = |sum: Sum| Choice {
        cents: evidence.rounded(sum.cents, sums),
        at: Some(sum.at),
        unsure: false,
    };
    if let Some(sum) = best.filter(|sum| sum.cents > 0 && !sum.in_table) {
        let choice = labelled(sum);
        let alone = evidence.weight(sum.cents) == 0 && evidence.weight(choice.cents) == 0;
        return Some(match evidence.agreed().filter(|_| alone) {
            Some(cents) => Choice {
                cents,
                unsure: true,
                ..choice
            },
            None => choice,
        });
    }
    let unlabelled = |cents: i64| Choice {
        cents,
        at: None,
        unsure: false,
    };
    let in_table = || best.filter(|sum| sum.cents > 0).map(labelled);
    evidence
        .agreed()
        .map(unlabelled)
        .or_else(|| printed_again(lines, sums, evidence))
        .or_else(|| in_table().filter(|choice| evidence.weight(choice.cents) > 0))
        .or_else(|| evidence.paid.first().copied().map(unlabelled))
        .or_else(in_table)
        .or_else(|| from_subtotal(sums, evidence))
        .or_else(|| best.map(labelled))
}

/// Subtotal, charges and taxes together, where a row below prints that amount.
fn printed_again(lines: &[Line], sums: &[Sum], evidence: &Evidence<'_>) -> Option<Choice> {
    let subtotal = plain_sum(sums, Kind::Subtotal).next()?;
    let cents = evidence.put_together().filter(|c| *c != subtotal.cents)?;
    let below = lines.iter().enumerate().skip(subtotal.at + 1);
    let at = below
        .filter(|(_, line)| line.amounts().next_back() == Some(cents))
        .map(|(at, _)| at)
        .next()?;
    Some(Choice {
        cents,
        at: Some(at),
        unsure: false,
    })
}

/// Without any total: the subtotal with what is paid on top of it. Nobody should trust it.
fn from_subtotal(sums: &[Sum], evidence: &Evidence<'_>) -> Option<Choice> {
    let subtotals = plain_sum(sums, Kind::Subtotal).filter(|sum| sum.cents > 0);
    let subtotal = subtotals.rev().max_by_key(|s| evidence.weight(s.cents))?;
    let first = evidence.subtotal == Some(subtotal.cents);
    Some(Choice {
        cents: evidence
            .put_together()
            .filter(|_| first)
            .unwrap_or(subtotal.cents),
        at: Some(subtotal.at),
        unsure: true,
    })
}

#[derive(Clone, Copy)]
struct Evidence<'a> {
    paid: &'a [i64],
    subtotal: Option<i64>,
    tax: Option<i64>,
    charge: Option<i64>,
    rounding: Option<i64>,
    goods: Option<i64>,
}

impl Evidence<'_> {
    fn weight(&self, cents: i64) -> i32 {
        let agrees = |yes: bool| i32::from(yes);
        let bare = |sum: Option<i64>, more: i64| sum.is_some_and(|sum| sum + more == cents);
        let rounding = self.rounding.unwrap_or(0);
        // Goods alone are a witness of their own below.
        let more = self.tax.unwrap_or(0) + self.charge.unwrap_or(0) != 0;
        let before_tax = self.of_subtotal().any(|sum| sum == cents)
            || (more || self.subtotal.is_none()) && self.of_goods().any(|sum| sum == cents);
        4 * agrees(self.paid.contains(&cents))
            + 2 * agrees(before_tax)
            + 2 * agrees(bare(self.goods, 0) || bare(self.goods, rounding))
    }

    /// What the subtotal and what is paid on top of it make, with the rounding and without.
    fn of_subtotal(&self) -> impl Iterator<Item = i64> + use<> {
        self.of(self.subtotal)
    }

    fn of_goods(&self) -> impl Iterator<Item = i64> + use<> {
        self.of(self.goods)
    }

    fn of(&self, before: Option<i64>) -> impl Iterator<Item = i64> + use<> {
        let more = self.tax.unwrap_or(0) + self.charge.unwrap_or(0);
        let rounding = self.rounding.unwrap_or(0);
        before
            .into_iter()
            .flat_map(move |before| [before + more + rounding, before + more])
    }

    fn put_together(&self) -> Option<i64> {
        self.of_subtotal().next()
    }

    /// A payment of what the goods cost, or the subtotal, with all that is paid on top.
    fn agreed(&self) -> Option<i64> {
        let rounding = self.rounding.unwrap_or(0);
        let owed: Vec<i64> = [self.goods, self.subtotal]
            .into_iter()
            .flatten()
            .flat_map(|sum| [sum, sum + rounding])
            .chain(self.of_goods())
            .chain(self.of_subtotal())
            .collect();
        let mut paid = self.paid.iter().copied();
        paid.find(|paid| *paid > 0 && owed.contains(paid))
    }

    /// The total with the rounding that stands below it, if that is what was paid.
    fn rounded(&self, cents: i64, sums: &[Sum]) -> i64 {
        let Some(rounding) = self.rounding else {
            return cents;
        };
        let exact = self.paid.contains(&cents);
        let rounded = cents + rounding;
        let printed = sums
            .iter()
            .any(|sum| sum.kind == Kind::Total && sum.cents == rounded);
        if !exact && (self.paid.contains(&rounded) || printed) {
            rounded
        } else {
            cents
        }
    }
}

/// The likeliest of the rows that say that they are a total.
fn best(lines: &[Line], sums: &[Sum], evidence: &Evidence<'_>) -> Option<Sum> {
    let score = |sum: &Sum| {
        let marks = &lines[sum.at].marks;
        // `TOTAL INCLUDES 6% GST` prints the total or the tax: let the evidence say.
        let contains = 6 * i32::from(marks.has(Mark::Includes) && marks.has(Mark::Tax));
        let label = 3 * i32::from(marks.has(Mark::Final))
            + i32::from(marks.has(Mark::Inclusive))
            + 2 * i32::from(marks.has(Mark::Rounding));
        let same = |other: &&Sum| other.kind == Kind::Total && other.cents == sum.cents;
        let twice = i32::from(sums.iter().filter(same).count() > 1);
        let nothing = if sum.cents <= 0 { 12 } else { 0 };
        let unclear = i32::try_from(marks.unknown).unwrap_or(9);
        label + evidence.weight(sum.cents) + twice
            - 20 * i32::from(sum.in_table)
            - nothing
            - unclear
            - contains
    };
    // Of equals the first one: what follows is a card slip or a copy.
    sums.iter()
        .filter(|sum| sum.kind == Kind::Total)
        .rev()
        .max_by_key(|sum| score(sum))
        .copied()
}
