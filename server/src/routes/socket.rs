//! `GET /api/v1/sync/socket`: the same frames over a WebSocket, one a message, and a poke
//! whenever others write.

use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use sync::exchange::{Frame, MAX_FRAME, Refusal};
use tokio::sync::broadcast;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use super::exchange::Talk;
use crate::error::Error;
use crate::session::Session;
use crate::state::AppState;

/// How often a quiet socket says that it lives, and whether its device still may.
const BEAT: Duration = Duration::from_secs(25);
/// Bytes read at once: idle sockets are many, and each holds this.
const READ_BUFFER: usize = 4 * 1024;
/// What may wait for a device that does not read, in bytes; beyond it the socket ends.
const MAX_UNREAD: usize = 4 * MAX_FRAME;

/// Opens the socket.
pub async fn open(
    State(state): State<AppState>,
    session: Session,
    upgrade: WebSocketUpgrade,
) -> Response {
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_write_buffer_size(MAX_UNREAD)
        .max_message_size(MAX_FRAME)
        .on_upgrade(move |socket| async move {
            // Whatever ends it, the device comes again.
            let _ = converse(socket, state, session).await;
        })
}

async fn converse(mut socket: WebSocket, state: AppState, session: Session) -> Result<(), Ended> {
    let mut pokes = state.hub.listen(session.device.household);
    let mut talk = Talk::begin(&state, session.device).await?;
    let mut beat = interval_at(Instant::now() + BEAT, BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            message = socket.recv() => {
                let Some(message) = message else { return Ok(()) };
                let answers = hear(&mut talk, &state, message?).await?;
                send(&mut socket, answers).await?;
            }
            poke = pokes.recv() => match poke {
                Ok(head) => send(&mut socket, vec![Frame::Poke { head }]).await?,
                // The next one says as much as those that were missed.
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return Ok(()),
            },
            _ = beat.tick() => {
                if state.identity.by_token(&session.token).await?.is_none() {
                    send(&mut socket, vec![Frame::Refused(Refusal::Revoked)]).await?;
                    return Ok(());
                }
                socket.send(Message::Ping(Default::default())).await?;
            }
        }
    }
}

async fn hear(talk: &mut Talk, state: &AppState, message: Message) -> Result<Vec<Frame>, Ended> {
    match message {
        Message::Binary(bytes) => match Frame::decode(&bytes) {
            Ok(frame) => Ok(talk.answer(state, frame).await?),
            Err(_) => Ok(vec![Frame::Refused(Refusal::Malformed)]),
        },
        Message::Text(_) => Ok(vec![Frame::Refused(Refusal::Malformed)]),
        Message::Close(_) => Err(Ended),
        Message::Ping(_) | Message::Pong(_) => Ok(Vec::new()),
    }
}

async fn send(socket: &mut WebSocket, frames: Vec<Frame>) -> Result<(), Ended> {
    for frame in frames {
        let bytes = frame.encode().map_err(|_| Ended)?;
        socket.send(Message::Binary(bytes.into())).await?;
    }
    Ok(())
}

/// The socket is of no more use.
struct Ended;

impl From<axum::Error> for Ended {
    fn from(_: axum::Error) -> Self {
        Self
    }
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        eprintln!("larder: a socket ended: {error}");
        Self
    }
}

impl From<crate::identity::IdentityError> for Ended {
    fn from(error: crate::identity::IdentityError) -> Self {
        Error::from(error).into()
    }
}
