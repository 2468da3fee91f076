//! Ops and batches to bytes. Keys are written in ascending order and numbers
//! in their shortest form, so the same op always becomes the same bytes.

use std::convert::Infallible;

use minicbor::Encoder;
use minicbor::data::Tag;

use super::part::{check_first, in_range};
use super::{Batch, MAX_BATCH, MAX_BATCH_OPS, TAG_ID, parts};
use crate::error::Error;
use crate::op::{Kind, Op, Scope, Target, UndoState, Value};

type Bytes = Encoder<Vec<u8>>;
type Written = Result<(), minicbor::encode::Error<Infallible>>;

/// The body of an op.
pub(super) fn op(op: &Op) -> Result<Vec<u8>, Error> {
    check_numbers(op)?;
    let code = kind_code(op)?;
    let mut bytes = Encoder::new(Vec::with_capacity(96));
    write_op(&mut bytes, op, code).expect("writing to memory cannot fail");
    Ok(bytes.into_writer())
}

/// A batch, with the bodies of its ops as they are.
pub(super) fn batch(batch: &Batch) -> Result<Vec<u8>, Error> {
    check_run(batch)?;
    let mut bytes = Encoder::new(Vec::new());
    write_batch(&mut bytes, batch).expect("writing to memory cannot fail");
    let bytes = bytes.into_writer();
    if bytes.len() > MAX_BATCH {
        return Err(Error::BatchTooLarge { size: bytes.len() });
    }
    Ok(bytes)
}

fn check_run(batch: &Batch) -> Result<(), Error> {
    let count = batch.ops.len();
    if count > MAX_BATCH_OPS {
        return Err(Error::TooManyOps { count });
    }
    let mut expected = in_range(batch.first_rseq, "op number")?;
    for op in &batch.ops {
        let (id, _) = parts(op);
        if id.replica != batch.replica || id.rseq != expected {
            return Err(Error::OutOfPlace { rseq: id.rseq });
        }
        expected = expected.wrapping_add(1);
    }
    Ok(())
}

/// Numbers fit a signed column of a database.
fn check_numbers(op: &Op) -> Result<(), Error> {
    in_range(op.id.rseq, "op number")?;
    in_range(op.basis, "basis")?;
    check_first(op.txn.first, op.id.rseq)?;
    match &op.kind {
        Kind::SetRemove { dots, .. } => {
            for dot in dots {
                in_range(dot.rseq, "op number")?;
            }
        }
        Kind::Undo { target, .. } => {
            let number = match target {
                Target::Op(id) => id.rseq,
                Target::Txn(id) => id.first,
            };
            in_range(number, "op number")?;
        }
        Kind::Blob { blob, .. } => {
            in_range(blob.size, "size")?;
        }
        _ => {}
    }
    Ok(())
}

fn kind_code(op: &Op) -> Result<u16, Error> {
    Ok(match &op.kind {
        _ if op.unread.is_some() => return Err(Error::NotWhole { rseq: op.id.rseq }),
        Kind::Put(_) => 0,
        Kind::Add { .. } => 1,
        Kind::Reset { .. } => 2,
        Kind::SetAdd { .. } => 3,
        Kind::SetRemove { .. } => 4,
        Kind::Delete => 5,
        Kind::Undo { .. } => 6,
        Kind::Blob { .. } => 7,
        Kind::Observe { .. } => 8,
        Kind::Unknown { .. } => return Err(Error::NotWhole { rseq: op.id.rseq }),
    })
}

fn write_batch(to: &mut Bytes, batch: &Batch) -> Written {
    to.map(6 + u64::from(batch.epoch.is_some()))?;
    to.u8(1)?.bytes(&batch.household.0)?;
    to.u8(2)?.bytes(&batch.replica.0.to_be_bytes())?;
    to.u8(3)?.u64(batch.first_rseq)?;
    to.u8(4)?.u32(batch.schema)?;
    to.u8(6)?.array(batch.ops.len() as u64)?;
    for op in &batch.ops {
        to.bytes(parts(op).1)?;
    }
    to.u8(7)?.bytes(&batch.previous.0)?;
    if let Some(epoch) = batch.epoch {
        to.u8(8)?.bytes(&epoch.0)?;
    }
    Ok(())
}

fn write_op(to: &mut Bytes, op: &Op, code: u16) -> Written {
    let field = match &op.kind {
        Kind::SetAdd { field, .. } | Kind::SetRemove { field, .. } | Kind::Blob { field, .. } => {
            Some(field)
        }
        _ => None,
    };
    let has_value = !matches!(op.kind, Kind::Delete);
    let optional = [field.is_some(), has_value, !op.refs.is_empty(), op.txn.last];
    let optional = optional.into_iter().filter(|is_there| *is_there).count();
    to.map(6 + optional as u64)?;
    to.u8(1)?.i64(op.hlc.as_i64())?;
    to.u8(2)?.u16(code)?;
    to.u8(3)?.u16(op.entity_type.0)?;
    to.u8(4)?.bytes(&op.entity.0)?;
    if let Some(field) = field {
        to.u8(5)?.u16(field.0)?;
    }
    if has_value {
        to.u8(6)?;
        write_content(to, &op.kind)?;
    }
    to.u8(7)?.u64(op.txn.first)?;
    if !op.refs.is_empty() {
        to.u8(8)?.array(op.refs.len() as u64)?;
        for entity in &op.refs {
            to.bytes(&entity.0)?;
        }
    }
    to.u8(9)?.u64(op.basis)?;
    if op.txn.last {
        to.u8(10)?.bool(true)?;
    }
    Ok(())
}

fn write_content(to: &mut Bytes, kind: &Kind) -> Written {
    match kind {
        Kind::Put(fields) => {
            to.map(fields.len() as u64)?;
            for (field, value) in fields {
                to.u16(field.0)?;
                write_value(to, value)?;
            }
        }
        Kind::Add {
            scope,
            amount,
            reason,
        } => {
            to.array(3)?;
            write_scope(to, *scope)?;
            to.i64(*amount)?.u16(*reason)?;
        }
        Kind::Observe { scope, amount } => {
            to.array(2)?;
            write_scope(to, *scope)?;
            to.i64(*amount)?;
        }
        Kind::Reset { scope, amounts } => {
            to.array(2)?;
            write_scope(to, *scope)?;
            to.map(amounts.len() as u64)?;
            for (entity, amount) in amounts {
                to.bytes(&entity.0)?.i64(*amount)?;
            }
        }
        Kind::SetAdd { member, .. } => write_value(to, member)?,
        Kind::SetRemove { dots, .. } => {
            to.array(dots.len() as u64)?;
            for dot in dots {
                to.array(2)?;
                to.bytes(&dot.replica.0.to_be_bytes())?.u64(dot.rseq)?;
            }
        }
        Kind::Undo { target, to: state } => write_undo(to, *target, *state)?,
        Kind::Blob { blob, .. } => {
            to.array(2)?.bytes(&blob.sha256)?.u64(blob.size)?;
        }
        Kind::Delete | Kind::Unknown { .. } => {}
    }
    Ok(())
}

fn write_undo(to: &mut Bytes, target: Target, state: UndoState) -> Written {
    let (what, replica, number) = match target {
        Target::Op(id) => (0, id.replica, id.rseq),
        Target::Txn(id) => (1, id.replica, id.first),
    };
    to.array(4)?.u8(what)?;
    to.bytes(&replica.0.to_be_bytes())?.u64(number)?;
    to.u8(match state {
        UndoState::Undone => 0,
        UndoState::Redone => 1,
    })?;
    Ok(())
}

fn write_scope(to: &mut Bytes, scope: Scope) -> Written {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(&scope.of.0);
    bytes[16..].copy_from_slice(&scope.at.0);
    to.bytes(&bytes)?;
    Ok(())
}

fn write_value(to: &mut Bytes, value: &Value) -> Written {
    match value {
        Value::Null => to.null()?,
        Value::Bool(value) => to.bool(*value)?,
        Value::Int(value) => to.i64(*value)?,
        Value::Text(value) => to.str(value)?,
        Value::Bytes(value) => to.bytes(value)?,
        Value::Id(value) => to.tag(Tag::new(TAG_ID))?.bytes(&value.0)?,
        Value::List(values) => {
            to.array(values.len() as u64)?;
            values.iter().try_for_each(|value| write_value(to, value))?;
            to
        }
        Value::Unknown(value) => {
            to.writer_mut().extend_from_slice(value.as_bytes());
            to
        }
    };
    Ok(())
}
