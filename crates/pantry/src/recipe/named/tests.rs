//! What covers what, as cooks would say it.

use super::*;

fn covers(item: &str, category: Category, ingredient: &str) -> bool {
    let item = Said::item(item, Some(category));
    Said::ingredient(ingredient).is_covered_by(&item)
}

/// What is judged otherwise than a cook would.
fn wrong(ingredient: &str, yes: &[(&str, Category)], no: &[(&str, Category)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (item, category) in yes {
        if !covers(item, *category, ingredient) {
            wrong.push(format!("{item} ({category:?}) is {ingredient}"));
        }
        let unfiled = Said::ingredient(ingredient).is_covered_by(&Said::item(item, None));
        let is_sure = !matches!(category, Category::Produce | Category::Canned);
        if is_sure && !unfiled {
            wrong.push(format!("{item}, unfiled, is {ingredient}"));
        }
    }
    for (item, category) in no {
        if covers(item, *category, ingredient) {
            wrong.push(format!("{item} ({category:?}) is no {ingredient}"));
        }
    }
    wrong
}

fn check(ingredient: &str, yes: &[(&str, Category)], no: &[(&str, Category)]) {
    WRONG.with_borrow_mut(|all| all.extend(wrong(ingredient, yes, no)));
}

thread_local! {
    /// What this test found wrong so far.
    static WRONG: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Tells everything that was judged otherwise.
fn judged() {
    let wrong = WRONG.take();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_food_is_covered_by_what_cooks_take_for_it_and_by_nothing_else() {
    use Category::*;
    check(
        "milk",
        &[
            ("Whole milk", DairyEggs),
            ("Milk 3.5 % 1 l", DairyEggs),
            ("Vollmilch", DairyEggs),
            ("H-Milch", DairyEggs),
            ("Lait entier", DairyEggs),
            ("Lactose-free milk", DairyEggs),
        ],
        &[
            ("Coconut milk", Canned),
            ("Coconut milk", DairyEggs),
            ("Milk chocolate", SnacksSweets),
            ("Buttermilk", DairyEggs),
            ("Oat milk", DairyEggs),
            ("Soy milk", DairyEggs),
            ("Kokosmilch", Canned),
            ("Milk powder", Staples),
            ("Condensed milk", Canned),
            ("Lait de coco", Canned),
            ("Milchschokolade", SnacksSweets),
        ],
    );
    check(
        "eggs",
        &[
            ("Eggs free range", DairyEggs),
            ("Egg", DairyEggs),
            ("Eier 10er", DairyEggs),
            ("Oeufs", DairyEggs),
        ],
        &[
            ("Egg noodles", Staples),
            ("Eggplant", Produce),
            ("Chocolate eggs", SnacksSweets),
            ("Egg salad", DeliPrepared),
        ],
    );
    check(
        "tomatoes",
        &[
            ("Cherry tomatoes 500 g", Produce),
            ("Tomato", Produce),
            ("Roma tomatoes", Produce),
            ("Tomaten", Produce),
        ],
        &[
            ("Chopped tomatoes", Canned),
            ("Tomato paste", Canned),
            ("Tomato soup", Canned),
            ("Tomato ketchup", CondimentsSpices),
            ("Sun-dried tomatoes", Canned),
        ],
    );
    check(
        "canned tomatoes",
        &[("Chopped tomatoes", Canned), ("Canned tomatoes", Canned)],
        &[("Tomatoes", Produce)],
    );
    judged();
}

#[test]
fn pepper_is_not_peppers() {
    use Category::*;
    let peppers = [
        ("Bell peppers", Produce),
        ("Red pepper", Produce),
        ("Pepper", Produce),
    ];
    let spice = [
        ("Black pepper", CondimentsSpices),
        ("Pepper", CondimentsSpices),
    ];
    check("pepper", &spice, &peppers);
    check("freshly ground black pepper", &spice, &peppers);
    check("salt and pepper", &spice, &peppers);
    check("red peppers, sliced", &peppers, &spice);
    check("bell pepper", &peppers, &[("Chili peppers", Produce)]);
    judged();
}

#[test]
fn what_is_made_of_a_food_is_not_the_food() {
    use Category::*;
    check(
        "chicken",
        &[("Chicken breast", Meat), ("Frozen chicken", Frozen)],
        &[
            ("Chicken soup", Canned),
            ("Chicken nuggets", Frozen),
            ("Chicken stock", Canned),
            ("Chicken dog food", Pet),
        ],
    );
    check(
        "butter",
        &[("Unsalted butter", DairyEggs), ("Beurre doux", DairyEggs)],
        &[
            ("Peanut butter", CondimentsSpices),
            ("Butter biscuits", SnacksSweets),
            ("Butter croissants", Bakery),
        ],
    );
    check(
        "lemon",
        &[("Lemons", Produce)],
        &[
            ("Lemon juice", CondimentsSpices),
            ("Lemon yogurt", DairyEggs),
            ("Limes", Produce),
        ],
    );
    check(
        "yogurt",
        &[("Greek yogurt", DairyEggs), ("Naturjoghurt", DairyEggs)],
        &[("Strawberry yogurt", DairyEggs)],
    );
    check(
        "strawberries",
        &[("Strawberry", Produce)],
        &[("Strawberry", SnacksSweets)],
    );
    check(
        "cream",
        &[("Double cream", DairyEggs)],
        &[
            ("Sour cream", DairyEggs),
            ("Ice cream", Frozen),
            ("Cream cheese", DairyEggs),
        ],
    );
    check(
        "sugar",
        &[("Sugar", Staples), ("Brown sugar", Staples)],
        &[
            ("Icing sugar", Staples),
            ("Sugar-free jam", CondimentsSpices),
        ],
    );
    judged();
}

#[test]
fn a_word_for_several_foods_is_covered_by_each() {
    use Category::*;
    check(
        "oil",
        &[("Olive oil", Staples), ("Sunflower oil", Staples)],
        &[("Sesame oil", Staples), ("Coconut oil", Staples)],
    );
    check(
        "olive oil",
        &[("Olive oil extra virgin", Staples)],
        &[("Sunflower oil", Staples), ("Olives", Canned)],
    );
    check(
        "olives",
        &[("Green olives", Canned)],
        &[("Olive oil", Staples)],
    );
    check(
        "pasta",
        &[("Spaghetti no. 5", Staples), ("Nudeln", Staples)],
        &[
            ("Pasta sauce", CondimentsSpices),
            ("Pasta salad", DeliPrepared),
        ],
    );
    check(
        "spaghetti",
        &[("Spaghetti 500 g", Staples)],
        &[("Penne", Staples)],
    );
    check(
        "cheese",
        &[("Cheddar cheese", DairyEggs), ("Gouda", DairyEggs)],
        &[
            ("Cheesecake", Bakery),
            ("Cream cheese", DairyEggs),
            ("Cheese crackers", SnacksSweets),
        ],
    );
    check(
        "red wine",
        &[("Red wine", Alcohol)],
        &[
            ("White wine", Alcohol),
            ("Red wine vinegar", CondimentsSpices),
        ],
    );
    check(
        "peas",
        &[("Frozen peas", Frozen), ("Peas", Frozen)],
        &[("Green beans", Produce)],
    );
    judged();
}

#[test]
fn names_of_other_countries_and_of_kinds_are_known() {
    use Category::*;
    check(
        "Olivenöl",
        &[("Olive oil", Staples), ("Huile d'olive", Staples)],
        &[("Sunflower oil", Staples), ("Olives", Canned)],
    );
    check(
        "Zwiebel",
        &[("Onions", Produce), ("Oignons", Produce)],
        &[("Onion powder", CondimentsSpices)],
    );
    check(
        "huevos",
        &[("Eggs", DairyEggs)],
        &[("Egg noodles", Staples)],
    );
    check(
        "red bell pepper",
        &[("Bell peppers", Produce)],
        &[("Chili peppers", Produce)],
    );
    check(
        "stock",
        &[
            ("Chicken stock", Canned),
            ("Vegetable stock cubes", CondimentsSpices),
        ],
        &[("Chicken soup", Canned)],
    );
    check(
        "vegetable stock",
        &[("Vegetable stock", Canned)],
        &[("Chicken stock", Canned)],
    );
    check(
        "Dijon mustard",
        &[("Mustard", CondimentsSpices)],
        &[("Mustard seeds", CondimentsSpices)],
    );
    check(
        "chicken",
        &[("Chicken thighs", Meat)],
        &[("Chicken tikka masala", DeliPrepared)],
    );
    judged();
}

#[test]
fn spices_sausages_and_beans_are_known_by_their_kinds() {
    use Category::*;
    check(
        "cumin",
        &[("Ground cumin", CondimentsSpices)],
        &[("Ground beef", Meat)],
    );
    check("ground cinnamon", &[("Cinnamon", CondimentsSpices)], &[]);
    check("oregano", &[("Dried oregano", CondimentsSpices)], &[]);
    check(
        "beef",
        &[("Beef steak", Meat)],
        &[("Ground beef", Meat), ("Beef stock", Canned)],
    );
    check(
        "sausages",
        &[("Pork sausages", Meat)],
        &[("Sausage rolls", Bakery)],
    );
    check(
        "beans",
        &[("Kidney beans", Canned)],
        &[("Coffee beans", Beverages)],
    );
    check(
        "Sahne",
        &[("Double cream", DairyEggs)],
        &[("Sour cream", DairyEggs)],
    );
    check(
        "feta",
        &[("Feta cheese", DairyEggs)],
        &[("Cheese", DairyEggs)],
    );
    check("bread", &[("Baguette", Bakery)], &[("Gingerbread", Bakery)]);
    check("beer", &[("Beer", Alcohol)], &[("Strawberries", Produce)]);
    check(
        "flour",
        &[("Wheat flour", Staples)],
        &[("Whole wheat flour", Staples)],
    );
    judged();
}

#[test]
fn water_and_salt_are_everywhere_and_nothing_else_is() {
    for name in [
        "water",
        "hot water",
        "Salz",
        "sea salt",
        "pinch of salt",
        "eau",
        "Sal",
    ] {
        assert!(Said::ingredient(name).is_staple(), "{name}");
    }
    for name in [
        "coconut water",
        "pepper",
        "oil",
        "salt and pepper",
        "rose water",
        "sugar",
    ] {
        assert!(!Said::ingredient(name).is_staple(), "{name}");
    }
}

#[test]
fn a_name_without_a_word_is_covered_by_nothing() {
    for name in ["", "500 g", "the", "!"] {
        assert!(!Said::ingredient(name).is_covered_by(&Said::item("Milk", None)));
    }
}
