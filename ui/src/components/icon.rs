//! Our own icons: one path each on a 24 × 24 grid, drawn with the text's colour.
//!
//! An icon is decoration: whatever it stands for is also said in words.

use yew::prelude::*;

use crate::view::categories;

use pantry::category::Category;
use pantry::location::PlaceKind;

/// Names each picture and draws it.
macro_rules! glyphs {
    ($($name:ident $outline:literal)+) => {
        /// A picture by what it shows.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Glyph {
            $($name,)+
        }

        impl Glyph {
            /// Every picture.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The outline of the icon.
            fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $outline,)+
                }
            }
        }
    };
}

glyphs! {
    Home "M4 11.5 12 4.5l8 7M6 10v9.5h12V10M10 19.500v-5h4v5"
    Jar "M8 3.500h8v3H8zM7.500 6.500h9c1.200 1 2 2.300 2 4V19a1.500 1.500 0 0 1-1.500 1.500H7A1.500 1.500 0 0 1 5.500 19v-8.500c0-1.700.8-3 2-4zM5.500 12h13M5.500 17h13"
    Scan "M4 8V5.500A1.500 1.500 0 0 1 5.500 4H8M16 4h2.500A1.500 1.500 0 0 1 20 5.500V8M20 16v2.500a1.500 1.500 0 0 1-1.500 1.500H16M8 20H5.500A1.500 1.500 0 0 1 4 18.500V16M4 12h16"
    Plus "M12 5v14M5 12h14"
    Minus "M5 12h14"
    More "M6.200 12a1.200 1.200 0 1 1-2.400 0 1.200 1.200 0 0 1 2.400 0zM13.200 12a1.200 1.200 0 1 1-2.400 0 1.200 1.200 0 0 1 2.400 0zM20.200 12a1.200 1.200 0 1 1-2.400 0 1.200 1.200 0 0 1 2.400 0z"
    Check "m5 12.500 4.500 4.500L19 7.500"
    Close "M6 6l12 12M18 6 6 18"
    Search "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4"
    Chevron "m9 5 7 7-7 7"
    Half "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 4v16M8.800 7.200h3.200M7 10.500h5M7 13.500h5M8.800 16.800h3.200"
    Snow "M12 3v18M4.200 7.500l15.600 9M19.800 7.500l-15.600 9M9.800 4.300 12 6.500l2.200-2.200M9.800 19.700l2.200-2.200 2.200 2.200"
    Bin "M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7M10.500 11v5M13.500 11v5"
    Undo "M9 5 4.500 9.500 9 14M5 9.500h9.500a5 5 0 0 1 0 10H10"
    Camera "M4 8.500A1.500 1.500 0 0 1 5.500 7H8l1.500-2.500h5L16 7h2.500A1.500 1.500 0 0 1 20 8.500v9a1.500 1.500 0 0 1-1.500 1.500h-13A1.500 1.500 0 0 1 4 17.500zM12 16a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z"
    Warning "M12 4.500 3 19.500h18zM12 10.500v4M12 17v.01"
    Question "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.500 9.700a2.500 2.500 0 1 1 3.600 2.200c-.7.4-1.100.9-1.100 1.700M12 16.700v.01"
    Lock "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3"
    Sun "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v1.500M12 19.500V21M3 12h1.500M19.500 12H21M5.600 5.600l1.100 1.100M17.300 17.300l1.100 1.100M5.600 18.400l1.100-1.100M17.300 6.700l1.100-1.100"
    Moon "M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z"
    Screen "M4 5h16v11H4zM9 20h6M12 16v4"
    Receipt "M6 3.500 8 5l2-1.500L12 5l2-1.500L16 5l2-1.500v17L16 19l-2 1.500-2-1.500-2 1.500L8 19l-2 1.500zM9 9.500h6M9 13.500h6"
    Fridge "M7 3.500h10v17H7zM7 10h10M9.500 6v1.500M9.500 12.500V15"
    Apple "M12 8c-2-1.800-6.500-1.200-6.500 4 0 4.500 3 8 5 8 .8 0 1-.4 1.500-.4s.7.4 1.500.4c2 0 5-3.500 5-8 0-5.200-4.500-5.800-6.500-4zM12 8c0-2 1-3.800 3-4.500"
    Milk "M9 3.500h6v3l2 4v10H7v-10l2-4zM9 6.500h6M7 13.500h10"
    Meat "M14.500 3.500c3.300 0 6 2.500 6 5.800 0 3.700-3 6.700-6.700 6.700-1.300 0-2.300-.5-3.300-.5L7.200 18.800a2 2 0 1 1-2.900 1 2 2 0 1 1 .9-2.900L8.500 13.500c0-1-.5-2-.5-3.300 0-3.700 3-6.700 6.500-6.700z"
    Fish "M3.500 8.500 6 12l-2.500 3.500c5 0 5.500 2 9.500 2 3.500 0 6.500-2.500 8-5.500-1.500-3-4.500-5.500-8-5.500-4 0-4.500 2-9.500 2zM16 10.800v.01"
    Bowl "M4 12h16a8 8 0 0 1-5 7.400v1.100H9v-1.100A8 8 0 0 1 4 12zM9.500 8.800c-1-1.500 1-2.700 0-4.300M14 8.800c-1-1.500 1-2.700 0-4.300"
    Bread "M7.500 5.500h9a3.500 3.500 0 0 1 2 6.400v6.600h-13v-6.600a3.500 3.500 0 0 1 2-6.400zM9.500 10v4M14 10v4"
    Sack "M8 3.500h8l-1.500 3c3 2 4.500 5.500 4.500 8.500 0 3.500-2.500 5.500-7 5.500S5 18.500 5 15c0-3 1.500-6.500 4.500-8.500zM9.500 6.500h5M12 11v5.500M9.500 12.500l2.500 2 2.500-2"
    Can "M6 6c0-1.400 2.700-2.500 6-2.500S18 4.600 18 6v12c0 1.400-2.700 2.500-6 2.500S6 19.400 6 18zM6 6c0 1.400 2.700 2.500 6 2.500S18 7.400 18 6M6 12c0 1.400 2.700 2.500 6 2.500s6-1.100 6-2.500"
    Bottle "M10 3.500h4V8l2 3v8a1.500 1.500 0 0 1-1.500 1.500h-5A1.500 1.500 0 0 1 8 19v-8l2-3zM8 13h8M8 17h8"
    Cereal "M3.500 11.500h17c0 4-2.500 7-5.500 8H9c-3-1-5.500-4-5.500-8zM13 11.500l4.500-7M7.500 8.500v.01M10.500 7v.01"
    Cookie "M12 3.500a8.500 8.500 0 1 0 8.500 8.500 3 3 0 0 1-4-3.500 3.500 3.500 0 0 1-4.500-5zM9 10v.01M8.500 15v.01M13 13v.01M14 17v.01"
    Glass "M6.500 8h11L16 20.500H8zM12 8l1.500-4.500H16M7 12.500h10"
    Wine "M7.500 3.500h9c.5 5-1 8.500-4.500 8.500S7 8.500 7.500 3.500zM12 12v8.500M8.500 20.500h7"
    BabyBottle "M9 9h6a2 2 0 0 1 1 1.700V19a1.500 1.500 0 0 1-1.500 1.500h-5A1.500 1.500 0 0 1 8 19v-8.300A2 2 0 0 1 9 9zM9.500 9V6.500h5V9M11 6.500c0-2 .3-3 1-3s1 1 1 3M8 13h3M8 16.500h3"
    Paw "M12 12.500c-2.500 0-5 3-5 5.200 0 1.600 1.300 2.300 2.500 2.300 1 0 1.500-.5 2.500-.5s1.500.5 2.500.5c1.200 0 2.500-.7 2.500-2.300 0-2.200-2.500-5.200-5-5.200zM6.500 11.500a1.500 1.500 0 1 1-3 0 1.500 1.500 0 0 1 3 0zM10.500 7a1.500 1.500 0 1 1-3 0 1.500 1.500 0 0 1 3 0zM16.500 7a1.500 1.500 0 1 1-3 0 1.500 1.500 0 0 1 3 0zM20.500 11.500a1.500 1.500 0 1 1-3 0 1.500 1.500 0 0 1 3 0z"
    Spray "M9 10h5.500v2.500c1 1 1.500 2 1.500 3.500v4.500H7.500V16c0-1.500.5-2.500 1.500-3.500zM10 10V7.500h4V10M10 7.500v-3h6l1.500 2M19.500 4v.01M20 7v.01"
    Drop "M12 3.500c3.500 4 5.500 7 5.500 10a5.500 5.500 0 0 1-11 0c0-3 2-6 5.500-10zM9.500 14a2.500 2.500 0 0 0 2.500 2.500"
    Basket "M4 10h16l-1.500 10h-13zM8 10l3-6M16 10l-3-6M9.500 13.500v3M14.500 13.500v3"
    Sync "M19.500 9.500A8 8 0 0 0 5 8.500M4.500 14.500A8 8 0 0 0 19 15.500M4.500 4.500v4.500H9M19.500 19.500V15H15"
    Offline "M7 18h9.500a4 4 0 0 0 1.700-7.600A6.500 6.500 0 0 0 8.800 6.600M6.200 9.200A4.500 4.500 0 0 0 7 18M4 4l16 16"
    People "M9 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3 19.500c0-3 2.500-5 6-5s6 2 6 5M16 5a3.500 3.500 0 0 1 0 6.500M17.500 14.800c2.200.7 3.500 2.400 3.500 4.700"
    Phone "M7.500 3.500h9v17h-9zM11 17.500h2"
    Share "M12 15V4M8 7.500 12 3.500l4 4M6 11.500v8h12v-8"
    List "M9.500 6.500H20M9.500 12H20M9.500 17.500H20M3.800 6.500l1.200 1.200 2-2.400M3.800 12l1.200 1.200 2-2.400M4.500 17.500h1.500"
    Dots "M13 6a1 1 0 1 1-2 0 1 1 0 0 1 2 0zM13 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0zM13 18a1 1 0 1 1-2 0 1 1 0 0 1 2 0z"
    Chart "M4 4v16h16M8.500 16v-4M13 16V8M17.500 16v-6"
    Lamp "M9 3.500h6M9 3.500v4l-1.500 2.500h9L15 7.500v-4M8.500 10v9a1.500 1.500 0 0 0 1.500 1.500h4a1.500 1.500 0 0 0 1.500-1.500v-9M12 13v2.500"
    Picture "M5.500 4.500h13a1.500 1.500 0 0 1 1.500 1.500v12a1.500 1.500 0 0 1-1.500 1.500h-13A1.500 1.500 0 0 1 4 18V6a1.500 1.500 0 0 1 1.500-1.500zM4.500 16.500l4.500-4.500 3.500 3.500 2.500-2.500 4.500 4.500M15 8.800v.01"
    Barcode "M4 6v12M7 6v12M10 6v9M12.500 6v9M15 6v9M17.500 6v12M20 6v12M10 18h5"
    Sound "M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4 4 0 0 1 0 6M18 6.500a7.500 7.500 0 0 1 0 11"
    Silent "M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM16 9.500l5 5M21 9.500l-5 5"
    Settings "M4 7.500h9M17 7.500h3M4 16.500h3M11 16.500h9M15 9.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 18.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
    Calendar "M5 6h14v14H5zM5 10.500h14M8.500 3.500v4M15.500 3.500v4"
    Whole "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"
    Info "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.500M12 7.800v.01"
}

impl Glyph {
    /// The icon of a category, and the colour of its tile.
    #[must_use]
    pub fn of_category(category: Option<Category>) -> (Self, &'static str) {
        match category {
            Some(Category::Produce) => (Self::Apple, "leaf"),
            Some(Category::DairyEggs) => (Self::Milk, "cream"),
            Some(Category::Meat) => (Self::Meat, "rose"),
            Some(Category::Seafood) => (Self::Fish, "sea"),
            Some(Category::DeliPrepared) => (Self::Bowl, "rose"),
            Some(Category::Bakery) => (Self::Bread, "wheat"),
            Some(Category::Frozen) => (Self::Snow, "ice"),
            Some(Category::Staples) => (Self::Sack, "wheat"),
            Some(Category::Canned) => (Self::Can, "stone"),
            Some(Category::CondimentsSpices) => (Self::Bottle, "rose"),
            Some(Category::Breakfast) => (Self::Cereal, "cream"),
            Some(Category::SnacksSweets) => (Self::Cookie, "wheat"),
            Some(Category::Beverages) => (Self::Glass, "sea"),
            Some(Category::Alcohol) => (Self::Wine, "plum"),
            Some(Category::Baby) => (Self::BabyBottle, "ice"),
            Some(Category::Pet) => (Self::Paw, "plum"),
            Some(Category::Household) => (Self::Spray, "mint"),
            Some(Category::PersonalCare) => (Self::Drop, "mint"),
            Some(own @ Category::Own(_)) => {
                let (glyph, _) = Self::of_category(Some(categories::picture(own)));
                let (_, colour) = Self::of_category(Some(own.usual()));
                (glyph, colour)
            }
            None => (Self::Basket, "stone"),
        }
    }

    /// The icon of a kind of place.
    #[must_use]
    pub fn of_place(kind: PlaceKind) -> Self {
        match kind {
            PlaceKind::Pantry => Self::Jar,
            PlaceKind::Fridge => Self::Fridge,
            PlaceKind::Freezer => Self::Snow,
        }
    }
}

/// Properties of [`Icon`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What to show.
    pub glyph: Glyph,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
}

/// An icon.
#[component]
pub fn Icon(props: &Props) -> Html {
    html! {
        <svg class={classes!("icon", props.class.clone())} viewBox="0 0 24 24" fill="none"
            stroke="currentColor" stroke-width="1.75" stroke-linecap="round"
            stroke-linejoin="round" aria-hidden="true" focusable="false">
            <path d={props.glyph.path()} />
        </svg>
    }
}
