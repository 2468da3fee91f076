//! Whether bytes are exactly one CBOR value in the deterministic form
//! (RFC 8949 §4.2.1), within the limits.
//!
//! It runs over all bytes before they are parsed, also over the parts that
//! this version does not know: two replicas of different versions must agree
//! on which bytes are an op.

use super::MAX_TEXT;
use crate::error::Error;

/// Checks one value with at most `depth` levels of arrays, maps and tags.
pub(super) fn check(bytes: &[u8], depth: usize) -> Result<(), Error> {
    let mut walk = Walk { bytes, at: 0 };
    walk.value(depth)?;
    match bytes.len() - walk.at {
        0 => Ok(()),
        extra => Err(Error::TrailingBytes { extra }),
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Walk<'a> {
    fn value(&mut self, depth: usize) -> Result<(), Error> {
        let at = self.at;
        let first = self.take(1)?[0];
        let (major, short) = (first >> 5, first & 0x1F);
        if major == 7 {
            return self.simple(at, short);
        }
        let argument = self.argument(at, short)?;
        match major {
            0 | 1 => Ok(()),
            2 => self.take_long(argument).map(drop),
            3 => self.text(argument),
            _ => {
                let depth = depth.checked_sub(1).ok_or(Error::TooDeep)?;
                match major {
                    4 => (0..argument).try_for_each(|_| self.value(depth)),
                    5 => self.map(argument, depth),
                    _ => self.value(depth),
                }
            }
        }
    }

    fn map(&mut self, entries: u64, depth: usize) -> Result<(), Error> {
        let mut previous: Option<&'a [u8]> = None;
        for _ in 0..entries {
            let at = self.at;
            self.value(depth)?;
            let key = &self.bytes[at..self.at];
            match previous {
                Some(previous) if previous == key => return Err(Error::DuplicateKey { at }),
                Some(previous) if previous > key => return Err(Error::UnorderedKeys { at }),
                _ => previous = Some(key),
            }
            self.value(depth)?;
        }
        Ok(())
    }

    fn text(&mut self, length: u64) -> Result<(), Error> {
        let text = self.take_long(length)?;
        if text.len() > MAX_TEXT {
            return Err(Error::TextTooLong { size: text.len() });
        }
        str::from_utf8(text)
            .map(drop)
            .map_err(|_| Error::InvalidText)
    }

    /// Booleans, null and the like. No version writes floats, which would have
    /// several forms and are not exact.
    fn simple(&mut self, at: usize, short: u8) -> Result<(), Error> {
        match short {
            0..24 => Ok(()),
            24 if self.take(1)?[0] >= 32 => Ok(()),
            25..=27 => Err(Error::Float { at }),
            31 => Err(Error::NotDeterministic { at }),
            _ => Err(Error::Malformed { at }),
        }
    }

    fn argument(&mut self, at: usize, short: u8) -> Result<u64, Error> {
        let (argument, least) = match short {
            0..24 => return Ok(short.into()),
            24..=27 => {
                let bytes = self.take(1 << (short - 24))?;
                let argument = bytes
                    .iter()
                    .fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
                (
                    argument,
                    [24, 1 << 8, 1 << 16, 1 << 32][usize::from(short - 24)],
                )
            }
            31 => return Err(Error::NotDeterministic { at }),
            _ => return Err(Error::Malformed { at }),
        };
        if argument < least {
            return Err(Error::NotDeterministic { at });
        }
        Ok(argument)
    }

    fn take_long(&mut self, length: u64) -> Result<&'a [u8], Error> {
        self.take(usize::try_from(length).map_err(|_| Error::Truncated)?)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Error> {
        let end = self.at.checked_add(length).ok_or(Error::Truncated)?;
        let taken = self.bytes.get(self.at..end).ok_or(Error::Truncated)?;
        self.at = end;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_all(cases: &[(&[u8], Result<(), Error>)]) {
        for (bytes, expected) in cases {
            assert_eq!(check(bytes, 3), *expected, "{bytes:02x?}");
        }
    }

    #[test]
    fn values_in_the_deterministic_form_pass() {
        check_all(&[
            (&[0x17], Ok(())),
            (&[0x18, 0x18], Ok(())),
            (&[0x39, 0x01, 0x00], Ok(())),
            (&[0x62, b'o', b'k'], Ok(())),
            (&[0x82, 0x01, 0x81, 0x02], Ok(())),
            (&[0xA2, 0x01, 0xF6, 0x02, 0xF5], Ok(())),
            (&[0xF8, 0x20], Ok(())),
        ]);
    }

    #[test]
    fn what_is_not_one_whole_value_fails() {
        check_all(&[
            (&[], Err(Error::Truncated)),
            (&[0x18], Err(Error::Truncated)),
            (&[0x62, b'o'], Err(Error::Truncated)),
            (&[0x82, 0x01], Err(Error::Truncated)),
            (&[0xA1, 0x01], Err(Error::Truncated)),
            (
                &[0x5B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
                Err(Error::Truncated),
            ),
            (
                &[0x9B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
                Err(Error::Truncated),
            ),
            (&[0x01, 0x02, 0x03], Err(Error::TrailingBytes { extra: 2 })),
            (&[0x1C], Err(Error::Malformed { at: 0 })),
            (&[0xF8, 0x14], Err(Error::Malformed { at: 0 })),
            (&[0x61, 0xFF], Err(Error::InvalidText)),
        ]);
    }

    #[test]
    fn other_forms_of_the_same_value_fail() {
        check_all(&[
            (&[0x18, 0x17], Err(Error::NotDeterministic { at: 0 })),
            (&[0x19, 0x00, 0xFF], Err(Error::NotDeterministic { at: 0 })),
            (
                &[0x1A, 0x00, 0x00, 0xFF, 0xFF],
                Err(Error::NotDeterministic { at: 0 }),
            ),
            (
                &[0x1B, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF],
                Err(Error::NotDeterministic { at: 0 }),
            ),
            (&[0x5F, 0xFF], Err(Error::NotDeterministic { at: 0 })),
            (&[0x81, 0x9F, 0xFF], Err(Error::NotDeterministic { at: 1 })),
            (&[0xFF], Err(Error::NotDeterministic { at: 0 })),
        ]);
    }

    #[test]
    fn floats_of_any_width_fail() {
        check_all(&[
            (&[0xF9, 0x3C, 0x00], Err(Error::Float { at: 0 })),
            (&[0x81, 0xFA, 0, 0, 0, 0], Err(Error::Float { at: 1 })),
            (&[0xFB, 0, 0, 0, 0, 0, 0, 0, 0], Err(Error::Float { at: 0 })),
        ]);
    }

    #[test]
    fn the_keys_of_a_map_ascend() {
        check_all(&[
            (&[0xA2, 1, 0, 1, 0], Err(Error::DuplicateKey { at: 3 })),
            (&[0xA2, 2, 0, 1, 0], Err(Error::UnorderedKeys { at: 3 })),
            (&[0xA2, 0x18, 0x18, 0, 0x19, 1, 0, 0], Ok(())),
        ]);
    }

    #[test]
    fn arrays_maps_and_tags_all_count_as_levels() {
        check_all(&[
            (&[0x81, 0xA1, 0x01, 0xC1, 0x00], Ok(())),
            (&[0x81, 0xA1, 0x01, 0xC1, 0x80], Err(Error::TooDeep)),
            (&[0x81; 100_000], Err(Error::TooDeep)),
        ]);
    }

    #[test]
    fn a_text_up_to_the_limit_passes() {
        let text = |length: usize| {
            let mut bytes = vec![0x79];
            bytes.extend((length as u16).to_be_bytes());
            bytes.resize(length + 3, b'a');
            bytes
        };
        assert_eq!(check(&text(MAX_TEXT), 0), Ok(()));
        let size = MAX_TEXT + 1;
        assert_eq!(check(&text(size), 0), Err(Error::TextTooLong { size }));
    }
}
