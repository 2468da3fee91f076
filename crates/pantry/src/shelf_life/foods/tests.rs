//! Which food a name means, and what the table says of each.

use std::collections::BTreeSet;

use super::*;

fn check(category: Category, names: &[(&str, &str)]) {
    for (name, expected) in names {
        let food = Food::of(name, category).map_or("-", |food| food.name);
        assert_eq!(food, *expected, "{name}");
    }
}

#[test]
fn every_line_of_the_table_is_read() {
    assert_eq!(lines().filter_map(Food::read).count(), lines().count());
    assert_eq!(Food::all().len(), lines().count());
}

#[test]
fn every_food_names_the_foods_that_its_figures_come_from() {
    for food in Food::all() {
        // FoodKeeper's numbers of 2025 end at 684.
        assert!(
            food.foodkeeper.iter().all(|id| (1..=684).contains(id)),
            "{food:?}"
        );
        assert_eq!(food.is_food(), food.name != "not food", "{food:?}");
        let says = PlaceKind::ALL.iter().any(|place| {
            let states = [Opened::Sealed, Opened::Opened, Opened::Thawed];
            states.iter().any(|state| food.says(*place, *state))
        });
        assert_eq!(says, food.is_food(), "{food:?}");
    }
}

#[test]
fn names_are_folded_and_mean_one_food_in_a_category() {
    let mut seen = BTreeSet::new();
    for food in lines().filter_map(Food::read) {
        for name in food.names.split('|') {
            assert_eq!(search::fold(name), name, "{}", food.name);
            assert!(
                seen.insert((food.category, name)),
                "{name} of {}",
                food.name
            );
            let found = Food::of(name, food.category).map(|food| food.name);
            // Minced or of poultry, it spoils as that does.
            let careful = matches!(found, Some("ground meat" | "chicken"));
            assert!(found == Some(food.name) || careful, "{name}: {found:?}");
        }
    }
}

#[test]
fn a_food_is_found_by_its_name_in_any_language() {
    let found = |query: &str| {
        let mut foods = Food::all().iter();
        foods.find_map(|food| Some((food.name, food.called(query)?)))
    };
    assert_eq!(found("apple"), Some(("apples", "apples")));
    assert_eq!(found("pomme"), Some(("apples", "pomme")));
    assert_eq!(found("no such food"), None);
}

#[test]
fn mince_and_poultry_are_never_taken_for_what_keeps_longer() {
    let days = |name: &str| {
        let food = Food::of(name, Category::Meat)
            .map(|food| food.row.at(PlaceKind::Fridge, Opened::Sealed));
        food.and_then(Keeps::days).map(|life| life.min)
    };
    for name in [
        "Carne picada de vacuno",
        "Viande hachée boeuf",
        "Hacksteak",
        "Hähnchenschnitzel",
        "Putensteak",
        "Kycklingschnitzel",
        "Chicken steak",
    ] {
        assert_eq!(days(name), Some(1), "{name}");
    }
    assert_eq!(days("Beef steak"), Some(3));
    let salt = Food::of("Guacamole sea salt", Category::CondimentsSpices);
    assert!(salt.is_none_or(|food| food.name != "salt"), "{salt:?}");
}

#[test]
fn a_name_in_any_language_says_its_food() {
    check(
        Category::DairyEggs,
        &[
            ("Frische Vollmilch 3,5%", "milk"),
            ("Whole milk", "milk"),
            ("LAIT DEMI-ECREME", "milk"),
            ("Mleko UHT 3,2%", "UHT milk"),
            ("H-Milch 1,5 % Fett", "UHT milk"),
            ("Hafermilch Barista", "plant milk"),
            ("Buttermilch", "buttermilk"),
            ("Kräuterbutter", "butter"),
            ("Huevos camperos", "eggs"),
            ("Gouda jung", "hard cheese"),
            ("Brie cheese", "soft cheese"),
            ("Queso fresco", "soft cheese"),
            ("Bio Erdbeerjoghurt", "yogurt"),
        ],
    );
    check(
        Category::Produce,
        &[
            ("Pommes de terre", "potatoes"),
            ("Pommes Gala", "apples"),
            ("Pineapple", "pineapple"),
            ("Organic carrots, 1 kg", "carrots"),
            ("carrot", "carrots"),
            ("Süßkartoffeln", "sweet potatoes"),
            ("Speisefrühkartoffeln", "potatoes"),
            ("Cebula żółta", "onions"),
            ("Frühlingszwiebeln", "spring onions"),
            ("Gul lök", "onions"),
        ],
    );
    check(
        Category::Meat,
        &[
            ("Ground beef", "ground meat"),
            ("Rinderhackfleisch", "ground meat"),
            ("Filet z kurczaka", "chicken"),
            ("Chicken sausage", "sausages"),
            ("Kycklingfilé", "chicken"),
        ],
    );
    check(
        Category::SnacksSweets,
        &[
            ("Milk chocolate", "chocolate"),
            ("Alpenmilchschokolade", "chocolate"),
        ],
    );
    check(
        Category::Canned,
        &[
            ("Tuna in water", "canned tuna"),
            ("Tomatensuppe", "canned soup"),
        ],
    );
    check(
        Category::Baby,
        &[
            ("Windeln Größe 4", "not food"),
            ("Babybrei Karotte", "baby food"),
        ],
    );
}

#[test]
fn a_name_without_a_food_says_none() {
    check(
        Category::Produce,
        &[
            ("", "-"),
            ("4011", "-"),
            ("Milk", "-"),
            ("Hausmarke", "-"),
            ("ąęß ∞", "-"),
        ],
    );
    check(Category::Household, &[("Milk", "-")]);
}

#[test]
fn a_long_name_is_read_in_no_time() {
    let name = "milchmilchmilch ".repeat(16);
    for _ in 0..1_000 {
        assert!(Food::of(&name, Category::DairyEggs).is_some());
    }
}
