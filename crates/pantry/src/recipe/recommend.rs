//! Which recipes can be cooked from what is there.
//!
//! A recipe is recommended when at least six in ten of its ingredients are there in full, those
//! left aside that may be left out and those that every kitchen has ([`Standing::Assumed`]:
//! water and salt). What is past its use-by date is not there; what is past its best is. An
//! amount is compared where both sides have one and it converts; of three onions for 200 g of
//! them nobody knows, and they count as enough. What one ingredient takes the next one has not.
//!
//! First comes what uses food that is due soonest and lacks little: a day group (today or past,
//! within [`SOON_DAYS`](crate::due::SOON_DAYS), within a week, later) weighs as much as one
//! ingredient that is missing. Equals are told apart by the day itself, by how many are missing,
//! by name and by id, so the same household always gets the same answer.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::named::Said;
use super::stock::{Stock, Usable};
use super::{Ingredient, Label, Recipe};
use crate::due::Due;
use crate::household::{Household, Urgency};
use crate::id::{ItemId, LotId};
use crate::quantity::{Quantity, Unit};
use crate::search::fold;

/// So many of ten ingredients have to be there.
const ENOUGH_OF_TEN: usize = 6;

/// What somebody wants to cook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// What it has to be fit for: a recipe that does not say so is left out.
    pub dietary: BTreeSet<Label>,
    /// How many ingredients may be missing at most.
    pub max_missing: Option<usize>,
    /// How many minutes it may take: a recipe that does not say so is left out.
    pub max_minutes: Option<u32>,
    /// How many recipes at most.
    pub limit: usize,
}

impl Default for Wanted {
    /// The ten best.
    fn default() -> Self {
        Self {
            dietary: BTreeSet::new(),
            max_missing: None,
            max_minutes: None,
            limit: 10,
        }
    }
}

/// A recipe that can be cooked, and from what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Advice<'household> {
    /// The recipe.
    pub recipe: &'household Recipe,
    /// Each of its ingredients, in its order.
    pub parts: Vec<Part<'household>>,
}

/// An ingredient, and how it stands with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part<'household> {
    /// The ingredient.
    pub ingredient: &'household Ingredient,
    /// How it stands with it.
    pub standing: Standing,
}

/// How it stands with an ingredient.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Every kitchen has it.
    Assumed,
    /// It is there.
    There(Vec<Taken>),
    /// Less of it is there than is needed.
    Short {
        /// All that is there.
        taken: Vec<Taken>,
        /// What is missing, in the unit of the recipe.
        missing: Quantity,
    },
    /// It is not there.
    Missing,
}

/// What would be used of a lot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Taken {
    /// Its item.
    pub item: ItemId,
    /// The lot.
    pub lot: LotId,
    /// How much of it, in the unit of the recipe; `None` where nobody knows.
    pub amount: Option<Quantity>,
    /// The day to use it by.
    pub due: Option<Due>,
}

impl Standing {
    /// What would be used, the lot that is due first in front.
    #[must_use]
    pub fn taken(&self) -> &[Taken] {
        match self {
            Self::There(taken) | Self::Short { taken, .. } => taken,
            Self::Assumed | Self::Missing => &[],
        }
    }
}

impl Part<'_> {
    /// Whether it counts: what may be left out and what every kitchen has do not.
    fn counts(&self) -> bool {
        !self.ingredient.optional && self.standing != Standing::Assumed
    }

    /// Whether it is there in full.
    #[must_use]
    pub fn is_matched(&self) -> bool {
        matches!(self.standing, Standing::There(_))
    }

    /// How much of it is missing, where the recipe says how much is needed.
    #[must_use]
    pub fn missing(&self) -> Option<Quantity> {
        match self.standing {
            Standing::Missing => self.ingredient.quantity,
            Standing::Short { missing, .. } => Some(missing),
            Standing::Assumed | Standing::There(_) => None,
        }
    }

    /// Whether it is not there, or too little of it.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.standing, Standing::Missing | Standing::Short { .. })
    }
}

impl Advice<'_> {
    /// How many of how many ingredients that count are there.
    #[must_use]
    pub fn ratio(&self) -> (usize, usize) {
        let counted = || self.parts.iter().filter(|part| part.counts());
        let there = counted().filter(|part| part.is_matched()).count();
        (there, counted().count())
    }

    /// The same in thousandths, rounded down: no recipe with a gap is whole.
    #[must_use]
    pub fn ratio_milli(&self) -> i64 {
        let (there, all) = self.ratio();
        let milli = (1_000 * there).checked_div(all).unwrap_or_default();
        i64::try_from(milli).unwrap_or_default()
    }

    /// How many ingredients that count are missing.
    #[must_use]
    pub fn missing(&self) -> usize {
        let (there, all) = self.ratio();
        all - there
    }

    /// The lots that would be used and are due within a week, the first one in front.
    #[must_use]
    pub fn urgent(&self, today: Date) -> Vec<(Taken, Urgency)> {
        let taken = self.parts.iter().flat_map(|part| part.standing.taken());
        let urgent = taken.filter_map(|taken| {
            let on = taken.due?.on;
            Some(((on, taken.lot), (*taken, Urgency::of(on, today)?)))
        });
        // Two ingredients may take of one lot.
        let urgent: BTreeMap<(Date, LotId), (Taken, Urgency)> = urgent.collect();
        urgent.into_values().collect()
    }

    fn is_enough(&self) -> bool {
        let (there, all) = self.ratio();
        all > 0 && 10 * there >= ENOUGH_OF_TEN * all
    }

    fn rank(&self, today: Date) -> impl Ord + use<> {
        let first = self.urgent(today).into_iter().next();
        let group = match first.map(|(_, urgency)| urgency) {
            Some(Urgency::Overdue | Urgency::Today) => 0,
            Some(Urgency::Soon) => 1,
            Some(Urgency::Week) => 2,
            None => 3,
        };
        let due = first.and_then(|(taken, _)| taken.due);
        let due = due.map_or(Date::MAX, |due| due.on);
        let (missing, name) = (self.missing(), fold(&self.recipe.name));
        (group + missing, due, missing, name, self.recipe.id)
    }
}

/// The recipes of a household that can be cooked from what is there on a day, the best first.
#[must_use]
pub fn recommend<'household>(
    household: &'household Household,
    wanted: &Wanted,
    today: Date,
) -> Vec<Advice<'household>> {
    let mut kitchen = Kitchen {
        stock: Stock::of(household, today),
        known: HashMap::new(),
    };
    let fit = household.recipes().filter(|recipe| wanted.allows(recipe));
    let advice = fit.map(|recipe| kitchen.advise(recipe));
    let mut advice: Vec<Advice<'_>> = advice.filter(|one| wanted.takes(one)).collect();
    advice.sort_by_cached_key(|one| one.rank(today));
    advice.truncate(wanted.limit);
    advice
}

impl Wanted {
    fn allows(&self, recipe: &Recipe) -> bool {
        let has = |asked: &Label| recipe.labels.iter().any(|label| label.grants(*asked));
        let is_quick = |most: u32| recipe.minutes.is_some_and(|minutes| minutes <= most);
        self.dietary.iter().all(has) && self.max_minutes.is_none_or(is_quick)
    }

    fn takes(&self, advice: &Advice<'_>) -> bool {
        let missing = advice.missing();
        advice.is_enough() && self.max_missing.is_none_or(|most| missing <= most)
    }
}

/// What is there, and what was found out of ingredients by their names.
struct Kitchen<'household> {
    stock: Stock,
    known: HashMap<&'household str, Known>,
}

/// What covers an ingredient.
enum Known {
    Staple,
    Items {
        /// Positions in the stock.
        at: Vec<usize>,
        /// Whether the recipe counts parts of them.
        in_parts: bool,
    },
}

/// What a recipe has taken so far of each lot, in thousandths of the lot's own unit.
type Gone = HashMap<LotId, i64>;

impl<'household> Kitchen<'household> {
    fn advise(&mut self, recipe: &'household Recipe) -> Advice<'household> {
        let mut gone = Gone::new();
        let parts = recipe.ingredients.iter().map(|ingredient| Part {
            ingredient,
            standing: self.stands(ingredient, &mut gone),
        });
        Advice {
            parts: parts.collect(),
            recipe,
        }
    }

    fn stands(&mut self, ingredient: &'household Ingredient, gone: &mut Gone) -> Standing {
        let stock = &self.stock;
        let known = self.known.entry(&ingredient.name).or_insert_with(|| {
            let said = Said::ingredient(&ingredient.name);
            match said.is_staple() {
                true => Known::Staple,
                false => Known::Items {
                    at: covering(stock, &said),
                    in_parts: said.is_in_parts(),
                },
            }
        });
        match known {
            Known::Staple => Standing::Assumed,
            Known::Items { at, in_parts } => {
                let is_known = |wanted: &Quantity| !(*in_parts && wanted.unit == Unit::Piece);
                take(stock, at, ingredient.quantity.filter(is_known), gone)
            }
        }
    }
}

/// What covers an ingredient, or where nothing does, what it is made of.
fn covering(stock: &Stock, said: &Said) -> Vec<usize> {
    let found = stock.covering(said);
    match said.instead_of().filter(|_| found.is_empty()) {
        Some(other) => stock.covering(&other),
        None => found,
    }
}

/// Takes an ingredient out of the items that cover it, the lot that is due first in front.
fn take(stock: &Stock, items: &[usize], wanted: Option<Quantity>, gone: &mut Gone) -> Standing {
    let items = items.iter().map(|at| &stock.items[*at]);
    let lots = items.flat_map(|item| item.lots.iter().map(|lot| (item.id, *lot)));
    let left = lots.filter_map(|(item, mut lot)| {
        lot.left.milli -= gone.get(&lot.lot).copied().unwrap_or_default();
        (lot.left.milli > 0).then_some((item, lot))
    });
    let mut left: Vec<(ItemId, Usable)> = left.collect();
    left.sort_by_key(|(_, lot)| lot.due.map_or(Date::MAX, |due| due.on));
    let Some(first) = left.first() else {
        return Standing::Missing;
    };
    match wanted {
        None => Standing::There(vec![taken(first, None)]),
        Some(wanted) => take_amount(&left, wanted, gone),
    }
}

fn taken((item, lot): &(ItemId, Usable), amount: Option<Quantity>) -> Taken {
    Taken {
        item: *item,
        lot: lot.lot,
        amount,
        due: lot.due,
    }
}

/// Takes an amount. Lots of which nobody knows how much they are in the unit of the recipe are
/// enough, where the others are not.
fn take_amount(left: &[(ItemId, Usable)], wanted: Quantity, gone: &mut Gone) -> Standing {
    let unit = wanted.unit;
    let mut open = i128::from(wanted.milli) * unit.size();
    let mut all = Vec::new();
    let mut unknown = None;
    for one in left {
        let Some(parts) = one.1.in_parts(one.1.left, unit) else {
            unknown = unknown.or(Some(one));
            continue;
        };
        let used = parts.min(open);
        if used <= 0 {
            continue;
        }
        open -= used;
        all.push(taken(one, in_unit(used, unit, false)));
        *gone.entry(one.1.lot).or_default() += share(one.1.left.milli, used, parts);
    }
    match (open, unknown) {
        (..=0, _) => Standing::There(all),
        (_, Some(one)) => {
            all.push(taken(one, None));
            Standing::There(all)
        }
        _ if all.is_empty() => Standing::Missing,
        _ => Standing::Short {
            taken: all,
            missing: in_unit(open, unit, true).unwrap_or(wanted),
        },
    }
}

/// Parts as an amount in a unit, in whole thousandths: up to the next, or what is full of them.
fn in_unit(parts: i128, unit: Unit, up: bool) -> Option<Quantity> {
    let size = unit.size();
    let more = if up { size - 1 } else { 0 };
    let milli = i64::try_from((parts + more) / size).ok()?;
    Some(Quantity::new(milli, unit))
}

/// What of a number belongs to a share of its parts, rounded up.
fn share(number: i64, used: i128, parts: i128) -> i64 {
    let all = i128::from(number).checked_mul(used);
    let share = all.map(|all| (all + parts - 1) / parts);
    let share = share.and_then(|share| i64::try_from(share).ok());
    share.unwrap_or(number).min(number)
}
