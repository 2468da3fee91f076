//! Whole receipts as text in, drafts as text out; and laws that hold for any text.

use expect_test::{Expect, expect};
use pantry::receipt::DoubtKind;
use proptest::prelude::*;

use super::*;

mod laws;
mod sums;

#[test]
fn the_model_says_what_names_nothing_where_the_sums_do_not_hold() {
    let weights = include_bytes!("../../models/classifier.safetensors");
    let classifier = crate::classify::Classifier::new(weights).expect("the shipped weights load");
    // The bread's price is lost, and what the till says below the head is no part of a name.
    let text = "GREEN VALLEY MARKET\nPlease keep this for your records\nWHOLE MILK\n1.89\n\
                RYE BREAD\nCHEDDAR CHEESE 5.19\nTOTAL 9.83\nCASH 10.00\nCHANGE 0.17";
    let with = parse_with(rows_from_text(text), Some(classifier.lines()));
    let names: Vec<&str> = with.items.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(names, ["WHOLE MILK", "CHEDDAR CHEESE"]);
    // Where they hold, the rules decide alone.
    let text = "SHOP\nMILK 1.89\nBREAD 2.75\nTOTAL 4.64\nCASH 5.00\nCHANGE 0.36";
    let rows = || rows_from_text(text);
    assert_eq!(parse(rows()), parse_with(rows(), Some(classifier.lines())));
}

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&shown(&parse(rows_from_text(text))));
}

/// A draft, an item a line.
fn shown(draft: &Draft) -> String {
    let currency = draft.currency.map(|c| c.to_string()).unwrap_or_default();
    let text = |money: Option<Money>| money.map(|money| money.to_string()).unwrap_or_default();
    let date = draft.date.map(|date| date.to_string()).unwrap_or_default();
    let merchant = draft.merchant.as_deref().unwrap_or_default();
    let mut out = format!("{merchant} | {date} | {currency} {}\n", text(draft.total));
    for item in &draft.items {
        let quantity = item.quantity.map(|q| q.to_string()).unwrap_or_default();
        let prices = [item.unit_price, item.price, item.discount]
            .map(text)
            .join(" | ");
        let name = sentence_case(&item.name);
        let line = format!("{name} | {quantity} | {prices}");
        out += line.trim_end_matches([' ', '|']);
        out.push('\n');
    }
    for doubt in &draft.doubts {
        out += &format!("? {:?}\n", doubt.kind);
    }
    out
}

#[test]
fn a_malaysian_till_prints_the_columns_below_the_name() {
    check(
        "KEDAI ABC SDN BHD (123456-X)
12, JALAN SATU, 50000 KUALA LUMPUR
GST ID: 000123456789
DATE: 25/12/2018  8:13:39 PM
DESC   QTY   PRICE   AMOUNT
KOPI O KOSONG 20S
9556001  2   4.50   9.00  SR
GULA PASIR 1KG
9556002  1   2.85   2.85  ZR
TOTAL QTY:  3   11.85
TOTAL SALES (INCLUSIVE OF GST) :  11.85
ROUNDING ADJ :  0.00
CASH :  20.00
CHANGE :  8.15",
        expect![[r#"
            KEDAI ABC SDN BHD | 2018-12-25 | MYR 11.85
            Kopi o kosong 20s | 2 pc | 4.50 | 9.00
            Gula pasir 1kg | 1 pc | 2.85 | 2.85
        "#]],
    );
}

#[test]
fn a_german_till_prints_commas_flags_and_deposits() {
    check(
        "REWE Markt GmbH
Hauptstr. 5, 50667 Köln
                         EUR
BIO VOLLMILCH           1,19 B
BANANEN                 2,04 B
  1,024 kg x 1,99 EUR/kg
APFELSCHORLE            3,00 A
  2 Stk x  1,50
PFAND 0,25              0,50 A
RABATT                 -0,30 A
SUMME           EUR     6,43
Bar             EUR    10,00
Rückgeld        EUR    -3,57
04.12.2024  11:26",
        expect![[r#"
            REWE Markt GmbH | 2024-12-04 | EUR 6.43
            Bio vollmilch |  |  | 1.19
            Bananen | 1.024 kg | 1.99 | 2.04
            Apfelschorle | 2 pc | 1.50 | 3.00 | -0.30
        "#]],
    );
}

#[test]
fn a_canadian_till_prints_weights_below_the_name() {
    check(
        "NOFRILLS
GROCERY
06038301376 NO NAME ALL PURP        5.99
PRODUCE
4016  RED DEL. APPLES
  1.060 kg@ $3.24/kg                3.43
4011  BANANA
  2 @ $0. 77                        1.54
SUBTOTAL                           10.96
GST 5%                              0.00
TOTAL                              10.96
03/05/2015  10:26:08",
        expect![[r#"
            NOFRILLS | 2015-05-03 | CAD 10.96
            No name all purp |  |  | 5.99
            Red del. apples | 1.06 kg | 3.24 | 3.43
            Banana | 2 pc | 0.77 | 1.54
            ? AmbiguousDate
        "#]],
    );
}

#[test]
fn prices_in_many_columns_have_their_names_below() {
    check(
        "PASARAYA CINWA SDN BHD
DATE: 15/06/2018
ITEM  S/PRICE  QTY  AMOUNT
9557821042500  2.50  2.60  2.50  SR0
YELLOW ROCK SUGAR 250G
2200056  2.80  2.90  2.80  SR0
GREEN BEAN 280G
TOTAL  RM 5.30",
        expect![[r#"
            PASARAYA CINWA SDN BHD | 2018-06-15 | MYR 5.30
            Yellow rock sugar 250g |  |  | 2.50
            Green bean 280g |  |  | 2.80
        "#]],
    );
}

#[test]
fn rows_that_count_bundles_are_no_items() {
    check(
        "WALMART
Dayton, OH 45402
LIMES  007874
 2 AT 1 FOR 0.97   1.94 X
YOGURT  5.00
 2 @ 2 FOR 5.00
GRAPES  0.98
 2.01 lb @ 1 lb /0.49
TOTAL  7.92
02/28/2024",
        expect![[r#"
            WALMART | 2024-02-28 | USD 7.92
            Limes | 2 pc | 0.97 | 1.94
            Yogurt | 2 pc | 2.50 | 5.00
            Grapes | 2.01 lb | 0.49 | 0.98
        "#]],
    );
}

#[test]
fn a_price_without_a_name_is_a_doubt_and_no_item() {
    let draft = parse(rows_from_text(
        "SHOP LTD\nMILK   1.20\n\n   9.99\nTOTAL   11.19",
    ));
    assert_eq!(draft.items.len(), 1);
    assert!(
        draft
            .doubts
            .iter()
            .any(|doubt| doubt.kind == DoubtKind::PriceWithoutItem && doubt.row == Some(3))
    );
}

#[test]
fn an_empty_picture_gives_one_doubt() {
    let draft = parse(Vec::new());
    assert_eq!(draft.doubts.len(), 1);
    assert_eq!(draft.doubts[0].kind, DoubtKind::NoText);
}

#[test]
fn time_grows_with_the_text_and_not_with_its_square() {
    let text = "MILK 2 x 1.50  3.00 A\n".repeat(5_000) + &"9 ".repeat(50_000);
    let draft = parse(rows_from_text(&text));
    assert_eq!(draft.rows.len(), 5_001);
}

/// Rows like those of receipts, so that random texts reach every part of the parser.
fn row() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[A-Z]{1,8}",
        "[0-9]{1,13}",
        r"[0-9]{1,4}[.,][0-9OIS]{2}[A-Z]{0,3}",
        Just("TOTAL".to_owned()),
        Just("SUBTOTAL".to_owned()),
        Just("2 x".to_owned()),
        Just("@".to_owned()),
        Just("kg".to_owned()),
        Just("/kg".to_owned()),
        Just("-".to_owned()),
        Just("$".to_owned()),
        Just("RABATT".to_owned()),
        Just("CASH".to_owned()),
        "[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}",
    ];
    proptest::collection::vec(word, 0..7).prop_map(|words| words.join("  "))
}

proptest! {
    #[test]
    fn any_text_gives_a_draft(text in any::<String>()) {
        let rows = rows_from_text(&text);
        let draft = parse(rows.clone());
        prop_assert_eq!(draft.rows, rows);
    }

    #[test]
    fn a_row_of_a_price_belongs_to_one_item(rows in proptest::collection::vec(row(), 0..25)) {
        let draft = parse(rows_from_text(&rows.join("\n")));
        let mut used: Vec<usize> = draft.items.iter().flat_map(|item| item.rows.clone()).collect();
        let all = used.len();
        used.sort_unstable();
        used.dedup();
        prop_assert_eq!(used.len(), all, "no row is in two items");
        for item in &draft.items {
            prop_assert!(item.rows.iter().all(|row| *row < draft.rows.len()));
            prop_assert!(!item.name.is_empty() || !item.text.is_empty());
        }
        for doubt in &draft.doubts {
            prop_assert!(doubt.row.is_none_or(|row| row < draft.rows.len()));
            prop_assert!(doubt.item.is_none_or(|item| item < draft.items.len()));
        }
    }
}
