//! What a request of the API can end in, as problem details (RFC 9457).
//!
//! Each has a code that programs go by; the words are for people. Codes are never renamed.

use std::time::Duration;

use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pantry::action::Rejected;
use serde::Serialize;
use sync::exchange::Rejection;
use utoipa::ToSchema;

use crate::accounts::AccountError;
use crate::error::Error;
use crate::folds::FoldError;
use crate::gateway::request_id;
use crate::hub::StoreError;
use crate::identity::IdentityError;
use crate::jobs::{JobError, Unkept};

/// What the body is.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What programs go by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Code {
    /// No credentials, or wrong ones.
    Unknown,
    /// Credentials that have expired or were revoked.
    Ended,
    /// The role or scope does not allow it.
    Forbidden,
    /// It is not there.
    NotFound,
    /// It is there already.
    Duplicate,
    /// What was asked for cannot be done to what is there.
    Impossible,
    /// It is not as the request takes it to be.
    Conflict,
    /// The server can do nothing now.
    Unavailable,
    /// The household has no room left.
    Full,
    /// The request is not of the form that the document says.
    Malformed,
    /// The precondition does not hold.
    Changed,
    /// A precondition is missing.
    Unconditional,
    /// The idempotency key was used for another request.
    KeyReused,
    /// The body is too long.
    TooLarge,
    /// The body is not JSON.
    MediaType,
    /// The rest of the request did not come.
    Slow,
    /// Too much at once.
    TooMany,
    /// The path does not know the method.
    Method,
    /// The file is none that receipts are read of.
    Unreadable,
    /// Reading a file was given up.
    GivenUp,
    /// A bug.
    Lost,
    /// Whoever keeps the server has not set it up.
    NotSetUp,
}

impl Code {
    /// Every code, in the order of the document.
    pub const ALL: [Self; 22] = [
        Self::Unknown,
        Self::Ended,
        Self::Forbidden,
        Self::NotFound,
        Self::Duplicate,
        Self::Impossible,
        Self::Conflict,
        Self::Unavailable,
        Self::Full,
        Self::Malformed,
        Self::Changed,
        Self::Unconditional,
        Self::KeyReused,
        Self::TooLarge,
        Self::MediaType,
        Self::Slow,
        Self::TooMany,
        Self::Method,
        Self::Unreadable,
        Self::GivenUp,
        Self::Lost,
        Self::NotSetUp,
    ];

    /// Its name.
    pub const fn id(self) -> &'static str {
        self.parts().0
    }

    /// The HTTP status.
    pub const fn status(self) -> StatusCode {
        self.parts().1
    }

    /// What it means, whatever the request.
    pub const fn title(self) -> &'static str {
        self.parts().2
    }

    const fn parts(self) -> (&'static str, StatusCode, &'static str) {
        use StatusCode as S;
        match self {
            Self::Unknown => ("ERR_AUTH_001", S::UNAUTHORIZED, "Invalid credentials"),
            Self::Ended => (
                "ERR_AUTH_002",
                S::UNAUTHORIZED,
                "Credentials expired or revoked",
            ),
            Self::Forbidden => ("ERR_AUTH_003", S::FORBIDDEN, "Insufficient permissions"),
            Self::NotFound => ("ERR_PANTRY_001", S::NOT_FOUND, "Not found"),
            Self::Duplicate => ("ERR_PANTRY_002", S::CONFLICT, "Duplicate"),
            Self::Impossible => ("ERR_PANTRY_003", S::UNPROCESSABLE_ENTITY, "Cannot be done"),
            Self::Conflict => ("ERR_SYNC_001", S::CONFLICT, "Conflict detected"),
            Self::Unavailable => (
                "ERR_SYNC_002",
                S::SERVICE_UNAVAILABLE,
                "Cannot be stored now",
            ),
            Self::Full => ("ERR_SYNC_003", S::INSUFFICIENT_STORAGE, "Household full"),
            Self::Malformed => ("ERR_REQUEST_001", S::BAD_REQUEST, "Malformed request"),
            Self::Changed => (
                "ERR_REQUEST_002",
                S::PRECONDITION_FAILED,
                "Changed meanwhile",
            ),
            Self::Unconditional => (
                "ERR_REQUEST_003",
                S::PRECONDITION_REQUIRED,
                "If-Match required",
            ),
            Self::KeyReused => (
                "ERR_REQUEST_004",
                S::UNPROCESSABLE_ENTITY,
                "Idempotency key used for another request",
            ),
            Self::TooLarge => ("ERR_REQUEST_005", S::PAYLOAD_TOO_LARGE, "Body too large"),
            Self::Slow => ("ERR_REQUEST_009", S::REQUEST_TIMEOUT, "Request too slow"),
            Self::MediaType => (
                "ERR_REQUEST_006",
                S::UNSUPPORTED_MEDIA_TYPE,
                "Body is not JSON",
            ),
            Self::TooMany => ("ERR_REQUEST_007", S::TOO_MANY_REQUESTS, "Too many requests"),
            Self::Method => (
                "ERR_REQUEST_008",
                S::METHOD_NOT_ALLOWED,
                "Method not allowed",
            ),
            Self::Unreadable => ("ERR_OCR_001", S::BAD_REQUEST, "Invalid image"),
            Self::GivenUp => ("ERR_OCR_002", S::INTERNAL_SERVER_ERROR, "Reading failed"),
            Self::Lost => ("ERR_SERVER_001", S::INTERNAL_SERVER_ERROR, "Internal error"),
            Self::NotSetUp => ("ERR_SERVER_002", S::NOT_IMPLEMENTED, "Not set up"),
        }
    }
}

/// Why a request was not answered as asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    code: Code,
    detail: String,
    wait: Option<Duration>,
}

/// The body of every answer that is an error (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "/api/v1/docs#ERR_PANTRY_001",
    "title": "Not found",
    "status": 404,
    "detail": "there is no such lot; it may have been deleted",
    "code": "ERR_PANTRY_001",
    "request_id": "8f3c1d0a5b7e9246"
}))]
pub struct ProblemBody {
    /// Where the code is explained.
    #[serde(rename = "type")]
    of: String,
    /// What the code means, whatever the request.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong with this request, and what to do.
    detail: String,
    /// What programs go by.
    code: &'static str,
    /// The request, as the server's keeper can look for it.
    request_id: Option<String>,
}

impl Problem {
    /// A problem, in a sentence for people.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self {
            code,
            detail,
            wait: None,
        }
    }

    /// What was asked about is not there.
    pub fn not_found(what: &str) -> Self {
        Self::new(
            Code::NotFound,
            format!("there is no such {what}; it may have been deleted"),
        )
    }

    /// The request is not of the form that the document says.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(Code::Malformed, detail)
    }

    /// The body is longer than any has to be.
    pub fn too_large() -> Self {
        Self::new(Code::TooLarge, "the body is longer than 1 MiB")
    }

    /// The request did not come in time.
    pub fn slow() -> Self {
        let detail = "the rest of the request did not come; send it again";
        Self::new(Code::Slow, detail)
    }

    /// Nothing can be stored now.
    pub fn busy(wait: Duration) -> Self {
        let detail = "the server is busy; try again soon";
        Self {
            wait: Some(wait),
            ..Self::new(Code::Unavailable, detail)
        }
    }

    /// Too much at once.
    pub fn too_many(wait: Duration) -> Self {
        let detail = "this is too much at once; try again when `Retry-After` says";
        Self {
            wait: Some(wait),
            ..Self::new(Code::TooMany, detail)
        }
    }

    /// Something inside went wrong: it is said on standard error, and outside only that it did.
    pub fn inside(error: &dyn std::error::Error) -> Self {
        request_id::log(format_args!("the API failed: {error}"));
        Self::new(Code::Lost, "the server failed to do this; try again")
    }

    /// The role or scope does not allow it.
    pub fn forbidden() -> Self {
        let detail = "your role, or the scope of the key, does not allow this";
        Self::new(Code::Forbidden, detail)
    }

    /// The same of one of several actions, by its position.
    pub fn at(self, position: usize) -> Self {
        let detail = format!("action {}: {}", position + 1, self.detail);
        Self { detail, ..self }
    }

    /// Why the hub took a written op in for nobody.
    pub fn unwritten(why: Rejection) -> Self {
        match why {
            Rejection::Forbidden => Self::forbidden(),
            Rejection::Full => Self::new(
                Code::Full,
                "the household has no room left on this server; delete something",
            ),
            Rejection::Gone | Rejection::TooOld => Self::new(
                Code::Conflict,
                "what this changes was deleted, or lies too far back to be undone",
            ),
            Rejection::TooLong => Self::from(Rejected::TooLarge),
            Rejection::Invalid | Rejection::Other(_) => {
                Self::new(Code::Conflict, "this was not stored; try again")
            }
        }
    }
}

/// What a person could cause, too, and what to do instead.
impl From<Rejected> for Problem {
    fn from(why: Rejected) -> Self {
        let code = match why {
            Rejected::OnTheList => Code::Duplicate,
            Rejected::Touched
            | Rejected::AlreadyFrozen
            | Rejected::NotFrozen
            | Rejected::AlreadyOpen
            | Rejected::SamePlace
            | Rejected::AlreadyTicked
            | Rejected::NotTicked
            | Rejected::AlreadyUndone
            | Rejected::NotUndone
            | Rejected::NotEnough { .. }
            | Rejected::IsUndo => Code::Conflict,
            _ => Code::Impossible,
        };
        Self::new(code, why.to_string())
    }
}

impl From<FoldError> for Problem {
    fn from(error: FoldError) -> Self {
        match error {
            FoldError::NoHousehold => Self::not_found("household"),
            other => Self::inside(&other),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::inside(&error)
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        Self::inside(&error)
    }
}

impl From<IdentityError> for Problem {
    fn from(error: IdentityError) -> Self {
        let code = match error {
            IdentityError::Forbidden | IdentityError::NoMembership => Code::Forbidden,
            IdentityError::SeveralHouseholds => Code::Malformed,
            IdentityError::NoHousehold => Code::NotFound,
            IdentityError::TooManyKeys | IdentityError::Full => Code::Impossible,
            IdentityError::Taken
            | IdentityError::LastOwner
            | IdentityError::NotInvited
            | IdentityError::InAlready
            | IdentityError::Attached => Code::Conflict,
            IdentityError::Database(_) | IdentityError::NoRandomness | IdentityError::Damaged => {
                return Self::inside(&error);
            }
        };
        Self::new(code, error.to_string())
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        let code = match error {
            AccountError::NotSignedIn | AccountError::Wrong | AccountError::NoPasskey => {
                Code::Unknown
            }
            AccountError::Expired
            | AccountError::Copied
            | AccountError::NoLetter
            | AccountError::NotBegun => Code::Ended,
            AccountError::NoMail | AccountError::NoHome => Code::NotSetUp,
            AccountError::SignUpClosed | AccountError::Stale => Code::Forbidden,
            AccountError::Household(error) => return error.into(),
            AccountError::OnlyOwner | AccountError::Alone => Code::Conflict,
            AccountError::LastWay
            | AccountError::TooManyPasskeys
            | AccountError::ConnectFirst
            | AccountError::ConnectedElsewhere => Code::Conflict,
            AccountError::NoProvider => Code::NotFound,
            AccountError::Unreachable => Code::Unavailable,
            AccountError::Unbelieved | AccountError::NoVerifiedAddress => Code::Unknown,
            AccountError::NoAddress
            | AccountError::NoName
            | AccountError::Several
            | AccountError::Weak(_) => Code::Malformed,
            AccountError::TooMany(wait) => {
                let wait = Some(wait);
                let told = Self::new(Code::TooMany, error.to_string());
                return Self { wait, ..told };
            }
            AccountError::Busy => return Self::busy(Duration::from_secs(5)),
            AccountError::Database(_)
            | AccountError::NoRandomness
            | AccountError::Damaged
            | AccountError::Lost => return Self::inside(&error),
        };
        Self::new(code, error.to_string())
    }
}

impl From<JobError> for Problem {
    fn from(error: JobError) -> Self {
        Self::inside(&error)
    }
}

impl From<Unkept> for Problem {
    fn from(error: Unkept) -> Self {
        match error {
            Unkept::Unreadable(detail) => Self::new(Code::Unreadable, detail),
            Unkept::Failed(_) => Self::inside(&error),
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Account(error) => error.into(),
            Error::Identity(error) => error.into(),
            Error::Foreign => Self::new(Code::Forbidden, error.to_string()),
            Error::Unknown => Self::new(
                Code::Unknown,
                "send `Authorization: Bearer` with a key of the household, a device's token, or \
                 the access token of a person who has signed in",
            ),
            other => Self::inside(&other),
        }
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        let code = match rejection.status() {
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::MediaType,
            StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
            _ => Code::Malformed,
        };
        Self::new(code, rejection.body_text())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (id, status, title) = self.code.parts();
        let body = ProblemBody {
            of: format!("/api/v1/docs#{id}"),
            title,
            status: status.as_u16(),
            detail: self.detail,
            code: id,
            request_id: request_id::current(),
        };
        let headers = [
            (header::CONTENT_TYPE, PROBLEM_JSON),
            (header::CACHE_CONTROL, "no-store"),
        ];
        let mut response = (status, headers, axum::Json(body)).into_response();
        // The tuple's own type stands before what `Json` says.
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if let Some(wait) = self.wait {
            headers.insert(header::RETRY_AFTER, (wait.as_secs() + 1).into());
        }
        if status == StatusCode::UNAUTHORIZED {
            let way = HeaderValue::from_static("Bearer");
            headers.insert(header::WWW_AUTHENTICATE, way);
        }
        response
    }
}
