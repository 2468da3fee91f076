//! Light, dark, or as the system has it.

use yew::prelude::*;

use crate::host::browser::{root, set_setting, setting};

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

    fn put_in_place(self) {
        set_setting("theme", self.name());
        let Some(root) = root() else {
            return;
        };
        // The attribute's name is valid.
        match self.name() {
            Some(name) => root.set_attribute("data-theme", name).ok(),
            None => root.remove_attribute("data-theme").ok(),
        };
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
