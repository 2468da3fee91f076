//! What a row is: an item, a sum, a payment, or none of these.
//!
//! A word decides only together with its company: `BAR 20.00` is a payment and
//! `CHOCOLATE BAR 1.20` an item, because no list knows `CHOCOLATE`.

use super::clock::time_in;
use super::keywords::Mark;
use super::line::Line;

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
    /// For service: paid like a tax.
    Charge,
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

/// What a row is; its other parts are known already.
pub(super) fn kind(line: &Line) -> Kind {
    let marks = &line.marks;
    let priced = line.amounts().next().is_some();
    if marks.lettered == 0 && !priced && line.measure.is_none() {
        return Kind::Noise;
    }
    if !line.has_number() && marks.count(Mark::Column) >= 3 && marks.unknown <= 1 {
        return Kind::Columns;
    }
    // Rows made of known words, or nearly so, speak about the receipt.
    let known = marks.unknown == 0 || (marks.unknown == 1 && marks.solid >= 4);
    if let Some(kind) = summary_kind(line, priced) {
        return kind;
    }
    if is_deposit(line) && priced {
        return Kind::Deposit;
    }
    let counted = line.measure.is_some_and(|m| m.each.is_some());
    let negative = line.cents().is_some_and(|cents| cents < 0);
    // `EMPLOYEE DISCOUNT 8.00`: whose it is, and nothing else.
    let whose = marks.unknown == 1 && marks.lettered == 2 && ends_in_discount(&line.text);
    let named_so = marks.has(Mark::Discount) && priced && !counted && (negative || known || whose);
    if named_so || (negative && known && !line.has_name()) {
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
    if is_offer(line) {
        return Kind::Noise;
    }
    if is_masked(&line.text) {
        return if priced { Kind::Tender } else { Kind::Meta };
    }
    if !priced && is_labelled(&line.text) {
        return Kind::Meta;
    }
    if about_the_shop(line, priced) {
        return Kind::Meta;
    }
    Kind::Goods
}

/// `$4.48 ea or 3/$11.94`, `$1.27 lmt 6, $1.79 ea`: what it would cost, beside what it did.
fn is_offer(line: &Line) -> bool {
    let counted = line
        .measure
        .is_some_and(|m| m.first == 0 && m.each.is_some());
    let words = || line.text.split(|c: char| !c.is_alphabetic());
    let offered = words().any(|word| {
        ["or", "lmt", "limit"]
            .iter()
            .any(|w| word.eq_ignore_ascii_case(w))
    });
    offered && !counted && !line.has_name() && line.amounts().count() >= 1
}

/// Its last word is one for a discount and for nothing else: `STAIN OFF` are goods.
fn ends_in_discount(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic());
    let last = words.rev().find(|word| word.chars().count() >= 3);
    let known = [
        "DISCOUNT",
        "RABATT",
        "REMISE",
        "SCONTO",
        "DESCUENTO",
        "KORTING",
    ];
    last.is_some_and(|last| known.iter().any(|word| last.eq_ignore_ascii_case(word)))
}

/// The number of a card: `XXXXXXXXXXXX0795`, `************1234`.
fn is_masked(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let hidden = word.bytes().take_while(|b| matches!(b, b'X' | b'x' | b'*'));
        let hidden = hidden.count();
        let shown = &word.as_bytes()[hidden..];
        hidden >= 4 && shown.len() >= 2 && shown.iter().all(u8::is_ascii_digit)
    })
}

/// `Garantie: 24 Monate`, `Es bediente Sie: 11.07.2018 14:10`: a label with what it says, or a
/// time. No till calls goods so.
fn is_labelled(text: &str) -> bool {
    let labelled = text.split_once(':').is_some_and(|(label, value)| {
        let word = label
            .trim_end()
            .chars()
            .rev()
            .take_while(|c| c.is_alphabetic());
        word.count() >= 3 && value.chars().any(char::is_alphanumeric)
    });
    labelled || time_in(text).is_some()
}

/// `ENV FEE (CRF)` says it twice; `RECYCLING BAGS` are goods.
pub(super) fn is_deposit(line: &Line) -> bool {
    let marks = &line.marks;
    let twice = marks.unknown <= 1 && marks.count(Mark::Deposit) >= 2;
    marks.has(Mark::Deposit) && (marks.unknown == marks.sizes || twice)
}

/// Totals, taxes and payments.
fn summary_kind(line: &Line, priced: bool) -> Option<Kind> {
    let marks = &line.marks;
    let has = |mark| marks.has(mark);
    // `TOTAL FACTURE : 56.00`: no product has a colon.
    let label = marks.begins(Mark::Total) && line.text.contains(':');
    let known = marks.unknown == 0 || (marks.unknown == 1 && (marks.solid >= 3 || label));
    if line.percents() >= 1
        && line.amounts().count() >= 2
        && marks.unknown == 0
        && !has(Mark::Total)
    {
        return Some(Kind::TaxTable);
    }
    // `5% CST`: a tax whose name was misread.
    let letters = line.text.chars().filter(|c| c.is_alphabetic()).count();
    let short = marks.lettered == 1 && letters <= 3;
    if line.percents() == 1 && line.amounts().count() == 1 && short && !has(Mark::Total) {
        return Some(Kind::Tax);
    }
    if has(Mark::Summary) && known && (!priced || !has(Mark::Total)) && !has(Mark::Subtotal) {
        return Some(Kind::TaxTable);
    }
    if has(Mark::Savings) && (has(Mark::Total) || marks.unknown <= 1) && !has(Mark::Subtotal) {
        return Some(savings_kind(line));
    }
    // No product is called a subtotal, and hardly one after a tax.
    let named_so = marks.unknown <= 1 && marks.lettered >= 3;
    if has(Mark::Subtotal) && (known || named_so) {
        return Some(Kind::Subtotal);
    }
    if known {
        sum_kind(line, priced).or_else(|| payment_kind(line, priced))
    } else {
        (has(Mark::Tax) && named_so && priced && !has(Mark::Total)).then_some(Kind::Tax)
    }
}

/// Whether a label decides: beside a word that no list knows it stands first, so that
/// `LARGE MARS BAR MULTI` is no payment.
fn leads(line: &Line, mark: Mark) -> bool {
    let marks = &line.marks;
    marks.has(mark) && (marks.unknown == 0 || marks.begins(mark) || marks.count(mark) >= 2)
}

/// Sums, on a row of known words.
fn sum_kind(line: &Line, priced: bool) -> Option<Kind> {
    let marks = &line.marks;
    let has = |mark| marks.has(mark);
    if leads(line, Mark::Rounding) && !has(Mark::Total) {
        return Some(Kind::Rounding);
    }
    if leads(line, Mark::Change) {
        return Some(Kind::Change);
    }
    if leads(line, Mark::Total) || (has(Mark::Total) && marks.begins(Mark::Final)) {
        return Some(total_kind(line));
    }
    let counted =
        marks.count(Mark::Column) <= 1 || marks.count(Mark::Column) <= marks.count(Mark::Count);
    if marks.begins(Mark::Count) && marks.unknown == 0 && counted && line.has_number() {
        return Some(Kind::Count);
    }
    if has(Mark::Charge) && priced {
        return Some(Kind::Charge);
    }
    (has(Mark::Tax) && priced).then_some(Kind::Tax)
}

/// What was given, on a row of known words: its amount may stand beside it or below.
fn payment_kind(line: &Line, priced: bool) -> Option<Kind> {
    let marks = &line.marks;
    let alone = marks.begins(Mark::Tender)
        && !priced
        && marks.unknown == 0
        && marks.lettered <= 2
        && !line.has_number();
    let with_amount = leads(line, Mark::Tender)
        && priced
        && line.cents().is_none_or(|cents| cents > 0)
        && line.measure.is_none_or(|m| m.with_price);
    (alone || with_amount).then_some(Kind::Tender)
}

/// `CARD SAVINGS 1.00-` takes off what `YOU SAVED 1.00` only tells.
fn savings_kind(line: &Line) -> Kind {
    let told = line.marks.has(Mark::Total) || line.marks.has(Mark::YouSaved);
    if line.cents().is_some_and(|cents| cents < 0) && !told {
        Kind::Discount
    } else {
        Kind::Savings
    }
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
    let part = |mark: Mark| {
        has(mark)
            && !has(Mark::Inclusive)
            && !has(Mark::Includes)
            && !has(Mark::Final)
            && line.amounts().count() <= 1
    };
    if part(Mark::Charge) {
        return Kind::Charge;
    }
    // `TOTAL GST` is a tax; `TOTAL INCL. GST`, `TOTAL SALES (GST)` and `TOTAL 6% ...` are not.
    if part(Mark::Tax) {
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
    use super::super::line::line;
    use super::*;

    fn check(text: &str, kind: Kind) {
        let line = line(0, text.to_owned(), '.');
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
        check("5% CST 0.49", Kind::Tax);
        check("2% MILK 3.49", Kind::Goods);
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
    fn a_flag_or_a_unit_does_not_make_a_product_a_sum() {
        check("COLGATE TOTAL 75ML 1.99", Kind::Goods);
        check("FAGE TOTAL 500G 3.49", Kind::Goods);
        check("MARS BAR 3PK 1.50", Kind::Goods);
        check("KINDER BAR T4 1.50", Kind::Goods);
        check("SCHOKO BAR 40 G 0.99", Kind::Goods);
        check("BIRTHDAY CARD A5 2.00", Kind::Goods);
        check("TOP ROUND LB 9.87", Kind::Goods);
        check("CORNY BAR 0.45 B", Kind::Goods);
        check("EYE ROUND 9.87 F", Kind::Goods);
        check("LARGE MARS BAR MULTI 2.00", Kind::Goods);
    }

    #[test]
    fn labels_times_and_cards_name_nothing() {
        check("Garantie: 24 Monate", Kind::Meta);
        check("G. Muster 11.07.2018 14:10", Kind::Meta);
        check("XXXXXXXXXXXX0795 MASTERCARD 833.60", Kind::Tender);
        check("EMPLOYEE DISCOUNT 8.00", Kind::Discount);
        check("STAIN OFF 3.49", Kind::Goods);
        check("XXL SHRIMPS", Kind::Goods);
        check("CHEESE 1:1 MIX", Kind::Goods);
    }

    #[test]
    fn an_offer_is_no_price() {
        check("$4.48 ea or 3/$11.94", Kind::Noise);
        check("$1.27 lmt 6, $1.79 ea", Kind::Noise);
        check("2 @ $1.27 lmt 6 2.54", Kind::Goods);
        check("ORANGES 4.48", Kind::Goods);
    }

    #[test]
    fn what_is_taken_off_is_a_discount_and_what_is_told_is_not() {
        check("INSTANT SAVINGS 3.00-", Kind::Discount);
        check("Card Savings 1.00-", Kind::Discount);
        check("Nectar Price Saving -£0.75", Kind::Discount);
        check("YOU SAVED 3.00-", Kind::Savings);
        check("TOTAL SAVINGS -3.00", Kind::Savings);
        check("Your savings 3.00", Kind::Savings);
    }

    #[test]
    fn a_charge_for_service_is_no_tax() {
        check("SERVICE CHARGE 10% 29.50", Kind::Charge);
        check("SVC CHG 10% 29.50", Kind::Charge);
        check("SERVICE TAX 6% 1.50", Kind::Tax);
        check("SUBTOTAL NLI BEFORE TAX 29.50", Kind::Subtotal);
    }

    #[test]
    fn a_deposit_has_at_most_a_size_beside_it() {
        check("RECYCLING BAGS 3.50", Kind::Goods);
        check("RECYCLING BAG 3.50", Kind::Goods);
        check("PFAND EINWEG 0.25", Kind::Deposit);
        check("BTL DEPOSIT 0.10", Kind::Deposit);
        check("DEPOSIT PCS 0.10", Kind::Deposit);
        check("Env fee (CRFJ 0.08", Kind::Deposit);
        check("Bottle Deposit Charge 0.10", Kind::Deposit);
    }
}
