//! What has been scanned on this visit to the barcode screen: one row for each article, and
//! what was scanned together an action of its own, so that the minus is an undo.

use std::rc::Rc;

use pantry::barcode::Scanned;
use pantry::household::{Household, What};
use pantry::id::LotId;
use pantry::quantity::Quantity;
use sync::TxnId;
use yew::{AttrValue, Reducible};

/// What scanning does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// Packages come in.
    #[default]
    Add,
    /// Packages are used up.
    Use,
}

/// One article, in one mode.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Whether it came in or was used up.
    pub mode: Mode,
    /// Its code.
    pub code: Scanned,
    /// What it is called.
    pub name: AttrValue,
    /// What was done, the newest last.
    pub done: Vec<Done>,
}

/// One action with a number of packages: most often one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Done {
    /// The action.
    pub txn: TxnId,
    /// How many packages.
    pub packages: u32,
}

/// The rows, the newest first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Basket {
    /// The rows.
    pub rows: Vec<Row>,
}

/// A package was scanned.
#[derive(Clone, PartialEq, Debug)]
pub struct Package(pub Row);

impl Reducible for Basket {
    type Action = Package;

    fn reduce(self: Rc<Self>, Package(new): Package) -> Rc<Self> {
        let mut rows = self.rows.clone();
        let known = rows.iter().position(|row| row.is_of(new.mode, &new.code));
        let row = match known {
            Some(at) => {
                let mut row = rows.remove(at);
                row.done.extend(new.done);
                Row {
                    name: new.name,
                    ..row
                }
            }
            None => new,
        };
        rows.insert(0, row);
        Rc::new(Self { rows })
    }
}

impl Basket {
    /// The row of an article.
    pub fn row(&self, mode: Mode, code: &Scanned) -> Option<&Row> {
        self.rows.iter().find(|row| row.is_of(mode, code))
    }

    /// Packages in one mode that are not undone.
    pub fn count(&self, household: &Household, mode: Mode) -> usize {
        let rows = self.rows.iter().filter(|row| row.mode == mode);
        rows.map(|row| row.count(household)).sum()
    }
}

impl Row {
    fn is_of(&self, mode: Mode, code: &Scanned) -> bool {
        self.mode == mode && self.code == *code
    }

    /// The actions that hold: whatever was undone, here or in the journal, counts no more.
    pub fn live<'row>(
        &'row self,
        household: &'row Household,
    ) -> impl DoubleEndedIterator<Item = Done> + 'row {
        let known = |done: &Done| {
            let entry = household.entry(done.txn);
            entry.is_some_and(|entry| !entry.undone)
        };
        self.done.iter().copied().filter(known)
    }

    /// How many packages that is.
    pub fn count(&self, household: &Household) -> usize {
        let packages = self.live(household).map(|done| done.packages);
        packages.fold(0_usize, |sum, count| sum.saturating_add(count as usize))
    }

    /// How much the first of its packages was.
    pub fn first_amount(&self, household: &Household) -> Option<Quantity> {
        let mut live = self.live(household);
        live.find_map(|done| match household.entry(done.txn)?.what {
            What::Added { quantity, .. } => Some(Quantity::new(
                quantity.milli / i64::from(done.packages.max(1)),
                quantity.unit,
            )),
            _ => None,
        })
    }

    /// The lot that its packages came into, while it is there.
    pub fn lot(&self, household: &Household) -> Option<LotId> {
        let mut live = self.live(household);
        live.find_map(|done| match household.entry(done.txn)?.what {
            What::Added { lot, .. } => household.lot(lot).map(|lot| lot.id),
            _ => None,
        })
    }
}
