//! Lots and items as rows of a list show them.

use jiff::civil::Date;
use pantry::category::Category;
use pantry::due::Freshness;
use pantry::household::{Household, Overview, Urgency};
use pantry::id::{ItemId, LotId};
use pantry::lot::Lot;
use pantry::op::DiscardReason;
use pantry::quantity::{Quantity, Unit};
use yew::AttrValue;

use super::{amounts, dates};
use crate::components::choices::place_name;

/// A lot, ready to be shown.
#[derive(Clone, PartialEq, Debug)]
pub struct LotView {
    /// Its id.
    pub id: LotId,
    /// The item.
    pub item: ItemId,
    /// The item's name.
    pub name: AttrValue,
    /// Its category.
    pub category: Option<Category>,
    /// What is left.
    pub amount: Quantity,
    /// The place's name.
    pub place: AttrValue,
    /// The due day in words.
    pub due: AttrValue,
    /// The due day in two or three words.
    pub due_brief: AttrValue,
    /// The class of the due day's colour.
    pub due_class: &'static str,
    /// Whether its day is past.
    pub past: bool,
    /// Whether it is frozen.
    pub frozen: bool,
}

impl LotView {
    /// Why it is thrown away, as far as that shows.
    pub fn reason(&self) -> DiscardReason {
        if self.past {
            DiscardReason::Expired
        } else {
            DiscardReason::Other
        }
    }
}

/// A group of urgent lots.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// How urgent.
    pub urgency: Urgency,
    /// The lots, earliest first.
    pub lots: Vec<LotView>,
}

/// An item with all that there is of it.
#[derive(Clone, PartialEq, Debug)]
pub struct ItemView {
    /// Its id.
    pub id: ItemId,
    /// Its name.
    pub name: AttrValue,
    /// Its category.
    pub category: Option<Category>,
    /// What there is, in words.
    pub total: AttrValue,
    /// The sum in the item's first measure.
    pub amount: Quantity,
    /// What one tap on minus or plus means.
    pub step: Quantity,
    /// The earliest due day in words.
    pub due: AttrValue,
    /// The class of the due day's colour.
    pub due_class: &'static str,
    /// The lots, earliest due first.
    pub lots: Vec<LotView>,
}

/// A lot of a household.
pub fn lot(household: &Household, lot: &Lot, today: Date) -> LotView {
    let due = household.due(lot);
    let name = household
        .item(lot.item)
        .map(|item| item.name.clone())
        .unwrap_or_default();
    let freshness = pantry::due::freshness(due, today);
    LotView {
        id: lot.id,
        item: lot.item,
        name: name.into(),
        category: household.category(lot),
        amount: household.quantity(lot.id),
        place: household
            .place(lot.place)
            .map(|place| place_name(&place))
            .unwrap_or_default(),
        due: dates::due(due, today),
        due_brief: dates::due_brief(due, today),
        due_class: dates::due_class(due, today),
        past: matches!(freshness, Freshness::Past | Freshness::Unsafe),
        frozen: lot.is_frozen(),
    }
}

/// What to use first, by urgency; groups without lots are left out.
pub fn urgent(household: &Household, today: Date) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for urgent in household.use_first(today) {
        let view = lot(household, urgent.lot, today);
        match groups
            .iter_mut()
            .find(|group| group.urgency == urgent.urgency)
        {
            Some(group) => group.lots.push(view),
            None => groups.push(Group {
                urgency: urgent.urgency,
                lots: vec![view],
            }),
        }
    }
    groups.sort_by_key(|group| group.urgency);
    groups
}

/// Leaves out lots whose item is not known yet: they came since, and it comes with the rest.
pub fn leave_out_nameless(groups: &mut Vec<Group>) {
    for group in &mut *groups {
        group.lots.retain(|lot| !lot.name.is_empty());
    }
    groups.retain(|group| !group.lots.is_empty());
}

/// An item of a household; `None` when it is not there.
pub fn item(household: &Household, id: ItemId, today: Date) -> Option<ItemView> {
    let overview = household.overview(id)?;
    let lots = household.lots_of(id);
    let totals: Vec<_> = overview
        .totals
        .iter()
        .copied()
        .map(amounts::short)
        .collect();
    Some(ItemView {
        id,
        name: overview.item.name.clone().into(),
        category: overview.item.category,
        total: totals.join(" + ").into(),
        amount: overview
            .totals
            .first()
            .copied()
            .unwrap_or(Quantity::pieces(0)),
        step: step_of_item(household, &overview),
        due: dates::due_brief(overview.next, today),
        due_class: dates::due_class(overview.next, today),
        lots: lots
            .into_iter()
            .map(|found| lot(household, found, today))
            .collect(),
    })
}

/// What one tap on minus or plus means where so much was bought: a piece, or of what is
/// weighed a round number of about a quarter. By what was bought and not by what is left, so
/// that a plus takes a minus back.
pub fn step(bought: Quantity) -> Quantity {
    /// Round numbers, in thousandths.
    const ROUND: [i64; 14] = [
        10, 50, 100, 250, 500, 1_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
        1_000_000,
    ];
    let milli = match bought.unit {
        Unit::Piece | Unit::Pack => 1_000,
        unit if bought.milli <= 0 => usual_step(unit),
        _ => {
            let fits = ROUND.iter().rev().find(|round| **round * 4 <= bought.milli);
            fits.copied().unwrap_or(ROUND[0])
        }
    };
    Quantity::new(milli, bought.unit)
}

/// The step of something of which nothing was bought yet, in thousandths.
fn usual_step(unit: Unit) -> i64 {
    match unit {
        Unit::Gram | Unit::Millilitre | Unit::Milligram => 100_000,
        Unit::Kilogram | Unit::Litre | Unit::Pound => 250,
        Unit::Centilitre | Unit::Decilitre => 10_000,
        _ => 1_000,
    }
}

/// The step of a lot.
pub fn step_of(household: &Household, lot: LotId) -> Quantity {
    let (bought, left) = (household.original(lot), household.quantity(lot));
    let most = bought.milli.max(left.milli);
    step(Quantity::new(most, left.unit))
}

/// The step of an item, in the measure of its first sum: that of its largest lot.
fn step_of_item(household: &Household, overview: &Overview<'_>) -> Quantity {
    let first = overview.totals.first().copied();
    let first = first.unwrap_or(Quantity::new(0, overview.item.unit));
    let lots = household.lots_of(overview.item.id).into_iter();
    let steps = lots.filter_map(|lot| step_of(household, lot.id).convert(first.unit));
    let largest = steps.max_by_key(|step| step.milli);
    largest.unwrap_or_else(|| step(Quantity::new(0, first.unit)))
}

/// How many packages an amount is, if it is more than one and whole ones.
pub fn packages(amount: Quantity) -> Option<i64> {
    let counts = matches!(amount.unit, Unit::Piece | Unit::Pack);
    let whole = amount.milli > 1_000 && amount.milli % 1_000 == 0;
    (counts && whole).then_some(amount.milli / 1_000)
}

/// Half of an amount; whole things are halved too ("½ pcs").
pub fn half(amount: Quantity) -> Quantity {
    Quantity::new((amount.milli + 1) / 2, amount.unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_weighed_steps_by_about_a_quarter_of_what_was_bought() {
        for (bought, by) in [
            ("6", "1"),
            ("500 g", "100 g"),
            ("1 kg", "0.25 kg"),
            ("1 l", "0.25 l"),
            ("5 kg", "1 kg"),
            ("20 g", "5 g"),
            ("250 ml", "50 ml"),
        ] {
            let bought = Quantity::parse(bought).expect("a quantity");
            assert_eq!(Some(step(bought)), Quantity::parse(by), "{bought}");
        }
        assert_eq!(step(Quantity::new(0, Unit::Gram)).milli, 100_000);
    }

    #[test]
    fn packages_are_whole_ones_and_more_than_one() {
        assert_eq!(packages(Quantity::pieces(6)), Some(6));
        assert_eq!(packages(Quantity::pieces(1)), None);
        assert_eq!(packages(Quantity::new(1_500, Unit::Piece)), None);
        assert_eq!(packages(Quantity::new(6_000, Unit::Kilogram)), None);
    }
}
