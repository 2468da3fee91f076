//! Letters on their way, to an SMTP server that speaks as much of the protocol as that takes.

use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use super::*;

/// How long a letter may be on its way.
const LONGEST: Duration = Duration::from_secs(30);
const SOON: [Duration; WAITS.len()] = [Duration::from_millis(1); WAITS.len()];

/// An SMTP server on a port of its own.
pub(crate) struct PostOffice {
    port: u16,
    letters: mpsc::UnboundedReceiver<Taken>,
    tries: Arc<AtomicUsize>,
}

/// A letter that arrived.
pub(crate) struct Taken {
    /// What was said of its recipient.
    pub to: String,
    /// All of it, as it was sent.
    pub whole: String,
}

impl PostOffice {
    pub(crate) async fn open() -> Self {
        Self::answering(&[]).await
    }

    /// One that says these to the first letters instead of taking them.
    async fn answering(refusals: &[&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (taken, letters) = mpsc::unbounded_channel();
        let tries = Arc::new(AtomicUsize::new(0));
        let (counted, refusals) = (Arc::clone(&tries), refusals.to_vec());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let number = counted.fetch_add(1, Ordering::Relaxed);
                let refusal = refusals.get(number).copied();
                tokio::spawn(converse(stream, refusal, taken.clone()));
            }
        });
        Self {
            port,
            letters,
            tries,
        }
    }

    /// The way to it.
    pub(crate) fn mail(&self) -> Mail {
        way(self.port, SOON)
    }

    /// The next letter.
    pub(crate) async fn next(&mut self) -> Taken {
        let letter = timeout(LONGEST, self.letters.recv()).await;
        letter.expect("a letter in time").expect("a letter")
    }

    /// Whether nothing more came, once nothing more is on its way.
    pub(crate) async fn is_empty(&mut self, mail: &Mail) -> bool {
        timeout(LONGEST, mail.idle()).await.expect("idle in time");
        self.letters.try_recv().is_err()
    }
}

impl Taken {
    /// Its text.
    pub(crate) fn text(&self) -> String {
        let (head, body) = self.whole.split_once("\r\n\r\n").expect("a body");
        let bytes = match head.to_lowercase().contains("encoding: base64") {
            true => {
                let packed: String = body
                    .split_whitespace()
                    .filter(|part| *part != ".")
                    .collect();
                BASE64_STANDARD.decode(packed).expect("base64")
            }
            false => unquoted(body),
        };
        String::from_utf8(bytes).expect("text")
    }

    /// The token in its link, which leads there.
    pub(crate) fn token(&self, path: &str) -> String {
        let text = self.text();
        let start = format!("https://larder.example.org{path}?token=");
        let (_, rest) = text.split_once(&start).expect("a link");
        rest[..64].to_owned()
    }
}

/// Quoted-printable, or what needs none.
fn unquoted(body: &str) -> Vec<u8> {
    let body = body.replace("=\r\n", "");
    let mut parts = body.split('=');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        // A link that is not quoted has its own.
        match part
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
        {
            Some(byte) if body.contains("=3D") || !body.contains("token=") => {
                bytes.push(byte);
                bytes.extend(&part.as_bytes()[2..]);
            }
            _ => {
                bytes.push(b'=');
                bytes.extend(part.as_bytes());
            }
        }
    }
    bytes
}

fn way(port: u16, waits: [Duration; WAITS.len()]) -> Mail {
    let settings = Settings {
        smtp_host: "127.0.0.1".parse().ok(),
        smtp_port: Some(port),
        smtp_tls: SmtpTls::Off,
        mail_from: "Larder <larder@example.org>".parse().ok(),
        url: "https://larder.example.org".parse().ok(),
        ..Settings::default()
    };
    let mail = Mail::open(&settings).expect("sound").expect("set");
    let office = Arc::into_inner(mail.0).expect("nobody else has it");
    Mail(Arc::new(Office { waits, ..office }))
}

/// The conversation of RFC 5321, as far as a client of one letter needs it.
async fn converse(
    stream: TcpStream,
    refusal: Option<&'static str>,
    taken: mpsc::UnboundedSender<Taken>,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 here\r\n").await?;
    let mut to = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let answer: String = match line.split([' ', '\r']).next().unwrap_or_default() {
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let mut whole = String::new();
                while !whole.ends_with("\r\n.\r\n") {
                    stream.read_line(&mut whole).await?;
                }
                let to = to.clone();
                let _ = taken.send(Taken { to, whole });
                "250 taken\r\n".to_owned()
            }
            "QUIT" => return stream.write_all(b"221 bye\r\n").await,
            "RCPT" => {
                line.clone_into(&mut to);
                match refusal {
                    Some(refusal) => format!("{refusal} {}", line.trim_start_matches("RCPT TO:")),
                    None => "250 known\r\n".to_owned(),
                }
            }
            _ => "250 here\r\n".to_owned(),
        };
        stream.write_all(answer.as_bytes()).await?;
    }
}

fn letter(text: &str) -> Letter {
    Letter {
        to: Email::parse("ana@example.org").expect("an address"),
        subject: "Larder: is this your address?".into(),
        text: text.to_owned(),
        stop: None,
    }
}

fn place(mail: &Mail) -> Place {
    mail.place().expect("room")
}

#[tokio::test]
async fn a_letter_arrives_with_what_every_letter_has_and_nobody_answers_by_itself() {
    let mut office = PostOffice::open().await;
    let mail = office.mail();
    let link = mail.link("/account/verify?token=00");
    let text = format!("Grüße,\n\n{link}\n.\nBcc: ben@example.org\n");
    mail.deliver(&letter(&text), place(&mail)).await;
    let taken = office.next().await;
    assert!(taken.to.contains("<ana@example.org>"), "{}", taken.to);
    let (head, _) = taken.whole.split_once("\r\n\r\n").expect("a head");
    let mut names: Vec<&str> = head
        .lines()
        .filter(|line| !line.starts_with([' ', '\t']))
        .filter_map(|line| line.split(':').next())
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "Auto-Submitted",
            "Content-Transfer-Encoding",
            "Content-Type",
            "Date",
            "From",
            "MIME-Version",
            "Message-ID",
            "Subject",
            "To"
        ]
    );
    assert!(head.contains("@example.org>"), "{head}");
    assert!(taken.text().contains("Grüße"), "{}", taken.text());
    assert!(taken.text().contains(&link), "{}", taken.text());
}

#[tokio::test]
async fn what_is_put_off_is_tried_again_and_what_is_refused_is_not() {
    let put_off = "451 come again for";
    let mut office = PostOffice::answering(&[put_off, put_off]).await;
    let mail = office.mail();
    mail.deliver(&letter("Hello"), place(&mail)).await;
    office.next().await;
    assert_eq!(office.tries.load(Ordering::Relaxed), 3);
    let mut office = PostOffice::answering(&["550 nobody is called"]).await;
    let mail = office.mail();
    mail.deliver(&letter("Hello"), place(&mail)).await;
    assert_eq!(office.tries.load(Ordering::Relaxed), 1);
    assert!(office.is_empty(&mail).await);
}

#[tokio::test]
async fn what_is_said_of_a_failure_names_nobody() {
    let office = PostOffice::answering(&["550 nobody is called", "451 come again for"]).await;
    let mail = office.mail();
    let message = mail.message(&letter("Hello")).expect("a letter");
    for number in ["550", "451"] {
        let error = mail.try_once(&message).await.expect_err("refused");
        assert!(error.to_string().contains("ana@"), "it is there to be told");
        let told = told(&error);
        assert!(told.contains(number) && !told.contains("ana"), "{told}");
    }
    let nobody = way(unused_port().await, SOON);
    let error = nobody
        .try_once(&message)
        .await
        .expect_err("nobody is there");
    assert!(!told(&error).contains("ana"), "{}", told(&error));
}

async fn unused_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    listener.local_addr().expect("an address").port()
}

#[tokio::test]
async fn whoever_ends_the_server_waits_for_no_patience() {
    let mail = way(unused_port().await, [Duration::from_secs(24 * 3_600); 5]);
    let room = place(&mail);
    let sending = tokio::spawn({
        let mail = mail.clone();
        async move { mail.deliver(&letter("Hello"), room).await }
    });
    mail.hurry();
    let done = timeout(LONGEST, mail.idle()).await;
    assert!(done.is_ok(), "it waits");
    sending.await.expect("done");
}

#[tokio::test]
async fn so_many_may_be_on_their_way_and_no_more() {
    let mail = way(unused_port().await, SOON);
    let mut places: Vec<Place> = std::iter::from_fn(|| mail.place()).collect();
    assert_eq!(places.len(), MOST as usize);
    places.pop();
    assert!(mail.place().is_some());
    assert!(mail.spare_place().is_none(), "it can wait");
    places.truncate(MOST as usize / 2);
    assert!(mail.spare_place().is_none(), "half is left to others");
    places.pop();
    assert!(mail.spare_place().is_some());
}
