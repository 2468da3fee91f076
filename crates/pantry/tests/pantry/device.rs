//! One device of a household, with a clock and ids that a test can foresee.

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use pantry::action::{
    Action, Author, DateChoice, ItemChoice, NewLot, Planner, Rejected, Transaction,
};
use pantry::category::Category;
use pantry::household::Household;
use pantry::id::{ItemId, LotId};
use pantry::quantity::Quantity;
use pantry::shopping::AISLES;
use sync::{Op, ReplicaId};

/// A Sunday.
pub const TODAY: Date = date(2026, 11, 22);

/// A device.
pub struct Device {
    pub household: Household,
    pub author: sync::Author,
    pub today: Date,
    pub now_ms: i64,
    ids: u64,
}

impl Device {
    pub fn new(number: u64) -> Self {
        Self {
            household: Household::default(),
            author: sync::Author::new(ReplicaId(number)),
            today: TODAY,
            now_ms: 1_795_305_600_000,
            ids: 0,
        }
    }

    /// Plans an action without doing it.
    pub fn plan(&mut self, action: &Action) -> Result<Transaction, Rejected> {
        self.plan_with(Planner::WHOLE, action)
    }

    /// The same by a planner that may know less.
    pub fn plan_with(
        &mut self,
        planner: Planner,
        action: &Action,
    ) -> Result<Transaction, Rejected> {
        let (replica, ids) = (self.author.replica, &mut self.ids);
        let mut next = || {
            *ids += 1;
            let mut bytes = [0; 16];
            bytes[..8].copy_from_slice(&replica.0.to_be_bytes());
            bytes[8..].copy_from_slice(&ids.to_be_bytes());
            bytes
        };
        let mut author = Author {
            replica: &mut self.author,
            ids: &mut next,
            now_ms: self.now_ms,
            today: self.today,
        };
        planner.plan(&self.household, action, &mut author)
    }

    /// Does an action.
    pub fn act(&mut self, action: &Action) -> Transaction {
        self.now_ms += 1_000;
        let planned = self.plan(action);
        assert!(planned.is_ok(), "{action:?}: {planned:?}");
        let transaction = planned.expect("as was said");
        self.household.apply_all(&transaction.ops);
        transaction
    }

    /// Takes in what another device did.
    pub fn receive(&mut self, ops: &[Op]) {
        for op in ops {
            self.author.clock.observe(op.hlc);
        }
        self.household.apply_all(ops);
    }

    /// All ops that it knows.
    pub fn ops(&self) -> Vec<Op> {
        let ops = self.household.state().ops();
        ops.map(|(op, _)| op.clone()).collect()
    }

    /// Another device that knows the same.
    pub fn twin(&self, number: u64) -> Self {
        let mut twin = Self::new(number);
        twin.receive(&self.ops());
        twin
    }

    /// Adds a lot by hand.
    pub fn add(&mut self, name: &str, category: Category, quantity: &str) -> LotId {
        let before: Vec<LotId> = self.household.lots().map(|lot| lot.id).collect();
        self.act(&Action::AddLot(new_lot(name, category, quantity)));
        let added = self.household.lots().map(|lot| lot.id);
        let mut added = added.filter(|id| !before.contains(id));
        added.next().expect("a new lot")
    }

    pub fn item(&self, name: &str) -> ItemId {
        self.household.item_named(name).expect("an item").id
    }

    pub fn left(&self, lot: LotId) -> String {
        self.household.quantity(lot).to_string()
    }

    pub fn show(&self) -> String {
        show(&self.household)
    }
}

/// A lot as somebody types it in.
pub fn new_lot(name: &str, category: Category, quantity: &str) -> NewLot {
    NewLot {
        item: ItemChoice::Named(name.to_owned()),
        category: Some(category),
        quantity: amount(quantity),
        place: None,
        purchased: None,
        date: DateChoice::Estimate,
        price: None,
        note: String::new(),
    }
}

pub fn amount(text: &str) -> Quantity {
    Quantity::parse(text).expect("a quantity")
}

/// All that the screens show, as text: two households that show the same are the same.
pub fn show(household: &Household) -> String {
    let mut out = String::new();
    for item in household.items() {
        let overview = household.overview(item.id).expect("it is shown");
        let totals: Vec<String> = overview.totals.iter().map(ToString::to_string).collect();
        let category = item.category.map_or("-".to_owned(), Category::key);
        let _ = write!(out, "{} [{category}] {}", item.name, totals.join(" + "));
        let next = overview.next.map(|due| format!(" by {}", due.on));
        let count = if household.needs_count(item.id) {
            " count!"
        } else {
            ""
        };
        let _ = writeln!(out, "{}{count}", next.unwrap_or_default());
        for lot in household.all_lots_of(item.id) {
            let place = household
                .place(lot.place)
                .map_or("?".to_owned(), |place| place.name);
            let due = household
                .due(lot)
                .map(|due| format!("{} {:?} {:?}", due.on, due.mark, due.why));
            let due = due.unwrap_or_default();
            let price = lot
                .price
                .map(|price| format!(" {price}"))
                .unwrap_or_default();
            let _ = writeln!(out, "  {} {place}{price} {due}", household.quantity(lot.id));
        }
    }
    for receipt in household.receipts() {
        let merchant = receipt.merchant.as_deref().unwrap_or("-");
        let total = receipt
            .total
            .map(|total| format!(" {total} {}", total.currency));
        let lots = household.lots_on(receipt.id).len();
        let _ = writeln!(
            out,
            "receipt {merchant}{} of {lots} lots",
            total.unwrap_or_default()
        );
    }
    for entry in household.to_buy().into_iter().chain(household.ticked()) {
        let tick = if entry.is_ticked { "x" } else { " " };
        let quantity = entry.quantity.map(|quantity| format!(" {quantity}"));
        let aisle = household.aisle_of(entry);
        let aisle = aisle.map_or("-".to_owned(), Category::key);
        let (name, note) = (&entry.name, &entry.note);
        let quantity = quantity.unwrap_or_default();
        let _ = writeln!(out, "[{tick}] {name}{quantity} {aisle} {note}");
    }
    for recipe in household.recipes() {
        let _ = writeln!(out, "{recipe:?}");
    }
    if household.aisles() != AISLES {
        let _ = writeln!(out, "{:?}", household.aisles());
    }
    for category in household.aisles() {
        let name = household.name_of_category(category);
        let hidden = household.hides_category(category);
        if name.is_some() || hidden {
            let picture = household.picture_of(category).id();
            let _ = writeln!(out, "{} {name:?} {hidden} {picture}", category.key());
        }
    }
    out
}
