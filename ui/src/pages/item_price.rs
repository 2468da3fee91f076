//! What an item has cost, in its sheet.

use pantry::id::ItemId;
use pantry::insights::{PriceTrend, price_trends};
use yew::prelude::*;

use crate::components::chart::Line;
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::view::insights as view;

/// Properties of [`ItemPrice`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The item.
    pub item: ItemId,
}

/// The prices of an item; nothing where there are none.
#[component]
pub fn ItemPrice(props: &Props) -> Html {
    let larder = use_larder();
    let trends = use_memo((larder.clone(), props.item), |(larder, item)| {
        price_trends(&larder.household(), *item)
    });
    let Some(trend) = trends.first() else {
        return Html::default();
    };
    let today = larder.today;
    html! {
        <section data-testid="item-price">
            <h3 class="section__title section__head">{ t!("price-title") }</h3>
            <div class="card card--pad insight">
                { head(trend) }
                if trend.prices.len() > 1 {
                    <Line label={t!("price-title")} of={t!("review-date")} what={t!("review-price")}
                        marks={view::prices(trend, today)} days={view::days(trend)} />
                } else {
                    <p class="note__text">{ t!("price-once") }</p>
                }
            </div>
        </section>
    }
}

fn head(trend: &PriceTrend) -> Html {
    let last = trend
        .prices
        .last()
        .map(|last| view::price(last.minor, trend));
    let change = trend.change().filter(|change| *change != 0);
    html! {
        <p class="insight__sum">
            { last.unwrap_or_default() }
            if let Some(change) = change {
                <span class={if change > 0 { "change change--up" } else { "change" }}>{ view::percent(change) }</span>
            }
        </p>
    }
}
