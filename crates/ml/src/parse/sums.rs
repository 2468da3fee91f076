//! The rows that carry a sum: which label goes with which amount.

use super::kinds::Kind;
use super::line::Line;

/// A label and its amount in hundredths.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    /// Position of the label among the lines.
    pub at: usize,
    pub kind: Kind,
    pub cents: i64,
    /// In a table of taxes, whose sums are not the receipt's.
    pub in_table: bool,
}

/// The sums of a kind that stand outside the tables of taxes.
pub(super) fn plain_sum(sums: &[Sum], kind: Kind) -> impl DoubleEndedIterator<Item = &Sum> {
    sums.iter()
        .filter(move |sum| sum.kind == kind && !sum.in_table)
}

/// Every labelled sum with its amount, which may stand on the next or the previous row.
pub(super) fn labelled(lines: &[Line], taken: &mut Vec<usize>) -> Vec<Sum> {
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
                | Kind::Charge
                | Kind::Rounding
                | Kind::Tender
                | Kind::Change
                | Kind::Count
        );
        if !wanted {
            continue;
        }
        let amount = line
            .amounts()
            .next_back()
            .or_else(|| beside(lines, at, taken));
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

/// The lone amount on the row below a label, or above it.
fn beside(lines: &[Line], at: usize, taken: &mut Vec<usize>) -> Option<i64> {
    if lines[at].kind == Kind::Count {
        return None;
    }
    let lone = |other: usize| {
        let line = lines.get(other)?;
        let bare = line.kind == Kind::Goods && !line.has_name() && line.measure.is_none();
        let lone = bare && line.amounts().count() == 1 && !taken.contains(&other);
        lone.then(|| line.cents())
            .flatten()
            .map(|cents| (other, cents))
    };
    let (other, cents) = lone(at + 1).or_else(|| lone(at.checked_sub(1)?))?;
    taken.push(other);
    Some(cents)
}

/// What was given less what came back, for every pair; the plain amounts given after that.
pub(super) fn paid(sums: &[Sum]) -> Vec<i64> {
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
