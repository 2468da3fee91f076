//! The head of a review: shop, day, total, and the questions about the whole.

use pantry::receipt::DoubtKind;
use yew::prelude::*;

use crate::components::field::{DateField, TextField};
use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::{use_larder, use_scanning};
use crate::i18n::t;
use crate::state::review::{Review, Sum};
use crate::view::{amounts, dates};

/// Properties of [`ReviewHead`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The review.
    pub review: Review,
}

/// Shop, day and total; every one of them can be put right.
#[component]
pub fn ReviewHead(props: &Props) -> Html {
    let review = &props.review;
    let (larder, scanning) = (use_larder(), use_scanning());
    let typed_total = use_state_eq(|| {
        review
            .purchase
            .total
            .map(|total| total.to_string())
            .unwrap_or_default()
    });
    let on_merchant = {
        let scanning = scanning.clone();
        Callback::from(move |text: String| {
            scanning.edit(move |review| {
                review.purchase.merchant = Some(text).filter(|text| !text.trim().is_empty());
            });
        })
    };
    let on_date = {
        let scanning = scanning.clone();
        Callback::from(move |day| {
            scanning.edit(move |review| review.purchase.date = day);
        })
    };
    let on_total = {
        let (scanning, typed) = (scanning.clone(), typed_total.clone());
        Callback::from(move |text: String| {
            typed.set(text.clone());
            scanning.edit(move |review| {
                review.purchase.total = amounts::read_money(&text, review.currency());
            });
        })
    };
    let merchant: AttrValue = review.purchase.merchant.clone().unwrap_or_default().into();
    let questions = review.questions();
    html! {
        <section class="card receipt-head">
            <TextField id="review-merchant" label={t!("review-merchant")} value={merchant}
                on_change={on_merchant} testid="review-merchant" />
            <div class="grid2">
                <DateField id="review-date" label={t!("review-date")} value={Some(review.bought(larder.today))}
                    on_change={on_date} testid="review-date" />
                <TextField id="review-total" label={t!("review-total-label")} value={(*typed_total).clone()}
                    on_change={on_total} mode="decimal" testid="review-total" />
            </div>
            <SumMark review={review.clone()} />
            if !questions.is_empty() {
                <ul class="questions">
                    { for questions.iter().map(|kind| question(kind, review, larder.today)) }
                </ul>
            }
        </section>
    }
}

/// A doubt as a plain question.
fn question(kind: &DoubtKind, review: &Review, today: jiff::civil::Date) -> Html {
    let asked = match kind {
        DoubtKind::NoText => t!("doubt-no-text"),
        DoubtKind::NoTotal => t!("doubt-no-total"),
        DoubtKind::NoDate => t!("doubt-no-date"),
        DoubtKind::NoMerchant => t!("doubt-no-merchant"),
        DoubtKind::AmbiguousDate => {
            t!(
                "doubt-ambiguous-date",
                date = dates::short(review.bought(today), today)
            )
        }
        _ => t!("doubt-price-without-item"),
    };
    html! {
        <li class="question" data-testid="review-question" key={asked.to_string()}>
            <Icon glyph={Glyph::Question} class="icon--s" />{ asked }
        </li>
    }
}

/// Whether the lines add up: a check mark or a remark, never a block.
#[component]
fn SumMark(props: &Props) -> Html {
    let (class, state, glyph, text) = match props.review.sum() {
        Sum::Right => ("sum sum--ok", "right", Glyph::Check, t!("review-sum-ok")),
        Sum::Off { sum, total } => (
            "sum sum--off",
            "off",
            Glyph::Warning,
            t!(
                "review-sum-off",
                sum = amounts::money(sum),
                total = amounts::money(total)
            ),
        ),
        Sum::Unknown => ("sum", "unknown", Glyph::Question, t!("review-sum-unknown")),
    };
    let total = props.review.purchase.total.map(amounts::money);
    html! {
        <div {class} data-testid="review-sum" data-sum={state}>
            <Icon {glyph} />
            <p class="sum__text">{ text }</p>
            if let Some(total) = total {
                <p class="sum__total">{ total }</p>
            }
        </div>
    }
}
