//! What an invented household has bought in half a year, as an archive that can be imported:
//! sums and prices say something only over time.

use serde_json::{Value, json};

/// The months before this one, and it.
const MONTHS: i32 = 6;

/// What is bought: its name, its category, its price in pence, and by how much that rises
/// each month.
type Bought = (&'static str, &'static str, i32, i32);

/// Each shop, the days of the month on which somebody goes there, and what they bring home.
type Shop = (&'static str, &'static [i32], &'static [Bought]);

const SHOPS: [Shop; 3] = [
    (
        "Greenleaf Market",
        &[4, 11, 19, 26],
        &[
            ("Semi skimmed milk", "dairy_eggs", 145, 4),
            ("Salted butter", "dairy_eggs", 199, 6),
            ("Mature cheddar", "dairy_eggs", 310, 0),
            ("Chicken thighs", "meat", 420, -8),
            ("Bananas", "produce", 95, 0),
            ("Carrots", "produce", 70, 2),
            ("Olive oil", "condiments_spices", 480, 19),
            ("Basmati rice", "staples", 225, 0),
            ("Dark chocolate", "snacks_sweets", 180, 3),
            ("Washing up liquid", "household", 120, 0),
        ],
    ),
    (
        "Old Mill Bakery",
        &[7, 14, 21],
        &[
            ("Rye bread", "bakery", 260, 0),
            ("Croissants", "bakery", 360, 5),
        ],
    ),
    (
        "Harbour Fish",
        &[16],
        &[
            ("Salmon fillets", "seafood", 890, 12),
            ("Mussels", "seafood", 540, 0),
        ],
    ),
];

/// The archive, for a day written as 2026-05-16.
pub fn archive(today: &str) -> Value {
    let mut number = 0;
    let mut id = || {
        number += 1;
        format!("{number:032x}")
    };
    let (mut items, mut receipts, mut lots) = (Vec::new(), Vec::new(), Vec::new());
    for (merchant, days, bought) in SHOPS {
        let ids: Vec<String> = bought.iter().map(|_| id()).collect();
        for ((name, category, ..), id) in bought.iter().zip(&ids) {
            items.push(json!({ "id": id, "name": name, "category": category }));
        }
        for (at, date) in past(today, days).into_iter().enumerate() {
            let receipt = id();
            let month = (at / days.len()) as i32;
            // Nobody buys all of it each time.
            let some = |position: &usize| !(position + at).is_multiple_of(3);
            let mut total = 0;
            for position in (0..bought.len()).filter(some) {
                let (name, category, price, rise) = bought[position];
                let price = price + rise * month;
                total += price;
                lots.push(json!({
                    "id": id(), "item": ids[position], "receipt": receipt, "line": position,
                    "text": name.to_uppercase(), "category": category, "purchased": date,
                    "left": "0 pcs", "bought": "1 pcs", "price": pounds(price),
                }));
            }
            receipts.push(json!({
                "id": receipt, "merchant": merchant, "date": date, "currency": "GBP",
                "total": pounds(total),
            }));
        }
    }
    json!({
        "format": "larder-household", "version": 1, "exported": today,
        "items": items, "receipts": receipts, "lots": lots,
    })
}

/// These days of each month, as far as they are past.
fn past(today: &str, days: &[i32]) -> Vec<String> {
    let parts: Vec<i32> = today.split('-').flat_map(str::parse).collect();
    let now = parts[0] * 12 + parts[1] - 1;
    let months = now - MONTHS + 1..=now;
    let all = months.flat_map(|month| days.iter().map(move |day| (month, *day)));
    let past = all.filter(|(month, day)| *month < now || *day < parts[2]);
    past.map(|(month, day)| format!("{}-{:02}-{day:02}", month / 12, month % 12 + 1))
        .collect()
}

fn pounds(pence: i32) -> String {
    format!("{}.{:02} GBP", pence / 100, pence % 100)
}
