//! Why something cannot be done, as sentences that say what to do instead.

use pantry::action::Rejected;
use yew::AttrValue;

use super::amounts;
use crate::i18n::t;

/// What to say.
pub fn sentence(why: &Rejected) -> AttrValue {
    match why {
        Rejected::NoSuchItem => t!("rejected-no-such-item"),
        Rejected::NoSuchLot => t!("rejected-no-such-lot"),
        Rejected::NoSuchCategory => t!("rejected-no-such-category"),
        Rejected::NoSuchRecipe => t!("rejected-no-such-recipe"),
        Rejected::NoSuchPlace => t!("rejected-no-such-place"),
        Rejected::NoSuchEntry => t!("rejected-no-such-entry"),
        Rejected::StillLoading => t!("rejected-still-loading"),
        Rejected::Touched => t!("rejected-touched"),
        Rejected::OnTheList => t!("rejected-on-the-list"),
        Rejected::AlreadyTicked => t!("rejected-already-ticked"),
        Rejected::NotTicked => t!("rejected-not-ticked"),
        Rejected::NoSuchAction => t!("rejected-no-such-action"),
        Rejected::NoName => t!("rejected-no-name"),
        Rejected::NotPositive => t!("rejected-not-positive"),
        Rejected::TooMuch => t!("rejected-too-much"),
        Rejected::NotEnough { have } => {
            t!("rejected-not-enough", have = amounts::quantity(*have))
        }
        Rejected::OtherMeasure { from, to } => t!(
            "rejected-other-measure",
            from = amounts::unit(*from),
            to = amounts::unit(*to)
        ),
        Rejected::AlreadyFrozen => t!("rejected-already-frozen"),
        Rejected::NotFrozen => t!("rejected-not-frozen"),
        Rejected::AlreadyOpen => t!("rejected-already-open"),
        Rejected::SamePlace => t!("rejected-same-place"),
        Rejected::OtherShelf => t!("rejected-other-shelf"),
        Rejected::AlreadyUndone => t!("rejected-already-undone"),
        Rejected::NotUndone => t!("rejected-not-undone"),
        Rejected::IsUndo => t!("rejected-is-undo"),
        Rejected::NothingChanged => t!("rejected-nothing-changed"),
        Rejected::TooLong { .. } => t!("rejected-too-long"),
        Rejected::RecipeTooLong => t!("rejected-recipe-too-long"),
        Rejected::TooLarge => t!("rejected-too-large"),
        Rejected::Line { line, why } => t!("rejected-line", line = line + 1, why = sentence(why)),
    }
}
