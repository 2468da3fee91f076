//! What a native camera has for the page, as bytes: pictures go as they are behind one byte.

use minicbor::{Decode, Encode};

/// What a look through a camera comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Look {
    /// A picture: a JPEG.
    Picture(Vec<u8>),
    /// There is none, and there will be none until it is opened again.
    Without(NoSight),
}

/// Why a native camera shows nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoSight {
    /// The system, or the person by it, has said no.
    Denied,
    /// There is no camera.
    Missing,
    /// Another app has it, or it does not answer.
    Busy,
    /// It was there, and is not any more.
    Lost,
}

/// A camera that can be chosen.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Lens {
    /// How the system tells it from others, until it is plugged in anew.
    #[n(0)]
    pub id: String,
    /// What its maker calls it.
    #[n(1)]
    pub name: String,
}

/// The first byte of a picture.
const PICTURE: u8 = 0;

impl Look {
    /// As bytes.
    #[must_use]
    pub fn encode(self) -> Vec<u8> {
        match self {
            Self::Picture(mut jpeg) => {
                jpeg.insert(0, PICTURE);
                jpeg
            }
            Self::Without(why) => vec![match why {
                NoSight::Denied => 1,
                NoSight::Missing => 2,
                NoSight::Busy => 3,
                NoSight::Lost => 4,
            }],
        }
    }

    /// From bytes; `None` if they are none.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        Some(match bytes.split_first()? {
            (&PICTURE, jpeg) => Self::Picture(jpeg.to_vec()),
            (1, []) => Self::Without(NoSight::Denied),
            (2, []) => Self::Without(NoSight::Missing),
            (3, []) => Self::Without(NoSight::Busy),
            (4, []) => Self::Without(NoSight::Lost),
            _ => return None,
        })
    }
}

/// The cameras of a device as bytes.
#[must_use]
pub fn encode_lenses(lenses: &[Lens]) -> Vec<u8> {
    // Encoding into a vector cannot fail.
    minicbor::to_vec(lenses).unwrap_or_default()
}

/// The cameras of a device; `None` if the bytes are none.
#[must_use]
pub fn decode_lenses(bytes: &[u8]) -> Option<Vec<Lens>> {
    minicbor::decode(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_camera_has_arrives_whole() {
        let looks = [
            Look::Picture(vec![0xff, 0xd8, 0]),
            Look::Without(NoSight::Denied),
            Look::Without(NoSight::Missing),
            Look::Without(NoSight::Busy),
            Look::Without(NoSight::Lost),
        ];
        for look in looks {
            assert_eq!(Look::decode(&look.clone().encode()), Some(look));
        }
        for strange in [&[][..], &[1, 1], &[9]] {
            assert_eq!(Look::decode(strange), None);
        }
        let lenses = vec![Lens {
            id: "0".to_owned(),
            name: "Caméra".to_owned(),
        }];
        assert_eq!(decode_lenses(&encode_lenses(&lenses)), Some(lenses));
        assert_eq!(decode_lenses(&encode_lenses(&[])), Some(Vec::new()));
        assert_eq!(decode_lenses(&[0xff]), None);
    }
}
