//! What to ask about a draft: what is missing, and what does not add up.

use pantry::money::Money;
use pantry::receipt::{Doubt, DoubtKind, Draft};

use super::dates::Moment;
use super::line::Line;
use super::lines::Goods;
use super::totals::Sums;

/// Below this, a row's text is worth a look: about one row in twenty of a clean scan.
const READABLE: f32 = 0.6;

/// All doubts, those about the whole receipt first.
pub(super) fn all(
    draft: &Draft,
    lines: &[Line],
    goods: &Goods,
    sums: &Sums,
    moment: &Moment,
) -> Vec<Doubt> {
    let nothing = goods.items.is_empty() && draft.total.is_none() && draft.date.is_none();
    if lines.is_empty() || nothing {
        // Words there may be, but no receipt.
        return vec![of_row(DoubtKind::NoText, None)];
    }
    let mut doubts = Vec::new();
    if draft.merchant.is_none() {
        doubts.push(of_row(DoubtKind::NoMerchant, None));
    }
    if draft.date.is_none() {
        doubts.push(of_row(DoubtKind::NoDate, None));
    }
    if moment.ambiguous {
        doubts.push(of_row(DoubtKind::AmbiguousDate, moment.row));
    }
    doubts.extend(of_total(draft, lines, goods, sums));
    let rows = |lines_at: &[usize], kind: DoubtKind| -> Vec<Doubt> {
        let doubt = |at: &usize| of_row(kind.clone(), Some(lines[*at].row));
        lines_at.iter().map(doubt).collect()
    };
    doubts.extend(rows(&goods.orphans, DoubtKind::PriceWithoutItem));
    // Where the sums are right, a name without a price is a remark.
    if !sums.explain(goods.sum()) {
        doubts.extend(rows(&goods.unpriced, DoubtKind::ItemWithoutPrice));
    }
    doubts.extend(of_items(draft));
    doubts
}

fn of_row(kind: DoubtKind, row: Option<usize>) -> Doubt {
    Doubt {
        kind,
        row,
        item: None,
    }
}

/// A total that is missing or guessed, and one that the items do not make.
fn of_total(draft: &Draft, lines: &[Line], goods: &Goods, sums: &Sums) -> Vec<Doubt> {
    let row = sums.total_at.map(|at| lines[at].row);
    let Some(total) = draft.total else {
        return vec![of_row(DoubtKind::NoTotal, None)];
    };
    let mut doubts = Vec::new();
    if sums.unsure {
        doubts.push(of_row(DoubtKind::NoTotal, row));
    }
    if !sums.explain(goods.sum()) {
        let items = Money::new(goods.sum(), total.currency);
        doubts.push(of_row(DoubtKind::TotalMismatch { items, total }, row));
    }
    doubts
}

fn of_items(draft: &Draft) -> impl Iterator<Item = Doubt> + '_ {
    draft.items.iter().enumerate().flat_map(|(index, item)| {
        let doubt = |kind: DoubtKind, yes: bool| {
            yes.then(|| Doubt {
                kind,
                row: item.rows.first().copied(),
                item: Some(index),
            })
        };
        [
            doubt(DoubtKind::ItemWithoutPrice, item.price.is_none()),
            doubt(DoubtKind::LowConfidence, item.confidence < READABLE),
        ]
        .into_iter()
        .flatten()
    })
}
