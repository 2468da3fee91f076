//! What holds however a reader shuffles the rows of a receipt: ten thousand orders.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::{parse, rows_from_text};

/// Orders of each receipt; five of them make ten thousand.
const ORDERS: u32 = 2_000;

const TILLS: [&str; 5] = [
    "CORNER STORE\n12 Oak Ave\nDayton, OH 45402\n01/15/2026 14:05\nWHOLE MILK 3.49\nRYE BREAD 2.75\n\
     2 @ 1.25\nBANANAS 2.50\nCHEDDAR CHEESE 5.19\nSUBTOTAL 13.93\nTAX 0.80\nTOTAL 14.73\nCASH 20.00\nCHANGE 5.27",
    "Lindenhof GmbH\nLindenallee 33\n01067 Dresden\n12.03.2026 17:22\nVollmilch 3,5% 1,19 A\n\
     Roggenbrot 2,49 A\nÄpfel\n1,422 kg x 1,99 EUR/kg 2,83 A\nRabatt -0,50\nPfand 0,25\n\
     SUMME EUR 6,26\nGegeben BAR 10,00\nRückgeld 3,74\nMwSt 7,00 % 0,41",
    "BOULANGERIE DU PORT\n4 rue des Lilas\n13002 Marseille\n03/02/2026 08:10\nPAIN DE CAMPAGNE 3,20\n\
     CROISSANT X2 2,40\nJUS D ORANGE 1L 2,95\nTOTAL TTC 8,55\nESPECES 10,00\nRENDU 1,45\nTVA 5,5% 0,45",
    "KEDAI RUNCIT MAJU SDN BHD\n7, JALAN SATU, 50000 KUALA LUMPUR\nDATE: 25/12/2025 8:13 PM\n\
     KOPI O 20S 9.00\nGULA PASIR 1KG 2.85\nROTI PUTIH 3.60\nTOTAL RM 15.45\nCASH 20.00\nCHANGE 4.55",
    "SKLEP POD LIPA\nul. Kwiatowa 5\n00-950 Warszawa\nNIP 1234567890\n2026-04-02\nCHLEB ZYTNI 5,49 C\n\
     MLEKO 2% 1L 3,79 C\nSER GOUDA 300G 8,99 C\nSUMA PLN 18,27\nGOTOWKA 20,00\nRESZTA 1,73",
];

/// How often each amount is printed, in hundredths and without its sign; amounts of goods
/// that a count and a price of one make are printed as such too.
fn printed(rows: &[&str]) -> BTreeMap<i64, usize> {
    let mut found = BTreeMap::new();
    for word in rows.iter().flat_map(|row| row.split_whitespace()) {
        let digits = word.trim_start_matches('-').replace(',', ".");
        let cents = digits.split_once('.').and_then(|(whole, part)| {
            let two = part.len() == 2 && part.bytes().all(|digit| digit.is_ascii_digit());
            two.then(|| format!("{whole}{part}").parse::<i64>().ok())?
        });
        if let Some(cents) = cents {
            *found.entry(cents).or_default() += 1;
        }
    }
    found
}

fn check(rows: &[&str]) -> Result<(), TestCaseError> {
    let draft = parse(rows_from_text(&rows.join("\n")));
    let mut free = printed(rows);
    let mut sum = 0;
    for item in &draft.items {
        let discount = item.discount.map_or(0, |discount| discount.minor);
        let Some(price) = item.price else { continue };
        sum += price.minor + discount;
        let left = free.entry(price.minor.abs()).or_default();
        prop_assert!(
            *left > 0,
            "{} takes a price that is another's: {price} in {rows:?}",
            item.name
        );
        *left -= 1;
    }
    let printed = |label: &str, cents: i64| match rows.iter().any(|row| row.starts_with(label)) {
        true => cents,
        false => 0,
    };
    let deposit = printed("Pfand", 25);
    // A discount above every item is taken off the whole.
    if draft.items.iter().all(|item| item.discount.is_none()) {
        sum -= printed("Rabatt", 50);
    }
    let tax = draft.tax.map_or(0, |tax| tax.minor);
    let total = draft.total.map(|total| total.minor);
    let conserved = [sum, sum + deposit, sum + tax].map(Some).contains(&total);
    prop_assert!(
        conserved || !draft.doubts.is_empty(),
        "{sum} for {total:?} without a doubt in {rows:?}"
    );
    Ok(())
}

#[test]
fn printed_in_order_nothing_is_doubted() {
    for till in TILLS {
        let draft = parse(rows_from_text(till));
        assert_eq!(draft.doubts, [], "{till}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ORDERS * TILLS.len() as u32))]

    #[test]
    fn a_price_is_one_items_and_the_sum_is_kept_or_doubted(
        rows in prop::sample::select(&TILLS[..])
            .prop_flat_map(|till| Just(till.lines().collect::<Vec<_>>()).prop_shuffle())
    ) {
        check(&rows)?;
    }
}
