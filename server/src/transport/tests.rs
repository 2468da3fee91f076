//! What is said at the start, and to pages.

use std::time::SystemTime;

use super::*;
use crate::config::Tls;

fn network() -> Network {
    let addresses = ["192.168.1.5", "10.0.0.2", "fd00::1"];
    Network {
        host: Some("pi".to_owned()),
        addresses: addresses
            .map(|text| text.parse().expect("an address"))
            .into(),
        ..Network::default()
    }
}

fn transport(bound: &str, https: Option<Https>) -> Transport {
    Transport::new(bound.parse().expect("an address"), https)
}

#[test]
fn on_the_own_machine_the_address_is_all() {
    let local = transport("127.0.0.1:8080", None);
    let said = local.announce(&network()).expect("text");
    assert_eq!(said, "Larder is at http://127.0.0.1:8080\n");
    assert_eq!((local.kind(), local.missing()), ("none", None));
}

#[test]
fn other_devices_get_addresses_and_a_code() {
    let plain = transport("0.0.0.0:8080", None);
    let said = plain.announce(&network()).expect("text");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "Larder is at http://192.168.1.5:8080");
    assert_eq!(lines[1], "          or http://10.0.0.2:8080");
    assert!(
        lines.len() > 12
            && lines[2..]
                .iter()
                .all(|line| line.chars().count() == lines[2].chars().count())
    );
    assert!(
        plain
            .missing()
            .is_some_and(|why| why.contains("--tls local"))
    );
}

#[test]
fn a_new_device_is_led_to_trust_the_authority_first() {
    let data = tempfile::tempdir().expect("a folder");
    let https = Https::open(&Tls::Local, data.path(), &network(), SystemTime::now());
    let local = transport("[::]:8443", Some(https.expect("HTTPS")));
    let said = local.announce(&network()).expect("text");
    let fingerprint = local.authority().expect("ours").fingerprint();
    for part in [
        "Larder is at https://192.168.1.5:8443\n",
        "or https://[fd00::1]:8443\n",
        "begins at http://192.168.1.5:8443/ca ",
        &fingerprint,
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!((local.kind(), local.missing()), ("local", None));
}

#[test]
fn without_a_network_it_says_where_it_listens() {
    let nowhere = Network::default();
    let said = transport("0.0.0.0:80", None)
        .announce(&nowhere)
        .expect("text");
    assert_eq!(said, "Larder is at http://0.0.0.0:80\n");
}

#[test]
fn what_its_keeper_says_comes_first() {
    let network = Network {
        given: vec![Host::Name("larder.lan".to_owned())],
        ..network()
    };
    let said = transport("0.0.0.0:80", None)
        .announce(&network)
        .expect("text");
    assert!(
        said.starts_with("Larder is at http://larder.lan:80\n"),
        "{said}"
    );
}
