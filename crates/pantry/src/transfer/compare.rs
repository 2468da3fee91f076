//! What of a parcel a household has already.

use std::collections::{BTreeMap, BTreeSet};

use super::{Parcel, ParcelItem, ParcelLot, ParcelPlace, new_habits, new_lives};
use crate::action::DateChoice;
use crate::household::{Household, Receipt};
use crate::id::{ItemId, LotId, PlaceId, ReceiptId, RecipeId};
use crate::location::PlaceKind;
use crate::recipe::Recipe;
use crate::search::fold;

/// How a lot of a parcel stands to those of a household.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It is new.
    New,
    /// It is there: the same lot, whatever became of it since.
    There(LotId),
    /// One that says the same is there; it may be the same, or another package of it.
    Alike(LotId),
}

/// What of a parcel a household has already, each by its position in the parcel.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Comparison {
    /// The places that are there.
    pub places: Vec<Option<PlaceId>>,
    /// The items that are there.
    pub items: Vec<Option<ItemId>>,
    /// The lots.
    pub lots: Vec<Standing>,
    /// The receipts that are there.
    pub receipts: Vec<Option<ReceiptId>>,
    /// The recipes that are there.
    pub recipes: Vec<Option<RecipeId>>,
    /// Whether the categories come into the order of the file.
    pub brings_order: bool,
    /// How many categories get another name or are hidden.
    pub categories: usize,
    /// Of how many foods and categories it says how long they keep, as nobody has here.
    pub lives: usize,
}

impl Comparison {
    /// Compares a parcel with a household.
    #[must_use]
    pub fn of(parcel: &Parcel, household: &Household) -> Self {
        let places = parcel
            .places
            .iter()
            .map(|place| known_place(household, place));
        let items = parcel.items.iter().map(|item| known_item(household, item));
        let receipts = parcel.receipts.iter();
        let receipts = receipts.map(|receipt| known_receipt(household, receipt));
        let recipes = parcel.recipes.iter();
        let recipes = recipes.map(|recipe| known_recipe(household, recipe));
        let habits = new_habits(household, &parcel.categories);
        let named = habits.iter().filter(|new| new.is_named_or_hidden());
        let mut comparison = Self {
            places: places.collect(),
            items: items.collect(),
            lots: Vec::new(),
            receipts: receipts.collect(),
            recipes: recipes.collect(),
            brings_order: habits.iter().any(|new| new.position.is_some()),
            categories: named.count(),
            lives: new_lives(household, &parcel.lives).len(),
        };
        comparison.lots = comparison.standings(parcel, household);
        comparison
    }

    /// How many lots are new, there, and alike.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |wanted: fn(&Standing) -> bool| {
            self.lots.iter().filter(|standing| wanted(standing)).count()
        };
        (
            count(|standing| *standing == Standing::New),
            count(|standing| matches!(standing, Standing::There(_))),
            count(|standing| matches!(standing, Standing::Alike(_))),
        )
    }

    /// Whether it brings something of how the household has its categories and keeps things.
    #[must_use]
    pub fn brings_habits(&self) -> bool {
        self.brings_order || self.categories > 0 || self.lives > 0
    }

    /// How many recipes are new.
    #[must_use]
    pub fn new_recipes(&self) -> usize {
        self.recipes.iter().filter(|known| known.is_none()).count()
    }

    fn standings(&self, parcel: &Parcel, household: &Household) -> Vec<Standing> {
        // Lots that are there by their ids are nobody else's likeness.
        let same = |lot: &ParcelLot| lot.id.filter(|id| household.lot(*id).is_some());
        let mut taken: BTreeSet<LotId> = parcel.lots.iter().filter_map(same).collect();
        let mut by_item: BTreeMap<ItemId, Vec<LotId>> = BTreeMap::new();
        let lots = parcel.lots.iter().map(|lot| {
            if let Some(id) = same(lot) {
                return Standing::There(id);
            }
            let Some(item) = self.items.get(lot.item).copied().flatten() else {
                return Standing::New;
            };
            let candidates = by_item.entry(item).or_insert_with(|| {
                let lots = household.all_lots_of(item);
                lots.into_iter().map(|lot| lot.id).collect()
            });
            let free = candidates.iter().filter(|id| !taken.contains(id));
            let found = free.copied().find(|id| self.is_alike(household, lot, *id));
            match found {
                Some(id) => {
                    taken.insert(id);
                    Standing::Alike(id)
                }
                None => Standing::New,
            }
        });
        lots.collect()
    }

    /// Whether a lot of the household says all that one of the parcel says.
    fn is_alike(&self, household: &Household, lot: &ParcelLot, id: LotId) -> bool {
        let Some(known) = household.lot(id) else {
            return false;
        };
        let place = lot
            .place
            .map(|place| self.places.get(place).copied().flatten());
        let date = match lot.date {
            DateChoice::Given(date) => known.date.is_some_and(|known| known.on == date.on),
            DateChoice::None => known.date.is_none(),
            DateChoice::Estimate | DateChoice::After(_) => true,
        };
        let says = |said: Option<_>, known: Option<_>| said.is_none() || said == known;
        household.quantity(id).convert(lot.left.unit) == Some(lot.left)
            && place.is_none_or(|place| place == Some(known.place))
            && date
            && says(lot.purchased, known.purchased)
            && says(lot.opened, known.opened)
            && (lot.price.is_none() || lot.price == known.price)
            && (lot.brand.is_none() || lot.brand == known.brand)
    }
}

/// The place of a household that one of a parcel is.
pub(crate) fn known_place(household: &Household, place: &ParcelPlace) -> Option<PlaceId> {
    let built_in = place.id.filter(|id| PlaceKind::of_built_in(*id).is_some());
    if built_in.is_some() {
        return built_in;
    }
    if let Some(id) = place.id.filter(|id| household.has_place(*id)) {
        return Some(id);
    }
    if place.name.is_empty() {
        return Some(place.kind.place());
    }
    let name = fold(&place.name);
    let places = household.places();
    places
        .iter()
        .find(|known| fold(&known.name) == name)
        .map(|known| known.id)
}

/// The item of a household that one of a parcel is.
pub(crate) fn known_item(household: &Household, item: &ParcelItem) -> Option<ItemId> {
    let by_id = item.id.filter(|id| household.item(*id).is_some());
    by_id.or_else(|| household.item_named(&item.name).map(|known| known.id))
}

/// The receipt of a household that one of a parcel is: the same, or one that says the same.
pub(crate) fn known_receipt(household: &Household, receipt: &Receipt) -> Option<ReceiptId> {
    if household.receipt(receipt.id).is_some() {
        return Some(receipt.id);
    }
    let says = |receipt: &Receipt| (receipt.date, receipt.time, receipt.total);
    let whole = receipt.date.is_some() && receipt.total.is_some();
    let receipts = household.receipts().into_iter();
    let mut alike = receipts.filter(|known| {
        whole && says(known) == says(receipt) && known.merchant == receipt.merchant
    });
    alike.next().map(|known| known.id)
}

/// The recipe of a household that one of a parcel is: the same, whatever became of it since, or
/// one of its name and ingredients.
pub(crate) fn known_recipe(household: &Household, recipe: &Recipe) -> Option<RecipeId> {
    if household.recipe(recipe.id).is_some() {
        return Some(recipe.id);
    }
    let name = fold(&recipe.name);
    let mut alike = household
        .recipes()
        .filter(|known| known.ingredients == recipe.ingredients && fold(&known.name) == name);
    alike.next().map(|known| known.id)
}
