//! Where a request comes from, and who has signed in.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::problem::{Code, Problem};
use crate::accounts::attempts::Whose;
use crate::accounts::sessions;
use crate::gateway::address::Client;
use crate::language::Language;
use crate::session::account::signed_in;
use crate::session::check_own_page;
use crate::state::AppState;

/// Whoever sends a request, before they have proved anything.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Where it comes from, as the gateway knows.
    pub address: Option<IpAddr>,
    /// What came with it.
    pub headers: HeaderMap,
}

impl Visitor {
    /// Whose tries theirs are.
    pub fn network(&self) -> Whose {
        Whose::network(self.address)
    }

    /// The language in which to write to them.
    pub fn language(&self) -> Language {
        Language::of(&self.headers)
    }

    /// What the browser or the program calls itself.
    pub fn agent(&self) -> &str {
        let agent = self.headers.get(header::USER_AGENT);
        agent.and_then(|agent| agent.to_str().ok()).unwrap_or("")
    }

    /// Checks that it is a page of ours.
    ///
    /// # Errors
    ///
    /// If it is another site's, or a program.
    pub fn check_page(&self) -> Result<(), Problem> {
        let detail = "this is for pages of this server; a program asks for `/api/v1/auth/tokens`";
        let own = check_own_page(&self.headers);
        own.map_err(|_| Problem::new(Code::Forbidden, detail))
    }
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Infallible> {
        let client = parts.extensions.get::<Client>();
        Ok(Self {
            address: client.and_then(|client| client.address),
            headers: parts.headers.clone(),
        })
    }
}

/// A person who has signed in.
#[derive(Clone, Copy, Debug)]
pub struct SignedIn(pub sessions::SignedIn);

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let signed_in = signed_in(&parts.method, &parts.headers, state);
        Ok(Self(signed_in.await?))
    }
}
