//! Review: every printed row beside what was understood of it, then all at once.

use pantry::action::Action;
use pantry::receipt::Bounds;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use super::review_head::ReviewHead;
use super::review_line::LineRow;
use crate::components::crop::Paper;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::components::nav::RouteLink;
use crate::hooks::context::{use_larder, use_scanning};
use crate::hooks::image::use_sheet;
use crate::i18n::t;
use crate::route::Route;
use crate::state::larder::Request;
use crate::state::review::{Review, ReviewLine};

/// The review, or the way to one.
#[component]
pub fn ReviewPage() -> Html {
    let scanning = use_scanning();
    match &scanning.desk.review {
        Some(review) => html! { <Reviewing review={(**review).clone()} /> },
        None => html! {
            <main class="main" id="main" data-testid="review-none">
                <Head title={t!("review-title")} />
                <Note tone={Tone::Plain} title={t!("review-none-title")} text={t!("review-none-text")}>
                    <RouteLink to={Route::Scan} class="btn btn--main">{ t!("empty-scan") }</RouteLink>
                </Note>
            </main>
        },
    }
}

#[derive(Properties, PartialEq)]
struct ReviewProps {
    review: Review,
}

#[component]
fn Reviewing(props: &ReviewProps) -> Html {
    let review = &props.review;
    let scanning = use_scanning();
    let sheet = use_sheet(review.photo.url.clone(), review.lie);
    let open = use_state_eq(|| None::<usize>);
    let on_open = {
        let open = open.clone();
        Callback::from(move |key: Option<usize>| open.set(key))
    };
    let marked = review
        .lines
        .iter()
        .find(|line| Some(line.key) == *open)
        .and_then(|line| line.bounds);
    let add_line = {
        let open = open.clone();
        move |_: MouseEvent| {
            let open = open.setter();
            scanning.edit(move |review| open.set(Some(review.add_line())));
        }
    };
    let rows = |sure: bool| {
        let wanted = review
            .lines
            .iter()
            .filter(move |line| line.is_sure() == sure);
        wanted
            .map(|line| line_row(line, &sheet, &open, &on_open))
            .collect::<Html>()
    };
    let unsure = review.lines.iter().filter(|line| !line.is_sure()).count();
    html! {
        <main class="main main--wide" id="main" data-testid="review" data-took-ms={format!("{:.0}", review.took_ms)}>
            <Head title={t!("review-title")}><Discard /></Head>
            <div class="review">
                <PaperPane sheet={sheet.clone()} {marked} />
                <div class="review__lines">
                    <ReviewHead review={review.clone()} />
                    if unsure > 0 {
                        <section>
                            <SectionHead title={t!("review-check-first")} count={unsure} dot="dot dot--today" />
                            <ul class="card list">{ rows(false) }</ul>
                        </section>
                    }
                    if review.lines.len() > unsure {
                        <section>
                            <SectionHead title={t!("review-looks-right")} count={review.lines.len() - unsure} dot="dot dot--week" />
                            <ul class="card list">{ rows(true) }</ul>
                        </section>
                    }
                    if review.lines.is_empty() {
                        <Note tone={Tone::Ask} title={t!("review-empty-title")} text={t!("review-empty-text")} testid="review-empty">
                            <RouteLink to={Route::Scan} class="btn btn--main">{ t!("scan-other") }</RouteLink>
                        </Note>
                    }
                    <button type="button" class="btn btn--quiet" onclick={add_line} data-testid="review-add-line">
                        <Icon glyph={Glyph::Plus} class="icon--s" />{ t!("review-add-line") }
                    </button>
                </div>
            </div>
            <Accept review={review.clone()} />
        </main>
    }
}

fn line_row(
    line: &ReviewLine,
    sheet: &Option<crate::components::crop::Sheet>,
    open: &Option<usize>,
    on_open: &Callback<Option<usize>>,
) -> Html {
    html! {
        <LineRow key={line.key} line={line.clone()} sheet={sheet.clone()}
            open={*open == Some(line.key)} on_open={on_open.clone()} />
    }
}

#[derive(Properties, PartialEq)]
struct SectionProps {
    title: AttrValue,
    count: usize,
    dot: &'static str,
}

#[component]
fn SectionHead(props: &SectionProps) -> Html {
    html! {
        <div class="section__head">
            <span class={props.dot} aria-hidden="true"></span>
            <h2 class="section__title">{ &props.title }</h2>
            <span class="section__count">{ props.count }</span>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct PaneProps {
    sheet: Option<crate::components::crop::Sheet>,
    marked: Option<Bounds>,
}

/// The photo beside the lines, where there is room for it.
#[component]
fn PaperPane(props: &PaneProps) -> Html {
    html! {
        <aside class="paper" aria-label={t!("review-receipt")}>
            <div class="paper__frame">
                <Paper sheet={props.sheet.clone()} marked={props.marked} label={t!("review-receipt")} />
            </div>
        </aside>
    }
}

/// Throws the draft away, not the food.
#[component]
fn Discard() -> Html {
    let (larder, scanning, navigator) = (use_larder(), use_scanning(), use_navigator());
    let onclick = move |_: MouseEvent| {
        scanning.discard(&larder);
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Home);
        }
    };
    html! {
        <button type="button" class="btn btn--danger" {onclick} data-testid="review-discard">
            <Icon glyph={Glyph::Bin} class="icon--s" />{ t!("review-discard") }
        </button>
    }
}

/// Puts everything away: one commit, one undo.
#[component]
fn Accept(props: &ReviewProps) -> Html {
    let (larder, scanning, navigator) = (use_larder(), use_scanning(), use_navigator());
    let purchase = props.review.purchase();
    let count = purchase.lines.len();
    let label = if count == 0 {
        t!("review-accept-none")
    } else {
        t!("review-accept", count = count)
    };
    let picture = props.review.photo.picture.clone();
    let onclick = move |_: MouseEvent| {
        let (scanning, navigator) = (scanning.clone(), navigator.clone());
        // Only what is stored closes the review: a full disk must not eat it.
        let stored = Callback::from(move |()| {
            scanning.close();
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Home);
            }
        });
        larder.request(Request {
            action: Action::AcceptPurchase(purchase.clone()),
            said: t!("review-accepted", count = count),
            picture: Some(picture.clone()),
            stored: Some(stored),
        });
    };
    html! {
        <div class="accept">
            <div class="accept__inner">
                <button type="button" class="btn btn--main" {onclick} disabled={count == 0} data-testid="review-accept">
                    <Icon glyph={Glyph::Check} />{ label }
                </button>
            </div>
        </div>
    }
}
