//! Light, dark, or as the system has it.

use yew::prelude::*;

use crate::host::browser::{announce, set_setting, setting};

/// Which colours to use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The theme that `boot.js` has put in place.
    fn current() -> Self {
        match setting("theme").as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// Keeps it and has `boot.js` dress the page.
    fn put_in_place(self) {
        set_setting("theme", self.name());
        announce("larder-theme");
    }
}

/// The theme, and a way to choose another.
#[hook]
pub fn use_theme() -> (Theme, Callback<Theme>) {
    let theme = use_state_eq(Theme::current);
    let choose = {
        let theme = theme.clone();
        Callback::from(move |chosen: Theme| {
            chosen.put_in_place();
            theme.set(chosen);
        })
    };
    (*theme, choose)
}
