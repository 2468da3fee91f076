//! The categories: in the order of the shop, by the household's names, without those that it
//! never needs.

use pantry::action::{Action, CategoryEdit, Edit};
use pantry::category::Category;
use yew::prelude::*;

use super::Head;
use crate::components::field::TextField;
use crate::components::icon::{Glyph, Icon};
use crate::components::tile::Tile;
use crate::hooks::context::use_larder;
use crate::hooks::typed::use_typed;
use crate::host::browser::focus_soon;
use crate::i18n::t;
use crate::route::Route;
use crate::view::categories;

/// The page.
#[component]
pub fn CategoriesPage() -> Html {
    let larder = use_larder();
    let household = larder.household();
    let order = household.aisles();
    let last = order.len().saturating_sub(1);
    let rows = order.iter().enumerate().map(|(index, category)| {
        html! {
            <CategoryRow key={category.id()} category={*category} name={categories::name(*category)}
                is_hidden={household.hides_category(*category)} {index} {last} />
        }
    });
    let rows: Vec<Html> = rows.collect();
    drop(household);
    html! {
        <main class="main" id="main" data-testid="categories">
            <Head title={t!("categories-title")} up={(Route::Settings, t!("settings-title"))} />
            <div class="stack stack--l">
                <p class="note__text">{ t!("categories-text") }</p>
                <ul class="card list">{ rows }</ul>
            </div>
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    category: Category,
    name: AttrValue,
    is_hidden: bool,
    index: usize,
    last: usize,
}

/// A category with its way up and down, and its fields once it is opened.
#[component]
fn CategoryRow(props: &RowProps) -> Html {
    let larder = use_larder();
    let open = use_state_eq(|| false);
    let RowProps {
        category,
        name,
        is_hidden,
        index,
        last,
    } = props;
    let (category, index) = (*category, *index);
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let step = |glyph, label: AttrValue, way: &'static str, to: Option<usize>| {
        let larder = larder.clone();
        let id = format!("category-{way}-{}", category.id());
        let said = t!("category-moved", name = name);
        let focus = id.clone();
        let onclick = move |_: MouseEvent| {
            let edit = CategoryEdit {
                index: to,
                ..CategoryEdit::default()
            };
            larder.act(Action::EditCategory { category, edit }, said.clone());
            // The row goes elsewhere, and the person with it.
            focus_soon(focus.clone());
        };
        html! {
            <button type="button" class="iconbtn" {id} aria-label={label} disabled={to.is_none()} {onclick}
                data-testid={format!("category-{way}")}>
                <Icon {glyph} class={if way == "up" { "icon--s icon--up" } else { "icon--s icon--down" }} />
            </button>
        }
    };
    html! {
        <li data-testid="category" data-name={category.id()}>
            <div class="row">
                <button type="button" class="row__main" onclick={toggle} aria-expanded={open.to_string()}
                    data-testid="category-open">
                    <Tile category={Some(category)} />
                    <span class="row__text">
                        <span class="row__name">{ name }</span>
                        if *is_hidden {
                            <span class="row__meta">{ t!("category-hidden") }</span>
                        }
                    </span>
                </button>
                { step(Glyph::Chevron, t!("category-up", name = name), "up", index.checked_sub(1)) }
                { step(Glyph::Chevron, t!("category-down", name = name), "down", (index < *last).then_some(index + 1)) }
            </div>
            if *open {
                <CategoryFields {category} {name} is_hidden={*is_hidden} />
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    category: Category,
    name: AttrValue,
    is_hidden: bool,
}

/// Its name, and whether it is needed.
#[component]
fn CategoryFields(props: &FieldsProps) -> Html {
    let larder = use_larder();
    let category = props.category;
    let usual = categories::usual_name(category);
    let typed = use_typed(props.name.clone());
    let on_change = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    let edit = {
        let larder = larder.clone();
        move |edit: CategoryEdit, said: AttrValue| {
            larder.act(Action::EditCategory { category, edit }, said);
        }
    };
    // Emptied, it is called as everybody calls it.
    let on_commit = {
        let (edit, old, usual) = (edit.clone(), props.name.clone(), usual.clone());
        Callback::from(move |text: String| {
            let name = text.trim();
            if name == &*old {
                return;
            }
            let (name, said) = match name {
                "" => (Edit::Clear, usual.clone()),
                name if name == &*usual => (Edit::Clear, usual.clone()),
                name => (Edit::Set(name.to_owned()), name.to_owned().into()),
            };
            let named = CategoryEdit {
                name,
                ..CategoryEdit::default()
            };
            edit(named, t!("did-edit", name = said));
        })
    };
    let hide = {
        let (name, is_hidden) = (props.name.clone(), props.is_hidden);
        move |_: MouseEvent| {
            let hidden = CategoryEdit {
                hidden: Some(!is_hidden),
                ..CategoryEdit::default()
            };
            edit(hidden, t!("did-edit", name = name));
        }
    };
    html! {
        <div class="row__form">
            <TextField id={format!("category-{}", category.id())} label={t!("places-name")} value={(*typed).clone()}
                {on_change} {on_commit} hint={t!("category-usual", name = usual)} testid="category-name" />
            <button type="button" class="switch" role="switch" aria-checked={(!props.is_hidden).to_string()}
                onclick={hide} data-testid="category-offered">
                <span class="switch__text">{ t!("category-offered") }</span>
                <span class="switch__track" aria-hidden="true"><span class="switch__knob"></span></span>
            </button>
        </div>
    }
}
