//! The parts that ops and batches are read from.

use minicbor::Decoder;
use minicbor::decode::Error as Wrong;

use crate::error::Error;
use crate::hlc::Hlc;
use crate::op::ReplicaId;

pub(crate) fn replica_id(from: &mut Decoder<'_>) -> Result<ReplicaId, Error> {
    fixed(from, "replica").map(|bytes| ReplicaId(u64::from_be_bytes(bytes)))
}

/// The bytes of the next value, as they are.
pub(crate) fn raw<'a>(from: &mut Decoder<'a>, what: &'static str) -> Result<&'a [u8], Error> {
    let start = from.position();
    from.skip().map_err(wrong(what))?;
    let bytes = from.input().get(start..from.position());
    bytes.ok_or(Error::Truncated)
}

pub(crate) fn fixed<const N: usize>(
    from: &mut Decoder<'_>,
    what: &'static str,
) -> Result<[u8; N], Error> {
    let bytes = from.bytes().map_err(wrong(what))?;
    bytes.try_into().map_err(|_| Error::WrongForm { what })
}

pub(crate) fn number(from: &mut Decoder<'_>, what: &'static str) -> Result<u64, Error> {
    in_range(from.u64().map_err(wrong(what))?, what)
}

pub(crate) fn in_range(number: u64, what: &'static str) -> Result<u64, Error> {
    match i64::try_from(number) {
        Ok(_) => Ok(number),
        Err(_) => Err(Error::OutOfRange { what }),
    }
}

pub(crate) fn hlc(from: &mut Decoder<'_>) -> Result<Hlc, Error> {
    let value = from.i64().map_err(wrong("clock"))?;
    Hlc::from_i64(value).ok_or(Error::OutOfRange { what: "clock" })
}

/// A transaction does not begin after its own op.
pub(crate) fn check_first(first: u64, rseq: u64) -> Result<(), Error> {
    if first == 0 || first > rseq {
        let what = "transaction's first op";
        return Err(Error::OutOfRange { what });
    }
    Ok(())
}

pub(crate) fn length(head: Result<Option<u64>, Wrong>, what: &'static str) -> Result<u64, Error> {
    let length = head.map_err(wrong(what))?;
    length.ok_or(Error::WrongForm { what })
}

pub(crate) fn wrong(what: &'static str) -> impl FnOnce(Wrong) -> Error {
    move |_| Error::WrongForm { what }
}
