//! Makes the trace: a household of three devices lives for some days. Nothing is random but
//! the seed.
//!
//! A day has 12 stock actions and 40 on the shopping list, and a year has 80 receipts of 20
//! lines. The stock actions and receipts are planned by `pantry::action::plan`. Peers have no
//! word for the set by which its shopping list merges: plain puts on an entity type of their
//! own stand for the list, half a new entry (two fields), half the oldest one's tick (one).
//! The devices write in turn, morning, noon and evening, each with all that came before.

use std::collections::VecDeque;

use pantry::Date;
use pantry::action::{self, Action as Act, Author, LotEdit, Purchase, Rejected};
use pantry::household::Household;
use pantry::location::PlaceKind;
use pantry::lot::Lot;
use pantry::money::{Currency, Money};
use pantry::op::DiscardReason;
use pantry::quantity::Quantity;
use sync::{Change as Written, EntityId, Field, Kind, Op, ReplicaId, Value};

use super::foods::{Food, MERCHANTS};
use super::{Action, Amounts, LIST, Trace, changes};

/// How many devices write.
pub const DEVICES: usize = 3;

const STOCK_A_DAY: usize = 12;
const LIST_A_DAY: usize = 40;
const RECEIPTS_A_YEAR: i64 = 80;
const LINES: usize = 20;
/// Lots that stand there at a time: of fewer half is eaten, of more all.
const STOCKED: usize = 120;
/// How often another action is tried if one cannot be done, before something is bought.
const TRIES: usize = 20;

const LIST_TEXT: Field = Field(1);
const LIST_TICKED: Field = Field(2);

struct Home {
    random: fastrand::Rng,
    household: Household,
    writers: [sync::Author; DEVICES],
    device: usize,
    now_ms: i64,
    today: Date,
    unticked: VecDeque<EntityId>,
    trace: Trace,
}

/// What a household does in so many days.
pub fn replay(seed: u64, days: i64) -> Trace {
    let mut random = fastrand::Rng::with_seed(seed);
    let writers = std::array::from_fn(|_| sync::Author::new(ReplicaId(random.u64(..))));
    let mut home = Home {
        random,
        household: Household::default(),
        writers,
        device: 0,
        now_ms: 0,
        today: Date::constant(2021, 1, 1),
        unticked: VecDeque::new(),
        trace: Trace::default(),
    };
    for day in 0..days {
        home.live(day);
    }
    home.trace
}

impl Home {
    fn live(&mut self, day: i64) {
        const START_MS: i64 = 1_609_484_400_000; // 2021-01-01, 7 o'clock
        const DAY_MS: i64 = 86_400_000;
        let receipts = |day: i64| day * RECEIPTS_A_YEAR / 365;
        let shops = receipts(day + 1) > receipts(day);
        let acts = STOCK_A_DAY + LIST_A_DAY;
        for number in 0..acts {
            self.now_ms =
                START_MS + day * DAY_MS + number as i64 * 1_000_000 + self.random.i64(0..900_000);
            self.device = number * DEVICES / acts;
            if shops && number == acts / 2 {
                self.shop();
            }
            // Spread evenly: 3 of 13 are on the stock.
            if number * STOCK_A_DAY % acts < STOCK_A_DAY {
                self.use_stock();
            } else {
                self.use_list();
            }
        }
        self.today = self.today.tomorrow().unwrap_or(self.today);
    }

    fn use_stock(&mut self) {
        for _ in 0..TRIES {
            if let Some(act) = self.pick_act()
                && self.act(&act).is_ok()
            {
                return;
            }
        }
        self.buy();
    }

    fn buy(&mut self) {
        let food = Food::pick(&mut self.random);
        self.act(&Act::AddLot(food.by_hand()))
            .expect("food can always be added");
    }

    /// Of a hundred acts 70 eat, 8 add by hand, 6 open, 6 count, 5 throw away, 3 move or
    /// freeze and 2 correct.
    fn pick_act(&mut self) -> Option<Act> {
        let dice = self.random.u8(..100);
        if dice < 8 {
            return Some(Act::AddLot(Food::pick(&mut self.random).by_hand()));
        }
        let lots: Vec<&Lot> = self.household.lots().collect();
        let lot = *lots.get(self.random.usize(..lots.len().max(1)))?;
        let left = self.household.quantity(lot.id);
        let half = Quantity::new((left.milli / 2).max(1), left.unit);
        Some(match dice {
            8..14 => Act::Open {
                lot: lot.id,
                part: None,
                on: self.today,
            },
            14..20 => Act::Count {
                item: lot.item,
                place: lot.place,
                found: vec![(lot.id, half)],
            },
            20..25 => Act::Discard {
                lot: lot.id,
                amount: left,
                reason: DiscardReason::Expired,
            },
            25..27 => Act::Move {
                lot: lot.id,
                part: None,
                to: PlaceKind::Fridge.place(),
            },
            27 => Act::Freeze {
                lot: lot.id,
                part: Some(half),
            },
            28..30 => Act::EditLot {
                lot: lot.id,
                edit: LotEdit {
                    note: Some(format!("from {}", self.today)),
                    ..LotEdit::default()
                },
            },
            _ => Act::Consume {
                lot: lot.id,
                amount: if lots.len() > STOCKED { left } else { half },
            },
        })
    }

    fn shop(&mut self) {
        let lines =
            (0..LINES).map(|source| Food::pick(&mut self.random).line(source, &mut self.random));
        let lines: Vec<_> = lines.collect();
        let paid = lines
            .iter()
            .filter_map(|line| line.price)
            .map(|price| price.minor)
            .sum();
        let purchase = Purchase {
            merchant: Some(MERCHANTS[self.random.usize(..MERCHANTS.len())].to_owned()),
            date: Some(self.today),
            currency: Some(Currency::EUR),
            total: Some(Money::new(paid, Currency::EUR)),
            lines,
            ..Purchase::default()
        };
        self.act(&Act::AcceptPurchase(purchase))
            .expect("this receipt can be accepted");
    }

    fn act(&mut self, act: &Act) -> Result<(), Rejected> {
        let Self {
            random,
            household,
            now_ms,
            today,
            ..
        } = self;
        let now_ms = *now_ms;
        let mut ids = || new_id(now_ms, random);
        let writer = &mut self.writers[self.device];
        writer.basis = self.trace.ops.len() as u64;
        let mut author = Author {
            replica: writer,
            ids: &mut ids,
            now_ms,
            today: *today,
        };
        let ops = action::plan(household, act, &mut author)?.ops;
        self.take(ops);
        Ok(())
    }

    fn use_list(&mut self) {
        let ticked = if self.random.bool() {
            self.unticked.pop_front()
        } else {
            None
        };
        let (entry, fields) = match ticked {
            Some(entry) => (entry, vec![(LIST_TICKED, Value::Bool(true))]),
            None => {
                let entry = EntityId(new_id(self.now_ms, &mut self.random));
                self.unticked.push_back(entry);
                let text = Value::Text(Food::pick(&mut self.random).name());
                (
                    entry,
                    vec![(LIST_TEXT, text), (LIST_TICKED, Value::Bool(false))],
                )
            }
        };
        let put = Written::new(LIST, entry, Kind::Put(fields.into_iter().collect()));
        let writer = &mut self.writers[self.device];
        writer.basis = self.trace.ops.len() as u64;
        let ops = writer.write(self.now_ms, vec![put]);
        self.take(ops);
    }

    /// The action is done here, and everyone has heard of it before the next.
    fn take(&mut self, ops: Vec<Op>) {
        let before = Amounts::of(self.household.state(), &ops);
        let numbered = (self.trace.ops.len() as u64 + 1..).zip(&ops);
        self.household
            .apply_numbered(numbered.map(|(seq, op)| (op, seq)));
        let after = Amounts::of(self.household.state(), &ops);
        for writer in &mut self.writers {
            ops.iter().for_each(|op| writer.clock.observe(op.hlc));
        }
        self.trace.actions.push(Action {
            device: self.device,
            changes: changes(&before, &after, &ops),
        });
        self.trace.ops.extend(ops);
    }
}

/// A UUIDv7: the time, and then as random as the seed.
fn new_id(now_ms: i64, random: &mut fastrand::Rng) -> [u8; 16] {
    let mut bytes = random.u128(..).to_be_bytes();
    bytes[..6].copy_from_slice(&now_ms.to_be_bytes()[2..]);
    bytes[6] = bytes[6] & 0x0F | 0x70;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    bytes
}
