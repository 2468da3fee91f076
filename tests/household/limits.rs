//! Who asks for too much is told when to come again, and keeps what it wanted to send.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use futures_util::StreamExt;
use sync::codec::{Batch, Stored};
use sync::digest::Chain;
use sync::exchange::{Frame, Hello, PROTOCOL, Push, Refusal, Rejection};
use sync::{Author, Change, EntityId, EntityType, Field, Kind, ReplicaId, Value};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Error;

use super::now_ms;
use super::phone::{Api, HOUSEHOLD};
use super::socket;
use crate::support::server::Server;

/// Far more than a server on this machine takes.
const PATIENCE: Duration = Duration::from_secs(10);

/// A device that writes as much as it likes.
struct Flood {
    author: Author,
    chain: Chain,
}

impl Flood {
    fn new(replica: u64) -> Self {
        Self {
            author: Author::new(ReplicaId(replica)),
            chain: Chain::START,
        }
    }

    fn hello(&self) -> Frame {
        Frame::Hello(Hello {
            protocol: PROTOCOL,
            schema: 1,
            household: HOUSEHOLD,
            replica: self.author.replica,
            epoch: None,
            cursor: 0,
            needs: 0,
        })
    }

    /// So many ops, an action each.
    fn push(&mut self, count: usize, kind: &Kind) -> Result<Frame> {
        let first_rseq = self.author.next_rseq;
        let previous = self.chain;
        let mut ops = Vec::new();
        for _ in 0..count {
            let change = Change::new(EntityType(2), EntityId([9; 16]), kind.clone());
            let op = self.author.write(now_ms(), vec![change]);
            let stored = Stored::seal(op.into_iter().next().context("an op")?)?;
            self.chain = self.chain.next(stored.hash());
            ops.push(Ok(stored));
        }
        let batch = Batch {
            household: HOUSEHOLD,
            replica: self.author.replica,
            first_rseq,
            schema: 1,
            epoch: None,
            previous,
            ops,
        };
        Ok(Frame::Push(Push { batch, limit: None }))
    }
}

#[tokio::test]
async fn a_device_that_pushes_too_often_is_told_when_to_come_again() -> Result<()> {
    let server = Server::start_with(&[("LARDER_PUSHES_A_MINUTE", "3")])?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let other = api.join(&owner, "member").await?;
    let mut flood = Flood::new(1);
    for _ in 0..3 {
        let said = [flood.hello(), flood.push(1, &Kind::Delete)?];
        ensure!(api.is_too_much(&owner, &said).await?.is_none());
    }
    let said = [flood.hello(), flood.push(1, &Kind::Delete)?];
    let wait = api.is_too_much(&owner, &said).await?;
    ensure!(
        wait.is_some_and(|wait| (1..=21).contains(&wait)),
        "{wait:?}"
    );
    // Reading goes on, and so does everybody else.
    let pull = Frame::Pull { after: 0, needs: 0 };
    let read = [flood.hello(), pull];
    ensure!(api.is_too_much(&owner, &read).await?.is_none());
    let mut calm = Flood::new(2);
    let said = [calm.hello(), calm.push(1, &Kind::Delete)?];
    ensure!(api.is_too_much(&other, &said).await?.is_none());
    // Over a socket the same device is as much over its limit.
    let mut socket = socket::open(&server.url, &owner).await?;
    socket::say(&mut socket, &flood.hello()).await?;
    socket::hear(&mut socket).await?;
    socket::say(&mut socket, &flood.push(1, &Kind::Delete)?).await?;
    let refused = socket::hear(&mut socket).await?;
    ensure!(
        matches!(refused, Frame::Refused(Refusal::Busy { retry_ms: 1.. })),
        "{refused:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_member_has_so_many_sockets_and_a_device_one() -> Result<()> {
    let server = Server::start_with(&[("LARDER_SOCKETS_A_MEMBER", "1")])?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let tablet = api.join(&owner, "owner").await?;
    let guest = api.join(&owner, "member").await?;
    // The first two devices are one person's.
    let same = "UPDATE device SET member = (SELECT id FROM member WHERE role = 1 LIMIT 1) \
        WHERE member IN (SELECT id FROM member WHERE role = 1)";
    server.alter(same).await?;
    let mut lost = socket::open(&server.url, &owner).await?;
    let full = socket::open(&server.url, &tablet).await;
    let is_full = matches!(&full, Err(Error::Http(answer)) if answer.status() == 429
        && answer.headers().contains_key("retry-after"));
    ensure!(is_full, "a second device got a socket");
    let _other = socket::open(&server.url, &guest).await?;
    // A device whose way broke comes again long before the server knows of it.
    let _again = socket::open(&server.url, &owner).await?;
    let ended = timeout(PATIENCE, lost.next()).await?;
    ensure!(
        !matches!(ended, Some(Ok(ref message)) if !message.is_close()),
        "{ended:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_full_household_takes_deletes_alone() -> Result<()> {
    let server = Server::start_with(&[("LARDER_HOUSEHOLD_MIB", "1")])?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let text = Value::from("x".repeat(2_000).as_str());
    let note = Kind::Put(BTreeMap::from([(Field(5), text)]));
    let mut flood = Flood::new(1);
    let mut taken = 0;
    // A push is some 210 kB: the fifth does not fit whole.
    for number in 0..5 {
        let said = [flood.hello(), flood.push(100, &note)?];
        let rejected = rejected(&api, &owner, &said).await?;
        let is_full = rejected.len() == 100 && rejected.iter().all(|why| *why == Rejection::Full);
        ensure!(is_full || rejected.is_empty(), "{rejected:?}");
        ensure!(is_full == (number == 4), "after {taken} ops");
        taken += 100 - rejected.len();
    }
    let said = [flood.hello(), flood.push(1, &Kind::Delete)?];
    ensure!(rejected(&api, &owner, &said).await?.is_empty());
    Ok(())
}

async fn rejected(api: &Api, token: &str, said: &[Frame]) -> Result<Vec<Rejection>> {
    let answers = api.say(token, said).await?;
    match answers.into_iter().next_back() {
        Some(Frame::Accepted(accepted)) => {
            let rejected = accepted.rejected.into_iter();
            Ok(rejected.map(|(_, why)| why).collect())
        }
        other => anyhow::bail!("{other:?}"),
    }
}
