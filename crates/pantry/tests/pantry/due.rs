//! The day to use a lot by, by table.

use expect_test::expect;
use jiff::civil::{Date, date};
use pantry::category::Category;
use pantry::due::{Freshness, after, due, estimated, freshness};
use pantry::id::{ItemId, LotId};
use pantry::location::PlaceKind::{self, Freezer, Fridge, Pantry};
use pantry::lot::{Lot, Mark, Marked};
use pantry::quantity::Unit;
use pantry::shelf_life::{Food, Kind};

/// A sealed lot without dates.
fn lot() -> Lot {
    Lot {
        id: LotId::from_bytes([1; 16]),
        item: ItemId::from_bytes([2; 16]),
        place: Fridge.place(),
        unit: Unit::Piece,
        purchased: None,
        date: None,
        opened: None,
        frozen: None,
        thawed: None,
        price: None,
        discount: None,
        receipt: None,
        line: None,
        text: String::new(),
        category: None,
        split_from: None,
        note: String::new(),
        brand: None,
        size: None,
    }
}

fn november(day: i8) -> Date {
    date(2026, 11, day)
}

fn guess(on: Date) -> Marked {
    Marked {
        on,
        mark: Mark::BestBefore,
        estimated: true,
    }
}

struct Case {
    says: &'static str,
    category: Category,
    place: PlaceKind,
    lot: Lot,
}

#[test]
#[rustfmt::skip]
fn the_day_follows_what_has_happened_to_the_lot() {
    use Category::{Canned, DairyEggs, Frozen, Household, Meat, Bakery, Alcohol};
    let best = |day| Some(Marked::best_before(november(day)));
    let use_by = |day| Some(Marked::use_by(november(day)));
    let on = |day| Some(november(day));
    let case = |says, category, place, lot| Case { says, category, place, lot };
    let cases = [
        case("no date at all", Alcohol, Pantry, lot()),
        case("printed", DairyEggs, Fridge, Lot { date: best(20), ..lot() }),
        case("estimated", DairyEggs, Fridge, Lot { date: Some(guess(november(20))), ..lot() }),
        case("opened, 7 days", DairyEggs, Fridge, Lot { date: best(20), opened: on(5), ..lot() }),
        case("opened late: never extends", DairyEggs, Fridge, Lot { date: best(20), opened: on(18), ..lot() }),
        case("opened, no other date", DairyEggs, Fridge, Lot { opened: on(5), ..lot() }),
        case("opened, nothing known", Alcohol, Pantry, Lot { date: best(20), opened: on(1), ..lot() }),
        case("opened where it does not keep", Canned, Pantry, Lot { date: best(20), opened: on(5), ..lot() }),
        case("frozen in time", Meat, Freezer, Lot { date: use_by(10), frozen: on(10), ..lot() }),
        case("frozen too late: stays unsafe", Meat, Freezer, Lot { date: use_by(9), frozen: on(10), ..lot() }),
        case("frozen past its best: allowed", Bakery, Freezer, Lot { date: best(9), frozen: on(10), ..lot() }),
        case("bought frozen, printed", Frozen, Freezer, Lot { date: best(25), frozen: on(1), ..lot() }),
        case("bought frozen, estimated", Frozen, Freezer, Lot { date: Some(guess(november(25))), frozen: on(1), ..lot() }),
        case("frozen, nothing known", Alcohol, Freezer, Lot { date: best(9), frozen: on(1), ..lot() }),
        case("thawed", Meat, Fridge, Lot { date: use_by(10), frozen: on(8), thawed: on(20), ..lot() }),
        case("thawed and opened", Meat, Fridge, Lot { date: use_by(10), frozen: on(8), thawed: on(20), opened: on(20), ..lot() }),
        case("thawed, opened before it was frozen", DairyEggs, Fridge, Lot { opened: on(1), frozen: on(2), thawed: on(20), ..lot() }),
        case("thawed on the shelf", Meat, Pantry, Lot { frozen: on(8), thawed: on(20), ..lot() }),
        case("bread thawed on the shelf", Bakery, Pantry, Lot { frozen: on(8), thawed: on(20), ..lot() }),
        case("thawed, nothing known: the date before", Alcohol, Fridge, Lot { date: best(9), frozen: on(1), thawed: on(20), ..lot() }),
        case("no food keeps its own date", Household, Pantry, Lot { date: best(20), opened: on(1), ..lot() }),
    ];
    let lines = cases.map(|case| {
        let due = due(&case.lot, Some(case.category.into()), case.place);
        let due = due.map(|due| format!("{} {:?} {:?}", due.on, due.mark, due.why));
        format!("{}: {}\n", case.says, due.as_deref().unwrap_or("-"))
    });
    expect![[r#"
        no date at all: -
        printed: 2026-11-20 BestBefore Printed
        estimated: 2026-11-20 BestBefore Estimated
        opened, 7 days: 2026-11-12 BestBefore Opened
        opened late: never extends: 2026-11-20 BestBefore Printed
        opened, no other date: 2026-11-12 BestBefore Opened
        opened, nothing known: 2026-11-20 BestBefore Printed
        opened where it does not keep: 2026-11-05 BestBefore Opened
        frozen in time: 2027-03-11 BestBefore Frozen
        frozen too late: stays unsafe: 2026-11-09 UseBy Printed
        frozen past its best: allowed: 2027-02-09 BestBefore Frozen
        bought frozen, printed: 2026-11-25 BestBefore Printed
        bought frozen, estimated: 2027-09-01 BestBefore Frozen
        frozen, nothing known: -
        thawed: 2026-11-21 UseBy Thawed
        thawed and opened: 2026-11-21 UseBy Thawed
        thawed, opened before it was frozen: 2026-11-27 BestBefore Thawed
        thawed on the shelf: 2026-11-20 UseBy Thawed
        bread thawed on the shelf: 2026-11-23 BestBefore Thawed
        thawed, nothing known: the date before: 2026-11-09 BestBefore Printed
        no food keeps its own date: 2026-11-20 BestBefore Printed
    "#]].assert_eq(&lines.concat());
}

#[test]
#[rustfmt::skip]
fn the_day_follows_what_the_food_is() {
    use Category::{Bakery, DairyEggs, Frozen, Meat, Produce, Staples};
    let on = |day| Some(november(day));
    let case = |name, category, place, lot| (name, category, place, lot);
    let cases = [
        case("Milk, opened", DairyEggs, Fridge, Lot { opened: on(5), ..lot() }),
        case("UHT milk, opened", DairyEggs, Fridge, Lot { opened: on(5), ..lot() }),
        case("Kefir, opened", DairyEggs, Fridge, Lot { opened: on(5), ..lot() }),
        case("Yogurt on the shelf, opened", DairyEggs, Pantry, Lot { opened: on(5), ..lot() }),
        case("Chicken, frozen", Meat, Freezer, Lot { frozen: on(5), ..lot() }),
        case("Bacon, frozen", Meat, Freezer, Lot { frozen: on(5), ..lot() }),
        case("Lettuce, frozen all the same", Produce, Freezer, Lot { frozen: on(5), ..lot() }),
        case("Bread, frozen", Bakery, Freezer, Lot { frozen: on(5), ..lot() }),
        case("Mince, thawed", Meat, Fridge, Lot { frozen: on(5), thawed: on(20), ..lot() }),
        case("Edamame, thawed", Frozen, Fridge, Lot { frozen: on(5), thawed: on(20), ..lot() }),
        case("Sugar", Staples, Pantry, Lot { opened: on(5), ..lot() }),
    ];
    let lines = cases.map(|(name, category, place, lot)| {
        let due = due(&lot, Some(Kind::of(category, name)), place);
        let due = due.map(|due| format!("{} {:?} {:?}", due.on, due.mark, due.why));
        format!("{name}: {}\n", due.as_deref().unwrap_or("-"))
    });
    expect![[r#"
        Milk, opened: 2026-11-12 BestBefore Opened
        UHT milk, opened: 2026-11-10 BestBefore Opened
        Kefir, opened: 2026-11-06 BestBefore Opened
        Yogurt on the shelf, opened: 2026-11-05 BestBefore Opened
        Chicken, frozen: 2027-08-06 BestBefore Frozen
        Bacon, frozen: 2026-12-05 BestBefore Frozen
        Lettuce, frozen all the same: 2027-09-05 BestBefore Frozen
        Bread, frozen: 2027-02-04 BestBefore Frozen
        Mince, thawed: 2026-11-21 UseBy Thawed
        Edamame, thawed: 2026-11-27 BestBefore Thawed
        Sugar: 2028-05-05 BestBefore Opened
    "#]].assert_eq(&lines.concat());
}

#[test]
fn an_estimate_counts_from_the_purchase_in_the_place_or_in_the_usual_one() {
    let check = |category, name, place, expected| {
        let estimate = estimated(Kind::of(category, name), place, november(1));
        let shown = estimate.map(|date| (date.on, date.estimated));
        assert_eq!(shown, Some((expected, true)), "{name}");
    };
    check(Category::Produce, "Potatoes", Pantry, date(2026, 12, 1));
    check(Category::Meat, "Ground beef", Fridge, november(2));
    check(Category::Meat, "Ground beef", Pantry, november(1));
    // Of eggs in the pantry nothing is known, and of a can in the fridge either.
    check(Category::DairyEggs, "Eggs", Pantry, november(22));
    check(Category::Canned, "?", Fridge, date(2028, 10, 31));
}

#[test]
fn days_that_were_said_before_are_counted_from_the_purchase() {
    let on = november(5);
    let best = guess(on);
    let use_by = Marked {
        mark: Mark::UseBy,
        ..best
    };
    assert_eq!(after(4, november(1), Some(Category::Bakery)), Some(best));
    assert_eq!(after(4, november(1), Some(Category::Meat)), Some(use_by));
    assert_eq!(after(4, november(1), None), Some(best));
    assert_eq!(after(u32::MAX, november(1), None), None, "no such day");
}

#[test]
fn opening_never_extends_whatever_the_category_the_place_and_the_day() {
    let foods = Food::all()
        .iter()
        .map(|food| Kind::of(food.category, food.name));
    for kind in Category::ALL.into_iter().map(Kind::from).chain(foods) {
        for place in PlaceKind::ALL {
            for day in 1..=28 {
                let sealed = Lot {
                    date: Some(Marked::best_before(november(14))),
                    ..lot()
                };
                let opened = Lot {
                    opened: Some(november(day)),
                    ..sealed.clone()
                };
                let on = |lot| due(lot, Some(kind), place).map(|due| due.on);
                assert!(on(&opened) <= on(&sealed), "{kind:?} {place:?} {day}");
            }
        }
    }
}

#[test]
fn freshness_counts_the_day_itself_as_good() {
    let check = |marked, today, expected| {
        let lot = Lot {
            date: Some(marked),
            ..lot()
        };
        let day = due(&lot, None, Fridge);
        assert_eq!(
            freshness(day, november(today)),
            expected,
            "{marked:?} {today}"
        );
    };
    let best = Marked::best_before(november(10));
    let use_by = Marked::use_by(november(10));
    check(best, 6, Freshness::Fresh);
    check(best, 7, Freshness::DueSoon);
    check(best, 10, Freshness::DueSoon);
    check(best, 11, Freshness::Past);
    check(use_by, 10, Freshness::DueSoon);
    check(use_by, 11, Freshness::Unsafe);
    assert_eq!(freshness(None, november(1)), Freshness::Fresh);
}
