//! The categories: in the order of the shop, by the household's names, without those that it
//! never needs.

use pantry::action::{Action, CategoryEdit, Edit};
use pantry::category::Category;
use yew::prelude::*;

use super::Head;
use crate::components::icon::{Glyph, Icon};
use crate::components::open_row::{NameField, OpenRow};
use crate::components::tile::Tile;
use crate::hooks::context::use_larder;
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
    let RowProps {
        category,
        name,
        is_hidden,
        index,
        last,
    } = props;
    let (category, index) = (*category, *index);
    let step = |label: AttrValue, way: &'static str, to: Option<usize>| {
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
                <Icon glyph={Glyph::Chevron} class={if way == "up" { "icon--s icon--up" } else { "icon--s icon--down" }} />
            </button>
        }
    };
    let beside = html! {
        <>
            { step(t!("category-up", name = name), "up", index.checked_sub(1)) }
            { step(t!("category-down", name = name), "down", (index < *last).then_some(index + 1)) }
        </>
    };
    let meta = is_hidden.then(|| t!("category-hidden")).unwrap_or_default();
    html! {
        <OpenRow picture={html! { <Tile category={Some(category)} /> }} {name} {meta} {beside}
            testid="category" data_name={category.id()}>
            <CategoryFields {category} {name} is_hidden={*is_hidden} />
        </OpenRow>
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
    let edit = {
        let larder = larder.clone();
        move |edit: CategoryEdit, name: &str| {
            let said = t!("did-edit", name = name);
            larder.act(Action::EditCategory { category, edit }, said);
        }
    };
    let on_name = {
        let (edit, usual) = (edit.clone(), usual.clone());
        Callback::from(move |name: String| {
            // Emptied, it is called as everybody calls it.
            let (name, said) = match name.as_str() {
                "" => (Edit::Clear, usual.to_string()),
                _ => (Edit::Set(name.clone()), name),
            };
            let named = CategoryEdit {
                name,
                ..CategoryEdit::default()
            };
            edit(named, &said);
        })
    };
    let hide = {
        let (name, is_hidden) = (props.name.clone(), props.is_hidden);
        move |_: MouseEvent| {
            let hidden = CategoryEdit {
                hidden: Some(!is_hidden),
                ..CategoryEdit::default()
            };
            edit(hidden, &name);
        }
    };
    html! {
        <>
            <NameField id={format!("category-{}", category.id())} name={props.name.clone()} {usual} {on_name}
                testid="category-name" />
            <button type="button" class="switch" role="switch" aria-checked={(!props.is_hidden).to_string()}
                onclick={hide} data-testid="category-offered">
                <span class="switch__text">{ t!("category-offered") }</span>
                <span class="switch__track" aria-hidden="true"><span class="switch__knob"></span></span>
            </button>
        </>
    }
}
