//! Adding by hand: one line is enough, everything else has a default.

mod form;
mod said;

use jiff::civil::Date;
use pantry::action::Action;
use pantry::category::Category;
use pantry::quantity::Unit;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use super::lot_date::QuickDates;
use crate::components::choices;
use crate::components::field::{Choice, DateField, TextField, date_label};
use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_larder;
use crate::hooks::wedge::TypedCode;
use crate::i18n::t;
use crate::route::Route;
use crate::state::larder::{Progress, Request};
use crate::view::amounts;
use crate::view::categories;
use said::{Offers, Said};

pub use form::{Form, choice};

/// Adding by hand.
#[component]
pub fn Add() -> Html {
    let (larder, navigator) = (use_larder(), use_navigator());
    let typed_code = use_context::<TypedCode>();
    let form = use_state_eq(Form::default);
    let added = use_state_eq(|| 0_u32);
    // What was typed stays until it is there: what is refused can be put right.
    let save = {
        let (larder, form) = (larder.clone(), form.clone());
        move |then: Callback<()>| {
            let household = larder.household();
            let filled = form.read(&household, larder.today);
            if let (Some(code), Some(typed_code)) = (&filled.typed.code, &typed_code) {
                return typed_code.scan(code);
            }
            let lot = filled.lot();
            let name = filled.typed.name;
            drop(household);
            let Some(lot) = lot else {
                return form.set(Form {
                    tried: true,
                    ..(*form).clone()
                });
            };
            let (place, cleared) = (form.place, form.setter());
            larder.request(Request {
                action: Action::AddLot(lot),
                said: t!("added", name = name),
                offer: None,
                receipt: None,
                on_progress: Callback::from(move |progress| {
                    if let Progress::Shown(_) = progress {
                        cleared.set(Form {
                            place,
                            ..Form::default()
                        });
                        then.emit(());
                    }
                }),
            });
        }
    };
    let onsubmit = {
        let save = save.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let navigator = navigator.clone();
            save(Callback::from(move |()| {
                if let Some(navigator) = &navigator {
                    navigator.push(&Route::Pantry);
                }
            }));
        }
    };
    let another = {
        let added = added.clone();
        move |_: MouseEvent| {
            let added = added.clone();
            save(Callback::from(move |()| added.set(*added + 1)));
        }
    };
    html! {
        <main class="main" id="main" data-testid="add">
            <Head title={t!("add-title")} />
            <div class="add__ways">
                <RouteLink to={Route::Barcode} class="btn btn--line" testid="add-barcode">
                    <Icon glyph={Glyph::Barcode} />{ t!("add-barcodes") }
                </RouteLink>
                <RouteLink to={Route::Scan} class="btn btn--line" testid="add-photo">
                    <Icon glyph={Glyph::Camera} />{ t!("add-receipt") }
                </RouteLink>
            </div>
            <form class="card card--pad stack add" {onsubmit} novalidate=true>
                // Fields of their own for each: the name has the focus again.
                <Fields key={*added} form={(*form).clone()} on_form={let form = form.setter(); move |filled| form.set(filled)} />
                <div class="add__save">
                    <button type="submit" class="btn btn--main" data-testid="add-save">{ t!("add-save") }</button>
                </div>
                <button type="button" class="btn btn--quiet" onclick={another} data-testid="add-more">
                    <Icon glyph={Glyph::Plus} class="icon--s" />{ t!("add-more") }
                </button>
            </form>
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    form: Form,
    on_form: Callback<Form>,
}

/// The fields, each with its default.
#[component]
fn Fields(props: &FieldsProps) -> Html {
    let form = &props.form;
    let larder = use_larder();
    let household = larder.household();
    let filled = form.read(&household, larder.today);
    let missing = form.tried && filled.typed.name.is_empty();
    let wrong = filled.quantity().is_none();
    let category = filled.category();
    let (shown, on_form) = (form.clone(), props.on_form.clone());
    html! {
        <>
            <div class="add__line">
                <TextField id="add-name" label={t!("add-name")} value={form.line.clone()} autofocus=true
                    on_change={changed(props, |form, line| form.line = line)} testid="add-name"
                    error={missing.then(|| t!("add-name-missing"))} hint={t!("add-name-hint")} />
                <Said form={shown.clone()} on_form={on_form.clone()} />
                <Offers form={shown} {on_form} />
            </div>
            <div class="grid2">
                <TextField id="add-amount" label={t!("add-amount")} value={filled.amount()} mode="decimal"
                    on_change={changed(props, |form, amount| form.amount = Some(amount))} testid="add-amount"
                    error={wrong.then(amounts::amount_wrong)} />
                <Choice id="add-unit" label={t!("add-unit")} options={choices::units(filled.unit())} value={filled.unit().symbol()}
                    on_change={changed(props, |form, name| form.unit = Unit::parse(&name))} testid="add-unit" />
            </div>
            <Choice id="add-category" label={t!("add-category")} options={choices::categories(category)}
                value={category.map(Category::key).unwrap_or_default()}
                on_change={changed(props, |form, id| form.category = Some(categories::from_key(&id)))} testid="add-category" />
            <PlacePicker form={form.clone()} on_form={props.on_form.clone()} />
            <DateField id="add-date" label={date_label(filled.mark())} value={filled.date().flatten()}
                hint={filled.estimate()} on_change={on_date(props)} testid="add-date" />
            <QuickDates today={larder.today} on_pick={on_date(props)} />
        </>
    }
}

/// A place at one tap.
#[component]
fn PlacePicker(props: &FieldsProps) -> Html {
    let larder = use_larder();
    let household = larder.household();
    let current = props.form.read(&household, larder.today).place();
    let places = household.places();
    html! {
        <div class="field" data-testid="add-place">
            <span class="field__label">{ t!("add-place") }</span>
            <div class="segments" role="group" aria-label={t!("add-place")}>
                { for places.iter().map(|place| {
                    let (form, on_form, id) = (props.form.clone(), props.on_form.clone(), place.id);
                    let onclick = move |_: MouseEvent| on_form.emit(Form { place: Some(id), ..form.clone() });
                    html! {
                        <button type="button" class="segment" key={id.to_string()} {onclick}
                            aria-pressed={(current == id).to_string()}
                            data-testid={format!("add-place-{}", place.kind.id())}>
                            <Icon glyph={Glyph::of_place(place.kind)} class="icon--s" />
                            { choices::place_name(place) }
                        </button>
                    }
                }) }
            </div>
        </div>
    }
}

fn changed(props: &FieldsProps, change: impl Fn(&mut Form, String) + 'static) -> Callback<String> {
    let (form, on_form) = (props.form.clone(), props.on_form.clone());
    Callback::from(move |value| {
        let mut form = form.clone();
        change(&mut form, value);
        on_form.emit(form);
    })
}

fn on_date(props: &FieldsProps) -> Callback<Option<Date>> {
    let (form, on_form) = (props.form.clone(), props.on_form.clone());
    Callback::from(move |day| {
        on_form.emit(Form {
            date: Some(day),
            ..form.clone()
        })
    })
}
