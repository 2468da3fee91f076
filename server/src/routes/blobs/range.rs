//! Pieces of a picture: `Range` of what is asked for, `Content-Range` of what is sent
//! (RFC 9110 §14).

use axum::http::header::{self, HeaderMap};

use crate::error::Error;

/// Which bytes are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Range {
    /// All.
    All,
    /// From the first to the last.
    Part {
        /// The first one.
        first: u64,
        /// The last one.
        last: u64,
    },
    /// None that are there.
    Beyond,
}

impl Range {
    /// Reads a `Range` of something of so many bytes. Several pieces, and what is not
    /// understood, count as all of it: the RFC permits that.
    pub fn read(text: &str, size: u64) -> Self {
        Self::parse(text, size).unwrap_or(Self::All)
    }

    fn parse(text: &str, size: u64) -> Option<Self> {
        let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
        let (first, last) = match (number(first), number(last)) {
            (Some(first), Some(last)) if first > last => return None,
            (Some(first), Some(last)) => (first, last),
            (Some(first), None) if last.is_empty() => (first, u64::MAX),
            // The last so many bytes.
            (None, Some(0)) if first.is_empty() => return Some(Self::Beyond),
            (None, Some(count)) if first.is_empty() => (size.saturating_sub(count), u64::MAX),
            _ => return None,
        };
        Some(match first < size {
            true => Self::Part {
                first,
                last: last.min(size - 1),
            },
            false => Self::Beyond,
        })
    }
}

/// Which bytes of a whole are sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ContentRange {
    /// The first one.
    pub first: u64,
    /// How many.
    pub length: u64,
    /// How many the whole has.
    pub size: u64,
}

impl ContentRange {
    /// What a request says of its body; without `Content-Range` that is the whole.
    ///
    /// # Errors
    ///
    /// If it says nothing that can be understood.
    pub fn of(headers: &HeaderMap) -> Result<Self, Error> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        if headers.contains_key(header::CONTENT_RANGE) {
            let range = text(header::CONTENT_RANGE).and_then(Self::parse);
            return range.ok_or(Error::Invalid(
                "say which bytes these are by `Content-Range: bytes FIRST-LAST/SIZE`",
            ));
        }
        let length = text(header::CONTENT_LENGTH).and_then(number);
        let length = length.ok_or(Error::Invalid(
            "say how many bytes there are by `Content-Length` or `Content-Range`",
        ))?;
        Ok(Self {
            first: 0,
            length,
            size: length,
        })
    }

    fn parse(text: &str) -> Option<Self> {
        let (range, size) = text.strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let (first, last, size) = (number(first)?, number(last)?, number(size)?);
        (first <= last && last < size).then(|| Self {
            first,
            length: last - first + 1,
            size,
        })
    }
}

/// Digits alone: `parse` would take a sign.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_cut_to_what_is_there() {
        let part = |first, last| Range::Part { first, last };
        for (text, expected) in [
            ("bytes=0-0", part(0, 0)),
            ("bytes=2-5", part(2, 5)),
            ("bytes=2-", part(2, 9)),
            ("bytes=2-99", part(2, 9)),
            ("bytes=-3", part(7, 9)),
            ("bytes=-99", part(0, 9)),
            ("bytes=10-", Range::Beyond),
            ("bytes=-0", Range::Beyond),
            ("bytes=5-2", Range::All),
            ("bytes=0-1,4-5", Range::All),
            ("bytes=+1-2", Range::All),
            ("bytes=-", Range::All),
            ("bytes=99999999999999999999-", Range::All),
            ("lines=1-2", Range::All),
            ("", Range::All),
        ] {
            assert_eq!(Range::read(text, 10), expected, "{text}");
        }
        assert_eq!(Range::read("bytes=0-", 0), Range::Beyond);
    }

    #[test]
    fn what_is_sent_is_a_piece_or_the_whole() {
        let of = |name: header::HeaderName, value: &'static str| {
            let headers = [(name, header::HeaderValue::from_static(value))];
            ContentRange::of(&HeaderMap::from_iter(headers)).ok()
        };
        let range = |first, length, size| {
            Some(ContentRange {
                first,
                length,
                size,
            })
        };
        assert_eq!(of(header::CONTENT_LENGTH, "7"), range(0, 7, 7));
        assert_eq!(of(header::CONTENT_RANGE, "bytes 2-4/9"), range(2, 3, 9));
        for wrong in [
            "bytes 4-2/9",
            "bytes 2-9/9",
            "bytes */9",
            "bytes 2-4/*",
            "2-4/9",
            "bytes 2-4",
            "bytes -4/9",
            "bytes 0-18446744073709551615/18446744073709551616",
            "",
        ] {
            assert_eq!(of(header::CONTENT_RANGE, wrong), None, "{wrong}");
        }
        assert_eq!(of(header::CONTENT_LENGTH, "x"), None);
        assert!(ContentRange::of(&HeaderMap::new()).is_err());
    }
}
