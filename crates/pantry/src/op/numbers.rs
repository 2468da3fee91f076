//! Every number on the wire, in one table.
//!
//! They are in the logs of every household. A line that changes or goes makes old
//! data read as something else; only new lines may come.

use std::fmt::Write as _;

use expect_test::expect;
use jiff::civil::{date, time};
use sync::{EntityId, EntityType, Field, Value};

use super::stored::Stored;
use super::{
    Reason, category, entity, item, line_memory, lot, place, receipt, recipe, shelf_life, shopping,
};
use crate::action::Edit;
use crate::category::{Category, OwnCategory};
use crate::location::PlaceKind;
use crate::lot::Marked;
use crate::money::{Currency, Money};
use crate::quantity::{Quantity, Unit};
use crate::recipe::{Ingredient, Label};

macro_rules! fields {
    ($out:ident, $of:ident: $($name:ident)*) => {
        let numbers: Vec<String> = [$((stringify!($name), $of::$name)),*]
            .map(|(name, field): (&str, Field)| format!("{}={}", name.to_lowercase(), field.0))
            .into();
        let _ = writeln!($out, "{}: {}", stringify!($of), numbers.join(" "));
    };
}

fn row<'name>(name: &str, codes: impl Iterator<Item = (u16, &'name str)>) -> String {
    let codes: Vec<String> = codes.map(|(code, name)| format!("{name}={code}")).collect();
    format!("{name}: {}\n", codes.join(" "))
}

#[test]
fn the_numbers_on_the_wire_never_change() {
    let mut out = String::new();
    let types: [(&str, EntityType); 10] = [
        ("household", entity::HOUSEHOLD),
        ("item", entity::ITEM),
        ("lot", entity::LOT),
        ("place", entity::PLACE),
        ("receipt", entity::RECEIPT),
        ("line_memory", entity::LINE_MEMORY),
        ("shopping", entity::SHOPPING),
        ("category", entity::CATEGORY),
        ("shelf_life", entity::SHELF_LIFE),
        ("recipe", entity::RECIPE),
    ];
    out += &row(
        "entity",
        types.into_iter().map(|(name, number)| (number.0, name)),
    );
    fields!(out, item: NAME CATEGORY UNIT PLACE NOTE ORIGIN);
    fields!(out, lot: ITEM PLACE UNIT PURCHASED DATE OPENED FROZEN THAWED PRICE DISCOUNT
        RECEIPT LINE TEXT CATEGORY SPLIT_FROM NOTE BRAND SIZE);
    fields!(out, place: NAME KIND);
    fields!(out, receipt: MERCHANT ADDRESS DATE TIME CURRENCY TAX TOTAL IMAGE);
    let images: Vec<u16> = receipt::images().map(|field| field.0).collect();
    let (first, last) = (images.iter().min(), images.iter().max());
    let _ = writeln!(out, "receipt images: {first:?} to {last:?}");
    fields!(out, line_memory: MERCHANT TEXT ITEM NAME CATEGORY IGNORE PLACE EACH DAYS BRAND SIZE
        BARCODE);
    fields!(out, shopping: NAME ITEM QUANTITY CATEGORY NOTE OPEN ADDED CLEARED);
    fields!(out, category: NAME POSITION HIDDEN LIKE PICTURE);
    fields!(out, shelf_life: FOOD CATEGORY PANTRY PANTRY_OPENED FRIDGE FRIDGE_OPENED
        FRIDGE_THAWED FREEZER);
    fields!(out, recipe: NAME SERVINGS MINUTES LABELS SOURCE NOTE INGREDIENTS STEPS STEPS_2
        STEPS_3);
    let reasons = (0..1_000).filter_map(|code| Some((code, Reason::from_code(code)?)));
    let reasons: Vec<String> = reasons
        .map(|(code, reason)| format!("{reason:?}={code}"))
        .collect();
    let _ = writeln!(out, "reason: {}", reasons.join(" "));
    let units = Unit::ALL.map(|unit| (unit.code().into(), unit.symbol()));
    out += &row("unit", units.into_iter());
    let kinds = PlaceKind::ALL.map(|kind| (kind.code().into(), kind.id()));
    out += &row("place kind", kinds.into_iter());
    let categories = Category::ALL.map(|category| (category.code().into(), category.id()));
    out += &row("category", categories.into_iter());
    let labels = Label::ALL.map(|label| (label.code().into(), label.id()));
    out += &row("label", labels.into_iter());
    expect![[r#"
        entity: household=1 item=2 lot=3 place=4 receipt=5 line_memory=6 shopping=7 category=8 shelf_life=9 recipe=10
        item: name=1 category=2 unit=3 place=4 note=5 origin=6
        lot: item=1 place=2 unit=3 purchased=4 date=5 opened=6 frozen=7 thawed=8 price=9 discount=10 receipt=11 line=12 text=13 category=14 split_from=15 note=16 brand=17 size=18
        place: name=1 kind=2
        receipt: merchant=1 address=2 date=3 time=4 currency=5 tax=6 total=7 image=1
        receipt images: Some(1) to Some(255)
        line_memory: merchant=1 text=2 item=3 name=4 category=5 ignore=6 place=7 each=8 days=9 brand=10 size=11 barcode=12
        shopping: name=1 item=2 quantity=3 category=4 note=5 open=6 added=7 cleared=8
        category: name=1 position=2 hidden=3 like=4 picture=5
        shelf_life: food=1 category=2 pantry=3 pantry_opened=4 fridge=5 fridge_opened=6 fridge_thawed=7 freezer=8
        recipe: name=1 servings=2 minutes=3 labels=4 source=5 note=6 ingredients=7 steps=8 steps_2=9 steps_3=10
        reason: Purchase=1 Consume=2 Move=3 Split=4 Found=5 Discard(Expired)=16 Discard(Spoiled)=17 Discard(Disliked)=18 Discard(Other)=19
        unit: pc=0 g=1 kg=2 ml=3 l=4 oz=5 lb=6 fl oz=7 pack=8 mg=9 cl=10 dl=11 tsp=12 tbsp=13 cup=14 pt=15 qt=16 gal=17
        place kind: pantry=0 fridge=1 freezer=2
        category: produce=0 dairy_eggs=1 meat=2 seafood=3 deli_prepared=4 bakery=5 frozen=6 staples=7 canned=8 condiments_spices=9 breakfast=10 snacks_sweets=11 beverages=12 alcohol=13 baby=14 pet=15 household=16 personal_care=17
        label: vegetarian=0 vegan=1 pescatarian=2 gluten_free=3 dairy_free=4 lactose_free=5 nut_free=6 egg_free=7 soy_free=8 fish_free=9 shellfish_free=10 pork_free=11 halal=12 kosher=13
    "#]].assert_eq(&out);
}

#[test]
fn the_values_on_the_wire_never_change() {
    let values: [(&str, Value); 13] = [
        ("date", date(2026, 11, 22).to_value()),
        ("before 1970", date(1969, 12, 31).to_value()),
        ("time", time(18, 5, 59, 0).to_value()),
        ("currency", Currency::EUR.to_value()),
        ("money", Money::new(-1_250, Currency::EUR).to_value()),
        (
            "best-before",
            Marked::best_before(date(2026, 12, 1)).to_value(),
        ),
        ("use-by", Marked::use_by(date(2026, 12, 1)).to_value()),
        (
            "estimate",
            Marked {
                estimated: true,
                ..Marked::best_before(date(2026, 12, 1))
            }
            .to_value(),
        ),
        ("place", PlaceKind::Freezer.place().to_value()),
        ("quantity", Quantity::new(1_500, Unit::Litre).to_value()),
        (
            "own category",
            Category::Own(OwnCategory::new(EntityId([7; 16]), Category::Bakery)).to_value(),
        ),
        ("no brand", Edit::<String>::Clear.to_value()),
        (
            "ingredients",
            vec![
                Ingredient::new("Milk", Some(Quantity::new(250_000, Unit::Millilitre))),
                Ingredient {
                    note: "chopped".to_owned(),
                    optional: true,
                    ..Ingredient::new("Chives", None)
                },
            ]
            .to_value(),
        ),
    ];
    let lines: Vec<String> = values
        .map(|(name, value)| format!("{name}: {value:?}"))
        .into();
    expect![[r#"
        date: Int(20779)
        before 1970: Int(-1)
        time: Int(1085)
        currency: Text("EUR")
        money: List([Int(-1250), Text("EUR")])
        best-before: List([Int(20788), Int(0), Bool(false)])
        use-by: List([Int(20788), Int(1), Bool(false)])
        estimate: List([Int(20788), Int(0), Bool(true)])
        place: Id(00000000000000000000000000000003)
        quantity: List([Int(1500), Int(4)])
        own category: List([Int(5), Id(07070707070707070707070707070707)])
        no brand: Bool(false)
        ingredients: List([List([Text("Milk"), List([Int(250000), Int(3)]), Null, Bool(false)]), List([Text("Chives"), Null, Text("chopped"), Bool(true)])])"#]]
    .assert_eq(&lines.join("\n"));
}
