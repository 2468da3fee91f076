//! From rows to items: which name belongs to which price.
//!
//! A till prints name and price on one row, or the price on the row below its
//! name, or above it. The receipt decides: it is read both ways, and the way
//! that leaves fewer names and prices alone wins. A price belongs to at most one
//! item, and a missing item is better than a wrong pair.

use super::amounts::{Number, Token};
use super::keywords::Mark;
use super::kinds::{Kind, Line, letters};
use super::measure::Measure;
use super::totals::Sums;

/// Rows of a wrapped name.
const MAX_NAME_ROWS: usize = 3;

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
    /// Names without a price.
    unpriced: usize,
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

    fn loose_ends(&self) -> usize {
        3 * self.orphans.len() + self.unpriced
    }
}

/// Where the price stands that a row without a name carries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Layout {
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
    let whole = assemble(lines, body.clone(), &sums.taken);
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

/// The lines between the head of the receipt and its sums.
fn body(lines: &[Line], total_at: Option<usize>) -> Option<std::ops::Range<usize>> {
    let is_priced = |line: &Line| line.kind == Kind::Goods && line.price.is_some();
    let first = lines.iter().position(|line| {
        is_priced(line) && (line.has_name() || line.measure.is_some() || line.spots.len() <= 4)
    })?;
    let ends = |line: &Line| {
        matches!(
            line.kind,
            Kind::Subtotal | Kind::Total | Kind::Tender | Kind::Change | Kind::TaxTable
        ) || (matches!(line.kind, Kind::Rounding | Kind::Tax) && line.price.is_some())
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

struct Assembly<'a> {
    lines: &'a [Line],
    /// A column of units or codes that most priced rows repeat, and that names nothing.
    column: Option<String>,
    taken: &'a [usize],
    layout: Layout,
    goods: Goods,
    /// Name rows that wait for a price below them.
    names: Vec<usize>,
    /// A quantity row that explains none of the items above it.
    waiting: Option<usize>,
    /// The last item has a price and still no name.
    open: bool,
}

impl<'a> Assembly<'a> {
    fn new(lines: &'a [Line], taken: &'a [usize], layout: Layout) -> Self {
        Self {
            lines,
            column: None,
            taken,
            layout,
            goods: Goods::default(),
            names: Vec::new(),
            waiting: None,
            open: false,
        }
    }

    fn run(mut self, body: std::ops::Range<usize>) -> Goods {
        self.column = repeated_column(&self.lines[body.clone()]);
        for at in body {
            if !self.taken.contains(&at) {
                self.read(at);
            }
        }
        self.close_open();
        self.drop_names();
        self.goods.items.retain(|item| item.price != Some(0));
        self.goods
    }

    fn read(&mut self, at: usize) {
        let line = &self.lines[at];
        match line.kind {
            Kind::Goods if self.is_price_of_one(at) => self.name(at),
            Kind::Goods => match (self.names_something(line), line.price.is_some()) {
                (true, true) => self.named_price(at),
                (true, false) => self.name(at),
                (false, true) => self.bare_price(at),
                (false, false) if self.open && letters(&line.text) > 0 => self.name(at),
                (false, false) => self.bare_measure(at),
            },
            Kind::Meta if line.may_name() => self.name(at),
            Kind::Section if line.price.is_none() && self.open => self.name(at),
            Kind::Section if line.price.is_none() => self.drop_names(),
            Kind::Discount => self.discount(at),
            Kind::Deposit => self.goods.fees += line.cents().unwrap_or(0),
            _ => {}
        }
    }

    fn names_something(&self, line: &Line) -> bool {
        let column = line.price.is_some() && self.column.as_deref() == Some(line.name());
        // `2 X 5.51 (DISC: 1.53) 7.96`: a quantity with words of sums.
        let counted = line.marks.unknown == 0
            && line.marks.has(Mark::Discount)
            && line.measure.is_some_and(|m| m.each.is_some());
        line.has_name() && !column && !counted
    }

    /// The row's amount comes again below, as the price of one.
    fn is_price_of_one(&self, at: usize) -> bool {
        let (line, next) = (&self.lines[at], self.lines.get(at + 1));
        let each = next
            .filter(|next| next.price.is_some() && !next.has_name())
            .and_then(|next| next.measure?.each);
        line.has_name()
            && line
                .price
                .is_some_and(|price| each == Some(price.milli.abs()))
    }

    fn named_price(&mut self, at: usize) {
        self.close_open();
        self.drop_names();
        let line = &self.lines[at];
        let cents = line.cents();
        let mut item = Item {
            names: vec![at],
            lines: vec![at],
            price: cents,
            measure: line.measure,
            ..Item::default()
        };
        // A row with a count and a negative amount is a return.
        if cents.is_some_and(|cents| cents < 0) && line.measure.is_none() {
            return self.discount(at);
        }
        if let Some(before) = self.waiting.take()
            && item.measure.is_none()
            && let (Some(measure), Some(cents)) = (self.lines[before].measure, cents)
            && measure.explains(cents)
        {
            item.measure = Some(measure);
            item.lines.insert(0, before);
        }
        self.goods.items.push(item);
    }

    fn name(&mut self, at: usize) {
        if self.open
            && let Some(item) = self.goods.items.last_mut()
        {
            item.names.push(at);
            item.lines.push(at);
            self.open = false;
            return;
        }
        if self.layout == Layout::NameGoesOn
            && let Some(item) = self.goods.items.last_mut()
            && item.lines.last().is_some_and(|last| last + 1 == at)
            && item.names.len() < MAX_NAME_ROWS
        {
            item.names.push(at);
            item.lines.push(at);
            return;
        }
        self.names.push(at);
    }

    fn bare_price(&mut self, at: usize) {
        let line = &self.lines[at];
        let Some(cents) = line.cents() else { return };
        if cents < 0 {
            return self.discount(at);
        }
        if self.layout == Layout::PriceAboveName {
            self.close_open();
            self.drop_names();
            self.goods.items.push(Item {
                lines: vec![at],
                price: Some(cents),
                measure: line.measure,
                ..Item::default()
            });
            self.open = true;
            return;
        }
        if self.names.is_empty() {
            // A row that only explains the price already printed beside the name.
            let explained = line.measure.is_some_and(|m| m.explains(cents));
            if let Some(last) = self.goods.items.last_mut()
                && last.measure.is_none()
                && (last.price == Some(cents) && explained)
            {
                last.measure = line.measure;
                last.lines.push(at);
                return;
            }
            self.goods.orphans.push(at);
            return;
        }
        let names = self.take_names();
        let mut lines = names.clone();
        lines.push(at);
        let named = names.iter().find_map(|name| self.lines[*name].measure);
        let measure = line.measure.or(named);
        self.goods.items.push(Item {
            names,
            lines,
            price: Some(cents),
            measure,
            discount: None,
        });
    }

    /// `2 @ 3.17` without a price, or a row of codes.
    fn bare_measure(&mut self, at: usize) {
        let Some(measure) = self.lines[at].measure else {
            return;
        };
        let lines = self.lines;
        let explained = |item: &Item| {
            let counted = item.measure.is_none_or(|m| m.each.is_none());
            counted && item.price.is_some_and(|cents| measure.explains(cents))
        };
        match self.goods.items.last_mut() {
            Some(last) if explained(last) && self.names.is_empty() => {
                last.measure = Some(measure);
                last.lines.push(at);
            }
            _ if self.names.is_empty() => self.waiting = Some(at),
            _ => {
                // The name above, and no price of its own: the product is the price only
                // if both factors are printed and the name has a code or a count.
                let printed = self
                    .names
                    .last()
                    .is_some_and(|name| begins_like_an_item(&lines[*name]));
                if printed && measure.each.is_some() {
                    let names = self.take_names();
                    let mut rows = names.clone();
                    rows.push(at);
                    self.goods.items.push(Item {
                        names,
                        lines: rows,
                        measure: Some(measure),
                        ..Item::default()
                    });
                }
            }
        }
    }

    fn discount(&mut self, at: usize) {
        let line = &self.lines[at];
        let Some(cents) = line.cents() else { return };
        let cents = -cents.abs();
        match self.goods.items.last_mut() {
            Some(item)
                if item
                    .price
                    .is_some_and(|price| price + cents + item.discount.unwrap_or(0) >= 0) =>
            {
                item.discount = Some(item.discount.unwrap_or(0) + cents);
                item.lines.push(at);
            }
            _ => self.goods.discount += cents,
        }
    }

    /// The waiting names, at most as many as a name wraps over.
    fn take_names(&mut self) -> Vec<usize> {
        let names = std::mem::take(&mut self.names);
        let skip = names.len().saturating_sub(MAX_NAME_ROWS);
        self.goods.unpriced += skip;
        names.into_iter().skip(skip).collect()
    }

    /// Names that never got a price: items when they begin like one.
    fn drop_names(&mut self) {
        for at in std::mem::take(&mut self.names) {
            self.goods.unpriced += 1;
            let line = &self.lines[at];
            if begins_like_an_item(line) && !self.goods.items.is_empty() {
                self.goods.items.push(Item {
                    names: vec![at],
                    lines: vec![at],
                    measure: line.measure,
                    ..Item::default()
                });
            }
        }
    }

    fn close_open(&mut self) {
        if std::mem::take(&mut self.open)
            && let Some(item) = self.goods.items.pop()
        {
            self.goods.orphans.extend(item.lines.first());
        }
    }
}

/// The short name that most priced rows share.
fn repeated_column(lines: &[Line]) -> Option<String> {
    let names: Vec<&str> = lines
        .iter()
        .filter(|line| line.kind == Kind::Goods && line.price.is_some() && line.has_name())
        .map(Line::name)
        .collect();
    let first = *names.first()?;
    let shared = names.iter().filter(|name| **name == first).count();
    (names.len() >= 2 && shared == names.len() && first.len() <= 5).then(|| first.to_owned())
}

/// A row that begins with an article code or a count.
fn begins_like_an_item(line: &Line) -> bool {
    let code = |number: Number| number.is_code() || (number.is_whole() && number.digits == 4);
    let first = line.spots.iter().find(|spot| spot.token != Token::Sign);
    first.and_then(|spot| spot.number()).is_some_and(code)
        || line
            .measure
            .is_some_and(|m| m.first == 0 && m.each.is_none())
}
