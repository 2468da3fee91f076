//! The certificate that is shown, and when it is another one.

use super::*;
use crate::network::Host;

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000)
}

fn network(host: &str, addresses: &[&str]) -> Network {
    let addresses = addresses
        .iter()
        .map(|text| text.parse().expect("an address"));
    Network {
        host: Some(host.to_owned()),
        addresses: addresses.collect(),
        ..Network::default()
    }
}

fn shown(https: &Https) -> Vec<CertificateDer<'static>> {
    https.shown.0.read().expect("not poisoned").cert.clone()
}

fn names(https: &Https) -> Names {
    let shown = shown(https);
    certificate::names(&certificate::parse(&shown[0]).expect("a certificate"))
}

#[test]
fn it_is_for_what_the_machine_is_called_at_home() {
    let data = tempfile::tempdir().expect("a folder");
    let network = network("pi", &["192.168.1.5", "2a00::1"]);
    let https = Https::open(&Tls::Local, data.path(), &network, now()).expect("HTTPS");
    let names = names(&https);
    let dns: Vec<&str> = names.dns.iter().map(String::as_str).collect();
    assert_eq!(
        dns,
        [
            "localhost",
            "pi",
            "pi.home.arpa",
            "pi.internal",
            "pi.lan",
            "pi.local"
        ]
    );
    let addresses: Vec<String> = names.addresses.iter().map(ToString::to_string).collect();
    assert_eq!(addresses, ["127.0.0.1", "192.168.1.5", "::1"]);
}

#[test]
fn it_stays_over_a_restart_and_is_made_anew_for_new_names_and_in_time() {
    let data = tempfile::tempdir().expect("a folder");
    let home = network("pi", &["192.168.1.5"]);
    let https = Https::open(&Tls::Local, data.path(), &home, now()).expect("HTTPS");
    let first = shown(&https);
    let again = Https::open(&Tls::Local, data.path(), &home, now()).expect("HTTPS");
    assert_eq!(shown(&again), first);

    let fewer = network("pi", &[]);
    assert!(
        !https.renew(&fewer, now()).expect("no error"),
        "an address less is no reason"
    );
    let moved = network("pi", &["192.168.1.6"]);
    assert!(https.renew(&moved, now()).expect("no error"));
    let second = shown(&https);
    assert_ne!(second, first);
    assert!(
        !https.renew(&moved, now()).expect("no error"),
        "it is made once"
    );
    assert!(!https.renew(&moved, now() + 360 * DAY).expect("no error"));
    assert!(
        https.renew(&moved, now() + 370 * DAY).expect("no error"),
        "its end is near"
    );
    let renamed = network("attic", &["192.168.1.6"]);
    assert!(https.renew(&renamed, now()).expect("no error"));
    let names = names(&https);
    assert!(
        names.dns.contains("attic.local") && !names.dns.contains("attic"),
        "{names:?}"
    );
}

#[test]
fn it_holds_no_longer_than_browsers_take() {
    let data = tempfile::tempdir().expect("a folder");
    let https = Https::open(&Tls::Local, data.path(), &network("pi", &[]), now()).expect("HTTPS");
    let shown = shown(&https);
    let parsed = certificate::parse(&shown[0]).expect("a certificate");
    let (starts, ends) = certificate::validity(&parsed);
    assert!(starts <= now() && ends.duration_since(starts).expect("a time") <= 397 * DAY);
}

#[test]
fn the_certificate_of_another_authority_is_not_kept() {
    let (data, other) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("one"),
    );
    let home = network("pi", &[]);
    let mine = Https::open(&Tls::Local, data.path(), &home, now()).expect("HTTPS");
    let before = shown(&mine);
    Https::open(&Tls::Local, other.path(), &home, now()).expect("HTTPS");
    let leaf = |folder: &Path| folder.join(FOLDER).join("leaf.pem");
    std::fs::copy(leaf(other.path()), leaf(data.path())).expect("copied");
    assert!(mine.renew(&home, now()).expect("no error"));
    assert_ne!(shown(&mine), before);
}

#[test]
fn nothing_says_what_a_key_is() {
    let data = tempfile::tempdir().expect("a folder");
    let https = Https::open(&Tls::Local, data.path(), &network("pi", &[]), now()).expect("HTTPS");
    let config = https.config().expect("a configuration");
    let pem = std::fs::read_to_string(data.path().join(FOLDER).join("authority.pem"));
    let pem = pem.expect("a file");
    let secret = pem.lines().nth(1).expect("a line of the key");
    let said = format!("{config:?} {}", https.authority().expect("ours").pem());
    assert!(!said.contains(secret));
}

#[test]
fn it_is_also_for_what_its_keeper_says_if_that_is_at_home() {
    let data = tempfile::tempdir().expect("a folder");
    let given = |text: &[&str]| Network {
        given: text
            .iter()
            .map(|text| text.parse().expect("a host"))
            .collect(),
        ..network("pi", &[])
    };
    let home = given(&["Food.lan", "192.168.9.9"]);
    let https = Https::open(&Tls::Local, data.path(), &home, now()).expect("HTTPS");
    let names = names(&https);
    assert!(names.dns.contains("food.lan"), "{names:?}");
    assert!(
        names.addresses.contains(&[192, 168, 9, 9].into()),
        "{names:?}"
    );
    for elsewhere in ["bank.example", "8.8.8.8", "attic"] {
        let network = given(&[elsewhere]);
        let opened = Https::open(&Tls::Local, data.path(), &network, now());
        let error = opened.err().expect("it may not");
        assert!(format!("{error:#}").contains(elsewhere), "{error:#}");
    }
    assert_eq!(home.given.first(), Some(&Host::Name("food.lan".to_owned())));
}
