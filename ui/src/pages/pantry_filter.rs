//! What the pantry's list is narrowed to, and the chips that say so.

use std::rc::Rc;

use jiff::civil::Date;
use pantry::category::Category;
use pantry::household::{Household, Urgency};
use pantry::id::{ItemId, PlaceId};
use pantry::location::{Place, PlaceKind};
use pantry::lot::Lot;
use yew::prelude::*;

use crate::components::choices::{category_name, place_name};
use crate::components::icon::{Glyph, Icon};
use crate::i18n::{t, text};

/// What the list is narrowed to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filter {
    /// Nothing.
    All,
    /// What stands in a place of this kind.
    Kind(PlaceKind),
    /// What stands in one of the household's own places.
    Place(PlaceId),
    /// What should be used within days.
    Soon,
    /// What is opened.
    Opened,
    /// What there is nothing of.
    Out,
    /// What is filed there.
    Category(Category),
}

impl Filter {
    /// Whether an item is meant.
    fn means(self, household: &Household, id: ItemId, today: Date) -> bool {
        let some = |is_meant: &dyn Fn(&Lot) -> bool| {
            let lots = household.lots_of(id);
            lots.into_iter().any(is_meant)
        };
        let is_soon = |lot: &Lot| {
            let due = household.due(lot);
            let urgency = due.and_then(|due| Urgency::of(due.on, today));
            urgency.is_some_and(|urgency| urgency <= Urgency::Soon)
        };
        match self {
            Self::All => true,
            Self::Kind(kind) => some(&|lot| household.place_kind(lot.place) == kind),
            Self::Place(place) => some(&|lot| lot.place == place),
            Self::Soon => some(&is_soon),
            Self::Opened => some(&|lot| lot.opened.is_some()),
            Self::Out => household.lots_of(id).is_empty(),
            Self::Category(category) => {
                let item = household.item(id);
                item.is_some_and(|item| item.category == Some(category))
            }
        }
    }
}

/// The items that answer what was typed, of those that are meant.
pub fn narrowed(
    household: &Household,
    all: &Rc<Vec<ItemId>>,
    query: &str,
    (filter, today): (Filter, Date),
) -> Rc<Vec<ItemId>> {
    let is_meant = |id: ItemId| filter.means(household, id, today);
    match (query.trim().is_empty(), filter) {
        (true, Filter::All) => all.clone(),
        (true, _) => Rc::new(all.iter().copied().filter(|id| is_meant(*id)).collect()),
        _ => Rc::new(household.find(query, is_meant)),
    }
}

/// What there is a chip for.
#[derive(Clone, PartialEq)]
pub struct Offered {
    own: Vec<Place>,
    categories: Vec<Category>,
}

/// The household's own places, and the categories that there is an item of.
pub fn offered(household: &Household) -> Offered {
    let own = household.places().into_iter();
    Offered {
        own: own
            .filter(|place| PlaceKind::of_built_in(place.id).is_none())
            .collect(),
        categories: household
            .categories()
            .map(|(category, _)| category)
            .collect(),
    }
}

#[derive(Properties, PartialEq)]
pub struct ChipsProps {
    /// What there is a chip for.
    pub offered: Rc<Offered>,
    /// The one that is pressed.
    pub filter: Filter,
    /// Called with another one.
    pub on_filter: Callback<Filter>,
}

/// Places, how it stands with things, then the categories that there is something of.
#[component]
pub fn Chips(props: &ChipsProps) -> Html {
    let chip = |filter: Filter, glyph: Option<Glyph>, name: AttrValue, key: String| {
        let on_filter = props.on_filter.clone();
        let onclick = move |_: MouseEvent| on_filter.emit(filter);
        let testid = format!("pantry-{key}");
        html! {
            <button type="button" {key} class="chip" aria-pressed={(props.filter == filter).to_string()} {onclick}
                data-testid={testid}>
                if let Some(glyph) = glyph { <Icon {glyph} class="icon--s" /> }
                { name }
            </button>
        }
    };
    let kinds = [PlaceKind::Fridge, PlaceKind::Freezer, PlaceKind::Pantry].map(|kind| {
        let name = text(&format!("place-{}", kind.id()), &[]);
        let glyph = Some(Glyph::of_place(kind));
        chip(Filter::Kind(kind), glyph, name, kind.id().to_owned())
    });
    let own = props.offered.own.iter().map(|place| {
        let glyph = Some(Glyph::of_place(place.kind));
        let filter = Filter::Place(place.id);
        chip(
            filter,
            glyph,
            place_name(place),
            format!("place-{}", place.id),
        )
    });
    let categories = props.offered.categories.iter().map(|category| {
        let name = category_name(Some(*category));
        let filter = Filter::Category(*category);
        chip(filter, None, name, category.key())
    });
    html! {
        <div class="chips" role="group" aria-label={t!("pantry-filter")}>
            { chip(Filter::All, None, t!("pantry-all"), "all".to_owned()) }
            { for kinds }
            { for own }
            { chip(Filter::Soon, None, t!("pantry-soon"), "soon".to_owned()) }
            { chip(Filter::Opened, None, t!("pantry-opened"), "opened".to_owned()) }
            { chip(Filter::Out, None, t!("pantry-out"), "out".to_owned()) }
            { for categories }
        </div>
    }
}
