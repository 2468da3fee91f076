//! What a file does not tell and a person can: the order of its dates, the currency of its
//! prices.

use std::rc::Rc;

use pantry::money::Currency;
use pantry::transfer::table::{Choices, DateOrder};
use yew::prelude::*;

use crate::components::field::Choice;
use crate::i18n::t;
use crate::state::transfer::Found;
use crate::view::transfer;

/// Properties of [`Questions`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The file.
    pub found: Rc<Found>,
    /// What was answered so far.
    pub choices: Choices,
    /// Called with each answer.
    pub on_choose: Callback<Choices>,
}

/// The questions; none where the file tells everything.
#[component]
pub fn Questions(props: &Props) -> Html {
    let choices = props.choices;
    let order = |order: DateOrder, name: AttrValue, testid: &'static str| {
        let chosen = props.on_choose.clone();
        let onclick = move |_: MouseEvent| chosen.emit(Choices { order, ..choices });
        html! {
            <button type="button" class="segment" aria-pressed={(choices.order == order).to_string()} {onclick} data-testid={testid}>
                { name }
            </button>
        }
    };
    let on_currency = {
        let chosen = props.on_choose.clone();
        Callback::from(move |code: String| {
            if let Some(currency) = Currency::from_code(&code) {
                chosen.emit(Choices {
                    currency,
                    ..choices
                });
            }
        })
    };
    let currencies = transfer::currencies(choices.currency).into_iter();
    let options: Rc<[(AttrValue, AttrValue)]> = currencies
        .map(|one| AttrValue::from(one.code().to_owned()))
        .map(|code| (code.clone(), code))
        .collect();
    let unclear = props.found.unclear_date();
    let asks_currency = props.found.asks_currency();
    if unclear.is_none() && !asks_currency {
        return Html::default();
    }
    html! {
        <div class="card card--pad stack">
            if let Some(date) = unclear {
                <p class="note__title" id="transfer-order">{ t!("transfer-order", date = date) }</p>
                <div class="segments" role="group" aria-labelledby="transfer-order">
                    { order(DateOrder::DayFirst, t!("transfer-day-first"), "transfer-order-day") }
                    { order(DateOrder::MonthFirst, t!("transfer-month-first"), "transfer-order-month") }
                </div>
            }
            if asks_currency {
                <Choice id="transfer-currency" label={t!("transfer-currency")} {options}
                    value={choices.currency.code().to_owned()} on_change={on_currency} testid="transfer-currency" />
            }
        </div>
    }
}
