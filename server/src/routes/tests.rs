//! The API as devices use it.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use pantry::op::{Reason, entity, item};
use serde_json::{Value as Json, json};
use sync::codec::HouseholdId;
use sync::exchange::{self, Frame, Hello, PROTOCOL, Refusal};
use sync::{
    Author, Change, EntityId, EntityType, Kind, OpId, ReplicaId, Scope, Target, UndoState, Value,
    codec,
};
use tower::ServiceExt;

use crate::blobs::Blobs;
use crate::db::{self, Db};
use crate::routes;
use crate::site::Site;
use crate::state::AppState;
use crate::transport::Transport;

pub(crate) const HOUSEHOLD: &str = "07070707070707070707070707070707";

/// The routes over a database of their own.
pub(crate) struct Api {
    router: Router,
    /// What it keeps, for a test to change as nobody can ask it to.
    pub(crate) db: Db,
    folder: tempfile::TempDir,
}

async fn state(folder: &std::path::Path) -> AppState {
    let db = db::testing::open(folder).await.expect("a database");
    let blobs = Blobs::new(db.clone(), folder, 1 << 20);
    AppState::new(db, Site::example(), Transport::on_this_machine(), blobs)
}

impl Api {
    pub(crate) async fn new() -> Self {
        Self::with(|state| state).await
    }

    /// With a state of its own.
    pub(crate) async fn with(adjust: impl FnOnce(AppState) -> AppState) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let state = state(folder.path()).await;
        Self {
            db: state.db.clone(),
            router: routes::router(adjust(state)),
            folder,
        }
    }

    /// The server is started anew on the same data.
    pub(crate) async fn start_again(&mut self) {
        let state = state(self.folder.path()).await;
        self.db = state.db.clone();
        self.router = routes::router(state);
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> (StatusCode, Response<Body>) {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        (response.status(), response)
    }

    async fn json(&self, path: &str, token: Option<&str>, body: Json) -> (StatusCode, Json) {
        let mut request = Request::post(path).header("content-type", "application/json");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let request = request
            .body(Body::from(body.to_string()))
            .expect("a request");
        let (status, response) = self.ask(request).await;
        let bytes = to_bytes(response.into_body(), 1 << 20)
            .await
            .expect("a body");
        let value = serde_json::from_slice(&bytes).unwrap_or(Json::Null);
        (status, value)
    }

    pub(crate) async fn found(&self) -> String {
        self.found_as(HOUSEHOLD).await
    }

    /// Founds a household of this id; its owner's token.
    pub(crate) async fn found_as(&self, household: &str) -> String {
        let body = json!({ "household": household, "device": "Kitchen" });
        let (status, answer) = self.json("/api/v1/households", None, body).await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        answer["token"].as_str().expect("a token").to_owned()
    }

    pub(crate) async fn join(&self, owner: &str, role: &str) -> String {
        let invite = json!({ "role": role });
        let (_, invited) = self.json("/api/v1/invitations", Some(owner), invite).await;
        let join = json!({ "code": invited["code"], "device": "Phone" });
        let (status, joined) = self.json("/api/v1/join", None, join).await;
        assert_eq!(
            (status, joined["role"].as_str()),
            (StatusCode::OK, Some(role))
        );
        joined["token"].as_str().expect("a token").to_owned()
    }

    /// Who and what is in the household of a device.
    pub(crate) async fn household(&self, token: &str) -> Json {
        let request =
            Request::get("/api/v1/household").header("authorization", format!("Bearer {token}"));
        let request = request.body(Body::empty()).expect("a request");
        let (_, response) = self.ask(request).await;
        let bytes = to_bytes(response.into_body(), 1 << 20)
            .await
            .expect("a body");
        serde_json::from_slice(&bytes).expect("an object")
    }

    pub(crate) async fn say(
        &self,
        token: &str,
        frames: &[Frame],
    ) -> Result<Vec<Frame>, StatusCode> {
        let body = exchange::join(frames).expect("within the limits");
        let request =
            Request::post("/api/v1/sync").header("authorization", format!("Bearer {token}"));
        let request = request.body(Body::from(body)).expect("a request");
        let (status, response) = self.ask(request).await;
        if status != StatusCode::OK {
            return Err(status);
        }
        let bytes = to_bytes(response.into_body(), 1 << 24)
            .await
            .expect("a body");
        Ok(exchange::split(&bytes, 100).expect("frames"))
    }
}

pub(crate) fn hello(household: u8, replica: u64) -> Frame {
    Frame::Hello(Hello {
        protocol: PROTOCOL,
        schema: 1,
        household: HouseholdId([household; 16]),
        replica: ReplicaId(replica),
        epoch: None,
        cursor: 0,
        needs: 0,
    })
}

fn push(replica: u64) -> Frame {
    let fields = [(item::NAME, Value::from("Milk"))];
    let kind = Kind::Put(fields.into_iter().collect());
    push_all(replica, entity::ITEM, vec![kind])
}

/// Each kind as an action of its own, on one entity.
fn push_all(replica: u64, on: EntityType, kinds: Vec<Kind>) -> Frame {
    let mut author = Author::new(ReplicaId(replica));
    let ops = kinds.into_iter().flat_map(|kind| {
        let change = Change::new(on, EntityId([9; 16]), kind);
        author.write(crate::clock::now_ms(), vec![change])
    });
    let ops = ops.map(|op| Ok(codec::Stored::seal(op).expect("an op")));
    let batch = codec::Batch {
        household: HouseholdId([7; 16]),
        replica: ReplicaId(replica),
        first_rseq: 1,
        schema: 1,
        epoch: None,
        previous: Default::default(),
        ops: ops.collect(),
    };
    Frame::Push(exchange::Push { batch, limit: None })
}

#[tokio::test]
async fn what_one_device_sends_another_one_of_the_household_gets() {
    let api = Api::new().await;
    let owner = api.found().await;
    let member = api.join(&owner, "member").await;
    let said = api
        .say(&owner, &[hello(7, 1), push(1)])
        .await
        .expect("answers");
    assert!(
        matches!(&said[..], [Frame::Welcome(_), Frame::Accepted(accepted)] if accepted.head == 1),
        "{said:?}"
    );
    let pull = Frame::Pull { after: 0, needs: 0 };
    let got = api
        .say(&member, &[hello(7, 2), pull])
        .await
        .expect("answers");
    assert!(
        matches!(&got[..], [Frame::Welcome(_), Frame::Page(page)] if page.rows.len() == 1),
        "{got:?}"
    );
}

#[tokio::test]
async fn who_may_only_look_writes_nothing() {
    let api = Api::new().await;
    let owner = api.found().await;
    let viewer = api.join(&owner, "viewer").await;
    let said = api
        .say(&viewer, &[hello(7, 2), push(2)])
        .await
        .expect("answers");
    assert!(
        matches!(&said[..], [_, Frame::Accepted(accepted)] if accepted.rejected.len() == 1),
        "{said:?}"
    );
}

#[tokio::test]
async fn nobody_takes_part_without_a_token_or_after_it_was_revoked() {
    let api = Api::new().await;
    let owner = api.found().await;
    let member = api.join(&owner, "member").await;
    assert_eq!(
        api.say("no token", &[hello(7, 1)]).await,
        Err(StatusCode::UNAUTHORIZED)
    );
    let household = api.household(&owner).await;
    let devices = household["devices"].as_array().expect("a list");
    let other = devices
        .iter()
        .find(|device| device["this"] == false)
        .expect("the phone");
    let path = format!("/api/v1/devices/{}", other["id"].as_str().expect("an id"));
    let revoke = Request::delete(path).header("authorization", format!("Bearer {owner}"));
    let (status, _) = api
        .ask(revoke.body(Body::empty()).expect("a request"))
        .await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(
        api.say(&member, &[hello(7, 2)]).await,
        Err(StatusCode::UNAUTHORIZED)
    );
}

#[tokio::test]
async fn the_household_says_who_writes_under_which_id_even_when_shut_out() {
    let api = Api::new().await;
    let owner = api.found().await;
    let member = api.join(&owner, "member").await;
    api.say(&owner, &[hello(7, 1)]).await.expect("answers");
    api.say(&member, &[hello(7, 2)]).await.expect("answers");
    let told = api.household(&owner).await["writers"].clone();
    let writers = told.as_array().expect("a list");
    let of = |replica: &str| {
        let found = writers.iter().find(|writer| writer["replica"] == replica);
        found.expect("it writes").clone()
    };
    assert_eq!(of("0000000000000001")["this"], true);
    assert_eq!(of("0000000000000002")["this"], false);
    assert_eq!(writers.len(), 2);
    let devices = api.household(&owner).await["devices"].clone();
    let devices = devices.as_array().expect("a list");
    let other = devices.iter().find(|device| device["this"] == false);
    let other = other.expect("the phone");
    assert_eq!(other["name"], of("0000000000000002")["name"]);
    let path = format!("/api/v1/devices/{}", other["id"].as_str().expect("an id"));
    let revoke = Request::delete(path).header("authorization", format!("Bearer {owner}"));
    api.ask(revoke.body(Body::empty()).expect("a request"))
        .await;
    assert_eq!(api.household(&owner).await["writers"], told);
}

#[tokio::test]
async fn a_device_speaks_for_itself_and_its_household_alone() {
    let api = Api::new().await;
    let owner = api.found().await;
    let member = api.join(&owner, "member").await;
    api.say(&owner, &[hello(7, 1)]).await.expect("answers");
    for (frames, refusal) in [
        (vec![hello(7, 1)], Refusal::Fork),
        (vec![hello(8, 2)], Refusal::Revoked),
        (vec![push(2)], Refusal::Malformed),
        (vec![hello(7, 2), push(3)], Refusal::Malformed),
    ] {
        let said = api.say(&member, &frames).await.expect("answers");
        assert_eq!(said.last(), Some(&Frame::Refused(refusal)), "{frames:?}");
    }
}

#[tokio::test]
async fn a_page_gets_a_cookie_that_counts_for_its_own_requests_alone() {
    let api = Api::new().await;
    let body = json!({ "household": HOUSEHOLD, "device": "Kitchen" }).to_string();
    let request = Request::post("/api/v1/households")
        .header("content-type", "application/json")
        .header("sec-fetch-site", "same-origin");
    let (status, response) = api
        .ask(request.body(Body::from(body)).expect("a request"))
        .await;
    assert_eq!(status, StatusCode::CREATED);
    let cookie = response.headers()["set-cookie"]
        .to_str()
        .expect("text")
        .to_owned();
    assert!(
        cookie.contains("Secure; HttpOnly; SameSite=Strict"),
        "{cookie}"
    );
    let bytes = to_bytes(response.into_body(), 1 << 20)
        .await
        .expect("a body");
    let answer: Json = serde_json::from_slice(&bytes).expect("an object");
    assert_eq!(answer["token"], Json::Null);
    let pair = cookie.split(';').next().expect("a pair");
    for (site, expected) in [
        ("same-origin", StatusCode::OK),
        ("same-site", StatusCode::FORBIDDEN),
        ("cross-site", StatusCode::FORBIDDEN),
    ] {
        let request = Request::get("/api/v1/household")
            .header("cookie", format!("a=b; {pair}"))
            .header("sec-fetch-site", site);
        let (status, _) = api
            .ask(request.body(Body::empty()).expect("a request"))
            .await;
        assert_eq!(status, expected, "{site}");
    }
}

#[tokio::test]
async fn what_is_no_frames_or_no_household_is_said_to_be_so() {
    let api = Api::new().await;
    let owner = api.found().await;
    let request = Request::post("/api/v1/sync").header("authorization", format!("Bearer {owner}"));
    let (status, _) = api
        .ask(request.body(Body::from("no frames")).expect("a request"))
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    for household in ["", "7", "zz070707070707070707070707070707"] {
        let body = json!({ "household": household, "device": "Kitchen" });
        let (status, _) = api.json("/api/v1/households", None, body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{household}");
    }
}

#[tokio::test]
async fn a_shopper_may_take_back_its_own_purchase_at_once() {
    let api = Api::new().await;
    let owner = api.found().await;
    let shopper = api.join(&owner, "shopper").await;
    let scope = Scope {
        of: EntityId([2; 16]),
        at: EntityId([3; 16]),
    };
    let add = |amount, reason: Reason| Kind::Add {
        scope,
        amount,
        reason: reason.code(),
    };
    // The lot is there already: a shopper makes none.
    let made = push_all(1, entity::LOT, vec![add(1, Reason::Purchase)]);
    api.say(&owner, &[hello(7, 1), made])
        .await
        .expect("answers");
    let replica = ReplicaId(2);
    let undo = Kind::Undo {
        target: Target::Op(OpId { replica, rseq: 1 }),
        to: UndoState::Undone,
    };
    let both = push_all(
        2,
        entity::LOT,
        vec![add(1, Reason::Purchase), undo, add(-1, Reason::Consume)],
    );
    let said = api
        .say(&shopper, &[hello(7, 2), both])
        .await
        .expect("answers");
    let Some(Frame::Accepted(accepted)) = said.last() else {
        unreachable!("{said:?}");
    };
    let rejected: Vec<u64> = accepted.rejected.iter().map(|(rseq, _)| *rseq).collect();
    assert_eq!(rejected, [3], "its use alone");
}
