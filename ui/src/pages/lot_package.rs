//! What kind of package a lot is: whose, and how much is in one.

use pantry::action::{Edit, LotEdit};
use pantry::quantity::Quantity;
use yew::prelude::*;

use super::item_lot::edit;
use crate::components::field::TextField;
use crate::components::size::SizeField;
use crate::hooks::context::use_larder;
use crate::hooks::typed::use_typed;
use crate::i18n::t;
use crate::view::amounts;
use crate::view::lots::LotView;

/// Properties of [`LotPackage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The lot.
    pub lot: LotView,
    /// Its brand; empty where none is known.
    pub brand: AttrValue,
    /// How much is in one package.
    pub size: Option<Quantity>,
}

/// Brand and size; one change is one action, and has its undo.
#[component]
pub fn LotPackage(props: &Props) -> Html {
    let larder = use_larder();
    let view = &props.lot;
    let brand = use_typed(props.brand.clone());
    let size = use_typed(amounts::size_text(props.size).into());
    let type_brand = {
        let brand = brand.setter();
        Callback::from(move |text| brand.set(text))
    };
    let type_size = {
        let size = size.setter();
        Callback::from(move |text| size.set(text))
    };
    let on_brand = {
        let (larder, view, old) = (larder.clone(), view.clone(), props.brand.clone());
        Callback::from(move |text: String| {
            let brand = match text.trim() {
                same if same == &*old => return,
                "" => Edit::Clear,
                brand => Edit::Set(brand.to_owned()),
            };
            let branded = LotEdit {
                brand,
                ..LotEdit::default()
            };
            edit(&larder, &view, branded, t!("did-brand", name = view.name));
        })
    };
    let on_size = {
        let (view, old) = (view.clone(), props.size);
        Callback::from(move |text: String| {
            let Some(size) = amounts::typed_size(&text).ok().filter(|size| *size != old) else {
                return;
            };
            let sized = LotEdit {
                size: size.map_or(Edit::Clear, Edit::Set),
                ..LotEdit::default()
            };
            edit(&larder, &view, sized, t!("did-size", name = view.name));
        })
    };
    html! {
        <div class="grid2">
            <TextField id={format!("brand-{}", view.id)} label={t!("brand")} value={(*brand).clone()}
                on_change={type_brand} on_commit={on_brand} testid="item-brand" />
            <SizeField id={format!("size-{}", view.id)} value={(*size).clone()} on_change={type_size}
                on_commit={on_size} testid="item-size" />
        </div>
    }
}
