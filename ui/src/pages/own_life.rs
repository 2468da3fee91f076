//! "We keep it so many days": the household's own word on a food or a category, and the way
//! back to the table.

use pantry::action::Action;
use pantry::location::PlaceKind;
use pantry::shelf_life::{Keeps, Kind, Opened, Subject, keeps};
use yew::prelude::*;

use super::shelf_life::{figure_name, is_told};
use crate::components::field::TextField;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::use_larder;
use crate::hooks::typed::use_typed;
use crate::i18n::t;
use crate::view::life;

/// A kind of food as a property.
#[derive(Clone, PartialEq)]
pub struct KindValue(pub Kind);

/// Properties of [`OwnLife`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// As the table has it.
    pub kind: KindValue,
}

/// A button that opens a field for each figure.
#[component]
pub fn OwnLife(props: &Props) -> Html {
    let larder = use_larder();
    let open = use_state_eq(|| false);
    let kind = props.kind.0;
    let of = Subject::of(kind);
    let own = larder.household().own_days(of);
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let reset = {
        let larder = larder.clone();
        move |_: MouseEvent| {
            let said = t!("life-reset-done", name = life::subject(of));
            larder.act(Action::ResetShelfLife { of }, said);
        }
    };
    let fields = pantry::shelf_life::STATES.into_iter();
    let fields = fields
        .filter(|(place, state)| is_told(kind, *place, *state) || own.at(*place, *state).is_some());
    html! {
        <>
            <div class="food__own">
                <button type="button" class="btn btn--quiet" onclick={toggle} aria-expanded={open.to_string()}
                    data-testid="life-edit">{ t!("life-edit") }</button>
                if !own.is_empty() {
                    <button type="button" class="btn btn--quiet" onclick={reset} data-testid="life-reset">
                        <Icon glyph={Glyph::Undo} class="icon--s" />{ t!("life-reset") }
                    </button>
                }
            </div>
            if *open {
                <div class="row__form grid2">
                    { for fields.map(|(place, state)| html! {
                        <DaysField key={figure_name(place, state).to_string()} kind={props.kind.clone()} {place} {state}
                            days={own.at(place, state)} />
                    }) }
                </div>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct DaysProps {
    kind: KindValue,
    place: PlaceKind,
    state: Opened,
    days: Option<u16>,
}

/// So many days there; empty is what the table says.
#[component]
fn DaysField(props: &DaysProps) -> Html {
    let larder = use_larder();
    let DaysProps {
        kind,
        place,
        state,
        days,
    } = props;
    let (kind, place, state) = (kind.0, *place, *state);
    let of = Subject::of(kind);
    let stored = days.map(|days| days.to_string()).unwrap_or_default();
    let typed = use_typed(stored.clone().into());
    let read = |text: &str| match text.trim() {
        "" => Some(None),
        text => text.parse::<u16>().ok().map(Some),
    };
    let wrong = read(&typed).is_none();
    let on_change = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    let on_commit = Callback::from({
        let larder = larder.clone();
        move |text: String| {
            let Some(days) = read(&text).filter(|_| text.trim() != stored) else {
                return;
            };
            let action = Action::EditShelfLife {
                of,
                place,
                state,
                days,
            };
            larder.act(action, t!("did-edit", name = life::subject(of)));
        }
    });
    let table: Keeps = keeps(kind, place, state);
    let hint = life::keeps(table).map(|keeps| t!("life-table", keeps = keeps));
    html! {
        <TextField id={format!("life-{of:?}-{place:?}-{state:?}").replace(['(', ')', '"', ' '], "-")}
            label={t!("life-days-in", place = figure_name(place, state))} value={(*typed).clone()} {on_change} {on_commit}
            {hint} error={wrong.then(|| t!("life-days-wrong"))} mode="numeric"
            testid={format!("life-days-{}-{}", place.id(), if state == Opened::Sealed { "sealed" } else { "opened" })} />
    }
}
