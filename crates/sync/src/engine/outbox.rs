//! What waits as one request, for whoever sends it when this device's program has ended.

use super::{Engine, Link};
use crate::exchange::{self, Frame, MAX_BODY, MAX_BODY_FRAMES};

impl Engine {
    /// The body of a request with the own ops that the hub has not confirmed: a hello and
    /// pushes ([`exchange::join`]), the oldest first, as far as one request takes them. It
    /// is empty where none wait or none may be sent.
    ///
    /// Whoever sends it need not understand the answer, may be late, and may send what this
    /// engine sends, too: the hub takes each op in once.
    pub fn outbox(&self) -> Vec<u8> {
        if self.is_over || self.fetch.is_some() || !self.may_push() {
            return Vec::new();
        }
        let mut body = joined(self.hello());
        let alone = body.len();
        let mut next = match &self.link {
            Link::Open(hub) => hub.next_rseq.max(self.queue.first()),
            Link::Offline | Link::Greeting { .. } => self.queue.first(),
        };
        for _ in 1..MAX_BODY_FRAMES {
            let Some(run) = self.queue.run(next) else {
                break;
            };
            let push = joined(self.push_of(&run));
            if body.len() + push.len() > MAX_BODY {
                break;
            }
            body.extend(push);
            next = run.next();
        }
        match body.len() > alone {
            true => body,
            false => Vec::new(),
        }
    }
}

fn joined(frame: Frame) -> Vec<u8> {
    // What the engine makes is within the limits.
    exchange::join(&[frame]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::codec::{HouseholdId, MAX_TEXT, Stored};
    use crate::engine::{Attention, Effect, Engine, Event, Kept, KeptAuthor, Progress};
    use crate::exchange::{self, Frame, MAX_BODY, MAX_BODY_FRAMES, Refusal};
    use crate::sim::hub::Hub;
    use crate::{Change, EntityId, EntityType, Field, Hlc, Kind, OpId, ReplicaId, Value};

    const NOW_MS: i64 = 1_790_000_000_000;
    const OWN: ReplicaId = ReplicaId(1);

    fn engine() -> Engine {
        let kept = Kept {
            author: KeptAuthor {
                household: HouseholdId([7; 16]),
                replica: OWN,
                clock: Hlc::ZERO,
            },
            progress: Progress::default(),
            unsent: Vec::new(),
        };
        Engine::open(1, kept, ReplicaId(2))
    }

    /// Writes so many ops with a text of so many letters, and stores them.
    fn write(engine: &mut Engine, count: usize, letters: usize) {
        let mut author = engine.author();
        let text = Value::from("x".repeat(letters).as_str());
        let put = Kind::Put(BTreeMap::from([(Field(1), text)]));
        let change = Change::new(EntityType(1), EntityId([9; 16]), put);
        let ops = author.write(NOW_MS, vec![change; count]);
        let ops = ops.into_iter().map(|op| Stored::seal(op).expect("an op"));
        let (ticket, _) = engine.write(author, ops.collect()).expect("up to date");
        engine.handle(Event::Committed(ticket), NOW_MS);
    }

    /// Somebody else sends the body; what the hub says of the pushes.
    fn send(hub: &mut Hub, body: &[u8]) -> Vec<Frame> {
        let frames = exchange::split(body, MAX_BODY_FRAMES).expect("frames");
        let answers = frames
            .iter()
            .flat_map(|frame| hub.answer(OWN, frame, NOW_MS));
        answers.skip(1).collect()
    }

    /// The engine speaks with the hub until both are silent.
    fn talk(engine: &mut Engine, hub: &mut Hub) {
        let mut effects = engine.handle(Event::Connected, NOW_MS);
        while let Some(effect) = effects.pop() {
            let events = match effect {
                Effect::Send(frame) => hub
                    .answer(OWN, &frame, NOW_MS)
                    .into_iter()
                    .map(|frame| Event::Received(Box::new(frame)))
                    .collect(),
                Effect::Commit(ticket, _) => vec![Event::Committed(ticket)],
                _ => Vec::new(),
            };
            for event in events {
                effects.extend(engine.handle(event, NOW_MS));
            }
        }
    }

    fn numbered(hub: &Hub) -> Vec<OpId> {
        hub.disk.rows.values().map(|(row, _)| row.id).collect()
    }

    fn own(count: u64) -> Vec<OpId> {
        let rseqs = 1..=count;
        rseqs.map(|rseq| OpId { replica: OWN, rseq }).collect()
    }

    #[test]
    fn there_is_nothing_where_nothing_waits() {
        let (mut engine, mut hub) = (engine(), Hub::new(None));
        assert_eq!(engine.outbox(), b"");
        write(&mut engine, 2, 1);
        assert_ne!(engine.outbox(), b"");
        talk(&mut engine, &mut hub);
        assert_eq!(engine.outbox(), b"");
    }

    #[test]
    fn what_is_not_stored_yet_is_not_in_it() {
        let mut engine = engine();
        let mut author = engine.author();
        let change = Change::new(EntityType(1), EntityId([9; 16]), Kind::Delete);
        let ops = author.write(NOW_MS, vec![change]);
        let ops = ops.into_iter().map(|op| Stored::seal(op).expect("an op"));
        let (ticket, _) = engine.write(author, ops.collect()).expect("up to date");
        assert_eq!(engine.outbox(), b"");
        engine.handle(Event::Committed(ticket), NOW_MS);
        assert_ne!(engine.outbox(), b"");
    }

    #[test]
    fn what_is_sent_by_another_and_by_the_engine_counts_once() {
        let (mut engine, mut hub) = (engine(), Hub::new(None));
        write(&mut engine, 3, 1);
        let body = engine.outbox();
        assert!(matches!(send(&mut hub, &body)[..], [Frame::Accepted(_)]));
        assert_eq!(numbered(&hub), own(3));
        // Of its answer the engine hears nothing, and a person goes on meanwhile.
        write(&mut engine, 2, 1);
        let later = engine.outbox();
        talk(&mut engine, &mut hub);
        assert_eq!(numbered(&hub), own(5));
        assert_eq!(engine.author().replica, OWN, "it is no fork");
        assert_eq!((engine.status().waiting, engine.is_over()), (0, false));
        // Late ones change nothing.
        for late in [body, later] {
            assert!(matches!(send(&mut hub, &late)[..], [Frame::Accepted(_)]));
        }
        assert_eq!(numbered(&hub), own(5));
    }

    #[test]
    fn a_request_carries_the_oldest_ops_and_no_more_than_it_may() {
        let (mut engine, mut hub) = (engine(), Hub::new(None));
        for _ in 0..700 {
            write(&mut engine, 1, MAX_TEXT);
        }
        let body = engine.outbox();
        assert!(
            (MAX_BODY / 2..=MAX_BODY).contains(&body.len()),
            "{}",
            body.len()
        );
        send(&mut hub, &body);
        let first = numbered(&hub);
        assert!(first.len() < 700 && first == own(first.len() as u64));
        talk(&mut engine, &mut hub);
        assert_eq!(numbered(&hub), own(700));
    }

    #[test]
    fn whom_the_hub_does_not_want_has_nothing_to_send() {
        let mut engine = engine();
        write(&mut engine, 1, 1);
        engine.handle(Event::Connected, NOW_MS);
        let refused = Frame::Refused(Refusal::Revoked);
        engine.handle(Event::Received(Box::new(refused)), NOW_MS);
        assert_eq!(engine.status().attention, Some(Attention::Revoked));
        assert_eq!(engine.outbox(), b"");
    }
}
