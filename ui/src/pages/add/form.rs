//! What is filled in by hand, and what it comes to with everything that goes without saying.

use jiff::civil::Date;
use pantry::action::{DateChoice, ItemChoice, NewLot};
use pantry::category::Category;
use pantry::due::{days_between, mark_of};
use pantry::household::Household;
use pantry::id::PlaceId;
use pantry::item::Item;
use pantry::location::PlaceKind;
use pantry::lot::{Mark, Marked};
use pantry::quantity::{Quantity, Unit};
use pantry::shelf_life::{self, Keeps, Kind, Opened, ShelfLife, default_place};
use yew::AttrValue;

use crate::i18n::t;
use crate::view::quick_add::{self, Around, Part, Typed};
use crate::view::{amounts, life};

/// What has been filled in so far.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Form {
    /// The line.
    pub line: String,
    /// `None` while the line says it.
    pub amount: Option<String>,
    /// `None` while the line says it.
    pub unit: Option<Unit>,
    /// `None` while the line says it, or nobody.
    pub place: Option<PlaceId>,
    /// `None` while nobody has chosen; one can choose none.
    pub category: Option<Option<Category>>,
    /// `None` while the line says it, or nobody.
    pub date: Option<Option<Date>>,
    /// Whether to say what is missing.
    pub tried: bool,
}

impl Form {
    /// With what a household makes of it on a day.
    pub fn read<'form>(&'form self, household: &'form Household, today: Date) -> Filled<'form> {
        let typed = quick_add::read_at_home(&self.line, &Around::of(household, today));
        Filled {
            form: self,
            known: household.item_named(&typed.name),
            household,
            today,
            typed,
        }
    }

    /// Without what was said of this, in the line or below.
    pub fn without(&self, typed: &Typed, part: Part) -> Self {
        let mut form = self.clone();
        form.line = typed.without(part);
        form
    }
}

/// A form and what it means.
pub struct Filled<'form> {
    form: &'form Form,
    household: &'form Household,
    today: Date,
    /// The item, if the household has it already.
    known: Option<&'form Item>,
    /// What the line says.
    pub typed: Typed,
}

impl Filled<'_> {
    /// What is counted in.
    pub fn unit(&self) -> Unit {
        let typed = self.typed.quantity.map(|quantity| quantity.unit);
        self.form.unit.or(typed).unwrap_or(Unit::Piece)
    }

    /// The number, as it stands in its field.
    pub fn amount(&self) -> String {
        let typed = || self.typed.quantity.map(amounts::amount_text);
        let amount = self.form.amount.clone().or_else(typed);
        amount.unwrap_or_else(|| "1".to_owned())
    }

    /// How much; `None` where that is no amount.
    pub fn quantity(&self) -> Option<Quantity> {
        amounts::read_quantity(&self.amount(), self.unit())
    }

    /// What it will be filed under: as chosen, as the item is, or as its name sounds.
    pub fn category(&self) -> Option<Category> {
        let usual = || self.household.category_for(&self.typed.name);
        self.form.category.unwrap_or_else(usual)
    }

    /// Where it will go.
    pub fn place(&self) -> PlaceId {
        let usual = || self.known.and_then(|item| item.place);
        let kind = || self.kind().map_or(PlaceKind::Pantry, default_place);
        let said = self.form.place.or(self.typed.place);
        said.or_else(usual).unwrap_or_else(|| kind().place())
    }

    /// Its date; `None` while nobody has said that it has one, or none.
    pub fn date(&self) -> Option<Option<Date>> {
        self.form.date.or(self.typed.date)
    }

    /// What its date is about.
    pub fn mark(&self) -> Mark {
        self.category().map_or(Mark::BestBefore, mark_of)
    }

    /// How long it is thought to keep, where nobody has said: `about 5 days`.
    pub fn estimate(&self) -> Option<AttrValue> {
        if self.typed.name.is_empty() || self.date().is_some() {
            return None;
        }
        let place = self.household.place_kind(self.place());
        let day = shelf_life::estimate(self.kind()?, place, Opened::Sealed, self.today)?;
        let days = u16::try_from(days_between(self.today, day)).ok()?;
        let (min, max) = (days, days);
        let span = life::keeps(Keeps::Days(ShelfLife { min, max }))?;
        Some(t!("add-estimate", span = span))
    }

    /// What was said in the line and not below, with what to call it.
    pub fn said(&self) -> Vec<Part> {
        let form = self.form;
        let amount = form.amount.is_none() && form.unit.is_none();
        [
            (Part::Amount, amount && self.typed.quantity.is_some()),
            (
                Part::Place,
                form.place.is_none() && self.typed.place.is_some(),
            ),
            (Part::Date, form.date.is_none() && self.typed.date.is_some()),
        ]
        .into_iter()
        .filter_map(|(part, said)| said.then_some(part))
        .collect()
    }

    /// What decides where it goes and how long it keeps.
    fn kind(&self) -> Option<Kind> {
        let name = self
            .known
            .map_or(self.typed.name.as_str(), |item| &item.name);
        Some(self.household.kind_of(self.category()?, name))
    }

    /// The lot, if enough is filled in.
    pub fn lot(&self) -> Option<NewLot> {
        if self.typed.name.is_empty() {
            return None;
        }
        // What a known item is filed under is no matter of how its name sounds.
        let guessed = || self.category().filter(|_| self.known.is_none());
        Some(NewLot {
            item: ItemChoice::Named(self.typed.name.clone()),
            category: self.form.category.unwrap_or_else(guessed),
            quantity: self.quantity()?,
            place: self.form.place.or(self.typed.place),
            purchased: None,
            date: choice(self.date(), self.mark()),
            price: None,
            note: String::new(),
        })
    }
}

/// What a day that was said, or was not, is to a new lot.
pub fn choice(date: Option<Option<Date>>, mark: Mark) -> DateChoice {
    match date {
        None => DateChoice::Estimate,
        Some(None) => DateChoice::None,
        Some(Some(on)) => DateChoice::Given(Marked {
            on,
            mark,
            estimated: false,
        }),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn a_line_alone_fills_everything() {
        let household = Household::default();
        let form = Form {
            line: "2x milk 1 l freezer +7d".to_owned(),
            ..Form::default()
        };
        let filled = form.read(&household, TODAY);
        let lot = filled.lot().expect("it has a name");
        assert_eq!(lot.item, ItemChoice::Named("milk".to_owned()));
        assert_eq!(lot.quantity, Quantity::new(2_000, Unit::Litre));
        assert_eq!(lot.place, Some(PlaceKind::Freezer.place()));
        assert_eq!(lot.category, Some(Category::DairyEggs));
        let day = Some(Some(date(2026, 11, 29)));
        assert_eq!((filled.date(), filled.estimate()), (day, None));
        assert_eq!(filled.said(), [Part::Amount, Part::Place, Part::Date]);
    }

    #[test]
    fn what_is_chosen_below_goes_before_what_the_line_says() {
        let household = Household::default();
        let form = Form {
            line: "milk fridge x".to_owned(),
            place: Some(PlaceKind::Pantry.place()),
            category: Some(None),
            ..Form::default()
        };
        let filled = form.read(&household, TODAY);
        assert_eq!(filled.place(), PlaceKind::Pantry.place());
        assert_eq!(filled.said(), [Part::Date]);
        let lot = filled.lot().expect("it has a name");
        assert_eq!((lot.category, lot.date), (None, DateChoice::None));
    }

    #[test]
    fn how_long_it_keeps_is_said_while_there_is_no_date() {
        let household = Household::default();
        let of = |line: &str| {
            let line = line.to_owned();
            let form = Form {
                line,
                ..Form::default()
            };
            form.read(&household, TODAY)
                .estimate()
                .map(|said| said.to_string())
        };
        assert!(of("milk").is_some_and(|said| said.starts_with("about ")));
        assert_ne!(of("milk"), of("milk freezer"));
        for none in ["", "batteries", "milk +3d", "milk x", "4006381333931"] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
