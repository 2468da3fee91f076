//! Where food is kept: the household's places, to name, add and remove.

use pantry::action::{Action, PlaceEdit};
use pantry::location::{Place, PlaceKind};
use yew::prelude::*;

use super::Head;
use crate::components::choices::{place_kind_name, place_name};
use crate::components::field::TextField;
use crate::components::icon::{Glyph, Icon};
use crate::components::open_row::{NameField, OpenRow};
use crate::components::segments::{Segment, Segments};
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::route::Route;

/// The page.
#[component]
pub fn PlacesPage() -> Html {
    let larder = use_larder();
    let household = larder.household();
    let places = household.places();
    let rows = places.iter().map(|place| {
        let lots = household.lots().filter(|lot| lot.place == place.id).count();
        html! { <PlaceRow key={place.id.to_string()} place={PlaceValue(place.clone())} {lots} /> }
    });
    let rows: Vec<Html> = rows.collect();
    drop(household);
    html! {
        <main class="main" id="main" data-testid="places">
            <Head title={t!("places-title")} up={(Route::Settings, t!("settings-title"))} />
            <div class="stack stack--l">
                <p class="note__text">{ t!("places-text") }</p>
                <ul class="card list">{ rows }</ul>
                <NewPlace />
            </div>
        </main>
    }
}

/// A place as a property.
#[derive(Clone, PartialEq)]
struct PlaceValue(Place);

#[derive(Properties, PartialEq)]
struct RowProps {
    place: PlaceValue,
    lots: usize,
}

/// A place, and its fields once it is opened.
#[component]
fn PlaceRow(props: &RowProps) -> Html {
    let place = &props.place.0;
    let name = place_name(place);
    let (kind, lots) = (
        place_kind_name(place.kind),
        t!("places-lots", count = props.lots),
    );
    let meta = match kind == name {
        true => lots,
        false => format!("{kind} · {lots}").into(),
    };
    html! {
        <OpenRow picture={html! { <Icon glyph={Glyph::of_place(place.kind)} /> }} name={name.clone()} {meta}
            testid="place" data_name={name.clone()}>
            <PlaceFields place={props.place.clone()} {name} lots={props.lots} />
        </OpenRow>
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    place: PlaceValue,
    name: AttrValue,
    lots: usize,
}

/// Name and kind of a place, and removing it. The built-in ones keep their kind and stay.
#[component]
fn PlaceFields(props: &FieldsProps) -> Html {
    let larder = use_larder();
    let place = &props.place.0;
    let id = place.id;
    let edit = {
        let larder = larder.clone();
        move |edit: PlaceEdit, name: &str| {
            let said = t!("did-edit", name = name);
            larder.act(Action::EditPlace { place: id, edit }, said);
        }
    };
    let on_name = {
        let edit = edit.clone();
        Callback::from(move |name: String| {
            let said = name.clone();
            let named = PlaceEdit {
                name: Some(name),
                ..PlaceEdit::default()
            };
            edit(named, &said);
        })
    };
    let on_kind = {
        let name = props.name.clone();
        Callback::from(move |kind: PlaceKind| {
            let changed = PlaceEdit {
                kind: Some(kind),
                ..PlaceEdit::default()
            };
            edit(changed, &name);
        })
    };
    let remove = {
        let (larder, name) = (larder.clone(), props.name.clone());
        move |_: MouseEvent| {
            let said = t!("did-delete", name = name);
            larder.act(Action::DeletePlace { place: id }, said);
        }
    };
    let built_in = PlaceKind::of_built_in(id).is_some();
    html! {
        <>
            <NameField id={format!("place-{id}")} name={props.name.clone()} {on_name} testid="place-name" />
            if built_in {
                <p class="field__hint">{ t!("places-built-in") }</p>
            } else {
                <KindChoice kind={place.kind} on_kind={on_kind} testid="place-kind" />
                if props.lots > 0 {
                    <p class="field__hint">{ t!("places-remove-text") }</p>
                }
                <button type="button" class="btn btn--danger" onclick={remove} data-testid="place-remove">
                    <Icon glyph={Glyph::Bin} class="icon--s" />{ t!("places-remove") }
                </button>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct KindProps {
    kind: PlaceKind,
    on_kind: Callback<PlaceKind>,
    testid: &'static str,
}

/// What a place does to food.
#[component]
fn KindChoice(props: &KindProps) -> Html {
    let options = PlaceKind::ALL.map(|kind| Segment {
        value: kind.id(),
        name: place_kind_name(kind),
        glyph: Some(Glyph::of_place(kind)),
    });
    let on_choose = {
        let on_kind = props.on_kind.clone();
        Callback::from(move |id: &'static str| {
            if let Some(kind) = PlaceKind::from_id(id) {
                on_kind.emit(kind);
            }
        })
    };
    html! {
        <div class="field">
            <span class="field__label">{ t!("places-kind") }</span>
            <Segments label={t!("places-kind")} options={std::rc::Rc::from(options)} value={props.kind.id()}
                {on_choose} testid={props.testid} />
        </div>
    }
}

/// A shelf, a second freezer, a cellar.
#[component]
fn NewPlace() -> Html {
    let larder = use_larder();
    let name = use_state_eq(String::new);
    let kind = use_state_eq(|| PlaceKind::Pantry);
    let on_change = {
        let name = name.setter();
        Callback::from(move |text| name.set(text))
    };
    let on_kind = {
        let kind = kind.setter();
        Callback::from(move |chosen| kind.set(chosen))
    };
    let onsubmit = {
        let (name, kind) = (name.clone(), *kind);
        move |event: SubmitEvent| {
            event.prevent_default();
            let typed = name.trim().to_owned();
            let said = t!("added", name = typed);
            // Without a name it is refused, with a sentence that says so.
            let named = !typed.is_empty();
            larder.act(Action::AddPlace { name: typed, kind }, said);
            if named {
                name.set(String::new());
            }
        }
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("places-new") }</h2>
            <form class="card card--pad stack" {onsubmit} novalidate=true>
                <TextField id="place-new" label={t!("places-name")} value={(*name).clone()} {on_change}
                    hint={t!("places-new-hint")} testid="place-new-name" />
                <KindChoice kind={*kind} {on_kind} testid="place-new" />
                <button type="submit" class="btn btn--main" data-testid="place-add">{ t!("places-add") }</button>
            </form>
        </section>
    }
}
