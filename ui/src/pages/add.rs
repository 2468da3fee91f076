//! Adding by hand: one line is enough, everything else has a default.

use jiff::civil::Date;
use pantry::action::{Action, DateChoice, ItemChoice, NewLot};
use pantry::category::Category;
use pantry::due::mark_of;
use pantry::household::Household;
use pantry::id::PlaceId;
use pantry::item::Item;
use pantry::location::PlaceKind;
use pantry::lot::{Mark, Marked};
use pantry::quantity::{Quantity, Unit};
use pantry::shelf_life::{Kind, default_place};
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use super::lot_date::QuickDates;
use crate::components::choices;
use crate::components::field::{Choice, DateField, TextField, date_label};
use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::route::Route;
use crate::view::{amounts, quick_add};

/// What has been filled in so far.
#[derive(Clone, PartialEq, Debug, Default)]
struct Form {
    line: String,
    /// `None` while the line says it.
    amount: Option<String>,
    unit: Option<Unit>,
    place: Option<PlaceId>,
    category: Option<Category>,
    date: Option<Option<Date>>,
    /// Whether to say what is missing.
    tried: bool,
}

impl Form {
    fn unit(&self) -> Unit {
        let typed = quick_add::read(&self.line).quantity;
        self.unit
            .or(typed.map(|quantity| quantity.unit))
            .unwrap_or(Unit::Piece)
    }

    fn amount(&self) -> String {
        let typed = quick_add::read(&self.line)
            .quantity
            .map(amounts::amount_text);
        self.amount
            .clone()
            .or(typed)
            .unwrap_or_else(|| "1".to_owned())
    }

    fn quantity(&self) -> Option<Quantity> {
        amounts::read_quantity(&self.amount(), self.unit())
    }

    /// The item, if the household has it already.
    fn known<'house>(&self, household: &'house Household) -> Option<&'house Item> {
        household.item_named(&quick_add::read(&self.line).name)
    }

    /// What it will be filed under.
    fn category(&self, household: &Household) -> Option<Category> {
        let known = || self.known(household).and_then(|item| item.category);
        self.category.or_else(known)
    }

    /// What decides where it goes and how long it keeps.
    fn kind(&self, household: &Household) -> Option<Kind> {
        let typed = quick_add::read(&self.line).name;
        let known = self.known(household).map(|item| item.name.as_str());
        Some(household.kind_of(self.category(household)?, known.unwrap_or(&typed)))
    }

    /// Where it will go.
    fn place(&self, household: &Household) -> PlaceId {
        let usual = || self.known(household).and_then(|item| item.place);
        let kind = self.kind(household).map(default_place);
        let place = self.place.or_else(usual);
        place.unwrap_or(kind.unwrap_or(PlaceKind::Pantry).place())
    }

    /// What its date is about.
    fn mark(&self, household: &Household) -> Mark {
        self.category(household).map_or(Mark::BestBefore, mark_of)
    }

    /// The lot, if enough is filled in.
    fn lot(&self, household: &Household) -> Option<NewLot> {
        let name = quick_add::read(&self.line).name;
        if name.is_empty() {
            return None;
        }
        let mark = self.mark(household);
        let date = match self.date {
            None => DateChoice::Estimate,
            Some(None) => DateChoice::None,
            Some(Some(on)) => DateChoice::Given(Marked {
                on,
                mark,
                estimated: false,
            }),
        };
        Some(NewLot {
            item: ItemChoice::Named(name),
            category: self.category,
            quantity: self.quantity()?,
            place: self.place,
            purchased: None,
            date,
            price: None,
            note: String::new(),
        })
    }
}

/// Adding by hand.
#[component]
pub fn Add() -> Html {
    let (larder, navigator) = (use_larder(), use_navigator());
    let form = use_state_eq(Form::default);
    let added = use_state_eq(|| 0_u32);
    let save = {
        let (larder, form) = (larder.clone(), form.clone());
        move || {
            let lot = form.lot(&larder.household());
            let Some(lot) = lot else {
                form.set(Form {
                    tried: true,
                    ..(*form).clone()
                });
                return false;
            };
            let name = quick_add::read(&form.line).name;
            larder.act(Action::AddLot(lot), t!("added", name = name));
            form.set(Form {
                place: form.place,
                ..Form::default()
            });
            true
        }
    };
    let onsubmit = {
        let save = save.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if save()
                && let Some(navigator) = &navigator
            {
                navigator.push(&Route::Pantry);
            }
        }
    };
    let another = {
        let added = added.clone();
        move |_: MouseEvent| {
            if save() {
                added.set(*added + 1);
            }
        }
    };
    html! {
        <main class="main" id="main" data-testid="add">
            <Head title={t!("add-title")} />
            <RouteLink to={Route::Barcode} class="btn btn--line btn--wide add__bars" testid="add-barcode">
                <Icon glyph={Glyph::Barcode} />{ t!("barcode-go-scan") }
            </RouteLink>
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
    let typed = quick_add::read(&form.line);
    let missing = form.tried && typed.name.is_empty();
    let wrong = form.quantity().is_none();
    let household = larder.household();
    let category = form.category(&household);
    html! {
        <>
            <div>
                <TextField id="add-name" label={t!("add-name")} value={form.line.clone()} autofocus=true
                    on_change={changed(props, |form, line| form.line = line)} testid="add-name"
                    error={missing.then(|| t!("add-name-missing"))} />
                <p class="field__hint">{ t!("add-name-hint") }</p>
            </div>
            <div class="grid2">
                <TextField id="add-amount" label={t!("add-amount")} value={form.amount()} mode="decimal"
                    on_change={changed(props, |form, amount| form.amount = Some(amount))} testid="add-amount"
                    error={wrong.then(amounts::amount_wrong)} />
                <Choice id="add-unit" label={t!("add-unit")} options={choices::units(form.unit())} value={form.unit().symbol()}
                    on_change={changed(props, |form, name| form.unit = Unit::parse(&name))} testid="add-unit" />
            </div>
            <Choice id="add-category" label={t!("add-category")} options={choices::categories(category)}
                value={category.map(Category::id).unwrap_or_default()}
                on_change={changed(props, |form, id| form.category = Category::from_id(&id))} testid="add-category" />
            <PlacePicker form={form.clone()} on_form={props.on_form.clone()} />
            <DateField id="add-date" label={date_label(form.mark(&household))} value={form.date.flatten()}
                on_change={on_date(props)} testid="add-date" />
            <QuickDates today={larder.today} on_pick={on_date(props)} />
        </>
    }
}

/// A place at one tap.
#[component]
fn PlacePicker(props: &FieldsProps) -> Html {
    let larder = use_larder();
    let household = larder.household();
    let current = props.form.place(&household);
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
