//! The sample household: invented things to look around with.
//!
//! All that comes with it is known by its ids, on every device and after any number of
//! changes, so that it goes as a whole and what people added themselves stays.

/// Where the milliseconds of a UUIDv7 stand: read as such, a day in the year 5985, so that no
/// clock makes such an id.
const MARK: [u8; 6] = *b"sample";

/// The id of something that comes with the sample household.
pub(crate) fn marked(mut id: [u8; 16]) -> [u8; 16] {
    id[..MARK.len()].copy_from_slice(&MARK);
    id
}

/// Whether something with this id came with the sample household.
pub(crate) fn is_marked(id: [u8; 16]) -> bool {
    id.starts_with(&MARK)
}

/// The first and the last id of what comes with it.
pub(crate) fn ends() -> [[u8; 16]; 2] {
    [[0; 16], [u8::MAX; 16]].map(marked)
}
