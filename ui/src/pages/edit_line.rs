//! Putting one line of a review right.

use pantry::action::{DateChoice, ItemChoice};
use pantry::category::Category;
use pantry::due::mark_of;
use pantry::id::PlaceId;
use pantry::lot::{Mark, Marked};
use pantry::quantity::Unit;
use yew::prelude::*;

use crate::components::choices;
use crate::components::field::{Choice, DateField, TextField};
use crate::hooks::context::{use_larder, use_scanning};
use crate::i18n::t;
use crate::state::review::ReviewLine;
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
    let ReviewLine { key, line, .. } = &props.line;
    let key = *key;
    let bought = scanning
        .desk
        .review
        .as_ref()
        .map_or(larder.today, |review| review.bought(larder.today));
    let date = props
        .line
        .date(&larder.household(), bought)
        .map(|marked| marked.on);
    let kind = props.line.place_kind(&larder.household());
    let place = line.place.unwrap_or(kind.place()).to_string();
    let on_name = changing(&scanning, key, |line, text: String| {
        line.name = text.clone();
        line.line.item = ItemChoice::Named(text);
    });
    let on_category = changing(&scanning, key, |line, id: String| {
        line.line.category = Category::from_id(&id);
        line.why.clear();
    });
    let on_place = changing(&scanning, key, |line, id: String| {
        line.line.place = PlaceId::parse(&id)
    });
    let on_date = changing(&scanning, key, |line, on: Option<jiff::civil::Date>| {
        let mark = line.line.category.map_or(Mark::BestBefore, mark_of);
        line.line.date = match on {
            Some(on) => DateChoice::Given(Marked {
                on,
                mark,
                estimated: false,
            }),
            None => DateChoice::None,
        };
    });
    let done = props.on_done.reform(|_: MouseEvent| ());
    html! {
        <div class="line__form">
            <TextField id={format!("line-{key}-name")} label={t!("review-name")} value={props.line.name.clone()}
                on_change={on_name} testid="line-name" autofocus=true />
            <Amounts line={props.line.clone()} />
            <div class="grid2">
                <Choice id={format!("line-{key}-category")} label={t!("review-category")} options={choices::categories()}
                    value={line.category.map(Category::id).unwrap_or_default()} on_change={on_category} testid="line-category" />
                <Choice id={format!("line-{key}-place")} label={t!("review-place")}
                    options={choices::places(&larder.household().places())} value={place}
                    on_change={on_place} testid="line-place" />
            </div>
            <DateField id={format!("line-{key}-date")} label={t!("review-best-before")} value={date}
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
        .map(|review| review.currency());
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
                line.line.price =
                    currency.and_then(|currency| amounts::read_money(&text, currency));
            }),
        );
        Callback::from(move |text: String| {
            typed.set(text.clone());
            change.emit(text);
        })
    };
    let wrong = amounts::read_quantity(&amount, unit).is_none();
    html! {
        <div class="grid3">
            <TextField id={format!("line-{key}-amount")} label={t!("review-amount")} value={(*amount).clone()}
                on_change={on_amount} mode="decimal" testid="line-amount"
                error={wrong.then(|| t!("add-amount-wrong"))} />
            <Choice id={format!("line-{key}-unit")} label={t!("review-unit")} options={choices::units(unit)}
                value={unit.symbol()} on_change={on_unit} testid="line-unit" />
            <TextField id={format!("line-{key}-price")} label={t!("review-price")} value={(*price).clone()}
                on_change={on_price} mode="decimal" testid="line-price" />
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
            if let Some(line) = review.lines.iter_mut().find(|line| line.key == key) {
                change(line, value);
            }
        });
    })
}
