//! A bucket of an S3 server, where files lie that outgrow one machine or are shared by several
//! servers. Without one they lie beside the database.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use clap::Args;
use futures_util::TryStreamExt as _;
use object_store::aws::AmazonS3Builder;
use object_store::path::Path as Key;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, ObjectStoreExt as _, RetryConfig};

use crate::config::Address;
use crate::mail::Password;
use crate::tls;

pub use object_store::Error;

/// How long one request to the bucket may take: a picture of 8 MiB at 3 Mbit/s takes 22 s.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it is tried again in all, when the server of the bucket is busy or away.
const TRIED: Duration = Duration::from_secs(8);
/// How long the first look at a bucket may take: whoever mistyped its address waits for it.
const LOOK: Duration = Duration::from_secs(10);
/// What nobody knows of and has lain there for so long is left over; what is younger may be
/// another server's, which is about to write its row.
const LEFT_OVER: Duration = Duration::from_secs(24 * 60 * 60);
/// What is written and removed to see whether the bucket takes anything.
const PROBE: &str = "larder-probe";

/// What may be set.
#[derive(Args, Clone, Debug, Default)]
#[group(id = "objects")]
pub struct Settings {
    /// The bucket of an S3 server in which pictures of receipts lie, in place of the data
    /// folder: several servers share it.
    #[arg(long, env = "LARDER_S3_BUCKET", value_name = "NAME")]
    pub s3_bucket: Option<String>,
    /// Where that server is, such as https://s3.example.org. Without it: that of Amazon in the
    /// region.
    #[arg(long, env = "LARDER_S3_ENDPOINT", value_name = "URL")]
    pub s3_endpoint: Option<Address>,
    /// Its region.
    #[arg(
        long,
        env = "LARDER_S3_REGION",
        default_value = "us-east-1",
        value_name = "NAME"
    )]
    pub s3_region: String,
    /// What begins the names in the bucket, where it is not for this server alone.
    #[arg(long, env = "LARDER_S3_PREFIX", value_name = "PATH")]
    pub s3_prefix: Option<String>,
    /// The name of the key by which this server is let in.
    #[arg(long, env = "LARDER_S3_KEY_ID", value_name = "ID")]
    pub s3_key_id: Option<String>,
    /// The secret that goes with that key.
    #[arg(
        long,
        env = "LARDER_S3_SECRET",
        value_name = "SECRET",
        hide_env_values = true
    )]
    pub s3_secret: Option<Password>,
}

impl Settings {
    /// What is wrong with all of it together, and what to write instead.
    pub fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        let is_used = self.s3_bucket.is_some();
        for (key, is_set) in [
            ("s3-endpoint", self.s3_endpoint.is_some()),
            ("s3-prefix", self.s3_prefix.is_some()),
            ("s3-key-id", self.s3_key_id.is_some()),
            ("s3-secret", self.s3_secret.is_some()),
        ] {
            if is_set && !is_used {
                mistakes.push(format!(
                    "`{key}` does nothing without a bucket; write for example \
                     `s3-bucket = \"larder\"`, or leave it out"
                ));
            }
        }
        if is_used && (self.s3_key_id.is_none() || self.s3_secret.is_none()) {
            mistakes.push(
                "`s3-bucket` needs `s3-key-id` and `s3-secret` beside it; name the secret's file \
                 by `s3-secret-file`"
                    .to_owned(),
            );
        }
        mistakes
    }

    /// The bucket, if one is named, once it has taken something.
    ///
    /// # Errors
    ///
    /// If it cannot be reached, or takes nothing: what to look at.
    pub async fn open(&self) -> Result<Option<Bucket>> {
        let Some(name) = &self.s3_bucket else {
            return Ok(None);
        };
        let endpoint = self.s3_endpoint.as_ref().map(|Address(url)| url.as_str());
        let at = endpoint.unwrap_or("Amazon");
        let bucket = self.bucket(name, endpoint);
        let bucket = bucket.with_context(|| format!("the bucket {name} cannot be used"))?;
        let looked = tokio::time::timeout(LOOK, bucket.probe()).await;
        let advice = || {
            format!(
                "the bucket {name} at {at} takes nothing: look whether it is there, and at \
                 `s3-endpoint`, `s3-region`, `s3-key-id` and `s3-secret`"
            )
        };
        looked
            .context("it does not answer")
            .with_context(advice)?
            .with_context(advice)?;
        Ok(Some(bucket))
    }

    fn bucket(&self, name: &str, endpoint: Option<&str>) -> Result<Bucket> {
        tls::use_provider();
        let retry = RetryConfig {
            backoff: BackoffConfig::default(),
            max_retries: 5,
            retry_timeout: TRIED,
        };
        let client = ClientOptions::new()
            .with_timeout(PATIENCE)
            .with_allow_http(true);
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(name)
            .with_region(&self.s3_region)
            .with_access_key_id(self.s3_key_id.clone().unwrap_or_default())
            .with_secret_access_key(
                self.s3_secret
                    .clone()
                    .map(|secret| secret.0)
                    .unwrap_or_default(),
            )
            .with_retry(retry)
            .with_client_options(client);
        if let Some(endpoint) = endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let prefix = Key::from(self.s3_prefix.as_deref().unwrap_or_default());
        Ok(Bucket::new(PrefixStore::new(builder.build()?, prefix)))
    }
}

/// A bucket; cheap to clone.
#[derive(Clone)]
pub struct Bucket(Arc<dyn ObjectStore>);

impl fmt::Debug for Bucket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Bucket({})", self.0)
    }
}

impl Bucket {
    /// What keeps objects.
    pub fn new(store: impl ObjectStore) -> Self {
        Self(Arc::new(store))
    }

    /// The store itself.
    pub fn store(&self) -> Arc<dyn ObjectStore> {
        Arc::clone(&self.0)
    }

    /// Whether it takes and gives back what it is given.
    ///
    /// # Errors
    ///
    /// Why not.
    pub async fn probe(&self) -> Result<(), Error> {
        let key = Key::from(PROBE);
        self.0.put(&key, PROBE.into()).await?;
        self.0.head(&key).await?;
        Ok(())
    }

    /// Whether it answers: what is asked often is not to cost a write.
    ///
    /// # Errors
    ///
    /// Why not.
    pub async fn look(&self) -> Result<(), Error> {
        self.has(&Key::from(PROBE)).await?;
        Ok(())
    }

    /// Keeps some bytes under a key, in place of what was there.
    ///
    /// # Errors
    ///
    /// If the bucket says no.
    pub async fn put(&self, key: &Key, bytes: Vec<u8>) -> Result<(), Error> {
        self.0.put(key, bytes.into()).await?;
        Ok(())
    }

    /// Whether there is something under a key.
    ///
    /// # Errors
    ///
    /// If the bucket says no.
    pub async fn has(&self, key: &Key) -> Result<bool, Error> {
        Ok(found(self.0.head(key).await)?.is_some())
    }

    /// All of what is under a key; `None` if nothing is.
    ///
    /// # Errors
    ///
    /// If the bucket says no.
    pub async fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, Error> {
        match found(self.0.get(key).await)? {
            Some(found) => Ok(Some(found.bytes().await?.into())),
            None => Ok(None),
        }
    }

    /// Some of what is under a key; `None` if nothing is.
    ///
    /// # Errors
    ///
    /// If the bucket says no.
    pub async fn range(&self, key: &Key, range: Range<u64>) -> Result<Option<Vec<u8>>, Error> {
        let bytes = found(self.0.get_range(key, range).await)?;
        Ok(bytes.map(Into::into))
    }

    /// Removes what is under a key, if something is.
    ///
    /// # Errors
    ///
    /// If the bucket says no.
    pub async fn remove(&self, key: &Key) -> Result<(), Error> {
        found(self.0.delete(key).await)?;
        Ok(())
    }

    /// The keys below one, with how many bytes are under each.
    ///
    /// # Errors
    ///
    /// If the bucket says no.
    pub async fn sizes(&self, below: &Key) -> Result<Vec<(Key, u64)>, Error> {
        let all = self.0.list(Some(below));
        all.map_ok(|object| (object.location, object.size))
            .try_collect()
            .await
    }

    /// The keys below one that have been there for a day.
    ///
    /// # Errors
    ///
    /// If the bucket says no.
    pub async fn old(&self, below: &Key) -> Result<Vec<Key>, Error> {
        let all = self.0.list(Some(below));
        all.try_filter_map(async |object| {
            let is_old = is_left_over(object.last_modified.into());
            Ok(is_old.then_some(object.location))
        })
        .try_collect()
        .await
    }
}

/// Whether what was written then, and nobody knows of, is nobody's any more.
pub fn is_left_over(written: SystemTime) -> bool {
    written.elapsed().is_ok_and(|age| age > LEFT_OVER)
}

/// What was asked for, where it is there.
fn found<T>(answer: Result<T, Error>) -> Result<Option<T>, Error> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_together_is_asked_for_together() {
        let with = |change: fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            settings.mistakes().join("; ")
        };
        assert_eq!(with(|_| {}), "");
        let lonely = with(|settings| settings.s3_key_id = Some("me".to_owned()));
        assert!(lonely.contains("`s3-key-id` does nothing"), "{lonely}");
        let open = with(|settings| settings.s3_bucket = Some("larder".to_owned()));
        assert!(open.contains("needs `s3-key-id`"), "{open}");
    }

    #[tokio::test]
    async fn a_bucket_that_is_not_there_says_what_to_look_at() {
        let unused = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let at = unused.local_addr().expect("an address");
        drop(unused);
        let settings = Settings {
            s3_bucket: Some("larder".to_owned()),
            s3_endpoint: format!("http://{at}").parse().ok(),
            s3_region: "us-east-1".to_owned(),
            s3_key_id: Some("me".to_owned()),
            s3_secret: "secret".parse().ok(),
            ..Settings::default()
        };
        let error = settings.open().await.expect_err("nobody is there");
        let told = format!("{error:#}");
        assert!(
            told.contains("the bucket larder at http://127.0.0.1"),
            "{told}"
        );
        assert!(told.contains("`s3-endpoint`"), "{told}");
    }
}
