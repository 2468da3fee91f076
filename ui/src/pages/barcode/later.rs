//! Codes that wait for their names.

use jiff::civil::Date;
use pantry::barcode::Scanned;
use yew::prelude::*;

use super::super::lookup::Credit;
use crate::components::icon::{Glyph, Icon};
use crate::i18n::t;
use crate::state::later::Waiting;
use crate::state::lookup::Answers;
use crate::view::dates;

/// Properties of [`Later`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The codes.
    pub waiting: Vec<Waiting>,
    /// The day of today.
    pub today: Date,
    /// What Open Food Facts says of them.
    pub answers: Answers,
    /// Called with the one that the person names now.
    pub on_name: Callback<Scanned>,
    /// Called with the one that needs no name.
    pub on_forget: Callback<Scanned>,
}

/// The list, where there is one.
#[component]
pub fn Later(props: &Props) -> Html {
    if props.waiting.is_empty() {
        return Html::default();
    }
    let row = |waiting: &Waiting| {
        let code = &waiting.code;
        let times = (waiting.count > 1).then(|| t!("later-times", count = waiting.count));
        let day = waiting.day().filter(|day| *day != props.today);
        let day = day.map(|day| dates::when(day, props.today));
        let digits = code.digits().to_owned();
        let found = props.answers.article(code);
        let (named, forgotten) = (code.clone(), code.clone());
        let name = props.on_name.reform(move |_: MouseEvent| named.clone());
        let forget = props
            .on_forget
            .reform(move |_: MouseEvent| forgotten.clone());
        html! {
            <li class="row" key={digits.clone()} data-testid="later">
                <Icon glyph={Glyph::Barcode} />
                <span class="row__text">
                    <bdi class="row__name">{ &digits }</bdi>
                    <span class="row__meta">
                        if let Some(times) = times { <span data-testid="later-times">{ times }</span> }
                        if let Some(day) = day { <span>{ day }</span> }
                        if let Some(found) = found { <bdi>{ found.name }</bdi> }
                    </span>
                </span>
                <button type="button" class="btn btn--quiet" onclick={name} data-testid="later-name"
                    aria-label={t!("later-name-label", code = digits)}>{ t!("later-name") }</button>
                <button type="button" class="iconbtn" onclick={forget} data-testid="later-forget"
                    aria-label={t!("later-forget", code = digits)}><Icon glyph={Glyph::Close} /></button>
            </li>
        }
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("later-title", count = props.waiting.len()) }</h2>
            <ul class="card list">{ for props.waiting.iter().map(row) }</ul>
            if props.waiting.iter().any(|own| props.answers.article(&own.code).is_some()) {
                <Credit />
            }
        </section>
    }
}
