//! A page of the log as bytes, for a storage behind a bridge that carries bytes only.
//!
//! `[ [ key, seq, limit, reason of its rejection, body ], … ]`

use minicbor::bytes::{ByteArray, ByteSlice};
use minicbor::{Decode, Encode};

use super::{KeptOp, encode, id, key};
use crate::exchange::{Rejection, Row};

/// Ops of the log as bytes.
#[must_use]
pub fn encode_ops(ops: &[KeptOp]) -> Vec<u8> {
    let forms = ops.iter().map(|op| KeptForm {
        key: key(op.row.id).into(),
        seq: op.row.seq,
        limit: op.row.limit,
        rejected: op.rejected.map(Rejection::code),
        body: op.row.body.as_slice().into(),
    });
    encode(forms.collect::<Vec<_>>())
}

/// Ops of the log from bytes; `None` if they are none.
#[must_use]
pub fn decode_ops(bytes: &[u8]) -> Option<Vec<KeptOp>> {
    let forms: Vec<KeptForm<'_>> = minicbor::decode(bytes).ok()?;
    let ops = forms.into_iter().map(|form| KeptOp {
        row: Row {
            seq: form.seq,
            id: id(form.key.into()),
            body: form.body.to_vec(),
            limit: form.limit,
        },
        rejected: form.rejected.map(Rejection::from_code),
    });
    Some(ops.collect())
}

#[derive(Encode, Decode)]
struct KeptForm<'a> {
    #[n(0)]
    key: ByteArray<16>,
    #[n(1)]
    seq: Option<u64>,
    #[n(2)]
    limit: Option<u64>,
    #[n(3)]
    rejected: Option<u16>,
    #[b(4)]
    body: &'a ByteSlice,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OpId, ReplicaId};

    #[test]
    fn a_page_is_read_back_whole() {
        let op = |seq: Option<u64>| KeptOp {
            row: Row {
                seq,
                id: OpId {
                    replica: ReplicaId(u64::MAX),
                    rseq: 1,
                },
                body: (0..=u8::MAX).collect(),
                limit: seq,
            },
            rejected: seq.map(|_| Rejection::Gone),
        };
        let ops = vec![op(None), op(Some(u64::MAX))];
        let bytes = encode_ops(&ops);
        assert_eq!(decode_ops(&bytes), Some(ops));
        assert_eq!(decode_ops(&bytes[..bytes.len() - 1]), None);
        assert_eq!(decode_ops(&encode_ops(&[])), Some(Vec::new()));
    }
}
