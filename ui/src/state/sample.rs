//! What the sample household has: invented, and dated around today, so that every screen has
//! something to show.

use jiff::civil::Date;
use pantry::action::{DateChoice, NewEntry};
use pantry::category::Category;
use pantry::household::Receipt;
use pantry::id::ReceiptId;
use pantry::location::PlaceKind;
use pantry::lot::Marked;
use pantry::money::{Currency, Money};
use pantry::quantity::Quantity;
use pantry::transfer::{Parcel, ParcelItem, ParcelLot, ParcelPlace};

use crate::i18n::text;
use crate::view::dates::later;

use Category::{
    Bakery, Beverages, Breakfast, Canned, DairyEggs, Frozen, Meat, Produce, SnacksSweets, Staples,
};
use PlaceKind::{Freezer, Fridge, Pantry};

/// A food of which something is there.
struct Food {
    /// The end of its message's key.
    name: &'static str,
    category: Category,
    place: PlaceKind,
    amount: &'static str,
    /// Days from today until it is due; where it does not say, what its kind keeps.
    due: Option<i64>,
}

const fn food(
    name: &'static str,
    category: Category,
    place: PlaceKind,
    amount: &'static str,
    due: i64,
) -> Food {
    Food {
        name,
        category,
        place,
        amount,
        due: Some(due),
    }
}

/// What is frozen keeps for as long as its kind does.
const fn frozen(name: &'static str, amount: &'static str) -> Food {
    Food {
        name,
        category: Frozen,
        place: Freezer,
        amount,
        due: None,
    }
}

const FOODS: [Food; 25] = [
    food("yogurt", DairyEggs, Fridge, "500 g", -2),
    food("lettuce", Produce, Fridge, "1", -1),
    food("chicken", Meat, Fridge, "400 g", 0),
    food("spinach", Produce, Fridge, "250 g", 0),
    food("cream", DairyEggs, Fridge, "200 ml", 1),
    food("bread", Bakery, Pantry, "1", 1),
    food("milk", DairyEggs, Fridge, "1 l", 2),
    food("bananas", Produce, Pantry, "5", 3),
    food("mushrooms", Produce, Fridge, "250 g", 4),
    food("cheese", DairyEggs, Fridge, "300 g", 6),
    food("carrots", Produce, Fridge, "1 kg", 9),
    food("apples", Produce, Pantry, "6", 11),
    food("eggs", DairyEggs, Fridge, "10", 12),
    food("butter", DairyEggs, Fridge, "250 g", 24),
    food("potatoes", Produce, Pantry, "2 kg", 18),
    frozen("peas", "450 g"),
    frozen("pizza", "2"),
    frozen("berries", "300 g"),
    frozen("ice-cream", "500 ml"),
    food("chocolate", SnacksSweets, Pantry, "2", 160),
    food("oats", Breakfast, Pantry, "500 g", 190),
    food("coffee", Beverages, Pantry, "500 g", 240),
    food("pasta", Staples, Pantry, "1 kg", 420),
    food("rice", Staples, Pantry, "1 kg", 510),
    food("tomatoes", Canned, Pantry, "3", 600),
];

/// A purchase: the end of its shop's key, how many days ago, and what was bought for how many
/// minor units. Of what was bought before the last one nothing is left.
struct Bought {
    shop: &'static str,
    ago: i64,
    lines: &'static [(&'static str, &'static str, i64)],
}

/// The last one stocks the kitchen.
const PURCHASES: [Bought; 3] = [
    Bought {
        shop: "shop-market",
        ago: 71,
        lines: &[
            ("milk", "2 l", 218),
            ("butter", "250 g", 209),
            ("bread", "1", 285),
            ("coffee", "500 g", 699),
            ("cheese", "300 g", 379),
            ("apples", "8", 310),
        ],
    },
    Bought {
        shop: "shop-corner",
        ago: 36,
        lines: &[
            ("milk", "1 l", 119),
            ("butter", "250 g", 229),
            ("eggs", "10", 299),
            ("chicken", "500 g", 649),
            ("bananas", "6", 189),
        ],
    },
    Bought {
        shop: "shop-market",
        ago: 4,
        lines: &[
            ("milk", "1 l", 129),
            ("butter", "250 g", 249),
            ("bread", "1", 299),
            ("eggs", "10", 319),
            ("cheese", "300 g", 399),
            ("chicken", "400 g", 549),
            ("spinach", "250 g", 199),
            ("mushrooms", "250 g", 179),
            ("yogurt", "500 g", 149),
            ("coffee", "500 g", 799),
        ],
    },
];

/// What is to be bought: the end of its key, and how much.
const LIST: [(&str, Option<&str>); 8] = [
    ("milk", Some("2 l")),
    ("onions", Some("1 kg")),
    ("lemons", Some("3")),
    ("garlic", None),
    ("tea", None),
    ("coffee", None),
    ("toothpaste", None),
    ("kitchen-roll", Some("2")),
];

/// The sample household of this day, in the person's language and currency.
pub fn parcel(today: Date, currency: Currency) -> Parcel {
    let places = PlaceKind::ALL.map(|kind| ParcelPlace {
        id: Some(kind.place()),
        name: String::new(),
        kind,
    });
    let items = FOODS.iter().map(|food| ParcelItem {
        category: Some(food.category),
        place: place_at(food.place),
        ..ParcelItem::named(named(food.name))
    });
    let stock = (0..)
        .zip(&FOODS)
        .map(|(item, food)| stock(item, food, today));
    let mut lots: Vec<ParcelLot> = stock.collect();
    for (receipt, bought) in PURCHASES.iter().enumerate() {
        for (number, line) in (0..).zip(bought.lines) {
            let item = FOODS.iter().position(|food| food.name == line.0);
            let item = item.expect("what is bought is one of the foods");
            let lot = match receipt + 1 == PURCHASES.len() {
                true => &mut lots[item],
                false => {
                    lots.push(used_up(item, quantity(line.1)));
                    lots.last_mut().expect("it was just pushed")
                }
            };
            lot.purchased = Some(later(today, -bought.ago));
            lot.price = Some(Money::new(line.2, currency));
            lot.receipt = Some(receipt);
            lot.line = Some(number);
            lot.text = named(line.0).to_uppercase();
        }
    }
    let receipts = PURCHASES.iter();
    let receipts = receipts.map(|bought| receipt(bought, today, currency));
    let list = LIST.iter().map(|(name, amount)| NewEntry {
        name: named(name),
        quantity: amount.map(quantity),
        ..NewEntry::default()
    });
    Parcel {
        places: places.into(),
        items: items.collect(),
        lots,
        receipts: receipts.collect(),
        list: list.collect(),
        ..Parcel::default()
    }
}

/// What is there of a food.
fn stock(item: usize, food: &Food, today: Date) -> ParcelLot {
    let marked = |days| {
        let day = later(today, days);
        match food.category {
            Meat => Marked::use_by(day),
            _ => Marked::best_before(day),
        }
    };
    let date = food
        .due
        .map_or(DateChoice::Estimate, |days| DateChoice::Given(marked(days)));
    ParcelLot {
        place: place_at(food.place),
        date,
        ..ParcelLot::of(item, quantity(food.amount))
    }
}

/// A lot of which nothing is left.
fn used_up(item: usize, bought: Quantity) -> ParcelLot {
    ParcelLot {
        bought,
        ..ParcelLot::of(item, Quantity::new(0, bought.unit))
    }
}

/// A receipt; its id is given when it is taken in.
fn receipt(bought: &Bought, today: Date, currency: Currency) -> Receipt {
    let total = bought.lines.iter().map(|line| line.2).sum();
    Receipt {
        id: ReceiptId::from_bytes([0; 16]),
        merchant: Some(named(bought.shop)),
        address: None,
        date: Some(later(today, -bought.ago)),
        time: None,
        currency: Some(currency),
        tax: None,
        total: Some(Money::new(total, currency)),
        images: Vec::new(),
    }
}

fn named(name: &str) -> String {
    text(&format!("sample-{name}"), &[]).to_string()
}

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).expect("amounts of the sample are written to be read")
}

/// The position of a built-in place among those of the parcel.
fn place_at(place: PlaceKind) -> Option<usize> {
    PlaceKind::ALL.iter().position(|kind| *kind == place)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_line_of_the_sample_can_be_taken_in() {
        let today = date(2026, 11, 29);
        let parcel = parcel(today, Currency::EUR);
        let left = parcel.lots.iter().filter(|lot| lot.left.milli > 0);
        assert_eq!(left.count(), 25);
        assert_eq!((parcel.list.len(), parcel.receipts.len()), (8, 3));
        for (at, receipt) in parcel.receipts.iter().enumerate() {
            let lines = parcel.lots.iter().filter(|lot| lot.receipt == Some(at));
            let sum = lines.filter_map(|lot| lot.price).map(|price| price.minor);
            let total = receipt.total.map(|total| total.minor);
            assert_eq!(Some(sum.sum()), total, "the lines add up");
        }
        let known = |name: &String| !name.starts_with("sample-");
        assert!(parcel.items.iter().all(|item| known(&item.name)));
        assert!(parcel.list.iter().all(|entry| known(&entry.name)));
    }
}
