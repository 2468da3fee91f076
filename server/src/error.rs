//! What a request can end in, and the only place where that becomes a status.

use std::time::Duration;

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::accounts::AccountError;
use crate::blobs::BlobError;
use crate::gateway::request_id::log;
use crate::identity::IdentityError;

/// Why a request was not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing is at this address.
    #[error("nothing is at this address")]
    NotFound,
    /// What was sent is not what was asked for.
    #[error("{0}")]
    Invalid(&'static str),
    /// No device has proved itself, or it was shut out.
    #[error("this device is not of a household here: join again by an invitation")]
    Unknown,
    /// A page of another site sent it.
    #[error("this was sent by another site")]
    Foreign,
    /// There is no certificate authority of this server's own.
    #[error(
        "this server has no certificate authority of its own: it speaks HTTPS with another \
         one's certificate, or not at all (`--tls local`)"
    )]
    NoAuthority,
    /// It came without TLS to a port that speaks it.
    #[error("this address speaks HTTPS: ask again with https:// in front")]
    NeedsTls,
    /// The member's role does not allow it.
    #[error("a shopper or a viewer may look at pictures, and not change them")]
    NotYours,
    /// See [`BlobError`].
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// It asks for too much at once.
    #[error("this is too much at once: try again in {} s", seconds(*.0))]
    TooMany(Duration),
    /// See [`IdentityError`].
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// See [`AccountError`].
    #[error(transparent)]
    Account(#[from] AccountError),
    /// Work beside the request ended without a result: a bug.
    #[error("the server failed to do this; try again")]
    Lost,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NotFound | Self::NoAuthority => StatusCode::NOT_FOUND,
            // With it an upgrade within the connection would be offered, which there is not.
            Self::NeedsTls => StatusCode::MISDIRECTED_REQUEST,
            Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::Unknown => StatusCode::UNAUTHORIZED,
            Self::Foreign | Self::NotYours => StatusCode::FORBIDDEN,
            Self::Blob(error) => return blob(&error),
            Self::TooMany(wait) => {
                let after = [(header::RETRY_AFTER, seconds(wait).to_string())];
                let status = StatusCode::TOO_MANY_REQUESTS;
                return (status, after, format!("{self}\n")).into_response();
            }
            Self::Identity(error) => return identity(error),
            Self::Account(error) => return account(error),
            Self::Lost => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, format!("{self}\n")).into_response()
    }
}

/// Whole seconds, and not so few that it is too early.
fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + 1
}

/// What went wrong inside is said on standard error, and outside only that it did.
fn identity(error: IdentityError) -> Response {
    let status = match error {
        IdentityError::Taken
        | IdentityError::LastOwner
        | IdentityError::InAlready
        | IdentityError::Attached => StatusCode::CONFLICT,
        IdentityError::SeveralHouseholds => StatusCode::BAD_REQUEST,
        IdentityError::NoHousehold => StatusCode::NOT_FOUND,
        IdentityError::NotInvited => StatusCode::GONE,
        IdentityError::Forbidden | IdentityError::NoMembership => StatusCode::FORBIDDEN,
        IdentityError::Full | IdentityError::TooManyKeys => StatusCode::UNPROCESSABLE_ENTITY,
        IdentityError::Database(_) | IdentityError::NoRandomness | IdentityError::Damaged => {
            log(format_args!("{error}"));
            return Error::Lost.into_response();
        }
    };
    (status, format!("{error}\n")).into_response()
}

/// Signing in is a part of the public API, which says it better; what other routes ask is only
/// who has.
fn account(error: AccountError) -> Response {
    match error {
        AccountError::NotSignedIn | AccountError::Expired => {
            (StatusCode::UNAUTHORIZED, format!("{error}\n")).into_response()
        }
        error => {
            eprintln!("larder: {error}");
            Error::Lost.into_response()
        }
    }
}

/// Where an upload goes on, in bytes, as in the draft of resumable uploads for HTTP.
pub const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");

fn blob(error: &BlobError) -> Response {
    let status = match error {
        BlobError::Missing { .. } => StatusCode::NOT_FOUND,
        BlobError::Deleted => StatusCode::GONE,
        BlobError::Offset { .. } | BlobError::Overtaken => StatusCode::CONFLICT,
        BlobError::CutOff => StatusCode::REQUEST_TIMEOUT,
        BlobError::TooMany => StatusCode::BAD_REQUEST,
        BlobError::WrongHash => StatusCode::UNPROCESSABLE_ENTITY,
        BlobError::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        BlobError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        BlobError::Quota { .. } | BlobError::TooManyDeleted | BlobError::DiskFull => {
            StatusCode::INSUFFICIENT_STORAGE
        }
        BlobError::Io(_) | BlobError::Bucket(_) | BlobError::Database(_) | BlobError::Damaged => {
            log(format_args!("a picture: {error}"));
            return Error::Lost.into_response();
        }
    };
    let mut response = (status, format!("{error}\n")).into_response();
    if let BlobError::Missing { offset } | BlobError::Offset { offset } = error {
        response
            .headers_mut()
            .insert(UPLOAD_OFFSET, (*offset).into());
    }
    // It may be there the next time.
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}
