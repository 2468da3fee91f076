//! The household in memory with the engine that writes its ops and keeps it in step.

mod ahead;
mod glimpse;

use std::cell::Cell;
use std::collections::{BTreeSet, VecDeque};

use futures_util::future::join;
use pantry::action::{Action, Author, Planner, Rejected, Transaction};
use pantry::household::{Changed, Household};
use pantry::op::SCHEMA;
use sync::codec::{HouseholdId, Stored};
use sync::engine::{self, Effect, Engine, Event, Kept, KeptAuthor, Progress, Ticket};
use sync::exchange::Rejection;
use sync::{EntityId, Hlc, Op, OpId, ReplicaId, TxnId};

use crate::host::browser;
use crate::host::store::kept::{self, KeptOp, SetAside};
use crate::host::store::{self, Commit, Fact, OpKey, Page, Store, StoreError};
use pantry::kept::rows;

pub use ahead::Ahead;

/// How long folding may be busy before it lets the browser paint: half a frame, with what is
/// worked out again behind it.
const SLICE_MS: f64 = 5.0;
/// Rows of the derived tables that are made anew at once.
const MENDED: usize = 80;
/// With more ops than this still to come, the derived tables wait.
const FAR: u64 = 200;
/// Ops between two looks at the clock.
const STEP: usize = 25;

thread_local! {
    /// Until more of the app is there, the first screens' actions are planned.
    static PLANNER: Cell<Planner> = const { Cell::new(Planner::FIRST) };
}

/// Plans with this one from now on.
pub fn plan_with(planner: Planner) {
    PLANNER.set(planner);
}

/// The awake replica.
#[derive(Debug)]
pub struct Replica {
    /// What the screens read.
    pub household: Household,
    /// What does not count and waits for a person to look at it.
    pub set_aside: Vec<SetAside>,
    engine: Engine,
    /// The household that is on its way, as far as it has come.
    ahead: Option<Ahead>,
    /// The household is only what the first screen is made of; who writes what is shown on it
    /// meanwhile.
    glimpse: Option<sync::Author>,
    /// Ops that are stored and not folded yet.
    inbox: VecDeque<(Op, Option<u64>)>,
    /// What the ops that were folded and not shown yet name.
    touched: Vec<EntityId>,
    /// What of it is shown already, and not in the derived tables.
    shown: Changed,
    /// Whether the derived tables miss something that was folded.
    stale_tables: bool,
    /// Whether they do since it was last asked what they miss.
    left_again: bool,
}

/// An action that is in memory and waits to be stored.
#[derive(Debug)]
pub struct Planned {
    /// What undo names.
    pub txn: TxnId,
    /// What it names.
    pub entities: Vec<EntityId>,
    /// What the engine waits for.
    pub ticket: Ticket,
    /// What to store.
    pub commit: Commit,
}

impl Replica {
    /// The replica of everything in storage, folded in slices.
    pub async fn load(store: &impl Store) -> Result<Self, StoreError> {
        let (author, progress) = beginning(store).await?;
        let is_new = store.fact(Fact::Author).await?.is_none();
        let mut household = Household::default();
        let mut unsent = Vec::new();
        let mut page = Some(store.load(None).await?);
        while let Some(Page { ops, next }) = page {
            let folded = fold(&mut household, &ops, author.replica);
            // The next ones come while these are folded.
            page = match next {
                Some(next) => Some(join(store.load(Some(next)), folded).await.0?),
                None => {
                    folded.await;
                    None
                }
            };
            let own = ops.into_iter().filter(|op| {
                op.row.id.replica == author.replica && op.row.id.rseq >= progress.next_rseq
            });
            unsent.extend(own.map(|op| (op.row, op.rejected)));
        }
        household.project();
        let tables_at = store.fact(Fact::TablesAt).await?;
        // A new device has none, and writes nothing before a person does.
        let is_right = tables_at.is_some_and(|at| at == store::tables_at(progress.cursor));
        let stale_tables = !is_new && !is_right;
        let kept = Kept {
            author,
            progress,
            unsent,
        };
        Self::open(household, kept, store.set_aside().await?, stale_tables)
    }

    fn open(
        household: Household,
        kept: Kept,
        set_aside: Vec<SetAside>,
        stale_tables: bool,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            household,
            set_aside,
            engine: Engine::open(SCHEMA, kept, new_replica()?),
            ahead: None,
            glimpse: None,
            inbox: VecDeque::new(),
            touched: Vec::new(),
            shown: Changed::default(),
            stale_tables,
            left_again: false,
        })
    }

    /// Plans an action and shows it in memory; it is for the caller to store it.
    pub fn act(&mut self, action: &Action) -> Result<Planned, Rejected> {
        // The author has seen what it says it has.
        self.fold_next(usize::MAX);
        let shown = self.household.project();
        self.shown.add(shown);
        let mut author = self.engine.author();
        let Transaction { id, ops } = PLANNER.get().plan(
            &self.household,
            action,
            &mut Author {
                replica: &mut author,
                ids: &mut browser::new_id,
                now_ms: self.engine.hub_ms(browser::now_ms()),
                today: browser::today(),
            },
        )?;
        let stored: Result<Vec<Stored>, _> = ops.iter().cloned().map(Stored::seal).collect();
        // `plan` keeps every text and every transaction within the format's limits.
        let stored = stored.map_err(|_| Rejected::TooLarge)?;
        let written = self.engine.write(author, stored);
        // Nothing came between the author and what it wrote.
        let (ticket, exchange) = written.map_err(|_| Rejected::TooLarge)?;
        let changed = self.household.apply_all(&ops);
        let commit = Commit {
            is_new: true,
            rows: rows::of(&self.household, &changed),
            exchange,
            ..Commit::default()
        };
        Ok(Planned {
            txn: id,
            entities: ops.iter().map(|op| op.entity).collect(),
            ticket,
            commit,
        })
    }

    /// Hands an event on to the engine; what it wants done is for the caller.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        self.engine.handle(event, browser::now_ms())
    }

    /// Takes in ops that are stored; [`Replica::fold_some`] folds them.
    pub fn take_in(&mut self, ops: Vec<(Op, Option<u64>)>) {
        self.inbox.extend(ops);
    }

    /// Takes in a part of a snapshot ahead of the whole, if there is nothing here that it
    /// could be mistaken for; whether it did.
    pub fn look_ahead(&mut self, first: bool, ops: Vec<(Op, Option<u64>)>) -> bool {
        let is_empty = self.household.state().is_empty() && self.engine.author().next_rseq == 1;
        if !is_empty {
            self.ahead = None;
            return false;
        }
        if first {
            self.ahead = Some(Ahead::default());
        }
        let Some(ahead) = &mut self.ahead else {
            return false;
        };
        ahead.inbox.extend(ops);
        true
    }

    /// All of the snapshot has come.
    pub fn has_all_ahead(&mut self) {
        if let Some(ahead) = &mut self.ahead {
            ahead.is_whole = true;
        }
    }

    /// What was shown ahead of a snapshot that is stored by now. It goes on being shown.
    pub fn take_ahead(&mut self) -> Option<Ahead> {
        let ahead = self.ahead.take_if(|ahead| ahead.is_whole)?;
        Some(ahead)
    }

    /// The snapshot does not come, for now.
    pub fn drop_ahead(&mut self) {
        self.ahead.take_if(|ahead| !ahead.is_whole);
    }

    /// What the screens read: what is here, or what is on its way to an empty larder.
    pub fn shown(&self) -> &Household {
        match &self.ahead {
            Some(ahead) => &ahead.household,
            None => &self.household,
        }
    }

    /// Whether what is shown is not stored yet: it can be read, and not written on.
    pub fn is_ahead(&self) -> bool {
        self.ahead.is_some()
    }

    /// Folds for half a frame; whether there is more to fold.
    pub fn fold_some(&mut self) -> bool {
        if let Some(ahead) = &mut self.ahead {
            return ahead.fold_some();
        }
        let since = browser::elapsed_ms();
        while !self.inbox.is_empty() && browser::elapsed_ms() - since < SLICE_MS {
            self.fold_next(STEP);
        }
        let shown = self.household.project();
        self.shown.add(shown);
        !self.inbox.is_empty()
    }

    /// Shows what was folded; the rows of the derived tables that it changes, and the
    /// entities that it named.
    pub fn show(&mut self) -> (Commit, Vec<EntityId>) {
        let mut changed = std::mem::take(&mut self.shown);
        changed.add(self.household.project());
        (self.tables(&changed), std::mem::take(&mut self.touched))
    }

    /// Takes what the server rejected out; the rows of the derived tables that it changes.
    pub fn reject(&mut self, ops: &[(OpId, Rejection)]) -> Commit {
        for (id, why) in ops {
            let op = self.household.state().op(*id).cloned();
            let op = op.and_then(|op| Stored::seal(op).ok());
            let why = kept::Reason::Rejected(*why);
            self.set_aside.extend(op.map(|op| SetAside { op, why }));
        }
        let changed = self.household.reject(ops.iter().map(|(id, _)| *id));
        self.tables(&changed)
    }

    /// What was set aside in a commit of the engine.
    pub fn put_aside(&mut self, exchange: &engine::Commit) {
        let recovered = exchange.recovered.iter().map(SetAside::from);
        self.set_aside.extend(recovered);
    }

    /// Whether much of the household is still to come.
    pub fn is_far(&self) -> bool {
        self.is_ahead() || self.engine.status().behind > FAR
    }

    /// Whether so much is still to come that it is stored without the derived tables: they
    /// are made anew behind it.
    pub fn leaves_tables(&mut self) -> bool {
        let leaves = self.is_far();
        self.stale_tables |= leaves;
        self.left_again |= leaves;
        leaves
    }

    /// All parts of [`Replica::stale`] are stored: with the next commit of theirs the tables
    /// are right, unless something was left out meanwhile.
    pub fn has_mended(&mut self) {
        self.stale_tables = self.left_again;
    }

    /// What the derived tables have to be made of anew, a part at a time, if some of it may
    /// be wrong there.
    pub fn stale(&mut self) -> Vec<Changed> {
        if !self.stale_tables {
            return Vec::new();
        }
        self.left_again = false;
        let household = &self.household;
        let mut parts = Vec::new();
        let items = household.items().map(|item| item.id);
        split(items.collect(), |part| &mut part.items, &mut parts);
        let lots = household.every_lot().map(|lot| lot.id);
        split(lots.collect(), |part| &mut part.lots, &mut parts);
        let receipts = household.receipts().into_iter().map(|one| one.id);
        split(receipts.collect(), |part| &mut part.receipts, &mut parts);
        let listed = household.listed().map(|one| one.id);
        split(listed.collect(), |part| &mut part.shopping, &mut parts);
        parts
    }

    /// Rows of the derived tables, as they are now.
    pub fn tables(&self, changed: &Changed) -> Commit {
        let is_right = !self.stale_tables;
        Commit {
            rows: rows::of(&self.household, changed),
            tables_at: is_right.then(|| self.engine.author().basis),
            ..Commit::default()
        }
    }

    /// How the exchange stands.
    pub fn status(&self) -> engine::Status {
        self.engine.status()
    }

    /// Whether it is to be loaded anew once everything is stored.
    pub fn is_over(&self) -> bool {
        self.engine.is_over()
    }

    /// Whose food it is.
    pub fn household_id(&self) -> HouseholdId {
        self.engine.household()
    }

    /// Under which id it writes.
    pub fn replica(&self) -> ReplicaId {
        self.engine.author().replica
    }

    /// Whether it has ever been in step with a server.
    pub fn has_exchanged(&self) -> bool {
        self.engine.author().basis > 0
    }

    /// The commit by which this device takes part in another household: with what it has,
    /// which is sent there, or without.
    pub fn moved_to(&self, household: HouseholdId, brings: bool) -> Result<Commit, StoreError> {
        let author = self.author();
        let replica = if brings {
            author.replica
        } else {
            new_replica()?
        };
        Ok(Commit {
            leaves: !brings,
            exchange: engine::Commit {
                author: Some(KeptAuthor {
                    household,
                    replica,
                    clock: author.clock,
                }),
                progress: Some(Progress::default()),
                ..engine::Commit::default()
            },
            ..Commit::default()
        })
    }

    /// A person has seen to something that was set aside.
    pub fn see_to(&mut self, keys: &[OpKey]) {
        self.set_aside
            .retain(|aside| !keys.contains(&kept::key(aside.op.op().id)));
    }

    /// How many actions of this device the server has not confirmed.
    pub fn waiting(&self) -> usize {
        let mut txns: Vec<TxnId> = self.engine.unsent().map(Op::txn_id).collect();
        txns.dedup();
        txns.len()
    }

    /// The author as it is kept.
    pub fn author(&self) -> KeptAuthor {
        let author = self.engine.author();
        KeptAuthor {
            household: self.engine.household(),
            replica: author.replica,
            clock: author.clock.last(),
        }
    }

    /// The device's own ops that no server has confirmed.
    pub fn unsent(&self) -> impl Iterator<Item = &Op> {
        self.engine.unsent()
    }

    /// What a request to the server would carry now: see [`Engine::outbox`].
    pub fn outbox(&self) -> Vec<u8> {
        self.engine.outbox()
    }

    fn fold_next(&mut self, most: usize) {
        for (op, seq) in self.inbox.drain(..most.min(self.inbox.len())) {
            self.touched.push(op.entity);
            self.household.take_in(op, seq);
        }
    }
}

/// The author and how far it is, as they were stored; a new one on a new device.
async fn beginning(store: &impl Store) -> Result<(KeptAuthor, Progress), StoreError> {
    let unreadable = |what: &str| StoreError::Broken(format!("the {what} cannot be read"));
    let author = match store.fact(Fact::Author).await? {
        Some(bytes) => kept::decode_author(&bytes).ok_or_else(|| unreadable("author"))?,
        None => KeptAuthor {
            household: HouseholdId(browser::new_id()),
            replica: new_replica()?,
            clock: Hlc::ZERO,
        },
    };
    let progress = match store.fact(Fact::Progress).await? {
        Some(bytes) => kept::decode_progress(&bytes).ok_or_else(|| unreadable("progress"))?,
        None => Progress::default(),
    };
    Ok((author, progress))
}

fn new_replica() -> Result<ReplicaId, StoreError> {
    let random = browser::random();
    let random = random.ok_or_else(|| StoreError::Broken("there is no randomness".to_owned()))?;
    Ok(ReplicaId(u64::from_be_bytes(random)))
}

async fn fold(household: &mut Household, page: &[KeptOp], own: ReplicaId) {
    let mut since = browser::elapsed_ms();
    for slice in page.chunks(STEP) {
        let counts = slice.iter().filter(|op| !op.stays(Some(own)));
        // An op of a newer version that we cannot read stays where it is.
        for (op, seq) in counts.filter_map(|op| Some((op.row.op()?, op.row.seq))) {
            household.take_in(op, seq);
        }
        if browser::elapsed_ms() - since > SLICE_MS {
            browser::breathe().await;
            since = browser::elapsed_ms();
        }
    }
}

/// Adds parts with so many of the ids as are made anew at once.
fn split<Id: Copy + Ord>(
    ids: Vec<Id>,
    of: fn(&mut Changed) -> &mut BTreeSet<Id>,
    parts: &mut Vec<Changed>,
) {
    parts.extend(ids.chunks(MENDED).map(|ids| {
        let mut part = Changed::default();
        // One by one: a set that is made of all at once brings a sort of its own into the page.
        of(&mut part).extend(ids);
        part
    }));
}
