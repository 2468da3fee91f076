//! Secrets that the server makes for itself when it first needs them: a file each, beside the
//! data, that nobody but its owner may read.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::identity::hex;
use crate::{durable, random, tls};

/// By which `/metrics` is read from other machines.
pub const METRICS_TOKEN: &str = "metrics-token";
/// Of which the secrets of webhooks are made.
pub const WEBHOOK_KEY: &str = "webhook.key";

/// The secret of a name: 256 random bits as 64 hexadecimal digits, made if there is none yet.
///
/// # Errors
///
/// If it can be neither read nor made, or the file is empty: an empty secret opens to all.
pub fn open(data: &Path, name: &str) -> Result<String> {
    let path = data.join(name);
    let shown = path.display();
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            if tls::is_readable_by_others(&path) {
                eprintln!("larder: others on this machine can read {shown}: `chmod 600` it");
            }
            let secret = text.trim().to_owned();
            ensure!(
                !secret.is_empty(),
                "{shown} is empty: remove it, and another one is made"
            );
            Ok(secret)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let bytes = random::bytes::<32>().context("the system gives no random numbers")?;
            let secret = hex(&bytes);
            match durable::write_new(&path, format!("{secret}\n").as_bytes()) {
                // Another process that shares the data was first.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => open(data, name),
                made => made
                    .with_context(|| format!("failed to make {shown}"))
                    .map(|()| secret),
            }
        }
        Err(error) => Err(error).with_context(|| format!("failed to read {shown}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_and_for_its_owner_alone() {
        let data = tempfile::tempdir().expect("a folder");
        let made = open(data.path(), METRICS_TOKEN).expect("made");
        assert_eq!(made.len(), 64);
        assert_eq!(open(data.path(), METRICS_TOKEN).expect("read"), made);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let file = std::fs::metadata(data.path().join(METRICS_TOKEN)).expect("a file");
            assert_eq!(file.permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(data.path().join("empty"), "\n").expect("written");
        assert!(open(data.path(), "empty").is_err());
    }
}
