//! What an item is called, and what it is filed under.

use pantry::action::{Action, Edit, ItemEdit};
use pantry::category::Category;
use pantry::id::ItemId;
use yew::prelude::*;

use crate::components::choices;
use crate::components::field::{Choice, TextField};
use crate::hooks::context::use_larder;
use crate::hooks::typed::use_typed;
use crate::i18n::t;
use crate::view::categories;

/// Properties of [`ItemEditor`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The item.
    pub item: ItemId,
    /// Its name.
    pub name: AttrValue,
    /// Its category.
    pub category: Option<Category>,
}

/// Name and category; one change is one action, and has its undo.
#[component]
pub fn ItemEditor(props: &Props) -> Html {
    let larder = use_larder();
    let item = props.item;
    let typed = use_typed(props.name.clone());
    let on_type = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    let on_name = {
        let (larder, old) = (larder.clone(), props.name.clone());
        Callback::from(move |text: String| {
            let name = text.trim().to_owned();
            if !name.is_empty() && name != *old {
                let edit = ItemEdit {
                    name: Some(name.clone()),
                    ..ItemEdit::default()
                };
                let said = t!("did-edit", name = name);
                larder.act(Action::EditItem { item, edit }, said);
            }
        })
    };
    let on_category = {
        let (larder, name) = (larder.clone(), props.name.clone());
        Callback::from(move |id: String| {
            let category = categories::from_key(&id).map_or(Edit::Clear, Edit::Set);
            let edit = ItemEdit {
                category,
                ..ItemEdit::default()
            };
            let said = t!("did-edit", name = name);
            larder.act(Action::EditItem { item, edit }, said);
        })
    };
    let unnamed = typed.trim().is_empty();
    html! {
        <section class="stack">
            <h3 class="section__title">{ t!("item-about") }</h3>
            <div class="card card--pad stack">
                <TextField id="item-name" label={t!("review-name")} value={(*typed).clone()} on_change={on_type}
                    on_commit={on_name} testid="item-name" error={unnamed.then(|| t!("add-name-missing"))} />
                <Choice id="item-category" label={t!("review-category")} options={choices::categories(props.category)}
                    value={props.category.map(Category::key).unwrap_or_default()} on_change={on_category}
                    testid="item-category" />
            </div>
        </section>
    }
}
