//! One line of a review.

use pantry::receipt::DoubtKind;
use yew::prelude::*;

use super::edit_line::EditLine;
use crate::components::choices::place_name;
use crate::components::crop::{Crop, Sheet};
use crate::components::icon::{Glyph, Icon};
use crate::components::tile::Tile;
use crate::hooks::context::{use_larder, use_scanning};
use crate::host::browser::focus_soon;
use crate::i18n::t;
use crate::state::review_line::ReviewLine;
use crate::view::{amounts, dates};

/// Properties of [`LineRow`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The line.
    pub line: ReviewLine,
    /// The photo to cut the printed row from.
    pub sheet: Option<Sheet>,
    /// The usual height of a printed row.
    pub row_height: i32,
    /// Whether it is being edited.
    pub open: bool,
    /// Called to edit it, or to be done.
    pub on_open: Callback<Option<usize>>,
}

/// The printed row, and below it what it means.
#[component]
pub fn LineRow(props: &Props) -> Html {
    let line = &props.line;
    let (larder, scanning) = (use_larder(), use_scanning());
    let key = line.key;
    let toggle = {
        let (open, on_open) = (props.open, props.on_open.clone());
        move |_: MouseEvent| on_open.emit((!open).then_some(key))
    };
    let drop_line = move |_: MouseEvent| {
        scanning.edit(move |review| {
            if let Some(line) = review.line_mut(key) {
                line.toggle_dropped();
            }
        });
    };
    let (drop_glyph, drop_label) = if line.dropped {
        (Glyph::Undo, t!("review-restore", name = line.name))
    } else {
        (Glyph::Close, t!("review-drop", name = line.name))
    };
    let category = line.category(&larder.household());
    let class = classes!("line", line.dropped.then_some("line--dropped"));
    html! {
        <li {class} data-testid="review-row" data-sure={line.is_sure().to_string()}>
            if let Some(bounds) = line.bounds {
                <Crop sheet={props.sheet.clone()} {bounds} row_height={props.row_height} label={t!("review-printed", text = line.line.text)} />
            }
            <div class="line__body">
                <button type="button" class="line__main" id={format!("line-{key}-main")} onclick={toggle} aria-expanded={props.open.to_string()}
                    data-testid="review-edit">
                    <Tile {category} small=true />
                    <Understood line={line.clone()} />
                </button>
                <button type="button" class="iconbtn" onclick={drop_line} aria-label={drop_label} data-testid="review-drop">
                    <Icon glyph={drop_glyph} class="icon--s" />
                </button>
            </div>
            if line.dropped && !line.line.text.is_empty() {
                <Always line={key} always={line.always} />
            } else if let Some(item) = line.maybe.and_then(|id| larder.household().item(id).cloned()) {
                <Same line={key} name={item.name} />
            } else if line.needs_a_look_only() {
                <Look line={line.clone()} />
            }
            if props.open {
                <EditLine line={line.clone()} on_done={props.on_open.reform(|()| None)} />
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct AlwaysProps {
    line: usize,
    always: bool,
}

/// Whether a line that is left out is left out from now on.
#[component]
fn Always(props: &AlwaysProps) -> Html {
    let scanning = use_scanning();
    let key = props.line;
    let merchant = scanning.desk.review.as_ref();
    let merchant = merchant.and_then(|review| review.purchase.merchant.clone());
    let label = match merchant {
        Some(merchant) => t!("review-always-at", merchant = merchant),
        None => t!("review-always"),
    };
    let onclick = move |_: MouseEvent| {
        scanning.edit(move |review| {
            if let Some(line) = review.line_mut(key) {
                line.always = !line.always;
            }
        });
    };
    html! {
        <label class="line__ask check">
            <input type="checkbox" checked={props.always} {onclick} data-testid="review-always" />
            <span>{ label }</span>
        </label>
    }
}

#[derive(Properties, PartialEq)]
struct SameProps {
    line: usize,
    name: AttrValue,
}

/// Asks whether a line is an item that the household has: one tap either way.
#[component]
fn Same(props: &SameProps) -> Html {
    let (larder, scanning) = (use_larder(), use_scanning());
    let key = props.line;
    let answer = |same: bool| {
        let (larder, scanning) = (larder.clone(), scanning.clone());
        move |_: MouseEvent| {
            let larder = larder.clone();
            scanning.edit(move |review| {
                if let Some(line) = review.line_mut(key) {
                    line.settle_match(&larder.household(), same);
                }
            });
            focus_soon(format!("line-{key}-main"));
        }
    };
    html! {
        <div class="line__ask" role="group" aria-label={t!("review-same", name = props.name)} data-testid="review-same">
            <span class="line__asked">{ t!("review-same", name = props.name) }</span>
            <button type="button" class="question__fine" onclick={answer(true)} data-testid="same-yes">
                { t!("review-same-yes") }
            </button>
            <button type="button" class="question__fine" onclick={answer(false)} data-testid="same-no">
                { t!("review-same-no") }
            </button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    line: ReviewLine,
}

/// Why the reader doubts a line, and the tap that says that it is right. The answer stands
/// where the question stood: the next line's does not come under the finger.
#[component]
fn Look(props: &LineProps) -> Html {
    let scanning = use_scanning();
    let line = &props.line;
    let key = line.key;
    let onclick = move |_: MouseEvent| {
        scanning.edit(move |review| {
            if let Some(line) = review.line_mut(key) {
                line.checked = true;
            }
        });
        focus_soon(format!("line-{key}-main"));
    };
    let reasons: Vec<AttrValue> = line.why.iter().filter_map(why).collect();
    html! {
        <div class="line__ask">
            <span class="line__asked" aria-live="polite">
                if line.checked {
                    <Checked />
                } else {
                    <span class="line__why">{ reasons.join(" · ") }</span>
                }
            </span>
            if !line.checked {
                <button type="button" class="question__fine" {onclick} aria-label={t!("review-fine-label", name = line.name)}
                    data-testid="line-fine">{ t!("review-fine") }</button>
            }
        </div>
    }
}

/// A line that was asked about and is answered.
#[component]
fn Checked() -> Html {
    html! {
        <span class="line__checked" data-testid="line-checked">
            <Icon glyph={Glyph::Check} class="icon--s" />{ t!("review-checked") }
        </span>
    }
}

/// What was understood, in two lines of text and a price.
#[component]
fn Understood(props: &LineProps) -> Html {
    let line = &props.line;
    let larder = use_larder();
    let scanning = use_scanning();
    let bought = scanning
        .desk
        .review
        .as_ref()
        .map_or(larder.today, |review| review.bought(larder.today));
    let household = larder.household();
    let place = household.place(line.place(&household));
    let place = place.map(|place| place_name(&place)).unwrap_or_default();
    let date = line.date(&household, bought);
    let date = date.map(|date| {
        let day = dates::short(date.on, larder.today);
        match date.estimated {
            true => t!("review-about", date = day),
            false => day,
        }
    });
    let brand = line.line.brand.clone().map(AttrValue::from);
    let facts: Vec<AttrValue> =
        std::iter::once(amounts::packages(line.line.quantity, line.line.size))
            .chain(brand)
            .chain([place])
            .chain(date)
            .collect();
    let name: AttrValue = if line.is_unnamed() {
        t!("review-unnamed")
    } else {
        line.name.clone().into()
    };
    // The row below says these.
    let looked_at = line.needs_a_look_only();
    let price = line.line.price.map_or_else(
        || t!("review-no-price"),
        |price| amounts::money(price).into(),
    );
    html! {
        <>
            <span class="line__text">
                <span class="line__name">{ name }</span>
                <span class="line__meta">
                    if line.dropped {
                        <span>{ t!("review-dropped") }</span>
                    } else {
                        <span>{ facts.join(" · ") }</span>
                        if line.is_unnamed() {
                            <span class="line__why">{ t!("review-why-name") }</span>
                        } else if line.asked && line.is_sure() && !looked_at {
                            <Checked />
                        }
                        { for line.why.iter().filter(|_| !line.checked && !looked_at).filter_map(why).map(|why| html! {
                            <span class="line__why">{ why }</span>
                        }) }
                    }
                </span>
            </span>
            <span class="line__price">{ price }</span>
        </>
    }
}

/// A doubt about a line in a few words.
fn why(kind: &DoubtKind) -> Option<AttrValue> {
    match kind {
        DoubtKind::LowConfidence => Some(t!("review-why-hard")),
        DoubtKind::UncertainCategory => Some(t!("review-why-category")),
        DoubtKind::ItemWithoutPrice => Some(t!("review-why-price")),
        _ => None,
    }
}
