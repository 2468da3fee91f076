//! Puts names and prices together in one reading of the rows, top to bottom.

use super::amounts::{Number, Token};
use super::keywords::Mark;
use super::kinds::{Kind, is_deposit};
use super::line::{Line, letters};
use super::lines::{Goods, Item, Layout, repeated_column};

/// Rows of a wrapped name.
const MAX_NAME_ROWS: usize = 3;

pub(super) struct Assembly<'a> {
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
    pub fn new(lines: &'a [Line], taken: &'a [usize], layout: Layout) -> Self {
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

    pub fn run(mut self, body: std::ops::Range<usize>) -> Goods {
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
        if let [.., last] = self.names[..]
            && is_deposit(&self.lines[last])
        {
            self.names.pop();
            self.drop_names();
            self.goods.fees += cents;
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
        self.goods.loose += skip;
        names.into_iter().skip(skip).collect()
    }

    /// Names that never got a price: items when they begin like one, else something to ask about.
    fn drop_names(&mut self) {
        for at in std::mem::take(&mut self.names) {
            self.goods.loose += 1;
            let line = &self.lines[at];
            if self.goods.items.is_empty() {
                continue;
            }
            if !begins_like_an_item(line) {
                self.goods.unpriced.push(at);
            } else {
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

/// A row that begins with an article code or a count.
fn begins_like_an_item(line: &Line) -> bool {
    let code = |number: Number| number.is_code() || (number.is_whole() && number.digits == 4);
    let first = line.spots.iter().find(|spot| spot.token != Token::Sign);
    first.and_then(|spot| spot.number()).is_some_and(code)
        || line
            .measure
            .is_some_and(|m| m.first == 0 && m.each.is_none())
}
