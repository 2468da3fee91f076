//! Passkeys of accounts, made and used.

use std::net::IpAddr;

use super::soft::{Pair, Soft};
use super::*;
use crate::accounts::origin::Origin;
use crate::accounts::sessions::{self, SignedIn};
use crate::accounts::{Newcomer, Settings, Signer};
use crate::config::Address;
use crate::db;
use crate::language::Language;
use crate::transport::Transport;

const NOW_MS: i64 = 1_790_000_000_000;
const MINUTE_MS: i64 = 60 * 1_000;

struct Place {
    accounts: Accounts,
    by: SignedIn,
    _folder: tempfile::TempDir,
}

fn from() -> Whose {
    Whose::network(Some(IpAddr::from([192, 0, 2, 1])))
}

async fn place() -> Place {
    let folder = tempfile::tempdir().expect("a folder");
    let db = db::testing::open(folder.path()).await.expect("a database");
    let accounts = Accounts::new(db, Signer::new([7; 32]), &Settings::default());
    let accounts = accounts.with_origin(Origin::of(None, &Transport::on_this_machine()));
    let by = signed_in(&accounts, "ana@example.org", NOW_MS).await;
    Place {
        accounts,
        by,
        _folder: folder,
    }
}

async fn signed_in(accounts: &Accounts, email: &str, now_ms: i64) -> SignedIn {
    let password = "blue chair on tuesday";
    let newcomer = Newcomer {
        email,
        password,
        name: "Ana",
        is_known: false,
        language: Language::English,
    };
    let made = accounts.sign_up(&newcomer, from(), now_ms).await;
    made.expect("signed up");
    let proved = accounts.prove(email, password, from(), now_ms).await;
    let proved = proved.expect("proved");
    let begun = accounts.begin(&proved, sessions::Kind::Page, "Firefox", now_ms);
    begun.await.expect("begun").0
}

fn challenge_of(asked: &Asked) -> String {
    let challenge = asked.options["challenge"].as_str().expect("a challenge");
    challenge.to_owned()
}

impl Place {
    async fn adds(&self, soft: &Soft) -> Result<Listed, AccountError> {
        let asked = self.accounts.ask_passkey(&self.by, NOW_MS).await?;
        let made = soft.made(&challenge_of(&asked));
        let words = ["Phone", ""];
        let added = self
            .accounts
            .add_passkey(&self.by, &asked.secret, words, &made, NOW_MS);
        added.await
    }

    async fn uses(&self, soft: &Soft, user: [u8; 16]) -> Result<Proved, AccountError> {
        let asked = self.accounts.ask_sign_in(NOW_MS).await?;
        let used = soft.used(&challenge_of(&asked), &user);
        let proved = self
            .accounts
            .prove_by_passkey(&asked.secret, &used, from(), NOW_MS);
        proved.await
    }
}

#[tokio::test]
async fn a_passkey_signs_its_person_in_until_it_is_removed() {
    let place = place().await;
    let soft = Soft::new(Pair::es256());
    let before = place.uses(&soft, place.by.account).await;
    assert!(matches!(before, Err(AccountError::NoPasskey)));
    let added = place.adds(&soft).await.expect("added");
    let again = place.adds(&soft).await;
    assert!(
        matches!(again, Err(AccountError::TooManyPasskeys)),
        "it is there"
    );
    let proved = place.uses(&soft, place.by.account).await.expect("let in");
    let begun = place
        .accounts
        .begin(&proved, sessions::Kind::Page, "", NOW_MS);
    assert_eq!(begun.await.expect("begun").0.account, place.by.account);
    let other = place.uses(&soft, [9; 16]).await;
    assert!(
        matches!(other, Err(AccountError::NoPasskey)),
        "another one's"
    );
    let listed = place
        .accounts
        .passkeys(place.by.account)
        .await
        .expect("listed");
    assert_eq!(listed[0].used_ms, Some(NOW_MS));
    assert_eq!((listed.len(), listed[0].name.as_str()), (1, "Phone"));
    let removed = place.accounts.remove_passkey(&place.by, added.id, NOW_MS);
    assert!(removed.await.expect("removed"));
    let after = place.uses(&soft, place.by.account).await;
    assert!(matches!(after, Err(AccountError::NoPasskey)));
}

#[tokio::test]
async fn what_was_begun_goes_on_once_soon_and_in_one_browser_and_session() {
    let place = place().await;
    let accounts = &place.accounts;
    let soft = Soft::new(Pair::ed_dsa());
    let ben = signed_in(accounts, "ben@example.org", NOW_MS).await;
    let asked = accounts
        .ask_passkey(&place.by, NOW_MS)
        .await
        .expect("asked");
    let made = soft.made(&challenge_of(&asked));
    let words = ["Phone", ""];
    let wrong = accounts
        .add_passkey(&ben, &asked.secret, words, &made, NOW_MS)
        .await;
    assert!(
        matches!(wrong, Err(AccountError::NotBegun)),
        "another session"
    );
    let spent = accounts
        .add_passkey(&place.by, &asked.secret, words, &made, NOW_MS)
        .await;
    assert!(matches!(spent, Err(AccountError::NotBegun)), "it was tried");
    place.adds(&soft).await.expect("added");
    let asked = accounts.ask_sign_in(NOW_MS).await.expect("asked");
    let other = accounts.ask_sign_in(NOW_MS).await.expect("asked");
    let used = soft.used(&challenge_of(&asked), &place.by.account);
    let elsewhere = accounts
        .prove_by_passkey(&other.secret, &used, from(), NOW_MS)
        .await;
    assert!(matches!(elsewhere, Err(AccountError::NoPasskey)));
    accounts
        .prove_by_passkey(&asked.secret, &used, from(), NOW_MS)
        .await
        .expect("let in");
    let twice = accounts
        .prove_by_passkey(&asked.secret, &used, from(), NOW_MS)
        .await;
    assert!(matches!(twice, Err(AccountError::NotBegun)));
    let asked = accounts.ask_sign_in(NOW_MS).await.expect("asked");
    let used = soft.used(&challenge_of(&asked), &place.by.account);
    let late = NOW_MS + 5 * MINUTE_MS;
    let late = accounts
        .prove_by_passkey(&asked.secret, &used, from(), late)
        .await;
    assert!(matches!(late, Err(AccountError::NotBegun)));
}

#[tokio::test]
async fn who_has_not_signed_in_just_now_adds_and_removes_none() {
    let place = place().await;
    let added = place.adds(&Soft::new(Pair::es256())).await.expect("added");
    let later = NOW_MS + 10 * MINUTE_MS;
    let asked = place.accounts.ask_passkey(&place.by, later).await;
    assert!(matches!(asked, Err(AccountError::Stale)));
    let removed = place
        .accounts
        .remove_passkey(&place.by, added.id, later)
        .await;
    assert!(matches!(removed, Err(AccountError::Stale)));
}

#[tokio::test]
async fn a_passkey_that_is_the_last_way_in_stays_and_another_ones_is_none() {
    let place = place().await;
    let added = place.adds(&Soft::new(Pair::es256())).await.expect("added");
    let ben = signed_in(&place.accounts, "ben@example.org", NOW_MS).await;
    let others = place.accounts.remove_passkey(&ben, added.id, NOW_MS).await;
    assert!(!others.expect("answered"));
    crate::db::query("UPDATE account SET password = ''")
        .execute(&place.accounts.db)
        .await
        .expect("without a password");
    let last = place
        .accounts
        .remove_passkey(&place.by, added.id, NOW_MS)
        .await;
    assert!(matches!(last, Err(AccountError::LastWay)));
    assert_eq!(
        place
            .accounts
            .passkeys(place.by.account)
            .await
            .expect("listed")
            .len(),
        1
    );
}

#[tokio::test]
async fn a_count_that_does_not_grow_is_noted() {
    let place = place().await;
    let mut soft = Soft::new(Pair::es256());
    soft.counter = 5;
    place.adds(&soft).await.expect("added");
    soft.counter = 6;
    place.uses(&soft, place.by.account).await.expect("let in");
    let noted = async || {
        let listed = place.accounts.passkeys(place.by.account).await;
        listed.expect("listed")[0].regressed_ms
    };
    assert_eq!(noted().await, None);
    place.uses(&soft, place.by.account).await.expect("let in");
    assert_eq!(noted().await, Some(NOW_MS));
}

#[tokio::test]
async fn without_a_name_that_browsers_take_there_are_none() {
    let mut place = place().await;
    for url in ["https://192.168.1.5:8443", "http://larder.lan"] {
        let url: Address = url.parse().expect("an address");
        let origin = Origin::of(Some(&url), &Transport::on_this_machine());
        place.accounts = place.accounts.clone().with_origin(origin);
        let asked = place.accounts.ask_sign_in(NOW_MS).await;
        assert!(matches!(asked, Err(AccountError::NoHome)));
    }
}
