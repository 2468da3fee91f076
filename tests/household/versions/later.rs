//! A device with a later version of the app. It keeps what it gets and what it writes as
//! bytes, says its own words ([`super::words`]), and its frames say more as well.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use sync::codec::{Batch, Stored};
use sync::exchange::{self, Frame, Hello, PROTOCOL, Push, Row};
use sync::{Author, Change, OpId, ReplicaId};

use super::words::{Version, Word, add_last};
use crate::household::phone::{Api, HOUSEHOLD};

/// A key that no frame has yet, with a value.
const MORE: [u8; 3] = [0x18, 99, 1];

/// The device.
pub struct Later {
    pub version: Version,
    pub rows: BTreeMap<OpId, Row>,
    /// What the server took for no change.
    pub rejected: BTreeSet<OpId>,
    author: Author,
    token: String,
}

impl Later {
    /// A new one.
    pub fn new(version: Version, replica: u64, token: String) -> Self {
        Self {
            version,
            rows: BTreeMap::new(),
            rejected: BTreeSet::new(),
            author: Author::new(ReplicaId(replica)),
            token,
        }
    }

    /// One that goes on with what an earlier version left of it.
    pub fn upgraded(version: Version, token: String, author: Author, rows: Vec<Row>) -> Self {
        Self {
            rows: rows.into_iter().map(|row| (row.id, row)).collect(),
            author,
            ..Self::new(version, 0, token)
        }
    }

    /// The rows that count.
    pub fn counting(&self) -> impl Iterator<Item = &Row> {
        let rows = self.rows.iter();
        rows.filter(|(id, _)| !self.rejected.contains(id))
            .map(|(_, row)| row)
    }

    /// What it wrote itself.
    pub fn own(&self) -> impl Iterator<Item = &Row> {
        let own = self.author.replica;
        self.rows.values().filter(move |row| row.id.replica == own)
    }

    /// Its person does something, each change in a word of its version.
    pub fn act(&mut self, changes: Vec<(Change, Word)>, now_ms: i64) -> Result<()> {
        let (changes, words): (Vec<Change>, Vec<Word>) = changes.into_iter().unzip();
        for (op, word) in self.author.write(now_ms, changes).into_iter().zip(words) {
            let id = op.id;
            let row = Row {
                seq: None,
                id,
                body: word.say(Stored::seal(op)?.body())?,
                limit: None,
            };
            self.rows.insert(id, row);
        }
        Ok(())
    }

    /// Sends what it wrote and reads what there is.
    pub async fn sync(&mut self, api: &Api) -> Result<()> {
        let hello = Frame::Hello(Hello {
            protocol: PROTOCOL + 1,
            schema: self.version as u32,
            household: HOUSEHOLD,
            replica: self.author.replica,
            epoch: None,
            cursor: self.author.basis,
            needs: self.author.basis,
        });
        let said = self.say(api, std::slice::from_ref(&hello)).await?;
        let [Frame::Welcome(welcome)] = &said[..] else {
            bail!("{said:?}");
        };
        ensure!(welcome.floor <= self.author.basis, "it was away too long");
        let waiting = self.own().filter(|row| row.id.rseq >= welcome.next_rseq);
        let ops = waiting.map(|row| Stored::open(row.id, &row.body));
        let ops: Vec<_> = ops
            .map(|op| Ok(op.expect("a later op can be read")))
            .collect();
        let mut frames = vec![hello];
        if !ops.is_empty() {
            let batch = Batch {
                household: HOUSEHOLD,
                replica: self.author.replica,
                first_rseq: welcome.next_rseq,
                schema: self.version as u32,
                epoch: Some(welcome.epoch),
                previous: welcome.chain,
                ops,
            };
            frames.push(Frame::Push(Push { batch, limit: None }));
        }
        loop {
            let after = self.author.basis;
            frames.push(Frame::Pull {
                after,
                needs: after,
            });
            let said = self.say(api, &frames).await?;
            let mut head = after;
            for answer in said.into_iter().skip(1) {
                match answer {
                    Frame::Accepted(accepted) => self.note(&accepted.rejected),
                    Frame::Page(page) => {
                        head = page.head;
                        self.take_in(page.rows);
                    }
                    other => bail!("{other:?}"),
                }
            }
            frames.truncate(1);
            if self.author.basis >= head {
                return Ok(());
            }
        }
    }

    fn note(&mut self, rejected: &[(u64, exchange::Rejection)]) {
        let replica = self.author.replica;
        let ids = rejected.iter().map(|(rseq, _)| OpId {
            replica,
            rseq: *rseq,
        });
        self.rejected.extend(ids);
    }

    fn take_in(&mut self, rows: Vec<Row>) {
        for row in rows {
            if let Some(op) = row.op() {
                self.author.clock.observe(op.hlc);
            }
            self.author.basis = row.seq.unwrap_or(self.author.basis);
            self.rows.insert(row.id, row);
        }
    }

    /// Says frames that say more than the server knows.
    async fn say(&self, api: &Api, frames: &[Frame]) -> Result<Vec<Frame>> {
        let mut body = Vec::new();
        for frame in frames {
            let mut bytes = frame.encode()?;
            add_last(&mut bytes, &MORE);
            string(&mut body, &bytes)?;
        }
        let kind = "application/cbor-seq";
        let (status, answer) = api.ask("POST", "sync", &self.token, kind, body).await?;
        ensure!(status == 200, "sync: {status}");
        exchange::split(&answer, 1_000).context("no frames")
    }
}

/// A byte string of CBOR with the shortest head.
fn string(to: &mut Vec<u8>, bytes: &[u8]) -> Result<()> {
    match u32::try_from(bytes.len())? {
        short @ 0..24 => to.push(0x40 | short as u8),
        short @ 24..0x100 => to.extend([0x58, short as u8]),
        long @ 0x100..0x1_0000 => {
            to.push(0x59);
            to.extend((long as u16).to_be_bytes());
        }
        long => {
            to.push(0x5A);
            to.extend(long.to_be_bytes());
        }
    }
    to.extend(bytes);
    Ok(())
}
