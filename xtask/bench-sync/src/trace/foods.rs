//! What the household buys: 168 kinds of food from 14 things in 12 sorts.

use pantry::action::{DateChoice, ItemChoice, Line, NewLot};
use pantry::category::Category;
use pantry::money::{Currency, Money};
use pantry::quantity::{Quantity, Unit};

const THINGS: [(&str, Category, Unit, i64); 14] = [
    ("Milk", Category::DairyEggs, Unit::Litre, 1_000),
    ("Yogurt", Category::DairyEggs, Unit::Piece, 4_000),
    ("Cheese", Category::DairyEggs, Unit::Gram, 300_000),
    ("Bread", Category::Bakery, Unit::Piece, 1_000),
    ("Apples", Category::Produce, Unit::Kilogram, 1_500),
    ("Tomatoes", Category::Produce, Unit::Gram, 500_000),
    ("Chicken", Category::Meat, Unit::Gram, 600_000),
    ("Salmon", Category::Seafood, Unit::Pack, 1_000),
    ("Peas", Category::Frozen, Unit::Gram, 750_000),
    ("Rice", Category::Staples, Unit::Kilogram, 1_000),
    ("Beans", Category::Canned, Unit::Piece, 3_000),
    (
        "Sauce",
        Category::CondimentsSpices,
        Unit::Millilitre,
        250_000,
    ),
    ("Crackers", Category::SnacksSweets, Unit::Pack, 2_000),
    ("Juice", Category::Beverages, Unit::Litre, 1_500),
];
const SORTS: [&str; 12] = [
    "Organic", "Mild", "Red", "Country", "Fine", "Fresh", "Spicy", "Light", "Green", "Classic",
    "Sweet", "Family",
];
const BRANDS: [&str; 5] = ["Field & Farm", "Nordly", "Casa Verde", "Bergmann", "Daily"];
/// The shops.
pub const MERCHANTS: [&str; 4] = [
    "FRESHMART",
    "Corner Store",
    "SUPER CENTRE 24",
    "Green Market",
];

/// Something that was picked from a shelf.
pub struct Food {
    name: String,
    category: Category,
    quantity: Quantity,
    price: Money,
}

impl Food {
    /// Any.
    pub fn pick(random: &mut fastrand::Rng) -> Self {
        let (thing, category, unit, milli) = THINGS[random.usize(..THINGS.len())];
        Self {
            name: format!("{} {thing}", SORTS[random.usize(..SORTS.len())]),
            category,
            quantity: Quantity::new(milli * random.i64(1..=2), unit),
            price: Money::new(random.i64(49..1_500), Currency::EUR),
        }
    }

    /// Typed in by hand.
    pub fn by_hand(self) -> NewLot {
        NewLot {
            item: ItemChoice::Named(self.name),
            category: Some(self.category),
            quantity: self.quantity,
            place: None,
            purchased: None,
            date: DateChoice::Estimate,
            price: None,
            note: String::new(),
        }
    }

    /// What to write on the list.
    pub fn name(self) -> String {
        self.name
    }

    /// As a line of a receipt; half of them name a brand, one in ten was cheaper.
    pub fn line(self, source: usize, random: &mut fastrand::Rng) -> Line {
        let brand = random
            .bool()
            .then(|| BRANDS[random.usize(..BRANDS.len())].to_owned());
        let off = Money::new(-self.price.minor / 5, Currency::EUR);
        Line {
            source,
            text: self.name.to_uppercase(),
            item: ItemChoice::Named(self.name),
            category: Some(self.category),
            quantity: self.quantity,
            printed: Some(self.quantity),
            printed_brand: brand.clone(),
            brand,
            size: None,
            printed_size: None,
            price: Some(self.price),
            discount: (random.u8(..10) == 0).then_some(off),
            place: None,
            date: DateChoice::Estimate,
        }
    }
}
