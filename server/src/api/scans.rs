//! `/api/v1/receipts/scan`: receipts that are read here. A file is checked and put into the
//! queue ([`crate::jobs`]) at once; how it goes on is asked for, or waited for.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest as _, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::time::{Instant, sleep, timeout};

use super::answers::{REPLAYED, key_of, reused};
use super::caller::Caller;
use super::forms::{NewScan, ScanJob};
use super::input::{IfNoneMatch, Named, Params};
use super::page::{self, Page, PageParams};
use super::problem::{Code, Problem};
use super::{NO_STORE, tag};
use crate::gateway::request_id::carried;
use crate::jobs::picture::MAX_SIZE;
use crate::jobs::{Added, Job, JobId, Jobs, New};
use crate::random;
use crate::routes::may_change_pictures;
use crate::state::AppState;

/// The longest body, in bytes. Of one that is too long as much is read before that is said:
/// most clients send all before they look at the answer.
pub const MAX_BODY: usize = 2 * MAX_SIZE;
/// How long a file may take to come.
const PATIENCE: Duration = Duration::from_secs(120);
/// When to come again where all places are taken.
const SOON: Duration = Duration::from_secs(2);
/// The same where too many of a household's files wait.
const LATER: Duration = Duration::from_secs(10);
/// The longest that one waits for a job, in seconds.
const MAX_WAIT: u64 = 30;
/// How soon what another process did is noticed.
const LOOK: Duration = Duration::from_millis(300);

/// Sends a receipt to be read.
///
/// What is answered at once is that the file can be read and waits for it. An `Idempotency-Key`
/// that is sent again with the same file leads to the same job for a day after its end.
#[utoipa::path(
    post, path = "/api/v1/receipts/scan", tag = "records",
    request_body(content = NewScan, content_type = "multipart/form-data"),
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 bytes")),
    responses((status = 202, body = ScanJob, headers(("location" = String))))
)]
pub async fn add(
    State(state): State<AppState>,
    caller: Caller,
    request: Request,
) -> Result<Response, Problem> {
    if !may_change_pictures(caller.role) {
        return Err(Problem::forbidden());
    }
    let key = key_of(request.headers())?;
    let place = Arc::clone(&state.jobs.receiving).try_acquire_owned();
    let place = place.map_err(|_| Problem::busy(SOON))?;
    let file = timeout(PATIENCE, file_of(request, &state)).await;
    let file = file.map_err(|_| Problem::slow())??;
    // What came whole is kept, though its sender may be gone.
    let done = tokio::spawn(carried(async move {
        let _place = place;
        keep(&state, &caller, key, file).await
    }));
    done.await.map_err(|error| Problem::inside(&error))?
}

async fn keep(
    state: &AppState,
    caller: &Caller,
    key: Option<[u8; 32]>,
    file: Vec<u8>,
) -> Result<Response, Problem> {
    let id = random::bytes().map(JobId);
    let new = New {
        id: id.ok_or_else(|| Problem::busy(SOON))?,
        household: caller.household,
        asker: caller.id,
        key,
        sent: Sha256::digest(&file).into(),
    };
    let jobs = &state.jobs;
    if let Some(known) = jobs.known(&new).await? {
        return answer(state, &new, known).await;
    }
    let kept = jobs.kept(file).await?;
    let added = jobs.add(&new, &kept, state.clock.now_ms()).await?;
    answer(state, &new, added).await
}

async fn answer(state: &AppState, new: &New, added: Added) -> Result<Response, Problem> {
    let job = match added {
        Added::OtherFile => return Err(reused()),
        Added::Full => return Err(Problem::too_many(LATER)),
        Added::Known(job) => {
            let mut response = accepted(*job, state);
            let headers = response.headers_mut();
            headers.insert(REPLAYED, HeaderValue::from_static("true"));
            return Ok(response);
        }
        Added::New => state.jobs.find(new.household, new.id).await?,
    };
    // It was there a moment ago; only the end of its household takes it away.
    Ok(accepted(job.ok_or_else(none)?, state))
}

fn accepted(job: Job, state: &AppState) -> Response {
    // The way out puts the path before it below which the server is reached.
    let location = format!("/api/v1/receipts/scan/{}", job.id);
    let job = ScanJob::of(job, &state.base);
    let location = [(header::LOCATION, location)];
    (StatusCode::ACCEPTED, NO_STORE, location, Json(job)).into_response()
}

/// The file of a form: its field `file`, and nothing else.
async fn file_of(request: Request, state: &AppState) -> Result<Vec<u8>, Problem> {
    let detail = "send the receipt as multipart/form-data, in the field `file`";
    let form = Multipart::from_request(request, state).await;
    let mut form = form.map_err(|_| Problem::malformed(detail))?;
    let mut file = None;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("file") || file.is_some() {
            return Err(Problem::malformed(detail));
        }
        file = Some(bytes_of(field).await?);
    }
    file.ok_or_else(|| Problem::malformed(detail))
}

async fn bytes_of(mut field: Field<'_>) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        if bytes.len() + chunk.len() > MAX_SIZE {
            // The rest is let pass, as far as it goes.
            while let Ok(Some(_)) = field.chunk().await {}
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn broken(error: MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Problem::malformed(error.body_text()),
    }
}

fn too_large() -> Problem {
    let most = MAX_SIZE / (1024 * 1024);
    let detail = format!("a receipt has at most {most} MiB; make the picture smaller");
    Problem::new(Code::TooLarge, detail)
}

/// Lists the files that the caller has sent, the newest first, until a day after their end.
#[utoipa::path(
    get, path = "/api/v1/receipts/scan", tag = "records", params(PageParams),
    responses((status = 200, body = Page<ScanJob>), (status = 304, description = "As it was"))
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Params(params): Params<PageParams>,
) -> Result<Response, Problem> {
    let jobs = state.jobs.queue.of(caller.household, caller.id).await?;
    let place = params.of("scans");
    let form = |job| ScanJob::of(job, &state.base);
    page::answer(&known, jobs, &place, |job| job.id.0, form)
}

/// How long to wait.
#[derive(Deserialize, utoipa::IntoParams, Debug, Default)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// Seconds, 30 at most, until it is answered in any case: else once the file was read or
    /// given up, and with `If-None-Match` as soon as it stands otherwise than that says.
    #[param(maximum = 30)]
    wait: Option<u64>,
}

/// Shows how it stands with a file, and what was read once it was.
#[utoipa::path(
    get, path = "/api/v1/receipts/scan/{id}", tag = "records",
    params(("id" = String, Path, description = "The job's id"), Wait),
    responses(
        (status = 200, body = ScanJob, headers(("etag" = String))),
        (status = 304, description = "As it was")
    )
)]
pub async fn show(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Named(id): Named,
    Params(Wait { wait }): Params<Wait>,
) -> Result<Response, Problem> {
    let wait = wait.unwrap_or_default();
    if wait > MAX_WAIT {
        let detail = format!("`wait` is {MAX_WAIT} seconds at most");
        return Err(Problem::malformed(detail));
    }
    let id = JobId::parse(&id).ok_or_else(none)?;
    let jobs: &Jobs = &state.jobs;
    // Whoever waits needs a place for that; who finds none is told at once, and asks again.
    let place = (wait > 0).then(|| jobs.waiting()).flatten();
    let wait = if place.is_some() { wait } else { 0 };
    let until = Instant::now() + Duration::from_secs(wait);
    let mut news = jobs.news();
    loop {
        news.mark_unchanged();
        let job = jobs.find(caller.household, id).await?.ok_or_else(none)?;
        let is_over = job.state.is_over();
        let form = ScanJob::of(job, &state.base);
        let is_new = match &known.0 {
            Some(list) => !tag::is_among(list, &tag::of_value(&form)?),
            None => false,
        };
        if is_over || is_new || jobs.is_closing() || Instant::now() >= until {
            return tag::answer(&known, &form);
        }
        let _ = timeout(LOOK.min(until - Instant::now()), news.changed()).await;
        // Not as often as a reader has something to say.
        sleep(Duration::from_millis(10)).await;
    }
}

fn none() -> Problem {
    Problem::not_found("scan job")
}
