//! Names of the things in a household: 16 bytes that never change and are never reused.
//!
//! New ids are made by whoever owns the randomness (UUIDv7 from the host); this
//! crate only carries them. The kinds are types of their own, so that a lot can
//! never be passed where an item is meant.

use std::fmt;

use sync::EntityId;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(EntityId);

        impl $name {
            /// An id of these bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(EntityId(bytes))
            }

            /// The bytes, as stored and sent.
            #[must_use]
            pub const fn bytes(self) -> [u8; 16] {
                self.0.0
            }

            /// Reads the 32 hexadecimal digits that `Display` writes.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                parse_hex(text).map(Self::from_bytes)
            }
        }

        /// 32 hexadecimal digits, fit for an address.
        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{:032x}", u128::from_be_bytes(self.bytes()))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, concat!(stringify!($name), "({})"), self)
            }
        }
    };
}

id! {
    /// A kind of food that the household keeps.
    ItemId
}
id! {
    /// One purchase of an item.
    LotId
}
id! {
    /// Where food is kept.
    PlaceId
}
id! {
    /// One receipt.
    ReceiptId
}
id! {
    /// One entry of the shopping list.
    ShoppingId
}
id! {
    /// One recipe.
    RecipeId
}

fn parse_hex(text: &str) -> Option<[u8; 16]> {
    let digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !digits {
        return None;
    }
    u128::from_str_radix(text, 16).ok().map(u128::to_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_back_from_their_digits() {
        let id = LotId::from_bytes([7; 16]);
        assert_eq!(LotId::parse(&id.to_string()), Some(id));
        assert_eq!(id.to_string().len(), 32);
        for wrong in ["", "07", "+0000000000000000000000000000001", "zz"] {
            assert_eq!(LotId::parse(wrong), None, "{wrong}");
        }
    }
}
