//! What stands before several servers: it passes each connection on to the next one in turn
//! that answers. It ends with the value.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// A running balancer.
pub struct Balancer {
    /// Where devices find it.
    pub url: String,
    _accepting: JoinSet<()>,
}

impl Balancer {
    /// Stands before servers.
    pub async fn before(servers: &[&str]) -> Result<Self> {
        let servers: Arc<[String]> = servers
            .iter()
            .map(|url| url.trim_start_matches("http://").to_owned())
            .collect();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let mut accepting = JoinSet::new();
        accepting.spawn(async move {
            let turn = Arc::new(AtomicUsize::new(0));
            let mut passing = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                passing.spawn(pass(stream, Arc::clone(&servers), Arc::clone(&turn)));
                while passing.try_join_next().is_some() {}
            }
        });
        Ok(Self {
            url,
            _accepting: accepting,
        })
    }
}

async fn pass(mut from: TcpStream, servers: Arc<[String]>, turn: Arc<AtomicUsize>) {
    for _ in 0..servers.len() {
        let next = turn.fetch_add(1, Ordering::Relaxed) % servers.len();
        if let Ok(mut to) = TcpStream::connect(&servers[next]).await {
            // Whoever ends it ends it for both.
            let _ = copy_bidirectional(&mut from, &mut to).await;
            return;
        }
    }
}
