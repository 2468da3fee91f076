//! An id for each request, by which people who ask and people who keep the server speak of the
//! same one: in a header of the answer, in a problem's body, and where something is logged.

use std::fmt;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::address::Client;
use crate::identity::hex;
use crate::random;
use crate::state::AppState;

/// The header.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest id that is taken over from a proxy.
const MAX: usize = 64;

tokio::task_local! {
    static CURRENT: String;
}

/// The id of the request that is answered here, if one is.
pub fn current() -> Option<String> {
    CURRENT.try_with(Clone::clone).ok()
}

/// Takes the id along to where the answer is worked on, if that is another task.
pub fn carried<F: Future>(work: F) -> impl Future<Output = F::Output> {
    let id = current();
    async move {
        match id {
            Some(id) => CURRENT.scope(id, work).await,
            None => work.await,
        }
    }
}

/// Says on standard error what went wrong, and of which request.
pub fn log(what: fmt::Arguments<'_>) {
    match current() {
        Some(id) => eprintln!("larder: {what} (request {id})"),
        None => eprintln!("larder: {what}"),
    }
}

/// Gives a request its id: that of a trusted proxy, or a new one.
pub async fn give(State(_): State<AppState>, request: Request, next: Next) -> Response {
    let client = request.extensions().get::<Client>();
    let by_proxy = client.is_some_and(|client| client.by_proxy);
    let given = request.headers().get(REQUEST_ID).filter(|_| by_proxy);
    let given = given
        .and_then(|id| id.to_str().ok())
        .filter(|id| is_fit(id));
    let id = given.map_or_else(new, str::to_owned);
    let mut response = CURRENT.scope(id.clone(), next.run(request)).await;
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Where the system has no random numbers nothing else goes well either: all are one then.
fn new() -> String {
    hex(&random::bytes::<8>().unwrap_or_default())
}

/// It goes into logs: nothing that could end a line or look like another one.
fn is_fit(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (1..=MAX).contains(&id.len()) && id.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_ends_no_line_of_a_log() {
        for fit in ["a", "0192f0c1-a2b3", &"x".repeat(MAX)] {
            assert!(is_fit(fit), "{fit}");
        }
        for unfit in [
            "",
            "a b",
            "a\nlarder: all is well",
            "é",
            &"x".repeat(MAX + 1),
        ] {
            assert!(!is_fit(unfit), "{unfit}");
        }
    }

    #[tokio::test]
    async fn an_id_is_carried_to_another_task() {
        let told = CURRENT.scope("a".to_owned(), async {
            tokio::spawn(carried(async { current() })).await.ok()
        });
        assert_eq!(told.await, Some(Some("a".to_owned())));
        assert_eq!(carried(async { current() }).await, None);
    }
}
