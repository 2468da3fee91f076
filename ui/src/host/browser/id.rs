//! New ids: UUIDv7, each of which sorts after those that this page has made before.
//!
//! The time alone would not do: what is stored at once, such as the parts of which each is
//! a receipt of its own, is made in one millisecond, and comes back in the order of its ids.

use std::cell::Cell;

use super::{now_ms, random};

/// When an id is made: milliseconds since 1970, and its number among those of that one.
type Moment = (i64, u16);

/// The last number: it has twelve bits.
const LAST_NUMBER: u16 = 0xfff;

thread_local! {
    static LATEST: Cell<Moment> = const { Cell::new((0, 0)) };
}

/// A new id, after all that were made before it.
pub fn new_id() -> [u8; 16] {
    let random = random().expect("the app wakes only where there is randomness");
    let moment = next(LATEST.get(), now_ms());
    LATEST.set(moment);
    uuid(moment, random)
}

/// The moment after the latest one. Where the clock stands, or was set back, the numbers
/// go on, and beyond the last of them the next millisecond.
fn next((latest, number): Moment, now: i64) -> Moment {
    if now > latest {
        (now, 0)
    } else if number < LAST_NUMBER {
        (latest, number + 1)
    } else {
        (latest + 1, 0)
    }
}

/// Time and number first, in the order in which ids are compared; the rest stays random.
fn uuid((ms, number): Moment, random: [u8; 16]) -> [u8; 16] {
    let mut id = random;
    id[..6].copy_from_slice(&ms.to_be_bytes()[2..]);
    id[6..8].copy_from_slice(&(0x7000 | number).to_be_bytes());
    id[8] = 0x80 | (id[8] & 0x3f);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Random bytes that would sort the wrong way round.
    fn falling(at: usize) -> [u8; 16] {
        [u8::MAX - u8::try_from(at % 256).unwrap_or_default(); 16]
    }

    #[test]
    fn ids_sort_as_they_were_made_whatever_the_clock_does() {
        let still = std::iter::repeat_n(1_000, 5_000);
        let clock = still.chain([1_001, 400, 400, 9_000]);
        let made = clock.scan((0, 0), |latest, now| {
            *latest = next(*latest, now);
            Some(*latest)
        });
        let ids: Vec<[u8; 16]> = made
            .enumerate()
            .map(|(at, moment)| uuid(moment, falling(at)))
            .collect();
        assert!(ids.is_sorted_by(|one, other| one < other));
    }

    #[test]
    fn an_id_is_a_uuid_of_version_7() {
        let id = uuid((0x0123_4567_89ab, 0x0cde), [u8::MAX; 16]);
        assert_eq!(id[..8], [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0x7c, 0xde]);
        assert_eq!(id[8..], [&[0xbf][..], &[0xff; 7]].concat());
    }

    /// Ids of earlier versions have random bits where the number is now.
    #[test]
    fn what_was_stored_before_stays_before() {
        let before = uuid((1_000, LAST_NUMBER), [u8::MAX; 16]);
        assert!(before < uuid((1_001, 0), [0; 16]));
    }
}
