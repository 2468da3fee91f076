//! The head of a review: shop, day, total, and the questions about the whole.

use std::rc::Rc;

use pantry::money::Money;
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
    pub review: Rc<Review>,
}

/// Shop, day and total; every one of them can be put right.
#[component]
pub fn ReviewHead(props: &Props) -> Html {
    let review = &props.review;
    let (larder, scanning) = (use_larder(), use_scanning());
    let typed_total = use_state_eq(|| amounts::money_text(review.purchase.total));
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
        Callback::from(move |day| scanning.edit(move |review| review.set_date(day)))
    };
    let on_total = {
        let (scanning, typed) = (scanning.clone(), typed_total.clone());
        Callback::from(move |text: String| {
            typed.set(text.clone());
            scanning.edit(move |review| {
                if let Ok(total) = amounts::typed_money(&text, review.currency()) {
                    review.set_total(total);
                }
            });
        })
    };
    let wrong = amounts::typed_money(&typed_total, review.currency()).is_err();
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
                    on_change={on_total} mode="decimal" testid="review-total"
                    error={wrong.then(amounts::price_wrong)} />
            </div>
            <SumMark review={review.clone()} />
            if !questions.is_empty() {
                <ul class="questions">
                    { for questions.iter().map(|kind| html! {
                        <Question key={format!("{kind:?}")} kind={kind.clone()} day={review.bought(larder.today)}
                            total={review.purchase.total} />
                    }) }
                </ul>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct QuestionProps {
    kind: DoubtKind,
    day: jiff::civil::Date,
    total: Option<Money>,
}

/// A doubt as a plain question. What no field answers is answered by a tap.
#[component]
fn Question(props: &QuestionProps) -> Html {
    let (larder, scanning) = (use_larder(), use_scanning());
    let (asked, by_tap) = match props.kind {
        DoubtKind::NoText => (t!("doubt-no-text"), false),
        DoubtKind::NoTotal => match props.total {
            Some(total) => {
                let total = amounts::money(total);
                (t!("doubt-total-worked-out", total = total), true)
            }
            None => (t!("doubt-no-total"), false),
        },
        DoubtKind::ItemWithoutPrice => (t!("doubt-item-without-price"), true),
        DoubtKind::NoDate => (t!("doubt-no-date"), true),
        DoubtKind::NoMerchant => (t!("doubt-no-merchant"), false),
        DoubtKind::AmbiguousDate => {
            let date = dates::short(props.day, larder.today);
            (t!("doubt-ambiguous-date", date = date), true)
        }
        _ => (t!("doubt-price-without-item"), true),
    };
    let onclick = {
        let kind = props.kind.clone();
        move |_: MouseEvent| {
            let kind = kind.clone();
            scanning.edit(move |review| review.answer(&kind));
        }
    };
    html! {
        <li class="question" data-testid="review-question">
            <Icon glyph={Glyph::Question} class="icon--s" />
            <span class="question__text">{ asked }</span>
            if by_tap {
                <button type="button" class="question__fine" {onclick} data-testid="question-fine">
                    { t!("doubt-fine") }
                </button>
            }
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
