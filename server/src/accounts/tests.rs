//! Signing up, in and out, and what is kept of it.

use std::net::IpAddr;

use super::sessions::{Kind, LIFE_MS, SignedIn};
use super::*;
use crate::db;

const NOW_MS: i64 = 1_790_000_000_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
const EMAIL: &str = "ana@example.org";
const PASSWORD: &str = "blue chair on tuesday";

struct Place {
    accounts: Accounts,
    folder: tempfile::TempDir,
}

async fn place(sign_up: SignUp) -> Place {
    let folder = tempfile::tempdir().expect("a folder");
    let db = db::testing::open(folder.path()).await.expect("a database");
    let settings = Settings { sign_up };
    let accounts = Accounts::new(db, Signer::new([7; 32]), &settings);
    Place { accounts, folder }
}

fn from(last: u8) -> Whose {
    Whose::network(Some(IpAddr::from([192, 0, 2, last])))
}

impl Place {
    async fn sign_up(&self, email: &str, password: &str) -> Result<SignedUp, AccountError> {
        self.sign_up_as(email, password, false).await
    }

    async fn sign_up_as(
        &self,
        email: &str,
        password: &str,
        is_known: bool,
    ) -> Result<SignedUp, AccountError> {
        let newcomer = Newcomer {
            email,
            password,
            name: "Ana",
            is_known,
            language: Language::English,
        };
        self.accounts.sign_up(&newcomer, from(1), NOW_MS).await
    }

    async fn prove(&self, email: &str, password: &str) -> Result<Proved, AccountError> {
        self.accounts.prove(email, password, from(1), NOW_MS).await
    }

    async fn begun(&self, kind: Kind, now_ms: i64) -> (SignedIn, String) {
        let proved = self.prove(EMAIL, PASSWORD).await.expect("proved");
        let begun = self.accounts.begin(&proved, kind, "Firefox", now_ms);
        begun.await.expect("begun")
    }
}

async fn with_ana() -> Place {
    let place = place(SignUp::Open).await;
    place.sign_up(EMAIL, PASSWORD).await.expect("signed up");
    place
}

#[tokio::test]
async fn who_knows_the_password_is_let_in_and_nobody_else() {
    let place = with_ana().await;
    let ana = place.prove(" Ana@Example.org", PASSWORD).await;
    let ana = ana.expect("let in");
    let account = place
        .accounts
        .account(ana.account)
        .await
        .expect("it is there");
    assert_eq!(
        (account.email.as_str(), account.name.as_str()),
        (EMAIL, "Ana")
    );
    for (email, password) in [
        (EMAIL, "blue chair on tuesdaY"),
        (EMAIL, ""),
        ("ben@example.org", PASSWORD),
        ("", ""),
    ] {
        let refused = place.prove(email, password).await;
        assert!(matches!(refused, Err(AccountError::Wrong)), "{email}");
    }
}

#[tokio::test]
async fn whoever_takes_an_address_first_keeps_it_and_nobody_is_told() {
    let place = with_ana().await;
    let ana = place.prove(EMAIL, PASSWORD).await.expect("let in");
    let again = place
        .sign_up("ANA@example.org", "another one of mine")
        .await;
    again.expect("answered like any other");
    let stolen = place.prove(EMAIL, "another one of mine").await;
    assert!(matches!(stolen, Err(AccountError::Wrong)));
    assert_eq!(place.prove(EMAIL, PASSWORD).await.expect("let in"), ana);
}

#[tokio::test]
async fn signing_up_can_be_closed_or_kept_to_the_household() {
    let closed = place(SignUp::Closed).await;
    let refused = closed.sign_up_as(EMAIL, PASSWORD, true).await;
    assert!(matches!(refused, Err(AccountError::SignUpClosed)));
    let first = place(SignUp::First).await;
    first.sign_up(EMAIL, PASSWORD).await.expect("the first one");
    let second = first.sign_up("ben@example.org", PASSWORD).await;
    assert!(matches!(second, Err(AccountError::SignUpClosed)));
    let known = first.sign_up_as("ben@example.org", PASSWORD, true).await;
    known.expect("with a device in a household");
}

#[tokio::test]
async fn a_password_that_was_changed_begins_nothing() {
    let place = with_ana().await;
    let thief = place.prove(EMAIL, PASSWORD).await.expect("proved");
    let (by, _) = place.begun(Kind::Page, NOW_MS).await;
    let change = |new| {
        let accounts = &place.accounts;
        let both = [PASSWORD, new];
        accounts.change_password(&by, both, from(1), Language::English, NOW_MS)
    };
    let (one, other) = tokio::join!(change("green door on monday"), change("red roof on sunday"));
    let done = u32::from(one.is_ok()) + u32::from(other.is_ok());
    assert_eq!(done, 1, "{one:?} {other:?}");
    let begun = place.accounts.begin(&thief, Kind::Page, "curl", NOW_MS);
    assert!(matches!(begun.await, Err(AccountError::Wrong)));
}

#[tokio::test]
async fn after_a_few_wrong_tries_the_right_password_waits_too() {
    let place = with_ana().await;
    let mut waits = 0;
    for _ in 0..10 {
        let tried = place
            .accounts
            .prove(EMAIL, "not the password", from(99), NOW_MS);
        waits += u32::from(matches!(tried.await, Err(AccountError::TooMany(_))));
    }
    assert_eq!(waits, 5);
    let right = place
        .accounts
        .prove(EMAIL, PASSWORD, from(99), NOW_MS)
        .await;
    assert!(matches!(right, Err(AccountError::TooMany(_))));
    let later = place
        .accounts
        .prove(EMAIL, PASSWORD, from(99), NOW_MS + 2_000);
    later.await.expect("it was only a second");
    let elsewhere = place
        .accounts
        .prove(EMAIL, PASSWORD, from(1), NOW_MS + 2_000);
    elsewhere.await.expect("from elsewhere");
}

#[tokio::test]
async fn a_page_is_known_by_its_cookie_while_it_comes_often_and_not_for_ever() {
    let place = with_ana().await;
    let (page, secret) = place.begun(Kind::Page, NOW_MS).await;
    let accounts = &place.accounts;
    let mut now_ms = NOW_MS;
    for _ in 0..8 {
        now_ms += 20 * DAY_MS;
        assert_eq!(
            accounts.by_cookie(&secret, now_ms).await.expect("known"),
            page
        );
    }
    assert!(accounts.by_cookie(&secret, NOW_MS + LIFE_MS).await.is_err());
    let (_, idle) = place.begun(Kind::Page, NOW_MS).await;
    let month = NOW_MS + 30 * DAY_MS;
    assert!(accounts.by_cookie(&idle, month).await.is_err());
    assert!(accounts.by_cookie("", NOW_MS).await.is_err());
}

#[tokio::test]
async fn an_access_token_holds_as_long_as_its_session() {
    let place = with_ana().await;
    let (program, _) = place.begun(Kind::Program, NOW_MS).await;
    let accounts = &place.accounts;
    let token = accounts.access(program, NOW_MS).expect("signed");
    assert_eq!(
        accounts.by_access(&token, NOW_MS).await.expect("known"),
        program
    );
    let late = accounts.by_access(&token, NOW_MS + 600_000).await;
    assert!(matches!(late, Err(AccountError::Expired)));
    let ended = accounts.end(program.account, program.session, NOW_MS);
    assert!(ended.await.expect("ended"));
    let revoked = accounts.by_access(&token, NOW_MS).await;
    assert!(matches!(revoked, Err(AccountError::NotSignedIn)));
}

#[tokio::test]
async fn a_refresh_token_is_exchanged_once_and_a_copy_ends_the_session() {
    let place = with_ana().await;
    let (program, first) = place.begun(Kind::Program, NOW_MS).await;
    let (other, others) = place.begun(Kind::Program, NOW_MS).await;
    let accounts = &place.accounts;
    let (of, second) = accounts.exchange(&first, NOW_MS).await.expect("exchanged");
    assert_eq!(of, program);
    let (_, third) = accounts.exchange(&second, NOW_MS).await.expect("exchanged");
    let access = accounts.access(program, NOW_MS).expect("signed");
    let copied = accounts.exchange(&first, NOW_MS).await;
    assert!(matches!(copied, Err(AccountError::Copied)));
    let rest = accounts.exchange(&third, NOW_MS).await;
    assert!(
        matches!(rest, Err(AccountError::NotSignedIn)),
        "nor the last one"
    );
    assert!(accounts.by_access(&access, NOW_MS).await.is_err());
    let (of, _) = accounts
        .exchange(&others, NOW_MS)
        .await
        .expect("another session");
    assert_eq!(of, other);
    let made_up = accounts.exchange("larder_refresh_00", NOW_MS).await;
    assert!(matches!(made_up, Err(AccountError::NotSignedIn)));
}

/// Two that come at the same moment: one gets the next pair, and the other one ends it.
#[tokio::test]
async fn of_two_exchanges_at_once_one_is_a_copy() {
    let place = with_ana().await;
    let (_, token) = place.begun(Kind::Program, NOW_MS).await;
    let mut both = tokio::task::JoinSet::new();
    for _ in 0..2 {
        let (accounts, token) = (place.accounts.clone(), token.clone());
        both.spawn(async move { accounts.exchange(&token, NOW_MS).await.is_ok() });
    }
    let both = both.join_all().await;
    assert_eq!(both.iter().filter(|is_ok| **is_ok).count(), 1);
}

#[tokio::test]
async fn another_password_ends_all_other_sessions() {
    let place = with_ana().await;
    let (own, secret) = place.begun(Kind::Page, NOW_MS).await;
    let (_, other) = place.begun(Kind::Page, NOW_MS).await;
    let (_, refresh) = place.begun(Kind::Program, NOW_MS).await;
    let accounts = &place.accounts;
    let new = "green table on monday";
    let change = |present: &'static str, new: &'static str| {
        accounts.change_password(&own, [present, new], from(1), Language::English, NOW_MS)
    };
    let wrong = change("not the password", new).await;
    assert!(matches!(wrong, Err(AccountError::Wrong)));
    let weak = change(PASSWORD, "short").await;
    assert!(matches!(weak, Err(AccountError::Weak(_))));
    assert!(accounts.by_cookie(&other, NOW_MS).await.is_ok());
    change(PASSWORD, new).await.expect("changed");
    assert!(accounts.by_cookie(&secret, NOW_MS).await.is_ok());
    assert!(accounts.by_cookie(&other, NOW_MS).await.is_err());
    assert!(accounts.exchange(&refresh, NOW_MS).await.is_err());
    assert!(place.prove(EMAIL, PASSWORD).await.is_err());
    place.prove(EMAIL, new).await.expect("the new one holds");
}

#[tokio::test]
async fn sessions_are_listed_ended_and_forgotten() {
    let place = with_ana().await;
    let accounts = &place.accounts;
    let mut last = None;
    for number in 0..55 {
        last = Some(place.begun(Kind::Page, NOW_MS + number).await);
    }
    let (own, secret) = last.expect("some");
    let listed = accounts
        .sessions(own.account, NOW_MS)
        .await
        .expect("listed");
    assert_eq!(listed.len(), 50, "the oldest made room");
    assert_eq!(
        (listed[0].id, listed[0].agent.as_str()),
        (own.session, "Firefox")
    );
    let stranger = accounts.end([9; 16], own.session, NOW_MS).await;
    assert!(!stranger.expect("asked"), "somebody else's");
    accounts
        .end_all(own.account, Some(own.session), NOW_MS)
        .await
        .expect("ended");
    let listed = accounts
        .sessions(own.account, NOW_MS)
        .await
        .expect("listed");
    assert_eq!(listed.len(), 1);
    accounts.expire(NOW_MS + 29 * DAY_MS).await.expect("tidied");
    assert!(
        accounts
            .by_cookie(&secret, NOW_MS + 29 * DAY_MS)
            .await
            .is_ok()
    );
    accounts.expire(NOW_MS + 60 * DAY_MS).await.expect("tidied");
    let left: i64 = db::query_scalar("SELECT count(*) FROM account_session")
        .fetch_one(&accounts.db)
        .await
        .expect("counted");
    assert_eq!(left, 0);
}

#[tokio::test]
async fn nothing_kept_is_a_password_or_a_token() {
    let place = with_ana().await;
    let (_, cookie) = place.begun(Kind::Page, NOW_MS).await;
    let (program, refresh) = place.begun(Kind::Program, NOW_MS).await;
    let access = place.accounts.access(program, NOW_MS).expect("signed");
    let (_, next) = place
        .accounts
        .exchange(&refresh, NOW_MS)
        .await
        .expect("exchanged");
    place.accounts.db.close().await;
    let mut bytes = Vec::new();
    for file in std::fs::read_dir(place.folder.path()).expect("the folder") {
        bytes.extend(std::fs::read(file.expect("a file").path()).expect("the file"));
    }
    let holds = |text: &str| {
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(!holds(EMAIL) && holds("sealed1.") && holds("$argon2id$"));
    for secret in [PASSWORD, &cookie, &refresh, &next, &access] {
        assert!(!holds(secret), "{secret}");
    }
}

#[tokio::test]
async fn a_stranger_who_tries_again_and_again_locks_nobody_out_of_their_home() {
    let place = with_ana().await;
    let try_from = async |last: u8, password: &str| {
        let tried = place.accounts.prove(EMAIL, password, from(last), NOW_MS);
        tried.await
    };
    try_from(1, PASSWORD).await.expect("at home");
    for last in 2..70 {
        let refused = try_from(last, "a wrong one").await;
        assert!(refused.is_err(), "{last}");
    }
    let elsewhere = try_from(100, PASSWORD).await;
    assert!(matches!(elsewhere, Err(AccountError::TooMany(_))));
    try_from(1, PASSWORD).await.expect("still at home");
    for _ in 0..6 {
        let _ = try_from(1, "a wrong one").await;
    }
    let wait = try_from(1, PASSWORD).await;
    assert!(
        matches!(wait, Err(AccountError::TooMany(_))),
        "at home, too"
    );
}
