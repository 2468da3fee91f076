//! Which of a receipt's many sums is what was paid.
//!
//! The printed total is the authority on a receipt, so it is chosen by its label
//! and by what agrees with it: money given less change, subtotal plus tax, the
//! sum of the goods.

use super::keywords::Mark;
use super::kinds::{Kind, Line};

/// The sums of a receipt in hundredths.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    pub total: Option<i64>,
    /// Position of the total among the lines.
    pub total_at: Option<usize>,
    pub subtotal: Option<i64>,
    pub tax: Option<i64>,
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
        let near = |sum: i64| (sum - total).abs() <= rounding.abs().clamp(2, 5);
        near(goods) || near(goods + self.tax.unwrap_or(0)) || near(goods + rounding)
    }
}

#[derive(Clone, Copy, Debug)]
struct Sum {
    at: usize,
    kind: Kind,
    cents: i64,
    in_table: bool,
}

/// Reads all sums; `goods` is the sum of the items found so far.
pub(super) fn find(lines: &[Line], goods: Option<i64>) -> Sums {
    let mut taken = Vec::new();
    let sums = labelled(lines, &mut taken);
    let of = |kind: Kind| {
        sums.iter()
            .filter(move |sum| sum.kind == kind && !sum.in_table)
    };
    let paid = paid(&sums);
    let subtotal = of(Kind::Subtotal).map(|sum| sum.cents).next();
    let tax = of(Kind::Tax)
        .map(|sum| sum.cents)
        .find(|cents| *cents > 0)
        .or_else(|| of(Kind::Tax).map(|sum| sum.cents).next());
    let rounding = of(Kind::Rounding)
        .map(|sum| sum.cents)
        .find(|cents| cents.abs() < 10);
    let evidence = Evidence {
        paid: &paid,
        subtotal,
        tax,
        rounding,
        goods,
    };
    let best = best(lines, &sums, &evidence);
    let mut found = Sums {
        subtotal,
        tax,
        rounding,
        taken,
        ..Sums::default()
    };
    if let Some(best) = best {
        found.total = Some(evidence.rounded(best.cents, &sums));
        found.total_at = Some(best.at);
    } else {
        found.total = paid.first().copied();
    }
    found
}

/// Every labelled sum with its amount, which may stand on the next or the previous row.
fn labelled(lines: &[Line], taken: &mut Vec<usize>) -> Vec<Sum> {
    let mut sums = Vec::new();
    let mut in_table = false;
    for (at, line) in lines.iter().enumerate() {
        match line.kind {
            Kind::TaxTable => in_table = true,
            Kind::Subtotal | Kind::Tender | Kind::Change | Kind::Rounding => in_table = false,
            _ => {}
        }
        let wanted = matches!(
            line.kind,
            Kind::Total
                | Kind::Subtotal
                | Kind::Tax
                | Kind::Rounding
                | Kind::Tender
                | Kind::Change
                | Kind::Count
        );
        if !wanted {
            continue;
        }
        let amount = line.amounts().next_back().or_else(|| {
            let beside = |other: usize| {
                let candidate = lines.get(other)?;
                let bare = candidate.kind == Kind::Goods
                    && !candidate.has_name()
                    && candidate.measure.is_none();
                let lone = bare && candidate.amounts().count() == 1 && !taken.contains(&other);
                lone.then(|| candidate.cents())
                    .flatten()
                    .map(|cents| (other, cents))
            };
            let found = if line.kind == Kind::Count {
                None
            } else {
                beside(at + 1).or_else(|| beside(at.checked_sub(1)?))
            };
            let (other, cents) = found?;
            taken.push(other);
            Some(cents)
        });
        if let Some(cents) = amount {
            sums.push(Sum {
                at,
                kind: line.kind,
                cents,
                in_table,
            });
        }
    }
    sums
}

/// What was given less what came back, for every pair; the plain amounts given after that.
fn paid(sums: &[Sum]) -> Vec<i64> {
    let given: Vec<i64> = sums
        .iter()
        .filter(|s| s.kind == Kind::Tender)
        .map(|s| s.cents)
        .take(6)
        .collect();
    let back: Vec<i64> = sums
        .iter()
        .filter(|s| s.kind == Kind::Change)
        .map(|s| s.cents.abs())
        .take(4)
        .collect();
    let mut paid: Vec<i64> = back
        .iter()
        .flat_map(|back| given.iter().map(move |given| given - back))
        .filter(|cents| *cents > 0)
        .collect();
    paid.extend(given);
    paid
}

struct Evidence<'a> {
    paid: &'a [i64],
    subtotal: Option<i64>,
    tax: Option<i64>,
    rounding: Option<i64>,
    goods: Option<i64>,
}

impl Evidence<'_> {
    fn weight(&self, cents: i64) -> i32 {
        let before_tax = self.subtotal.or(self.goods);
        let with_tax = before_tax.map(|before| before + self.tax.unwrap_or(0));
        let rounded = |sum: Option<i64>| sum.map(|sum| sum + self.rounding.unwrap_or(0));
        let agrees = |sum: Option<i64>| i32::from(sum == Some(cents));
        4 * i32::from(self.paid.contains(&cents))
            + 2 * agrees(rounded(with_tax)).max(agrees(with_tax))
            + 2 * agrees(self.goods).max(agrees(rounded(self.goods)))
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

fn best(lines: &[Line], sums: &[Sum], evidence: &Evidence<'_>) -> Option<Sum> {
    let totals = |sum: &&Sum| matches!(sum.kind, Kind::Total | Kind::Subtotal);
    let score = |sum: &Sum| {
        let marks = &lines[sum.at].marks;
        // `TOTAL INCLUDES 6% GST` prints the total or the tax: let the evidence say.
        let contains = 6 * i32::from(marks.has(Mark::Includes) && marks.has(Mark::Tax));
        let label = match sum.kind {
            Kind::Total => {
                10 + 3 * i32::from(marks.has(Mark::Final))
                    + i32::from(marks.has(Mark::Inclusive))
                    + 2 * i32::from(marks.has(Mark::Rounding))
            }
            _ => 3,
        };
        let twice = i32::from(
            sums.iter()
                .filter(|other| other.kind == Kind::Total && other.cents == sum.cents)
                .count()
                > 1,
        );
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
        .filter(totals)
        .rev()
        .max_by_key(|sum| score(sum))
        .copied()
}
