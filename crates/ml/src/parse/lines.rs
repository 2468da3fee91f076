//! From rows to items: which name belongs to which price.
//!
//! A till prints name and price on one row, or the price on the row below its
//! name, or above it. The receipt decides: it is read both ways, and the way
//! that leaves fewer names and prices alone wins. A price belongs to at most one
//! item, and a missing item is better than a wrong pair.

use super::assembly::Assembly;
use super::keywords::Mark;
use super::kinds::Kind;
use super::line::Line;
use super::measure::Measure;
use super::totals::Sums;

/// An item as positions among the lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    /// Lines that name it, in order.
    pub names: Vec<usize>,
    /// All its lines, the first one first.
    pub lines: Vec<usize>,
    pub price: Option<i64>,
    pub discount: Option<i64>,
    pub measure: Option<Measure>,
}

/// What the rows of goods say.
#[derive(Clone, Debug, Default)]
pub(super) struct Goods {
    pub items: Vec<Item>,
    /// Deposits and fees, which are paid and no items.
    pub fees: i64,
    /// Discounts on the whole receipt.
    pub discount: i64,
    /// Lines with a price and no name.
    pub orphans: Vec<usize>,
    /// Lines among the goods that name something whose price was not read.
    pub unpriced: Vec<usize>,
    /// Names without a price, wherever they stand.
    pub(super) loose: usize,
}

impl Goods {
    /// What the items cost together, discounts and fees included.
    pub fn sum(&self) -> i64 {
        let of_items: i64 = self
            .items
            .iter()
            .map(|item| item.price.unwrap_or(0) + item.discount.unwrap_or(0))
            .sum();
        of_items + self.fees + self.discount
    }

    /// Whether so many names take a second row that it is the till's way, not a lost price.
    fn mostly_go_on(&self) -> bool {
        let long = self
            .items
            .iter()
            .filter(|item| item.names.len() > 1)
            .count();
        long >= 2 && 10 * long >= 6 * self.items.len()
    }

    /// How much stands alone that should be a pair.
    pub fn loose_ends(&self) -> usize {
        3 * self.orphans.len() + self.loose
    }
}

/// Where the price stands that a row without a name carries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Layout {
    PriceBelowName,
    PriceAboveName,
    /// Name and price share a row, and the name goes on below.
    NameGoesOn,
}

/// Finds the items among the lines that lie before the sums.
pub(super) fn find(lines: &[Line], sums: &Sums) -> Goods {
    let Some(body) = body(lines, sums.total_at) else {
        return Goods::default();
    };
    let whole = without_sums(lines, assemble(lines, body.clone(), &sums.taken), sums);
    // Goods after a first sum are rare; they count when they make the total right.
    if let Some(at) = sums.total_at
        && at > body.end
        && !sums.explain(whole.sum())
    {
        let longer = assemble(lines, body.start..at, &sums.taken);
        if sums.explain(longer.sum()) {
            return longer;
        }
    }
    whole
}

/// Without the rows of a total with a word that no list knows: `INNEN TOTAL 46.40` comes to
/// what the items do, which `COLGATE TOTAL 1.99` does not.
fn without_sums(lines: &[Line], mut goods: Goods, sums: &Sums) -> Goods {
    let of_all: i64 = goods.items.iter().filter_map(|item| item.price).sum();
    let several = goods.items.len() >= 2;
    goods.items.retain(|item| {
        let named_so = item
            .names
            .iter()
            .any(|at| lines[*at].marks.has(Mark::Total));
        let is_sum = item
            .price
            .is_some_and(|price| sums.total == Some(price) || of_all - price == price);
        !(several && named_so && is_sum)
    });
    goods
}

/// The lines between the head of the receipt and its sums.
fn body(lines: &[Line], total_at: Option<usize>) -> Option<std::ops::Range<usize>> {
    let first = (0..lines.len()).find(|at| begins_goods(lines, *at))?;
    let ends = |line: &Line| {
        matches!(
            line.kind,
            Kind::Subtotal | Kind::Total | Kind::Tender | Kind::Change | Kind::TaxTable
        ) || (matches!(line.kind, Kind::Rounding | Kind::Tax | Kind::Charge)
            && line.price.is_some())
    };
    let after_first = lines
        .iter()
        .enumerate()
        .skip(first)
        .find(|(_, line)| ends(line))
        .map_or(lines.len(), |(at, _)| at);
    let end = total_at
        .filter(|at| *at > first)
        .map_or(after_first, |at| at.min(after_first));
    let head = |line: &Line| matches!(line.kind, Kind::Meta | Kind::Columns | Kind::Tender);
    let start = lines[..first].iter().rposition(head).map_or(0, |at| at + 1);
    // Without a row that closes the head, names above the first price may be the shop's.
    let start = if start == 0 {
        first.saturating_sub(usize::from(!lines[first].has_name()))
    } else {
        start
    };
    (start < end).then_some(start..end)
}

/// A price with a quantity or with a name, on its row or on a neighbouring one.
fn begins_goods(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    let names = |other: Option<usize>| {
        let beside = other.and_then(|other| lines.get(other));
        beside.is_some_and(|beside| {
            beside.price.is_none()
                && beside.has_name()
                && (beside.kind == Kind::Goods || beside.may_name())
        })
    };
    line.kind == Kind::Goods
        && line.price.is_some()
        && (line.has_name()
            || line.measure.is_some()
            || names(at.checked_sub(1))
            || names(Some(at + 1)))
}

/// Reads the body in each way and keeps the one with the fewest loose ends.
fn assemble(lines: &[Line], body: std::ops::Range<usize>, taken: &[usize]) -> Goods {
    let read = |layout: Layout| Assembly::new(lines, taken, layout).run(body.clone());
    let begins_with_price = lines[body.clone()]
        .iter()
        .find(|line| line.kind == Kind::Goods)
        .is_some_and(|line| line.price.is_some() && !line.has_name());
    let mut best = read(Layout::PriceBelowName);
    for layout in [Layout::PriceAboveName, Layout::NameGoesOn] {
        if best.loose_ends() == 0 {
            break;
        }
        let other = read(layout);
        // A body that begins with a price has its names below the prices.
        let (theirs, ours) = (other.loose_ends(), best.loose_ends());
        let tie = theirs == ours && layout == Layout::PriceAboveName && begins_with_price;
        if (theirs < ours || tie) && (layout != Layout::NameGoesOn || other.mostly_go_on()) {
            best = other;
        }
    }
    best
}

/// The short name that most priced rows share.
pub(super) fn repeated_column(lines: &[Line]) -> Option<String> {
    let names: Vec<&str> = lines
        .iter()
        .filter(|line| line.kind == Kind::Goods && line.price.is_some() && line.has_name())
        .map(Line::name)
        .collect();
    let first = *names.first()?;
    let shared = names.iter().filter(|name| **name == first).count();
    (names.len() >= 2 && shared == names.len() && first.len() <= 5).then(|| first.to_owned())
}
