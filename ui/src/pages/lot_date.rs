//! Until when: the browser's picker, and the usual dates at one tap.

use jiff::civil::Date;
use pantry::action::{Edit, LotEdit};
use pantry::due::mark_of;
use pantry::lot::{Mark, Marked};
use yew::prelude::*;

use super::item_lot::edit;
use crate::components::field::{DateField, date_label};
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::view::dates;
use crate::view::lots::LotView;

/// Properties of [`LotDate`].
#[derive(Properties, PartialEq)]
pub struct DateProps {
    /// The lot.
    pub lot: LotView,
    /// Its date.
    pub date: Option<Marked>,
}

/// Its date: the browser's picker, and the usual ones at one tap.
#[component]
pub fn LotDate(props: &DateProps) -> Html {
    let larder = use_larder();
    let view = &props.lot;
    let today = larder.today;
    let on_change = {
        let (larder, view, old) = (larder.clone(), view.clone(), props.date);
        Callback::from(move |on: Option<Date>| {
            let usual = view.category.map_or(Mark::BestBefore, mark_of);
            let mark = old.map_or(usual, |marked| marked.mark);
            let date = match on {
                Some(on) => Edit::Set(Marked {
                    on,
                    mark,
                    estimated: false,
                }),
                None => Edit::Clear,
            };
            edit(
                &larder,
                &view,
                LotEdit {
                    date,
                    ..LotEdit::default()
                },
                t!("did-date", name = view.name),
            );
        })
    };
    let usual = view.category.map_or(Mark::BestBefore, mark_of);
    let label = date_label(props.date.map_or(usual, |marked| marked.mark));
    html! {
        <div class="stack">
            <DateField id={format!("date-{}", view.id)} {label} value={props.date.map(|marked| marked.on)}
                on_change={on_change.clone()} testid="item-date" />
            <QuickDates {today} on_pick={on_change} />
        </div>
    }
}

/// Properties of [`QuickDates`].
#[derive(Properties, PartialEq)]
pub struct QuickProps {
    /// The day to count from.
    pub today: Date,
    /// Called with the day.
    pub on_pick: Callback<Option<Date>>,
}

/// The usual dates at one tap.
#[component]
pub fn QuickDates(props: &QuickProps) -> Html {
    let today = props.today;
    let picks = [
        (t!("pick-3d"), Some(dates::later(today, 3))),
        (t!("pick-1w"), Some(dates::later(today, 7))),
        (t!("pick-1m"), Some(dates::month_later(today))),
        (t!("pick-eom"), Some(dates::end_of_month(today))),
        (t!("pick-none"), None),
    ];
    html! {
        <div class="chips chips--in">
            { for picks.into_iter().map(|(name, day)| {
                let onclick = props.on_pick.reform(move |_: MouseEvent| day);
                html! { <button type="button" class="chip" key={name.to_string()} {onclick}>{ name }</button> }
            }) }
        </div>
    }
}
