//! The categories: in the order of the shop, by the household's names, without those that it
//! never needs and with those of its own.

use pantry::action::{Action, CategoryEdit, Edit};
use pantry::category::Category;
use yew::prelude::*;

use super::Head;
use super::new_category::{NewCategory, Pictures};
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
            <CategoryRow key={category.key()} category={*category} name={categories::name(*category)}
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
                <NewCategory />
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
        let id = format!("category-{way}-{}", category.key());
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
    let like = || t!("category-like", name = categories::name(category.usual()));
    let hidden = is_hidden.then(|| t!("category-hidden"));
    let facts = [category.own().map(|_| like()), hidden];
    let facts: Vec<AttrValue> = facts.into_iter().flatten().collect();
    let meta = facts.join(" · ");
    html! {
        <OpenRow picture={html! { <Tile category={Some(category)} /> }} {name} {meta} {beside}
            testid="category" data_name={category.key()}>
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

/// Its name, and whether it is needed; one of the household's own can be removed too.
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
    let on_picture = {
        let (edit, name) = (edit.clone(), props.name.clone());
        Callback::from(move |picture: Category| {
            let pictured = CategoryEdit {
                picture: Some(picture),
                ..CategoryEdit::default()
            };
            edit(pictured, &name);
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
    let own = category.own();
    let remove = own.map(|own| {
        let (larder, name) = (larder.clone(), props.name.clone());
        move |_: MouseEvent| {
            let said = t!("did-delete", name = name);
            larder.act(Action::DeleteCategory { category: own }, said);
        }
    });
    html! {
        <>
            <NameField id={format!("category-{}", category.key())} name={props.name.clone()}
                usual={own.is_none().then_some(usual)} {on_name} testid="category-name" />
            if own.is_some() {
                <Pictures chosen={categories::picture(category)} on_choose={on_picture} />
            }
            <button type="button" class="switch" role="switch" aria-checked={(!props.is_hidden).to_string()}
                onclick={hide} data-testid="category-offered">
                <span class="switch__text">{ t!("category-offered") }</span>
                <span class="switch__track" aria-hidden="true"><span class="switch__knob"></span></span>
            </button>
            if let Some(remove) = remove {
                <p class="field__hint">{ t!("category-remove-text", name = categories::name(category.usual())) }</p>
                <button type="button" class="btn btn--danger" onclick={remove} data-testid="category-remove">
                    <Icon glyph={Glyph::Bin} class="icon--s" />{ t!("category-remove") }
                </button>
            }
        </>
    }
}
