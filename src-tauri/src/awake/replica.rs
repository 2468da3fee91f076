//! The household in memory with the engine that keeps it in step, without a page.

use std::collections::VecDeque;
use std::sync::Arc;

use pantry::household::{Changed, Household};
use pantry::kept::frame::{Answer, Request};
use pantry::kept::{Commit, Fact, Photo, rows, tables_at};
use pantry::op::SCHEMA;
use sync::engine::{Effect, Engine, Event, Kept, KeptAuthor, Progress};
use sync::kept::{decode_author, decode_progress};
use sync::{Op, ReplicaId};
use tokio::sync::mpsc::UnboundedSender;

use crate::storage::Storage;

/// The replica.
pub struct Replica {
    /// The household.
    pub household: Household,
    /// The engine; none on a device that has nothing to exchange yet.
    engine: Option<Engine>,
    /// Something was folded that was not looked at yet.
    has_changed: bool,
}

impl Replica {
    /// The replica of everything in storage. The derived tables are made anew if they miss
    /// something.
    pub async fn load(storage: &Arc<Storage>) -> Result<Self, String> {
        let author = fact(storage, Fact::Author).await?;
        let Some(author) = author.and_then(|bytes| decode_author(&bytes)) else {
            // Nobody has written anything here.
            return Ok(Self {
                household: Household::default(),
                engine: None,
                has_changed: false,
            });
        };
        let progress = fact(storage, Fact::Progress).await?;
        let progress = progress.and_then(|bytes| decode_progress(&bytes));
        let progress = progress.unwrap_or_default();
        let mut household = Household::default();
        let unsent = fold_all(storage, &mut household, &author, &progress).await?;
        household.project();
        let kept = Kept {
            author,
            progress,
            unsent,
        };
        let mut replica = Self {
            household,
            engine: Some(Engine::open(SCHEMA, kept, new_replica()?)),
            has_changed: false,
        };
        let right_at = fact(storage, Fact::TablesAt).await?;
        if right_at.is_none_or(|at| at != tables_at(progress.cursor)) {
            let tables = replica.every_table();
            store(storage, tables).await?;
        }
        Ok(replica)
    }

    /// Hands an event to the engine; what it wants is for the caller.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        let now_ms = jiff::Timestamp::now().as_millisecond();
        let engine = self.engine.as_mut();
        engine.map_or_else(Vec::new, |engine| engine.handle(event, now_ms))
    }

    /// Whether something has changed since this was asked last.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.has_changed)
    }

    /// Whether the household has everything that others have sent; one that belongs to no
    /// server has nothing to wait for.
    pub fn is_caught_up(&self) -> bool {
        let status = self.engine.as_ref().map(Engine::status);
        status.is_none_or(|status| status.online && status.behind == 0)
    }

    /// Does everything that follows from an event; whether the way is still good.
    pub async fn happen(
        &mut self,
        event: Event,
        storage: &Arc<Storage>,
        say: &UnboundedSender<Vec<u8>>,
    ) -> Result<bool, String> {
        let mut effects = VecDeque::from(self.handle(event));
        let mut goes_on = true;
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Send(frame) => {
                    // What the engine makes is within the limits; a way that is gone is
                    // heard of.
                    if let Ok(bytes) = frame.encode() {
                        say.send(bytes).ok();
                    }
                }
                Effect::Commit(ticket, exchange) => {
                    let commit = Commit {
                        exchange: *exchange,
                        ..Commit::default()
                    };
                    store(storage, commit).await?;
                    effects.extend(self.handle(Event::Committed(ticket)));
                }
                Effect::Fold(ops) => {
                    let tables = self.fold(ops);
                    store(storage, tables).await?;
                }
                Effect::Reject(ops) => {
                    let changed = self.household.reject(ops.iter().map(|(id, _)| *id));
                    self.has_changed = true;
                    let tables = self.tables(&changed);
                    store(storage, tables).await?;
                }
                // Nobody looks at it before it is whole.
                Effect::Ahead { .. } => (),
                Effect::Disconnect => goes_on = false,
                Effect::Reopen => {
                    *self = Box::pin(Self::load(storage)).await?;
                    self.has_changed = true;
                    return Ok(false);
                }
            }
        }
        Ok(goes_on)
    }

    fn fold(&mut self, ops: Vec<(Op, Option<u64>)>) -> Commit<Photo> {
        for (op, seq) in ops {
            self.household.take_in(op, seq);
        }
        let changed = self.household.project();
        self.has_changed = true;
        self.tables(&changed)
    }

    fn tables(&self, changed: &Changed) -> Commit<Photo> {
        Commit {
            rows: rows::of(&self.household, changed),
            tables_at: self.cursor(),
            ..Commit::default()
        }
    }

    fn every_table(&mut self) -> Commit<Photo> {
        Commit {
            rows: rows::every(&self.household),
            every_row: true,
            tables_at: self.cursor(),
            ..Commit::default()
        }
    }

    fn cursor(&self) -> Option<u64> {
        let author = self.engine.as_ref().map(Engine::author);
        author.map(|author| author.basis)
    }
}

/// Folds the log; its author's ops that the server has not confirmed.
async fn fold_all(
    storage: &Arc<Storage>,
    household: &mut Household,
    author: &KeptAuthor,
    progress: &Progress,
) -> Result<Vec<(sync::exchange::Row, Option<sync::exchange::Rejection>)>, String> {
    let mut unsent = Vec::new();
    let mut after = None;
    loop {
        let Answer::Page(ops, next) = ask(storage, Request::Load(after)).await? else {
            return Err("the log cannot be read".to_owned());
        };
        for op in ops {
            // An op of a newer version that we cannot read stays where it is.
            if !op.stays(Some(author.replica))
                && let Some(readable) = op.row.op()
            {
                household.take_in(readable, op.row.seq);
            }
            let id = op.row.id;
            if id.replica == author.replica && id.rseq >= progress.next_rseq {
                unsent.push((op.row, op.rejected));
            }
        }
        after = next;
        if after.is_none() {
            return Ok(unsent);
        }
    }
}

async fn fact(storage: &Arc<Storage>, fact: Fact) -> Result<Option<Vec<u8>>, String> {
    match ask(storage, Request::Fact(fact)).await? {
        Answer::Bytes(bytes) => Ok(bytes),
        _ => Err("a fact cannot be read".to_owned()),
    }
}

async fn store(storage: &Arc<Storage>, commit: Commit<Photo>) -> Result<(), String> {
    ask(storage, Request::Commit(Box::new(commit)))
        .await
        .map(|_| ())
}

/// Asks the storage: whoever is put to sleep meanwhile leaves nothing half done.
async fn ask(storage: &Arc<Storage>, request: Request) -> Result<Answer, String> {
    match storage.answer_surely(request).await {
        Answer::Failed(why) => Err(why.to_string()),
        answer => Ok(answer),
    }
}

fn new_replica() -> Result<ReplicaId, String> {
    let random = getrandom::u64().map_err(|error| error.to_string())?;
    Ok(ReplicaId(random))
}
