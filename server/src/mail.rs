//! Letters by e-mail, over the SMTP server that the keeper names. Without one none go out, and
//! whoever asks for one is told so.
//!
//! No request waits for a letter. So many may be on their way at a time, each holding a
//! [`Place`]; one that is not taken is tried again with growing patience, and given up without
//! a trace of whom it was for. What is on its way is in memory alone: a server that ends lets
//! each be tried once more, and whoever waits for one that was lost asks again.

mod settings;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{self, AsyncSmtpTransport};
use lettre::{AsyncTransport, Tokio1Executor};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::timeout;

use crate::accounts::Email;
use crate::config::Address;
use crate::gateway::request_id::log;
use crate::identity::hex;
use crate::network::Host;
use crate::random;

pub use settings::{Password, Settings, SmtpTls};

/// How long it may take until the SMTP server is reached.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a conversation may take in all: one that says nothing holds a line that others wait
/// for.
const CONVERSATION: Duration = Duration::from_secs(60);
/// How long each further try is waited for. Together they are more than the minutes for which a
/// server puts off whom it does not know (greylisting, RFC 6647), and less than the life of a
/// link.
const WAITS: [Duration; 5] = [
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(2 * 60),
    Duration::from_secs(10 * 60),
];
/// Letters that are on their way at most: some hundred kilobytes.
const MOST: u32 = 256;
/// Conversations with the SMTP server at a time: many allow ten.
const LINES: usize = 4;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// The way for letters; cheap to clone.
#[derive(Clone)]
pub struct Mail(Arc<Office>);

struct Office {
    transport: Transport,
    from: Mailbox,
    url: Address,
    waits: [Duration; WAITS.len()],
    places: Arc<Semaphore>,
    lines: Semaphore,
    ending: watch::Sender<bool>,
}

/// A letter of plain text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// To whom.
    pub to: Email,
    /// What it is about.
    pub subject: Cow<'static, str>,
    /// All else.
    pub text: String,
    /// Where a request ends letters of this kind, if they come by themselves.
    pub stop: Option<String>,
}

/// Room for one letter, or for one that may come of what was asked.
pub struct Place {
    _room: OwnedSemaphorePermit,
}

impl Mail {
    /// The way that is set, if one is.
    ///
    /// # Errors
    ///
    /// If a part of it is missing, or the system has no certificates to trust.
    pub fn open(settings: &Settings) -> Result<Option<Self>> {
        let mistakes = settings.mistakes();
        ensure!(mistakes.is_empty(), mistakes.join("\n  "));
        let (Some(host), Some(from), Some(url)) =
            (&settings.smtp_host, &settings.mail_from, &settings.url)
        else {
            return Ok(None);
        };
        Ok(Some(Self(Arc::new(Office {
            transport: transport(host, settings)?,
            from: from.clone(),
            url: url.clone(),
            waits: WAITS,
            places: Arc::new(Semaphore::new(MOST as usize)),
            lines: Semaphore::new(LINES),
            ending: watch::Sender::new(false),
        }))))
    }

    /// A link into this server, as people reach it.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.0.url.0)
    }

    /// Room for another letter, if there is some.
    pub fn place(&self) -> Option<Place> {
        let room = Arc::clone(&self.0.places).try_acquire_owned().ok();
        room.map(|_room| Place { _room })
    }

    /// Room for a letter that can as well be written later: half of all is left to those that
    /// somebody waits for.
    pub fn spare_place(&self) -> Option<Place> {
        let is_spare = self.0.places.available_permits() > MOST as usize / 2;
        is_spare.then(|| self.place()).flatten()
    }

    /// Hands a letter in, again and again if need be, and gives it up in the end: whether it was
    /// taken. What goes wrong is said on standard error.
    pub async fn deliver(&self, letter: &Letter, _place: Place) -> bool {
        let Ok(message) = self.message(letter) else {
            log(format_args!(
                "a letter cannot be written to such an address"
            ));
            return false;
        };
        let mut waits = self.0.waits.iter();
        loop {
            let is_last = *self.0.ending.borrow();
            let Err(error) = self.try_once(&message).await else {
                return true;
            };
            let why = told(&error);
            let wait = waits.next().filter(|_| !is_last && !error.is_permanent());
            let Some(wait) = wait else {
                log(format_args!("a letter was not sent: {why}"));
                return false;
            };
            let seconds = wait.as_secs();
            log(format_args!(
                "a letter was not sent, and is tried again in {seconds} s: {why}"
            ));
            let mut ending = self.0.ending.subscribe();
            // Whoever ends the server does not wait so long.
            let _ = timeout(*wait, ending.wait_for(|ending| *ending)).await;
        }
    }

    async fn try_once(&self, message: &Message) -> Result<(), Trouble> {
        let _line = self.0.lines.acquire().await;
        // The transport's own patience is for the connection alone.
        let sent = timeout(CONVERSATION, self.0.transport.send(message.clone()));
        let sent = sent.await.map_err(|_| Trouble::Silent)?;
        Ok(sent.map(drop)?)
    }

    fn message(&self, letter: &Letter) -> Result<Message> {
        let Office { from, .. } = &*self.0;
        let id = random::bytes::<16>().context("the system gives no random numbers")?;
        let mut message = Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, letter.to.as_str().parse()?))
            .subject(letter.subject.as_ref())
            .message_id(Some(format!("<{}@{}>", hex(&id), from.email.domain())))
            .header(MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())?;
        let mut add = |name: HeaderName, value: String| {
            message
                .headers_mut()
                .insert_raw(HeaderValue::new(name, value));
        };
        // Nobody's holiday answers it (RFC 3834 §5).
        let name = HeaderName::new_from_ascii_str("Auto-Submitted");
        add(name, "auto-generated".to_owned());
        if let Some(stop) = &letter.stop {
            let name = HeaderName::new_from_ascii_str("List-Unsubscribe");
            add(name, format!("<{stop}>"));
            // By one tap, where the link is safe (RFC 8058 §3.1).
            if stop.starts_with("https://") {
                let name = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");
                add(name, "List-Unsubscribe=One-Click".to_owned());
            }
        }
        Ok(message)
    }

    /// From now on each letter is tried once more and no longer waited for.
    pub fn hurry(&self) {
        self.0.ending.send_replace(true);
    }

    /// Waits until none is on its way.
    pub async fn idle(&self) {
        // It fails where nobody waits for anything any more.
        let _ = self.0.places.acquire_many(MOST).await;
    }
}

fn transport(host: &Host, settings: &Settings) -> Result<Transport> {
    // Without the brackets of an address in a URL.
    let host = match host {
        Host::Name(name) => name.clone(),
        Host::Address(address) => address.to_string(),
    };
    let parameters = || {
        let parameters = TlsParameters::new_rustls(host.clone());
        parameters.context("failed to find certificates that the SMTP server may be known by")
    };
    let tls = match settings.smtp_tls {
        SmtpTls::Whole => Tls::Wrapper(parameters()?),
        SmtpTls::StartTls => Tls::Required(parameters()?),
        SmtpTls::Off => Tls::None,
    };
    let usual = settings.smtp_tls.usual_port();
    let mut builder = Transport::builder_dangerous(&host)
        .port(settings.smtp_port.unwrap_or(usual))
        .tls(tls)
        .timeout(Some(PATIENCE));
    if let (Some(user), Some(password)) = (&settings.smtp_user, &settings.smtp_password) {
        builder = builder.credentials(Credentials::new(user.clone(), password.0.clone()));
    }
    Ok(builder.build())
}

/// Why a letter was not taken. What the SMTP server says in words may repeat the address, so its
/// number alone is told.
/// Why a letter was not taken.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    /// What the conversation came to.
    #[error(transparent)]
    Smtp(#[from] smtp::Error),
    /// It came to nothing.
    #[error("the SMTP server has gone silent")]
    Silent,
}

impl Trouble {
    fn is_permanent(&self) -> bool {
        matches!(self, Self::Smtp(error) if error.is_permanent())
    }
}

fn told(trouble: &Trouble) -> String {
    let Trouble::Smtp(error) = trouble else {
        return trouble.to_string();
    };
    match error.status() {
        Some(code) => format!("the SMTP server answers {code}"),
        None if error.is_response() => "the SMTP server gives no answer of SMTP".to_owned(),
        None => error.to_string(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
