//! A device: the engine with its promises kept, a store in memory, and requests as its
//! way to the server.

use std::collections::VecDeque;

use anyhow::{Context, Result, bail, ensure};
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use sync::codec::{HouseholdId, Stored};
use sync::engine::Event;
use sync::exchange::{self, Frame};
use sync::{Change, ReplicaId};

use device::{Device, Store};

// The simulator's device.
#[path = "../../crates/sync/sim/device.rs"]
#[expect(dead_code, reason = "the simulator uses more of it")]
mod device;
mod work {
    pub const SCHEMA: u32 = 1;
}

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

    async fn json(&self, path: &str, token: &str, body: Value) -> Result<Value> {
        let bytes = body.to_string().into_bytes();
        let answer = self.post(path, token, "application/json", bytes).await?;
        Ok(serde_json::from_slice(&answer)?)
    }

    async fn post(&self, path: &str, token: &str, kind: &str, body: Vec<u8>) -> Result<Vec<u8>> {
        let mut request = Request::post(format!("{}/api/v1/{path}", self.url));
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let request = request
            .header("content-type", kind)
            .body(Full::from(body))?;
        let response = self.http.request(request).await?;
        let status = response.status();
        let bytes = response.into_body().collect().await?.to_bytes();
        let is_well = matches!(status, StatusCode::OK | StatusCode::CREATED);
        ensure!(
            is_well,
            "{path}: {status} {}",
            String::from_utf8_lossy(&bytes)
        );
        Ok(bytes.to_vec())
    }

    /// Says frames in one request, after a hello; its answers come first.
    pub async fn say(&self, token: &str, frames: &[Frame]) -> Result<Vec<Frame>> {
        let body = exchange::join(frames)?;
        let answer = self
            .post("sync", token, "application/cbor-seq", body)
            .await?;
        Ok(exchange::split(&answer, 1_000)?)
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
}

impl Phone {
    /// A new one.
    pub fn new(number: u64, token: String) -> Self {
        Self {
            device: Device::new(Store::new(HOUSEHOLD, ReplicaId(number)), number),
            token,
            hello: None,
        }
    }

    /// A person does something; it is on the device's disk afterwards.
    pub fn act(&mut self, change: Change, now_ms: i64) -> Result<()> {
        let mut author = self.device.engine.author();
        let ops = author.write(self.device.engine.hub_ms(now_ms), vec![change]);
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
                self.device
                    .handle(Event::Received(Box::new(answer)), now_ms);
            }
        }
        bail!("the exchange comes to no end");
    }
}
