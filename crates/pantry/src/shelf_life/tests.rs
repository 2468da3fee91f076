//! The laws of the figures, for every category and every food.

use jiff::ToSpan;
use jiff::civil::date;

use super::*;

const PLACES: [PlaceKind; 3] = PlaceKind::ALL;
const STATES: [Opened; 3] = [Opened::Sealed, Opened::Opened, Opened::Thawed];

/// Every category alone, and with each of its foods.
fn kinds() -> impl Iterator<Item = Kind> {
    let foods = Food::all().iter().map(|food| Kind {
        food: Some(food),
        ..food.category.into()
    });
    Category::ALL.into_iter().map(Kind::from).chain(foods)
}

fn every_figure() -> impl Iterator<Item = (Kind, PlaceKind, Opened)> {
    kinds().flat_map(|kind| {
        let figures = PLACES
            .into_iter()
            .flat_map(|place| STATES.map(|state| (place, state)));
        figures.map(move |(place, state)| (kind, place, state))
    })
}

/// No shorter, as far as both are known; "not recommended" is the shortest.
fn no_shorter(longer: Keeps, shorter: Keeps) -> bool {
    match (longer, shorter) {
        (Keeps::Days(longer), Keeps::Days(shorter)) => {
            longer.min >= shorter.min && longer.max >= shorter.max
        }
        (Keeps::NotRecommended, Keeps::Days(_) | Keeps::Indefinitely) => false,
        (Keeps::Days(_), Keeps::Indefinitely) => false,
        _ => true,
    }
}

#[test]
fn the_careful_end_is_never_later_than_the_generous_one() {
    for (kind, place, state) in every_figure() {
        if let Some(life) = days(kind, place, state) {
            assert!(0 < life.min && life.min <= life.max, "{kind:?} {place:?}");
        }
    }
}

#[test]
fn the_freezer_keeps_no_shorter_than_the_fridge() {
    for (kind, place, state) in every_figure().filter(|of| of.1 == PlaceKind::Fridge) {
        let chilled = keeps(kind, place, state);
        let frozen = keeps(kind, PlaceKind::Freezer, state);
        let quality = frozen == Keeps::NotRecommended;
        assert!(quality || no_shorter(frozen, chilled), "{kind:?} {state:?}");
        let day = date(2026, 11, 22);
        let chilled = estimate(kind, place, state, day);
        let frozen = estimate(kind, PlaceKind::Freezer, state, day);
        assert!(frozen.is_none() || frozen >= chilled, "{kind:?} {state:?}");
    }
}

#[test]
fn opening_and_thawing_never_extend() {
    for (kind, place, state) in every_figure() {
        let sealed = keeps(kind, place, Opened::Sealed);
        let after = keeps(kind, place, state);
        assert!(no_shorter(sealed, after), "{kind:?} {place:?} {state:?}");
    }
}

#[test]
fn what_is_chilled_or_frozen_is_not_kept_in_the_pantry() {
    use Category::{DeliPrepared, Frozen, Meat, Seafood};
    for kind in
        kinds().filter(|kind| matches!(kind.category, DeliPrepared | Frozen | Meat | Seafood))
    {
        for state in STATES {
            let kept = keeps(kind, PlaceKind::Pantry, state);
            assert_eq!(kept, Keeps::NotRecommended, "{kind:?} {state:?}");
        }
        assert_ne!(default_place(kind), PlaceKind::Pantry, "{kind:?}");
    }
}

#[test]
fn what_is_not_food_never_gets_a_date() {
    let diapers = Kind::of(Category::Baby, "Windeln Größe 4");
    let not_food = Category::ALL
        .into_iter()
        .filter(|category| !category.is_food());
    for kind in not_food.map(Kind::from).chain([diapers]) {
        for place in PLACES {
            for state in STATES {
                assert_eq!(keeps(kind, place, state), Keeps::Unknown, "{kind:?}");
                assert_eq!(source(kind, place, state), None, "{kind:?}");
            }
        }
    }
}

#[test]
fn food_in_its_usual_place_has_an_estimate_with_a_source() {
    let bought = date(2026, 11, 22);
    let unknown = ["", "Xyzzy", "Hausmarke 500 g"];
    let unnamed = Category::ALL
        .into_iter()
        .filter(|category| category.is_food());
    let unnamed = unnamed.flat_map(|category| unknown.map(|name| Kind::of(category, name)));
    let foods = kinds().filter(|kind| kind.food.is_some_and(Food::is_food));
    for kind in unnamed.chain(foods) {
        let place = default_place(kind);
        let on = estimate(kind, place, Opened::Sealed, bought);
        assert!(on.is_some_and(|on| on > bought), "{kind:?}");
        assert!(source(kind, place, Opened::Sealed).is_some(), "{kind:?}");
    }
}

#[test]
fn a_figure_has_a_source_exactly_where_something_is_known() {
    for (kind, place, state) in every_figure() {
        let known = keeps(kind, place, state) != Keeps::Unknown;
        assert_eq!(
            source(kind, place, state).is_some(),
            known,
            "{kind:?} {place:?} {state:?}"
        );
    }
}

#[test]
fn the_source_names_the_food_the_category_or_the_rule() {
    let check = |category, name, place, state, expected: &str| {
        let shown = match source(Kind::of(category, name), place, state) {
            Some(Source::Food(food)) => format!("{} {:?}", food.name, food.foodkeeper),
            other => format!("{other:?}"),
        };
        assert_eq!(shown, expected, "{name} {place:?} {state:?}");
    };
    use Category::{Baby, DairyEggs, Meat, Staples};
    use PlaceKind::{Freezer, Fridge, Pantry};
    const SEALED: Opened = Opened::Sealed;
    const OPENED: Opened = Opened::Opened;
    const THAWED: Opened = Opened::Thawed;
    check(DairyEggs, "Butter", Fridge, SEALED, "butter [1]");
    check(
        DairyEggs,
        "Milch",
        Fridge,
        SEALED,
        "Some(Median(DairyEggs))",
    );
    check(
        DairyEggs,
        "Quark",
        Fridge,
        OPENED,
        "Some(Median(DairyEggs))",
    );
    check(DairyEggs, "Joghurt", Pantry, SEALED, "Some(Fsis)");
    check(
        DairyEggs,
        "Kefir",
        Freezer,
        SEALED,
        "Some(Median(DairyEggs))",
    );
    check(Meat, "Ground beef", Fridge, OPENED, "Some(Bounded(Meat))");
    check(Meat, "Ground beef", Pantry, SEALED, "Some(Fsis)");
    check(Meat, "Steak", Fridge, THAWED, "Some(Fsis)");
    check(Meat, "?", Fridge, OPENED, "Some(Bounded(Meat))");
    check(Staples, "Sugar", Pantry, SEALED, "sugar [239, 240, 241]");
    check(Staples, "?", Freezer, SEALED, "Some(Bounded(Staples))");
    check(Baby, "?", Pantry, SEALED, "Some(StandIn(373))");
}

#[test]
fn an_estimate_takes_the_careful_end() {
    let bought = date(2026, 11, 22);
    let check = |category, name, place, days: Option<i64>| {
        let on = estimate(Kind::of(category, name), place, Opened::Sealed, bought);
        let expected = days.map(|days| bought.checked_add(days.days()).expect("in range"));
        assert_eq!(on, expected, "{name} {place:?}");
    };
    check(Category::Meat, "?", PlaceKind::Fridge, Some(3));
    check(Category::Meat, "Hackfleisch", PlaceKind::Fridge, Some(1));
    check(Category::Pet, "?", PlaceKind::Pantry, None);
    check(Category::Meat, "Hackfleisch", PlaceKind::Pantry, None);
    check(Category::Staples, "Zucker", PlaceKind::Pantry, Some(3_652));
    // Not recommended, which is about quality: the category's days.
    check(Category::Produce, "Lettuce", PlaceKind::Freezer, Some(304));
    // Bananas keep three days in the fridge, and no longer in the pantry.
    check(Category::Produce, "Bananen", PlaceKind::Pantry, Some(3));
}
