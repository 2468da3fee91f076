//! The part of a long list that is drawn: what is in sight, and some more on both sides.
//!
//! Rows above and below are one empty row each, as high as what they stand for, so that the
//! page scrolls as if all were there. All rows are taken to be as high as the first one; one
//! that was opened is a little higher, which the browser evens out while it scrolls.

use std::ops::Range;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::host::browser::window;

/// Rows that come and go together: fewer would draw anew at each turn of the wheel.
const STEP: usize = 16;
/// Rows on both sides of what is in sight, at least.
const AROUND: usize = 2 * STEP;
/// What is drawn of a new list at first, until it is known what is in sight. The rest follows
/// once that is painted.
const FIRST: usize = STEP;
/// Between two frames, in milliseconds.
const PAINT_MS: u32 = 16;

/// What of the list is drawn.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// The rows.
    pub rows: Range<usize>,
    /// For the list.
    pub list: NodeRef,
    /// For the empty row above.
    pub above: NodeRef,
    /// For the empty row below.
    pub below: NodeRef,
}

/// The rows of `count` that are to be drawn now; with another `of` it is another list.
#[hook]
pub fn use_window<Of: Clone + PartialEq + 'static>(of: Of, count: usize) -> Shown {
    let (list, above, below) = (use_node_ref(), use_node_ref(), use_node_ref());
    let rows = use_state_eq(|| 0..FIRST);
    // The list of which more than the first rows may be drawn.
    let painted = use_state_eq(|| None::<Of>);
    let height = use_mut_ref(|| 0.0_f64);
    // How many rows lie above the end of what is in sight.
    let seen = use_mut_ref(|| FIRST);
    use_effect_with((of.clone(), count), {
        let (list, rows, height) = (list.clone(), rows.setter(), height.clone());
        let seen = seen.clone();
        let painted = painted.setter();
        move |(of, count): &(Of, usize)| {
            let (of, count) = (of.clone(), *count);
            let look = move || {
                if let Some(list) = list.cast::<Element>() {
                    let row = row_height(&list).unwrap_or(*height.borrow());
                    height.replace(row);
                    let (around, last) = in_sight(&list, row, count);
                    // One more: another list may stand a little higher.
                    seen.replace(last + 2);
                    rows.set(around);
                }
            };
            let first = Timeout::new(PAINT_MS, {
                let look = look.clone();
                move || {
                    look();
                    painted.set(Some(of));
                }
            });
            let scrolled = EventListener::new(&window(), "scroll", {
                let look = look.clone();
                move |_| look()
            });
            let sized = EventListener::new(&window(), "resize", move |_| look());
            move || drop((first, scrolled, sized))
        }
    });
    // A person who types waits for what is in sight alone.
    let is_new = painted.as_ref() != Some(&of) && rows.start == 0;
    let end = match is_new {
        true => *seen.borrow(),
        false => rows.end,
    };
    let shown = rows.start.min(count)..end.min(count);
    use_effect_with((shown.clone(), count), {
        let (above, below) = (above.clone(), below.clone());
        move |(shown, count): &(Range<usize>, usize)| {
            let row = *height.borrow();
            set_height(&above, shown.start as f64 * row);
            set_height(&below, (count - shown.end) as f64 * row);
        }
    });
    Shown {
        rows: shown,
        list,
        above,
        below,
    }
}

/// The height of the first row that is drawn, in CSS pixels.
fn row_height(list: &Element) -> Option<f64> {
    let row = list.query_selector(":scope > li[data-row]").ok()??;
    let height = row.get_bounding_client_rect().height();
    (height > 0.0).then_some(height)
}

/// The rows to draw, and the last that is in sight.
fn in_sight(list: &Element, row: f64, count: usize) -> (Range<usize>, usize) {
    if row <= 0.0 {
        return (0..FIRST, FIRST);
    }
    let seen = window().inner_height().ok();
    let seen = seen.and_then(|height| height.as_f64()).unwrap_or(800.0);
    let above = -list.get_bounding_client_rect().top();
    let last = ((above + seen).max(0.0) / row) as usize;
    (range(above, seen, row, count), last)
}

/// The rows to draw where so many pixels of the list are above the edge, in steps, with one
/// more step on both sides.
fn range(above: f64, seen: f64, row: f64, count: usize) -> Range<usize> {
    let first = (above.max(0.0) / row) as usize;
    let last = ((above + seen).max(0.0) / row) as usize;
    let start = (first / STEP).saturating_sub(1) * STEP;
    let end = (last / STEP + 2) * STEP;
    // A list that was much longer may leave the page far below its end.
    let end = end.min(count);
    start.min(end.saturating_sub(AROUND))..end
}

fn set_height(node: &NodeRef, height: f64) {
    let Some(element) = node
        .get()
        .and_then(|node| node.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let height = format!("{height:.0}px");
    element.style().set_property("block-size", &height).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_sight_is_drawn_with_some_on_both_sides() {
        assert_eq!(range(-200.0, 800.0, 64.0, 10_000), 0..32);
        assert_eq!(range(64.0 * 100.0, 800.0, 64.0, 10_000), 80..144);
        // Few are drawn, wherever the page is.
        for above in (0..640_000).step_by(777) {
            let shown = range(f64::from(above), 844.0, 64.0, 10_000);
            let first = (f64::from(above) / 64.0) as usize;
            let last = ((f64::from(above) + 844.0) / 64.0) as usize;
            assert!(shown.len() <= 5 * STEP, "{shown:?}");
            assert!(
                shown.start <= first && last.min(9_999) < shown.end,
                "{shown:?}"
            );
        }
    }

    #[test]
    fn a_short_list_is_drawn_whole_and_an_end_is_full() {
        assert_eq!(range(0.0, 800.0, 64.0, 5), 0..5);
        assert_eq!(range(0.0, 800.0, 64.0, 0), 0..0);
        assert_eq!(range(640_000.0, 800.0, 64.0, 100), 68..100);
    }
}
