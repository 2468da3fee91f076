//! Larder itself: pages as the hub sends them, and a snapshot as a new device gets it.

use anyhow::{Context, Result, bail};
use pantry::household::Household;
use sync::codec::Stored;
use sync::digest::Digest;
use sync::exchange::{Frame, MAX_PAGE, MAX_PAGE_OPS, MAX_PART, Page, Row, SnapshotId};
use sync::{State, snapshot};

use crate::engine::{Engine, Export, Form, Merged};
use crate::trace::{Contents, Plain, Thing, Trace, total};

/// Larder.
pub const ENGINE: Engine = Engine {
    record,
    forms: &[
        Form {
            name: "larder, pages to state",
            merge: pages_to_state,
        },
        Form {
            name: "larder, pages to household",
            merge: pages_to_household,
        },
        Form {
            name: "larder, snapshot to state",
            merge: parts_to_state,
        },
    ],
};

fn record(trace: &Trace) -> Result<Vec<Export>> {
    let rows = rows(trace)?;
    let pages = pages(&rows)?;
    let state = State::from_rows(&rows);
    let parts = parts(&state, &rows, settled(trace))?;
    Ok(vec![pages.clone(), pages, parts])
}

/// The ops as the hub keeps them.
pub fn rows(trace: &Trace) -> Result<Vec<Row>> {
    let numbered = (1..).zip(&trace.ops);
    let rows = numbered.map(|(seq, op)| {
        Ok(Row {
            seq: Some(seq),
            id: op.id,
            body: Stored::seal(op.clone())?.into_body(),
            limit: None,
        })
    });
    rows.collect()
}

/// Pages as full as the hub makes them.
pub fn pages(rows: &[Row]) -> Result<Export> {
    let head = rows.len() as u64;
    let mut pages = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = rest.iter().take(MAX_PAGE_OPS).take_while(|row| {
            bytes += row.body.len();
            bytes <= MAX_PAGE
        });
        let (page, later) = rest.split_at(fits.count().max(1));
        let after = head - rest.len() as u64;
        let page = Page {
            after,
            rows: page.to_vec(),
            head,
            digest: None,
        };
        pages.push(Frame::Page(page).encode()?);
        rest = later;
    }
    Ok(pages)
}

/// The last op that is 30 days old at the end: what a hub may compact at the most.
pub fn settled(trace: &Trace) -> u64 {
    const DAYS_30_MS: i64 = 30 * 86_400_000;
    let last = trace.ops.last().map_or(0, |op| op.hlc.unix_ms());
    trace
        .ops
        .partition_point(|op| op.hlc.unix_ms() < last - DAYS_30_MS) as u64
}

/// A snapshot, ready to be sent.
pub fn parts(state: &State, rows: &[Row], floor: u64) -> Result<Export> {
    let compaction = snapshot::compact(state, floor);
    let kept = rows
        .iter()
        .filter(|row| !compaction.dropped.contains(&row.id));
    let of = SnapshotId {
        at: rows.len() as u64,
        floor,
    };
    let parts = snapshot::parts(
        of,
        state,
        kept.cloned().collect(),
        &compaction.tombstones,
        Digest::default(),
        MAX_PART,
    );
    let encoded = parts
        .into_iter()
        .map(|part| Ok(Frame::Part(part).encode()?));
    encoded.collect()
}

fn read(frame: &[u8]) -> Result<Vec<Row>> {
    match Frame::decode(frame)? {
        Frame::Page(page) => Ok(page.rows),
        Frame::Part(part) => Ok(part.rows),
        other => bail!("a frame that carries no ops: {other:?}"),
    }
}

fn pages_to_state(export: &Export) -> Result<Box<dyn Merged>> {
    let mut state = State::new();
    for frame in export {
        for row in read(frame)? {
            state.take_in(row.op().context("an op that cannot be read")?, row.seq);
        }
    }
    Ok(Box::new(state))
}

fn pages_to_household(export: &Export) -> Result<Box<dyn Merged>> {
    let mut household = Household::default();
    for frame in export {
        for row in read(frame)? {
            household.take_in(&row.op().context("an op that cannot be read")?, row.seq);
        }
    }
    household.project();
    Ok(Box::new(household))
}

/// The rows say how to be folded; whether they come in a page or a part is the same.
fn parts_to_state(export: &Export) -> Result<Box<dyn Merged>> {
    pages_to_state(export)
}

impl Merged for State {
    fn contents(&self) -> Result<Contents> {
        let things = self
            .entities()
            .filter(|entity| entity.is_alive())
            .map(|entity| {
                let fields = entity.fields();
                let fields =
                    fields.map(|(field, write)| (field.0.to_string(), Plain::of(write.value)));
                let amount = total(self, entity.id());
                (
                    crate::trace::key(entity.id()),
                    Thing {
                        fields: fields.collect(),
                        amount,
                    },
                )
            });
        Ok(things.collect())
    }
}

impl Merged for Household {
    fn contents(&self) -> Result<Contents> {
        self.state().contents()
    }
}
