//! What another server is asked, and what of its answers is believed (OpenID Connect Core 1.0,
//! §3.1, with PKCE as RFC 9700 asks).

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use reqwest::{RequestBuilder, Url};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::super::{AccountError, secret};
use super::settings::Settings;
use super::token::{self, Claims, Keys, Refused};
use crate::config::is_kept_from_others;
use crate::gateway::request_id::log;
use crate::tls;

/// How long the other server may take to be reached, and to answer.
const REACH: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(15);
/// How long what it says of itself holds.
const HOLDS: Duration = Duration::from_secs(60 * 60);
/// How often its keys are asked for anew at most.
const ANEW: Duration = Duration::from_secs(60);
/// The longest answer, in bytes.
const MOST: usize = 1024 * 1024;

/// Why the other server signs nobody in: for the log.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// It does not answer, or not as it has to.
    #[error("{0} cannot be asked: {1}")]
    Unreachable(String, String),
    /// What it says is not believed.
    #[error("what {0} says is not believed: {1}")]
    Unbelieved(String, String),
    /// There are no random numbers here.
    #[error("the system gives no random numbers")]
    NoRandomness,
}

/// What has to come back, and what nobody else knows.
#[derive(Serialize, Deserialize)]
pub struct Expected {
    /// Of which server.
    pub provider: String,
    /// What comes back in the address.
    pub state: String,
    /// What comes back in the token.
    nonce: String,
    /// What shows that whoever asked for the code exchanges it.
    verifier: String,
    /// Whether it is for the account of who has signed in.
    pub is_link: bool,
}

/// Who somebody is to the other server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// What they are called there, for ever and nobody else.
    pub subject: String,
    /// Their address, where the other server says that it is theirs.
    pub email: Option<String>,
    /// What others call them.
    pub name: Option<String>,
}

/// What the other server says of itself (OpenID Connect Discovery 1.0, §3).
#[derive(Clone, Deserialize, Debug)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: Option<String>,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

#[derive(Clone, Debug)]
struct Known {
    since: Instant,
    metadata: Metadata,
    keys: Keys,
}

/// What a code is exchanged for.
#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    id_token: String,
}

/// Another server; cheap to clone.
#[derive(Clone)]
pub struct Provider {
    /// As it was set.
    pub settings: Arc<Settings>,
    redirect: String,
    http: reqwest::Client,
    known: Arc<RwLock<Option<Known>>>,
}

impl Provider {
    /// One that leads back to where people reach this server.
    pub fn new(settings: Settings, base: &str) -> Option<Self> {
        tls::use_provider();
        let http = reqwest::Client::builder()
            .connect_timeout(REACH)
            .timeout(ANSWER)
            // What it names is asked, and nothing that it leads to.
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("Larder/", env!("CARGO_PKG_VERSION")));
        Some(Self {
            redirect: format!("{base}/account/oidc/{}/callback", settings.name),
            settings: Arc::new(settings),
            http: http.build().ok()?,
            known: Arc::default(),
        })
    }

    /// Where somebody is led to say who they are, and what has to come back.
    ///
    /// # Errors
    ///
    /// If the other server does not answer.
    pub async fn lead(&self, is_link: bool) -> Result<(String, Expected), Failed> {
        let known = self.known().await?;
        let random = || secret().map_err(|_: AccountError| Failed::NoRandomness);
        let expected = Expected {
            provider: self.settings.name.clone(),
            state: random()?,
            nonce: random()?,
            verifier: random()?,
            is_link,
        };
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&expected.verifier));
        let mut scopes = vec!["openid"];
        scopes.extend(self.settings.scopes.iter().map(String::as_str));
        let mut url = Url::parse(&known.metadata.authorization_endpoint)
            .map_err(|error| self.unreachable(&error))?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("redirect_uri", &self.redirect)
            .append_pair("scope", &scopes.join(" "))
            .append_pair("state", &expected.state)
            .append_pair("nonce", &expected.nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256");
        Ok((url.into(), expected))
    }

    /// Who came back with a code.
    ///
    /// # Errors
    ///
    /// If the other server does not answer, or is not believed.
    pub async fn person(
        &self,
        code: &str,
        expected: &Expected,
        now_ms: i64,
    ) -> Result<Person, Failed> {
        let mut known = self.known().await?;
        let tokens = self
            .exchange(&known.metadata, code, &expected.verifier)
            .await?;
        let frame = token::Expected {
            issuer: &self.settings.issuer,
            client_id: &self.settings.client_id,
            nonce: &expected.nonce,
            access_token: &tokens.access_token,
            now_s: now_ms.div_euclid(1_000),
        };
        let mut claims = token::read(&tokens.id_token, &known.keys, &frame);
        if claims.as_ref().err() == Some(&Refused::Unsigned) && known.since.elapsed() > ANEW {
            known = self.discover().await?;
            claims = token::read(&tokens.id_token, &known.keys, &frame);
        }
        let mut claims = claims.map_err(|why| self.unbelieved(&why))?;
        if claims.email.is_none()
            && let Some(url) = &known.metadata.userinfo_endpoint
        {
            let bearer = format!("Bearer {}", tokens.access_token);
            let request = self.http.get(url).header(AUTHORIZATION, bearer);
            let more: Claims = self.ask(request).await?;
            // Or it would be somebody else's (§5.3.2).
            if more.sub != claims.sub {
                return Err(self.unbelieved(&Refused::OtherQuestion));
            }
            claims.name = claims.name.or(more.name);
            (claims.email, claims.email_verified) = (more.email, more.email_verified);
        }
        Ok(Person {
            subject: claims.sub,
            email: claims.email.filter(|_| claims.email_verified == Some(true)),
            name: claims.name,
        })
    }

    async fn exchange(
        &self,
        metadata: &Metadata,
        code: &str,
        verifier: &str,
    ) -> Result<Tokens, Failed> {
        let Settings {
            client_id,
            client_secret,
            ..
        } = &*self.settings;
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect),
            ("code_verifier", verifier),
        ];
        let mut request = self.http.post(&metadata.token_endpoint);
        match client_secret {
            // The way that is usual where nothing else is said (Discovery, §3).
            Some(secret) if metadata.takes_basic() => {
                let both = format!("{}:{}", encoded(client_id), encoded(&secret.0));
                let basic = format!("Basic {}", STANDARD.encode(both));
                request = request.header(AUTHORIZATION, basic);
            }
            Some(secret) => {
                form.extend([
                    ("client_id", client_id.as_str()),
                    ("client_secret", &secret.0),
                ]);
            }
            None => form.push(("client_id", client_id)),
        }
        let pairs = form
            .iter()
            .map(|(key, value)| format!("{key}={}", encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let kind = "application/x-www-form-urlencoded";
        self.ask(request.header(CONTENT_TYPE, kind).body(body))
            .await
    }

    /// What the other server says of itself. Once it was known it goes on when that is asked for
    /// in vain.
    async fn known(&self) -> Result<Known, Failed> {
        let before = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            known.clone()
        };
        match before {
            Some(known) if known.since.elapsed() < HOLDS => Ok(known),
            Some(known) => match self.discover().await {
                Ok(now) => Ok(now),
                Err(failed) => {
                    log(format_args!("{failed}; what it said before goes on"));
                    Ok(known)
                }
            },
            None => self.discover().await,
        }
    }

    async fn discover(&self) -> Result<Known, Failed> {
        let issuer = self.settings.issuer.trim_end_matches('/');
        let url = format!("{issuer}/.well-known/openid-configuration");
        let metadata: Metadata = self.ask(self.http.get(url)).await?;
        if metadata.issuer != self.settings.issuer {
            let why = format!("it says that it is {}", metadata.issuer);
            return Err(Failed::Unbelieved(self.settings.name.clone(), why));
        }
        if !metadata.addresses().all(is_kept_from_others) {
            let why = "it names an address without https".to_owned();
            return Err(Failed::Unbelieved(self.settings.name.clone(), why));
        }
        let keys = self.ask(self.http.get(&metadata.jwks_uri)).await?;
        let known = Known {
            since: Instant::now(),
            metadata,
            keys,
        };
        let mut kept = self.known.write().unwrap_or_else(PoisonError::into_inner);
        *kept = Some(known.clone());
        Ok(known)
    }

    /// What is answered to a request, which is JSON.
    async fn ask<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Failed> {
        let answer = request.header(ACCEPT, "application/json").send().await;
        let mut answer = answer.map_err(|error| self.unreachable(&error.without_url()))?;
        let mut body = Vec::new();
        while let Some(chunk) = answer
            .chunk()
            .await
            .map_err(|error| self.unreachable(&error))?
        {
            if body.len() + chunk.len() > MOST {
                let why = "its answer is longer than 1 MiB".to_owned();
                return Err(Failed::Unreachable(self.settings.name.clone(), why));
            }
            body.extend(chunk);
        }
        let status = answer.status();
        if status.is_server_error() {
            let why = format!("it answers {status}");
            return Err(Failed::Unreachable(self.settings.name.clone(), why));
        }
        if !status.is_success() {
            let why = format!("it answers {status}");
            return Err(Failed::Unbelieved(self.settings.name.clone(), why));
        }
        serde_json::from_slice(&body).map_err(|error| self.unbelieved(&error))
    }

    fn unreachable(&self, why: &dyn std::error::Error) -> Failed {
        Failed::Unreachable(self.settings.name.clone(), whole(why))
    }

    fn unbelieved(&self, why: &dyn std::error::Error) -> Failed {
        Failed::Unbelieved(self.settings.name.clone(), whole(why))
    }
}

impl Metadata {
    fn addresses(&self) -> impl Iterator<Item = &str> {
        let all = [
            &self.authorization_endpoint,
            &self.token_endpoint,
            &self.jwks_uri,
        ];
        let all = all.into_iter().chain(&self.userinfo_endpoint);
        all.map(String::as_str)
    }

    fn takes_basic(&self) -> bool {
        let methods = self.token_endpoint_auth_methods_supported.as_ref();
        methods.is_none_or(|all| all.iter().any(|one| one == "client_secret_basic"))
    }
}

/// Text as a part of a form: all but what never means anything there is escaped.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            other => out += &format!("%{other:02X}"),
        }
    }
    out
}

/// Why, and why that.
fn whole(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut of = error.source();
    while let Some(cause) = of {
        text = format!("{text}: {cause}");
        of = cause.source();
    }
    text
}

#[cfg(test)]
mod tests;
