//! What a row is: an item, a sum, a payment, or none of these.
//!
//! A word decides only together with its company: `BAR 20.00` is a payment and
//! `CHOCOLATE BAR 1.20` an item, because no list knows `CHOCOLATE`.

use super::amounts::{Number, Spot, Token, tokens};
use super::columns::{columns_start, name_range, price_position};
use super::keywords::{Keywords, Mark, Marks};
use super::measure::{self, Measure, unit_word};

/// The part that a row plays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Something with a name, or a part of one: see the line's `name` and `price`.
    Goods,
    /// A department's heading.
    Section,
    /// Headings of columns.
    Columns,
    Discount,
    /// Says what was saved; takes nothing off.
    Savings,
    Deposit,
    Subtotal,
    Total,
    Tax,
    /// A row of a table of taxes, or the head of one.
    TaxTable,
    Rounding,
    Tender,
    Change,
    Count,
    /// Shop, till, card, customer, date, address.
    Meta,
    Noise,
}

/// A row with everything that the parser knows about it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Position in the draft's rows.
    pub row: usize,
    /// The repaired text.
    pub text: String,
    pub spots: Vec<Spot>,
    pub marks: Marks,
    pub kind: Kind,
    pub measure: Option<Measure>,
    /// The amount of the row: its last one that no quantity expression uses.
    pub price: Option<Number>,
    /// Bytes of `text` that name something; empty when nothing does.
    pub name: (usize, usize),
    /// Where the columns begin that follow the name.
    pub printed: usize,
    /// A small whole number before the name: a count, or a place in a list.
    pub lead: Option<i64>,
}

impl Line {
    /// The part of the row that names something.
    pub fn name(&self) -> &str {
        self.text
            .get(self.name.0..self.name.1)
            .unwrap_or_default()
            .trim()
    }

    /// The name as printed, with its codes and flags, without the amounts after it.
    pub fn printed(&self) -> &str {
        self.text
            .get(..self.printed.max(self.name.1))
            .unwrap_or_default()
            .trim()
    }

    /// Whether the row names something: three letters that are no units.
    pub fn has_name(&self) -> bool {
        let words = self.name().split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| unit_word(word).is_none())
            .map(letters)
            .sum::<usize>()
            >= 3
    }

    /// The amount in hundredths.
    pub fn cents(&self) -> Option<i64> {
        self.price?.cents()
    }

    /// Every amount of money on the row, in hundredths.
    pub fn amounts(&self) -> impl DoubleEndedIterator<Item = i64> + '_ {
        let percent = |at: usize| {
            self.spots
                .get(at + 1)
                .is_some_and(|next| next.token == Token::Percent)
        };
        let numbers = self
            .spots
            .iter()
            .enumerate()
            .filter(move |(at, _)| !percent(*at))
            .filter_map(|(_, spot)| spot.number());
        numbers
            .filter(Number::is_money)
            .filter_map(|number| number.cents())
    }

    /// Whether the row could name something among goods although a word of it is known from elsewhere.
    pub fn may_name(&self) -> bool {
        let hints =
            [Mark::Meta, Mark::Place, Mark::Date, Mark::Section].map(|mark| self.marks.count(mark));
        self.kind == Kind::Meta
            && self.marks.unknown >= 1
            && hints.iter().sum::<usize>() <= 1
            && !self.text.contains(':')
            && self.has_name()
    }

    fn has_number(&self) -> bool {
        self.spots.iter().any(|spot| spot.number().is_some())
    }

    fn percents(&self) -> usize {
        self.spots
            .iter()
            .filter(|spot| spot.token == Token::Percent)
            .count()
    }
}

/// Letters in a text.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// Reads one row.
pub(super) fn line(row: usize, text: String, decimal: char, keywords: &Keywords) -> Line {
    let spots = tokens(&text, decimal);
    let marks = keywords.marks(&label(&text, &spots));
    let measure = measure::find(&spots);
    let price_at = price_position(&spots, measure.as_ref());
    let (name, lead) = name_range(&text, &spots, measure.as_ref(), price_at);
    let price = price_at.and_then(|at| spots[at].number());
    let first_amount = price_at
        .map_or(spots.len(), |at| columns_start(&spots, at))
        .min(measure.map_or(
            spots.len(),
            |m| if m.first > 0 { m.first } else { spots.len() },
        ));
    let printed = first_amount
        .checked_sub(1)
        .and_then(|at| spots.get(at))
        .map_or(0, |spot| spot.end);
    let mut line = Line {
        row,
        text,
        spots,
        marks,
        kind: Kind::Goods,
        measure,
        price,
        name,
        printed,
        lead,
    };
    line.kind = kind(&line);
    line
}

/// Takes the number before each name for a column if most named rows begin with one.
///
/// The column is a count unless its numbers are codes or go up one by one.
pub(super) fn split_leading_numbers(lines: &mut [Line]) {
    let leading = |line: &Line| {
        let spot = line.spots.iter().find(|spot| spot.end > line.name.0)?;
        spot.number().filter(|n| n.is_whole() && n.milli > 0)
    };
    let named: Vec<usize> = (0..lines.len())
        .filter(|at| {
            lines[*at].kind == Kind::Goods && lines[*at].has_name() && lines[*at].price.is_some()
        })
        .collect();
    let numbered = named
        .iter()
        .filter(|at| lines[**at].lead.is_some() || leading(&lines[**at]).is_some())
        .count();
    if numbered < 2 || 10 * numbered < 7 * named.len() {
        return;
    }
    for at in named {
        let line = &mut lines[at];
        if line.lead.is_none()
            && let Some(number) = leading(line)
        {
            let after = line
                .spots
                .iter()
                .find(|spot| spot.start > line.name.0 && spot.token == Token::Word);
            if let Some(after) = after.filter(|spot| spot.start < line.name.1) {
                line.name.0 = after.start;
                line.lead = Some(number.milli / 1000).filter(|count| *count < 100);
            }
        }
    }
}

/// The row without its numbers, in which keywords are looked for.
fn label(text: &str, spots: &[Spot]) -> String {
    let mut label = String::with_capacity(text.len());
    let mut end = 0;
    for spot in spots
        .iter()
        .filter(|spot| matches!(spot.token, Token::Number(_) | Token::Flag | Token::Code))
    {
        label.push_str(&text[end..spot.start]);
        label.push(' ');
        end = spot.end;
    }
    label.push_str(&text[end..]);
    label
}

fn kind(line: &Line) -> Kind {
    let marks = &line.marks;
    let priced = line.amounts().next().is_some();
    if marks.lettered == 0 && !priced && line.measure.is_none() {
        return Kind::Noise;
    }
    if !line.has_number() && marks.count(Mark::Column) >= 3 && marks.unknown <= 1 {
        return Kind::Columns;
    }
    // Rows made of known words, or nearly so, speak about the receipt.
    let known = marks.unknown == 0 || (marks.unknown == 1 && marks.lettered >= 4);
    if let Some(kind) = summary_kind(line, priced) {
        return kind;
    }
    if marks.has(Mark::Deposit) && marks.unknown <= 1 && priced {
        return Kind::Deposit;
    }
    let counted = line.measure.is_some_and(|m| m.each.is_some());
    if marks.has(Mark::Discount)
        && priced
        && !counted
        && (line.cents().is_some_and(|c| c < 0) || known)
    {
        return Kind::Discount;
    }
    if line.cents().is_some_and(|cents| cents < 0) && known && !line.has_name() {
        return Kind::Discount;
    }
    if !priced && known && (marks.count(Mark::Column) >= 2 && marks.unknown == 0) {
        return Kind::Columns;
    }
    if !priced && known && marks.has(Mark::Section) && line.measure.is_none() && marks.lettered <= 3
    {
        return Kind::Section;
    }
    // Nothing but words of sums, and none of the sums above: `AFTER DISCOUNT 31.60`.
    let of_sums = [
        Mark::Exclusive,
        Mark::Discount,
        Mark::Count,
        Mark::Final,
        Mark::Tax,
        Mark::Savings,
    ];
    if priced && marks.unknown == 0 && !counted && of_sums.iter().any(|mark| marks.has(*mark)) {
        return Kind::Noise;
    }
    if about_the_shop(line, priced) {
        return Kind::Meta;
    }
    Kind::Goods
}

/// Totals, taxes and payments.
fn summary_kind(line: &Line, priced: bool) -> Option<Kind> {
    let marks = &line.marks;
    let has = |mark| marks.has(mark);
    let known = marks.unknown == 0 || (marks.unknown == 1 && marks.lettered >= 3);
    if line.percents() >= 1
        && line.amounts().count() >= 2
        && marks.unknown == 0
        && !has(Mark::Total)
    {
        return Some(Kind::TaxTable);
    }
    if has(Mark::Summary) && known && (!priced || !has(Mark::Total)) && !has(Mark::Subtotal) {
        return Some(Kind::TaxTable);
    }
    if has(Mark::Savings) && (has(Mark::Total) || marks.unknown <= 1) && !has(Mark::Subtotal) {
        return Some(Kind::Savings);
    }
    if !known {
        return None;
    }
    if has(Mark::Subtotal) {
        return Some(Kind::Subtotal);
    }
    if has(Mark::Rounding) && !has(Mark::Total) {
        return Some(Kind::Rounding);
    }
    if has(Mark::Change) {
        return Some(Kind::Change);
    }
    if has(Mark::Total) {
        return Some(total_kind(line));
    }
    let counted =
        marks.count(Mark::Column) <= 1 || marks.count(Mark::Column) <= marks.count(Mark::Count);
    if marks.begins(Mark::Count)
        && marks.unknown == 0
        && counted
        && line.spots.iter().any(|s| s.number().is_some())
    {
        return Some(Kind::Count);
    }
    if has(Mark::Tax) && priced {
        return Some(Kind::Tax);
    }
    if marks.begins(Mark::Tender)
        && !priced
        && marks.unknown == 0
        && marks.lettered <= 2
        && !line.has_number()
    {
        return Some(Kind::Tender);
    }
    if has(Mark::Tender)
        && priced
        && line.cents().is_none_or(|cents| cents > 0)
        && line.measure.is_none_or(|m| m.with_price)
    {
        return Some(Kind::Tender);
    }
    None
}

/// Which of the many totals: of the goods, of the taxes, of the pieces.
fn total_kind(line: &Line) -> Kind {
    let marks = &line.marks;
    let has = |mark| marks.has(mark);
    if has(Mark::Exclusive) && !has(Mark::Inclusive) {
        return Kind::Subtotal;
    }
    if has(Mark::Count) && !has(Mark::Final) {
        return Kind::Count;
    }
    if has(Mark::Discount) {
        return Kind::Savings;
    }
    // `TOTAL GST` is a tax; `TOTAL INCL. GST`, `TOTAL SALES (GST)` and `TOTAL 6% ...` are not.
    if has(Mark::Tax)
        && !has(Mark::Inclusive)
        && !has(Mark::Includes)
        && !has(Mark::Final)
        && line.amounts().count() <= 1
    {
        return Kind::Tax;
    }
    if has(Mark::Tender) && marks.begins(Mark::Tender) {
        return Kind::Tender;
    }
    Kind::Total
}

/// Rows about shop, till, customer, card, date or address.
fn about_the_shop(line: &Line, priced: bool) -> bool {
    let marks = &line.marks;
    let meta = marks.count(Mark::Meta) + marks.count(Mark::Date);
    if priced {
        return meta > 0 && marks.unknown == 0;
    }
    meta > 0 || (marks.count(Mark::Place) > 0 && line.measure.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: Kind) {
        let line = line(0, text.to_owned(), '.', &Keywords::new());
        assert_eq!(line.kind, kind, "{text:?}: {:?}", line.marks);
    }

    #[test]
    fn sums_and_payments_are_no_goods() {
        check("TOTAL 9.00", Kind::Total);
        check("Total GBP 36.02", Kind::Total);
        check("TOTAL SALES (INCLUSIVE OF GST) : 270.30", Kind::Total);
        check("TOTAL SALES (EXCLUDING GST) : 255.00", Kind::Subtotal);
        check("TOTAL GST : 15.30", Kind::Tax);
        check("TOTAL QTY: 3", Kind::Count);
        check("ROUNDING ADJ -0.01", Kind::Rounding);
        check("SUB-TOTAL 45.28", Kind::Subtotal);
        check("CASH 50.00", Kind::Tender);
        check("CHANGE DUE : 0.00", Kind::Change);
        check("SR @ 6% 98.11 5.89", Kind::TaxTable);
        check("Bar EUR 20.00", Kind::Tender);
        check("PFAND 0.25", Kind::Deposit);
    }

    #[test]
    fn goods_stay_goods_even_with_a_word_of_the_summary() {
        check("CHOCOLATE BAR 1.20", Kind::Goods);
        check("KF MODELLING CLAY KIDDY FISH", Kind::Goods);
        check("CASHEW NUTS 4.50", Kind::Goods);
        check("1 PC 9.000 0.00 9.00", Kind::Goods);
    }

    #[test]
    fn a_name_loses_its_codes_and_columns() {
        let name = |text: &str| {
            line(0, text.to_owned(), '.', &Keywords::new())
                .name()
                .to_owned()
        };
        assert_eq!(
            name("06038301376 NO NAME ALL PURP 5.99"),
            "NO NAME ALL PURP"
        );
        assert_eq!(
            name("ROYAL BAKING POWDER 450G 4 11.32 45.28 S"),
            "ROYAL BAKING POWDER 450G"
        );
        assert_eq!(name("4016 RED DEL. APPLES 3.43"), "RED DEL. APPLES");
        assert_eq!(name("2 x Milch 3.00"), "Milch");
        assert_eq!(name("1 PC 9.000 0.00 9.00"), "");
    }
}
