//! Lists in pages. A cursor names the last thing that was sent, so what comes and goes
//! meanwhile neither repeats nor hides anything else; callers pass it back as it came.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::input::IfNoneMatch;
use super::problem::Problem;
use super::tag;
use crate::identity::hex;

/// Things of a page unless the caller says how many.
const USUAL: usize = 50;
/// The most things of a page.
const MOST: usize = 500;

/// A part of a list.
#[derive(Serialize, ToSchema)]
pub struct Page<T> {
    /// The things, in the order of the list.
    pub data: Vec<T>,
    /// Where the next page begins: pass it as `cursor`. There is none after the last page.
    pub next: Option<String>,
}

/// Which part of a list.
#[derive(Deserialize, utoipa::IntoParams, Clone, Debug, Default)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PageParams {
    /// How many at most: 1 to 500, usually 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<usize>,
    /// `next` of the page before, with the same filters.
    pub cursor: Option<String>,
}

impl PageParams {
    /// The same of a list that has no filters.
    pub fn of<'a>(&'a self, list: &'a str) -> Place<'a> {
        Place {
            limit: self.limit,
            cursor: self.cursor.as_deref(),
            of: list,
        }
    }
}

/// Which part of a list is asked for, and of which.
pub struct Place<'a> {
    /// How many at most.
    pub limit: Option<usize>,
    /// Where the page before ended.
    pub cursor: Option<&'a str>,
    /// The list and its filters: a cursor of another list is refused.
    pub of: &'a str,
}

/// Cuts a page out of a list of things by their ids.
///
/// # Errors
///
/// If the cursor is none of this list, or the limit is out of range.
pub fn cut<T>(
    all: Vec<T>,
    place: &Place<'_>,
    id: impl Fn(&T) -> [u8; 16],
) -> Result<(Vec<T>, Option<String>), Problem> {
    let limit = place.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::malformed(format!("`limit` is 1 to {MOST}")));
    }
    let start = match place.cursor {
        None => 0,
        Some(cursor) => {
            let (last, position) = read(cursor, place.of)?;
            let found = all.iter().position(|one| id(one) == last);
            // It is gone since: those behind it moved up by one.
            found.map_or(position.saturating_sub(1), |at| at + 1)
        }
    };
    let total = all.len();
    let page: Vec<T> = all.into_iter().skip(start).take(limit).collect();
    let end = start + page.len();
    let next = page.last().filter(|_| end < total);
    let next = next.map(|last| write(id(last), end, place.of));
    Ok((page, next))
}

/// Answers with a page of a list, or that the caller has it already.
///
/// # Errors
///
/// As for [`cut`].
pub fn answer<T, F: Serialize>(
    known: &IfNoneMatch,
    all: Vec<T>,
    place: &Place<'_>,
    id: impl Fn(&T) -> [u8; 16],
    form: impl Fn(T) -> F,
) -> Result<Response, Problem> {
    let (page, next) = cut(all, place, id)?;
    let data: Vec<F> = page.into_iter().map(form).collect();
    tag::answer(known, &Page { data, next })
}

/// The id of the last thing, how many came up to it, and a check, as hexadecimal digits.
fn write(last: [u8; 16], position: usize, of: &str) -> String {
    let position = u32::try_from(position).unwrap_or(u32::MAX).to_be_bytes();
    let check = check(last, position, of);
    format!("{}{}{}", hex(&last), hex(&position), hex(&check))
}

fn read(cursor: &str, of: &str) -> Result<([u8; 16], usize), Problem> {
    parts(cursor, of)
        .ok_or_else(|| Problem::malformed("this cursor is none of this list; begin without one"))
}

fn parts(cursor: &str, of: &str) -> Option<([u8; 16], usize)> {
    let last = crate::identity::read_id(cursor.get(..32)?)?;
    let position = cursor.get(32..40)?;
    let number = u32::from_str_radix(position, 16).ok()?;
    let check = hex(&check(last, number.to_be_bytes(), of));
    (cursor.get(40..)? == check).then_some((last, number as usize))
}

fn check(last: [u8; 16], position: [u8; 4], of: &str) -> [u8; 4] {
    let hash = Sha256::new()
        .chain_update(last)
        .chain_update(position)
        .chain_update(of)
        .finalize();
    let mut check = [0; 4];
    check.copy_from_slice(&hash[..4]);
    check
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: &u8) -> [u8; 16] {
        [*number; 16]
    }

    fn page(all: &[u8], limit: usize, cursor: Option<&str>) -> (Vec<u8>, Option<String>) {
        let place = Place {
            limit: Some(limit),
            cursor,
            of: "numbers",
        };
        cut(all.to_vec(), &place, id).expect("a page")
    }

    #[test]
    fn pages_follow_each_other_to_the_end() {
        let all: Vec<u8> = (1..=7).collect();
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let (page, next) = page(&all, 3, cursor.as_deref());
            seen.extend(page);
            match next {
                Some(next) => cursor = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, all);
        assert_eq!(page(&[], 3, None), (vec![], None));
        assert_eq!(page(&[1, 2, 3], 3, None).1, None, "nothing comes after");
    }

    #[test]
    fn what_comes_and_goes_meanwhile_hides_nothing() {
        let (_, next) = page(&[1, 2, 3, 4, 5], 3, None);
        let next = next.as_deref();
        assert_eq!(page(&[9, 1, 2, 3, 4, 5], 3, next).0, [4, 5], "one came");
        assert_eq!(page(&[2, 3, 4, 5], 3, next).0, [4, 5], "one went");
        assert_eq!(page(&[1, 2, 4, 5], 3, next).0, [4, 5], "the last one went");
        assert!(page(&[], 3, next).0.is_empty());
    }

    #[test]
    fn a_cursor_is_for_its_own_list() {
        let (_, next) = page(&[1, 2, 3], 1, None);
        let next = next.expect("more");
        let longer = format!("{next}0");
        for (cursor, of) in [
            (next.as_str(), "others"),
            (&longer, "numbers"),
            ("", "numbers"),
            ("é", "numbers"),
            (&"0".repeat(48), "numbers"),
        ] {
            assert!(read(cursor, of).is_err(), "{cursor} {of}");
        }
    }
}
