//! What stands under the bars.

/// Which kind of bars it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// 13 digits; the 12 of a UPC-A have a zero before them.
    Ean13,
    /// 8 digits.
    Ean8,
    /// 8 digits that stand for 12.
    UpcE,
}

/// A code as it is printed.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Code {
    /// Its kind.
    pub kind: Kind,
    /// Its digits, check digit included.
    pub digits: String,
}

impl Kind {
    /// The name that browsers give it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ean13 => "ean_13",
            Self::Ean8 => "ean_8",
            Self::UpcE => "upc_e",
        }
    }
}
