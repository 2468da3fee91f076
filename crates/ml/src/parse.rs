//! Rows of text to a draft of a purchase.
//!
//! Parsing never fails: what cannot be read is `None`, and what does not fit
//! becomes a doubt. It works in passes over the rows, each in a module of its
//! own: repair amounts, decide the locale once for the receipt, say what each row
//! is, find the sums, pair names with prices, and hold the result against the
//! arithmetic of the paper. Everything here is pure, and limits on the text that is
//! read bound its time.

mod address;
mod amounts;
mod assembly;
mod clock;
mod codes;
mod columns;
mod confidence;
mod dates;
mod decimal;
mod doubts;
mod fold;
mod header;
mod input;
mod keywords;
mod kinds;
mod layouts;
mod leads;
mod lexer;
mod line;
mod lines;
mod locale;
mod measure;
mod name;
mod number;
mod phrases;
mod pieces;
mod readings;
mod repair;
mod shops;
mod signs;
mod sums;
mod taxes;
mod totals;

use pantry::money::{Currency, Money};
use pantry::quantity::{Quantity, Unit};
use pantry::receipt::{Confidences, Draft, LineItem, Product, Row};

use crate::classify::{LineTypes, Parts};
use crate::rows::bounds_of;

pub use self::input::rows_from_text;
use self::kinds::Kind;
use self::line::Line;
use self::lines::{Goods, Item};
use self::locale::Locale;
use self::name::LastLetter;
pub use self::name::sentence_case;
use self::totals::Sums;

/// Characters of a row that are read; no till prints more.
const MAX_ROW_CHARS: usize = 400;

/// Rows that are read; the longest receipts have some hundreds.
const MAX_ROWS: usize = 2_000;

/// Reads the rows of one receipt, top to bottom.
///
/// The rows come back in the draft: unchanged, but for amounts where a column or the sums
/// show that another of the reader's readings was meant. An item's `price` is the amount
/// printed for it and its `discount` what a later row takes off; deposits and fees are no
/// items. What names stand for and their categories are for [`crate::name::fill`] and
/// [`crate::classify::Classifier::fill`]. Amounts are in the receipt's currency, or in `XXX` (ISO 4217: no currency) where
/// nothing says which.
#[must_use]
pub fn parse(rows: Vec<Row>) -> Draft {
    parse_with(rows, None)
}

/// As [`parse`], with a model that has learnt what part a row plays. Rules decide as long as
/// the sums hold; where they do not, the model says which rows without an amount name nothing.
#[must_use]
pub fn parse_with(mut rows: Vec<Row>, types: Option<&LineTypes>) -> Draft {
    readings::settle(&mut rows);
    let texts: Vec<String> = rows.iter().take(MAX_ROWS).map(repaired).collect();
    let locale = locale::detect(&texts);
    let parts = types.map_or_else(Vec::new, |types| {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        types.parts(&texts)
    });
    let printed: Vec<Line> = texts
        .into_iter()
        .enumerate()
        .filter(|(_, text)| !text.is_empty())
        .map(|(row, text)| line::line(row, text, locale.decimal))
        .collect();
    let printed = tempered(printed, &parts);
    let account = reconciled(&mut rows, printed, locale.decimal);
    drafted(rows, &account, &locale)
}

/// Below this a row without an amount names no goods.
const NO_NAME: f32 = 0.5;

/// The lines as the rules have them, or as the model does, if the sums then hold or fewer
/// names and prices stand alone.
fn tempered(printed: Vec<Line>, parts: &[Parts]) -> Vec<Line> {
    let is_no_name = |line: &Line| {
        let unknown = line.kind == Kind::Goods && line.price.is_none() && line.measure.is_none();
        unknown
            && parts
                .get(line.row)
                .is_some_and(|parts| parts.of_goods() < NO_NAME)
    };
    if !printed.iter().any(is_no_name) {
        return printed;
    }
    let ours = Account::of(printed.clone());
    if ours.holds() {
        return printed;
    }
    let mut other = printed.clone();
    for line in other.iter_mut().filter(|line| is_no_name(line)) {
        line.kind = Kind::Noise;
    }
    let theirs = Account::of(other.clone());
    let (loose, items) = (theirs.goods.loose_ends(), theirs.goods.items.len());
    let tidier = loose < ours.goods.loose_ends() && items >= ours.goods.items.len();
    match theirs.holds() || tidier {
        true => other,
        false => printed,
    }
}

/// The row's text with its columns apart and its amounts repaired.
fn repaired(row: &Row) -> String {
    repair::repair(shortened(&columns(row)))
}

/// What the lines of a receipt say together.
struct Account {
    lines: Vec<Line>,
    goods: Goods,
    sums: Sums,
}

impl Account {
    fn of(mut lines: Vec<Line>) -> Self {
        leads::read(&mut lines);
        codes::strip(&mut lines);
        let first = totals::find(&lines, None);
        let goods = lines::find(&lines, &first);
        let sums = totals::find(&lines, Some(goods.sum()));
        let goods = lines::find(&lines, &sums);
        Self { lines, goods, sums }
    }

    /// Whether the goods make the total that is printed.
    fn holds(&self) -> bool {
        !self.goods.items.is_empty() && !self.sums.unsure && self.sums.explain(self.goods.sum())
    }

    /// As [`Account::holds`], to the cent: what is to replace a reading has no excuse.
    fn holds_exactly(&self) -> bool {
        self.holds() && self.sums.explain_exactly(self.goods.sum())
    }
}

/// The account of the lines as printed, or with the one other reading of an amount that
/// makes it hold.
fn reconciled(rows: &mut [Row], printed: Vec<Line>, decimal: char) -> Account {
    let account = Account::of(printed.clone());
    if account.holds() || account.goods.items.is_empty() {
        return account;
    }
    let with = |at: usize, row: &Row| {
        let mut lines = printed.clone();
        if let Some(line) = lines.iter_mut().find(|line| line.row == at) {
            *line = line::line(at, repaired(row), decimal);
        }
        Account::of(lines)
    };
    let loose = account.goods.loose_ends();
    let holds = |at: usize, row: &Row| {
        let other = with(at, row);
        // The total is the authority. An item that was not read at all must not change it.
        let total = other.sums.total == account.sums.total;
        total && other.holds_exactly() && other.goods.loose_ends() <= loose
    };
    let Some((at, row)) = readings::reconciled(rows, holds) else {
        return account;
    };
    let account = with(at, &row);
    rows[at] = row;
    account
}

/// The draft of an account.
fn drafted(rows: Vec<Row>, account: &Account, locale: &Locale) -> Draft {
    let Account { lines, goods, sums } = account;
    let moment = dates::find(lines, locale.day_first);
    let (merchant, address, naming) = header::find(lines);
    let money = Maker {
        currency: locale.currency.or_else(|| Currency::from_code("XXX")),
    };
    let names: Vec<String> = goods.items.iter().map(|item| named(item, lines)).collect();
    let letter = LastLetter::of(&names);
    let mut draft = Draft {
        merchant,
        address,
        date: moment.date,
        time: moment.time,
        currency: locale.currency,
        subtotal: money.of(sums.subtotal),
        tax: money.of(sums.tax),
        total: money.of(sums.total),
        confidences: Confidences {
            merchant: confidence::of_merchant(&lines[naming], &rows),
            date: confidence::of_date(lines, &moment, &rows),
            total: confidence::of_total(lines, sums, &rows),
        },
        items: goods
            .items
            .iter()
            .zip(&names)
            .map(|(item, named)| LineItem {
                name: name::cleaned(named, letter),
                ..line_item(item, lines, &rows, &money)
            })
            .collect(),
        rows,
        doubts: Vec::new(),
    };
    draft.doubts = doubts::all(&draft, lines, goods, sums, &moment);
    draft
}

/// A row's words with a tab before each that stands clearly apart: another column.
fn columns(row: &Row) -> String {
    let mut text = String::with_capacity(row.text.len() + 4);
    let mut end: Option<i32> = None;
    for word in &row.words {
        let height = i64::from(word.bounds.y1) - i64::from(word.bounds.y0);
        let apart =
            end.is_some_and(|end| 10 * (i64::from(word.bounds.x0) - i64::from(end)) >= 8 * height);
        if end.is_some() {
            text.push(if apart { '\t' } else { ' ' });
        }
        text.push_str(&word.text);
        end = Some(word.bounds.x1);
    }
    // A row without words still has its text.
    if text.is_empty() {
        row.text.clone()
    } else {
        text
    }
}

/// The beginning of a row, cut at a character.
fn shortened(text: &str) -> &str {
    text.char_indices()
        .nth(MAX_ROW_CHARS)
        .map_or(text, |(end, _)| &text[..end])
}

/// Makes money of hundredths in the receipt's currency.
struct Maker {
    currency: Option<Currency>,
}

impl Maker {
    fn of(&self, cents: Option<i64>) -> Option<Money> {
        let currency = self.currency?;
        let minor = match currency.exponent() {
            0 => cents? / 100,
            3 => cents? * 10,
            _ => cents?,
        };
        Some(Money::new(minor, currency))
    }
}

/// The name as the till has it, of one row or of several.
fn named(item: &Item, lines: &[Line]) -> String {
    let parts = item.names.iter().map(|at| lines[*at].name());
    parts.collect::<Vec<_>>().join(" ").replace('\t', " ")
}

/// An item as the draft has it, all but its name and what that stands for.
fn line_item(item: &Item, lines: &[Line], rows: &[Row], money: &Maker) -> LineItem {
    let printed: Vec<String> = item
        .names
        .iter()
        .map(|at| lines[*at].printed().replace('\t', " "))
        .collect();
    let indices: Vec<usize> = item.lines.iter().map(|at| lines[*at].row).collect();
    let counted = item
        .names
        .first()
        .and_then(|at| lines[*at].lead)
        .map(|count| Quantity::new(count.milli, Unit::Piece));
    let confidence = indices
        .iter()
        .filter_map(|row| rows.get(*row))
        .map(|row| row.confidence)
        .fold(1.0, f32::min);
    LineItem {
        text: printed.join(" "),
        name: String::new(),
        product: Product::default(),
        quantity: item
            .measure
            .map(|m| Quantity::new(m.milli, m.unit.unwrap_or(Unit::Piece)))
            .or(counted),
        unit_price: money.of(item
            .measure
            .and_then(|m| m.each)
            .map(|each| (each + 5) / 10)),
        price: money.of(item.price),
        discount: money.of(item.discount),
        category: None,
        category_sure: false,
        confidence,
        name_confidence: confidence::of_name(item, lines, rows),
        price_confidence: confidence::of_price(item, lines, rows),
        bounds: bounds_of(rows, &indices),
        rows: indices,
    }
}

#[cfg(test)]
mod tests;
