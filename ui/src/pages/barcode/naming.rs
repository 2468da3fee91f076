//! What a new code is: one line, once.

use pantry::action::Packages;
use pantry::barcode::Scanned;
use pantry::category::Category;
use pantry::due::mark_of;
use pantry::item::Origin;
use pantry::lot::Mark;
use pantry::quantity::Quantity;
use yew::prelude::*;

use super::super::add::choice;
use super::super::lookup::{Credit, LookupQuestion};
use crate::components::choices;
use crate::components::field::{Choice, TextField};
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::state::lookup::{Article, Consent};
use crate::view::categories;
use crate::view::quick_add::{self, Around};

/// Properties of [`Naming`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The code.
    pub code: Scanned,
    /// How many packages wait for the name.
    pub count: u32,
    /// What Open Food Facts says that it is.
    pub found: Option<Article>,
    /// Whether it may be asked.
    pub consent: Consent,
    /// Called with what the person says about that.
    pub on_consent: Callback<Consent>,
    /// Called with what the person says it is.
    pub on_save: Callback<Packages>,
    /// Called where the person says it another time.
    pub on_later: Callback<()>,
}

/// One line and a category.
#[component]
pub fn Naming(props: &Props) -> Html {
    let larder = use_larder();
    let line = use_state_eq(String::new);
    let category = use_state_eq(|| None::<Category>);
    let tried = use_state_eq(|| false);
    // What is found is filled in, unless the person has begun to type.
    use_effect_with(props.found.clone(), {
        let (line, category) = (line.clone(), category.clone());
        move |found| {
            if let Some(found) = found.as_ref().filter(|_| line.is_empty()) {
                line.set(found.name.clone());
                category.set(category.or(found.category));
            }
        }
    });
    let onsubmit = {
        let (line, category, tried) = (line.clone(), category.clone(), tried.clone());
        let (code, on_save) = (props.code.clone(), props.on_save.clone());
        let (larder, count) = (larder.clone(), props.count);
        let found = props.found.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            // A name of others is taken as it is: "7 up" is no amount.
            let theirs = found.as_ref().filter(|found| found.name == line.trim());
            let typed = {
                let household = larder.household();
                quick_add::read_at_home(&line, &Around::of(&household, larder.today))
            };
            let name = theirs.map_or(typed.name, |found| found.name.clone());
            if name.is_empty() {
                return tried.set(true);
            }
            let said = theirs.is_none();
            let each = typed.quantity.filter(|_| said);
            let each = each.unwrap_or(Quantity::pieces(1));
            let brand = found.as_ref().and_then(|found| found.brand.clone());
            let size = found.as_ref().and_then(|found| found.size);
            let size = size.filter(|_| each == Quantity::pieces(1));
            // Whatever is theirs has its source named.
            let of_theirs = theirs.is_some() || brand.is_some() || size.is_some();
            let mark = category.map_or(Mark::BestBefore, mark_of);
            on_save.emit(Packages {
                category: *category,
                count,
                place: typed.place.filter(|_| said),
                date: choice(typed.date.filter(|_| said), mark),
                brand,
                size,
                origin: of_theirs.then_some(Origin::OpenFoodFacts),
                ..Packages::named(code.article(), name, each)
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
            if props.count > 1 {
                <p class="note__text" data-testid="naming-count">{ t!("naming-count", count = props.count) }</p>
            }
            <TextField id="naming-name" label={t!("naming-name")} value={(*line).clone()} autofocus=true
                hint={t!("naming-hint")} error={missing.then(|| t!("naming-missing"))}
                on_change={let line = line.setter(); move |text| line.set(text)} testid="naming-name" />
            if props.found.is_some() {
                <Credit barcode={props.code.article()} />
            } else if props.consent == Consent::NotAsked && props.code.article().is_some() {
                <LookupQuestion on_choose={props.on_consent.clone()} />
            }
            <Choice id="naming-category" label={t!("add-category")} options={choices::categories(*category)}
                value={category.map(Category::key).unwrap_or_default()} testid="naming-category"
                on_change={let category = category.setter(); move |id: String| category.set(categories::from_key(&id))} />
            <div class="naming__ways">
                <button type="button" class="btn" onclick={later} data-testid="naming-later">{ t!("naming-later") }</button>
                <button type="submit" class="btn btn--main" data-testid="naming-save">{ t!("naming-save") }</button>
            </div>
        </form>
    }
}
