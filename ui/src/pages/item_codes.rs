//! The barcodes that are an item, and who named it, where the household did not.

use pantry::action::Action;
use pantry::barcode::Barcode;
use pantry::id::ItemId;
use pantry::item::Origin;
use yew::prelude::*;

use super::lookup::Credit;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::view::amounts;

/// Properties of [`ItemCodes`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The item.
    pub item: ItemId,
    /// Its name.
    pub name: AttrValue,
}

/// Its barcodes, each with how much one package is.
#[component]
pub fn ItemCodes(props: &Props) -> Html {
    let larder = use_larder();
    let household = larder.household();
    let codes = household.barcodes(props.item);
    let origin = household.item(props.item).and_then(|item| item.origin);
    let remove = |barcode: Barcode| {
        let (larder, name) = (larder.clone(), props.name.clone());
        move |_: MouseEvent| {
            let action = Action::Assign {
                barcode,
                item: None,
                each: None,
            };
            larder.act(action, t!("item-code-removed", name = name));
        }
    };
    html! {
        <>
            if origin == Some(Origin::OpenFoodFacts) {
                <div data-testid="item-origin">
                    <Credit barcode={codes.first().map(|(barcode, _)| *barcode)} />
                </div>
            }
            if !codes.is_empty() {
                <section>
                    <h3 class="section__title section__head">{ t!("item-codes") }</h3>
                    <ul class="card list">
                        { for codes.iter().map(|(barcode, each)| html! {
                            <li class="row" key={barcode.as_str().to_owned()} data-testid="item-code">
                                <Icon glyph={Glyph::Barcode} />
                                <span class="row__text">
                                    <bdi class="row__name">{ barcode.short().to_owned() }</bdi>
                                    if let Some(each) = each {
                                        <span class="row__meta">{ amounts::quantity(*each) }</span>
                                    }
                                </span>
                                <button type="button" class="iconbtn" onclick={remove(*barcode)}
                                    aria-label={t!("item-code-remove", code = barcode.short())} data-testid="item-code-remove">
                                    <Icon glyph={Glyph::Close} />
                                </button>
                            </li>
                        }) }
                    </ul>
                </section>
            }
        </>
    }
}
