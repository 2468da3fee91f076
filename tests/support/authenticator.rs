//! A virtual authenticator in a browser (Web Authentication Level 3, §11): it keeps passkeys as a
//! person's device does, and unlocks them without a finger.

use anyhow::{Context, Result};
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use super::browser::Browser;

/// A command of the standard, behind `webauthn/authenticator`.
#[derive(Debug)]
struct Command {
    path: String,
    method: Method,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!(
            "session/{session}/webauthn/authenticator{}",
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = self.body.as_ref().map(Value::to_string);
        (self.method.clone(), body)
    }
}

/// An authenticator of a device, such as a phone's.
pub struct Authenticator<'a> {
    browser: &'a Browser,
    id: String,
}

impl<'a> Authenticator<'a> {
    /// Gives one to a browser.
    pub async fn give(browser: &'a Browser) -> Result<Self> {
        let traits = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserConsenting": true, "isUserVerified": true
        });
        let command = Command {
            path: String::new(),
            method: Method::POST,
            body: Some(traits),
        };
        let id = browser.client.issue_cmd(command).await?;
        let id = id.as_str().context("an authenticator without an id")?;
        let id = id.to_owned();
        Ok(Self { browser, id })
    }

    /// Whether its person can show who they are from now on.
    pub async fn set_verified(&self, is_verified: bool) -> Result<()> {
        let command = Command {
            path: format!("/{}/uv", self.id),
            method: Method::POST,
            body: Some(json!({ "isUserVerified": is_verified })),
        };
        self.browser.client.issue_cmd(command).await?;
        Ok(())
    }

    /// The passkeys that it keeps.
    pub async fn credentials(&self) -> Result<Vec<Value>> {
        let command = Command {
            path: format!("/{}/credentials", self.id),
            method: Method::GET,
            body: None,
        };
        let kept = self.browser.client.issue_cmd(command).await?;
        Ok(kept.as_array().context("no list of passkeys")?.clone())
    }
}
