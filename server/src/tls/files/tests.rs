//! What people are told when their files are of no use.

use std::time::Duration;

use rcgen::{CertificateParams, KeyPair};

use super::*;
use crate::config::Tls;
use crate::network::Network;
use crate::tls::{DAY, Https};

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000)
}

/// A certificate that holds for 90 days, and its key: both PEM.
fn pair() -> (String, String) {
    let mut params = CertificateParams::new(["larder.example".to_owned()]).expect("a name");
    params.not_before = (now() - DAY).into();
    params.not_after = (now() + 90 * DAY).into();
    let key = KeyPair::generate().expect("a key");
    let certificate = params.self_signed(&key).expect("a certificate");
    (certificate.pem(), key.serialize_pem())
}

fn take(files: &Files, at: SystemTime) -> Result<CertifiedKey> {
    files.certified(&files.read()?, at)
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        crate::durable::write(&path, text.as_bytes()).expect("written");
        path
    }
}

#[test]
fn a_certificate_with_its_key_is_taken() {
    let (certificate, key) = pair();
    let folder = Folder::new();
    let files = Files::new(&folder.put("c", &certificate), &folder.put("k", &key));
    assert_eq!(take(&files, now()).expect("a pair").cert.len(), 1);
    let one = folder.put("both", &(key + &certificate));
    assert!(
        take(&Files::new(&one, &one), now()).is_ok(),
        "both in one file"
    );
}

#[test]
fn what_is_wrong_is_said_with_the_file() {
    let ((certificate, key), (_, other)) = (pair(), pair());
    let folder = Folder::new();
    let path = |name, text: &str| folder.put(name, text);
    let (certificate, key) = (path("c.pem", &certificate), path("k.pem", &key));
    let (other, empty) = (path("other.pem", &other), path("empty.pem", ""));
    let gone = folder.0.path().join("gone.pem");
    for (certificate, key, at, why) in [
        (&gone, &key, now(), "failed to read the certificate"),
        (&certificate, &gone, now(), "failed to read the private key"),
        (&empty, &key, now(), "there is no certificate in it"),
        (&certificate, &empty, now(), "there is no private key in it"),
        (
            &certificate,
            &certificate,
            now(),
            "there is no private key in it",
        ),
        (&key, &certificate, now(), "there is no certificate in it"),
        (
            &certificate,
            &other,
            now(),
            "the key is not that of the certificate",
        ),
        (&certificate, &key, now() + 90 * DAY, "has expired"),
        (&certificate, &key, now() - 2 * DAY, "does not hold yet"),
    ] {
        let error = take(&Files::new(certificate, key), at).expect_err("an error");
        let said = format!("{error:#}");
        assert!(said.contains(why) && said.contains(".pem"), "{why}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_noticed() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let key = folder.put("k", "");
    assert!(!is_readable_by_others(&key));
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o640)).expect("set");
    assert!(is_readable_by_others(&key));
}

#[test]
fn files_that_were_written_anew_are_shown_from_then_on() {
    let ((certificate, key), (next, next_key)) = (pair(), pair());
    let folder = Folder::new();
    let setting = Tls::Files {
        certificate: folder.put("c", &certificate),
        key: folder.put("k", &key),
    };
    let network = Network::default();
    let https = Https::open(&setting, folder.0.path(), &network, now()).expect("HTTPS");
    assert!(!https.renew(&network, now()).expect("no error"));
    folder.put("c", &next);
    https
        .renew(&network, now())
        .expect_err("one of two was written");
    folder.put("k", &next_key);
    assert!(https.renew(&network, now()).expect("no error"));
    assert!(https.authority().is_none(), "devices trust it already");
}
