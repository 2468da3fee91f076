//! Where a person can be. Addresses stand behind a `#`, so every host and every
//! path that serves the app also serves each of them.

use yew_router::Routable;

/// A screen.
#[derive(Clone, PartialEq, Eq, Debug, Routable)]
pub enum Route {
    /// What to use first.
    #[at("/")]
    Home,
    /// Photograph or choose a receipt.
    #[at("/scan")]
    Scan,
    /// Look a scanned receipt over.
    #[at("/review")]
    Review,
    /// Everything there is.
    #[at("/pantry")]
    Pantry,
    /// One item, over the pantry.
    #[at("/item/:id")]
    Item {
        /// The hexadecimal form of its id.
        id: String,
    },
    /// Add something by hand.
    #[at("/add")]
    Add,
    /// Activity, appearance, storage.
    #[at("/more")]
    More,
    /// No screen has this address.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// The part of the navigation that the screen belongs to.
    pub fn section(&self) -> Self {
        match self {
            Self::Review => Self::Scan,
            Self::Item { .. } => Self::Pantry,
            other => other.clone(),
        }
    }
}
