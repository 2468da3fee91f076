//! Who may do what, over requests and over a socket, at a real server: every op that the
//! policy can tell apart and every route, for each role and for everybody who has none.
//!
//! What is expected of an op is asked of [`pantry::policy`], whose own tests hold it against
//! its rules; here it must be what a server does, the same over both ways, and what it
//! refused must be nowhere. `LARDER_MATRIX=full` asks of every field instead of some.

mod api;
mod cases;
mod people;
mod rights;
mod routes;
mod way;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use pantry::policy::{self, Role};
use sync::exchange::{Frame, Push, Refusal, Rejection};
use sync::{EntityId, EntityType, OpId, ReplicaId};

use super::phone::Api;
use crate::support::server::Server;
use cases::Written;
use people::{House, Person};
use way::{Answer, Talk, Way};

/// Ops in a request of somebody who is not let in: the server does not read it to its end,
/// and with more it would end the connection before the answer is read.
const AT_ONCE: usize = 40;

/// What the server knows of the entities, said by whoever seeded them.
struct Known {
    types: BTreeMap<EntityId, EntityType>,
    own: ReplicaId,
}

impl policy::Lookup for Known {
    fn is_own(&self, replica: ReplicaId) -> bool {
        self.own == replica
    }

    fn entity_type(&self, entity: EntityId) -> Option<EntityType> {
        self.types.get(&entity).copied()
    }
}

#[tokio::test]
async fn every_role_may_write_what_the_policy_says_over_both_ways() -> Result<()> {
    let server = Server::start()?;
    let mut verdicts = Vec::new();
    for way in [Way::Requests, Way::Socket] {
        let house = House::found(&server, way.number()).await?;
        verdicts.push(judge_all(&house, way).await?);
    }
    let [requests, socket] = &verdicts[..] else {
        bail!("two ways");
    };
    ensure!(requests == socket, "the two ways answer differently");
    let judged: usize = requests.values().map(BTreeMap::len).sum();
    println!("{judged} ops judged over each way");
    ensure!(judged > 10_000, "only {judged} ops were judged");
    Ok(())
}

/// Verdicts by role and by case.
type Verdicts = BTreeMap<&'static str, BTreeMap<String, Option<Rejection>>>;

/// Every role writes every case in one household; the verdicts are the policy's, and what
/// is there afterwards is what was accepted.
async fn judge_all(house: &House, way: Way) -> Result<Verdicts> {
    let mut keeper = Talk::open(way, house, &house.keeper).await?;
    let seeds = cases::seeds(house);
    keeper.push_all(house, &seeds).await?;
    let mut there: BTreeSet<OpId> = ids(&seeds);
    let types: BTreeMap<EntityId, EntityType> = seeds
        .ops
        .iter()
        .map(|(_, stored)| (stored.op().entity, stored.op().entity_type))
        .collect();
    let mut verdicts = Verdicts::new();
    for role in Role::ALL {
        let person = house.of(role)?;
        let mut talk = Talk::open(way, house, person).await?;
        let written = cases::all(house, person)?;
        let rejected = talk.push_all(house, &written).await?;
        let known = Known {
            types: types.clone(),
            own: person.replica,
        };
        verdicts.insert(role.id(), check(role, &written, &rejected, &known)?);
        let accepted = ids(&written).into_iter();
        there.extend(accepted.filter(|id| !rejected.contains_key(&id.rseq)));
        ensure!(
            talk.reads(house).await? == there,
            "{role} reads something else by {way:?} than what was accepted"
        );
    }
    ensure!(keeper.reads(house).await? == there);
    Ok(verdicts)
}

fn ids(written: &Written) -> BTreeSet<OpId> {
    let ops = written.ops.iter();
    ops.map(|(_, stored)| stored.op().id).collect()
}

/// Compares what was rejected with what the policy says of each op.
fn check(
    role: Role,
    written: &Written,
    rejected: &BTreeMap<u64, Rejection>,
    known: &Known,
) -> Result<BTreeMap<String, Option<Rejection>>> {
    let mut verdicts = BTreeMap::new();
    let mut wrong = Vec::new();
    for (case, stored) in &written.ops {
        let op = stored.op();
        let expected = policy::judge(role, op, known).err();
        let got = rejected.get(&op.id.rseq).copied();
        if expected != got {
            wrong.push(format!("{role} {case}: {got:?} instead of {expected:?}"));
        }
        verdicts.insert(case.clone(), got);
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    cases::check_grants(role, written, rejected)?;
    Ok(verdicts)
}

#[tokio::test]
async fn who_is_not_of_the_household_writes_and_reads_nothing_over_either_way() -> Result<()> {
    // They say everything that there is to say, in pieces.
    let server = Server::start_with(&[("LARDER_PUSHES_A_MINUTE", "1000000")])?;
    for way in [Way::Requests, Way::Socket] {
        let house = House::found(&server, way.number()).await?;
        for mut outsider in house.outsiders(&server).await? {
            let written = cases::all(&house, &outsider)?;
            // Some had a socket before they were shut out.
            let before = way == Way::Socket && outsider.was_in();
            let mut talk = match before {
                true => Some(Talk::open(way, &house, &outsider).await?),
                false => None,
            };
            house.shut_out(&server, &mut outsider).await?;
            if let Some(talk) = &mut talk {
                refuses_all(talk, &house, &written, &outsider).await?;
            }
            let mut talk = Talk::new(way, &house, &outsider);
            refuses_all(&mut talk, &house, &written, &outsider).await?;
        }
        let mut keeper = Talk::open(way, &house, &house.keeper).await?;
        let there = keeper.reads(&house).await?;
        ensure!(there.is_empty(), "{way:?}: {there:?}");
    }
    Ok(())
}

/// Whatever an outsider says, nothing of it is taken and nothing is told.
async fn refuses_all(
    talk: &mut Talk,
    house: &House,
    written: &Written,
    outsider: &Person,
) -> Result<()> {
    let mut said: Vec<Frame> = vec![house.hello(outsider)];
    said.extend(written.batches(house.id, AT_ONCE).map(push));
    said.push(Frame::Pull { after: 0, needs: 0 });
    said.push(Frame::Fetch { of: None, part: 0 });
    for frame in said {
        let is_read = matches!(frame, Frame::Pull { .. } | Frame::Fetch { .. });
        let answer = talk.say_one(frame).await?;
        let is_no = match &answer {
            Answer::Status(status) => *status == 401,
            Answer::Frame(Frame::Refused(
                Refusal::Revoked | Refusal::Malformed | Refusal::NoSnapshot,
            )) => true,
            // The member of another household reads that one, which is empty.
            Answer::Frame(Frame::Page(page)) => {
                is_read && outsider.is_elsewhere() && page.head == 0
            }
            Answer::Frame(_) => false,
        };
        ensure!(is_no, "{}: {answer:?}", outsider.name);
    }
    Ok(())
}

fn push(batch: sync::codec::Batch) -> Frame {
    Frame::Push(Push { batch, limit: None })
}

#[tokio::test]
async fn nobody_speaks_for_another_device_or_household_or_from_the_future() -> Result<()> {
    let server = Server::start()?;
    for way in [Way::Requests, Way::Socket] {
        let house = House::found(&server, way.number()).await?;
        let mut keeper = Talk::open(way, &house, &house.keeper).await?;
        for role in Role::ALL {
            let person = house.of(role)?;
            forge_all(way, &house, person).await?;
        }
        let there = keeper.reads(&house).await?;
        ensure!(there.is_empty(), "{way:?}: {there:?}");
    }
    Ok(())
}

/// One person says what is somebody else's to say.
async fn forge_all(way: Way, house: &House, person: &Person) -> Result<()> {
    let (first, own) = (&house.keeper, person.replica);
    let batch = |household, replica, previous| {
        let mut batch = cases::one(replica, 0)?;
        (batch.household, batch.previous) = (household, previous);
        anyhow::Ok(push(batch))
    };
    let start = sync::digest::Chain::START;
    let elsewhere = sync::codec::HouseholdId([99; 16]);
    let broken = sync::digest::Chain([1; 8]);
    for (what, frame, refusal) in [
        ("another's id", house.hello(first), Refusal::Fork),
        (
            "another's ops",
            batch(house.id, first.replica, start)?,
            Refusal::Malformed,
        ),
        (
            "another household",
            batch(elsewhere, own, start)?,
            Refusal::Malformed,
        ),
        ("another past", batch(house.id, own, broken)?, Refusal::Fork),
    ] {
        let mut talk = Talk::open(way, house, person).await?;
        let answer = talk.say_one(frame).await?;
        let expected = Answer::Frame(Frame::Refused(refusal));
        ensure!(answer == expected, "{} {what}: {answer:?}", person.name);
    }
    from_the_future(way, house, person).await
}

/// An op that claims to have seen more than there is.
async fn from_the_future(way: Way, house: &House, person: &Person) -> Result<()> {
    let mut talk = Talk::open(way, house, person).await?;
    let mut batch = cases::one(person.replica, 1_000)?;
    batch.household = house.id;
    let answer = talk.say_one(push(batch)).await?;
    let Answer::Frame(Frame::Accepted(accepted)) = answer else {
        bail!("{}: {answer:?}", person.name);
    };
    let (_, why) = accepted.rejected.first().context("it was taken in")?;
    ensure!(*why == Rejection::Invalid, "{}: {why:?}", person.name);
    Ok(())
}

/// The client of a server.
fn client(server: &Server) -> Api {
    Api::new(&server.url)
}
