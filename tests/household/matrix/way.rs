//! The two ways to a server, each a conversation of one person's device.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use sync::OpId;
use sync::codec::MAX_BATCH_OPS;
use sync::exchange::{Frame, Rejection};
use tokio_tungstenite::tungstenite::Error;

use super::cases::Written;
use super::people::{House, Person};
use crate::household::phone::Api;
use crate::household::socket::{self, Socket};

/// How a device talks to the server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// `POST /api/v1/sync`.
    Requests,
    /// `GET /api/v1/sync/socket`.
    Socket,
}

/// What came back.
#[derive(PartialEq, Debug)]
pub enum Answer {
    /// The last frame of an answer.
    Frame(Frame),
    /// No conversation at all.
    Status(u16),
}

/// One person's conversation.
pub struct Talk {
    way: Way,
    api: Api,
    token: String,
    hello: Frame,
    socket: Option<Socket>,
}

impl Way {
    /// The number of the household in which it is tried.
    pub fn number(self) -> u8 {
        match self {
            Self::Requests => 7,
            Self::Socket => 8,
        }
    }
}

impl Talk {
    /// A conversation in which nothing was said.
    pub fn new(way: Way, house: &House, person: &Person) -> Self {
        Self {
            way,
            api: house.api.clone(),
            token: person.token.clone(),
            hello: house.hello(person),
            socket: None,
        }
    }

    /// A conversation in which the hello was answered.
    pub async fn open(way: Way, house: &House, person: &Person) -> Result<Self> {
        let mut talk = Self::new(way, house, person);
        let hello = talk.hello.clone();
        let answer = talk.say_one(hello).await?;
        let is_welcome = matches!(answer, Answer::Frame(Frame::Welcome(_)));
        ensure!(is_welcome, "{}: {answer:?}", person.name);
        Ok(talk)
    }

    /// Says one frame; over requests each has the hello before it.
    pub async fn say_one(&mut self, frame: Frame) -> Result<Answer> {
        match self.way {
            Way::Requests => self.request(frame).await,
            Way::Socket => self.message(frame).await,
        }
    }

    async fn request(&self, frame: Frame) -> Result<Answer> {
        let frames = match frame {
            Frame::Hello(_) => vec![frame],
            _ => vec![self.hello.clone(), frame],
        };
        let (status, answers) = self.api.try_say(&self.token, &frames).await?;
        Ok(match answers.into_iter().next_back() {
            Some(frame) => Answer::Frame(frame),
            None => Answer::Status(status),
        })
    }

    async fn message(&mut self, frame: Frame) -> Result<Answer> {
        if self.socket.is_none() {
            match socket::open(&self.api.url, &self.token).await {
                Ok(opened) => self.socket = Some(opened),
                Err(Error::Http(answer)) => return Ok(Answer::Status(answer.status().as_u16())),
                Err(error) => return Err(error.into()),
            }
        }
        let socket = self.socket.as_mut().context("a socket")?;
        socket::say(socket, &frame).await?;
        loop {
            match socket::hear(socket).await? {
                // Others write in the same household.
                Frame::Poke { .. } => {}
                answer => return Ok(Answer::Frame(answer)),
            }
        }
    }

    /// Sends all of it, and tells what was rejected.
    pub async fn push_all(
        &mut self,
        house: &House,
        written: &Written,
    ) -> Result<BTreeMap<u64, Rejection>> {
        let mut rejected = BTreeMap::new();
        let batches: Vec<_> = written.batches(house.id, MAX_BATCH_OPS).collect();
        for batch in batches {
            match self.say_one(super::push(batch)).await? {
                Answer::Frame(Frame::Accepted(accepted)) => rejected.extend(accepted.rejected),
                other => bail!("{other:?}"),
            }
        }
        Ok(rejected)
    }

    /// Every op that it gets to read.
    pub async fn reads(&mut self, house: &House) -> Result<BTreeSet<OpId>> {
        let mut there = BTreeSet::new();
        let mut after = 0;
        loop {
            match self.say_one(Frame::Pull { after, needs: 0 }).await? {
                Answer::Frame(Frame::Page(page)) => {
                    after += page.rows.len() as u64;
                    there.extend(page.rows.iter().map(|row| row.id));
                    ensure!(!page.rows.is_empty() || after == page.head);
                    if after == page.head {
                        return Ok(there);
                    }
                }
                other => bail!("{:?}: {other:?}", house.id),
            }
        }
    }
}
