//! How it stands with the server, what waits for a person, and what happened.

use yew::prelude::*;

use super::Head;
use super::looks::{Asides, Disputes};
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_larder;
use crate::host::browser::{clock_at, day_at, save_file};
use crate::i18n::t;
use crate::route::Route;
use crate::state::export;
use crate::state::standing::{Sign, Standing, Trouble};
use crate::state::sync_log::{Line, Said};
use crate::view::{dates, journal};

/// So many waiting actions are shown.
const WAITING: usize = 10;
/// So many lines of the log are shown at first.
const LINES: usize = 20;

/// The page.
#[component]
pub fn SyncPage() -> Html {
    let larder = use_larder();
    let standing = larder.standing();
    html! {
        <main class="main" id="main" data-testid="sync">
            <Head title={t!("sync-title")} up={(Route::More, t!("more-title"))} />
            <div class="stack stack--l">
                <Summary {standing} />
                <Disputes />
                <Asides />
                if standing.is_member {
                    if standing.photos > 0 {
                        <p class="note__text" data-testid="sync-photos">{ t!("sync-photos", count = standing.photos) }</p>
                    }
                    <Waiting />
                    <StayOffline stays={standing.stays_offline} />
                    <Log />
                }
            </div>
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct SummaryProps {
    standing: Standing,
}

/// One sentence, and what to do.
#[component]
fn Summary(props: &SummaryProps) -> Html {
    let larder = use_larder();
    let standing = &props.standing;
    if !standing.is_member {
        return html! {
            <Note tone={Tone::Plain} title={t!("sync-alone-title")} text={t!("sync-alone-text")} testid="sync-alone">
                <RouteLink to={Route::Household} class="btn btn--main">{ t!("sync-alone-go") }</RouteLink>
            </Note>
        };
    }
    if let Some(trouble) = standing.trouble {
        let (title, text) = match trouble {
            Trouble::Removed => (t!("sync-removed-title"), t!("sync-removed-text")),
            Trouble::Upgrade => (t!("sync-upgrade-title"), t!("sync-upgrade-text")),
            Trouble::Misunderstood => (t!("sync-malformed-title"), t!("sync-malformed-text")),
        };
        return html! {
            <Note tone={Tone::Wrong} {title} {text} testid="sync-trouble">
                if trouble == Trouble::Removed {
                    <RouteLink to={Route::Household} class="btn">{ t!("sync-removed-go") }</RouteLink>
                }
            </Note>
        };
    }
    let (glyph, tint, title, text) = match standing.sign() {
        _ if standing.stays_offline => (
            Glyph::Offline,
            "stone",
            t!("sync-stays-title"),
            t!("sync-offline-text"),
        ),
        _ if !standing.is_online => (
            Glyph::Offline,
            "stone",
            t!("sync-offline-title"),
            t!("sync-offline-text"),
        ),
        Some(Sign::Busy) => (Glyph::Sync, "sea", t!("sync-busy"), t!("sync-busy-text")),
        _ => (
            Glyph::Check,
            "leaf",
            t!("sync-in-step"),
            t!("sync-in-step-text"),
        ),
    };
    let again = {
        let core = larder.core().clone();
        move |_: MouseEvent| core.connect_now()
    };
    html! {
        <section class="card card--pad standing" data-testid="sync-standing">
            <span class={format!("tile tile--{tint}")}><Icon {glyph} /></span>
            <div class="standing__text">
                <p class="note__title" role="status">{ title }</p>
                <p class="note__text">{ text }</p>
            </div>
            if !standing.is_online && !standing.stays_offline {
                <button type="button" class="btn" onclick={again} data-testid="sync-try">{ t!("sync-try") }</button>
            }
        </section>
    }
}

/// What this device has not got confirmed.
#[component]
fn Waiting() -> Html {
    let larder = use_larder();
    let replica = larder.core().replica.borrow();
    let mut txns: Vec<_> = replica.unsent().map(sync::Op::txn_id).collect();
    txns.dedup();
    if txns.is_empty() {
        return Html::default();
    }
    let newest = txns.iter().rev().take(WAITING).copied();
    let entries = journal::of(&replica.household, newest);
    let hidden = txns.len().saturating_sub(entries.len());
    drop(replica);
    let export = {
        let larder = larder.clone();
        move |_: MouseEvent| {
            let text = export::unsent(&larder.core().replica.borrow());
            save_file("larder-unsent.json", "application/json", &text);
        }
    };
    html! {
        <section data-testid="sync-waiting">
            <h2 class="section__title section__head">{ t!("sync-waiting", count = txns.len()) }</h2>
            <ul class="card list history">
                { for entries.iter().map(|entry| html! {
                    <li class="event" key={entry.key()}>
                        <p class="event__text"><span class="event__what">{ &entry.what }</span>
                            <span class="event__when">{ when(entry.at_ms, larder.today) }</span></p>
                    </li>
                }) }
                if hidden > 0 {
                    <li class="event"><p class="event__text">{ t!("sync-and-more", count = hidden) }</p></li>
                }
            </ul>
            <button type="button" class="btn btn--quiet" onclick={export} data-testid="sync-export">
                <Icon glyph={Glyph::Share} class="icon--s" />{ t!("sync-export") }
            </button>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct StayProps {
    stays: bool,
}

/// The switch by which a person is left alone.
#[component]
fn StayOffline(props: &StayProps) -> Html {
    let larder = use_larder();
    let stays = props.stays;
    let turn = {
        let core = larder.core().clone();
        move |_: MouseEvent| core.stay_offline(!stays)
    };
    html! {
        <section class="card card--pad">
            <button type="button" class="switch" role="switch" aria-checked={stays.to_string()} onclick={turn}
                data-testid="stay-offline">
                <span class="switch__text">
                    { t!("sync-stay") }
                    <span class="field__hint">{ t!("sync-stay-hint") }</span>
                </span>
                <span class="switch__track"><span class="switch__knob"></span></span>
            </button>
        </section>
    }
}

/// What happened, the newest first.
#[component]
fn Log() -> Html {
    let larder = use_larder();
    let shown = use_state_eq(|| LINES);
    let lines: Vec<Line> = larder.core().log.borrow().lines().collect();
    if lines.is_empty() {
        return Html::default();
    }
    let more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(usize::MAX)
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("sync-log") }</h2>
            <ul class="card list history" data-testid="sync-log">
                { for lines.iter().take(*shown).map(|line| html! {
                    <li class="event" key={format!("{}-{:?}", line.at_ms, line.what)}>
                        <p class="event__text"><span class="event__what">{ sentence(line) }</span>
                            <span class="event__when">{ when(line.at_ms, larder.today) }</span></p>
                    </li>
                }) }
            </ul>
            if lines.len() > *shown {
                <button type="button" class="btn btn--quiet btn--wide" onclick={more}>{ t!("activity-more") }</button>
            }
        </section>
    }
}

/// A day and a time, as briefly as can be understood.
pub fn when(at_ms: i64, today: jiff::civil::Date) -> String {
    format!("{}, {}", dates::when(day_at(at_ms), today), clock_at(at_ms))
}

fn sentence(line: &Line) -> AttrValue {
    let count = line.count;
    match line.what {
        Said::CameIn => t!("log-in"),
        Said::Online => t!("log-online"),
        Said::Offline => t!("log-offline"),
        Said::Sent => t!("log-sent", count = count),
        Said::Received => t!("log-received", count = count),
        Said::Rejected => t!("log-rejected", count = count),
        Said::NotStored => t!("log-full"),
        Said::SentPhoto => t!("log-photo", count = count),
    }
}
