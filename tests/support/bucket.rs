//! A bucket: an S3 server that others wrote (s3s), on a port and a folder of its own; it ends
//! with the value.

use std::path::PathBuf;

use anyhow::{Context, Result};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// What it is called.
const NAME: &str = "kitchen";
const KEY_ID: &str = "larder";
/// The secret that goes with the key.
pub const SECRET: &str = "salt and pepper";

/// A running S3 server with one bucket.
pub struct Store {
    root: TempDir,
    url: String,
    serving: JoinSet<()>,
}

impl Store {
    /// Opens it.
    pub async fn open() -> Result<Self> {
        let root = tempfile::tempdir()?;
        std::fs::create_dir(root.path().join(NAME))?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let mut store = Self {
            root,
            url,
            serving: JoinSet::new(),
        };
        store.serve(listener)?;
        Ok(store)
    }

    fn serve(&mut self, listener: TcpListener) -> Result<()> {
        let files = FileSystem::new(self.root.path());
        let files = files.ok().context("a folder for the S3 server")?;
        let mut service = S3ServiceBuilder::new(files);
        service.set_auth(SimpleAuth::from_single(KEY_ID, SECRET));
        let service = service.build();
        self.serving.spawn(async move {
            // They end with whoever takes them.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let service = service.clone();
                connections.spawn(async move {
                    let http = Builder::new(TokioExecutor::new());
                    // Who breaks off is nobody's loss.
                    let _ = http.serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
        Ok(())
    }

    /// Lets nobody in for a while.
    pub async fn close(&mut self) {
        self.serving.shutdown().await;
    }

    /// Opens it again, where it was.
    pub async fn open_again(&mut self) -> Result<()> {
        let listener = TcpListener::bind(self.url.trim_start_matches("http://")).await?;
        self.serve(listener)
    }

    /// What a Larder is told, to keep its pictures in it. Settings live as long as the process.
    pub fn settings(&self) -> Vec<(&'static str, &'static str)> {
        let url: &'static str = self.url.clone().leak();
        vec![
            ("LARDER_S3_BUCKET", NAME),
            ("LARDER_S3_ENDPOINT", url),
            ("LARDER_S3_KEY_ID", KEY_ID),
            ("LARDER_S3_SECRET", SECRET),
        ]
    }

    /// The keys of its objects, below one.
    pub fn keys(&self, below: &str) -> Result<Vec<String>> {
        let root = self.root.path().join(NAME);
        let mut folders = vec![root.join(below)];
        let mut keys = Vec::new();
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(&folder) else {
                continue;
            };
            for entry in entries {
                let path: PathBuf = entry?.path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => keys.push(path.strip_prefix(&root)?.display().to_string()),
                }
            }
        }
        keys.sort();
        Ok(keys)
    }

    /// The bytes of an object.
    pub fn bytes(&self, key: &str) -> Result<Vec<u8>> {
        Ok(std::fs::read(self.root.path().join(NAME).join(key))?)
    }
}
