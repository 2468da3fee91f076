//! Twenty simple dishes in plain facts, and a kitchen to cook them in.

use jiff::ToSpan;
use pantry::action::{Action, DateChoice, NewLot, NewRecipe};
use pantry::category::Category;
use pantry::id::LotId;
use pantry::lot::Marked;
use pantry::recipe::{Ingredient, Label};

use crate::device::{Device, TODAY, amount, new_lot};

/// A dish: its name, minutes, labels and ingredients. A question mark stands before what may be
/// left out, and the amount behind an equals sign.
type Dish = (&'static str, u32, &'static [Label], &'static [&'static str]);

use Label::{GlutenFree, NutFree, Vegan, Vegetarian};

pub const DISHES: [Dish; 20] = [
    (
        "Pancakes",
        30,
        &[Vegetarian, NutFree],
        &[
            "Flour = 250 g",
            "Milk = 0.5 l",
            "Eggs = 3",
            "Salt",
            "? Butter",
        ],
    ),
    (
        "Omelette",
        10,
        &[Vegetarian, GlutenFree],
        &[
            "Eggs = 3",
            "Butter = 20 g",
            "Cheese = 50 g",
            "? Chives",
            "Salt",
        ],
    ),
    (
        "Tomato spaghetti",
        25,
        &[Vegan],
        &[
            "Spaghetti = 250 g",
            "Canned tomatoes = 400 g",
            "Garlic cloves = 2",
            "Olive oil = 2 tbsp",
            "? Basil",
        ],
    ),
    (
        "Dal",
        40,
        &[Vegan, GlutenFree],
        &[
            "Red lentils = 250 g",
            "Coconut milk = 400 ml",
            "Onion = 1",
            "Garlic cloves = 3",
            "Curry powder = 2 tsp",
            "Water = 500 ml",
            "Salt",
        ],
    ),
    (
        "Mashed potatoes",
        30,
        &[Vegetarian],
        &[
            "Potatoes = 1 kg",
            "Milk = 200 ml",
            "Butter = 50 g",
            "Salt",
            "? Nutmeg",
        ],
    ),
    (
        "Banana bread",
        70,
        &[Vegetarian],
        &[
            "Ripe bananas = 3",
            "Flour = 200 g",
            "Sugar = 150 g",
            "Butter, melted = 100 g",
            "Eggs = 2",
            "Baking powder = 2 tsp",
        ],
    ),
    (
        "Chicken curry",
        45,
        &[GlutenFree],
        &[
            "Chicken breast = 500 g",
            "Coconut milk = 400 ml",
            "Onion = 1",
            "Garlic cloves = 2",
            "Rice = 300 g",
        ],
    ),
    (
        "Tomato salad",
        10,
        &[Vegan],
        &[
            "Tomatoes = 500 g",
            "Onion = 1",
            "Olive oil = 3 tbsp",
            "Vinegar = 1 tbsp",
            "Salt and pepper",
        ],
    ),
    (
        "Fried rice",
        20,
        &[Vegetarian],
        &[
            "Rice = 250 g",
            "Eggs = 2",
            "Peas = 100 g",
            "Carrot = 1",
            "Soy sauce = 2 tbsp",
            "Spring onions = 2",
        ],
    ),
    (
        "Potato soup",
        40,
        &[Vegan],
        &[
            "Potatoes = 500 g",
            "Carrots = 2",
            "Leek = 1",
            "Vegetable stock = 1 l",
            "Celery = 1",
        ],
    ),
    (
        "Rice pudding",
        45,
        &[Vegetarian, GlutenFree],
        &["Rice = 200 g", "Milk = 1.5 l", "Sugar = 50 g", "? Cinnamon"],
    ),
    (
        "Lemon cake",
        60,
        &[Vegetarian],
        &[
            "Flour = 300 g",
            "Sugar = 200 g",
            "Butter = 200 g",
            "Eggs = 4",
            "Lemons = 2",
            "Baking powder = 3 tsp",
        ],
    ),
    (
        "Caesar salad",
        20,
        &[],
        &[
            "Lettuce = 1",
            "Parmesan = 50 g",
            "Bread slices = 2",
            "Anchovies = 4",
        ],
    ),
    (
        "Grilled cheese",
        10,
        &[Vegetarian],
        &["Bread slices = 4", "Cheese = 100 g", "Butter = 20 g"],
    ),
    (
        "Yogurt with banana",
        5,
        &[Vegetarian, GlutenFree],
        &["Yogurt = 300 g", "Banana = 1", "Honey = 1 tbsp"],
    ),
    (
        "Hot chocolate",
        10,
        &[Vegetarian],
        &["Milk = 500 ml", "Dark chocolate = 100 g", "Sugar = 1 tbsp"],
    ),
    (
        "Goulash",
        150,
        &[],
        &[
            "Beef = 800 g",
            "Onions = 500 g",
            "Paprika powder = 2 tbsp",
            "Tomato paste = 2 tbsp",
            "Beef stock = 0.5 l",
        ],
    ),
    (
        "Guacamole",
        10,
        &[Vegan],
        &["Avocados = 2", "Lime = 1", "Coriander"],
    ),
    (
        "Shakshuka",
        30,
        &[Vegetarian, GlutenFree],
        &[
            "Eggs = 4",
            "Canned tomatoes = 400 g",
            "Red pepper = 1",
            "Onion = 1",
            "Garlic cloves = 2",
            "Cumin = 1 tsp",
        ],
    ),
    (
        "Potato gratin",
        75,
        &[Vegetarian],
        &[
            "Potatoes = 1 kg",
            "Cream = 300 ml",
            "Garlic clove = 1",
            "Cheese = 100 g",
            "? Nutmeg",
        ],
    ),
];

/// What is there: the name, the category, the amount and in how many days it is due.
pub const FOOD: [(&str, Category, &str, i32); 24] = [
    ("Whole milk", Category::DairyEggs, "1 l", 2),
    ("Eggs free range", Category::DairyEggs, "6", 10),
    ("Butter", Category::DairyEggs, "250 g", 30),
    ("Cheddar cheese", Category::DairyEggs, "200 g", 14),
    ("Greek yogurt", Category::DairyEggs, "500 g", 0),
    ("Cherry tomatoes 500 g", Category::Produce, "500 g", 1),
    ("Onions", Category::Produce, "1 kg", 20),
    ("Garlic", Category::Produce, "1", 25),
    ("Potatoes", Category::Produce, "2 kg", 15),
    ("Carrots", Category::Produce, "500 g", 6),
    ("Bananas", Category::Produce, "3", -1),
    ("Lemons", Category::Produce, "2", 9),
    ("Spaghetti", Category::Staples, "500 g", 400),
    ("Basmati rice", Category::Staples, "1 kg", 300),
    ("Plain flour", Category::Staples, "1 kg", 200),
    ("Brown sugar", Category::Staples, "400 g", 500),
    ("Olive oil", Category::Staples, "500 ml", 300),
    ("Red lentils", Category::Staples, "500 g", 300),
    ("Chopped tomatoes", Category::Canned, "400 g", 600),
    ("Coconut milk", Category::Canned, "400 ml", 500),
    ("Milk chocolate", Category::SnacksSweets, "100 g", 90),
    ("Frozen peas", Category::Frozen, "300 g", 100),
    ("Black pepper", Category::CondimentsSpices, "50 g", 700),
    ("Bread", Category::Bakery, "1", 1),
];

/// A recipe of a dish.
pub fn recipe((name, minutes, labels, ingredients): Dish) -> NewRecipe {
    NewRecipe {
        name: name.to_owned(),
        minutes: Some(minutes),
        labels: labels.iter().copied().collect(),
        ingredients: ingredients.iter().map(|said| ingredient(said)).collect(),
        ..NewRecipe::default()
    }
}

/// "? Butter = 20 g".
pub fn ingredient(said: &str) -> Ingredient {
    let (optional, said) = match said.strip_prefix("? ") {
        Some(said) => (true, said),
        None => (false, said),
    };
    let (name, quantity) = match said.split_once(" = ") {
        Some((name, quantity)) => (name, Some(amount(quantity))),
        None => (said, None),
    };
    Ingredient {
        optional,
        ..Ingredient::new(name, quantity)
    }
}

pub fn write_down(device: &mut Device, recipe: NewRecipe) {
    device.act(&Action::AddRecipe(recipe.into()));
}

/// Puts food on the shelf that is good until so many days from today.
pub fn put(
    device: &mut Device,
    name: &str,
    category: Category,
    quantity: &str,
    days: i32,
) -> LotId {
    let due = TODAY.checked_add(days.days()).expect("a day");
    put_until(device, name, category, quantity, Marked::best_before(due))
}

pub fn put_until(
    device: &mut Device,
    name: &str,
    category: Category,
    quantity: &str,
    date: Marked,
) -> LotId {
    let before: Vec<LotId> = device.household.lots().map(|lot| lot.id).collect();
    device.act(&Action::AddLot(NewLot {
        date: DateChoice::Given(date),
        ..new_lot(name, category, quantity)
    }));
    let lots = device.household.lots().map(|lot| lot.id);
    let mut new = lots.filter(|lot| !before.contains(lot));
    new.next().expect("a new lot")
}

/// A household that has all of the food, and of chicken some that must not be eaten any more.
pub fn kitchen() -> Device {
    let mut device = Device::new(1);
    for (name, category, quantity, days) in FOOD {
        put(&mut device, name, category, quantity, days);
    }
    let yesterday = TODAY.yesterday().expect("a day");
    let meat = Category::Meat;
    put_until(
        &mut device,
        "Chicken breast",
        meat,
        "400 g",
        Marked::use_by(yesterday),
    );
    device
}

/// The same with every dish written down.
pub fn cook() -> Device {
    let mut device = kitchen();
    for dish in DISHES {
        write_down(&mut device, recipe(dish));
    }
    device
}
