//! `GET /api/v1/sync/socket`: the same frames over a WebSocket, one a message, and a poke
//! whenever others write.

use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::{IntoResponse, Response};
use sync::codec::MAX_BATCH;
use sync::exchange::{Frame, MAX_FRAME, Refusal};
use tokio::sync::broadcast;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::exchange::Talk;
use crate::error::Error;
use crate::limits::Place;
use crate::session::Session;
use crate::state::AppState;

/// How often a quiet socket says that it lives, and whether its device still may.
const BEAT: Duration = Duration::from_secs(25);
/// Bytes read at once: idle sockets are many, and each holds this.
const READ_BUFFER: usize = 4 * 1024;
/// The most bytes that a device says at once: a push.
const MAX_HEARD: usize = MAX_BATCH + 4 * 1024;
/// What may wait for a device that does not read, in bytes; beyond it the socket ends.
const MAX_UNREAD: usize = 4 * MAX_FRAME;

/// Opens the socket.
pub async fn open(
    State(state): State<AppState>,
    session: Session,
    upgrade: WebSocketUpgrade,
) -> Response {
    let Some(place) = state.limits.open(&session.device).await else {
        return Error::TooMany(BEAT).into_response();
    };
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_write_buffer_size(MAX_UNREAD)
        .max_frame_size(MAX_HEARD)
        .max_message_size(MAX_HEARD)
        .on_upgrade(move |socket| async move {
            // Whatever ends it, the device comes again.
            let _ = converse(socket, state, session, place).await;
        })
}

async fn converse(
    mut socket: WebSocket,
    state: AppState,
    session: Session,
    place: Place,
) -> Result<(), Ended> {
    let mut talk = Talk::begin(session);
    let mut pokes = state.hub.listen(talk.household());
    let mut heard = Instant::now();
    let mut beat = interval_at(Instant::now() + BEAT, BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            message = socket.recv() => {
                let Some(message) = message else { return Ok(()) };
                heard = Instant::now();
                let answers = hear(&mut talk, &state, message?).await?;
                send(&mut socket, answers).await?;
            }
            poke = pokes.recv() => match poke {
                Ok(head) => send(&mut socket, vec![Frame::Poke { head }]).await?,
                // The next one says as much as those that were missed.
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return Ok(()),
            },
            () = place.replaced() => return Ok(()),
            _ = beat.tick() => {
                if !talk.still_holds(&state).await? {
                    send(&mut socket, vec![Frame::Refused(Refusal::Revoked)]).await?;
                    return Ok(());
                }
                if !place.keep().await {
                    return Ok(());
                }
                // A device that lives answers each ping.
                if heard.elapsed() > 3 * BEAT {
                    return Ok(());
                }
                put(&mut socket, Message::Ping(Default::default())).await?;
            }
        }
    }
}

async fn hear(talk: &mut Talk, state: &AppState, message: Message) -> Result<Vec<Frame>, Ended> {
    match message {
        Message::Binary(bytes) => match Frame::decode(&bytes) {
            Ok(frame) => match talk.too_many(state, &frame).await {
                Some(refused) => Ok(vec![refused]),
                None => Ok(talk.answer(state, frame).await?),
            },
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
        put(socket, Message::Binary(bytes.into())).await?;
    }
    Ok(())
}

/// Sends, but waits for no device that does not read.
async fn put(socket: &mut WebSocket, message: Message) -> Result<(), Ended> {
    match timeout(BEAT, socket.send(message)).await {
        Ok(sent) => Ok(sent?),
        Err(_) => Err(Ended),
    }
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
