//! Sums and what is asked about them.

use super::*;

/// The kinds of doubt, each with its row.
fn asked(text: &str) -> Vec<(DoubtKind, Option<usize>)> {
    let doubts = parse(rows_from_text(text)).doubts.into_iter();
    doubts.map(|doubt| (doubt.kind, doubt.row)).collect()
}

fn amounts(text: &str) -> [Option<String>; 3] {
    let draft = parse(rows_from_text(text));
    [draft.subtotal, draft.tax, draft.total].map(|money| money.map(|money| money.to_string()))
}

fn check_amounts(text: &str, expected: [Option<&str>; 3]) {
    assert_eq!(
        amounts(text),
        expected.map(|sum| sum.map(str::to_owned)),
        "{text}"
    );
}

#[test]
fn a_subtotal_is_no_total_when_the_row_of_the_total_is_unreadable() {
    let bistro = "THREE STOOGES SDN BHD
DATE: 12/03/2018
1 HH GUINESS  150.00
1 HH TIGER  145.00
SUB TOTAL  295.00
SERVICE CHARGE 10%  29.50
GST 6%  19.47
ROUNDING ADJ  -0.02";
    check_amounts(
        &format!("{bistro}\nNLI TOTAL  343.95"),
        [Some("295.00"), Some("19.47"), Some("343.95")],
    );
    assert_eq!(asked(&format!("{bistro}\nNLI TOTAL  343.95")), []);
    // No row prints the sum: it is put together, and nobody should trust it.
    check_amounts(bistro, [Some("295.00"), Some("19.47"), Some("343.95")]);
    assert_eq!(asked(bistro), [(DoubtKind::NoTotal, Some(4))]);
    check_amounts(
        &format!("{bistro}\nVISA 343.95"),
        [Some("295.00"), Some("19.47"), Some("343.95")],
    );
}

#[test]
fn a_subtotal_alone_is_a_doubt() {
    let text = "SHOP LTD\n01/02/2024\nMILK  1.20\nSUBTOTAL  1.20";
    check_amounts(text, [Some("1.20"), None, Some("1.20")]);
    assert_eq!(asked(text), [(DoubtKind::NoTotal, Some(3))]);
}

#[test]
fn two_witnesses_outweigh_a_misread_total() {
    let text =
        "NORTHGATE LTD\n30/01/2026\nMILK  £3.60\nOATS  £16.73\nTotal GBP  20.00\nCard  £20.33";
    check_amounts(text, [None, None, Some("20.33")]);
    assert_eq!(asked(text), [(DoubtKind::NoTotal, Some(4))]);
    let agreed = text.replace("20.00", "20.33");
    check_amounts(&agreed, [None, None, Some("20.33")]);
    assert_eq!(asked(&agreed), []);
    // One witness alone proves nothing.
    let alone = text.replace("16.73", "16.00");
    check_amounts(&alone, [None, None, Some("20.00")]);
}

#[test]
fn taxes_that_are_paid_together_are_added() {
    let canada = "SHOP\nMILK  $10.00\nSUBTOTAL  10.00\nGST 5%  0.50\nPST 7%  0.70\nTOTAL  11.20";
    check_amounts(canada, [Some("10.00"), Some("1.20"), Some("11.20")]);
    // Contained in the total, and printed twice.
    let contained = "SHOP\nMILK  £12.00\nTOTAL  12.00\nVAT  2.00\nVAT  2.00";
    check_amounts(contained, [None, Some("2.00"), Some("12.00")]);
}

#[test]
fn a_table_of_rates_gives_the_tax() {
    let german = "REWE GmbH
BROT  1,07 B
WEIN  11,90 A
SUMME EUR  12,97
Steuer  Netto  Steuer  Brutto
A 19,0%  10,00  1,90  11,90
B 7,0%  1,00  0,07  1,07";
    check_amounts(german, [None, Some("1.97"), Some("12.97")]);
    check_amounts(
        &format!("{german}\nA 19,0%  10,00  1,90  11,90"),
        [None, Some("1.97"), Some("12.97")],
    );
    // A row that cannot be read in one way only: better no tax than a wrong one.
    check_amounts(&german.replace("1,90", "7,90"), [None, None, Some("12.97")]);
}

#[test]
fn a_total_without_items_is_a_doubt() {
    let doubts = asked("SHOP LTD\n01/02/2024\nTOTAL  £14.20");
    assert!(
        matches!(doubts[..], [(DoubtKind::TotalMismatch { .. }, Some(2))]),
        "{doubts:?}"
    );
}

#[test]
fn an_item_whose_price_was_not_read_is_a_doubt() {
    let text =
        "SHOP SDN BHD\n01/02/2024\nMILK  2.00\nCRISPI ROLL 12 GRAIN\nEGGS  3.00\nTOTAL  RM 11.85";
    let doubts = asked(text);
    assert!(
        doubts.contains(&(DoubtKind::ItemWithoutPrice, Some(3))),
        "{doubts:?}"
    );
    let whole = text.replace("11.85", "5.00");
    assert_eq!(asked(&whole), [], "the sums are right: a remark");
    let read = parse(rows_from_text(&text.replace("GRAIN", "GRAIN  RM6.8S S")));
    assert_eq!(read.items.len(), 3);
    assert_eq!(read.doubts, []);
}

#[test]
fn words_that_are_no_receipt_are_one_doubt() {
    assert_eq!(
        asked("Dear Sir,\nthank you for your letter\nof last week"),
        [(DoubtKind::NoText, None)]
    );
}
