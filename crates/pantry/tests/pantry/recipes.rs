//! Recipes as they are written down, put right, thrown away, and merged.

use std::collections::BTreeSet;

use pantry::action::{Action, Edit, NewRecipe, RecipeEdit, Rejected};
use pantry::household::{Household, What};
use pantry::id::RecipeId;
use pantry::recipe::{Ingredient, Label, Recipe};
use proptest::prelude::*;
use sync::codec::Stored;

use crate::device::{Device, amount};
use crate::laws::life::shuffle;
use crate::recommend::dishes::{DISHES, recipe};

fn add(device: &mut Device, new: NewRecipe) -> RecipeId {
    let before: Vec<RecipeId> = device.household.recipes().map(|one| one.id).collect();
    device.act(&Action::AddRecipe(new.into()));
    let recipes = device.household.recipes().map(|one| one.id);
    let mut new = recipes.filter(|id| !before.contains(id));
    new.next().expect("a new recipe")
}

fn edit(recipe: RecipeId, edit: RecipeEdit) -> Action {
    let edit = edit.into();
    Action::EditRecipe { recipe, edit }
}

fn get(device: &Device, id: RecipeId) -> &Recipe {
    device.household.recipe(id).expect("it is there")
}

fn last(device: &Device) -> What {
    device.household.journal().next().expect("an entry").what
}

fn pancakes() -> NewRecipe {
    NewRecipe {
        servings: Some(4),
        source: " Grandma ".to_owned(),
        note: "Sundays".to_owned(),
        steps: vec!["Whisk.".to_owned(), " ".to_owned(), "Bake.".to_owned()],
        ..recipe(DISHES[0])
    }
}

fn labels(labels: &[Label]) -> BTreeSet<Label> {
    labels.iter().copied().collect()
}

#[test]
fn a_recipe_is_written_down_put_right_thrown_away_and_comes_back() {
    let mut device = Device::new(1);
    let id = add(&mut device, pancakes());
    assert_eq!(last(&device), What::AddedRecipe { recipe: id });
    let known = get(&device, id).clone();
    assert_eq!(known.source, "Grandma");
    assert_eq!(known.steps, ["Whisk.", "Bake."]);
    assert_eq!(known.ingredients, pancakes().ingredients);
    assert_eq!(NewRecipe::from(known.clone()).labels, pancakes().labels);

    let change = RecipeEdit {
        minutes: Edit::Clear,
        servings: Edit::Set(6),
        note: Some(String::new()),
        labels: Some(labels(&[Label::Vegetarian, Label::SoyFree])),
        steps: Some(vec!["Whisk and bake.".to_owned()]),
        ..RecipeEdit::default()
    };
    let edited = device.act(&edit(id, change.clone()));
    assert_eq!(last(&device), What::EditedRecipe { recipe: id });
    let now = get(&device, id);
    assert_eq!((now.servings, now.minutes, &*now.note), (Some(6), None, ""));
    assert_eq!(now.labels, labels(&[Label::Vegetarian, Label::SoyFree]));
    assert_eq!(now.steps, ["Whisk and bake."]);
    assert_eq!(now.ingredients, known.ingredients);
    let again = device.plan(&edit(id, change));
    assert_eq!(again, Err(Rejected::NothingChanged));
    device.act(&Action::Undo { txn: edited.id });
    assert_eq!(get(&device, id), &known);

    let gone = device.act(&Action::DeleteRecipe { recipe: id });
    assert_eq!(last(&device), What::DeletedRecipe { recipe: id });
    assert_eq!(device.household.recipe(id), None);
    assert_eq!(device.household.recipe_name(id), Some("Pancakes"));
    let again = device.plan(&Action::DeleteRecipe { recipe: id });
    assert_eq!(again, Err(Rejected::NoSuchRecipe));
    device.act(&Action::Undo { txn: gone.id });
    assert_eq!(get(&device, id), &known);
}

#[test]
fn a_recipe_whose_making_is_undone_is_gone() {
    let mut device = Device::new(1);
    let made = device.act(&Action::AddRecipe(pancakes().into()));
    device.act(&Action::Undo { txn: made.id });
    assert_eq!(device.household.recipes().count(), 0);
    device.act(&Action::Redo { txn: made.id });
    assert_eq!(device.household.recipes().count(), 1);
}

#[test]
fn what_cannot_be_kept_says_what_to_do() {
    let mut device = Device::new(1);
    let named = |name: &str| NewRecipe {
        name: name.to_owned(),
        ..NewRecipe::default()
    };
    let mut why = |new: NewRecipe| device.plan(&Action::AddRecipe(new.into())).expect_err("no");
    assert_eq!(why(named(" - ")), Rejected::NoName);
    assert_eq!(
        why(named(&"x".repeat(251))),
        Rejected::TooLong { limit: 250 }
    );
    let soup = || named("Soup");
    let none = NewRecipe {
        servings: Some(0),
        ..soup()
    };
    assert_eq!(why(none), Rejected::NotPositive);
    let long = NewRecipe {
        minutes: Some(50_000),
        ..soup()
    };
    assert_eq!(why(long), Rejected::TooMuch);
    let salt = || Ingredient::new("Salt", None);
    let nothing = Ingredient::new("Water", Some(amount("0 l")));
    let wrong = NewRecipe {
        ingredients: vec![salt(), nothing],
        ..soup()
    };
    let Rejected::Line { line: 1, why: of } = why(wrong) else {
        panic!("the second ingredient is wrong");
    };
    assert_eq!(*of, Rejected::NotPositive);
    let many = NewRecipe {
        ingredients: vec![salt(); 200],
        ..soup()
    };
    assert_eq!(why(many), Rejected::RecipeTooLong);
    let much = NewRecipe {
        steps: vec!["s".repeat(2_000); 6],
        ..soup()
    };
    assert_eq!(why(much), Rejected::RecipeTooLong);
}

/// The longest that there can be goes over the wire, op by op.
#[test]
fn the_longest_recipe_is_stored_and_read_back() {
    let mut device = Device::new(1);
    let long = NewRecipe {
        name: "n".repeat(250),
        source: "s".repeat(1_000),
        note: "o".repeat(1_500),
        servings: Some(1_000),
        minutes: Some(43_200),
        labels: labels(&Label::ALL),
        ingredients: vec![Ingredient::new("m".repeat(250), Some(amount("1000000000 fl oz"))); 12],
        steps: vec!["t".repeat(1_700); 6],
    };
    let written = device.act(&Action::AddRecipe(long.clone().into()));
    for op in written.ops {
        Stored::seal(op).expect("an op");
    }
    let recipe = device.household.recipes().next().expect("a recipe");
    assert_eq!(NewRecipe::from(recipe.clone()), long);
}

#[test]
fn two_people_s_labels_both_stand_and_their_ingredients_are_never_mixed() {
    let mut first = Device::new(1);
    let id = add(&mut first, pancakes());
    let mut second = first.twin(2);
    let with = |ingredients: &[&str], label: Label| RecipeEdit {
        ingredients: Some(
            ingredients
                .iter()
                .map(|said| crate::recommend::dishes::ingredient(said))
                .collect(),
        ),
        labels: Some(labels(&[Label::Vegetarian, Label::NutFree, label])),
        ..RecipeEdit::default()
    };
    let mine = first.act(&edit(
        id,
        with(&["Flour = 300 g", "Milk = 1 l"], Label::SoyFree),
    ));
    second.now_ms += 5_000;
    let others = second.act(&edit(id, with(&["Oats = 200 g", "Eggs = 2"], Label::Halal)));
    first.receive(&others.ops);
    second.receive(&mine.ops);
    for device in [&first, &second] {
        let now = get(device, id);
        let names: Vec<&str> = now.ingredients.iter().map(|one| &*one.name).collect();
        assert_eq!(names, ["Oats", "Eggs"], "the later one has all of them");
        let both = [
            Label::Vegetarian,
            Label::NutFree,
            Label::SoyFree,
            Label::Halal,
        ];
        assert_eq!(now.labels, labels(&both));
    }
    // A recipe that somebody changes while another throws it away stays.
    let gone = first.act(&Action::DeleteRecipe { recipe: id });
    let change = RecipeEdit {
        servings: Edit::Set(2),
        ..RecipeEdit::default()
    };
    let kept = second.act(&edit(id, change));
    first.receive(&kept.ops);
    second.receive(&gone.ops);
    assert_eq!(get(&first, id).servings, Some(2));
    assert_eq!(get(&second, id), get(&first, id));
}

fn any_edit() -> impl Strategy<Value = RecipeEdit> {
    let step = "[a-z]{1,1200}";
    (
        prop::option::of("[a-z]{1,9}"),
        prop::option::of(prop::collection::vec("[a-z]{1,9}", 0..5)),
        prop::option::of(prop::collection::vec(step, 0..6)),
        prop::option::of(prop::collection::btree_set(
            prop::sample::select(Label::ALL.to_vec()),
            0..4,
        )),
    )
        .prop_map(|(name, ingredients, steps, labels)| RecipeEdit {
            name,
            labels,
            steps,
            ingredients: ingredients.map(|names| {
                let names = names.into_iter();
                names.map(|name| Ingredient::new(name, None)).collect()
            }),
            ..RecipeEdit::default()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whoever hears of what in whatever order: all show the same, and the steps that are shown
    /// are those of one edit, whole, also where clocks stand still.
    #[test]
    fn edits_of_three_devices_show_the_same_and_no_two_methods_are_mixed(
        edits in prop::collection::vec((0..3_usize, any_edit(), any::<bool>()), 1..8),
        seed in any::<u64>(),
    ) {
        let mut first = Device::new(1);
        let id = add(&mut first, pancakes());
        let mut ops = first.ops();
        let mut methods = vec![get(&first, id).steps.clone()];
        let mut devices = [first.twin(2), first.twin(3), first];
        for (who, change, news) in edits {
            let device = &mut devices[who];
            if news {
                device.receive(&ops);
            }
            methods.extend(change.steps.clone());
            if let Ok(written) = device.plan(&edit(id, change)) {
                device.household.apply_all(&written.ops);
                ops.extend(written.ops);
            }
        }
        let mut shuffled = ops.clone();
        shuffle(&mut shuffled, seed);
        let shown = Household::from_ops(&shuffled);
        let shown = shown.recipe(id).expect("it is there");
        for device in &mut devices {
            device.receive(&ops);
            prop_assert_eq!(get(device, id), shown);
        }
        prop_assert!(methods.contains(&shown.steps), "{:?}", &shown.steps);
    }
}
