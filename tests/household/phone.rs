//! A device: the engine with its promises kept, a store in memory, and requests as its
//! way to the server.

use std::collections::VecDeque;

use anyhow::{Context, Result, bail, ensure};
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use sync::codec::{HouseholdId, Stored};
use sync::engine::Event;
use sync::exchange::{self, Frame, Refusal};
use sync::{Change, ReplicaId};

use device::{Device, Store};

mod line;

// The simulator's device, and what its people do.
#[path = "../../crates/sync/sim/device.rs"]
#[expect(dead_code, reason = "the simulator uses more of it")]
mod device;
#[path = "../../crates/sync/sim/random.rs"]
pub mod random;
#[path = "../../crates/sync/sim/work.rs"]
pub mod work;

type Http = Client<HttpConnector, Full<bytes::Bytes>>;

/// The household of all tests.
pub const HOUSEHOLD: HouseholdId = HouseholdId([7; 16]);

/// A client of the API.
#[derive(Clone)]
pub struct Api {
    http: Http,
    /// Where the server is now.
    pub url: String,
}

impl Api {
    /// A client for a server.
    pub fn new(url: &str) -> Self {
        Self {
            http: Client::builder(TokioExecutor::new()).build_http(),
            url: url.to_owned(),
        }
    }

    /// Founds the household; the owner's token.
    pub async fn found(&self) -> Result<String> {
        let household = "07".repeat(16);
        let body = json!({ "household": household, "device": "Kitchen" });
        token(&self.json("households", "", body).await?)
    }

    /// Invites someone and lets them in; their token.
    pub async fn join(&self, owner: &str, role: &str) -> Result<String> {
        let invited = self
            .json("invitations", owner, json!({ "role": role }))
            .await?;
        let body = json!({ "code": invited["code"], "device": "Phone" });
        token(&self.json("join", "", body).await?)
    }

    /// Asks for something with JSON, of which the answer is some.
    pub async fn json(&self, path: &str, token: &str, body: Value) -> Result<Value> {
        let bytes = body.to_string().into_bytes();
        let answer = self.post(path, token, "application/json", bytes).await?;
        Ok(serde_json::from_slice(&answer)?)
    }

    async fn post(&self, path: &str, token: &str, kind: &str, body: Vec<u8>) -> Result<Vec<u8>> {
        let (status, bytes) = self.ask("POST", path, token, kind, body).await?;
        ensure!(
            matches!(status, 200 | 201),
            "{path}: {status} {}",
            String::from_utf8_lossy(&bytes)
        );
        Ok(bytes)
    }

    /// How long the answer to a push says that it is to be waited for, in seconds; `None` if
    /// it was taken.
    pub async fn is_too_much(&self, token: &str, frames: &[Frame]) -> Result<Option<u64>> {
        let request = Request::post(format!("{}/api/v1/sync", self.url))
            .header("authorization", format!("Bearer {token}"))
            .body(Full::from(exchange::join(frames)?))?;
        let response = self.http.request(request).await?;
        match response.status().as_u16() {
            200 => Ok(None),
            429 => {
                let after = response.headers().get("retry-after");
                let after = after.context("a 429 that does not say when to come again")?;
                Ok(Some(after.to_str()?.parse()?))
            }
            other => bail!("{other}"),
        }
    }

    /// Writes with an idempotency key; the status and what came with it.
    pub async fn once(
        &self,
        path: &str,
        token: &str,
        key: &str,
        body: Vec<u8>,
    ) -> Result<(u16, Vec<u8>)> {
        let request = Request::post(format!("{}/api/v1/{path}", self.url))
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .body(Full::from(body))?;
        let response = self.http.request(request).await?;
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await?.to_bytes();
        Ok((status, bytes.to_vec()))
    }

    /// Asks the API for anything; the status and what came with it.
    pub async fn ask(
        &self,
        method: &str,
        path: &str,
        token: &str,
        kind: &str,
        body: Vec<u8>,
    ) -> Result<(u16, Vec<u8>)> {
        let path = format!("api/v1/{path}");
        self.ask_at(method, &path, token, kind, body).await
    }

    /// The same at any path of the server.
    pub async fn ask_at(
        &self,
        method: &str,
        path: &str,
        token: &str,
        kind: &str,
        body: Vec<u8>,
    ) -> Result<(u16, Vec<u8>)> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}/{path}", self.url));
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if !kind.is_empty() {
            request = request.header("content-type", kind);
        }
        let response = self.http.request(request.body(Full::from(body))?).await?;
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await?.to_bytes();
        Ok((status, bytes.to_vec()))
    }

    /// Says frames in one request, after a hello; its answers come first.
    pub async fn say(&self, token: &str, frames: &[Frame]) -> Result<Vec<Frame>> {
        let (status, answers) = self.try_say(token, frames).await?;
        ensure!(status == 200, "sync: {status}");
        Ok(answers)
    }

    /// The same, whatever comes of it: no frames with any status but 200.
    pub async fn try_say(&self, token: &str, frames: &[Frame]) -> Result<(u16, Vec<Frame>)> {
        let body = exchange::join(frames)?;
        let kind = "application/cbor-seq";
        let (status, answer) = self.ask("POST", "sync", token, kind, body).await?;
        let answers = match status {
            200 => exchange::split(&answer, 1_000)?,
            _ => Vec::new(),
        };
        Ok((status, answers))
    }
}

fn token(answer: &Value) -> Result<String> {
    let token = answer["token"]
        .as_str()
        .context("an answer without a token")?;
    Ok(token.to_owned())
}

/// A device with its token.
pub struct Phone {
    /// The device.
    pub device: Device,
    token: String,
    /// What each request begins with.
    hello: Option<Frame>,
    /// What the server would not do, in the order in which it said so.
    pub refusals: Vec<Refusal>,
}

impl Phone {
    /// A new one.
    pub fn new(number: u64, token: String) -> Self {
        Self {
            device: Device::new(Store::new(HOUSEHOLD, ReplicaId(number)), number),
            token,
            hello: None,
            refusals: Vec::new(),
        }
    }

    /// A person does something; it is on the device's disk afterwards.
    pub fn act(&mut self, change: Change, now_ms: i64) -> Result<()> {
        self.act_all(vec![change], now_ms)
    }

    /// The same with several changes in one action.
    pub fn act_all(&mut self, changes: Vec<Change>, now_ms: i64) -> Result<()> {
        let mut author = self.device.engine.author();
        let shown_ms = now_ms + self.device.off_ms;
        let ops = author.write(self.device.engine.hub_ms(shown_ms), changes);
        let stored: Result<Vec<Stored>, _> = ops.into_iter().map(Stored::seal).collect();
        let stored = stored?;
        for op in &stored {
            self.device.state.apply(op.op(), None);
        }
        let commit = self.device.engine.write(author, stored)?;
        self.device.storing.push_back(commit);
        self.store(now_ms);
        Ok(())
    }

    fn store(&mut self, now_ms: i64) {
        while self.device.store_one(now_ms) {}
    }

    /// Says hello and goes on until there is nothing more to say.
    ///
    /// # Errors
    ///
    /// If the server does not answer: the device is offline then.
    pub async fn exchange(&mut self, api: &Api, now_ms: i64) -> Result<()> {
        self.device.disconnect();
        self.device.handle(Event::Disconnected, now_ms);
        self.device.connected = true;
        self.device.handle(Event::Connected, now_ms);
        let done = self.talk(api, now_ms).await;
        if done.is_err() {
            self.device.disconnect();
            self.device.handle(Event::Disconnected, now_ms);
        }
        done
    }

    async fn talk(&mut self, api: &Api, now_ms: i64) -> Result<()> {
        // A household of these tests is caught up with long before.
        for _ in 0..1_000 {
            self.store(now_ms);
            let said: VecDeque<Frame> = std::mem::take(&mut self.device.to_hub);
            let Some(first) = said.front().cloned() else {
                return Ok(());
            };
            let mut frames = Vec::from(said);
            let greets = matches!(first, Frame::Hello(_));
            if greets {
                self.hello = Some(first);
            } else {
                frames.insert(0, self.hello.clone().context("nobody said hello")?);
            }
            let answers = api.say(&self.token, &frames).await?;
            for answer in answers.into_iter().skip(usize::from(!greets)) {
                if let Frame::Refused(refusal) = answer {
                    self.refusals.push(refusal);
                }
                self.device
                    .handle(Event::Received(Box::new(answer)), now_ms);
            }
        }
        bail!("the exchange comes to no end");
    }
}
