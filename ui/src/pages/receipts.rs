//! All receipts, month by month, and found by what stands on them.

use pantry::household::ReceiptIndex;
use yew::prelude::*;

use super::Head;
use super::home::Teach;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::components::nav::RouteLink;
use crate::components::search_box::SearchBox;
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::route::Route;
use crate::view::receipts::{self, MonthView, ReceiptView};

/// Receipts that are drawn at first; more follow by a button.
const FIRST: usize = 60;

/// The page.
#[component]
pub fn ReceiptsPage() -> Html {
    let larder = use_larder();
    let query = use_state_eq(String::new);
    let shown = use_state_eq(|| FIRST);
    let index = use_memo((larder.clone(),), |(larder,)| {
        ReceiptIndex::of(&larder.household())
    });
    let found = use_memo((index.clone(), (*query).clone()), |(index, query)| {
        index.find(query)
    });
    let count = index.len();
    let months = receipts::by_month(&larder.household(), &found[..found.len().min(*shown)]);
    let rest = found.len().saturating_sub(*shown);
    let more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(*shown + 4 * FIRST)
    };
    let on_query = {
        let query = query.setter();
        Callback::from(move |typed| query.set(typed))
    };
    html! {
        <main class="main" id="main" data-testid="receipts">
            <Head title={t!("receipts-title")} up={(Route::More, t!("more-title"))} sub={(count > 0).then(|| t!("receipts-count", count = count))} />
            if count == 0 {
                <Teach title={t!("receipts-none-title")} text={t!("receipts-none-text")} testid="receipts-empty" />
            } else {
                <div class="search">
                    <SearchBox label={t!("receipts-search")} query={(*query).clone()} {on_query} testid="receipts-search" />
                </div>
                if months.is_empty() {
                    <Note tone={Tone::Plain} title={t!("pantry-no-match-title")} text={t!("receipts-no-match")} testid="receipts-no-match" />
                }
                <div class="stack stack--l">
                    { for months.iter().map(|month| html! {
                        <MonthSection key={month.title.to_string()} month={month.clone()} />
                    }) }
                </div>
                if rest > 0 {
                    <p class="more-rows">
                        <button type="button" class="btn btn--quiet" onclick={more}>{ t!("pantry-show-more", count = rest) }</button>
                    </p>
                }
            }
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct MonthProps {
    month: MonthView,
}

#[component]
fn MonthSection(props: &MonthProps) -> Html {
    let month = &props.month;
    html! {
        <section>
            <div class="section__head">
                <h2 class="section__title">{ &month.title }</h2>
                <span class="section__count section__end">{ &month.total }</span>
            </div>
            <ul class="card list">{ for month.receipts.iter().map(row) }</ul>
        </section>
    }
}

fn row(receipt: &ReceiptView) -> Html {
    let to = Route::Receipt {
        id: receipt.id.to_string(),
    };
    html! {
        <li key={receipt.id.to_string()}>
            <RouteLink {to} class="row" testid="receipts-row">
                <span class="day" aria-hidden={receipt.day.is_empty().to_string()}>
                    <span class="day__number">{ &receipt.day }</span>
                    <span class="day__name">{ &receipt.weekday }</span>
                </span>
                <span class="row__text">
                    <span class="row__name">{ &receipt.merchant }</span>
                    <span class="row__meta">
                        { t!("receipts-items", count = receipt.items) }
                        if receipt.has_photo {
                            <span class="photo-mark">
                                <Icon glyph={Glyph::Camera} class="icon--s" />
                                <span class="visually-hidden">{ t!("receipts-photo") }</span>
                            </span>
                        }
                    </span>
                </span>
                <span class="receipt__price">{ &receipt.total }</span>
            </RouteLink>
        </li>
    }
}
