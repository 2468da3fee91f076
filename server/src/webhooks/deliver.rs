//! Who tells: whatever waits in the outbox is sent to its receiver, each receiver by a task of
//! its own, so that a slow one holds up no other.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use tokio::sync::{Semaphore, watch};
use tokio::time::sleep;

use super::taken::Failure;
use super::{Webhook, WebhookError};
use crate::api;
use crate::connections::is_over;
use crate::gateway::request_id::log;
use crate::identity::hex;
use crate::outgoing::{Answer, Trouble};
use crate::random;
use crate::state::AppState;

/// How soon what another process has noted, or is to be told again, is noticed.
const LOOK: Duration = Duration::from_secs(1);
/// Receivers that are told something at a time.
const MOST_AT_ONCE: usize = 64;
/// What a receiver is told before others have their turn.
const IN_A_TURN: usize = 20;
/// What is sent for somebody to see whether it arrives.
const TEST: &str = "webhook.test";

/// The receivers that are being told something by this process.
#[derive(Clone)]
pub struct Deliveries {
    busy: Arc<Mutex<HashSet<[u8; 16]>>>,
    places: Arc<Semaphore>,
}

impl Default for Deliveries {
    fn default() -> Self {
        Self {
            busy: Arc::default(),
            places: Arc::new(Semaphore::new(MOST_AT_ONCE)),
        }
    }
}

/// Tells until the end.
pub async fn run(state: AppState, over: watch::Receiver<bool>) {
    let deliveries = Deliveries::default();
    let mut news = state.events.news();
    while !*over.borrow() {
        news.mark_unchanged();
        if let Err(error) = deliveries.go(&state).await {
            log(format_args!("webhooks wait: {error}"));
        }
        tokio::select! {
            () = sleep(LOOK) => {}
            _ = news.changed() => {}
            () = is_over(over.clone()) => {}
        }
    }
}

impl Deliveries {
    /// Begins to tell every receiver for whom something waits, unless it is being told.
    ///
    /// # Errors
    ///
    /// If the outbox cannot be read.
    pub async fn go(&self, state: &AppState) -> Result<(), WebhookError> {
        for webhook in state.webhooks.due(state.clock.now_ms()).await? {
            let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
                break;
            };
            if !self.busy().insert(webhook) {
                continue;
            }
            let (this, state) = (self.clone(), state.clone());
            tokio::spawn(async move {
                let _place = place;
                let turn = tokio::spawn(async move { turn(&state, webhook).await }).await;
                match turn {
                    Ok(Ok(())) => {}
                    Ok(Err(error)) => log(format_args!("a webhook waits: {error}")),
                    Err(error) => log(format_args!("a webhook waits: {error}")),
                }
                this.busy().remove(&webhook);
            });
        }
        Ok(())
    }

    fn busy(&self) -> MutexGuard<'_, HashSet<[u8; 16]>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nobody is being told anything.
    #[cfg(test)]
    pub async fn idle(&self) {
        let _ = self.places.acquire_many(MOST_AT_ONCE as u32).await;
    }
}

/// Tells a receiver what waits for it, as long as it takes it.
async fn turn(state: &AppState, webhook: [u8; 16]) -> Result<(), WebhookError> {
    for _ in 0..IN_A_TURN {
        let now_ms = state.clock.now_ms();
        let Some((taken, url)) = state.webhooks.take(webhook, now_ms).await? else {
            break;
        };
        let body = api::event_json(&taken.event);
        let sent = send(state, webhook, &url, taken.event.id, &body).await;
        let now_ms = state.clock.now_ms();
        let metrics = &state.gateway.metrics;
        match sent {
            Ok(answer) if answer.is_success() => {
                state.webhooks.done(&taken, answer.status, now_ms).await?;
                metrics.webhook("taken");
                continue;
            }
            Ok(answer) if answer.status == StatusCode::GONE.as_u16() => {
                state.webhooks.gone(&taken, answer.status, now_ms).await?;
                metrics.webhook("given_up");
            }
            other => {
                let failure = failure(other);
                let comes_again = state.webhooks.failed(&taken, &failure, now_ms).await?;
                metrics.webhook(if comes_again { "put_off" } else { "given_up" });
            }
        }
        break;
    }
    Ok(())
}

fn failure(sent: Result<Answer, Trouble>) -> Failure {
    match sent {
        Ok(answer) => Failure {
            status: Some(answer.status),
            detail: format!("it answers {}", answer.status),
            after: answer.retry_after,
        },
        Err(trouble) => Failure {
            status: None,
            detail: trouble.to_string(),
            after: None,
        },
    }
}

async fn send(
    state: &AppState,
    webhook: [u8; 16],
    url: &str,
    event: [u8; 16],
    body: &str,
) -> Result<Answer, Trouble> {
    let target = state.outgoing.target(url)?;
    let now_ms = state.clock.now_ms();
    let headers = state.webhooks.signer.headers(webhook, event, now_ms, body);
    let body = body.to_owned().into_bytes();
    state.outgoing.post(&target, &headers, body).await
}

/// What came of a test.
pub struct Tested {
    /// The status of the answer.
    pub status: Option<u16>,
    /// What went wrong.
    pub detail: Option<String>,
}

/// Tells a receiver that this is a test; if it takes that, it is told of what comes from now on,
/// though it was given up.
///
/// # Errors
///
/// If the database fails.
pub async fn test(state: &AppState, webhook: &Webhook) -> Result<Tested, WebhookError> {
    let event: [u8; 16] = random::bytes().ok_or(WebhookError::NoRandomness)?;
    let now_ms = state.clock.now_ms();
    let body = serde_json::json!({
        "id": hex(&event),
        "type": TEST,
        "timestamp": api::moment(now_ms),
        "data": {},
    });
    let sent = send(state, webhook.id, &webhook.url, event, &body.to_string()).await;
    match sent {
        Ok(answer) if answer.is_success() => {
            state.webhooks.revive(webhook.id, now_ms).await?;
            Ok(Tested {
                status: Some(answer.status),
                detail: None,
            })
        }
        other => {
            let Failure { status, detail, .. } = failure(other);
            let detail = Some(detail);
            Ok(Tested { status, detail })
        }
    }
}
