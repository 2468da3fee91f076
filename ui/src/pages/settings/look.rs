//! Light or dark, and how large text is.

use yew::prelude::*;

use crate::components::icon::Glyph;
use crate::components::segments::{Segment, Segments};
use crate::hooks::text_size::{SIZES, use_text_size};
use crate::hooks::theme::{Theme, use_theme};
use crate::i18n::{t, text};

/// The section.
#[component]
pub fn Look() -> Html {
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("more-theme") }</h2>
            <div class="card card--pad stack settings">
                <ThemeChoice />
                <SizeChoice />
            </div>
        </section>
    }
}

/// Light, dark or system.
#[component]
pub fn ThemeChoice() -> Html {
    let (theme, choose) = use_theme();
    let glyphs = [Glyph::Screen, Glyph::Sun, Glyph::Moon];
    let options = Theme::ALL.into_iter().zip(glyphs);
    let options = options.map(|(theme, glyph)| Segment {
        value: theme.id(),
        name: text(&format!("theme-{}", theme.id()), &[]),
        glyph: Some(glyph),
    });
    let on_choose = choose.reform(Theme::from_id);
    html! {
        <Segments label={t!("more-theme")} options={options.collect::<std::rc::Rc<[_]>>()} value={theme.id()}
            {on_choose} testid="theme" />
    }
}

/// From small to twice as large.
#[component]
fn SizeChoice() -> Html {
    let (size, on_choose) = use_text_size();
    let options = SIZES.map(|value| Segment {
        value,
        name: text(&format!("text-{value}"), &[]),
        glyph: None,
    });
    html! {
        <div class="field">
            <span class="field__label">{ t!("settings-text") }</span>
            <Segments label={t!("settings-text")} options={std::rc::Rc::from(options)} value={size} {on_choose} testid="text" />
            <p class="field__hint">{ t!("settings-text-hint") }</p>
        </div>
    }
}
