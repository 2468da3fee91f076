//! One part in the list, with buttons to move it and to take it away.

use yew::prelude::*;

use super::super::picture::{PartHandle, Picture};
use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::use_scanning;
use crate::host::browser::focus_soon;
use crate::i18n::t;

/// Width and height of a photo in small: its box three times, sharp on every phone.
const THUMB: (f64, f64) = (168.0, 216.0);

/// Properties of [`PartRow`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The part.
    pub part: PartHandle,
    /// Where it is, from 0.
    pub at: usize,
    /// Among how many.
    pub count: usize,
    /// Whether it could not be read.
    pub wrong: bool,
    /// Called with what has been done to it.
    pub on_said: Callback<AttrValue>,
}

/// One part.
#[component]
pub fn PartRow(props: &Props) -> Html {
    let scanning = use_scanning();
    let number = props.at + 1;
    let remove = {
        let part = props.part.0.clone();
        move |_: MouseEvent| scanning.remove_part(&part)
    };
    html! {
        <li class="part" data-testid="part" data-wrong={props.wrong.to_string()}>
            <span class="part__thumb">
                <Picture part={props.part.clone()} filling={THUMB} label={t!("parts-photo", part = number)}>
                    <Icon glyph={Glyph::Receipt} />
                </Picture>
            </span>
            <span class="part__text">
                { t!("parts-part", part = number) }
                if props.part.0.is_document() {
                    <span class="part__kind">{ t!("parts-document") }</span>
                }
                if props.wrong {
                    <span class="line__why">{ t!("parts-wrong") }</span>
                }
            </span>
            if props.count > 1 {
                <Mover ..props.mover("up", t!("parts-up", part = number), props.at.checked_sub(1)) />
                <Mover ..props.mover("down", t!("parts-down", part = number), Some(number).filter(|to| *to < props.count)) />
            }
            <button type="button" class="iconbtn" onclick={remove} id={format!("part-{}-remove", props.at)}
                aria-label={t!("parts-remove", part = number)} data-testid="part-remove">
                <Icon glyph={Glyph::Close} />
            </button>
        </li>
    }
}

impl Props {
    fn mover(&self, way: &'static str, label: AttrValue, to: Option<usize>) -> MoverProps {
        MoverProps {
            part: self.part.clone(),
            at: self.at,
            count: self.count,
            on_said: self.on_said.clone(),
            way,
            label,
            to,
        }
    }
}

#[derive(Properties, PartialEq)]
struct MoverProps {
    part: PartHandle,
    at: usize,
    count: usize,
    on_said: Callback<AttrValue>,
    way: &'static str,
    label: AttrValue,
    to: Option<usize>,
}

/// Moves a part one place up or down, and keeps the focus on it.
#[component]
fn Mover(props: &MoverProps) -> Html {
    let scanning = use_scanning();
    let (at, way, count) = (props.at, props.way, props.count);
    let onclick = {
        let (part, to, said) = (props.part.0.clone(), props.to, props.on_said.clone());
        move |_: MouseEvent| {
            let Some(to) = to else {
                return;
            };
            scanning.move_part(&part, to);
            said.emit(t!("parts-moved", from = at + 1, to = to + 1, count = count));
            focus_soon(format!("part-{to}-{}", way_on(way, to, count)));
        }
    };
    html! {
        <button type="button" class="iconbtn" id={format!("part-{at}-{way}")} {onclick} disabled={props.to.is_none()}
            aria-label={props.label.clone()} data-testid={format!("part-{way}")}>
            <Icon glyph={Glyph::Chevron} class={if way == "up" { "icon--up" } else { "icon--down" }} />
        </button>
    }
}

/// The button that was pressed, or the other one at the end of the way.
fn way_on(way: &'static str, to: usize, count: usize) -> &'static str {
    match way {
        "up" if to == 0 => "down",
        "down" if to + 1 == count => "up",
        _ => way,
    }
}

#[cfg(test)]
mod tests {
    use super::way_on;

    #[test]
    fn the_focus_stays_on_the_way_until_its_end() {
        assert_eq!(way_on("up", 1, 3), "up");
        assert_eq!(way_on("up", 0, 3), "down");
        assert_eq!(way_on("down", 1, 3), "down");
        assert_eq!(way_on("down", 2, 3), "up");
    }
}
