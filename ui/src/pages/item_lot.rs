//! One lot in its item's sheet: how much, where, until when, and what happens to it.

use jiff::civil::Date;
use pantry::action::{Action, Edit, LotEdit};
use pantry::id::PlaceId;
use pantry::lot::Lot;
use pantry::quantity::Quantity;
use yew::prelude::*;

use super::how_many::{self, Deed, HowMany};
use super::lot_date::LotDate;
use super::lot_notes::LotNotes;
use super::lot_package::LotPackage;
use crate::components::choices;
use crate::components::field::Choice;
use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::components::stepper::Stepper;
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::route::Route;
use crate::state::larder::Larder;
use crate::view::lots::{self, LotView};
use crate::view::{amounts, dates, shopping};

/// Properties of [`LotEditor`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The lot.
    pub lot: LotView,
}

/// A lot.
#[component]
pub fn LotEditor(props: &Props) -> Html {
    let view = &props.lot;
    let larder = use_larder();
    let Some(lot) = larder.household().lot(view.id).cloned() else {
        return Html::default();
    };
    let asked = use_state_eq(|| None::<Deed>);
    let ask = {
        let (larder, view, asked) = (larder.clone(), view.clone(), asked.setter());
        Callback::from(move |deed: Deed| match how_many::asks(view.amount, &deed) {
            true => asked.set(Some(deed)),
            false => how_many::perform_all(&larder, &view, &deed),
        })
    };
    let to = |deed: Deed| ask.reform(move |_: MouseEvent| deed.clone());
    let used = {
        let (larder, lot) = (larder.clone(), view.id);
        let (amount, said) = (view.amount, t!("did-use", name = view.name));
        move |_: MouseEvent| {
            let offer = shopping::offer_after(&larder.household(), lot);
            larder.act_and_offer(Action::Consume { lot, amount }, said.clone(), offer);
        }
    };
    let on_done = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    html! {
        <article class="card lotcard" data-testid="item-lot">
            <LotHead lot={view.clone()} bought={bought(&lot, larder.today)} />
            <div class="lot__actions">
                <button type="button" class="act act--good" onclick={used} data-testid="item-used">
                    <Icon glyph={Glyph::Check} /><span>{ t!("item-use-all") }</span>
                </button>
                if view.frozen {
                    <button type="button" class="act act--half" onclick={to(Deed::Thaw)} data-testid="item-thaw">
                        <Icon glyph={Glyph::Snow} /><span>{ t!("item-thaw") }</span>
                    </button>
                } else {
                    <button type="button" class="act act--cold" onclick={to(Deed::Freeze)} data-testid="item-freeze">
                        <Icon glyph={Glyph::Snow} /><span>{ t!("item-freeze") }</span>
                    </button>
                }
                <button type="button" class="act" onclick={to(Deed::Split)} data-testid="item-split">
                    <Icon glyph={Glyph::Half} /><span>{ t!("item-split") }</span>
                </button>
                <button type="button" class="act act--bad" onclick={to(Deed::Throw)} data-testid="item-thrown">
                    <Icon glyph={Glyph::Bin} /><span>{ t!("item-throw") }</span>
                </button>
            </div>
            <OpenedSwitch lot={view.clone()} opened={lot.opened} on_open={ask.reform(|()| Deed::Open)} />
            // A list that was changed and not followed shows again where the food is.
            <Whereabouts key={asked.is_some().to_string()} lot={view.clone()} place={lot.place}
                on_move={ask.reform(|(to, name)| Deed::Move(to, name))} />
            <LotDate lot={view.clone()} date={lot.date} />
            <LotPackage lot={view.clone()} brand={lot.brand.clone().unwrap_or_default()} size={lot.size} />
            <LotNotes lot={view.clone()} price={lot.price} note={lot.note.clone()} />
            if let Some(receipt) = lot.receipt {
                <RouteLink to={Route::Receipt { id: receipt.to_string() }} class="btn btn--quiet" testid="item-receipt">
                    <Icon glyph={Glyph::Receipt} class="icon--s" />{ t!("receipt-open") }
                </RouteLink>
            }
            if let Some(deed) = &*asked {
                <HowMany lot={view.clone()} deed={deed.clone()} {on_done} />
            }
        </article>
    }
}

/// "Great Value · 500 g each · Bought yesterday · €2.49".
fn bought(lot: &Lot, today: Date) -> AttrValue {
    let brand = lot.brand.clone().map(AttrValue::from);
    let size = lot.size.map(amounts::each);
    let day = lot
        .purchased
        .map(|day| t!("item-bought", when = dates::when(day, today)));
    let price = lot
        .price
        .map(|price| t!("item-paid", price = amounts::money(price)));
    let parts = [brand, size, day, price].into_iter().flatten();
    parts.collect::<Vec<_>>().join(" · ").into()
}

#[derive(Properties, PartialEq)]
struct HeadProps {
    lot: LotView,
    bought: AttrValue,
}

/// How much there is, and one tap less or more.
#[component]
fn LotHead(props: &HeadProps) -> Html {
    let view = &props.lot;
    let larder = use_larder();
    let step = lots::step_of(&larder.household(), view.id);
    let less = {
        let (larder, view) = (larder.clone(), view.clone());
        Callback::from(move |()| {
            let amount = Quantity::new(step.milli.min(view.amount.milli), step.unit);
            let left =
                amounts::quantity(Quantity::new(view.amount.milli - amount.milli, step.unit));
            let said = t!("did-use-some", name = view.name, left = left);
            larder.act(
                Action::Consume {
                    lot: view.id,
                    amount,
                },
                said,
            );
        })
    };
    let more = {
        let (larder, view) = (larder.clone(), view.clone());
        Callback::from(move |()| {
            let quantity = Quantity::new(view.amount.milli + step.milli, step.unit);
            let said = t!(
                "did-more",
                name = view.name,
                left = amounts::quantity(quantity)
            );
            let more = Action::Increase {
                lot: view.id,
                amount: step,
            };
            larder.act(more, said);
        })
    };
    let by = amounts::quantity(step);
    html! {
        <div class="lotcard__head">
            <div class="lot__text">
                <p class="lotcard__qty">{ amounts::quantity(view.amount) }</p>
                <p class={view.due_class}>{ &view.due }</p>
                <p class="note__text">{ &props.bought }</p>
            </div>
            <Stepper label={t!("step-group", name = view.name)} value={amounts::short(view.amount)} can_less=true
                less_label={t!("step-less", step = by)} more_label={t!("step-more", step = by)}
                on_less={less} on_more={more} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct OpenedProps {
    lot: LotView,
    opened: Option<Date>,
    on_open: Callback<()>,
}

/// Sealed or opened.
#[component]
fn OpenedSwitch(props: &OpenedProps) -> Html {
    let larder = use_larder();
    let text = match props.opened {
        Some(on) => t!("item-opened-on", when = dates::when(on, larder.today)),
        None => t!("item-opened-not"),
    };
    let toggle = {
        let (larder, view, opened) = (larder.clone(), props.lot.clone(), props.opened.is_some());
        let open = props.on_open.clone();
        move |_: MouseEvent| {
            if opened {
                let sealed = LotEdit {
                    opened: Edit::Clear,
                    ..LotEdit::default()
                };
                edit(&larder, &view, sealed, t!("did-edit", name = view.name));
            } else {
                open.emit(());
            }
        }
    };
    html! {
        <button type="button" class="switch" role="switch" aria-checked={props.opened.is_some().to_string()}
            onclick={toggle} data-testid="item-opened">
            <span class="switch__text">{ t!("item-opened") }<span class="event__when note__text">{ text }</span></span>
            <span class="switch__track" aria-hidden="true"><span class="switch__knob"></span></span>
        </button>
    }
}

#[derive(Properties, PartialEq)]
struct PlaceProps {
    lot: LotView,
    place: PlaceId,
    on_move: Callback<(PlaceId, AttrValue)>,
}

/// Where it is.
#[component]
fn Whereabouts(props: &PlaceProps) -> Html {
    let larder = use_larder();
    let places = larder.household().places();
    let on_change = {
        let (larder, on_move) = (larder.clone(), props.on_move.clone());
        Callback::from(move |id: String| {
            let Some(to) = PlaceId::parse(&id) else {
                return;
            };
            let place = larder.household().place(to);
            let name = place.map(|place| choices::place_name(&place));
            on_move.emit((to, name.unwrap_or_default()));
        })
    };
    html! {
        <Choice id={format!("place-{}", props.lot.id)} label={t!("item-place")} options={choices::places(&places)}
            value={props.place.to_string()} {on_change} testid="item-place" />
    }
}

/// Puts something right.
pub fn edit(larder: &Larder, lot: &LotView, edit: LotEdit, said: AttrValue) {
    larder.act(Action::EditLot { lot: lot.id, edit }, said);
}
