//! The coloured tile in front of a food: its category at a glance.

use pantry::category::Category;
use yew::prelude::*;

use super::icon::{Glyph, Icon};

/// Properties of [`Tile`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the food is filed under.
    pub category: Option<Category>,
    /// The smaller size.
    #[prop_or_default]
    pub small: bool,
}

/// A tile.
#[component]
pub fn Tile(props: &Props) -> Html {
    let (glyph, tint) = Glyph::of_category(props.category);
    let class = classes!(
        "tile",
        format!("tile--{tint}"),
        props.small.then_some("tile--s")
    );
    html! { <span {class} aria-hidden="true"><Icon {glyph} /></span> }
}
