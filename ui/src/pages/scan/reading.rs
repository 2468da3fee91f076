//! A photo while it is being read, or why it could not be.

use std::rc::Rc;

use ui::protocol::{Failure, Stage};
use yew::prelude::*;

use super::picture::{PartHandle, Picture};
use crate::components::art::ReceiptArt;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_scanning;
use crate::i18n::{t, text};
use crate::route::Route;
use crate::state::photo::Photo;

/// What a photo fills here, in pixels: sharp on every screen.
const SHOWN: (f64, f64) = (600.0, 800.0);

/// Properties of [`Reading`].
#[derive(Properties, PartialEq)]
pub struct ReadingProps {
    /// The photo.
    pub photo: Rc<Photo>,
    /// How much of the reader is there; `None` when it is ready.
    pub loading: Option<f64>,
    /// Which picture is being read, and of how many.
    pub part: (u32, u32),
    /// The stage, and how much of it is done.
    pub stage: Option<(Stage, f64)>,
}

/// The photo, and how far its reading is.
#[component]
pub fn Reading(props: &ReadingProps) -> Html {
    let scanning = use_scanning();
    let now = props.stage.map_or(-1, |(stage, _)| stage as i32);
    let (part, parts) = props.part;
    let which = (parts > 1).then(|| t!("scan-part", part = part + 1, parts = parts));
    let said = match (props.loading, props.stage) {
        (Some(_), _) => t!("scan-loading"),
        (None, Some((stage, _))) => {
            let progress = t!(
                "scan-progress",
                stage = stage_name(stage),
                step = stage as u8 + 1
            );
            let parted = |which: &AttrValue| AttrValue::from(format!("{which}: {progress}"));
            which.as_ref().map_or(progress.clone(), parted)
        }
        (None, None) => t!("scan-reading"),
    };
    let done = match (props.loading, props.stage) {
        (Some(loading), _) => loading,
        (None, Some((stage, done))) => overall(props.part, stage, done),
        (None, None) => 0.0,
    };
    let cancel = move |_: MouseEvent| scanning.cancel();
    // The page decodes the picture only when the reader has found it small enough.
    let prepared = props
        .stage
        .is_some_and(|(stage, _)| stage >= Stage::Prepare);
    // A PDF has other pictures than files: they are seen in the review.
    let same = parts as usize == props.photo.parts.len();
    let shown = props.photo.parts.get(part as usize);
    let shown = shown.filter(|part| prepared && same && !part.is_document());
    let row = |stage: Stage| {
        let (class, check) = match (stage as i32).cmp(&now) {
            std::cmp::Ordering::Less => ("stage stage--done", true),
            std::cmp::Ordering::Equal => ("stage stage--now", false),
            std::cmp::Ordering::Greater => ("stage", false),
        };
        html! {
            <li {class} key={stage as usize}>
                <span class="stage__mark" aria-hidden="true">
                    if check { <Icon glyph={Glyph::Check} /> }
                </span>
                { stage_name(stage) }
            </li>
        }
    };
    html! {
        <div class="reading" data-testid="scan-progress">
            <div class="reading__photo">
                if let Some(shown) = shown {
                    <Picture key={shown.url.to_string()} part={PartHandle(shown.clone())} filling={SHOWN} label={t!("scan-photo-alt")}>
                        <ReceiptArt />
                    </Picture>
                } else {
                    <ReceiptArt />
                }
                <span class="reading__beam" aria-hidden="true"></span>
            </div>
            <div class="stack">
                <h2 class="section__title">{ if props.loading.is_some() { t!("scan-loading") } else { t!("scan-reading") } }</h2>
                // Room is kept, so that nothing moves under the finger on its way to Cancel.
                <div class="reading__said">
                    if props.loading.is_some() {
                        <p class="note__text">{ t!("scan-loading-text") }</p>
                    }
                    if let Some(which) = which {
                        <p class="note__text" data-testid="scan-part">{ which }</p>
                    }
                </div>
                <progress class="bar" max="1" value={format!("{done:.3}")} aria-label={t!("scan-reading")} />
                <p class="visually-hidden" role="status" aria-live="polite">{ said }</p>
                <ol class="stages">{ for Stage::ALL.into_iter().map(row) }</ol>
                <button type="button" class="btn btn--line" onclick={cancel} data-testid="scan-cancel">
                    { t!("scan-cancel") }
                </button>
            </div>
        </div>
    }
}

fn stage_name(stage: Stage) -> AttrValue {
    text(&format!("stage-{}", stage.name()), &[])
}

/// The share of the whole: finding and reading the text take nearly all the time, and are
/// done for each picture; the end is done once for all.
fn overall((part, parts): (u32, u32), stage: Stage, done: f64) -> f64 {
    const EACH: f64 = 0.94;
    let (before, share) = match stage {
        Stage::Decode => (0.0, 0.06),
        Stage::Prepare => (0.06, 0.06),
        Stage::Detect => (0.12, 0.40),
        Stage::Recognise => (0.52, 0.42),
        Stage::Parse => (EACH, 0.02),
        Stage::Classify => (0.96, 0.04),
    };
    let now = before + share * done.clamp(0.0, 1.0);
    if stage >= Stage::Parse {
        return now;
    }
    // Until the pictures are known, the part is a file of which they are made.
    let read = if parts > 0 { part } else { 0 };
    (f64::from(read) * EACH + now) / f64::from(parts.max(1))
}

/// Properties of [`FailedNote`].
#[derive(Properties, PartialEq)]
pub struct FailedProps {
    /// Why.
    pub failure: Failure,
    /// Which of several parts is meant, from 1.
    #[prop_or_default]
    pub part: Option<usize>,
}

/// Why a photo could not be read, and what to do.
#[component]
pub fn FailedNote(props: &FailedProps) -> Html {
    let scanning = use_scanning();
    let code = props.failure.code();
    let again = matches!(props.failure, Failure::Crashed | Failure::Unavailable);
    // What is at fault itself is forgotten already, and parts have a way of their own.
    let unwanted = props.failure.is_of_the_reader() && props.part.is_none();
    let retry = {
        let scanning = scanning.clone();
        move |_: MouseEvent| scanning.retry()
    };
    let discard = move |_: MouseEvent| scanning.discard_failed();
    let title = match props.part {
        Some(part) if props.failure.is_of_the_file() => t!("parts-failed-title", part = part),
        _ => t!("scan-failed-title"),
    };
    html! {
        <div data-testid="scan-failed" data-code={code}>
            <Note tone={Tone::Wrong} {title} text={text(&format!("scan-failed-{code}"), &[])}>
                if again {
                    <button type="button" class="btn btn--main" onclick={retry} data-testid="scan-retry">
                        { t!("scan-retry") }
                    </button>
                }
                if unwanted {
                    <button type="button" class="btn btn--quiet" onclick={discard} data-testid="scan-discard">
                        { t!("scan-discard") }
                    </button>
                }
                // Of several parts the others are still to be read.
                if props.part.is_none() {
                    <RouteLink to={Route::Add} class="btn btn--quiet">{ t!("scan-by-hand") }</RouteLink>
                }
            </Note>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_becomes_pictures_is_still_at_the_beginning() {
        assert!(overall((15, 0), Stage::Decode, 1.0) < 0.1);
    }

    #[test]
    fn progress_only_goes_up_and_ends_at_the_whole() {
        for parts in [0_u32, 1, 3] {
            let each = (0..parts.max(1)).flat_map(|part| {
                let stages = Stage::ALL.into_iter().filter(|stage| *stage < Stage::Parse);
                stages.map(move |stage| (part, stage))
            });
            let last = parts.saturating_sub(1);
            let end = [Stage::Parse, Stage::Classify].map(|stage| (last, stage));
            let steps = each.chain(end).flat_map(|(part, stage)| {
                [0.0, 0.5, 1.0].map(|done| overall((part, parts), stage, done))
            });
            let steps: Vec<f64> = steps.collect();
            assert!(
                steps.is_sorted_by(|a, b| *a <= b + 1e-9),
                "{parts}: {steps:?}"
            );
            assert_eq!(steps.last(), Some(&1.0), "{parts}");
        }
    }
}
