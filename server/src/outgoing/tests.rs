//! Calls to servers of this machine that answer as a test wants.

use std::sync::Mutex;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::*;

/// A server that says one thing to everybody; its port, and what it was told.
async fn saying(answer: &'static str) -> (u16, Arc<Mutex<Vec<u8>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&heard);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut bytes = [0; 4096];
            let count = stream.read(&mut bytes).await.unwrap_or(0);
            told.lock()
                .expect("heard")
                .extend_from_slice(&bytes[..count]);
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    (port, heard)
}

async fn call(out: &Outgoing, url: &str) -> Result<Answer, Trouble> {
    let target = out.target(url)?;
    let headers = [(header::CONTENT_TYPE, "text/plain".to_owned())];
    out.post(&target, &headers, b"milk".to_vec()).await
}

#[tokio::test]
async fn a_body_goes_out_and_the_status_comes_back() {
    let (port, heard) = saying("HTTP/1.1 503 Later\r\nretry-after: 7\r\n\r\n").await;
    let out = Outgoing::new(true);
    let answer = call(&out, &format!("http://localhost:{port}/a?b=c")).await;
    let expected = Answer {
        status: 503,
        retry_after: Some(Duration::from_secs(7)),
    };
    assert_eq!(answer.expect("an answer"), expected);
    let heard = String::from_utf8(heard.lock().expect("heard").clone()).expect("text");
    assert!(heard.starts_with("POST /a?b=c HTTP/1.1\r\n"), "{heard}");
    assert!(
        heard.contains(&format!("host: localhost:{port}\r\n")),
        "{heard}"
    );
    assert!(heard.ends_with("\r\n\r\nmilk"), "{heard}");
}

#[tokio::test]
async fn a_redirect_is_an_answer_like_any_other() {
    let (inner, heard) = saying("HTTP/1.1 200 OK\r\n\r\n").await;
    let moved = format!("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:{inner}/\r\n\r\n");
    let (port, _) = saying(moved.leak()).await;
    let answer = call(&Outgoing::new(true), &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(answer.expect("an answer").status, 302);
    assert!(heard.lock().expect("heard").is_empty(), "it was followed");
}

#[tokio::test]
async fn what_answers_without_end_is_read_no_further_than_its_head() {
    let head = format!("HTTP/1.1 200 OK\r\nx: {}", "a".repeat(MOST_HEAD * 2));
    let (port, _) = saying(head.leak()).await;
    let answer = call(&Outgoing::new(true), &format!("http://127.0.0.1:{port}/")).await;
    assert!(matches!(answer, Err(Trouble::Http)), "{answer:?}");
    let (port, _) = saying("HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\na").await;
    let answer = call(&Outgoing::new(true), &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(answer.expect("an answer").status, 200);
}

/// The name comes to an address of this machine, and so do spellings of it that only a look-up
/// understands.
#[tokio::test]
async fn a_private_address_is_called_by_no_name_unless_that_is_allowed() {
    let (port, heard) = saying("HTTP/1.1 200 OK\r\n\r\n").await;
    let out = Outgoing::new(false);
    for host in [
        "localhost",
        "127.0.0.1",
        "[::1]",
        "2130706433",
        "0x7f.1",
        "10.0.0.1",
    ] {
        let refused = call(&out, &format!("https://{host}:{port}/")).await;
        let is_refused = matches!(
            refused,
            Err(Trouble::Refused(Refused::Private) | Trouble::NoName)
        );
        assert!(is_refused, "{host}: {refused:?}");
    }
    for host in [
        "169.254.169.254",
        "[fd00:ec2::254]",
        "0.0.0.0",
        "2852039166",
    ] {
        let refused = call(&Outgoing::new(true), &format!("https://{host}:{port}/")).await;
        let is_refused = matches!(
            refused,
            Err(Trouble::Refused(Refused::Never) | Trouble::NoName)
        );
        assert!(is_refused, "{host}: {refused:?}");
    }
    assert!(heard.lock().expect("heard").is_empty());
}

#[test]
fn an_address_is_one_of_a_page_without_a_name_or_password() {
    let out = Outgoing::new(false);
    for url in [
        "",
        "example.org",
        "/path",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://ana:secret@example.org/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org/a b",
        "https://example.org/#part",
        "https://exämple.org/",
        "https://example.org/\r\nx: y",
    ] {
        assert_eq!(out.target(url), Err(Refused::NoUrl), "{url}");
    }
    assert_eq!(out.target("http://example.org/"), Err(Refused::Plain));
    assert!(Outgoing::new(true).target("http://192.168.0.7/").is_ok());
    let public = Outgoing::new(true).target("http://93.184.215.14/");
    assert_eq!(public, Err(Refused::Plain));
}

#[test]
fn an_origin_is_what_browsers_make_of_it() {
    let out = Outgoing::new(true);
    for (url, origin) in [
        ("https://Push.Example.net/a/b", "https://push.example.net"),
        ("https://push.example.net:443/", "https://push.example.net"),
        (
            "https://push.example.net:8443/a",
            "https://push.example.net:8443",
        ),
        ("http://[::1]:8080/", "http://[::1]:8080"),
    ] {
        assert_eq!(out.target(url).expect("sound").origin(), origin);
    }
}
