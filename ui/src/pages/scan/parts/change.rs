//! Parts come and go: what is said about it, and where the focus is then.

use std::rc::Rc;

use yew::prelude::*;

use crate::host::browser::{focus_soon, keep_focus};
use crate::i18n::t;
use crate::state::photo::Photo;

/// Where the focus is when the parts are first shown.
pub const TITLE: &str = "parts-title";

/// What has become of the parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Change {
    /// They are in another order, or the same.
    None,
    /// More have come, the first of them here.
    Came(usize),
    /// Some have gone, the first of them from here.
    Went(usize),
}

/// What to say of the last change, and a way to say something else.
#[hook]
pub fn use_change(photo: &Rc<Photo>) -> (AttrValue, Callback<AttrValue>) {
    let said = use_state_eq(|| AttrValue::Static(""));
    let seen = use_mut_ref(Vec::new);
    let parts: Vec<AttrValue> = photo.parts.iter().map(|part| part.url.clone()).collect();
    use_effect_with(parts, {
        let said = said.setter();
        move |now| {
            let was = seen.replace(now.clone());
            if was.is_empty() {
                return focus_soon(TITLE.to_owned());
            }
            match change(&was, now) {
                Change::None => return,
                // Whoever has just added one may want to add another: the focus stays.
                Change::Came(at) => keep_focus(format!("#part-{at}-remove")),
                Change::Went(at) => {
                    let next = at.min(now.len().saturating_sub(1));
                    focus_soon(format!("part-{next}-remove"));
                }
            }
            said.set(t!("parts-count", count = now.len()));
        }
    });
    let say = {
        let said = said.setter();
        Callback::from(move |text| said.set(text))
    };
    ((*said).clone(), say)
}

fn change<T: PartialEq>(was: &[T], now: &[T]) -> Change {
    let came = now.iter().position(|part| !was.contains(part));
    let went = was.iter().position(|part| !now.contains(part));
    let went = went.map_or(Change::None, Change::Went);
    came.map_or(went, Change::Came)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_is_found_that_came_or_went() {
        let check = |was: &str, now: &str, expected| {
            let letters = |text: &str| text.chars().collect::<Vec<char>>();
            assert_eq!(
                change(&letters(was), &letters(now)),
                expected,
                "{was} {now}"
            );
        };
        check("ab", "abcd", Change::Came(2));
        check("ac", "abc", Change::Came(1));
        check("abc", "ac", Change::Went(1));
        check("abc", "ab", Change::Went(2));
        check("abc", "cab", Change::None);
        check("abc", "ade", Change::Came(1));
    }
}
