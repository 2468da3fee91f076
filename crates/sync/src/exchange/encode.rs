//! Frames to bytes. Ops travel in runs of one author: a run says the author and
//! the first number once.

use std::convert::Infallible;

use minicbor::Encoder;

use super::{Accepted, Frame, Hello, Page, Part, Push, Refusal, Row, SnapshotId, Welcome};
use crate::error::Error;

pub(super) type Bytes = Encoder<Vec<u8>>;
type Written = Result<(), minicbor::encode::Error<Infallible>>;

pub(super) fn frame(frame: &Frame) -> Result<Vec<u8>, Error> {
    // A batch has limits of its own, so it is written before the frame.
    let batch = match frame {
        Frame::Push(Push { batch, .. }) => Some(batch.encode()?),
        _ => None,
    };
    if let Frame::Page(page) = frame {
        check_run(page)?;
    }
    let mut to = Encoder::new(Vec::new());
    write(&mut to, frame, batch.as_deref()).expect("writing to memory cannot fail");
    Ok(to.into_writer())
}

/// Appends a byte string.
pub(super) fn string(to: &mut Vec<u8>, bytes: &[u8]) {
    let written = Encoder::new(to).bytes(bytes).map(drop);
    written.expect("writing to memory cannot fail");
}

fn check_run(page: &Page) -> Result<(), Error> {
    for (seq, row) in (page.after + 1..).zip(&page.rows) {
        if row.seq != Some(seq) {
            return Err(Error::OutOfPlace { rseq: row.id.rseq });
        }
    }
    Ok(())
}

fn write(to: &mut Bytes, frame: &Frame, batch: Option<&[u8]>) -> Written {
    match frame {
        Frame::Hello(given) => hello(to, given),
        Frame::Push(push) => {
            begin(to, 2, 1 + u64::from(push.limit.is_some()))?;
            to.u8(1)?.bytes(batch.unwrap_or_default())?;
            if let Some(limit) = push.limit {
                to.u8(2)?.u64(limit)?;
            }
            Ok(())
        }
        Frame::Pull { after, needs } => {
            begin(to, 3, 2)?;
            to.u8(1)?.u64(*after)?.u8(2)?.u64(*needs)?;
            Ok(())
        }
        Frame::Fetch { of, part } => {
            begin(to, 4, 1 + u64::from(of.is_some()))?;
            if let Some(of) = of {
                to.u8(1)?;
                snapshot(to, *of)?;
            }
            to.u8(2)?.u32(*part)?;
            Ok(())
        }
        Frame::Welcome(given) => welcome(to, given),
        Frame::Accepted(given) => accepted(to, given),
        Frame::Page(given) => page(to, given),
        Frame::Poke { head } => {
            begin(to, 19, 1)?;
            to.u8(1)?.u64(*head)?;
            Ok(())
        }
        Frame::Refused(given) => refused(to, *given),
        Frame::Part(given) => part(to, given),
    }
}

/// A frame's head: its map has `keys` keys besides the code.
fn begin(to: &mut Bytes, code: u8, keys: u64) -> Written {
    to.map(keys + 1)?.u8(0)?.u8(code)?;
    Ok(())
}

fn hello(to: &mut Bytes, hello: &Hello) -> Written {
    begin(to, 1, 6 + u64::from(hello.epoch.is_some()))?;
    to.u8(1)?.u32(hello.protocol)?;
    to.u8(2)?.u32(hello.schema)?;
    to.u8(3)?.bytes(&hello.household.0)?;
    to.u8(4)?.bytes(&hello.replica.0.to_be_bytes())?;
    if let Some(epoch) = hello.epoch {
        to.u8(5)?.bytes(&epoch.0)?;
    }
    to.u8(6)?.u64(hello.cursor)?;
    to.u8(7)?.u64(hello.needs)?;
    Ok(())
}

fn welcome(to: &mut Bytes, welcome: &Welcome) -> Written {
    begin(to, 16, 7 + u64::from(welcome.snapshot.is_some()))?;
    to.u8(1)?.bytes(&welcome.epoch.0)?;
    to.u8(2)?.array(welcome.ended.len() as u64)?;
    for (epoch, last) in &welcome.ended {
        to.array(2)?.bytes(&epoch.0)?.u64(*last)?;
    }
    to.u8(3)?.u64(welcome.head)?;
    to.u8(4)?.u64(welcome.floor)?;
    if let Some(of) = welcome.snapshot {
        to.u8(5)?;
        snapshot(to, of)?;
    }
    to.u8(6)?.u64(welcome.next_rseq)?;
    to.u8(7)?.bytes(&welcome.chain.0)?;
    to.u8(8)?.i64(welcome.now_ms)?;
    Ok(())
}

fn accepted(to: &mut Bytes, accepted: &Accepted) -> Written {
    begin(to, 17, 3)?;
    to.u8(1)?.u64(accepted.next_rseq)?;
    to.u8(2)?.array(accepted.rejected.len() as u64)?;
    for (rseq, why) in &accepted.rejected {
        to.array(2)?.u64(*rseq)?.u16(why.code())?;
    }
    to.u8(3)?.u64(accepted.head)?;
    Ok(())
}

fn page(to: &mut Bytes, page: &Page) -> Written {
    begin(to, 18, 3 + u64::from(page.digest.is_some()))?;
    to.u8(1)?.u64(page.after)?;
    to.u8(2)?;
    let runs = runs(&page.rows, follows);
    to.array(runs.len() as u64)?;
    for run in runs {
        write_run(to, run, None)?;
    }
    to.u8(3)?.u64(page.head)?;
    if let Some(digest) = page.digest {
        to.u8(4)?.bytes(&digest.to_bytes())?;
    }
    Ok(())
}

fn part(to: &mut Bytes, part: &Part) -> Written {
    begin(to, 21, 6)?;
    to.u8(1)?;
    snapshot(to, part.of)?;
    to.u8(2)?.u32(part.part)?;
    to.u8(3)?.u32(part.parts)?;
    to.u8(4)?;
    let seq = |row: &Row| row.seq.unwrap_or_default();
    let runs = runs(&part.rows, |before, row| {
        follows(before, row) && seq(before) + 1 == seq(row)
    });
    to.array(runs.len() as u64)?;
    for run in runs {
        write_run(to, run, run.first().map(seq))?;
    }
    to.u8(5)?.array(part.tombstones.len() as u64)?;
    for (entity, seq) in &part.tombstones {
        to.array(2)?.bytes(&entity.0)?.u64(*seq)?;
    }
    to.u8(6)?.bytes(&part.digest.to_bytes())?;
    Ok(())
}

/// Whether an op is its author's next one, under the same limit.
fn follows(before: &Row, row: &Row) -> bool {
    before.id.replica == row.id.replica
        && before.id.rseq + 1 == row.id.rseq
        && before.limit == row.limit
}

fn runs(rows: &[Row], follows: impl FnMut(&Row, &Row) -> bool) -> Vec<&[Row]> {
    rows.chunk_by(follows).collect()
}

/// `[replica, first rseq, bodies, limit or null, first seq]`; the first seq is left out
/// where it follows from the rows before, and the limit before that where there is none.
fn write_run(to: &mut Bytes, run: &[Row], seq: Option<u64>) -> Written {
    let Some(first) = run.first() else {
        return Ok(());
    };
    let length = match (first.limit, seq) {
        (None, None) => 3,
        (Some(_), None) => 4,
        (_, Some(_)) => 5,
    };
    to.array(length)?;
    to.bytes(&first.id.replica.0.to_be_bytes())?;
    to.u64(first.id.rseq)?;
    to.array(run.len() as u64)?;
    for row in run {
        to.bytes(&row.body)?;
    }
    if length > 3 {
        match first.limit {
            Some(limit) => to.u64(limit)?,
            None => to.null()?,
        };
    }
    if let Some(seq) = seq {
        to.u64(seq)?;
    }
    Ok(())
}

fn snapshot(to: &mut Bytes, of: SnapshotId) -> Written {
    to.array(2)?.u64(of.at)?.u64(of.floor)?;
    Ok(())
}

fn refused(to: &mut Bytes, refusal: Refusal) -> Written {
    let (code, first, second) = match refusal {
        Refusal::Expected { next_rseq } => (1, Some(next_rseq), None),
        Refusal::Fork => (2, None, None),
        Refusal::Skew { rseq, now_ms, .. } => (3, Some(rseq), Some(now_ms)),
        Refusal::Behind { floor } => (4, Some(floor), None),
        Refusal::Epoch => (5, None, None),
        Refusal::Upgrade { protocol } => (6, Some(protocol.into()), None),
        Refusal::Revoked => (7, None, None),
        Refusal::NoSnapshot => (8, None, None),
        Refusal::Busy { retry_ms } => (9, Some(retry_ms.into()), None),
        Refusal::Malformed => (10, None, None),
    };
    let hlc = match refusal {
        Refusal::Skew { hlc, .. } => Some(hlc),
        _ => None,
    };
    let optional = [first.is_some(), second.is_some(), hlc.is_some()];
    let optional = optional.into_iter().filter(|is_there| *is_there).count();
    begin(to, 20, 1 + optional as u64)?;
    to.u8(1)?.u16(code)?;
    if let Some(first) = first {
        to.u8(2)?.u64(first)?;
    }
    if let Some(second) = second {
        to.u8(3)?.i64(second)?;
    }
    if let Some(hlc) = hlc {
        to.u8(4)?.i64(hlc.as_i64())?;
    }
    Ok(())
}
