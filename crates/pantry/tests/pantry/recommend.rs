//! What can be cooked from what is there.

pub mod dishes;

use std::fmt::Write as _;

use expect_test::expect;
use pantry::action::{Action, LotEdit, NewRecipe};
use pantry::category::Category;
use pantry::household::Household;
use pantry::lot::Marked;
use pantry::quantity::Quantity;
use pantry::recipe::{Advice, Label, Standing, Taken, Wanted, recommend};
use proptest::prelude::*;

use crate::device::{Device, TODAY, amount};
use crate::laws::life::shuffle;
use dishes::{DISHES, FOOD, cook, ingredient, kitchen, put, put_until, recipe, write_down};

fn all() -> Wanted {
    Wanted {
        limit: usize::MAX,
        ..Wanted::default()
    }
}

fn names<'a>(advice: &'a [Advice<'_>]) -> Vec<&'a str> {
    advice.iter().map(|one| &*one.recipe.name).collect()
}

/// The names of what is recommended, and nothing else.
fn of(device: &Device, wanted: &Wanted) -> Vec<String> {
    let advice = recommend(&device.household, wanted, TODAY);
    names(&advice).into_iter().map(str::to_owned).collect()
}

fn told(household: &Household, taken: &[Taken]) -> String {
    let taken = taken.iter().map(|taken| {
        let name = household.item(taken.item).map_or("?", |item| &*item.name);
        let amount = taken.amount.map(|amount| format!(" {amount}"));
        format!("{name}{}", amount.unwrap_or_default())
    });
    taken.collect::<Vec<_>>().join(" + ")
}

/// A line for each recipe and each of its ingredients.
fn show(household: &Household, advice: &[Advice<'_>]) -> String {
    let mut out = String::new();
    for one in advice {
        let (there, of) = one.ratio();
        let _ = writeln!(
            out,
            "{} {there}/{of} {}",
            one.recipe.name,
            one.ratio_milli()
        );
        for part in &one.parts {
            let ingredient = part.ingredient;
            let taken = told(household, part.standing.taken());
            let optional = if ingredient.optional {
                " (optional)"
            } else {
                ""
            };
            let standing = match &part.standing {
                Standing::Assumed => "assumed".to_owned(),
                Standing::There(_) => taken,
                Standing::Short { missing, .. } => format!("{taken}, {missing} missing"),
                Standing::Missing => match ingredient.quantity {
                    Some(quantity) => format!("{quantity} missing"),
                    None => "missing".to_owned(),
                },
            };
            let _ = writeln!(out, "  {}{optional}: {standing}", ingredient.name);
        }
    }
    out
}

#[test]
fn twenty_dishes_of_a_kitchen() {
    let device = cook();
    let advice = recommend(&device.household, &all(), TODAY);
    expect![[r#"
        Banana bread 5/6 833
          Ripe bananas: Bananas 3 pc
          Flour: Plain flour 200 g
          Sugar: Brown sugar 150 g
          Butter, melted: Butter 100 g
          Eggs: Eggs free range 2 pc
          Baking powder: 2 tsp missing
        Yogurt with banana 2/3 666
          Yogurt: Greek yogurt 300 g
          Banana: Bananas 1 pc
          Honey: 1 tbsp missing
        Grilled cheese 3/3 1000
          Bread slices: Bread
          Cheese: Cheddar cheese 100 g
          Butter: Butter 20 g
        Mashed potatoes 3/3 1000
          Potatoes: Potatoes 1 kg
          Milk: Whole milk 200 ml
          Butter: Butter 50 g
          Salt: assumed
          Nutmeg (optional): missing
        Pancakes 3/3 1000
          Flour: Plain flour 250 g
          Milk: Whole milk 0.5 l
          Eggs: Eggs free range 3 pc
          Salt: assumed
          Butter (optional): Butter
        Tomato salad 4/5 800
          Tomatoes: Cherry tomatoes 500 g 500 g
          Onion: Onions
          Olive oil: Olive oil 3 tbsp
          Vinegar: 1 tbsp missing
          Salt and pepper: Black pepper
        Hot chocolate 2/3 666
          Milk: Whole milk 500 ml
          Dark chocolate: 100 g missing
          Sugar: Brown sugar
        Rice pudding 2/3 666
          Rice: Basmati rice 200 g
          Milk: Whole milk 1 l, 0.5 l missing
          Sugar: Brown sugar 50 g
          Cinnamon (optional): missing
        Omelette 3/3 1000
          Eggs: Eggs free range 3 pc
          Butter: Butter 20 g
          Cheese: Cheddar cheese 50 g
          Chives (optional): missing
          Salt: assumed
        Tomato spaghetti 4/4 1000
          Spaghetti: Spaghetti 250 g
          Canned tomatoes: Chopped tomatoes 400 g
          Garlic cloves: Garlic
          Olive oil: Olive oil 2 tbsp
          Basil (optional): missing
        Fried rice 4/6 666
          Rice: Basmati rice 250 g
          Eggs: Eggs free range 2 pc
          Peas: Frozen peas 100 g
          Carrot: Carrots
          Soy sauce: 2 tbsp missing
          Spring onions: 2 pc missing
        Chicken curry 4/5 800
          Chicken breast: 500 g missing
          Coconut milk: Coconut milk 400 ml
          Onion: Onions
          Garlic cloves: Garlic
          Rice: Basmati rice 300 g
        Dal 4/5 800
          Red lentils: Red lentils 250 g
          Coconut milk: Coconut milk 400 ml
          Onion: Onions
          Garlic cloves: Garlic
          Curry powder: 2 tsp missing
          Water: assumed
          Salt: assumed
        Lemon cake 5/6 833
          Flour: Plain flour 300 g
          Sugar: Brown sugar 200 g
          Butter: Butter 200 g
          Eggs: Eggs free range 4 pc
          Lemons: Lemons 2 pc
          Baking powder: 3 tsp missing
        Potato gratin 3/4 750
          Potatoes: Potatoes 1 kg
          Cream: 300 ml missing
          Garlic clove: Garlic
          Cheese: Cheddar cheese 100 g
          Nutmeg (optional): missing
        Shakshuka 4/6 666
          Eggs: Eggs free range 4 pc
          Canned tomatoes: Chopped tomatoes 400 g
          Red pepper: 1 pc missing
          Onion: Onions
          Garlic cloves: Garlic
          Cumin: 1 tsp missing
    "#]]
    .assert_eq(&show(&device.household, &advice));
}

#[test]
fn the_ten_best_come_unless_another_number_is_asked_for() {
    let device = cook();
    let best = of(&device, &Wanted::default());
    assert_eq!(
        best,
        [
            "Banana bread",
            "Yogurt with banana",
            "Grilled cheese",
            "Mashed potatoes",
            "Pancakes",
            "Tomato salad",
            "Hot chocolate",
            "Rice pudding",
            "Omelette",
            "Tomato spaghetti",
        ]
    );
    let three = Wanted {
        limit: 3,
        ..Wanted::default()
    };
    assert_eq!(of(&device, &three), best[..3]);
}

#[test]
fn who_eats_no_meat_or_no_gluten_is_shown_nothing_else() {
    let device = cook();
    let fit = |labels: &[Label]| {
        let wanted = Wanted {
            dietary: labels.iter().copied().collect(),
            ..all()
        };
        of(&device, &wanted)
    };
    assert_eq!(
        fit(&[Label::Vegan]),
        ["Tomato salad", "Tomato spaghetti", "Dal"]
    );
    let vegetarian = fit(&[Label::Vegetarian]);
    assert!(
        vegetarian.contains(&"Dal".to_owned()),
        "vegan is vegetarian"
    );
    assert!(!vegetarian.contains(&"Chicken curry".to_owned()));
    assert_eq!(fit(&[Label::Vegan, Label::GlutenFree]), ["Dal"]);
    assert_eq!(fit(&[Label::NutFree]), ["Pancakes"]);
    // Nobody said so of any.
    assert!(fit(&[Label::DairyFree]).is_empty());
}

#[test]
fn time_and_what_is_missing_have_an_end() {
    let device = cook();
    let quick = Wanted {
        max_minutes: Some(10),
        ..all()
    };
    assert_eq!(
        of(&device, &quick),
        [
            "Yogurt with banana",
            "Grilled cheese",
            "Tomato salad",
            "Hot chocolate",
            "Omelette"
        ]
    );
    let whole = Wanted {
        max_missing: Some(0),
        ..all()
    };
    assert_eq!(
        of(&device, &whole),
        [
            "Grilled cheese",
            "Mashed potatoes",
            "Pancakes",
            "Omelette",
            "Tomato spaghetti"
        ]
    );
}

#[test]
fn of_an_empty_kitchen_and_of_no_recipes_nothing_comes() {
    assert!(of(&kitchen(), &all()).is_empty());
    let mut device = Device::new(1);
    for dish in DISHES {
        write_down(&mut device, recipe(dish));
    }
    assert!(of(&device, &all()).is_empty());
    // Water and salt alone are no dish, nor is what says nothing of its ingredients.
    for (name, ingredients) in [
        ("Brine", &["Water = 1 l", "Salt = 30 g"][..]),
        ("Secret", &[]),
    ] {
        write_down(&mut device, recipe((name, 5, &[], ingredients)));
    }
    assert!(of(&device, &all()).is_empty());
}

/// The only advice of a household with one dish.
fn only(device: &mut Device, ingredients: &'static [&'static str]) -> String {
    write_down(device, recipe(("Dish", 10, &[], ingredients)));
    let advice = recommend(&device.household, &all(), TODAY);
    show(&device.household, &advice)
}

#[test]
fn the_lot_that_is_due_first_is_used_first_and_what_is_short_says_by_how_much() {
    let mut device = Device::new(1);
    put(&mut device, "Flour", Category::Staples, "1 kg", 90);
    put(&mut device, "Milk", Category::DairyEggs, "250 ml", 5);
    put(&mut device, "Milk", Category::DairyEggs, "0.5 l", 2);
    put(&mut device, "Whole milk", Category::DairyEggs, "0.125 l", 1);
    let shown = only(
        &mut device,
        &["Flour = 1 kg", "Milk = 0.6 l", "Milk = 0.5 l"],
    );
    expect![[r#"
        Dish 2/3 666
          Flour: Flour 1 kg
          Milk: Whole milk 0.125 l + Milk 0.475 l
          Milk: Milk 0.025 l + Milk 0.25 l, 0.225 l missing
    "#]]
    .assert_eq(&shown);
}

#[test]
fn what_cannot_be_compared_is_enough_and_packages_say_what_is_in_them() {
    let mut device = Device::new(1);
    put(&mut device, "Onions", Category::Produce, "3", 9);
    let rice = put(&mut device, "Rice", Category::Staples, "2 pack", 90);
    put(&mut device, "Sugar", Category::Staples, "1 pack", 90);
    let size = pantry::action::Edit::Set(amount("125 g"));
    let edit = LotEdit {
        size,
        ..LotEdit::default()
    };
    device.act(&Action::EditLot { lot: rice, edit });
    let shown = only(
        &mut device,
        &[
            "Onions = 200 g",
            "Rice = 300 g",
            "Sugar = 2 kg",
            "Onion = 2",
        ],
    );
    expect![[r#"
        Dish 3/4 750
          Onions: Onions
          Rice: Rice 250 g, 50 g missing
          Sugar: Sugar
          Onion: Onions 2 pc
    "#]]
    .assert_eq(&shown);
}

#[test]
fn yolks_are_taken_of_eggs_where_nobody_has_yolks() {
    let mut device = Device::new(1);
    put(&mut device, "Eggs", Category::DairyEggs, "3", 9);
    put(&mut device, "Lemons", Category::Produce, "1", 9);
    let shown = only(
        &mut device,
        &[
            "Egg = 1",
            "Egg yolks = 2",
            "Juice of 1 lemon = 2 tbsp",
            "Lime juice",
        ],
    );
    expect![[r#"
        Dish 3/4 750
          Egg: Eggs 1 pc
          Egg yolks: Eggs 2 pc
          Juice of 1 lemon: Lemons
          Lime juice: missing
    "#]]
    .assert_eq(&shown);
}

#[test]
fn what_is_past_its_use_by_date_is_not_there_and_what_is_past_its_best_is() {
    let mut device = Device::new(1);
    let yesterday = TODAY.yesterday().expect("a day");
    let meat = Category::Meat;
    put_until(&mut device, "Beef", meat, "1 kg", Marked::use_by(yesterday));
    put_until(&mut device, "Beef", meat, "200 g", Marked::use_by(TODAY));
    put(&mut device, "Onions", Category::Produce, "1 kg", -9);
    put(&mut device, "Rice", Category::Staples, "1 kg", 90);
    let shown = only(
        &mut device,
        &["Beef = 500 g", "Onions = 100 g", "Rice = 100 g"],
    );
    expect![[r#"
        Dish 2/3 666
          Beef: Beef 200 g, 300 g missing
          Onions: Onions 100 g
          Rice: Rice 100 g
    "#]]
    .assert_eq(&shown);
    let advice = recommend(&device.household, &all(), TODAY);
    let urgent = advice[0].urgent(TODAY);
    let days: Vec<_> = urgent
        .iter()
        .map(|(taken, _)| taken.due.map(|due| due.on))
        .collect();
    assert!(days.is_sorted() && days.len() == 2, "{days:?}");
}

#[test]
fn recipes_and_food_come_together_in_any_order_of_ops() {
    let device = cook();
    let expected = recommend(&device.household, &all(), TODAY);
    let expected = show(&device.household, &expected);
    for seed in [1, 77, 901] {
        let mut ops = device.ops();
        shuffle(&mut ops, seed);
        let household = Household::from_ops(&ops);
        let advice = recommend(&household, &all(), TODAY);
        assert_eq!(show(&household, &advice), expected);
    }
}

fn any_name() -> impl Strategy<Value = String> {
    let known = prop::sample::select(FOOD.map(|(name, ..)| name).to_vec());
    prop_oneof![
        3 => known.prop_map(str::to_owned),
        1 => prop::sample::select(vec!["Salt", "Water", "Caviar", "Saffron"]).prop_map(str::to_owned),
        1 => "[a-zäßé' ,(-]{0,12}[a-z]",
    ]
}

fn any_recipe() -> impl Strategy<Value = NewRecipe> {
    let unit = prop::sample::select(pantry::quantity::Unit::ALL.to_vec());
    let quantity = (1..3_000_000_i64, unit).prop_map(|(milli, unit)| Quantity::new(milli, unit));
    let one = (any_name(), prop::option::of(quantity), any::<bool>());
    let ingredients = prop::collection::vec(one, 0..9);
    ingredients.prop_map(|ingredients| NewRecipe {
        name: "Dish".to_owned(),
        ingredients: ingredients
            .into_iter()
            .map(|(name, quantity, optional)| pantry::recipe::Ingredient {
                quantity,
                optional,
                ..ingredient(&name)
            })
            .collect(),
        ..NewRecipe::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Every ingredient stands in one way, nothing is taken that is not there, and what is
    /// missing and what is there are the whole.
    #[test]
    fn whatever_a_recipe_says_its_parts_are_its_ingredients(
        recipes in prop::collection::vec(any_recipe(), 1..6)
    ) {
        let mut device = kitchen();
        for recipe in recipes {
            write_down(&mut device, recipe);
        }
        let household = &device.household;
        for advice in recommend(household, &all(), TODAY) {
            let (there, counted) = advice.ratio();
            prop_assert!(there <= counted && 10 * there >= 6 * counted && counted > 0);
            prop_assert!((600..=1_000).contains(&advice.ratio_milli()));
            let ingredients: Vec<_> = advice.parts.iter().map(|part| part.ingredient).collect();
            let own: Vec<_> = advice.recipe.ingredients.iter().collect();
            prop_assert_eq!(ingredients, own);
            for part in &advice.parts {
                let is_assumed = part.standing == Standing::Assumed;
                let ways = [is_assumed, part.is_matched(), part.is_missing()];
                prop_assert_eq!(ways.iter().filter(|way| **way).count(), 1);
                if let (Some(wanted), Some(missing)) = (part.ingredient.quantity, part.missing()) {
                    prop_assert!(missing.unit == wanted.unit);
                    prop_assert!((1..=wanted.milli).contains(&missing.milli));
                }
                for taken in part.standing.taken() {
                    let left = household.quantity(taken.lot);
                    let amount = taken.amount.and_then(|amount| amount.convert(left.unit));
                    prop_assert!(amount.is_none_or(|amount| amount.milli <= left.milli));
                }
            }
        }
    }
}
