//! What was paid for a lot, and the household's own words about it.

use pantry::action::{Edit, LotEdit};
use pantry::money::Money;
use yew::prelude::*;

use super::item_lot::edit;
use crate::components::field::TextField;
use crate::hooks::context::use_larder;
use crate::hooks::typed::use_typed;
use crate::i18n::{self, t};
use crate::view::amounts;
use crate::view::lots::LotView;

/// Properties of [`LotNotes`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The lot.
    pub lot: LotView,
    /// What was paid for all of it.
    pub price: Option<Money>,
    /// The note; empty where there is none.
    pub note: AttrValue,
}

/// Price and note; one change is one action, and has its undo.
#[component]
pub fn LotNotes(props: &Props) -> Html {
    let larder = use_larder();
    let view = &props.lot;
    let price = use_typed(amounts::money_text(props.price).into());
    let note = use_typed(props.note.clone());
    // What a receipt said in its currency stays in it.
    let usual = i18n::forms().currency;
    let currency = props.price.map_or(usual, |price| price.currency);
    let type_price = {
        let price = price.setter();
        Callback::from(move |text| price.set(text))
    };
    let type_note = {
        let note = note.setter();
        Callback::from(move |text| note.set(text))
    };
    let on_price = {
        let (larder, view, old) = (larder.clone(), view.clone(), props.price);
        Callback::from(move |text: String| {
            let typed = amounts::typed_money(&text, currency);
            let Some(price) = typed.ok().filter(|price| *price != old) else {
                return;
            };
            let priced = LotEdit {
                price: price.map_or(Edit::Clear, Edit::Set),
                ..LotEdit::default()
            };
            edit(&larder, &view, priced, t!("did-price", name = view.name));
        })
    };
    let on_note = {
        let (larder, view, old) = (larder.clone(), view.clone(), props.note.clone());
        Callback::from(move |text: String| {
            let note = text.trim();
            if note == &*old {
                return;
            }
            let noted = LotEdit {
                note: Some(note.to_owned()),
                ..LotEdit::default()
            };
            edit(&larder, &view, noted, t!("did-note", name = view.name));
        })
    };
    let wrong = amounts::typed_money(&price, currency).is_err();
    html! {
        <div class="grid2">
            <TextField id={format!("price-{}", view.id)} label={t!("field-price")} value={(*price).clone()}
                on_change={type_price} on_commit={on_price} mode="decimal" hint={t!("item-price-hint")}
                testid="item-price" error={wrong.then(amounts::price_wrong)} />
            <TextField id={format!("note-{}", view.id)} label={t!("field-note")} value={(*note).clone()}
                on_change={type_note} on_commit={on_note} testid="item-note" />
        </div>
    }
}
