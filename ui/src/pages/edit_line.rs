//! Putting one line of a review right.

use pantry::action::DateChoice;
use pantry::category::Category;
use pantry::id::{ItemId, PlaceId};
use pantry::lot::Marked;
use pantry::quantity::Unit;
use pantry::shelf_life::Source;
use yew::prelude::*;

use crate::components::choices;
use crate::components::field::{Choice, DateField, TextField, date_label};
use crate::components::size::SizeField;
use crate::hooks::context::{use_larder, use_scanning};
use crate::host::browser::focus_soon;
use crate::i18n::{self, t};
use crate::state::review_line::{Estimate, ReviewLine};
use crate::state::scanning::Scanning;
use crate::view::amounts;
use crate::view::categories;

/// Properties of [`EditLine`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The line.
    pub line: ReviewLine,
    /// Called when the person is done.
    pub on_done: Callback<()>,
}

/// The fields of a line; what is typed holds at once.
#[component]
pub fn EditLine(props: &Props) -> Html {
    let (larder, scanning) = (use_larder(), use_scanning());
    let key = props.line.key;
    let bought = scanning
        .desk
        .review
        .as_ref()
        .map_or(larder.today, |review| review.bought(larder.today));
    let household = larder.household();
    let date = props.line.date(&household, bought);
    let mark = props.line.mark(&household);
    let category = props.line.category(&household);
    let place = props.line.place(&household).to_string();
    let on_name = changing(&scanning, key, ReviewLine::call);
    let on_category = changing(&scanning, key, |line, id: String| {
        line.file(categories::from_key(&id));
    });
    let on_place = changing(&scanning, key, |line, id: String| {
        line.line.place = PlaceId::parse(&id)
    });
    let on_date = changing(
        &scanning,
        key,
        move |line, on: Option<jiff::civil::Date>| {
            line.line.date = match on {
                Some(on) => DateChoice::Given(Marked {
                    on,
                    mark,
                    estimated: false,
                }),
                None => DateChoice::None,
            };
        },
    );
    let done = {
        let (scanning, on_done) = (scanning.clone(), props.on_done.clone());
        let unfinished = props.line.unfinished();
        move |_: MouseEvent| {
            // What is typed is not thrown away: the field says what it lacks.
            if let Some(field) = unfinished {
                return focus_soon(format!("line-{key}-{field}"));
            }
            scanning.edit(move |review| {
                if let Some(line) = review.line_mut(key) {
                    line.checked = true;
                }
            });
            on_done.emit(());
        }
    };
    let unnamed = props.line.is_unnamed();
    // A line that was just added is empty: its name comes first.
    let new = unnamed && props.line.bounds.is_none();
    html! {
        <div class="line__form">
            <TextField id={format!("line-{key}-name")} label={t!("review-name")} value={props.line.name.clone()}
                on_change={on_name} testid="line-name" autofocus={new} error={unnamed.then(|| t!("review-name-missing"))} />
            <Matches line={props.line.clone()} />
            <Amounts line={props.line.clone()} />
            <Package line={props.line.clone()} />
            <div class="grid2">
                <Choice id={format!("line-{key}-category")} label={t!("review-category")} options={choices::categories(category)}
                    value={category.map(Category::key).unwrap_or_default()} on_change={on_category} testid="line-category" />
                <Choice id={format!("line-{key}-place")} label={t!("review-place")}
                    options={choices::places(&household.places())} value={place}
                    on_change={on_place} testid="line-place" />
            </div>
            <DateField id={format!("line-{key}-date")} label={date_label(mark)} value={date.map(|date| date.on)}
                on_change={on_date} testid="line-date" />
            if let Some(source) = props.line.source(&household) {
                <p class="note__text" data-testid="line-source">{ sourced(source) }</p>
            }
            <Rows line={key} on_done={props.on_done.clone()} />
            <button type="button" class="btn" onclick={done} data-testid="line-done">{ t!("review-done") }</button>
        </div>
    }
}

/// Where an estimated date comes from, in words.
fn sourced(source: Estimate) -> AttrValue {
    let what: AttrValue = match source {
        Estimate::Said => return t!("review-estimate-said"),
        Estimate::Published(Source::Household) => return t!("review-estimate-own"),
        Estimate::Published(Source::Fsis) => return t!("review-estimate-rule"),
        Estimate::Published(Source::Food(food)) => food.name.into(),
        Estimate::Published(Source::Median(category) | Source::Bounded(category)) => {
            choices::category_name(Some(category))
        }
        Estimate::Published(Source::StandIn(_)) => t!("review-estimate-jars"),
    };
    t!("review-estimate", what = what)
}

/// Items that are offered for a line.
const OFFERED: usize = 4;

#[derive(Properties, PartialEq)]
struct LineProps {
    line: ReviewLine,
}

/// What the line will be added to, and what else it could be.
#[component]
fn Matches(props: &LineProps) -> Html {
    let (larder, scanning) = (use_larder(), use_scanning());
    let line = &props.line;
    let household = larder.household();
    let known = line.known(&household).map(|item| item.id);
    let offered = household.search(&line.name, OFFERED).into_iter();
    let mut offered: Vec<(ItemId, AttrValue)> = offered
        .filter(|_| !line.is_unnamed())
        .map(|item| (item.id, item.name.clone().into()))
        .collect();
    if let Some(item) = line.maybe.and_then(|id| household.item(id)) {
        offered.retain(|(id, _)| *id != item.id);
        offered.insert(0, (item.id, item.name.clone().into()));
    }
    offered.retain(|(id, _)| Some(*id) != known);
    let key = line.key;
    let choose = |id: ItemId| {
        let (larder, scanning) = (larder.clone(), scanning.clone());
        move |_: MouseEvent| {
            let larder = larder.clone();
            scanning.edit(move |review| {
                if let Some(line) = review.line_mut(key) {
                    line.maybe = Some(id);
                    line.settle_match(&larder.household(), true);
                }
            });
        }
    };
    html! {
        <div class="matches">
            <p class="note__text" data-testid="line-match">
                { if known.is_some() { t!("review-match-known") } else { t!("review-match-new") } }
            </p>
            if !offered.is_empty() {
                <div class="chips chips--wrap" role="group" aria-label={t!("review-match-other")}>
                    { for offered.into_iter().map(|(id, name)| html! {
                        <button type="button" class="chip" key={id.to_string()} onclick={choose(id)}
                            data-testid="line-offer">{ name }</button>
                    }) }
                </div>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct RowsProps {
    line: usize,
    on_done: Callback<()>,
}

/// One article of two lines, or two of one.
#[component]
fn Rows(props: &RowsProps) -> Html {
    let scanning = use_scanning();
    let key = props.line;
    let above = scanning.desk.review.as_ref().and_then(|review| {
        let above = review.above(key)?;
        Some(AttrValue::from(above.name.clone()))
    });
    let merge = {
        let (scanning, on_done) = (scanning.clone(), props.on_done.clone());
        move |_: MouseEvent| {
            scanning.edit(move |review| {
                if let Some(into) = review.merge_up(key) {
                    focus_soon(format!("line-{into}-main"));
                }
            });
            on_done.emit(());
        }
    };
    let split = {
        let on_done = props.on_done.clone();
        move |_: MouseEvent| {
            scanning.edit(move |review| {
                review.split(key);
            });
            // The fields of the form still hold the whole.
            on_done.emit(());
            focus_soon(format!("line-{key}-main"));
        }
    };
    html! {
        <div class="line__rows">
            <button type="button" class="btn btn--quiet" onclick={split} data-testid="line-split">{ t!("review-split") }</button>
            if let Some(above) = above {
                <button type="button" class="btn btn--quiet" onclick={merge} data-testid="line-merge">
                    { t!("review-merge", name = above) }
                </button>
            }
        </div>
    }
}

/// Amount, unit and price, as they are typed. What cannot be read changes nothing and is
/// asked for at the end.
#[component]
fn Amounts(props: &LineProps) -> Html {
    let scanning = use_scanning();
    let ReviewLine {
        key, line, garbled, ..
    } = &props.line;
    let key = *key;
    let amount = use_state_eq(|| {
        let typed = || amounts::amount_text(line.quantity);
        garbled.amount.clone().unwrap_or_else(typed)
    });
    let price = use_state_eq(|| {
        let typed = || amounts::money_text(line.price);
        garbled.price.clone().unwrap_or_else(typed)
    });
    let unit = line.quantity.unit;
    let review = scanning.desk.review.as_ref();
    let currency = review.map_or_else(|| i18n::forms().currency, |review| review.currency());
    let on_amount = typing(&amount, changing(&scanning, key, ReviewLine::count));
    let on_unit = changing(&scanning, key, |line, name: String| {
        line.line.quantity.unit = Unit::parse(&name).unwrap_or(line.line.quantity.unit);
    });
    let on_price = typing(
        &price,
        changing(&scanning, key, move |line, text| line.price(text, currency)),
    );
    html! {
        <div class="grid3">
            <TextField id={format!("line-{key}-amount")} label={t!("review-amount")} value={(*amount).clone()}
                on_change={on_amount} mode="decimal" testid="line-amount"
                error={garbled.amount.is_some().then(amounts::amount_wrong)} />
            <Choice id={format!("line-{key}-unit")} label={t!("review-unit")} options={choices::units(unit)}
                value={unit.symbol()} on_change={on_unit} testid="line-unit" />
            <TextField id={format!("line-{key}-price")} label={t!("review-price")} value={(*price).clone()}
                on_change={on_price} mode="decimal" testid="line-price"
                error={garbled.price.is_some().then(amounts::price_wrong)} />
        </div>
    }
}

/// Keeps what is typed as it is, and hands it on.
fn typing(typed: &UseStateHandle<String>, change: Callback<String>) -> Callback<String> {
    let typed = typed.setter();
    Callback::from(move |text: String| {
        typed.set(text.clone());
        change.emit(text);
    })
}

/// Brand and size. An empty field says that nobody knows.
#[component]
fn Package(props: &LineProps) -> Html {
    let scanning = use_scanning();
    let ReviewLine { key, line, .. } = &props.line;
    let on_brand = changing(&scanning, *key, |line, text: String| {
        line.line.brand = Some(text).filter(|text| !text.trim().is_empty());
    });
    let on_size = changing(&scanning, *key, ReviewLine::measure);
    html! {
        <div class="grid2">
            <TextField id={format!("line-{key}-brand")} label={t!("brand")} value={line.brand.clone().unwrap_or_default()}
                on_change={on_brand} testid="line-brand" />
            <SizeField id={format!("line-{key}-size")} value={props.line.typed_size.clone()} on_change={on_size}
                testid="line-size" />
        </div>
    }
}

/// A callback that changes the line with this key.
fn changing<T: 'static>(
    scanning: &Scanning,
    key: usize,
    change: impl Fn(&mut ReviewLine, T) + Clone + 'static,
) -> Callback<T> {
    let scanning = scanning.clone();
    Callback::from(move |value: T| {
        let change = change.clone();
        scanning.edit(move |review| {
            if let Some(line) = review.line_mut(key) {
                change(line, value);
            }
        });
    })
}
