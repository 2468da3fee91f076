//! Each comparison of the standard, undone.

use serde_json::json;

use super::super::soft::{Pair, Soft, cose};
use super::*;

const CHALLENGE: &str = "YSBjaGFsbGVuZ2U";
const EXPECTED: Expected<'_> = Expected {
    rp_id: "localhost",
    origin: "http://localhost:8080",
    challenge: CHALLENGE,
};

fn changed(change: impl Fn(&mut Soft)) -> Soft {
    let mut soft = Soft::new(Pair::es256());
    change(&mut soft);
    soft
}

fn known(soft: &Soft) -> Known {
    Known {
        public_key: cose(&soft.pair),
        may_be_synced: false,
    }
}

#[test]
fn what_a_sound_authenticator_makes_and_signs_is_believed() {
    for pair in [Pair::es256(), Pair::ed_dsa()] {
        let mut soft = Soft::new(pair);
        for is_packed in [false, true] {
            soft.is_packed = is_packed;
            let made = soft.made(CHALLENGE).believe(&EXPECTED).expect("sound");
            assert_eq!(made.id, soft.id);
            assert_eq!(made.public_key, cose(&soft.pair));
            assert!(!made.may_be_synced);
        }
        soft.counter = 7;
        let used = soft.used(CHALLENGE, &[1; 16]);
        assert_eq!(used.id(), Ok(soft.id.clone()));
        assert_eq!(used.user(), Ok([1; 16]));
        assert_eq!(used.believe(&EXPECTED, &known(&soft)), Ok(7));
    }
}

#[test]
fn what_was_asked_for_elsewhere_or_by_nobody_is_not_believed() {
    type Case<'a> = (Unbelieved, &'a dyn Fn(&mut Soft));
    let cases: [Case<'_>; 9] = [
        (Unbelieved::OtherOrigin, &|soft| {
            soft.client = json!({ "origin": "http://localhost" })
        }),
        (Unbelieved::OtherOrigin, &|soft| {
            soft.client = json!({ "origin": "http://localhost:8080.evil.example" });
        }),
        (Unbelieved::OtherOrigin, &|soft| {
            soft.client["crossOrigin"] = true.into()
        }),
        (Unbelieved::OtherOrigin, &|soft| {
            soft.client["topOrigin"] = "http://a".into()
        }),
        (Unbelieved::Malformed, &|soft| soft.client = json!({})),
        (Unbelieved::OtherServer, &|soft| {
            soft.rp_id = "evil.example".to_owned()
        }),
        (Unbelieved::Unverified, &|soft| soft.flags = 0x01),
        (Unbelieved::Unverified, &|soft| soft.flags = 0x04),
        (Unbelieved::Inconsistent, &|soft| soft.flags = 0x15),
    ];
    for (number, (why, change)) in cases.iter().enumerate() {
        let soft = changed(change);
        let made = soft.made(CHALLENGE).believe(&EXPECTED);
        assert_eq!(made, Err(*why), "made, {number}");
        let used = soft.used(CHALLENGE, &[1; 16]);
        let used = used.believe(&EXPECTED, &known(&soft));
        assert_eq!(used, Err(*why), "used, {number}");
    }
}

#[test]
fn the_answer_to_another_question_is_none_to_this() {
    let soft = changed(|_| ());
    let made = soft.made("b3RoZXI").believe(&EXPECTED);
    assert_eq!(made, Err(Unbelieved::OtherCeremony));
    let used = soft.used("b3RoZXI", &[1; 16]);
    let used = used.believe(&EXPECTED, &known(&soft));
    assert_eq!(used, Err(Unbelieved::OtherCeremony));
    // What was signed to make one signs nobody in.
    let mut used = soft.used(CHALLENGE, &[1; 16]);
    used.response.client_data = soft.made(CHALLENGE).response.client_data;
    let used = used.believe(&EXPECTED, &known(&soft));
    assert_eq!(used, Err(Unbelieved::OtherCeremony));
}

#[test]
fn what_another_key_signed_or_nobody_did_is_not_believed() {
    let (soft, other) = (changed(|_| ()), changed(|_| ()));
    let used = other.used(CHALLENGE, &[1; 16]);
    let unsigned = used.believe(&EXPECTED, &known(&soft));
    assert_eq!(unsigned, Err(Unbelieved::Unsigned));
    let mut counted = soft.used(CHALLENGE, &[1; 16]);
    let more = changed(|more| more.counter = 9).used(CHALLENGE, &[1; 16]);
    counted.response.authenticator_data = more.response.authenticator_data;
    let unsigned = counted.believe(&EXPECTED, &known(&soft));
    assert_eq!(unsigned, Err(Unbelieved::Unsigned), "the count is signed");
    let synced = Known {
        may_be_synced: true,
        ..known(&soft)
    };
    let contradicts = soft.used(CHALLENGE, &[1; 16]).believe(&EXPECTED, &synced);
    assert_eq!(contradicts, Err(Unbelieved::Inconsistent));
    let mut packed = changed(|soft| soft.is_packed = true).made(CHALLENGE);
    // The same words, signed by the same key, but of another moment's text.
    packed.response.client_data = {
        let text = json!({
            "challenge": CHALLENGE, "type": "webauthn.create", "origin": EXPECTED.origin, "x": 1
        });
        URL_SAFE_NO_PAD.encode(text.to_string())
    };
    assert_eq!(packed.believe(&EXPECTED), Err(Unbelieved::Unsigned));
}

#[test]
fn what_is_cut_short_or_changed_anywhere_is_refused_and_never_a_panic() {
    let soft = changed(|soft| soft.is_packed = true);
    let made = soft.made(CHALLENGE);
    let object = decode(&made.response.attestation_object).expect("base64");
    for place in 0..object.len() {
        let mut cut = made.clone();
        cut.response.attestation_object = URL_SAFE_NO_PAD.encode(&object[..place]);
        assert!(cut.believe(&EXPECTED).is_err(), "cut at {place}");
        for bit in [0x01, 0x20, 0x80] {
            let mut other = object.clone();
            other[place] ^= bit;
            let mut flipped = made.clone();
            flipped.response.attestation_object = URL_SAFE_NO_PAD.encode(&other);
            assert!(flipped.believe(&EXPECTED).is_err(), "changed at {place}");
        }
    }
    let used = soft.used(CHALLENGE, &[1; 16]);
    let data = decode(&used.response.authenticator_data).expect("base64");
    for end in 0..data.len() {
        let mut cut = used.clone();
        cut.response.authenticator_data = URL_SAFE_NO_PAD.encode(&data[..end]);
        assert!(cut.believe(&EXPECTED, &known(&soft)).is_err(), "{end}");
    }
}

#[test]
fn a_count_that_does_not_grow_tells_of_a_copy() {
    for (now, before, has) in [
        (0, 0, false),
        (1, 0, false),
        (5, 4, false),
        (4, 4, true),
        (0, 4, true),
        (3, 4, true),
    ] {
        assert_eq!(has_regressed(now, before), has, "{now} {before}");
    }
}
