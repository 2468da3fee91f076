//! `POST /api/v1/sync`: frames in, frames out. Each request is a conversation of its own,
//! so it begins with a hello.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use pantry::policy;
use sync::exchange::{self, Frame, Refusal};
use sync::{EntityId, EntityType, ReplicaId};

use crate::clock::now_ms;
use crate::error::Error;
use crate::hub;
use crate::identity::Device;
use crate::session::Session;
use crate::state::AppState;

/// The most bytes of a request: some pushes and what goes around them.
pub const MAX_BODY: usize = 1024 * 1024;
/// The most frames of a request.
const MAX_FRAMES: usize = 64;
/// What bodies are made of (RFC 8742).
const CBOR_SEQUENCE: &str = "application/cbor-seq";

/// Answers the frames of one request.
pub async fn post(
    State(state): State<AppState>,
    session: Session,
    body: Bytes,
) -> Result<Response, Error> {
    let frames = exchange::split(&body).map_err(|_| Error::Invalid("these are no frames"))?;
    if frames.len() > MAX_FRAMES {
        return Err(Error::Invalid("these are too many frames"));
    }
    let mut talk = Talk::begin(&state, session.device).await?;
    let mut answers = Vec::new();
    for frame in frames {
        answers.extend(talk.answer(&state, frame).await?);
    }
    let bytes = exchange::join(&answers).map_err(|_| Error::Lost)?;
    let headers = [
        (header::CONTENT_TYPE, CBOR_SEQUENCE),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes).into_response())
}

/// One conversation of a device with the hub.
pub struct Talk {
    device: Device,
    session: hub::Session,
    replica: Option<ReplicaId>,
}

impl Talk {
    /// Begins it with what the device's member may do now.
    pub async fn begin(state: &AppState, device: Device) -> Result<Self, Error> {
        let own = state.identity.replicas(device.member).await?;
        let role = device.role;
        let session = hub::Session {
            household: device.household,
            may: Arc::new(move |op, types| policy::judge(role, op, &Known { own: &own, types })),
        };
        Ok(Self {
            device,
            session,
            replica: None,
        })
    }

    /// Answers a frame.
    pub async fn answer(&mut self, state: &AppState, frame: Frame) -> Result<Vec<Frame>, Error> {
        let now_ms = now_ms();
        if let Frame::Hello(hello) = &frame {
            let is_own = state
                .identity
                .claim(&self.device, hello.replica, now_ms)
                .await?;
            if !is_own {
                return Ok(vec![Frame::Refused(Refusal::Fork)]);
            }
        }
        let answers = state
            .hub
            .answer(&self.session, &mut self.replica, frame, now_ms);
        Ok(answers.await)
    }
}

/// What the policy looks up.
struct Known<'a> {
    own: &'a [ReplicaId],
    types: &'a hub::Types<'a>,
}

impl policy::Lookup for Known<'_> {
    fn is_own(&self, replica: ReplicaId) -> bool {
        self.own.contains(&replica)
    }

    fn entity_type(&self, entity: EntityId) -> Option<EntityType> {
        (self.types)(entity)
    }
}
