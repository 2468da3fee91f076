//! What can be wrong with bytes that should be ops, and with ops that should
//! become bytes. Folding an op cannot fail.

/// Why bytes are not ops, or an op cannot become bytes.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes end within a value.
    #[error("the bytes end early")]
    Truncated,
    /// Something follows the value.
    #[error("{extra} bytes too many after the end")]
    TrailingBytes {
        /// How many bytes.
        extra: usize,
    },
    /// A CBOR head that means nothing.
    #[error("not CBOR at byte {at}")]
    Malformed {
        /// Where.
        at: usize,
    },
    /// A CBOR form other than the one that the format allows: a longer number
    /// than needed, or a length left open.
    #[error("not the deterministic form of CBOR at byte {at}")]
    NotDeterministic {
        /// Where.
        at: usize,
    },
    /// A floating-point number: what is stored and synced is exact.
    #[error("a float at byte {at}")]
    Float {
        /// Where.
        at: usize,
    },
    /// A text is not UTF-8.
    #[error("a text is not valid UTF-8")]
    InvalidText,
    /// Values within values, beyond the limit.
    #[error("values are nested too deeply")]
    TooDeep,
    /// A map has a key twice.
    #[error("a key is there twice at byte {at}")]
    DuplicateKey {
        /// Where.
        at: usize,
    },
    /// The keys of a map do not ascend.
    #[error("keys are out of order at byte {at}")]
    UnorderedKeys {
        /// Where.
        at: usize,
    },
    /// A part that must be there is not.
    #[error("the {what} is missing")]
    Missing {
        /// Which part.
        what: &'static str,
    },
    /// A part is of another type or length than it must be.
    #[error("the {what} has the wrong form")]
    WrongForm {
        /// Which part.
        what: &'static str,
    },
    /// A number is beyond what the format allows for it.
    #[error("the {what} is out of range")]
    OutOfRange {
        /// Which part.
        what: &'static str,
    },
    /// An op is larger than [`crate::codec::MAX_OP`].
    #[error("an op of {size} bytes is over the limit")]
    OpTooLarge {
        /// Its bytes.
        size: usize,
    },
    /// A text is longer than [`crate::codec::MAX_TEXT`].
    #[error("a text of {size} bytes is over the limit")]
    TextTooLong {
        /// Its bytes.
        size: usize,
    },
    /// A batch is larger than [`crate::codec::MAX_BATCH`].
    #[error("a batch of {size} bytes is over the limit")]
    BatchTooLarge {
        /// Its bytes.
        size: usize,
    },
    /// A batch has more ops than [`crate::codec::MAX_BATCH_OPS`].
    #[error("a batch of {count} ops is over the limit")]
    TooManyOps {
        /// Its ops.
        count: usize,
    },
    /// A frame is larger than [`crate::exchange::MAX_FRAME`].
    #[error("a frame of {size} bytes is over the limit")]
    FrameTooLarge {
        /// Its bytes.
        size: usize,
    },
    /// A frame of a later version.
    #[error("a frame of an unknown kind, {code}")]
    UnknownFrame {
        /// Its number.
        code: u16,
    },
    /// An op came in bytes that say more than this version reads, so it cannot
    /// be written anew.
    #[error("op {rseq} is whole only in the bytes that it came in")]
    NotWhole {
        /// The number of the op.
        rseq: u64,
    },
    /// An op does not belong at its place in a batch: it is of another replica
    /// or has another number.
    #[error("op {rseq} is out of place in the batch")]
    OutOfPlace {
        /// The number of the op.
        rseq: u64,
    },
}
