//! The running tray: what was scanned, with one less and one more.

use yew::prelude::*;

use super::till::Till;
use crate::components::icon::{Glyph, Icon};
use crate::components::stepper::Stepper;
use crate::i18n::t;
use crate::state::basket::{Mode, Row};

/// Properties of [`Rows`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What was scanned.
    pub till: Till,
}

/// The tray.
#[component]
pub fn Rows(props: &Props) -> Html {
    let till = &props.till;
    let household = till.larder.household();
    let (added, used) = (
        till.basket.count(&household, Mode::Add),
        till.basket.count(&household, Mode::Use),
    );
    if added + used == 0 {
        return html! {
            <div class="till__empty" data-testid="barcode-empty">
                <Icon glyph={Glyph::Barcode} />
                <p class="teach__text">{ t!("barcode-empty") }</p>
            </div>
        };
    }
    let rows = till.basket.rows.iter().filter_map(|row| {
        let count = row.count(&household);
        (count > 0).then(
            || html! { <TrayRow key={key(row)} {count} row={row.clone()} till={till.clone()} /> },
        )
    });
    html! {
        <section>
            <h2 class="section__head">
                <span class="section__title" data-testid="barcode-count">
                    if added > 0 { { t!("barcode-count-added", count = added) } }
                    if added > 0 && used > 0 { { " · " } }
                    if used > 0 { { t!("barcode-count-used", count = used) } }
                </span>
            </h2>
            <ul class="card list">{ for rows }</ul>
        </section>
    }
}

fn key(row: &Row) -> String {
    format!("{:?} {}", row.mode, row.code.digits())
}

#[derive(Properties, PartialEq)]
struct TrayRowProps {
    row: Row,
    count: usize,
    till: Till,
}

/// One article: how many packages, and the way to change that.
#[component]
fn TrayRow(props: &TrayRowProps) -> Html {
    let (row, count) = (&props.row, props.count);
    let till = Till {
        mode: row.mode,
        ..props.till.clone()
    };
    let on_less = {
        let (till, row) = (till.clone(), row.clone());
        move |()| till.take_back(&row)
    };
    let on_more = {
        let row = row.clone();
        move |()| till.again(&row)
    };
    let (glyph, meta) = match row.mode {
        Mode::Add => (Glyph::Plus, t!("barcode-row-added")),
        Mode::Use => (Glyph::Minus, t!("barcode-row-used")),
    };
    html! {
        <li class="row" data-testid="barcode-row" data-name={row.name.clone()} data-count={count.to_string()}>
            <span class="tile tile--s"><Icon {glyph} /></span>
            <span class="row__text">
                <span class="row__name">{ &row.name }</span>
                <span class="row__meta">{ meta }<bdi>{ row.code.digits().to_owned() }</bdi></span>
            </span>
            <Stepper label={row.name.clone()} value={count.to_string()} can_less={true}
                less_label={t!("barcode-less", name = row.name)}
                more_label={t!("barcode-more", name = row.name)} {on_less} {on_more} />
        </li>
    }
}
