//! Connections: how many there are at most, how long one may take to say what it wants, and how
//! they end.
//!
//! Nobody has proved anything when a connection begins. So a silent one is closed, and there
//! are never more than leave enough descriptors for the database and its files.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::time::{Sleep, sleep};
use tower::ServiceExt as _;

use crate::gateway::address::Peer;

/// How long the head of a request may take to come, from the end of the one before: what
/// browsers leave open is opened again without anybody noticing.
const HEAD: Duration = Duration::from_secs(30);
/// How long one may take nothing of its answer: a phone that has lost its network is not there
/// any more.
const STALLED: Duration = Duration::from_secs(60);
/// What of a request's head is held at most, in bytes, before anybody has proved anything:
/// browsers send some hundreds, and a cookie or a token is no longer than that.
const BUFFER: usize = 32 * 1024;
/// The most connections that are ever held; an idle one takes some ten kilobytes.
const MOST: usize = 10_000;
/// However few descriptors there are.
const LEAST: usize = 16;

/// The places for connections, sockets among them: half of the descriptors that the system
/// allows this process, as many of which are asked for as there are.
pub fn places() -> Arc<Semaphore> {
    let most = usize::try_from(descriptors() / 2).unwrap_or(MOST);
    Arc::new(Semaphore::new(most.clamp(LEAST, MOST)))
}

/// As many as the system gives, once it is asked for enough.
#[cfg(unix)]
fn descriptors() -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let wanted = MOST as u64 * 2;
    let given = getrlimit(Resource::Nofile);
    let (Some(now), most) = (given.current, given.maximum) else {
        return wanted;
    };
    let more = most.unwrap_or(wanted).min(wanted).max(now);
    let asked = Rlimit {
        current: Some(more),
        maximum: most,
    };
    match setrlimit(Resource::Nofile, asked) {
        Ok(()) => more,
        Err(_) => now,
    }
}

/// Elsewhere nobody counts them.
#[cfg(not(unix))]
fn descriptors() -> u64 {
    MOST as u64 * 2
}

/// Answers all who come until it is over, and those who wait for an answer then. Who finds no
/// place waits for one.
pub async fn answer<L>(
    listener: L,
    routes: Router,
    places: Arc<Semaphore>,
    over: watch::Receiver<bool>,
) where
    L: Listener<Addr = SocketAddr>,
{
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(BUFFER);
    answer_by(http, listener, routes, places, over).await;
}

async fn answer_by<L>(
    http: http1::Builder,
    mut listener: L,
    routes: Router,
    places: Arc<Semaphore>,
    over: watch::Receiver<bool>,
) where
    L: Listener<Addr = SocketAddr>,
{
    // Each connection has a sender; when all are gone, so are they.
    let (open, mut all_closed) = mpsc::channel::<Infallible>(1);
    let mut end = pin!(is_over(over.clone()));
    loop {
        let next = async {
            // Nobody closes them.
            let place = Arc::clone(&places).acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, (stream, peer)) = tokio::select! {
            next = next => next,
            () = &mut end => break,
        };
        let stream = TokioIo::new(Placed {
            stream,
            stalled: None,
            patience: STALLED,
            _place: place,
        });
        let routes = routes.clone();
        let service = service_fn(move |request| respond(routes.clone(), peer, request));
        let connection = http.serve_connection(stream, service).with_upgrades();
        let (over, open) = (over.clone(), open.clone());
        tokio::spawn(async move {
            let mut connection = pin!(connection);
            // Who breaks off is nobody's loss.
            let _ = tokio::select! {
                done = connection.as_mut() => done,
                () = is_over(over) => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            drop(open);
        });
    }
    drop((listener, open));
    let _ = all_closed.recv().await;
}

/// Until the server is asked to end.
pub async fn is_over(mut over: watch::Receiver<bool>) {
    // An error means that the sender is gone: the end too.
    let _ = over.wait_for(|is_over| *is_over).await;
}

async fn respond(
    routes: Router,
    peer: SocketAddr,
    mut request: hyper::Request<Incoming>,
) -> Result<Response, Infallible> {
    request.extensions_mut().insert(ConnectInfo(Peer(peer)));
    routes.oneshot(request.map(Body::new)).await
}

/// A stream that holds its place as long as it is open, as a socket too, and is given up when
/// nothing that is sent over it is taken.
struct Placed<Io> {
    stream: Io,
    /// Until when something must be taken, while nothing is.
    stalled: Option<Pin<Box<Sleep>>>,
    patience: Duration,
    _place: Option<OwnedSemaphorePermit>,
}

impl<Io> Placed<Io> {
    /// What came of sending, or that it was waited for long enough.
    fn within<T>(
        &mut self,
        context: &mut Context<'_>,
        sent: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if sent.is_ready() {
            self.stalled = None;
            return sent;
        }
        let patience = self.patience;
        let stalled = self
            .stalled
            .get_or_insert_with(|| Box::pin(sleep(patience)));
        stalled
            .as_mut()
            .poll(context)
            .map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Placed<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Placed<Io> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.within(context, sent)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.within(context, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let sent = Pin::new(&mut self.stream).poll_flush(context);
        self.within(context, sent)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let sent = Pin::new(&mut self.stream).poll_shutdown(context);
        self.within(context, sent)
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::{TcpListener, TcpStream};
    use tokio::time::{Instant, timeout};

    use super::*;
    use crate::tcp;

    const ASK: &[u8] = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n";
    const SOON: Duration = Duration::from_millis(300);
    const SHORT: Duration = Duration::from_secs(1);

    /// A server with so many places: where it is, and how it is ended.
    async fn with_places(
        most: usize,
    ) -> (SocketAddr, watch::Sender<bool>, tokio::task::JoinHandle<()>) {
        let slow = get(|| async {
            sleep(SOON).await;
            "late"
        });
        let who = get(|ConnectInfo(Peer(peer)): ConnectInfo<Peer>| async move { peer.to_string() });
        let routes = Router::new().route("/", who).route("/slow", slow);
        let tcp = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = tcp.local_addr().expect("an address");
        let (ended, over) = watch::channel(false);
        let places = Arc::new(Semaphore::new(most));
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(SHORT);
        let serving = answer_by(http, tcp::at_once(tcp), routes, places, over);
        (address, ended, tokio::spawn(serving))
    }

    async fn asked(address: SocketAddr, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(bytes).await.expect("sent");
        stream
    }

    async fn some(stream: &mut TcpStream) -> String {
        let mut bytes = [0; 512];
        let count = stream.read(&mut bytes).await.expect("read");
        String::from_utf8_lossy(&bytes[..count]).into_owned()
    }

    #[tokio::test]
    async fn who_finds_no_place_waits_until_one_goes() {
        let (address, _ended, _serving) = with_places(1).await;
        let mut first = asked(address, ASK).await;
        let answer = some(&mut first).await;
        let peer = first.local_addr().expect("an address").to_string();
        assert!(answer.ends_with(&peer), "{answer}");
        let mut second = asked(address, ASK).await;
        assert!(timeout(SOON, some(&mut second)).await.is_err(), "no place");
        drop(first);
        assert!(some(&mut second).await.starts_with("HTTP/1.1 200"));
    }

    #[tokio::test]
    async fn half_a_question_and_a_silent_connection_are_closed() {
        let (address, _ended, _serving) = with_places(9).await;
        for bytes in [&ASK[..20], &ASK[..0]] {
            let mut stream = asked(address, bytes).await;
            let before = Instant::now();
            let mut rest = Vec::new();
            stream.read_to_end(&mut rest).await.expect("closed");
            let took = before.elapsed();
            assert!(took >= SHORT - SOON && took < SHORT * 5, "{took:?}");
        }
    }

    #[tokio::test]
    async fn who_takes_nothing_of_its_answer_is_given_up() {
        // Less than is sent.
        let (stream, mut other) = tokio::io::duplex(16);
        let mut placed = Placed {
            stream,
            stalled: None,
            patience: SOON,
            _place: None,
        };
        let error = placed.write_all(&[0; 64]).await.expect_err("nobody reads");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        let mut some = [0; 8];
        other.read_exact(&mut some).await.expect("what was sent");
        placed.stalled = None;
        let late = async {
            sleep(SOON / 2).await;
            other.read_exact(&mut [0; 8]).await
        };
        let (sent, read) = tokio::join!(placed.write_all(&[0; 12]), late);
        sent.expect("taken in time");
        read.expect("read");
    }

    #[tokio::test]
    async fn what_was_asked_is_answered_after_the_end() {
        let (address, ended, serving) = with_places(9).await;
        let mut idle = asked(address, ASK).await;
        some(&mut idle).await;
        let mut slow = asked(address, b"GET /slow HTTP/1.1\r\nHost: here\r\n\r\n").await;
        sleep(SOON / 4).await;
        ended.send_replace(true);
        assert!(some(&mut slow).await.ends_with("late"));
        timeout(HEAD / 4, serving)
            .await
            .expect("ended")
            .expect("well");
        assert!(TcpStream::connect(address).await.is_err(), "nobody listens");
    }
}
