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
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The stable name.
    pub fn id(self) -> &'static str {
        self.name().unwrap_or("system")
    }

    /// The choice with this [`Theme::id`]; the system's for another.
    pub fn from_id(id: &str) -> Self {
        let found = Self::ALL.into_iter().find(|theme| theme.id() == id);
        found.unwrap_or(Self::System)
    }

    /// The theme that `boot.js` has put in place.
    fn current() -> Self {
        Self::from_id(&setting("theme").unwrap_or_default())
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
