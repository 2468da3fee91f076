//! Review: every printed row beside what was understood of it, then all at once.

use std::rc::Rc;

use pantry::action::Action;
use pantry::receipt::Bounds;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use super::review_head::ReviewHead;
use super::review_line::LineRow;
use super::scan::files::FileButton;
use crate::components::crop::{Paper, Sheet};
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::components::nav::RouteLink;
use crate::hooks::context::{use_larder, use_scanning};
use crate::hooks::image::use_sheet;
use crate::host::browser;
use crate::i18n::t;
use crate::route::Route;
use crate::state::desk::Event;
use crate::state::larder::{Progress, Request};
use crate::state::review::Review;

/// The review, or the way to one.
#[component]
pub fn ReviewPage() -> Html {
    let scanning = use_scanning();
    match &scanning.desk.review {
        Some(_) if scanning.desk.extension().is_some() => html! { <Growing /> },
        Some(review) => html! {
            <Reviewing key={format!("{:?}", review.id())} review={review.clone()} />
        },
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

/// The next part of the receipt is being added: its review waits for that.
#[component]
fn Growing() -> Html {
    html! {
        <main class="main" id="main" data-testid="review-growing">
            <Head title={t!("review-title")} />
            <Note tone={Tone::Plain} title={t!("review-growing-title")} text={t!("review-growing-text")}>
                <RouteLink to={Route::Scan} class="btn btn--main">{ t!("home-draft-open") }</RouteLink>
            </Note>
        </main>
    }
}

/// Adds the next part of a receipt that goes on.
#[component]
fn GoesOn() -> Html {
    let (scanning, navigator) = (use_scanning(), use_navigator());
    let on_files = Callback::from(move |files: Vec<Blob>| {
        scanning.extend(files);
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Scan);
        }
    });
    html! {
        <FileButton class="btn--quiet" glyph={Glyph::Camera} label={t!("review-goes-on")}
            testid="review-goes-on" {on_files} />
    }
}

#[derive(Properties, PartialEq)]
struct ReviewProps {
    review: Rc<Review>,
}

#[component]
fn Reviewing(props: &ReviewProps) -> Html {
    let review = &props.review;
    let (larder, scanning) = (use_larder(), use_scanning());
    let sheet = use_sheet(&review.photo, &review.shots);
    use_effect_with(review.id(), {
        let (core, photo) = (larder.core().clone(), review.photo.clone());
        move |_| spawn_local(async move { core.make_smaller(&photo).await })
    });
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
    // A line keeps its place when it is answered: nothing jumps under the finger.
    let rows = |asked: bool| {
        let wanted = review.lines.iter().filter(move |line| line.asked == asked);
        wanted
            .map(|line| {
                html! {
                    <LineRow key={line.key} line={line.clone()} sheet={sheet.clone()} row_height={review.row_height}
                        open={*open == Some(line.key)} on_open={on_open.clone()} />
                }
            })
            .collect::<Html>()
    };
    let asked = review.lines.iter().filter(|line| line.asked).count();
    let unsure = review.lines.iter().filter(|line| !line.is_sure()).count();
    html! {
        <main class="main main--wide" id="main" data-testid="review" data-took-ms={format!("{:.0}", review.took_ms)}>
            <Head title={t!("review-title")}><Discard /></Head>
            <div class="review">
                <PaperPane sheet={sheet.clone()} {marked} />
                <div class="review__lines">
                    <ReviewHead review={review.clone()} />
                    if asked > 0 {
                        <section>
                            <SectionHead title={t!("review-check-first")} count={unsure} dot="dot dot--today" />
                            <ul class="card list">{ rows(true) }</ul>
                        </section>
                    }
                    if review.lines.len() > asked {
                        <section>
                            <SectionHead title={t!("review-looks-right")} count={review.lines.len() - asked} dot="dot dot--week" />
                            <ul class="card list">{ rows(false) }</ul>
                        </section>
                    }
                    if review.lines.is_empty() {
                        <Note tone={Tone::Ask} title={t!("review-empty-title")} text={t!("review-empty-text")} testid="review-empty">
                            <OtherPhoto />
                        </Note>
                    }
                    <button type="button" class="btn btn--quiet" onclick={add_line} data-testid="review-add-line">
                        <Icon glyph={Glyph::Plus} class="icon--s" />{ t!("review-add-line") }
                    </button>
                    <GoesOn />
                </div>
            </div>
            <Accept review={review.clone()} {on_open} />
        </main>
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
    sheet: Option<Sheet>,
    marked: Option<Bounds>,
}

/// The photo beside the lines, where there is room for it.
#[component]
fn PaperPane(props: &PaneProps) -> Html {
    html! {
        <aside class="paper" aria-label={t!("review-receipt")}>
            // The keyboard scrolls it, too.
            <div class="paper__frame" tabindex="0">
                <Paper sheet={props.sheet.clone()} marked={props.marked} label={t!("review-receipt")} />
            </div>
        </aside>
    }
}

/// Puts a photo without a receipt aside and goes on to the next one.
#[component]
fn OtherPhoto() -> Html {
    let (scanning, navigator) = (use_scanning(), use_navigator());
    let onclick = move |_: MouseEvent| {
        scanning.discard();
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Scan);
        }
    };
    html! {
        <button type="button" class="btn btn--main" {onclick}>{ t!("scan-other") }</button>
    }
}

/// Throws the draft away, not the food.
#[component]
fn Discard() -> Html {
    let (scanning, navigator) = (use_scanning(), use_navigator());
    let onclick = move |_: MouseEvent| {
        scanning.discard();
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

#[derive(Properties, PartialEq)]
struct AcceptProps {
    review: Rc<Review>,
    on_open: Callback<Option<usize>>,
}

/// Puts everything away: one commit, one undo.
#[component]
fn Accept(props: &AcceptProps) -> Html {
    let (larder, scanning, navigator) = (use_larder(), use_scanning(), use_navigator());
    let review = &props.review;
    let draft = review.id();
    let (count, left) = (review.kept().count(), review.questions_left());
    let accepting = scanning.desk.accepting == Some(draft);
    let label = if count == 0 {
        t!("review-accept-none")
    } else {
        t!("review-accept", count = count)
    };
    let onclick = {
        let (review, on_open) = (review.clone(), props.on_open.clone());
        move |_: MouseEvent| {
            if let Some((line, field)) = review.unfinished() {
                on_open.emit(Some(line));
                return browser::focus_soon(format!("line-{line}-{field}"));
            }
            // The desk itself, not what was drawn of it: a second tap may come before that.
            if scanning.desk.accepting.is_some() {
                return;
            }
            let (desk, navigator) = (scanning.desk.dispatcher(), navigator.clone());
            // Only what is stored closes the review: a full disk must not eat it.
            let on_progress = Callback::from(move |progress| {
                desk.dispatch(Event::Accepting(draft, progress));
                if progress == Progress::Stored {
                    put_away(navigator.as_ref());
                }
            });
            let purchase = review.purchase(&larder.household());
            larder.request(Request {
                action: Action::AcceptPurchase(purchase),
                said: t!("review-accepted", count = count),
                offer: None,
                receipt: Some(review.photo.clone()),
                on_progress,
            });
        }
    };
    html! {
        <div class="accept">
            <div class="accept__inner">
                <button type="button" class="btn btn--main" {onclick} disabled={count == 0 || accepting}
                    data-testid="review-accept">
                    <Icon glyph={Glyph::Check} />{ label }
                </button>
                if left > 0 {
                    <p class="accept__left" data-testid="review-left">{ t!("review-left", count = left) }</p>
                }
            </div>
        </div>
    }
}

/// A purchase is stored: on to what to use first, unless the person has gone elsewhere.
fn put_away(navigator: Option<&Navigator>) {
    if let Some(navigator) = navigator.filter(|_| Route::Review.is_here()) {
        navigator.push(&Route::Home);
    }
}
