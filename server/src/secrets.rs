//! Secrets that the server makes for itself when it first needs them: a file each, beside the
//! data, that nobody but its owner may read. Where a secret for all of them is set, they lie in
//! the database, [sealed] by it, so that several servers have the same ones without a folder
//! that all of them see. A copy of the database alone opens nothing either way.

mod sealed;

use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::accounts::seal as addresses;
use crate::db::{self, Db};
use crate::identity::hex;
use crate::mail::Password;
use crate::push::Vapid;
use crate::{durable, random, tls};
use sealed::Seal;

/// The fewest bytes of the secret that seals the others: nobody tries as many.
const LEAST: usize = 32;

/// One of them.
#[derive(Clone, Copy)]
pub struct Secret {
    /// What its file is called.
    name: &'static str,
    make: fn() -> Option<Vec<u8>>,
}

/// By which `/metrics` is read from other machines.
pub const METRICS_TOKEN: Secret = Secret::text("metrics-token");
/// Of which the secrets of webhooks are made.
pub const WEBHOOK_KEY: Secret = Secret::text("webhook.key");
/// Signs access tokens.
pub const TOKEN_KEY: Secret = Secret::bytes("token.key");
/// Seals e-mail addresses. It is made only while none is sealed.
pub const ADDRESS_KEY: Secret = Secret::bytes("address.key");
/// Seals the files of scan jobs.
pub const SCAN_KEY: Secret = Secret::bytes("scan.key");
/// By which push services know the server.
pub const PUSH_KEY: Secret = Secret {
    name: "push.key",
    make: Vapid::key,
};

const ALL: [Secret; 6] = [
    METRICS_TOKEN,
    WEBHOOK_KEY,
    TOKEN_KEY,
    ADDRESS_KEY,
    SCAN_KEY,
    PUSH_KEY,
];

impl Secret {
    /// 256 random bits as a line of 64 hexadecimal digits.
    const fn text(name: &'static str) -> Self {
        let make = || Some(format!("{}\n", hex(&random::bytes::<32>()?)).into_bytes());
        Self { name, make }
    }

    /// 256 random bits.
    const fn bytes(name: &'static str) -> Self {
        let make = || Some(random::bytes::<32>()?.to_vec());
        Self { name, make }
    }

    fn made(&self) -> Result<Vec<u8>> {
        (self.make)().context("the system gives no random numbers")
    }
}

/// The server's own secrets.
pub struct Secrets {
    data: PathBuf,
    /// What stands in the database, by its name; none where it is in files.
    sealed: Option<HashMap<&'static str, Vec<u8>>>,
}

impl Secrets {
    /// Those in a data folder.
    pub fn beside(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            sealed: None,
        }
    }

    /// Those in the database where a secret seals them, else those in the data folder. What
    /// lies there already goes on to count.
    ///
    /// # Errors
    ///
    /// If they were sealed by another one, or can be neither read nor made.
    pub async fn open(db: &Db, data: &Path, by: Option<&Password>) -> Result<Self> {
        let mut secrets = Self::beside(data);
        if let Some(Password(by)) = by {
            let seal = Seal::new(by);
            let mut sealed = HashMap::new();
            let has_addresses = addresses::are_sealed(db).await?;
            for secret in ALL {
                let make = || match secrets.read(&secret)? {
                    Some(there) => Ok(there),
                    None if secret.name == ADDRESS_KEY.name && has_addresses => bail!(
                        "{} is missing, and the addresses in the database are sealed with it: put \
                         it back from a backup",
                        secrets.path(&secret).display()
                    ),
                    None => secret.made(),
                };
                let bytes = sealed::open(db, &seal, secret.name, make).await?;
                sealed.insert(secret.name, bytes);
            }
            secrets.sealed = Some(sealed);
        } else {
            let has_sealed: bool = db::query_scalar("SELECT EXISTS (SELECT 1 FROM sealed_key)")
                .fetch_one(db)
                .await?;
            ensure!(
                !has_sealed,
                "the server's keys lie sealed in this database: set `keys-secret` as the other \
                 servers have it"
            );
        }
        Ok(secrets)
    }

    /// A secret of 32 bytes, where there is one.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is of another length.
    pub fn there(&self, secret: &Secret) -> Result<Option<[u8; 32]>> {
        let sealed = self.sealed.as_ref().and_then(|all| all.get(secret.name));
        let bytes = match sealed {
            Some(bytes) => Some(bytes.clone()),
            None => self.read(secret)?,
        };
        let key = bytes.map(<[u8; 32]>::try_from).transpose().ok();
        key.with_context(|| {
            let shown = self.shown(secret);
            format!("{shown} has not 32 bytes: put it back from a backup")
        })
    }

    /// A secret's bytes; made if there are none yet.
    ///
    /// # Errors
    ///
    /// If they can be neither read nor made.
    pub fn bytes(&self, secret: &Secret) -> Result<Vec<u8>> {
        let sealed = self.sealed.as_ref().and_then(|all| all.get(secret.name));
        if let Some(bytes) = sealed {
            return Ok(bytes.clone());
        }
        if let Some(bytes) = self.read(secret)? {
            return Ok(bytes);
        }
        let (path, bytes) = (self.path(secret), secret.made()?);
        match durable::write_new(&path, &bytes) {
            // Another process that shares the data was first.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => self.bytes(secret),
            made => made
                .with_context(|| format!("failed to make {}", path.display()))
                .map(|()| bytes),
        }
    }

    /// The same of one that is 32 bytes.
    ///
    /// # Errors
    ///
    /// As for [`Secrets::bytes`], or if it is of another length.
    pub fn key(&self, secret: &Secret) -> Result<[u8; 32]> {
        let key: Option<[u8; 32]> = self.bytes(secret)?.try_into().ok();
        key.with_context(|| {
            let shown = self.shown(secret);
            format!("{shown} has not 32 bytes; without it the server makes another")
        })
    }

    /// The same of one that is text: an empty one would open to all.
    ///
    /// # Errors
    ///
    /// As for [`Secrets::bytes`], or if it is empty.
    pub fn text(&self, secret: &Secret) -> Result<String> {
        let shown = self.shown(secret);
        let text = String::from_utf8(self.bytes(secret)?);
        let text = text.with_context(|| format!("{shown} is no text"))?;
        let text = text.trim().to_owned();
        ensure!(
            !text.is_empty(),
            "{shown} is empty: remove it, and another one is made"
        );
        Ok(text)
    }

    /// What a person finds it by.
    pub fn shown(&self, secret: &Secret) -> String {
        match self.sealed {
            Some(_) => format!("the key {} in the database", secret.name),
            None => self.path(secret).display().to_string(),
        }
    }

    fn path(&self, secret: &Secret) -> PathBuf {
        self.data.join(secret.name)
    }

    fn read(&self, secret: &Secret) -> Result<Option<Vec<u8>>> {
        let path = self.path(secret);
        match std::fs::read(&path) {
            Ok(bytes) => {
                if tls::is_readable_by_others(&path) {
                    let shown = path.display();
                    eprintln!("larder: others on this machine can read {shown}: `chmod 600` it");
                }
                Ok(Some(bytes))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unread(error, &path)),
        }
    }
}

fn unread(error: io::Error, path: &Path) -> anyhow::Error {
    let why = format!("failed to read {}", path.display());
    anyhow::Error::new(error).context(why)
}

/// What seals the others: so long that nobody guesses it, whoever has a copy of the database.
///
/// # Errors
///
/// What to write, if it is shorter.
pub fn sealing(text: &str) -> Result<Password, &'static str> {
    let is_fit = text.len() >= LEAST && text.bytes().all(|byte| byte.is_ascii_graphic());
    let fit = is_fit.then(|| Password(text.to_owned()));
    fit.ok_or(
        "it has at least 32 letters, digits and signs, and no blanks: `openssl rand -hex 32` \
         makes one",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_and_for_its_owner_alone() {
        let data = tempfile::tempdir().expect("a folder");
        let secrets = Secrets::beside(data.path());
        let made = secrets.text(&METRICS_TOKEN).expect("made");
        assert_eq!(made.len(), 64);
        assert_eq!(secrets.text(&METRICS_TOKEN).expect("read"), made);
        let key = secrets.key(&TOKEN_KEY).expect("made");
        assert_eq!(secrets.key(&TOKEN_KEY).expect("read"), key);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            for name in ["metrics-token", "token.key"] {
                let file = std::fs::metadata(data.path().join(name)).expect("a file");
                assert_eq!(file.permissions().mode() & 0o777, 0o600);
            }
        }
        std::fs::write(data.path().join("webhook.key"), "\n").expect("written");
        assert!(secrets.text(&WEBHOOK_KEY).is_err(), "empty");
        std::fs::write(data.path().join("scan.key"), "short").expect("written");
        assert!(secrets.key(&SCAN_KEY).is_err(), "short");
    }

    #[tokio::test]
    async fn servers_with_one_secret_have_the_same_ones_and_what_was_there_goes_on() {
        let folders = [(); 3].map(|()| tempfile::tempdir().expect("a folder"));
        let db = db::testing::open(folders[0].path())
            .await
            .expect("a database");
        let before = Secrets::beside(folders[1].path());
        let token = before.text(&METRICS_TOKEN).expect("made");
        let by = sealing(&"0123456789abcdef".repeat(2)).expect("long enough");
        let mut all = Vec::new();
        for folder in &folders[1..] {
            let secrets = Secrets::open(&db, folder.path(), Some(&by)).await;
            let secrets = secrets.expect("opened");
            assert_eq!(secrets.text(&METRICS_TOKEN).expect("there"), token);
            let bytes = ALL.map(|secret| secrets.bytes(&secret).expect("there"));
            all.push(bytes);
        }
        assert_eq!(all[0], all[1]);
        let files = std::fs::read_dir(folders[2].path()).expect("a folder");
        assert_eq!(files.count(), 0, "none is written beside the data");
        let found = db::query_scalar("SELECT sealed FROM sealed_key");
        let found: Vec<Vec<u8>> = found.fetch_all(&db).await.expect("asked");
        assert_eq!(found.len(), ALL.len());
        for (sealed, open) in found.iter().zip(&all[0]) {
            assert!(
                !sealed
                    .windows(8)
                    .any(|part| open.windows(8).any(|one| one == part))
            );
        }
        let other = sealing(&"fedcba9876543210".repeat(2)).expect("long enough");
        let refused = Secrets::open(&db, folders[2].path(), Some(&other)).await;
        let why = format!("{:#}", refused.err().expect("another secret"));
        assert!(why.contains("`keys-secret`"), "{why}");
        let refused = Secrets::open(&db, folders[2].path(), None).await;
        let why = format!("{:#}", refused.err().expect("no secret"));
        assert!(why.contains("`keys-secret`"), "{why}");
    }

    #[test]
    fn what_seals_the_others_is_long() {
        for wrong in ["", "0123456789abcdef", &" ".repeat(40), &"é".repeat(20)] {
            assert!(sealing(wrong).is_err(), "{wrong}");
        }
    }
}
