//! Food: the tile of every category, and a lot in every urgency.

use pantry::category::Category;
use pantry::due::{Due, Why};
use pantry::id::{ItemId, LotId};
use pantry::lot::Mark;
use pantry::quantity::{Quantity, Unit};
use yew::prelude::*;

use super::{Shown, nothing};
use crate::components::choices::category_name;
use crate::components::lot_card::LotCard;
use crate::components::tile::Tile;
use crate::hooks::context::use_larder;
use crate::view::dates;
use crate::view::lots::LotView;

/// The tile of each category.
#[component]
pub fn Tiles() -> Html {
    let all = Category::ALL.into_iter().map(Some).chain([None]);
    html! {
        <Shown component="tile" title="Tiles">
            <ul class="gallery__tiles">
                { for all.map(|category| html! {
                    <li class="gallery__row">
                        <Tile {category} /><Tile {category} small=true />
                        <span class="row__text">{ category_name(category) }</span>
                    </li>
                }) }
            </ul>
        </Shown>
    }
}

/// Food with the days that it has left, what its day is about, and where that comes from.
type Kept = (&'static str, Category, Option<(i64, Mark, Why)>);

#[rustfmt::skip]
const LOTS: [Kept; 7] = [
    ("Chicken breast", Category::Meat, Some((-1, Mark::UseBy, Why::Printed))),
    ("Salmon", Category::Seafood, Some((0, Mark::UseBy, Why::Printed))),
    ("Feta", Category::DairyEggs, Some((-2, Mark::BestBefore, Why::Printed))),
    ("Spinach", Category::Produce, Some((2, Mark::BestBefore, Why::Estimated))),
    ("Eggs", Category::DairyEggs, Some((12, Mark::BestBefore, Why::Printed))),
    ("Green peas from the market", Category::Frozen, Some((200, Mark::BestBefore, Why::Frozen))),
    ("Salt", Category::CondimentsSpices, None),
];

/// A lot in each urgency.
#[component]
pub fn Lots() -> Html {
    let today = use_larder().today;
    let view = |(name, category, kept): Kept| {
        let due = kept.map(|(days, mark, why)| Due {
            on: dates::later(today, days),
            mark,
            why,
        });
        LotView {
            id: LotId::from_bytes([0; 16]),
            item: ItemId::from_bytes([0; 16]),
            name: name.into(),
            category: Some(category),
            amount: Quantity::new(500_000, Unit::Gram),
            place: "Fridge".into(),
            due: dates::due(due, today),
            due_brief: dates::due_brief(due, today),
            due_class: dates::due_class(due, today),
            past: kept.is_some_and(|(days, ..)| days < 0),
            frozen: category == Category::Frozen,
        }
    };
    html! {
        <Shown component="lot_card" title="Lots">
            <ul class="list">
                { for LOTS.map(|kept| html! { <LotCard lot={view(kept)} on_act={nothing()} on_swiped={nothing()} /> }) }
            </ul>
        </Shown>
    }
}
