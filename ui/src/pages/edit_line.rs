//! Putting one line of a review right.

use pantry::action::DateChoice;
use pantry::category::Category;
use pantry::id::PlaceId;
use pantry::lot::Marked;
use pantry::money::Currency;
use pantry::quantity::Unit;
use yew::prelude::*;

use crate::components::choices;
use crate::components::field::{Choice, DateField, TextField, date_label};
use crate::hooks::context::{use_larder, use_scanning};
use crate::i18n::t;
use crate::state::review_line::ReviewLine;
use crate::state::scanning::Scanning;
use crate::view::amounts;

/// Properties of [`EditLine`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The line.
    pub line: ReviewLine,
    /// Called when the person is done.
    pub on_done: Callback<()>,
}

/// The fields of a line; what is typed holds at once.
#[component]
pub fn EditLine(props: &Props) -> Html {
    let (larder, scanning) = (use_larder(), use_scanning());
    let key = props.line.key;
    let bought = scanning
        .desk
        .review
        .as_ref()
        .map_or(larder.today, |review| review.bought(larder.today));
    let household = larder.household();
    let date = props.line.date(&household, bought);
    let mark = props.line.mark(&household);
    let category = props.line.category(&household);
    let place = props.line.place(&household).to_string();
    let on_name = changing(&scanning, key, ReviewLine::call);
    let on_category = changing(&scanning, key, |line, id: String| {
        line.file(Category::from_id(&id));
    });
    let on_place = changing(&scanning, key, |line, id: String| {
        line.line.place = PlaceId::parse(&id)
    });
    let on_date = changing(
        &scanning,
        key,
        move |line, on: Option<jiff::civil::Date>| {
            line.line.date = match on {
                Some(on) => DateChoice::Given(Marked {
                    on,
                    mark,
                    estimated: false,
                }),
                None => DateChoice::None,
            };
        },
    );
    let done = {
        let (scanning, on_done) = (scanning.clone(), props.on_done.clone());
        move |_: MouseEvent| {
            scanning.edit(move |review| {
                if let Some(line) = review.line_mut(key) {
                    line.checked = true;
                }
            });
            on_done.emit(());
        }
    };
    let unnamed = props.line.is_unnamed();
    // A line that was just added is empty: its name comes first.
    let new = unnamed && props.line.bounds.is_none();
    html! {
        <div class="line__form">
            <TextField id={format!("line-{key}-name")} label={t!("review-name")} value={props.line.name.clone()}
                on_change={on_name} testid="line-name" autofocus={new} error={unnamed.then(|| t!("review-name-missing"))} />
            <Amounts line={props.line.clone()} />
            <div class="grid2">
                <Choice id={format!("line-{key}-category")} label={t!("review-category")} options={choices::categories()}
                    value={category.map(Category::id).unwrap_or_default()} on_change={on_category} testid="line-category" />
                <Choice id={format!("line-{key}-place")} label={t!("review-place")}
                    options={choices::places(&household.places())} value={place}
                    on_change={on_place} testid="line-place" />
            </div>
            <DateField id={format!("line-{key}-date")} label={date_label(mark)} value={date.map(|date| date.on)}
                on_change={on_date} testid="line-date" />
            <button type="button" class="btn" onclick={done} data-testid="line-done">{ t!("review-done") }</button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct AmountsProps {
    line: ReviewLine,
}

/// Amount, unit and price, as they are typed; a half-typed number changes nothing.
#[component]
fn Amounts(props: &AmountsProps) -> Html {
    let scanning = use_scanning();
    let ReviewLine { key, line, .. } = &props.line;
    let key = *key;
    let amount = use_state_eq(|| line.quantity.amount());
    let price = use_state_eq(|| {
        line.price
            .map(|price| price.to_string())
            .unwrap_or_default()
    });
    let unit = line.quantity.unit;
    let currency = scanning
        .desk
        .review
        .as_ref()
        .map_or(Currency::EUR, |review| review.currency());
    let on_amount = {
        let (typed, change) = (
            amount.clone(),
            changing(&scanning, key, move |line, text: String| {
                if let Some(quantity) = amounts::read_quantity(&text, line.line.quantity.unit) {
                    line.line.quantity = quantity;
                }
            }),
        );
        Callback::from(move |text: String| {
            typed.set(text.clone());
            change.emit(text);
        })
    };
    let on_unit = changing(&scanning, key, |line, name: String| {
        line.line.quantity.unit = Unit::parse(&name).unwrap_or(line.line.quantity.unit);
    });
    let on_price = {
        let (typed, change) = (
            price.clone(),
            changing(&scanning, key, move |line, text: String| {
                if let Ok(price) = amounts::typed_money(&text, currency) {
                    line.line.price = price;
                    line.settle();
                }
            }),
        );
        Callback::from(move |text: String| {
            typed.set(text.clone());
            change.emit(text);
        })
    };
    let wrong = amounts::read_quantity(&amount, unit).is_none();
    let wrong_price = amounts::typed_money(&price, currency).is_err();
    html! {
        <div class="grid3">
            <TextField id={format!("line-{key}-amount")} label={t!("review-amount")} value={(*amount).clone()}
                on_change={on_amount} mode="decimal" testid="line-amount"
                error={wrong.then(|| t!("add-amount-wrong"))} />
            <Choice id={format!("line-{key}-unit")} label={t!("review-unit")} options={choices::units(unit)}
                value={unit.symbol()} on_change={on_unit} testid="line-unit" />
            <TextField id={format!("line-{key}-price")} label={t!("review-price")} value={(*price).clone()}
                on_change={on_price} mode="decimal" testid="line-price"
                error={wrong_price.then(|| t!("price-wrong"))} />
        </div>
    }
}

/// A callback that changes the line with this key.
fn changing<T: 'static>(
    scanning: &Scanning,
    key: usize,
    change: impl Fn(&mut ReviewLine, T) + Clone + 'static,
) -> Callback<T> {
    let scanning = scanning.clone();
    Callback::from(move |value: T| {
        let change = change.clone();
        scanning.edit(move |review| {
            if let Some(line) = review.line_mut(key) {
                change(line, value);
            }
        });
    })
}
