//! Over a socket a device hears at once of what others write.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use futures_util::{SinkExt, StreamExt};
use sync::exchange::{Frame, Hello, PROTOCOL, Refusal};
use sync::{Change, EntityId, EntityType, Kind, ReplicaId, Scope};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::phone::{Api, HOUSEHOLD, Phone};
use crate::support::server::Server;

/// Far more than a server on this machine takes.
const PATIENCE: Duration = Duration::from_secs(10);

/// A device's socket.
pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Opens one.
pub async fn open(url: &str, token: &str) -> Result<Socket, Error> {
    let url = url.replacen("http", "ws", 1);
    let mut request = format!("{url}/api/v1/sync/socket").into_client_request()?;
    if let Ok(value) = format!("Bearer {token}").parse() {
        request.headers_mut().insert("authorization", value);
    }
    Ok(connect_async(request).await?.0)
}

/// Says a frame.
pub async fn say(socket: &mut Socket, frame: &Frame) -> Result<()> {
    Ok(socket.send(Message::binary(frame.encode()?)).await?)
}

/// The next frame.
pub async fn hear(socket: &mut Socket) -> Result<Frame> {
    loop {
        let message = timeout(PATIENCE, socket.next()).await?;
        match message.context("the socket ended")?? {
            Message::Binary(bytes) => return Ok(Frame::decode(&bytes)?),
            Message::Ping(_) | Message::Pong(_) => {}
            other => bail!("{other:?}"),
        }
    }
}

fn hello(replica: u64) -> Frame {
    Frame::Hello(Hello {
        protocol: PROTOCOL,
        schema: 1,
        household: HOUSEHOLD,
        replica: ReplicaId(replica),
        epoch: None,
        cursor: 0,
        needs: 0,
    })
}

fn change() -> Change {
    let add = Kind::Add {
        scope: Scope {
            of: EntityId([2; 16]),
            at: EntityId([3; 16]),
        },
        amount: 1,
        reason: 1,
    };
    Change::new(EntityType(3), EntityId([9; 16]), add)
}

#[tokio::test]
async fn a_device_with_a_socket_hears_of_what_another_one_sends() -> Result<()> {
    let server = Server::start()?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let member = api.join(&owner, "member").await?;
    let mut socket = open(&server.url, &member).await?;
    say(&mut socket, &hello(2)).await?;
    let welcome = hear(&mut socket).await?;
    ensure!(
        matches!(&welcome, Frame::Welcome(welcome) if welcome.head == 0),
        "{welcome:?}"
    );
    let mut phone = Phone::new(1, owner);
    phone.act(change(), 1_790_000_000_000)?;
    phone.exchange(&api, 1_790_000_000_000).await?;
    let poke = hear(&mut socket).await?;
    ensure!(poke == Frame::Poke { head: 1 }, "{poke:?}");
    say(&mut socket, &Frame::Pull { after: 0, needs: 0 }).await?;
    let page = hear(&mut socket).await?;
    ensure!(
        matches!(&page, Frame::Page(page) if page.rows.len() == 1),
        "{page:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_socket_answers_nonsense_with_no_and_strangers_not_at_all() -> Result<()> {
    let server = Server::start()?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let mut socket = open(&server.url, &owner).await?;
    for nonsense in [Message::text("hello"), Message::binary(vec![0xFF])] {
        socket.send(nonsense).await?;
        let refused = hear(&mut socket).await?;
        ensure!(refused == Frame::Refused(Refusal::Malformed), "{refused:?}");
    }
    let stranger = open(&server.url, "somebody").await;
    ensure!(
        matches!(&stranger, Err(Error::Http(answer)) if answer.status() == 401),
        "let in"
    );
    Ok(())
}
