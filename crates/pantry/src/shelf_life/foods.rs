//! The foods that have figures of their own, and which of them a name means.
//!
//! `foods.tsv` is made by `training/shelf_life/make.py`, whose head says how. A line
//! is a food: its name, its category, the FoodKeeper foods that speak for it, where it
//! is usually kept, its six figures in the order of [`Row`], and its names in ten
//! languages as [`search::fold`] writes them. A figure is `min-max` in whole days,
//! `not` for "not recommended", `ever` for "indefinitely", or empty where FoodKeeper
//! does not say. A food without a FoodKeeper food is none: it keeps things such as
//! diapers, which have no date, out of the baby food.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use super::row::Row;
use super::{Keeps, Opened, ShelfLife, medians};
use crate::category::Category;
use crate::location::PlaceKind;
use crate::search;

/// The fewest letters of a word that may lose its ending, or that may end another word.
const LONG: usize = 5;

/// A food with figures of its own.
#[derive(PartialEq, Eq, Debug)]
pub struct Food {
    /// Its English name.
    pub name: &'static str,
    /// What it is filed under.
    pub category: Category,
    /// Where it is kept when nobody has said.
    pub place: PlaceKind,
    /// The numbers of the FoodKeeper foods that its figures come from.
    pub foodkeeper: Vec<u16>,
    /// Its names in ten languages, folded, with `|` between them.
    names: &'static str,
    /// What FoodKeeper says of it.
    own: Row,
    /// With the category's figures where it says nothing.
    row: Row,
}

impl Food {
    /// Every food.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &TABLE.foods
    }

    /// The food of a category that a name means: of all whose words the name has, in
    /// order and side by side, the one with the longest; of equals the last. A compound
    /// counts as what it ends with ("Vollmilch" is milk).
    #[must_use]
    pub fn of(name: &str, category: Category) -> Option<&'static Self> {
        Self::of_folded(&search::fold(name), category)
    }

    /// The food that a folded name means, whatever its category: the longest name of one
    /// says most. Of equals it is the fresh one, as the categories come.
    pub(crate) fn anywhere(name: &str) -> Option<&'static Self> {
        let words: Vec<&str> = name.split(' ').map(stem).collect();
        let categories = Category::ALL.into_iter().rev();
        let found = categories.filter_map(|category| longest(&words, category));
        let (_, found) = found.max_by_key(|(start, name)| (name.letters, *start))?;
        TABLE.foods.get(found.food)
    }

    /// Like [`Food::of`], of a name that is folded already.
    pub(crate) fn of_folded(name: &str, category: Category) -> Option<&'static Self> {
        let words: Vec<&str> = name.split(' ').map(stem).collect();
        let (_, found) = longest(&words, category)?;
        let food = TABLE.foods.get(found.food)?;
        Some(careful(food, &words).unwrap_or(food))
    }

    /// What is known of keeping it.
    pub(super) fn row(&self) -> &Row {
        &self.row
    }

    /// Whether FoodKeeper says how long it keeps there in this state.
    pub(super) fn says(&self, place: PlaceKind, state: Opened) -> bool {
        self.own.at(place, state) != Keeps::Unknown
    }

    /// The name of it that has a folded text in it, its own before those of other languages.
    #[must_use]
    pub fn called(&self, folded: &str) -> Option<&'static str> {
        if search::fold(self.name).contains(folded) {
            return Some(self.name);
        }
        let begun = self.names.split('|').find(|name| name.starts_with(folded));
        begun.or_else(|| self.names.split('|').find(|name| name.contains(folded)))
    }

    /// Whether it is food, and not what the table keeps apart from it.
    #[must_use]
    pub fn is_food(&self) -> bool {
        !self.foodkeeper.is_empty()
    }

    #[inline(never)]
    fn read(line: &'static str) -> Option<Self> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, category, foodkeeper, place, figures @ .., names] = cells.as_slice() else {
            return None;
        };
        let category = Category::from_id(category)?;
        let ids = foodkeeper.split(',').filter(|id| !id.is_empty());
        let foodkeeper: Option<Vec<u16>> = ids.map(|id| id.parse().ok()).collect();
        let figures: Option<Vec<Keeps>> = figures.iter().map(|cell| figure(cell)).collect();
        let (foodkeeper, own) = (foodkeeper?, Row::of(figures?.try_into().ok()?));
        let place = PlaceKind::from_id(place)?;
        let with_median = own.or(&medians::row(category));
        let row = match (foodkeeper.as_slice(), place) {
            ([], _) => Row::UNKNOWN,
            (_, PlaceKind::Fridge) => with_median.sealed_as_opened(),
            _ => with_median,
        };
        let food = Self {
            name,
            category,
            place,
            foodkeeper,
            names,
            own,
            row,
        };
        Some(food)
    }
}

/// All foods, and their names by category and first word.
struct Table {
    foods: Vec<Food>,
    names: BTreeMap<(Category, &'static str), Vec<Name>>,
}

/// A name of a food.
struct Name {
    /// The stems of the words after the first.
    rest: Vec<&'static str>,
    /// How long all its stems are.
    letters: usize,
    /// The position of the food.
    food: usize,
}

/// A food that some words of a spoken name say.
#[derive(Clone, Debug)]
pub(crate) struct Spoken {
    /// The food.
    pub(crate) food: &'static Food,
    /// Which words.
    pub(crate) words: Range<usize>,
    /// How many letters of them say it.
    pub(crate) letters: usize,
    /// Where within its first word it begins: "Vollmilch" says milk from the fourth letter on.
    pub(crate) begins: usize,
}

/// Every food that words of a folded name say, whatever its category.
pub(crate) fn spoken(words: &[&str]) -> Vec<Spoken> {
    let stems: Vec<&str> = words.iter().map(|word| stem(word)).collect();
    let mut all = Vec::new();
    for (at, spoken) in stems.iter().enumerate() {
        for ending in endings(spoken) {
            let names = BY_WORD.get(ending).into_iter().flatten();
            let said = names.filter(|name| name.follows(&stems[at + 1..]));
            all.extend(said.filter_map(|name| {
                Some(Spoken {
                    food: TABLE.foods.get(name.food)?,
                    words: at..at + 1 + name.rest.len(),
                    letters: name.letters,
                    begins: spoken.len() - ending.len(),
                })
            }));
        }
    }
    all
}

/// All names by their first words alone.
static BY_WORD: LazyLock<HashMap<&'static str, Vec<&'static Name>>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, Vec<&'static Name>> = HashMap::new();
    for ((_, first), names) in &TABLE.names {
        all.entry(first).or_default().extend(names);
    }
    all
});

/// Beginnings of words for poultry and for what is minced, in ten languages.
const PERISHABLE: [(&str, &str); 2] = [
    (
        "chicken",
        "chicken turkey poult poulet dinde hahnchen hahn puten pute truthahn huhn geflugel pollo \
         pavo tacchino kip kalkoen kurcz indyk drob kyckling kalkon frango peru ayam",
    ),
    (
        "ground meat",
        "ground minced mince burger hamburger hack hache picad macinat gehakt tartaar mielon fars \
         moida cincang",
    ),
];

/// Whether a word begins so; the words of a name have lost their endings, `chicken` too.
fn begins(word: &str, stem: &str) -> bool {
    word.starts_with(stem) || (word.len() >= 4 && stem.starts_with(word))
}

/// Meat of which poultry or mince is said somewhere spoils as they do, whatever else the name
/// says: `Hähnchenschnitzel` is no pork, `Hacksteak` no steak.
fn careful(food: &'static Food, words: &[&str]) -> Option<&'static Food> {
    if food.category != Category::Meat {
        return None;
    }
    let said = |stems: &str| {
        let mut stems = stems.split_whitespace();
        stems.any(|stem| words.iter().any(|word| begins(word, stem)))
    };
    let days = |food: &Food| food.row.at(PlaceKind::Fridge, Opened::Sealed).days();
    let named = |name: &str| TABLE.foods.iter().find(|other| other.name == name);
    let careful = PERISHABLE.iter().filter(|(_, stems)| said(stems));
    let careful = careful.filter_map(|(name, _)| named(name));
    // Cured and cooked goods have longer figures of their own.
    let fresh = ["beef", "veal", "lamb", "pork"].contains(&food.name);
    careful
        .filter(|_| fresh)
        .min_by_key(|food| days(food).map(|life| life.min))
}

/// The name in the table that stemmed words say, with the position of its first word: of
/// all that they have in order and side by side, the longest; of equals the last.
fn longest<'word>(words: &[&'word str], category: Category) -> Option<(usize, &'word Name)> {
    let starts =
        (0..words.len()).flat_map(|start| endings(words[start]).map(move |of| (start, of)));
    let names = starts.flat_map(|(start, ending)| {
        let names = TABLE.names.get(&(category, ending));
        names.into_iter().flatten().map(move |name| (start, name))
    });
    let meant = names.filter(|(start, name)| name.follows(&words[start + 1..]));
    // What keeps for ever does so alone: salt in guacamole does not keep it.
    let ever = |name: &Name| {
        let food = TABLE.foods.get(name.food);
        food.is_some_and(|food| {
            food.row.at(PlaceKind::Pantry, Opened::Sealed) == Keeps::Indefinitely
        })
    };
    let meant = meant.filter(|(_, name)| !ever(name) || name.rest.len() + 1 == words.len());
    meant.max_by_key(|(start, name)| (name.letters, *start))
}

impl Name {
    /// A folded name of the food at a position, and its first word.
    #[inline(never)]
    fn read(name: &'static str, food: usize) -> (&'static str, Self) {
        let mut words = name.split(' ').map(stem);
        let first = words.next().unwrap_or_default();
        let rest: Vec<&str> = words.collect();
        let letters = first.len() + rest.iter().map(|word| word.len()).sum::<usize>();
        let name = Self {
            rest,
            letters,
            food,
        };
        (first, name)
    }

    /// Whether its words after the first are the next of a spoken name.
    fn follows(&self, spoken: &[&str]) -> bool {
        let mut pairs = self.rest.iter().zip(spoken);
        self.rest.len() <= spoken.len()
            && pairs.all(|(word, spoken)| endings(spoken).any(|ending| ending == *word))
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        foods: Vec::new(),
        names: BTreeMap::new(),
    };
    for line in lines() {
        // A test reads every line: none is left out.
        if let Some(food) = Food::read(line) {
            table.add(food);
        }
    }
    table
});

impl Table {
    // Not inline, nor what it calls: with all of it written into one loop, WebKit's compiler
    // (2.50), which takes over in the middle of that loop, now and then reads beyond the memory.
    #[inline(never)]
    fn add(&mut self, food: Food) {
        for name in food.names.split('|') {
            let (first, name) = Name::read(name, self.foods.len());
            let names = self.names.entry((food.category, first)).or_default();
            names.push(name);
        }
        self.foods.push(food);
    }
}

fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("foods.tsv").lines().skip(1)
}

fn figure(cell: &str) -> Option<Keeps> {
    Some(match cell {
        "" => Keeps::Unknown,
        "not" => Keeps::NotRecommended,
        "ever" => Keeps::Indefinitely,
        days => {
            let (min, max) = days.split_once('-')?;
            Keeps::Days(ShelfLife {
                min: min.parse().ok()?,
                max: max.parse().ok()?,
            })
        }
    })
}

/// A word without its commonest endings: "potatoes" and "potato", "Karotten" and "Karotte".
pub(crate) fn stem(word: &str) -> &str {
    let shorter = |word: &'_ str, ending| match word.strip_suffix(ending) {
        Some(shorter) if word.len() >= LONG => shorter.len(),
        _ => word.len(),
    };
    let mut word = word;
    for ending in ['s', 'n', 'e'] {
        word = &word[..shorter(word, ending)];
    }
    word
}

/// A stem, and every long enough part that it ends with.
fn endings(stem: &str) -> impl Iterator<Item = &str> {
    let last = (stem.len() + 1).saturating_sub(LONG).max(1);
    (0..last).filter_map(move |start| stem.get(start..))
}

#[cfg(test)]
mod tests;
