//! Codes that wait for their names.

use pantry::barcode::Scanned;
use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::i18n::t;

/// Properties of [`Later`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The codes.
    pub codes: Vec<Scanned>,
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
        let (named, forgotten) = (code.clone(), code.clone());
        let name = props.on_name.reform(move |_: MouseEvent| named.clone());
        let forget = props
            .on_forget
            .reform(move |_: MouseEvent| forgotten.clone());
        html! {
            <li class="row" key={digits.clone()} data-testid="later">
                <Icon glyph={Glyph::Barcode} />
                <span class="row__text"><bdi class="row__name">{ &digits }</bdi></span>
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
        </section>
    }
}
