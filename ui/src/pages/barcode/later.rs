//! Codes that wait for their names.

use pantry::barcode::Scanned;
use yew::prelude::*;

use super::super::lookup::Credit;
use crate::components::icon::{Glyph, Icon};
use crate::i18n::t;
use crate::state::lookup::Answers;

/// Properties of [`Later`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The codes.
    pub codes: Vec<Scanned>,
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
    if props.codes.is_empty() {
        return Html::default();
    }
    let row = |code: &Scanned| {
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
                    if let Some(found) = found {
                        <span class="row__meta"><bdi>{ found.name }</bdi></span>
                    }
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
            <h2 class="section__title section__head">{ t!("later-title", count = props.codes.len()) }</h2>
            <ul class="card list">{ for props.codes.iter().map(row) }</ul>
            if props.codes.iter().any(|code| props.answers.article(code).is_some()) {
                <Credit />
            }
        </section>
    }
}
