//! The way to the household's server: requests of the page with the token of the device's
//! account, and the socket of the exchange.
//!
//! The page makes the token and gives it to the server that lets the device in. From then on
//! only this shell knows it, together with the one address that it is for.

mod keys;
mod link;
mod sealed;

use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Method, Url};
use serde_json::{Map, Value};
use tokio::sync::Mutex;

pub use keys::Keys;
pub use link::{Heard, Links, run as carry};

/// How long a server may take to be reached; what it answers may take longer.
const REACH: Duration = Duration::from_secs(10);
/// How long an answer may take.
const ANSWER: Duration = Duration::from_secs(120);
/// What of an answer the page hears besides its body.
const TOLD: [&str; 2] = ["content-type", "upload-offset"];

/// Where the household's server is, and what the device shows there.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The server's address, without a path.
    pub address: Url,
    /// The device's token.
    pub token: String,
}

/// The way to the server.
pub struct Server {
    client: Client,
    keys: Keys,
    /// What the keys hold, once it is known.
    account: Mutex<Option<Option<Account>>>,
}

/// What a page asks of a server.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// The path below `/api/v1/`.
    pub path: String,
    /// Where the server is, for a device that comes in.
    pub address: Option<String>,
    /// The media type of the body.
    pub content_type: Option<String>,
    /// Which part of a whole the body is.
    pub content_range: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Server {
    /// Keeps what it shows in the system's keychain, or else in a file in this folder.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        // One provider of cryptography for all of TLS; a second start of it changes nothing.
        tokio_rustls::rustls::crypto::ring::default_provider()
            .install_default()
            .ok();
        let client = Client::builder()
            .connect_timeout(REACH)
            .timeout(ANSWER)
            // It would carry the invitation's code and the token to wherever it leads.
            .redirect(Policy::none())
            .user_agent(concat!("Larder/", env!("CARGO_PKG_VERSION")));
        Self {
            // It is built of nothing that a system could lack.
            client: client.build().unwrap_or_default(),
            keys: Keys::new(folder),
            account: Mutex::default(),
        }
    }

    /// Where the household's server is, and what the device shows there.
    pub async fn account(&self) -> Option<Account> {
        let mut known = self.account.lock().await;
        if known.is_none() {
            // A keychain that is locked may be open the next time.
            *known = Some(self.keys.load().await.ok()?);
        }
        known.clone().flatten()
    }

    /// Whether the token lies in a file, since the system has no keychain.
    #[must_use]
    pub fn is_in_file(&self) -> bool {
        self.keys.is_in_file()
    }

    /// Forgets the server.
    ///
    /// # Errors
    ///
    /// Where the token stays where it lies: the next start would know the server again.
    pub async fn forget(&self) -> Result<(), String> {
        let mut known = self.account.lock().await;
        self.keys.forget().await?;
        known.replace(None);
        Ok(())
    }

    /// Asks the server; the answer is its status (two bytes, the greater first), what is told
    /// besides (JSON, with its length in two bytes before it), and its body.
    ///
    /// # Errors
    ///
    /// Where it cannot be reached, or is not known.
    pub async fn ask(&self, asked: Asked) -> Result<Vec<u8>, String> {
        let account = self.account().await;
        let comes_in = ["households", "join"].contains(&asked.path.as_str());
        let address = match (&account, &asked.address) {
            (_, Some(address)) if comes_in => address_of(address)?,
            (Some(account), _) => account.address.clone(),
            _ => return Err("no server is known yet: join a household first".to_owned()),
        };
        let url = address.join(&format!("api/v1/{}", asked.path));
        let url = url.map_err(|error| error.to_string())?;
        let method = Method::from_bytes(asked.method.as_bytes());
        let mut request = self
            .client
            .request(method.map_err(|error| error.to_string())?, url);
        if let Some(account) = account.filter(|_| !comes_in) {
            request = request.bearer_auth(account.token);
        }
        for (name, value) in [
            ("content-type", asked.content_type),
            ("content-range", asked.content_range),
        ] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let answer = request.body(asked.body).send().await;
        let answer = answer.map_err(|error| error.to_string())?;
        let status = answer.status().as_u16();
        let told = TOLD.iter().filter_map(|name| {
            let value = answer.headers().get(*name)?.to_str().ok()?;
            Some(((*name).to_owned(), Value::from(value)))
        });
        let told = Value::Object(told.collect::<Map<_, _>>()).to_string();
        let body = answer.bytes().await.map_err(|error| error.to_string())?;
        let mut body = body.to_vec();
        if comes_in && (200..300).contains(&status) {
            body = self.come_in(address, &body).await?;
        }
        Ok(frame(status, &told, &body))
    }

    /// Keeps the token that the server has given; the page hears the rest.
    async fn come_in(&self, address: Url, body: &[u8]) -> Result<Vec<u8>, String> {
        let mut answer: Value =
            serde_json::from_slice(body).map_err(|_| "this is no server of Larder's".to_owned())?;
        let token = answer
            .as_object_mut()
            .and_then(|answer| answer.remove("token"));
        let token = token.as_ref().and_then(Value::as_str);
        let account = Account {
            address,
            token: token.ok_or("the server gave no token")?.to_owned(),
        };
        self.keys.keep(&account).await?;
        self.account.lock().await.replace(Some(account));
        Ok(answer.to_string().into_bytes())
    }
}

/// An address as people type it.
///
/// # Errors
///
/// Where it is none.
pub fn address_of(text: &str) -> Result<Url, String> {
    let text = text.trim();
    let whole = match text.contains("://") {
        true => text.to_owned(),
        false => format!("https://{text}"),
    };
    let wrong =
        || format!("{text} is no address of a server: it looks like https://larder.local:8443");
    let mut url = Url::parse(&whole).map_err(|_| wrong())?;
    if !["http", "https"].contains(&url.scheme()) || url.host().is_none() {
        return Err(wrong());
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    url.set_query(None);
    url.set_fragment(None);
    Ok(url)
}

/// The address that a link names, if that may be asked: nobody on the way can listen in on it.
#[must_use]
pub fn address_in_link(text: &str) -> Option<Url> {
    let mut address = address_of(text).ok()?;
    let is_private = address.scheme() == "https" || is_loopback(&address);
    // A name before the host looks like a host: it only serves to deceive.
    let is_plain = address.set_username("").is_ok() && address.set_password(None).is_ok();
    (is_private && is_plain).then_some(address)
}

fn is_loopback(address: &Url) -> bool {
    let host = address.host_str().unwrap_or_default();
    let number = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || number.is_ok_and(|number| number.is_loopback())
}

fn frame(status: u16, told: &str, body: &[u8]) -> Vec<u8> {
    let told = told.as_bytes();
    let length = u16::try_from(told.len()).unwrap_or_default();
    let told = &told[..usize::from(length)];
    let head = [status.to_be_bytes(), length.to_be_bytes()].concat();
    [head.as_slice(), told, body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_type_it() {
        for (typed, read) in [
            ("larder.local:8443", "https://larder.local:8443/"),
            (" http://127.0.0.1:8080 ", "http://127.0.0.1:8080/"),
            (
                "https://home.example/larder",
                "https://home.example/larder/",
            ),
            ("https://home.example/#/join/00ff", "https://home.example/"),
        ] {
            let address = address_of(typed).expect("an address");
            assert_eq!(address.as_str(), read);
        }
        for wrong in ["", "ftp://larder.local", "https://"] {
            assert!(address_of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_link_names_a_server_that_nobody_listens_to() {
        for (named, read) in [
            ("larder.local:8443", Some("https://larder.local:8443/")),
            ("http://localhost:8080", Some("http://localhost:8080/")),
            ("http://[::1]:8080/", Some("http://[::1]:8080/")),
            ("http://192.168.1.2:8080", None),
            ("http://localhost.example", None),
            ("", None),
        ] {
            let address = address_in_link(named);
            assert_eq!(address.as_ref().map(Url::as_str), read, "{named}");
        }
    }

    #[test]
    fn an_answer_has_its_parts_in_their_order() {
        assert_eq!(frame(409, "{}", b"no"), b"\x01\x99\x00\x02{}no");
    }
}
