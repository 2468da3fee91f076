//! The parts that ops and batches are read from.

use minicbor::Decoder;
use minicbor::decode::Error as Wrong;

use crate::error::Error;
use crate::op::ReplicaId;

pub(super) fn replica_id(from: &mut Decoder<'_>) -> Result<ReplicaId, Error> {
    fixed(from, "replica").map(|bytes| ReplicaId(u64::from_be_bytes(bytes)))
}

/// The bytes of the next value, as they are.
pub(super) fn raw<'a>(from: &mut Decoder<'a>, what: &'static str) -> Result<&'a [u8], Error> {
    let start = from.position();
    from.skip().map_err(wrong(what))?;
    let bytes = from.input().get(start..from.position());
    bytes.ok_or(Error::Truncated)
}

pub(super) fn fixed<const N: usize>(
    from: &mut Decoder<'_>,
    what: &'static str,
) -> Result<[u8; N], Error> {
    let bytes = from.bytes().map_err(wrong(what))?;
    bytes.try_into().map_err(|_| Error::WrongForm { what })
}

pub(super) fn number(from: &mut Decoder<'_>, what: &'static str) -> Result<u64, Error> {
    in_range(from.u64().map_err(wrong(what))?, what)
}

pub(super) fn in_range(number: u64, what: &'static str) -> Result<u64, Error> {
    match i64::try_from(number) {
        Ok(_) => Ok(number),
        Err(_) => Err(Error::OutOfRange { what }),
    }
}

/// A transaction does not begin after its own op.
pub(super) fn check_first(first: u64, rseq: u64) -> Result<(), Error> {
    if first == 0 || first > rseq {
        let what = "transaction's first op";
        return Err(Error::OutOfRange { what });
    }
    Ok(())
}

pub(super) fn length(head: Result<Option<u64>, Wrong>, what: &'static str) -> Result<u64, Error> {
    let length = head.map_err(wrong(what))?;
    length.ok_or(Error::WrongForm { what })
}

pub(super) fn wrong(what: &'static str) -> impl FnOnce(Wrong) -> Error {
    move |_| Error::WrongForm { what }
}
