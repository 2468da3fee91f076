//! Insights: what was spent and where, what got dearer, what was thrown away.

use std::rc::Rc;

use pantry::insights::{self, FEW, Month, Spending, Waste};
use pantry::money::{Currency, Money};
use yew::prelude::*;

use super::Head;
use super::home::Teach;
use crate::components::chart::{Bars, Columns};
use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_larder;
use crate::host::browser::day_at;
use crate::i18n::t;
use crate::route::Route;
use crate::view::amounts;
use crate::view::insights as view;

/// The months that a person can look back over.
const PERIODS: [usize; 3] = [3, 6, 12];

/// The page.
#[component]
pub fn InsightsPage() -> Html {
    let larder = use_larder();
    let period = use_state_eq(|| PERIODS[1]);
    let chosen = use_state_eq(|| None::<Currency>);
    let spent = use_memo((larder.clone(), *period), |(larder, period)| {
        let months = Month::of(larder.today).last(*period);
        insights::spending(&larder.household(), &months)
    });
    let waste = use_memo((larder.clone(), *period), |(larder, period)| {
        let months = Month::of(larder.today).last(*period);
        insights::waste(&larder.household(), &months, day_at)
    });
    let is_empty = spent.is_empty() && waste.times == 0;
    let shown = spent.iter().find(|one| Some(one.currency) == *chosen);
    let shown = shown.or(spent.first()).cloned();
    let on_period = {
        let period = period.setter();
        Callback::from(move |months| period.set(months))
    };
    let on_currency = {
        let chosen = chosen.setter();
        Callback::from(move |currency| chosen.set(Some(currency)))
    };
    html! {
        <main class="main main--wide" id="main" data-testid="insights">
            <Head title={t!("insights-title")} up={(Route::More, t!("more-title"))} />
            // A year may hold what a quarter does not; before anything there is nothing to choose.
            if !is_empty || *period != PERIODS[1] {
                <Periods period={*period} {on_period} />
            }
            if is_empty {
                <Teach title={t!("insights-none-title")} text={t!("insights-none-text")} testid="insights-empty" />
            } else {
                if spent.len() > 1 {
                    <Currencies spent={spent.clone()} shown={shown.as_ref().map(|one| one.currency)} {on_currency} />
                }
                <div class="insights">
                    if let Some(spent) = &shown {
                        <Spent spent={spent.clone()} />
                    }
                    <Trends />
                    <Thrown waste={waste.clone()} spent={shown} />
                </div>
            }
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct PeriodProps {
    period: usize,
    on_period: Callback<usize>,
}

#[component]
fn Periods(props: &PeriodProps) -> Html {
    let segment = |months: usize| {
        let on_period = props.on_period.clone();
        let onclick = move |_: MouseEvent| on_period.emit(months);
        html! {
            <button type="button" class="segment" key={months} {onclick} data-testid={format!("period-{months}")}
                aria-pressed={(props.period == months).to_string()}>{ t!("insights-period", count = months) }</button>
        }
    };
    html! {
        <div class="segments insights__period" role="group" aria-label={t!("insights-over")}>
            { for PERIODS.into_iter().map(segment) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct CurrencyProps {
    spent: Rc<Vec<Spending>>,
    shown: Option<Currency>,
    on_currency: Callback<Currency>,
}

/// Sums of two currencies are never one.
#[component]
fn Currencies(props: &CurrencyProps) -> Html {
    let chip = |spent: &Spending| {
        let (on_currency, currency) = (props.on_currency.clone(), spent.currency);
        let onclick = move |_: MouseEvent| on_currency.emit(currency);
        html! {
            <button type="button" class="chip" key={currency.code().to_owned()} {onclick}
                aria-pressed={(props.shown == Some(currency)).to_string()}>{ currency.code() }</button>
        }
    };
    html! {
        <div class="chips" role="group" aria-label={t!("insights-currency")}>
            { for props.spent.iter().map(chip) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SpentProps {
    spent: Spending,
}

/// What was spent, when, where and on what.
#[component]
fn Spent(props: &SpentProps) -> Html {
    let spent = &props.spent;
    let money = |minor| amounts::money(Money::new(minor, spent.currency));
    let what = t!("insights-spent");
    html! {
        <>
            <section class="card card--pad insight" data-testid="insights-spent">
                <h2 class="insight__title">{ t!("insights-spent") }</h2>
                <p class="insight__sum">{ money(spent.total) }</p>
                <p class="note__text">{ t!("insights-purchases", count = spent.purchases) }</p>
                if spent.purchases < FEW {
                    <p class="insight__thin" data-testid="insights-thin">{ t!("insights-thin") }</p>
                }
                <Columns label={t!("insights-by-month")} of={t!("insights-month")} what={what.clone()} marks={view::months(spent)} />
            </section>
            <section class="card card--pad insight" data-testid="insights-shops">
                <h2 class="insight__title">{ t!("insights-by-shop") }</h2>
                <Bars label={t!("insights-by-shop")} of={t!("review-merchant")} what={what.clone()} marks={view::merchants(spent)} />
            </section>
            <section class="card card--pad insight" data-testid="insights-categories">
                <h2 class="insight__title">{ t!("insights-by-category") }</h2>
                <Bars label={t!("insights-by-category")} of={t!("review-category")} {what} marks={view::categories(spent)} />
                if spent.unlisted > 0 {
                    <p class="note__text">{ t!("insights-unlisted-text") }</p>
                }
            </section>
        </>
    }
}

/// The prices that moved most.
#[component]
fn Trends() -> Html {
    let larder = use_larder();
    let trends = use_memo((larder.clone(),), |(larder,)| {
        view::trends(&larder.household())
    });
    let row = |trend: &view::TrendView| {
        let to = Route::Item {
            id: trend.item.to_string(),
        };
        let class = if trend.is_up {
            "change change--up"
        } else {
            "change"
        };
        html! {
            <li key={trend.item.to_string()}>
                <RouteLink {to} class="row" testid="insights-trend">
                    <span class="row__text">
                        <span class="row__name">{ &trend.name }</span>
                        <span class="row__meta">{ &trend.last }</span>
                    </span>
                    <span {class}>{ &trend.change }</span>
                    <Icon glyph={Glyph::Chevron} class="icon--s row__chev" />
                </RouteLink>
            </li>
        }
    };
    html! {
        <section class="card insight insight--list" data-testid="insights-prices">
            <h2 class="insight__title">{ t!("insights-prices") }</h2>
            if trends.is_empty() {
                <p class="note__text insight__none">{ t!("insights-no-prices") }</p>
            } else {
                <ul class="list">{ for trends.iter().map(row) }</ul>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct ThrownProps {
    waste: Rc<Waste>,
    spent: Option<Spending>,
}

/// What was thrown away.
#[component]
fn Thrown(props: &ThrownProps) -> Html {
    let larder = use_larder();
    let waste = &props.waste;
    let lost = view::lost(waste);
    let items = view::wasted_items(&larder.household(), waste);
    html! {
        <section class="card card--pad insight" data-testid="insights-waste">
            <h2 class="insight__title">{ t!("insights-waste") }</h2>
            if waste.times == 0 {
                <p class="note__text">{ t!("insights-no-waste") }</p>
            } else {
                <p class="insight__sum">{ if lost.is_empty() { t!("insights-times", count = waste.times) } else { lost.clone() } }</p>
                <p class="note__text">{ t!("insights-waste-times", count = waste.times) }</p>
                if let Some(share) = share(waste, props.spent.as_ref()) {
                    <p class="note__text">{ t!("insights-waste-share", share = share) }</p>
                }
                // Without a sum there is none that could be too low.
                if waste.unpriced > 0 && !lost.is_empty() {
                    <p class="insight__thin">{ t!("insights-unpriced", count = waste.unpriced) }</p>
                }
                <Columns label={t!("insights-waste-by-month")} of={t!("insights-month")} what={t!("insights-waste-what")}
                    marks={view::wasted_months(waste)} />
                <ul class="facts insight__facts">
                    { for items.iter().map(|(name, told)| html! {
                        <li class="fact" key={name.to_string()}><span>{ name }</span><span class="receipt__price">{ told }</span></li>
                    }) }
                </ul>
            }
        </section>
    }
}

/// What was lost of what was spent, in percent; `None` where too little is known.
fn share(waste: &Waste, spent: Option<&Spending>) -> Option<AttrValue> {
    let spent = spent.filter(|spent| spent.purchases >= FEW && spent.total > 0)?;
    let lost = waste
        .lost
        .iter()
        .find(|lost| lost.currency == spent.currency)?;
    let share = i128::from(lost.minor) * 100 / i128::from(spent.total);
    Some(amounts::percent(i64::try_from(share).ok()?).into())
}
