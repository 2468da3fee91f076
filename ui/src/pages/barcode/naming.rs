//! What a new code is: one line, once.

use pantry::action::Packages;
use pantry::barcode::Scanned;
use pantry::category::Category;
use pantry::quantity::Quantity;
use yew::prelude::*;

use crate::components::choices;
use crate::components::field::{Choice, TextField};
use crate::i18n::t;
use crate::view::quick_add;

/// Properties of [`Naming`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The code.
    pub code: Scanned,
    /// Called with what the person says it is.
    pub on_save: Callback<Packages>,
    /// Called where the person says it another time.
    pub on_later: Callback<()>,
}

/// One line and a category.
#[component]
pub fn Naming(props: &Props) -> Html {
    let line = use_state_eq(String::new);
    let category = use_state_eq(|| None::<Category>);
    let tried = use_state_eq(|| false);
    let onsubmit = {
        let (line, category, tried) = (line.clone(), category.clone(), tried.clone());
        let (code, on_save) = (props.code.clone(), props.on_save.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let typed = quick_add::read(&line);
            if typed.name.is_empty() {
                return tried.set(true);
            }
            let each = typed.quantity.unwrap_or(Quantity::pieces(1));
            let barcode = match &code {
                Scanned::Article(barcode) => Some(*barcode),
                Scanned::Own(_) => None,
            };
            on_save.emit(Packages {
                category: *category,
                ..Packages::named(barcode, typed.name, each)
            });
        }
    };
    let later = props.on_later.reform(|_: MouseEvent| ());
    let about = match props.code {
        Scanned::Article(_) => t!("naming-once"),
        Scanned::Own(_) => t!("naming-own"),
    };
    let missing = *tried && quick_add::read(&line).name.is_empty();
    html! {
        <form class="card card--pad stack" {onsubmit} novalidate=true data-testid="naming"
            data-code={props.code.digits().to_owned()} aria-labelledby="naming-title">
            <h2 class="section__title" id="naming-title">{ t!("naming-title", code = props.code.digits()) }</h2>
            <p class="note__text">{ about }</p>
            <TextField id="naming-name" label={t!("naming-name")} value={(*line).clone()} autofocus=true
                hint={t!("naming-hint")} error={missing.then(|| t!("naming-missing"))}
                on_change={let line = line.setter(); move |text| line.set(text)} testid="naming-name" />
            <Choice id="naming-category" label={t!("add-category")} options={choices::categories()}
                value={category.map(Category::id).unwrap_or_default()} testid="naming-category"
                on_change={let category = category.setter(); move |id: String| category.set(Category::from_id(&id))} />
            <div class="naming__ways">
                <button type="button" class="btn" onclick={later} data-testid="naming-later">{ t!("naming-later") }</button>
                <button type="submit" class="btn btn--main" data-testid="naming-save">{ t!("naming-save") }</button>
            </div>
        </form>
    }
}
