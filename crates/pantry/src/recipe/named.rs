//! What the name of an ingredient, or of an item, means.
//!
//! An ingredient is covered by an item whose name has all of its words, or by one that the
//! table of shelf lives knows as the same food in another language, if nothing else that the
//! item is called makes another thing of it: "milk" by "Whole milk" and "Vollmilch", not by
//! "Coconut milk", "Buttermilk" or "Milk chocolate".

use std::cmp::Reverse;
use std::ops::Range;

use super::words;
use crate::category::Category;
use crate::search::fold;
use crate::shelf_life::{Food, Spoken, spoken, stem};

/// The fewest letters of an ingredient that may end a longer word.
pub(super) const LONG: usize = 5;
/// Words that follow an amount in a name.
const UNITS: [&str; 15] = [
    "g", "kg", "mg", "ml", "cl", "dl", "l", "lt", "oz", "lb", "pc", "x", "st", "stk", "er",
];

/// What a name means.
#[derive(Debug)]
pub(super) struct Said {
    words: Vec<Word>,
    /// The food that it means, and which words say so.
    food: Option<&'static Food>,
    span: Range<usize>,
    /// What stands before that food in one word: "Voll" of "Vollmilch".
    before: String,
    /// What it is filed under, as one of the 18.
    shelf: Option<Category>,
}

#[derive(Debug)]
struct Word {
    root: String,
    /// The foods that it means by itself; looked up for items alone.
    alone: Vec<&'static str>,
    /// Whether it says nothing about what the thing is.
    is_plain: bool,
}

/// A folded word without the endings that say how many there are.
pub(super) fn root(word: &str) -> String {
    match word.strip_suffix("ies") {
        Some(start) if start.len() >= 2 => format!("{start}y"),
        _ if word.len() == 4 && word.ends_with('s') && !word.ends_with("ss") => {
            word[..3].to_owned()
        }
        _ => stem(word).to_owned(),
    }
}

impl Word {
    fn of(word: &str) -> Self {
        let root = root(word);
        Self {
            alone: Vec::new(),
            is_plain: words::is_plain(&root),
            root,
        }
    }
}

impl Said {
    /// What an ingredient means.
    pub(super) fn ingredient(name: &str) -> Self {
        // What follows is how it is prepared.
        let said = name.split([',', '(']).next().unwrap_or_default();
        let said = if fold(said).is_empty() { name } else { said };
        let mut words = words_of(said, None);
        // "Salt and pepper" asks for pepper.
        if words.len() > 1 && words.iter().any(|word| words::is_salt(word)) {
            let others = words.iter().filter(|word| !words::is_salt(word));
            if others.into_iter().any(|word| !alone(word).is_empty()) {
                words.retain(|word| !words::is_salt(word));
            }
        }
        let is_canned = words.iter().any(|word| word == "canned");
        let mut said = Self::of(&words, is_canned.then_some(Category::Canned));
        // A spice is ground sooner or later.
        let is_spice = |food: &Food| food.category == Category::CondimentsSpices;
        if words.len() > 1 && said.food.is_some_and(is_spice) && words[0] == "ground" {
            return Self::ingredient(&words[1..].join(" "));
        }
        said.words.extend(words.iter().map(|word| Word::of(word)));
        said
    }

    /// What may be taken where nothing is there that an ingredient means.
    pub(super) fn instead_of(&self) -> Option<Self> {
        let roots: Vec<String> = self.words.iter().map(|word| word.root.clone()).collect();
        words::instead(&roots).map(Self::ingredient)
    }

    /// What an item means that is filed under a category.
    pub(super) fn item(name: &str, category: Option<Category>) -> Self {
        let shelf = category.map(Category::usual);
        // Whatever it is, it is frozen.
        let prefer = shelf.filter(|shelf| *shelf != Category::Frozen);
        let words = words_of(name, shelf);
        let mut said = Self::of(&words, prefer);
        said.shelf = shelf;
        said.words.extend(words.iter().map(|word| {
            let known = Word::of(word);
            let is_colour = words::is_colour(&known.root);
            Word {
                alone: if is_colour { Vec::new() } else { alone(word) },
                ..known
            }
        }));
        said
    }

    /// The food that words mean, without the words.
    fn of(words: &[String], prefer: Option<Category>) -> Self {
        let sense = sense(words, prefer);
        let before = sense.as_ref().and_then(|said| {
            let word = words.get(said.words.start)?;
            word.get(..said.begins)
        });
        Self {
            words: Vec::new(),
            before: before.unwrap_or_default().to_owned(),
            food: sense.as_ref().map(|said| said.food),
            span: sense.map_or(0..0, |said| said.words),
            shelf: None,
        }
    }

    /// The words of which an item needs every one in its own name.
    pub(super) fn asked(&self) -> impl Iterator<Item = &str> {
        self.roots().filter(|root| *root != "canned")
    }

    /// The words by which it may be found.
    pub(super) fn roots(&self) -> impl Iterator<Item = &str> {
        self.telling().map(|(_, word)| &*word.root)
    }

    /// The words that say what it is, with their positions.
    fn telling(&self) -> impl Iterator<Item = (usize, &Word)> {
        let words = self.words.iter().enumerate();
        words.filter(|(_, word)| !word.is_plain)
    }

    /// Whether all that it says is one food.
    fn is_all_food(&self) -> bool {
        self.food.is_some() && self.telling().all(|(at, _)| self.span.contains(&at))
    }

    /// The food that it means, by its name in the table.
    pub(super) fn food(&self) -> Option<&'static str> {
        self.food.map(|food| food.name)
    }

    /// The foods of the table any of which is what it means.
    pub(super) fn foods(&self) -> Vec<&'static str> {
        match (self.lone_word().and_then(words::any_of), self.food()) {
            (Some(any), _) => any.to_vec(),
            (None, Some(food)) if self.is_just_that_food() => words::covering(food).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether its pieces are parts of what it is: cloves, slices.
    pub(super) fn is_in_parts(&self) -> bool {
        self.words.iter().any(|word| words::is_part(&word.root))
    }

    /// Whether every kitchen has it: water and salt.
    pub(super) fn is_staple(&self) -> bool {
        matches!(self.food(), Some("water" | "salt")) && self.is_all_food()
    }

    /// Whether an item covers this ingredient.
    pub(super) fn is_covered_by(&self, item: &Self) -> bool {
        if item.is_no_food() || self.telling().next().is_none() {
            return false;
        }
        self.is_named_in(item) || self.is_meant_by(item)
    }

    fn is_no_food(&self) -> bool {
        use Category::{Baby, Household, PersonalCare, Pet};
        let shelf = self.shelf;
        let is_thing =
            shelf.is_some_and(|one| matches!(one, Baby | Household | PersonalCare | Pet));
        is_thing || self.food.is_some_and(|food| !food.is_food())
    }

    /// Whether the item's name has all of its words, and the rest makes no other thing of it.
    fn is_named_in(&self, item: &Self) -> bool {
        let Some(used) = self.find_in(item) else {
            return false;
        };
        let is_all = item.telling().all(|(at, _)| used[at]);
        let same_sense = match (self.food(), item.food()) {
            (Some(wanted), Some(there)) => {
                words::covers(wanted, there) || is_all && self.telling().count() > 1
            }
            _ => true,
        };
        let covers = |food: &str| self.food().is_some_and(|own| words::covers(own, food));
        same_sense && !item.is_other_by_shelf() && item.rest_is_plain(|at| used[at], covers)
    }

    /// Which words of the item are the ingredient's, if it has all of them.
    fn find_in(&self, item: &Self) -> Option<Vec<bool>> {
        let mut used = vec![false; item.words.len()];
        for (_, wanted) in self.telling() {
            let mut found = item.telling();
            let found = found.find(|(at, word)| !used[*at] && self.is_word(wanted, word));
            match found {
                Some((at, _)) => used[at] = true,
                None if wanted.root == "canned" && item.shelf == Some(Category::Canned) => {}
                None => return None,
            }
        }
        Some(used)
    }

    /// Whether a word of an item is one of the ingredient's, or ends with it: "Vollmilch".
    fn is_word(&self, wanted: &Word, word: &Word) -> bool {
        if wanted.root == word.root {
            return true;
        }
        let before = word.root.strip_suffix(wanted.root.as_str());
        let before = before.filter(|_| wanted.root.len() >= LONG);
        before.is_some_and(|before| may_begin(before, self.food()))
    }

    /// Whether the item is the same food by another name.
    fn is_meant_by(&self, item: &Self) -> bool {
        let Some(there) = item.food() else {
            return false;
        };
        let (any, own) = (self.lone_word().and_then(words::any_of), self.food());
        let covers = |food: &str| match any {
            Some(any) => any.contains(&food),
            None => own.is_some_and(|own| words::covers(own, food)),
        };
        let is_one = any.is_some() || self.is_just_that_food();
        let in_span = |at| item.span.contains(&at);
        is_one
            && covers(there)
            && may_begin(&item.before, Some(there))
            && !item.is_other_by_shelf()
            && item.rest_is_plain(in_span, covers)
    }

    fn lone_word(&self) -> Option<&str> {
        let mut words = self.roots();
        let first = words.next();
        first.filter(|_| words.next().is_none())
    }

    /// Whether all of its words say one food that is the same by whatever name.
    fn is_just_that_food(&self) -> bool {
        self.food().is_some_and(words::is_one) && self.is_all_food()
    }

    /// Whether where it is filed says that it is something made of that food: strawberries
    /// among the sweets.
    fn is_other_by_shelf(&self) -> bool {
        use Category::{
            Bakery, Beverages, DeliPrepared, Meat, Produce, Seafood, SnacksSweets, Staples,
        };
        let (Some(shelf), Some(food)) = (self.shelf, self.food) else {
            return false;
        };
        match shelf {
            Bakery | SnacksSweets => food.category != shelf,
            Beverages => food.category == Produce,
            DeliPrepared => matches!(food.category, Meat | Produce | Seafood | Staples),
            _ => false,
        }
    }

    /// Whether the other words of an item make no other thing of it.
    fn rest_is_plain(
        &self,
        is_used: impl Fn(usize) -> bool,
        covers: impl Fn(&str) -> bool,
    ) -> bool {
        let mut rest = self.telling().filter(|(at, _)| !is_used(*at));
        rest.all(|(_, word)| {
            let mut foods = word.alone.iter();
            let beside = self.food();
            let beside = beside.is_some_and(|food| words::may_stand_beside(food, &word.root));
            let is_food = !word.alone.is_empty() && !foods.any(|food| covers(food));
            beside || !is_food && !words::is_other(&word.root)
        })
    }
}

/// The words of a name that say what it is.
fn words_of(name: &str, shelf: Option<Category>) -> Vec<String> {
    let folded = fold(name);
    let mut all: Vec<&str> = Vec::new();
    let mut is_amount = false;
    let mut words = folded.split(' ').peekable();
    while let Some(word) = words.next() {
        let was_amount = is_amount;
        is_amount = word.contains(|letter: char| letter.is_ascii_digit());
        if is_amount || was_amount && UNITS.contains(&word) {
            continue;
        }
        if matches!(word, "free" | "frei") && words.peek() != Some(&"range") {
            // "Sugar free" has none of it, and "dairy free" is no cheese.
            let without = all.pop();
            all.extend(without.filter(|one| matches!(*one, "dairy" | "milk" | "egg" | "meat")));
            all.extend(without.and(Some("substitute")).filter(|_| !all.is_empty()));
        } else {
            all.push(word);
        }
    }
    named_alike(&all, shelf)
}

/// The same with one word for names that mean the same.
fn named_alike(words: &[&str], shelf: Option<Category>) -> Vec<String> {
    let roots: Vec<String> = words.iter().map(|word| root(word)).collect();
    let (mut named, mut at) = (Vec::new(), 0);
    while at < words.len() {
        match words::same(&roots[at..]) {
            Some((count, to)) => {
                named.extend(to.split(' ').map(str::to_owned));
                at += count;
            }
            None => {
                named.push(vegetable(words[at], shelf).to_owned());
                at += 1;
            }
        }
    }
    named
}

/// Peppers are no pepper, but for where they are filed.
fn vegetable(word: &str, shelf: Option<Category>) -> &str {
    match word {
        "pepper" if shelf == Some(Category::Produce) => "bellpepper",
        "peppers" if shelf != Some(Category::CondimentsSpices) => "bellpepper",
        word => word,
    }
}

/// Whether a word that ends with a food may begin so: "Vollmilch" is milk, gingerbread no bread.
fn may_begin(before: &str, food: Option<&str>) -> bool {
    let beside = food.is_some_and(|food| words::may_stand_beside(food, before));
    before.is_empty() || beside || alone(before).is_empty()
}

/// The foods that one word means by itself.
fn alone(word: &str) -> Vec<&'static str> {
    if let Some(food) = of_pepper(word) {
        return vec![food];
    }
    let said = spoken(&[word]).into_iter();
    let whole = said.filter(|said| said.begins == 0);
    whole.map(|said| said.food.name).collect()
}

fn of_pepper(word: &str) -> Option<&'static str> {
    match word {
        "bellpepper" => Some("bell peppers"),
        "pepper" => Some("pepper"),
        _ => None,
    }
}

/// The food that words mean: the last word says what it is, in some languages the first.
fn sense(words: &[String], prefer: Option<Category>) -> Option<Spoken> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_plain: Vec<bool> = words
        .iter()
        .map(|word| words::is_plain(&root(word)))
        .collect();
    let last = is_plain.iter().rposition(|is_plain| !is_plain)?;
    if let Some(name) = of_pepper(words[last]) {
        let at = last;
        let food = Food::all().iter().find(|food| food.name == name)?;
        return Some(Spoken {
            food,
            words: at..at + 1,
            letters: name.len(),
            begins: 0,
        });
    }
    let mut all = spoken(&words);
    all.retain(|said| {
        !is_plain[said.words.clone()]
            .iter()
            .all(|is_plain| *is_plain)
    });
    let is_head = words
        .first()
        .is_some_and(|first| words::is_head(&root(first)));
    let says = |said: &&Spoken| match is_head {
        true => said.words.start == 0 && said.begins == 0,
        false => said.words.contains(&last),
    };
    let best = |said: &&Spoken| {
        let is_preferred = prefer == Some(said.food.category);
        let fresh = Reverse(said.food.category.code());
        (said.letters, said.begins == 0, is_preferred, fresh)
    };
    let by_head = all.iter().filter(says).max_by_key(best);
    by_head.or_else(|| all.iter().max_by_key(best)).cloned()
}

#[cfg(test)]
mod tests;
