//! What cooks mean by the words of ingredients and of packages. Foods stand by their names in
//! the table of shelf lives.
//!
//! Where a list is silent a word is a part of the name: "red wine" is no wine of any colour.
//! So a forgotten word hides an item that would do, and none that would not is offered.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::named::root;

/// Words that change nothing about what a thing is, on packages and in recipes.
const PLAIN: &str = "a an and of the with in for to from or und mit de du des la le les con y e di del al \
    och med en met com do da el los las un une a fresh ripe large small medium big size mini organic bio \
    free range frozen tk tiefgekuhlt surgele congelado chopped diced sliced peeled grated shredded crushed torn \
    finely roughly thinly freshly coarse coarsely fine skinless boneless trimmed cooled chilled cold warm \
    melted soft softened unsalted salted extra virgin plain pure natural whole full fat low lean semi \
    skimmed uht h long life pasteurised pasteurized homogenised cut cubed halved quartered washed \
    raw good quality optional taste handful pinch dash knob clove sprig bunch head stick slice piece fillet \
    filet frisch frische frischer grosse grosser kleine gehackt gehackte gerieben gewurfelt prise \
    bund zehe frais fraiche hache hachee entier gousse fresco fresca picado entero diente fettarm";

/// Words that make another thing of a food, where the recipe does not say them too.
const OTHER: &str = "powder powdered juice sauce soup paste puree concentrate concentrated flavour flavor \
    flavoured flavored aroma dried sundried pickled smoked canned condensed evaporated sour ice vegan plant \
    substitute alternative imitation seed crisp chip candy cake pie bar biscuit cookie cracker spread dressing \
    seasoning cube mix drink tea ale beer liqueur syrup extract essence oil vinegar noodle salad sandwich \
    pizza nugget burger ball sausage pate stock broth gravy dip pudding mousse yogurt jam jelly rising raising \
    shake smoothie bread roll croissant muffin pulver saft sosse suppe mark getrocknet gerauchert \
    eingelegt wholemeal kuchen salat wurst eis poudre jus soupe seche fume sirop gateau glace polvo zumo jugo salsa sopa \
    seco ahumado pastel helado jarabe leaf shampoo soap lotion";

/// Parts of a thing: two cloves are no two heads of garlic, and nobody knows how much they are.
const PARTS: &str = "clove slice sprig stick leaf leave stalk rib wedge knob bunch handful zehe scheibe zweig \
    gousse tranche branche feuille diente rodaja rama hoja";

/// Colours name kinds of many foods, and are none themselves: "greens" are. What is ground is
/// one, too: by itself the word is meat.
const COLOURS: &str = "ground green red white black yellow brown purple dark light grun rot weiss schwarz gelb vert \
    verte rouge blanc blanche noir verde rojo blanco negro";

/// Names that mean the same: several words, and the one that stands for them.
const SAME: [(&str, &str); 95] = [
    ("bell pepper", "bellpepper"),
    ("red pepper", "bellpepper"),
    ("green pepper", "bellpepper"),
    ("yellow pepper", "bellpepper"),
    ("orange pepper", "bellpepper"),
    ("sweet pepper", "bellpepper"),
    ("capsicum", "bellpepper"),
    ("ground black pepper", "pepper"),
    ("black pepper", "pepper"),
    ("white pepper", "pepper"),
    ("ground pepper", "pepper"),
    ("peppercorn", "pepper"),
    ("red onion", "onion"),
    ("white onion", "onion"),
    ("yellow onion", "onion"),
    ("brown onion", "onion"),
    ("cherry tomato", "tomato"),
    ("plum tomato", "tomato"),
    ("grape tomato", "tomato"),
    ("vine tomato", "tomato"),
    ("roma tomato", "tomato"),
    ("beef tomato", "tomato"),
    ("basmati rice", "rice"),
    ("jasmine rice", "rice"),
    ("grain rice", "rice"),
    ("all purpose flour", "flour"),
    ("wheat flour", "flour"),
    ("white flour", "flour"),
    ("granulated sugar", "sugar"),
    ("caster sugar", "sugar"),
    ("white sugar", "sugar"),
    ("cane sugar", "sugar"),
    ("icing sugar", "icing sugar"),
    ("powdered sugar", "icing sugar"),
    ("confectioner sugar", "icing sugar"),
    ("greek yogurt", "yogurt"),
    ("greek style yogurt", "yogurt"),
    ("heavy cream", "double cream"),
    ("whipping cream", "double cream"),
    ("ground beef", "mince beef"),
    ("minced beef", "mince beef"),
    ("beef mince", "mince beef"),
    ("aubergine", "eggplant"),
    ("courgette", "zucchini"),
    ("prawn", "shrimp"),
    ("scallion", "spring onion"),
    ("green onion", "spring onion"),
    ("rocket", "arugula"),
    ("cilantro", "coriander"),
    ("yoghurt", "yogurt"),
    ("chilli", "chili"),
    ("chile", "chili"),
    ("beetroot", "beet"),
    ("garbanzo bean", "chickpea"),
    ("chick pea", "chickpea"),
    ("stock", "broth"),
    ("bouillon", "broth"),
    ("cornflour", "cornstarch"),
    ("corn starch", "cornstarch"),
    ("tinned", "canned"),
    ("spaghettini", "spaghetti"),
    ("button mushroom", "mushroom"),
    ("hot water", "water"),
    ("boiling water", "water"),
    ("red bell pepper", "bellpepper"),
    ("green bell pepper", "bellpepper"),
    ("yellow bell pepper", "bellpepper"),
    ("stock cube", "broth"),
    ("bouillon cube", "broth"),
    ("dijon mustard", "mustard"),
    ("vegetable oil", "oil"),
    ("chili pepper", "chili"),
    ("feta cheese", "feta"),
    ("cheddar cheese", "cheddar"),
    ("gouda cheese", "gouda"),
    ("parmesan cheese", "parmesan"),
    ("mozzarella cheese", "mozzarella"),
    ("sea salt", "salt"),
    ("table salt", "salt"),
    ("kosher salt", "salt"),
    ("meersalz", "salt"),
    ("whole wheat flour", "wholemeal flour"),
    ("wholewheat flour", "wholemeal flour"),
    ("baby spinach", "spinach"),
    ("rolled oats", "oats"),
    ("active dry yeast", "yeast"),
    ("dry yeast", "yeast"),
    ("dried yeast", "yeast"),
    ("sweetcorn", "corn"),
    ("sweet corn", "corn"),
    ("huile dolive", "olive oil"),
    ("aceite de oliva", "olive oil"),
    ("olio doliva", "olive oil"),
    ("olivenol", "olive oil"),
    ("sonnenblumenol", "sunflower oil"),
];

/// What an ingredient is made of, where the thing itself is not there: so many yolks are so many
/// eggs.
const INSTEAD: [(&str, &str); 8] = [
    ("egg yolk", "egg"),
    ("egg white", "egg"),
    ("lemon juice", "lemon"),
    ("juice of lemon", "lemon"),
    ("lemon zest", "lemon"),
    ("lime juice", "lime"),
    ("juice of lime", "lime"),
    ("orange zest", "orange"),
];

/// Foods of which an ingredient is covered by another food of the table.
const COVERS: [(&str, &[&str]); 18] = [
    ("milk", &["UHT milk", "lactose-free milk"]),
    ("cheese", &["hard cheese", "grated cheese"]),
    ("hard cheese", &["grated cheese"]),
    ("cream", &["whipping cream"]),
    ("bread", &["buns and rolls"]),
    ("rice", &["brown rice"]),
    ("bell peppers", &["ground spices"]),
    ("green beans", &["canned vegetables", "frozen vegetables"]),
    (
        "corn on the cob",
        &["canned vegetables", "frozen vegetables"],
    ),
    ("spinach", &["frozen vegetables"]),
    ("dried beans", &["canned beans"]),
    ("lentils", &["canned beans"]),
    ("fatty fish", &["canned tuna", "canned fish", "frozen fish"]),
    ("fish fillets", &["frozen fish"]),
    ("salmon", &["frozen fish"]),
    ("shrimp", &["frozen seafood"]),
    ("ham", &["cooked ham"]),
    ("broth", &["stock cubes"]),
];

/// Foods of which every name in the table means the same to a cook: "Milch" is milk.
const ONE: &str = "milk|buttermilk|kefir|butter|ghee|eggs|tomatoes|cucumber|potatoes|sweet potatoes|\
    onions|spring onions|garlic|carrots|cauliflower|broccoli|brussels sprouts|leek|celery|eggplant|\
    asparagus|artichokes|okra|parsnips|beets|spinach|arugula|avocado|apples|bananas|pineapple|watermelon|\
    kiwi|pomegranate|apricots|grapes|strawberries|raspberries|blueberries|cherries|chicken|beef|pork|\
    lamb|turkey|rabbit|salmon|mozzarella|parmesan|cottage cheese|cream cheese|quark|yogurt|sour cream|\
    whipping cream|cream|rice|flour|sugar|lentils|quinoa|bulgur|barley|buckwheat|oats|yeast|\
    baking powder|baking soda|gelatin|corn starch|cocoa powder|tomato paste|coconut milk|broth|sauerkraut|\
    mustard|ketchup|mayonnaise|soy sauce|vinegar|balsamic vinegar|capers|olives|pepper|honey|maple syrup|\
    peanut butter|tahini|miso|almonds|cashews|peanuts|pistachios|pine nuts|dates|salt|water|coffee";

/// Words for several foods, any of which will do.
const ANY_OF: [(&str, &[&str]); 8] = [
    (
        "pasta nudeln pates makaron noodles",
        &["pasta", "egg noodles"],
    ),
    (
        "cheese kase fromage queso formaggio queijo",
        &["cheese", "hard cheese", "grated cheese"],
    ),
    ("oil ol huile aceite olio", &["oil"]),
    (
        "bread brot pain pan pane",
        &["bread", "buns and rolls", "flatbread"],
    ),
    ("lettuce kopfsalat laitue lechuga", &["lettuce"]),
    (
        "nuts nusse noix",
        &["nuts", "almonds", "cashews", "walnuts", "pistachios"],
    ),
    (
        "berries",
        &[
            "berries",
            "strawberries",
            "raspberries",
            "blueberries",
            "blackberries",
        ],
    ),
    ("wine wein vin vino", &["wine", "red wine"]),
];

/// What may stand beside a food without making another one of it, though it is a food itself.
const BESIDE: [(&str, &str); 19] = [
    (
        "oil",
        "olive sunflower rapeseed canola corn grape grapeseed vegetable sonnenblumen raps oliven",
    ),
    ("vinegar", "wine cider apple sherry weisswein apfel wein"),
    ("bread", "rye wheat spelt oat grain seed roggen dinkel"),
    ("mushrooms", "oyster"),
    ("eggs", "chicken hen huhner"),
    ("yogurt", "milk cream"),
    ("butter", "cream milk"),
    ("chocolate", "milk"),
    ("ham", "pork"),
    ("cheese", "cow goat sheep milk"),
    ("parmesan", "cheese"),
    ("dried herbs", "dried"),
    ("cocoa powder", "powder"),
    ("sausages", "pork beef chicken turkey"),
    ("smoked sausage", "pork beef chicken turkey"),
    ("canned beans", "kidney black white pinto"),
    ("dried beans", "kidney black white pinto"),
    ("broth", "chicken beef veal fish mushroom vegetable"),
    ("stock cubes", "chicken beef veal fish mushroom vegetable"),
];

/// First words of names whose first word says what it is, in languages that begin with it.
const HEADS: &str = "huile aceite olio lait leche latte jus zumo jugo succo vinaigre vinagre farine \
    harina pain sel sal beurre mantequilla sauce salsa soupe sopa poudre creme nata fromage queso yaourt pates";

/// The lists, with the words as they are compared.
struct Tables {
    one: HashSet<&'static str>,
    plain: HashSet<String>,
    other: HashSet<String>,
    colours: HashSet<String>,
    parts: HashSet<String>,
    heads: HashSet<String>,
    same: Phrases,
    instead: Phrases,
    any_of: HashMap<String, &'static [&'static str]>,
    beside: HashMap<&'static str, HashSet<String>>,
}

/// Names by their first words: the words after it, and what the name means.
type Phrases = HashMap<String, Vec<(Vec<String>, &'static str)>>;

fn phrases(names: &[(&'static str, &'static str)]) -> Phrases {
    let mut all = Phrases::new();
    for (from, to) in names {
        let mut words = roots(from);
        if let Some(first) = words.next() {
            all.entry(first).or_default().push((words.collect(), to));
        }
    }
    all
}

/// How many of the first words are a name, and what that means.
fn said_first(phrases: &Phrases, roots: &[String]) -> Option<(usize, &'static str)> {
    let (first, rest) = roots.split_first()?;
    let names = phrases.get(first)?.iter();
    let said = names.filter(|(words, _)| rest.starts_with(words));
    let longest = said.max_by_key(|(words, _)| words.len());
    longest.map(|(words, to)| (words.len() + 1, *to))
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let any_of = ANY_OF.iter();
    let any_of = any_of.flat_map(|(words, foods)| roots(words).map(move |word| (word, *foods)));
    let beside = BESIDE.iter();
    let beside = beside.map(|(food, words)| (*food, roots(words).collect()));
    Tables {
        one: ONE.split('|').collect(),
        plain: roots(PLAIN).collect(),
        other: roots(OTHER).collect(),
        colours: roots(COLOURS).collect(),
        parts: roots(PARTS).collect(),
        heads: roots(HEADS).collect(),
        same: phrases(&SAME),
        instead: phrases(&INSTEAD),
        any_of: any_of.collect(),
        beside: beside.collect(),
    }
});

fn roots(words: &'static str) -> impl Iterator<Item = String> {
    words.split_ascii_whitespace().map(root)
}

/// Whether a word says nothing about what a thing is.
pub(super) fn is_plain(root: &str) -> bool {
    TABLES.plain.contains(root)
}

/// Whether a word makes another thing of a food.
pub(super) fn is_other(root: &str) -> bool {
    TABLES.other.contains(root)
}

/// Whether a word is salt: what stands beside it in one ingredient is what is asked for.
pub(super) fn is_salt(word: &str) -> bool {
    matches!(
        word,
        "salt" | "salz" | "sel" | "sal" | "sale" | "zout" | "garam"
    )
}

/// Whether a word is a colour.
pub(super) fn is_colour(root: &str) -> bool {
    TABLES.colours.contains(root)
}

/// Whether a word means a part of a thing.
pub(super) fn is_part(root: &str) -> bool {
    TABLES.parts.contains(root)
}

/// Whether a first word says what a thing is.
pub(super) fn is_head(root: &str) -> bool {
    TABLES.heads.contains(root)
}

/// How many of the first words mean something by another name, and that name.
pub(super) fn same(roots: &[String]) -> Option<(usize, &'static str)> {
    said_first(&TABLES.same, roots)
}

/// What may be taken where nothing of this name is there.
pub(super) fn instead(roots: &[String]) -> Option<&'static str> {
    let (count, food) = said_first(&TABLES.instead, roots)?;
    (count == roots.len()).then_some(food)
}

/// Whether one food covers an ingredient that is another.
pub(super) fn covers(wanted: &str, there: &str) -> bool {
    let others = COVERS.iter().filter(|(food, _)| *food == wanted);
    wanted == there
        || others
            .into_iter()
            .any(|(_, others)| others.contains(&there))
}

/// The foods that cover an ingredient which is a food, itself the first.
pub(super) fn covering(wanted: &'static str) -> impl Iterator<Item = &'static str> {
    let others = COVERS.iter().filter(move |(food, _)| *food == wanted);
    let others = others.flat_map(|(_, others)| others.iter().copied());
    std::iter::once(wanted).chain(others)
}

/// Whether all names of a food mean the same.
pub(super) fn is_one(food: &str) -> bool {
    TABLES.one.contains(food)
}

/// The foods that a word stands for, if any of several will do.
pub(super) fn any_of(root: &str) -> Option<&'static [&'static str]> {
    TABLES.any_of.get(root).copied()
}

/// Whether a word may stand beside a food.
pub(super) fn may_stand_beside(food: &str, root: &str) -> bool {
    let words = TABLES.beside.get(food);
    words.is_some_and(|words| words.contains(root))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf_life::Food;

    fn is_known(food: &str) -> bool {
        Food::all().iter().any(|known| known.name == food)
    }

    #[test]
    fn every_food_is_one_of_the_table() {
        let covers = COVERS.iter();
        let covers = covers.flat_map(|(food, others)| [*food].into_iter().chain(others.to_vec()));
        let any = ANY_OF.iter().flat_map(|(_, foods)| foods.to_vec());
        let beside = BESIDE.iter().map(|(food, _)| *food);
        let foods = covers.chain(any).chain(beside).chain(ONE.split('|'));
        let unknown: Vec<&str> = foods.filter(|food| !is_known(food)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
