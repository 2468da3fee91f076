//! Where a person can be. Addresses stand behind a `#`, so every host and every
//! path that serves the app also serves each of them.

use pantry::id::ItemId;
use yew_router::Routable;
use yew_router::navigator::Navigator;

use crate::host::browser::window;

/// The mark of a screen that was opened from another one of this page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opened;

/// A screen.
#[derive(Clone, PartialEq, Eq, Debug, Routable)]
pub enum Route {
    /// What to use first.
    #[at("/")]
    Home,
    /// Photograph or choose a receipt.
    #[at("/scan")]
    Scan,
    /// Photograph a receipt with the live camera.
    #[at("/camera")]
    Camera,
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
    /// All receipts.
    #[at("/receipts")]
    Receipts,
    /// What was spent and thrown away.
    #[at("/insights")]
    Insights,
    /// A receipt that was accepted.
    #[at("/receipt/:id")]
    Receipt {
        /// The hexadecimal form of its id.
        id: String,
    },
    /// A photo of it, over it.
    #[at("/receipt/:id/:at")]
    Photo {
        /// The hexadecimal form of the receipt's id.
        id: String,
        /// Which of its photos, from 1.
        at: usize,
    },
    /// What to buy.
    #[at("/list")]
    List,
    /// Scan barcodes, one package after the other.
    #[at("/barcode")]
    Barcode,
    /// Add something by hand.
    #[at("/add")]
    Add,
    /// What another app has handed over.
    #[at("/shared")]
    Shared,
    /// The ways to the rest, and what happened.
    #[at("/more")]
    More,
    /// How it stands with the server.
    #[at("/sync")]
    Sync,
    /// Who and what is in the household.
    #[at("/household")]
    Household,
    /// Joining a household by an invitation.
    #[at("/join/:code")]
    Join {
        /// The invitation's code.
        code: String,
    },
    /// How this device speaks, looks and keeps.
    #[at("/settings")]
    Settings,
    /// Where food is kept.
    #[at("/places")]
    Places,
    /// In which order the shop is walked through, and what its aisles are called.
    #[at("/categories")]
    Categories,
    /// How long food keeps.
    #[at("/shelf-life")]
    ShelfLife,
    /// Taking the household out as a file, and files in.
    #[at("/transfer")]
    Transfer,
    /// Trying the storage of this device.
    #[at("/check")]
    Check,
    /// Every component in its states.
    #[at("/gallery")]
    Gallery,
    /// No screen has this address.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// Opens an item in a way that closing it leads back to.
    pub fn open_item(navigator: &Navigator, item: ItemId) {
        let id = item.to_string();
        navigator.push_with_state(&Self::Item { id }, Opened);
    }

    /// Where the page is now; none where its address names no screen.
    pub fn here() -> Option<Self> {
        let hash = window().location().hash().unwrap_or_default();
        Self::recognize(hash.trim_start_matches('#'))
    }

    /// Whether the page is there now, whatever was drawn last.
    pub fn is_here(&self) -> bool {
        let here = window().location().hash().unwrap_or_default();
        here.trim_start_matches('#') == self.to_path()
    }

    /// The screen without what lies over it.
    pub fn screen(&self) -> Self {
        match self {
            Self::Item { .. } => Self::Pantry,
            Self::Photo { id, .. } => Self::Receipt { id: id.clone() },
            other => other.clone(),
        }
    }

    /// Whether the screen takes all the room, that of the navigation too.
    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Camera | Self::Barcode)
    }

    /// The part of the navigation that the screen belongs to.
    pub fn section(&self) -> Self {
        match self {
            Self::Review | Self::Camera => Self::Scan,
            Self::Item { .. } | Self::Add | Self::Shared | Self::Barcode => Self::Pantry,
            Self::Receipts | Self::Receipt { .. } | Self::Photo { .. } => Self::More,
            Self::Insights => Self::More,
            Self::Sync | Self::Household | Self::Join { .. } => Self::More,
            Self::Check | Self::Gallery => Self::More,
            Self::Settings | Self::Places | Self::Categories => Self::More,
            Self::ShelfLife | Self::Transfer => Self::More,
            other => other.clone(),
        }
    }
}
