//! An item in the pantry's list.

use gloo_timers::callback::Timeout;
use pantry::action::{Action, DateChoice, ItemChoice, NewLot};
use pantry::id::ItemId;
use pantry::quantity::Quantity;
use yew::prelude::*;

use crate::components::stepper::Stepper;
use crate::components::tile::Tile;
use crate::i18n::t;
use crate::state::larder::Larder;
use crate::view::amounts;
use crate::view::lots::ItemView;
use crate::view::shopping;

/// What a person does with a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowAct {
    /// One less.
    Less,
    /// One more.
    More,
    /// Look at the item.
    Show,
}

/// Properties of [`PantryRow`].
#[derive(Properties, PartialEq)]
pub struct RowProps {
    /// The item.
    pub item: ItemView,
    /// Which row of the list it is, from 1.
    pub position: usize,
    /// How many rows the list has.
    pub of: usize,
    /// While several are chosen: whether this one is.
    pub chosen: Option<bool>,
    /// Called with what is done.
    pub on_act: Callback<(ItemView, RowAct)>,
    /// Called when it is chosen, or is not any more.
    pub on_choose: Callback<ItemId>,
}

/// How long a finger rests on a row to choose it, in milliseconds: as phones have it.
const LONG_MS: u32 = 500;

/// An item: what there is, one more, one less, and its lots.
#[component]
pub fn PantryRow(props: &RowProps) -> Html {
    let item = &props.item;
    let open = use_state_eq(|| false);
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let act = |act: RowAct| {
        let item = item.clone();
        props.on_act.reform(move |()| (item.clone(), act))
    };
    let show = act(RowAct::Show).reform(|_: MouseEvent| ());
    let by = amounts::quantity(item.step);
    let places = place_names(item);
    let press = use_long_press(props.on_choose.clone(), item.id);
    let summary = html! {
        <>
            <Tile category={item.category} />
            <span class="row__text">
                <span class="row__name">{ &item.name }</span>
                <span class="row__meta">
                    if item.lots.is_empty() {
                        <span>{ t!("item-none") }</span>
                    } else {
                        <span>{ places }</span>{ " " }
                        <span class={item.due_class}>{ &item.due }</span>
                    }
                </span>
            </span>
        </>
    };
    let (position, of) = (props.position.to_string(), props.of.to_string());
    if let Some(chosen) = props.chosen {
        let onchange = props.on_choose.reform({
            let id = item.id;
            move |_: Event| id
        });
        return html! {
            <li data-row="" data-testid="pantry-row" data-name={item.name.clone()} aria-posinset={position} aria-setsize={of}>
                <label class="row check">
                    <input type="checkbox" checked={chosen} {onchange} data-testid="pantry-check" />
                    { summary }
                    <span class="row__total">{ &item.total }</span>
                </label>
            </li>
        };
    }
    html! {
        <li data-row="" data-testid="pantry-row" data-name={item.name.clone()} aria-posinset={position} aria-setsize={of}>
            <div class="row">
                <button type="button" class="row__main" onclick={toggle} aria-expanded={open.to_string()}
                    onpointerdown={press.down} onpointerup={press.up.clone()} onpointerleave={press.up.clone()}
                    onpointercancel={press.up} data-testid="pantry-open">
                    { summary }
                </button>
                <Stepper label={t!("step-group", name = item.name)} value={item.total.clone()}
                    can_less={!item.lots.is_empty()}
                    less_label={t!("step-less", step = by)} more_label={t!("step-more", step = by)}
                    on_less={act(RowAct::Less)} on_more={act(RowAct::More)} />
            </div>
            if *open {
                <Sublots item={item.clone()} {show} />
            }
        </li>
    }
}

/// What a row does for a finger that rests on it.
struct Press {
    down: Callback<PointerEvent>,
    up: Callback<PointerEvent>,
}

#[hook]
fn use_long_press(on_choose: Callback<ItemId>, item: ItemId) -> Press {
    let timer = use_mut_ref(|| None::<Timeout>);
    let down = {
        let timer = timer.clone();
        Callback::from(move |event: PointerEvent| {
            // Not the right button, which opens the browser's menu, nor a second finger.
            if event.button() != 0 || !event.is_primary() {
                return;
            }
            let on_choose = on_choose.clone();
            timer.replace(Some(Timeout::new(LONG_MS, move || on_choose.emit(item))));
        })
    };
    let up = Callback::from(move |_: PointerEvent| {
        timer.replace(None);
    });
    Press { down, up }
}

#[derive(Properties, PartialEq)]
struct SublotsProps {
    item: ItemView,
    show: Callback<MouseEvent>,
}

/// The lots of an item, below its row.
#[component]
fn Sublots(props: &SublotsProps) -> Html {
    html! {
        <div class="sublots">
            { for props.item.lots.iter().map(|lot| html! {
                <button type="button" class="sublot" key={lot.id.to_string()} onclick={props.show.clone()} data-testid="lot-row">
                    <span class="sublot__qty">{ amounts::quantity(lot.amount) }</span>
                    <span class="sublot__place">{ &lot.place }</span>
                    <span class={lot.due_class}>{ &lot.due_brief }</span>
                </button>
            }) }
            <button type="button" class="btn btn--quiet" onclick={props.show.clone()} data-testid="item-open">
                { t!("pantry-details") }
            </button>
        </div>
    }
}

fn place_names(item: &ItemView) -> String {
    let mut names: Vec<&str> = Vec::new();
    for lot in &item.lots {
        if !names.contains(&&*lot.place) {
            names.push(&lot.place);
        }
    }
    names.join(", ")
}

/// Does what a row says.
pub fn perform(larder: &Larder, item: &ItemView, act: RowAct) {
    match act {
        RowAct::Less => one_less(larder, item),
        RowAct::More => one_more(larder, item),
        RowAct::Show => {}
    }
}

fn one_less(larder: &Larder, item: &ItemView) {
    let step = item.step;
    let amount = Quantity::new(step.milli.min(item.amount.milli), step.unit);
    let left = Quantity::new(item.amount.milli - amount.milli, step.unit);
    let said = if left.milli > 0 {
        t!(
            "did-use-some",
            name = item.name,
            left = amounts::quantity(left)
        )
    } else {
        t!("did-use", name = item.name)
    };
    let action = Action::ConsumeItem {
        item: item.id,
        amount,
    };
    let offer = match left.milli {
        ..=0 => shopping::offer(&larder.household(), item.id),
        _ => None,
    };
    larder.act_and_offer(action, said, offer);
}

/// One more of the lot that keeps longest; of nothing, a new lot.
fn one_more(larder: &Larder, item: &ItemView) {
    let step = item.step;
    let total = Quantity::new(item.amount.milli + step.milli, step.unit);
    let said = t!(
        "did-more",
        name = item.name,
        left = amounts::quantity(total)
    );
    let last = item
        .lots
        .iter()
        .rev()
        .find(|lot| lot.amount.unit == step.unit);
    let action = match last {
        Some(lot) => Action::Increase {
            lot: lot.id,
            amount: step,
        },
        None => Action::AddLot(another(item.id, step)),
    };
    larder.act(action, said);
}

/// More of an item that is known, with everything else left to the household.
fn another(item: ItemId, quantity: Quantity) -> NewLot {
    NewLot {
        item: ItemChoice::Existing(item),
        category: None,
        quantity,
        place: None,
        purchased: None,
        date: DateChoice::Estimate,
        price: None,
        note: String::new(),
    }
}
