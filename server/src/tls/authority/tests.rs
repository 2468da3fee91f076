//! What the authority can vouch for, as those see it who have to decide on it.

use std::net::IpAddr;
use std::process::{Command, Stdio};

use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::ServerCertVerifier as _;
use tokio_rustls::rustls::pki_types::{ServerName, UnixTime};
use tokio_rustls::rustls::{Error, RootCertStore};

use super::*;
use crate::tls::leaf;

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000)
}

fn authority(folder: &Path) -> Authority {
    Authority::open(folder, Some("pantry-pi"), now()).expect("an authority")
}

fn names(dns: &[&str], addresses: &[&str]) -> Names {
    let addresses = addresses
        .iter()
        .map(|text| text.parse::<IpAddr>().expect("an address"));
    Names {
        dns: dns.iter().map(|name| (*name).to_owned()).collect(),
        addresses: addresses.collect(),
    }
}

/// What a client that trusts the authority alone says of a server's certificate.
fn judge(authority: &Authority, pem: &str, server: &str) -> Result<(), Error> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.certificate.clone()).expect("a root");
    let verifier =
        WebPkiServerVerifier::builder_with_provider(roots.into(), crate::tls::provider());
    let verifier = verifier.build().expect("a verifier");
    let leaf = CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate");
    let server = ServerName::try_from(server.to_owned()).expect("a name");
    let since = now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .expect("after 1970");
    let at = UnixTime::since_unix_epoch(since);
    verifier
        .verify_server_cert(&leaf, &[], &server, &[], at)
        .map(|_| ())
}

#[test]
fn it_vouches_for_the_home() {
    let folder = tempfile::tempdir().expect("a folder");
    let authority = authority(folder.path());
    let dns = [
        "localhost",
        "pantry-pi",
        "pantry-pi.local",
        "x.lan",
        "x.home.arpa",
        "x.internal",
    ];
    let addresses = [
        "192.168.1.5",
        "10.0.0.1",
        "172.16.0.1",
        "100.64.0.9",
        "127.0.0.1",
        "fd00::1",
        "::1",
    ];
    let pem = authority
        .issue(&names(&dns, &addresses), now(), leaf::VALID)
        .expect("PEM");
    for server in dns.iter().chain(&addresses) {
        assert_eq!(judge(&authority, &pem, server), Ok(()), "{server}");
    }
}

#[test]
fn what_it_says_of_the_internet_nobody_believes() {
    let folder = tempfile::tempdir().expect("a folder");
    let authority = authority(folder.path());
    let dns = [
        "bank.example",
        "local.example",
        "notlan",
        "pantry-pi.example",
    ];
    for server in dns {
        assert!(!authority.permits(server), "{server}");
        let pem = authority
            .issue(&names(&[server], &[]), now(), leaf::VALID)
            .expect("PEM");
        refuse(&authority, &pem, server);
    }
    for server in ["8.8.8.8", "100.128.0.1", "2a00::1"] {
        let pem = authority
            .issue(&names(&[], &[server]), now(), leaf::VALID)
            .expect("PEM");
        refuse(&authority, &pem, server);
    }
}

fn refuse(authority: &Authority, pem: &str, server: &str) {
    let error = judge(authority, pem, server).expect_err("it must not be believed");
    let said = format!("{error:?}");
    assert!(said.contains("NameConstraintViolation"), "{server}: {said}");
}

/// A second opinion, which also looks at how the authority itself is made.
#[test]
fn openssl_says_the_same() {
    if !Command::new("openssl")
        .arg("version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
    {
        eprintln!("skipped: there is no openssl here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let real_now = SystemTime::now();
    let authority =
        Authority::open(folder.path(), Some("pantry-pi"), real_now).expect("an authority");
    let ca = folder.path().join("ca.crt");
    std::fs::write(&ca, authority.pem()).expect("written");
    for (dns, address, is_good) in [
        ("pantry-pi.local", "192.168.1.5", true),
        ("bank.example", "192.168.1.5", false),
        ("pantry-pi.local", "8.8.8.8", false),
    ] {
        let pem = authority
            .issue(&names(&[dns], &[address]), real_now, leaf::VALID)
            .expect("PEM");
        let file = folder.path().join("leaf.crt");
        std::fs::write(&file, pem).expect("written");
        let output = Command::new("openssl")
            .args(["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile"])
            .args([&ca, &file])
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.success(), is_good, "{dns} {address}: {said}");
        assert!(
            is_good || said.contains("permitted subtree violation"),
            "{said}"
        );
    }
}

#[test]
fn it_is_made_once_and_is_its_owners_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = authority(folder.path());
    let second = Authority::open(folder.path(), Some("another"), now()).expect("an authority");
    assert_eq!(first.pem(), second.pem(), "devices trust the first one");
    assert!(second.permits("pantry-pi") && !second.permits("another"));
    assert_eq!(first.fingerprint().len(), 32 * 3 - 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = folder
            .path()
            .join(FILE)
            .metadata()
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let others: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .collect();
    assert_eq!(others.len(), 1, "nothing half written is left");
}

#[test]
fn one_that_is_of_no_use_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(FILE);
    let whole = make(None, now()).expect("PEM");
    let other = make(None, now()).expect("PEM");
    let cut = whole.find("-----BEGIN CERTIFICATE").expect("a certificate");
    let (key, certificate) = whole.split_at(cut);
    let mixed = key.to_owned() + &other[other.find("-----BEGIN CERTIFICATE").expect("another")..];
    for (text, why) in [
        ("", "no certificate"),
        (key, "no certificate"),
        (certificate, "no key"),
        (mixed.as_str(), "not that of its certificate"),
    ] {
        std::fs::write(&path, text).expect("written");
        let error = Authority::open(folder.path(), None, now())
            .err()
            .expect("an error");
        let said = format!("{error:#}");
        assert!(
            said.contains(why) && said.contains("put back a copy"),
            "{said}"
        );
        assert_eq!(std::fs::read_to_string(&path).expect("read"), text);
    }
    std::fs::write(&path, whole).expect("written");
    for (at, why) in [(now() + VALID, "over"), (now() - 2 * DAY, "not begun")] {
        let error = Authority::open(folder.path(), None, at)
            .err()
            .expect("an error");
        assert!(format!("{error:#}").contains(why), "{error:#}");
    }
}
