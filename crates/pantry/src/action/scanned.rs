//! Packages whose barcode was scanned: added one after the other, and remembered.

use jiff::civil::Date;

use super::changes::{Changes, MAX_NAME, counted, positive, text};
use super::purchase::{Bought, days};
use super::{DateChoice, ItemChoice, Rejected};
use crate::barcode::Barcode;
use crate::category::Category;
use crate::household::Household;
use crate::id::{ItemId, LotId, PlaceId};
use crate::item::Origin;
use crate::line_memory;
use crate::op::stored::Fields;
use crate::op::{self, Reason, entity};
use crate::quantity::{Quantity, Unit};
use crate::typed;

/// One package that was scanned, or several of the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Packages {
    /// The article; `None` for what has a shop's own number, which is not remembered.
    pub barcode: Option<Barcode>,
    /// What it is.
    pub item: ItemChoice,
    /// What to file it under.
    pub category: Option<Category>,
    /// How much one is.
    pub each: Quantity,
    /// How many there are, at least one.
    pub count: u32,
    /// The day they came; `None` is today.
    pub purchased: Option<Date>,
    /// Where it goes; `None` is where the item, or its category, usually goes.
    pub place: Option<PlaceId>,
    /// Its date.
    pub date: DateChoice,
    /// Who makes it.
    pub brand: Option<String>,
    /// How much is in one package, where it is counted in pieces.
    pub size: Option<Quantity>,
    /// Where its name, brand or size come from, where nobody of the household said them.
    pub origin: Option<Origin>,
}

impl Packages {
    /// One package of a known article, as it was the last time; `None` if it is not known.
    #[must_use]
    pub fn known(household: &Household, barcode: Barcode) -> Option<Self> {
        let memory = household.article(barcode)?;
        let item = household.item_of(barcode)?;
        let place = memory.place.filter(|place| household.has_place(*place));
        Some(Self {
            barcode: Some(barcode),
            item: ItemChoice::Existing(item.id),
            category: None,
            each: memory.each.unwrap_or(Quantity::pieces(1)),
            count: 1,
            purchased: None,
            place,
            date: match memory.days {
                Some(days) => DateChoice::After(days),
                None => DateChoice::Estimate,
            },
            brand: memory.brand.said().cloned(),
            size: memory.size.said().copied(),
            origin: None,
        })
    }

    /// How much all of them are; `None` where that is more than can be counted.
    #[must_use]
    pub fn all(&self) -> Option<Quantity> {
        typed::times(i64::from(self.count.max(1)) * 1_000, self.each)
    }

    /// A package that nobody has told anything of but its name.
    #[must_use]
    pub fn named(barcode: Option<Barcode>, name: String, each: Quantity) -> Self {
        Self {
            barcode,
            item: ItemChoice::Named(name),
            category: None,
            each,
            count: 1,
            purchased: None,
            place: None,
            date: DateChoice::Estimate,
            brand: None,
            size: None,
            origin: None,
        }
    }
}

/// How much of an item one package is, to use it up: what its memory says, else one of what is
/// counted, else all of the lot that is due first.
#[must_use]
pub fn one_package(
    household: &Household,
    item: ItemId,
    each: Option<Quantity>,
) -> Option<Quantity> {
    let lots = household.lots_of(item);
    let first = lots.first()?;
    let left = household.quantity(first.id);
    let fits = each.filter(|each| each.convert(left.unit).is_some());
    let one = Quantity::new(1_000, left.unit);
    let counts = matches!(left.unit, Unit::Piece | Unit::Pack);
    let amount = fits.or(counts.then_some(one)).unwrap_or(left);
    let all = lots
        .iter()
        .try_fold(Quantity::new(0, amount.unit), |all, lot| {
            match household.quantity(lot.id).convert(amount.unit) {
                Some(more) => all.plus(more),
                None => Some(all),
            }
        });
    // The last of it may be less than a package.
    match all {
        Some(all) if all.milli < amount.milli => Some(all),
        _ => Some(amount),
    }
}

impl Changes<'_> {
    pub(super) fn add_scanned(&mut self, packages: &Packages) -> Result<(), Rejected> {
        let unit = packages.each.unit;
        let purchased = packages.purchased.unwrap_or(self.today);
        let (item, kind) = self.choose(&packages.item, packages.category, unit)?;
        let was = self.household.item(item).and_then(|item| item.origin);
        if let Some(origin) = packages.origin.filter(|origin| was != Some(*origin)) {
            let mut fields = Fields::default();
            fields.set(op::item::ORIGIN, &origin);
            self.put(entity::ITEM, item, fields);
        }
        let mut fields = Fields::default();
        let brand = text(packages.brand.as_deref().unwrap_or_default(), MAX_NAME)?;
        fields.set_text(op::lot::BRAND, brand);
        let size = packages.size.map(counted).transpose()?;
        fields.set_some(op::lot::SIZE, size.as_ref());
        let bought = Bought {
            item,
            kind,
            quantity: packages.all().ok_or(Rejected::TooMuch)?,
            place: packages.place,
            purchased,
            date: packages.date,
        };
        self.stock(&bought, fields)?;
        let Some(barcode) = packages.barcode else {
            return Ok(());
        };
        let mut memory = Fields::default();
        let name = match &packages.item {
            ItemChoice::Named(name) => Some(name.trim()),
            ItemChoice::Existing(_) => None,
        };
        let known = self.household.item(item).map(|item| item.name.as_str());
        memory.set(op::line_memory::BARCODE, &barcode);
        memory.set(op::line_memory::ITEM, &item);
        memory.set_text(op::line_memory::NAME, known.or(name).unwrap_or_default());
        let category = kind.map(|kind| kind.category);
        memory.set_some(op::line_memory::CATEGORY, category.as_ref());
        memory.set_some(op::line_memory::PLACE, packages.place.as_ref());
        self.set_each(&mut memory, barcode, packages.each);
        let days = days(packages.date, purchased);
        memory.set_some(op::line_memory::DAYS, days.as_ref());
        memory.set_text(op::line_memory::BRAND, brand);
        memory.set_some(op::line_memory::SIZE, size.as_ref());
        self.remember_as(line_memory::article(barcode), memory);
        Ok(())
    }

    pub(super) fn add_more(&mut self, lot: LotId, amount: Quantity) -> Result<(), Rejected> {
        let lot = self.lot(lot)?;
        let milli = positive(amount, lot.unit)?;
        self.add(lot.id, (lot.item, lot.place), milli, Reason::Purchase);
        Ok(())
    }

    pub(super) fn assign(
        &mut self,
        barcode: Barcode,
        item: Option<ItemId>,
        each: Option<Quantity>,
    ) -> Result<(), Rejected> {
        let mut fields = Fields::default();
        match item {
            Some(item) => {
                let item = self.household.item(item).ok_or(Rejected::NoSuchItem)?;
                fields.set(op::line_memory::BARCODE, &barcode);
                fields.set(op::line_memory::ITEM, &item.id);
                fields.set_text(op::line_memory::NAME, &item.name);
                let each = each.map_or(Ok(Quantity::pieces(1)), counted)?;
                self.set_each(&mut fields, barcode, each);
            }
            None => {
                if self.household.article(barcode).is_none() {
                    return Err(Rejected::NothingChanged);
                }
                fields.replace(op::line_memory::ITEM, None::<&ItemId>);
                fields.replace(op::line_memory::NAME, None::<&String>);
            }
        }
        self.remember_as(line_memory::article(barcode), fields);
        Ok(())
    }

    /// Says how much one is. Of one piece nothing is said, but what was said before is taken
    /// back.
    fn set_each(&self, fields: &mut Fields, barcode: Barcode, each: Quantity) {
        let said = Some(each).filter(|each| *each != Quantity::pieces(1));
        let was = self.household.article(barcode);
        if said.is_some() || was.is_some_and(|was| was.each.is_some()) {
            fields.replace(op::line_memory::EACH, said.as_ref());
        }
    }
}
