//! `POST /api/v1/sync`: frames in, frames out. Each request is a conversation of its own,
//! so it begins with a hello.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use pantry::policy::{self, Role};
use sync::codec::HouseholdId;
use sync::exchange::{self, Frame, MAX_BODY_FRAMES, Refusal};
use sync::{EntityId, EntityType, ReplicaId};

use crate::error::Error;
use crate::hub::{self, Claim};
use crate::identity::{Device, IdentityError};
use crate::session::Session;
use crate::state::AppState;

/// About the most bytes of an answer: two parts of a snapshot.
const MAX_ANSWER: usize = 2 * 1024 * 1024;
/// What bodies are made of (RFC 8742).
const CBOR_SEQUENCE: &str = "application/cbor-seq";

/// Answers the frames of one request.
pub async fn post(
    State(state): State<AppState>,
    session: Session,
    body: Bytes,
) -> Result<Response, Error> {
    let frames = exchange::split(&body, MAX_BODY_FRAMES);
    let frames = frames.map_err(|_| Error::Invalid("these are no frames, or too many"))?;
    let pushes = frames.iter().filter(|frame| is_push(frame)).count();
    // Before anything is done: then none of it has to be told apart when it comes again.
    let within = state.limits.push(&session.device, pushes).await;
    within.map_err(Error::TooMany)?;
    let mut talk = Talk::begin(session);
    let mut bytes = Vec::new();
    for frame in frames {
        let answers = match bytes.len() {
            0..MAX_ANSWER => talk.answer(&state, frame).await?,
            // The rest is for another request.
            _ => vec![Frame::Refused(Refusal::Busy { retry_ms: 0 })],
        };
        bytes.extend(exchange::join(&answers).map_err(|_| Error::Lost)?);
    }
    let headers = [
        (header::CONTENT_TYPE, CBOR_SEQUENCE),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes).into_response())
}

fn is_push(frame: &Frame) -> bool {
    matches!(frame, Frame::Push(_))
}

/// One conversation of a device with the hub.
pub struct Talk {
    device: Device,
    token: String,
    replica: Option<ReplicaId>,
}

impl Talk {
    /// Begins it.
    pub fn begin(session: Session) -> Self {
        Self {
            device: session.device,
            token: session.token,
            replica: None,
        }
    }

    /// Whose it is.
    pub fn household(&self) -> HouseholdId {
        self.device.household
    }

    /// The answer to a frame that comes too soon after too many others.
    pub async fn too_many(&self, state: &AppState, frame: &Frame) -> Option<Frame> {
        let pushes = usize::from(is_push(frame));
        let wait = state.limits.push(&self.device, pushes).await.err()?;
        let retry_ms = u32::try_from(wait.as_millis()).unwrap_or(u32::MAX);
        Some(Frame::Refused(Refusal::Busy { retry_ms }))
    }

    /// Whether the device still may take part; its member's role may have changed.
    pub async fn still_holds(&mut self, state: &AppState) -> Result<bool, Error> {
        let device = state.identity.by_token(&self.token).await?;
        let holds = device.is_some();
        self.device = device.unwrap_or_else(|| self.device.clone());
        Ok(holds)
    }

    /// Answers a frame by what the device's member may do now.
    pub async fn answer(&mut self, state: &AppState, frame: Frame) -> Result<Vec<Frame>, Error> {
        let now_ms = state.clock.now_ms();
        if !self.still_holds(state).await? {
            return Ok(vec![Frame::Refused(Refusal::Revoked)]);
        }
        if let Frame::Hello(hello) = &frame
            && hello.household == self.device.household
        {
            let Device { id, household, .. } = self.device;
            match state.hub.claim(household, hello.replica, id).await {
                Ok(Claim::Own) => {}
                Ok(Claim::Others) => return Ok(vec![Frame::Refused(Refusal::Fork)]),
                Ok(Claim::TooMany) => return Err(IdentityError::Full.into()),
                Err(error) => {
                    eprintln!("larder: the hub failed: {error}");
                    return Ok(vec![hub::busy()]);
                }
            }
        }
        let session = self.judged(state).await?;
        let answers = state.hub.answer(&session, &mut self.replica, frame, now_ms);
        Ok(answers.await)
    }

    async fn judged(&self, state: &AppState) -> Result<hub::Session, Error> {
        let role = self.device.role;
        // Only a shopper's undo asks whose an op was.
        let own = match role {
            Role::Shopper => {
                let Device {
                    household, member, ..
                } = self.device;
                state.identity.replicas(household, member).await?
            }
            _ => Vec::new(),
        };
        Ok(hub::Session {
            household: self.device.household,
            may: Arc::new(move |op, types| policy::judge(role, op, &Known { own: &own, types })),
        })
    }
}

/// What the policy looks up.
pub struct Known<'a> {
    /// The ids under which the author's member writes.
    pub own: &'a [ReplicaId],
    /// What an entity is.
    pub types: &'a hub::Types<'a>,
}

impl policy::Lookup for Known<'_> {
    fn is_own(&self, replica: ReplicaId) -> bool {
        self.own.contains(&replica)
    }

    fn entity_type(&self, entity: EntityId) -> Option<EntityType> {
        (self.types)(entity)
    }
}
