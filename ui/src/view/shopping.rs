//! The shopping list as rows, and how what ran out gets onto it.

use pantry::action::{Action, NewEntry};
use pantry::category::Category;
use pantry::household::Household;
use pantry::id::{ItemId, LotId, ShoppingId};
use pantry::quantity::Quantity;
use pantry::shopping::{Deed, ShoppingEntry};
use sync::ReplicaId;
use yew::AttrValue;

use super::amounts;
use crate::i18n::t;
use crate::state::voice::Offer;

/// An entry, ready to be shown.
#[derive(Clone, PartialEq, Debug)]
pub struct EntryView {
    /// Its id.
    pub id: ShoppingId,
    /// What to buy.
    pub name: AttrValue,
    /// How much, in words; empty where nobody said.
    pub amount: AttrValue,
    /// How much.
    pub quantity: Option<Quantity>,
    /// Which aisle it is in.
    pub category: Option<Category>,
    /// The note.
    pub note: AttrValue,
    /// What is at home, in words.
    pub home: Option<AttrValue>,
    /// Whether another device put it on the list.
    pub from_other: bool,
    /// Whether it was bought.
    pub is_ticked: bool,
    /// When it was put on the list, in milliseconds since 1970.
    pub added_ms: Option<i64>,
    /// When it was ticked.
    pub ticked_ms: Option<i64>,
    /// Other entries of the same thing that it can be made one with.
    pub alike: Vec<ShoppingId>,
}

/// An aisle with what is to be bought there.
#[derive(Clone, PartialEq, Debug)]
pub struct Aisle {
    /// The category; `None` is everything else.
    pub category: Option<Category>,
    /// The entries.
    pub entries: Vec<EntryView>,
}

/// The list, ready to be shown.
#[derive(Clone, PartialEq, Debug)]
pub struct ListView {
    /// What is to be bought.
    pub aisles: Vec<Aisle>,
    /// What was ticked.
    pub ticked: Vec<EntryView>,
}

impl ListView {
    /// The list of a household, as this device sees it.
    pub fn of(household: &Household, own: ReplicaId) -> Self {
        let view = |entry: &ShoppingEntry| entry_view(household, entry, own);
        let mut aisles: Vec<Aisle> = Vec::new();
        for entry in household.to_buy().into_iter().map(view) {
            match aisles.last_mut() {
                Some(aisle) if aisle.category == entry.category => aisle.entries.push(entry),
                _ => aisles.push(Aisle {
                    category: entry.category,
                    entries: vec![entry],
                }),
            }
        }
        let ticked = household.ticked().into_iter().map(view).collect();
        Self { aisles, ticked }
    }

    /// How many things are to be bought.
    pub fn open(&self) -> usize {
        self.aisles.iter().map(|aisle| aisle.entries.len()).sum()
    }

    /// An entry.
    pub fn find(&self, id: ShoppingId) -> Option<&EntryView> {
        let open = self.aisles.iter().flat_map(|aisle| &aisle.entries);
        open.chain(&self.ticked).find(|entry| entry.id == id)
    }
}

fn entry_view(household: &Household, entry: &ShoppingEntry, own: ReplicaId) -> EntryView {
    let home = household.at_home(entry);
    let home: Vec<AttrValue> = home.into_iter().map(amounts::quantity).collect();
    EntryView {
        id: entry.id,
        name: entry.name.clone().into(),
        amount: entry.quantity.map(amounts::quantity).unwrap_or_default(),
        quantity: entry.quantity,
        category: household.aisle_of(entry),
        note: entry.note.clone().into(),
        home: (!home.is_empty()).then(|| t!("list-home", much = home.join(" + "))),
        added_ms: entry.added.map(ms),
        ticked_ms: entry.ticked.map(ms),
        from_other: entry.added.is_some_and(|added| added.replica != own),
        is_ticked: entry.is_ticked,
        alike: alike(household, entry),
    }
}

fn ms(deed: Deed) -> i64 {
    deed.at.unix_ms()
}

/// The first of several entries of the same thing has the others.
fn alike(household: &Household, entry: &ShoppingEntry) -> Vec<ShoppingId> {
    let fits = |other: &&ShoppingEntry| match (entry.quantity, other.quantity) {
        (Some(one), Some(other)) => one.plus(other).is_some(),
        _ => true,
    };
    let same = household.alike_on_list(&entry.name);
    let is_first = same.first().is_some_and(|first| first.id == entry.id);
    let others = same
        .into_iter()
        .filter(|other| is_first && other.id != entry.id);
    others.filter(fits).map(|other| other.id).collect()
}

/// Puts an item on the list, whatever there is of it.
pub fn listing(item: ItemId, name: &str) -> Action {
    Action::AddToList(vec![NewEntry {
        name: name.to_owned(),
        item: Some(item),
        ..NewEntry::default()
    }])
}

/// Whether an item is still to be bought.
pub fn is_listed(household: &Household, name: &str) -> bool {
    !household.alike_on_list(name).is_empty()
}

/// What to offer when the last of an item is gone with this lot.
pub fn offer_after(household: &Household, lot: LotId) -> Option<Offer> {
    let item = household.lot(lot)?.item;
    let is_last = household.lots_of(item).iter().all(|other| other.id == lot);
    is_last.then(|| offer(household, item)).flatten()
}

/// What to offer when an item has run out, unless it is on the list.
pub fn offer(household: &Household, item: ItemId) -> Option<Offer> {
    let name = &household.item(item)?.name;
    (!is_listed(household, name)).then(|| Offer {
        label: t!("list-offer"),
        action: listing(item, name),
        said: t!("list-added", name = name),
    })
}
