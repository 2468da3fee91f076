//! Home: what to use first.

use pantry::action::Action;
use pantry::household::Urgency;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::home_hint::{self, SwipeHint};
use super::home_sample::SampleNote;
use super::how_many::{self, Deed};
use super::rest::{Part, Rest};
use super::scan::waiting::WaitingPhotos;
use super::{Head, welcome};
use crate::components::art::ReceiptArt;
use crate::components::icon::{Glyph, Icon};
use crate::components::lot_card::{LotAct, LotCard};
use crate::components::message::{Note, Tone};
use crate::components::nav::{AddLink, RouteLink};
use crate::hooks::context::{use_larder, use_scanning};
use crate::hooks::gradual::use_gradual;
use crate::host::browser::{keep_focus, shared};
use crate::i18n::t;
use crate::route::Route;
use crate::state::larder::Larder;
use crate::state::later;
use crate::view::dates;
use crate::view::lots::{self, Group, LotView};
use crate::view::shopping;

/// Home.
#[component]
pub fn Home() -> Html {
    let larder = use_larder();
    let mut groups = lots::urgent(&larder.household(), larder.today);
    if larder.is_glimpse() {
        lots::leave_out_nameless(&mut groups);
    }
    let mut room = use_gradual(groups.iter().map(|group| group.lots.len()).sum());
    let (items, stocked) = {
        let household = larder.household();
        (household.items_by_name().len(), household.stocked_items())
    };
    let asked = use_state_eq(|| None::<how_many::Props>);
    let navigator = use_navigator();
    let on_act = {
        let (larder, asked) = (larder.clone(), asked.setter());
        Callback::from(move |(lot, act): (LotView, LotAct)| {
            if act == LotAct::Show {
                if let Some(navigator) = &navigator {
                    Route::open_item(navigator, lot.item);
                }
                return;
            }
            let several = lots::packages(lot.amount).is_some();
            match deed(act).filter(|_| several) {
                Some(deed) => {
                    let done = asked.clone();
                    let on_done = Callback::from(move |()| done.set(None));
                    asked.set(Some(how_many::Props { lot, deed, on_done }));
                }
                None => perform(&larder, &lot, act),
            }
        })
    };
    let on_swiped = {
        let larder = larder.clone();
        Callback::from(move |(lot, act): (LotView, LotAct)| {
            home_hint::know();
            perform(&larder, &lot, act);
        })
    };
    // Nobody keeps what would show an empty Home.
    let is_empty = items == 0 && !larder.is_glimpse();
    let title = if is_empty {
        t!("app-name")
    } else {
        t!("home-title")
    };
    html! {
        <main class="main main--wide" id="main" data-testid="home">
            <Head {title} sub={dates::long(larder.today)}><AddLink /></Head>
            <div class="stack stack--l">
                <WaitingDraft />
                <WaitingPhotos />
                <WaitingCodes />
                <WaitingShared />
                if is_empty && larder.standing().behind > 0 {
                    <Note tone={Tone::Plain} title={t!("home-coming-title")} text={t!("home-coming-text")} testid="home-coming" />
                } else if is_empty {
                    <Empty />
                } else {
                    <SampleNote />
                    if !groups.is_empty() && home_hint::is_wanted() {
                        <SwipeHint />
                    }
                    <div class="stack stack--l">
                        { for groups.iter().map(|group| {
                            let drawn = room.min(group.lots.len());
                            room -= drawn;
                            html! {
                                <GroupView key={group_id(group.urgency)} group={group.clone()} {drawn} on_act={on_act.clone()}
                                    on_swiped={on_swiped.clone()} />
                            }
                        }) }
                    </div>
                    <NotUrgent items={(!larder.is_glimpse()).then_some(stocked)} calm={groups.is_empty()} />
                }
            </div>
            if let Some(asked) = &*asked {
                <Rest part={Part::HowMany(asked.clone())} />
            }
        </main>
    }
}

/// Home while there is nothing: the questions of a first start, then the ways out.
#[component]
fn Empty() -> Html {
    let larder = use_larder();
    let update = use_force_update();
    let on_done = Callback::from(move |()| {
        update.force_update();
        keep_focus("#main h1".to_owned());
    });
    if welcome::is_first(&larder) {
        return html! {
            <section class="card teach" data-testid="home-empty">
                <ReceiptArt />
                <Rest part={Part::Welcome(on_done)}>
                    <TeachWays title={t!("empty-title")} text={t!("empty-text")} />
                </Rest>
            </section>
        };
    }
    html! {
        <Teach title={t!("empty-title")} text={t!("empty-text")} testid="home-empty">
            <Rest part={Part::SampleButton} />
        </Teach>
    }
}

/// What may be done to some of a lot alone.
fn deed(act: LotAct) -> Option<Deed> {
    match act {
        LotAct::Frozen => Some(Deed::Freeze),
        LotAct::Thrown => Some(Deed::Throw),
        LotAct::Used | LotAct::Half | LotAct::Show => None,
    }
}

/// Does it to all of a lot, or uses half of it.
fn perform(larder: &Larder, lot: &LotView, act: LotAct) {
    if let Some(deed) = deed(act) {
        return how_many::perform_all(larder, lot, &deed);
    }
    let (id, name, amount) = (lot.id, &lot.name, lot.amount);
    let (amount, said) = match act {
        LotAct::Half => (lots::half(amount), t!("did-half", name = name)),
        _ => (amount, t!("did-use", name = name)),
    };
    let offer = match act {
        LotAct::Half => None,
        _ => shopping::offer_after(&larder.household(), id),
    };
    larder.act_and_offer(Action::Consume { lot: id, amount }, said, offer);
}

fn group_id(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Overdue => "home-group-overdue",
        Urgency::Today => "home-group-today",
        Urgency::Soon => "home-group-soon",
        Urgency::Week => "home-group-week",
    }
}

#[derive(Properties, PartialEq)]
struct GroupProps {
    group: Group,
    /// How many of its lots.
    drawn: usize,
    on_act: Callback<(LotView, LotAct)>,
    on_swiped: Callback<(LotView, LotAct)>,
}

/// One group of lots.
#[component]
fn GroupView(props: &GroupProps) -> Html {
    let Group { urgency, lots } = &props.group;
    let (title, dot) = match urgency {
        Urgency::Overdue => (t!("home-overdue"), "dot dot--past"),
        Urgency::Today => (t!("home-today"), "dot dot--today"),
        Urgency::Soon => (t!("home-soon"), "dot dot--soon"),
        Urgency::Week => (t!("home-week"), "dot dot--week"),
    };
    html! {
        <section data-testid={group_id(*urgency)}>
            <div class="section__head">
                <span class={dot} aria-hidden="true"></span>
                <h2 class="section__title">{ title }</h2>
                <span class="section__count">{ t!("home-count", count = lots.len()) }</span>
            </div>
            <ul class="card list lots">
                { for lots.iter().take(props.drawn).map(|lot| html! {
                    <LotCard key={lot.id.to_string()} lot={lot.clone()} on_act={props.on_act.clone()}
                        on_swiped={props.on_swiped.clone()} />
                }) }
            </ul>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct NotUrgentProps {
    /// How many there are, once that is known.
    items: Option<usize>,
    calm: bool,
}

/// What is not urgent, in one line.
#[component]
fn NotUrgent(props: &NotUrgentProps) -> Html {
    html! {
        <>
            if props.calm {
                <div class="card calm" data-testid="home-calm">
                    <span class="calm__mark"><Icon glyph={Glyph::Check} /></span>
                    <div>
                        <h2 class="section__title">{ t!("home-calm-title") }</h2>
                        <p class="note__text">{ t!("home-calm-text") }</p>
                    </div>
                </div>
            }
            <RouteLink to={Route::Pantry} class="card rest" testid="home-rest">
                <Icon glyph={Glyph::Jar} />
                <span class="rest__text">
                    { match props.items {
                        Some(count) => t!("home-rest", count = count),
                        None => t!("nav-pantry"),
                    } }
                </span>
                <Icon glyph={Glyph::Chevron} class="row__chev" />
            </RouteLink>
            <div class="ways">
                <RouteLink to={Route::Receipts} class="card rest" testid="home-receipts">
                    <Icon glyph={Glyph::Receipt} />
                    <span class="rest__text">{ t!("receipts-title") }</span>
                </RouteLink>
                <RouteLink to={Route::Insights} class="card rest" testid="home-insights">
                    <Icon glyph={Glyph::Chart} />
                    <span class="rest__text">{ t!("insights-title") }</span>
                </RouteLink>
            </div>
        </>
    }
}

/// A receipt that was scanned and not yet put away.
#[component]
pub fn WaitingDraft() -> Html {
    let scanning = use_scanning();
    let drop_draft = {
        let scanning = scanning.clone();
        move |_: MouseEvent| scanning.discard()
    };
    html! {
        if scanning.desk.review.is_some() {
            <Note tone={Tone::Plain} title={t!("home-draft-title")} text={t!("home-draft-text")} testid="home-draft">
                <RouteLink to={Route::Review} class="btn btn--main" testid="draft-open">
                    { t!("home-draft-open") }
                </RouteLink>
                <button type="button" class="btn btn--quiet" onclick={drop_draft} data-testid="draft-drop">
                    { t!("home-draft-drop") }
                </button>
            </Note>
        }
    }
}

/// Barcodes that were scanned and not yet named.
#[component]
fn WaitingCodes() -> Html {
    let count = later::waiting().len();
    html! {
        if count > 0 {
            <Note tone={Tone::Plain} title={t!("home-codes-title", count = count)} text={t!("home-codes-text")} testid="home-codes">
                <RouteLink to={Route::Barcode} class="btn btn--main" testid="codes-open">
                    { t!("home-codes-open", count = count) }
                </RouteLink>
            </Note>
        }
    }
}

/// What another app has handed over to a page that went before it was looked at.
#[component]
fn WaitingShared() -> Html {
    let waits = use_state_eq(|| false);
    use_effect_with((), {
        let waits = waits.setter();
        move |()| spawn_local(async move { waits.set(shared::is_waiting().await) })
    });
    html! {
        if *waits {
            <Note tone={Tone::Plain} title={t!("home-shared-title")} text={t!("home-shared-text")} testid="home-shared">
                <RouteLink to={Route::Shared} class="btn btn--main" testid="shared-open">
                    { t!("home-shared-open") }
                </RouteLink>
            </Note>
        }
    }
}

/// Properties of [`Teach`].
#[derive(Properties, PartialEq)]
pub struct TeachProps {
    /// What is empty.
    pub title: AttrValue,
    /// What fills it.
    pub text: AttrValue,
    /// For tests.
    pub testid: &'static str,
    /// More ways to fill it.
    #[prop_or_default]
    pub children: Html,
}

/// An empty screen that says how to fill it.
#[component]
pub fn Teach(props: &TeachProps) -> Html {
    html! {
        <section class="card teach" data-testid={props.testid}>
            <ReceiptArt />
            <TeachWays title={props.title.clone()} text={props.text.clone()}>
                { props.children.clone() }
            </TeachWays>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct WaysProps {
    title: AttrValue,
    text: AttrValue,
    #[prop_or_default]
    children: Html,
}

/// What is empty, and the ways to fill it.
#[component]
fn TeachWays(props: &WaysProps) -> Html {
    let (scanning, navigator) = (use_scanning(), use_navigator());
    let sample = move |_: MouseEvent| {
        scanning.scan_sample();
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Scan);
        }
    };
    html! {
        <>
            <h2 class="teach__title">{ &props.title }</h2>
            <p class="teach__text">{ &props.text }</p>
            <div class="teach__actions">
                <RouteLink to={Route::Scan} class="btn btn--main" testid="empty-scan">
                    <Icon glyph={Glyph::Camera} />{ t!("empty-scan") }
                </RouteLink>
                <RouteLink to={Route::Add} class="btn" testid="empty-add">
                    <Icon glyph={Glyph::Plus} />{ t!("empty-add") }
                </RouteLink>
                <button type="button" class="btn btn--quiet" onclick={sample} data-testid="empty-sample">
                    { t!("empty-sample") }
                </button>
                { props.children.clone() }
            </div>
        </>
    }
}
