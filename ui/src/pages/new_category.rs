//! A category of the household's own: what to call it, what it is like, and its picture.

use std::rc::Rc;

use pantry::action::{Action, NewCategory as Made};
use pantry::category::Category;
use yew::prelude::*;

use crate::components::choices::Options;
use crate::components::field::{Choice, TextField};
use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::view::categories;

/// The form.
#[component]
pub fn NewCategory() -> Html {
    let larder = use_larder();
    let name = use_state_eq(String::new);
    let like = use_state_eq(first);
    // Until one is chosen, it has the picture of what it is like.
    let picture = use_state_eq(|| None::<Category>);
    let on_name = {
        let name = name.setter();
        Callback::from(move |text| name.set(text))
    };
    let on_like = {
        let like = like.setter();
        Callback::from(move |id: String| {
            if let Some(chosen) = Category::from_id(&id) {
                like.set(chosen);
            }
        })
    };
    let on_picture = {
        let picture = picture.setter();
        Callback::from(move |chosen| picture.set(Some(chosen)))
    };
    let shown = picture.unwrap_or(*like);
    let onsubmit = {
        let (name, like, picture) = (name.clone(), *like, picture.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let typed = name.trim().to_owned();
            let said = t!("added", name = typed);
            // Without a name it is refused, with a sentence that says so.
            let is_named = !typed.is_empty();
            let made = Made {
                name: typed,
                like,
                picture: shown,
            };
            larder.act(Action::AddCategory(made), said);
            if is_named {
                name.set(String::new());
                picture.set(None);
            }
        }
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("category-new") }</h2>
            <form class="card card--pad stack" {onsubmit} novalidate=true>
                <TextField id="category-new" label={t!("places-name")} value={(*name).clone()} on_change={on_name}
                    hint={t!("category-new-hint")} testid="category-new-name" />
                <Choice id="category-like" label={t!("category-new-like")} options={options()} value={like.id()}
                    on_change={on_like} testid="category-new-like" />
                <p class="field__hint">{ t!("category-new-like-text") }</p>
                <Pictures chosen={shown} on_choose={on_picture} />
                <button type="submit" class="btn btn--main" data-testid="category-add">{ t!("category-add") }</button>
            </form>
        </section>
    }
}

/// Those of the 18 that the household needs, in its order.
fn usual() -> impl Iterator<Item = Category> {
    let all = categories::offered(None).into_iter();
    all.filter(|category| category.own().is_none())
}

fn first() -> Category {
    usual().next().unwrap_or(Category::Produce)
}

/// They by the household's names.
fn options() -> Options {
    Rc::from_iter(usual().map(|category| (category.id().into(), categories::name(category))))
}

/// Properties of [`Pictures`].
#[derive(Properties, PartialEq)]
pub struct PicturesProps {
    /// The category whose picture is chosen.
    pub chosen: Category,
    /// Called with another one.
    pub on_choose: Callback<Category>,
}

/// The pictures to choose from: those of the 18.
#[component]
pub fn Pictures(props: &PicturesProps) -> Html {
    let picture = |category: Category| {
        let (glyph, _) = Glyph::of_category(Some(category));
        let onclick = props.on_choose.reform(move |_: MouseEvent| category);
        html! {
            <button type="button" class="chip chip--icon" key={category.id()} {onclick}
                aria-pressed={(props.chosen == category).to_string()} aria-label={categories::usual_name(category)}
                data-testid="category-picture" data-name={category.id()}>
                <Icon {glyph} />
            </button>
        }
    };
    html! {
        <div class="field">
            <span class="field__label">{ t!("category-picture") }</span>
            <div class="chips chips--wrap" role="group" aria-label={t!("category-picture")}>
                { for Category::ALL.into_iter().map(picture) }
            </div>
        </div>
    }
}
