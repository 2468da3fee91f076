//! What is filled in: fields, lists to choose from, sizes, searching.

use pantry::category::Category;
use pantry::location::{Place, PlaceKind};
use pantry::quantity::Unit;
use yew::prelude::*;

use super::{FrameProps, Shown, nothing};
use crate::components::choices;
use crate::components::field::{Choice, DateField, TextField};
use crate::components::search_box::SearchBox;
use crate::components::size::SizeField;
use crate::hooks::context::use_larder;

/// Fields in their states.
#[component]
pub fn Fields(props: &FrameProps) -> Html {
    let today = use_larder().today;
    let id = |name: &str| props.frame.id(name);
    html! {
        <Shown component="field" title="Fields">
            <TextField id={id("empty")} label="Empty" value="" on_change={nothing()} />
            <TextField id={id("filled")} label="Filled" value="Wholemeal sourdough" on_change={nothing()} />
            <TextField id={id("hint")} label="With a hint" value="" hint="As it stands on the package" on_change={nothing()} />
            <TextField id={id("error")} label="With an error" value="2.4.9" error="This is not a price" mode="decimal"
                hint="Not shown beside an error" on_change={nothing()} />
            <div class="grid2">
                <DateField id={id("day")} label="A day" value={Some(today)} on_change={nothing()} />
                <DateField id={id("no-day")} label="No day" value={None} hint="about 5 days" on_change={nothing()} />
            </div>
        </Shown>
    }
}

/// The lists of forms.
#[component]
pub fn Lists(props: &FrameProps) -> Html {
    let id = |name: &str| props.frame.id(name);
    let places = PlaceKind::ALL.map(Place::built_in);
    html! {
        <Shown component="choices" title="Choices">
            <Choice id={id("category")} label="Categories" options={choices::categories(Some(Category::Produce))}
                value={Category::Produce.id()} on_change={nothing()} />
            <div class="grid2">
                <Choice id={id("unit")} label="Units" options={choices::units(Unit::Gram)} value={Unit::Gram.symbol()} on_change={nothing()} />
                <Choice id={id("place")} label="Places" options={choices::places(&places)}
                    value={PlaceKind::Fridge.place().to_string()} on_change={nothing()} />
            </div>
        </Shown>
    }
}

/// A size with its unit and without.
#[component]
pub fn Sizes(props: &FrameProps) -> Html {
    let id = |name: &str| props.frame.id(name);
    html! {
        <Shown component="size" title="Size of a package">
            <SizeField id={id("size")} value="500 g" on_change={nothing()} testid={id("size")} />
            <SizeField id={id("no-unit")} value="500" on_change={nothing()} testid={id("no-unit")} />
        </Shown>
    }
}

/// Searching.
#[component]
pub fn Search() -> Html {
    html! {
        <Shown component="search_box" title="Search">
            <SearchBox label="Search an empty pantry" query={String::new()} on_query={nothing()} testid="gallery-search" />
            <SearchBox label="Search the pantry" query={"yogurt".to_owned()} on_query={nothing()} testid="gallery-searched" />
        </Shown>
    }
}
