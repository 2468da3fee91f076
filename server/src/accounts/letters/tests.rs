//! What letters do to accounts.

use std::net::IpAddr;

use super::super::{Newcomer, SignUp, SignedUp, Signer};
use super::*;
use crate::accounts::sessions::Kind;
use crate::db;
use crate::mail::tests::PostOffice;

const NOW_MS: i64 = 1_790_000_000_000;
const ANA: &str = "ana@example.org";
const PASSWORD: &str = "blue chair on tuesday";
const NEW: &str = "green table on monday";
const VERIFY: &str = "/account/verify";
const RESET: &str = "/account/reset";

struct Place {
    accounts: Accounts,
    office: PostOffice,
    mail: Mail,
    _folder: tempfile::TempDir,
}

fn from() -> Whose {
    Whose::network(Some(IpAddr::from([192, 0, 2, 1])))
}

impl Place {
    async fn new(sign_up: SignUp) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = db::testing::open(folder.path()).await.expect("a database");
        let office = PostOffice::open().await;
        let mail = office.mail();
        let settings = crate::accounts::Settings { sign_up };
        let accounts = Accounts::new(db, Signer::new([7; 32]), &settings);
        Self {
            accounts: accounts.with_mail(Some(mail.clone())),
            office,
            mail,
            _folder: folder,
        }
    }

    async fn sign_up(&self, email: &str, password: &str) -> Result<SignedUp, AccountError> {
        let newcomer = Newcomer {
            email,
            password,
            name: "Ana",
            is_known: false,
            language: Language::English,
        };
        self.accounts.sign_up(&newcomer, from(), NOW_MS).await
    }

    /// The token that a letter about signing up brings.
    async fn signs_up(&mut self, email: &str, password: &str) -> String {
        let asked = self.sign_up(email, password).await.expect("answered");
        assert_eq!(asked, SignedUp::ByLetter);
        self.office.next().await.token(VERIFY)
    }

    async fn is_let_in(&self, password: &str) -> bool {
        let proved = self.accounts.prove(ANA, password, from(), NOW_MS).await;
        let refused = matches!(proved, Err(AccountError::Wrong));
        assert!(proved.is_ok() || refused, "{proved:?}");
        proved.is_ok()
    }

    async fn asks_reset(&mut self) -> String {
        let asked = self
            .accounts
            .ask_reset(ANA, from(), Language::English, NOW_MS)
            .await;
        asked.expect("answered");
        self.office.next().await.token(RESET)
    }
}

async fn with_ana() -> Place {
    let mut place = Place::new(SignUp::Open).await;
    let token = place.signs_up(ANA, PASSWORD).await;
    place
        .accounts
        .verify(&token, None, NOW_MS)
        .await
        .expect("hers");
    place
}

#[tokio::test]
async fn an_account_is_there_once_its_address_is_confirmed_by_a_link_that_holds_once() {
    let mut place = Place::new(SignUp::Open).await;
    let token = place.signs_up(ANA, PASSWORD).await;
    assert!(!place.is_let_in(PASSWORD).await, "as if there were none");
    place
        .accounts
        .verify(&token, None, NOW_MS)
        .await
        .expect("hers");
    let proved = place.accounts.prove(ANA, PASSWORD, from(), NOW_MS).await;
    let account = place.accounts.account(proved.expect("let in").account);
    assert!(account.await.expect("there").is_verified);
    for wrong in [token.as_str(), "", "never"] {
        let again = place.accounts.verify(wrong, None, NOW_MS).await;
        assert!(matches!(again, Err(AccountError::NoLetter)), "{again:?}");
    }
}

#[tokio::test]
async fn whoever_signs_up_with_anothers_address_gets_nothing_of_it() {
    let mut place = Place::new(SignUp::Open).await;
    let thiefs = place.signs_up(ANA, "a thief was here before").await;
    let hers = place.signs_up(ANA, PASSWORD).await;
    // Either link may be the one that is opened: neither password counts.
    for token in [&thiefs, &hers] {
        let asked = place.accounts.verify(token, None, NOW_MS).await;
        assert!(matches!(asked, Err(AccountError::Several)), "{asked:?}");
    }
    let weak = place.accounts.verify(&thiefs, Some("password1"), NOW_MS);
    assert!(matches!(weak.await, Err(AccountError::Weak(_))));
    let said = place.accounts.verify(&thiefs, Some(PASSWORD), NOW_MS);
    said.await.expect("the address is hers");
    assert!(place.is_let_in(PASSWORD).await);
    let late = place.accounts.verify(&hers, None, NOW_MS).await;
    assert!(matches!(late, Err(AccountError::NoLetter)), "{late:?}");
    assert!(!place.is_let_in("a thief was here before").await);
    // Whoever has the address is told, and nobody else is.
    let again = place.sign_up(ANA, "a thief comes once more").await;
    assert_eq!(again.expect("as any other"), SignedUp::ByLetter);
    let told = place.office.next().await;
    assert!(told.text().contains("has one already"), "{}", told.text());
    assert!(!told.text().contains("token="), "{}", told.text());
    assert!(place.is_let_in(PASSWORD).await);
}

#[tokio::test]
async fn who_may_sign_up_is_asked_when_the_account_is_made_too() {
    let mut place = Place::new(SignUp::First).await;
    let ana = place.signs_up(ANA, PASSWORD).await;
    let ben = place.signs_up("ben@example.org", PASSWORD).await;
    place
        .accounts
        .verify(&ben, None, NOW_MS)
        .await
        .expect("first");
    let second = place.accounts.verify(&ana, None, NOW_MS).await;
    assert!(matches!(second, Err(AccountError::SignUpClosed)));
    let closed = place.sign_up(ANA, PASSWORD).await;
    assert!(matches!(closed, Err(AccountError::SignUpClosed)));
    let mut place = Place::new(SignUp::Open).await;
    let token = place.signs_up(ANA, PASSWORD).await;
    place.accounts.sign_up = SignUp::Closed;
    let late = place.accounts.verify(&token, None, NOW_MS).await;
    assert!(matches!(late, Err(AccountError::SignUpClosed)));
}

#[tokio::test]
async fn another_password_by_letter_ends_every_session_and_is_told() {
    let mut place = with_ana().await;
    let proved = place.accounts.prove(ANA, PASSWORD, from(), NOW_MS).await;
    let proved = proved.expect("let in");
    let page = place.accounts.begin(&proved, Kind::Page, "", NOW_MS).await;
    let (_, cookie) = page.expect("begun");
    let begun = place
        .accounts
        .begin(&proved, Kind::Program, "", NOW_MS)
        .await;
    let (_, refresh) = begun.expect("begun");
    let (first, token) = (place.asks_reset().await, place.asks_reset().await);
    let reset = |token: String, new: &'static str, now_ms| {
        let accounts = place.accounts.clone();
        async move {
            accounts
                .reset(&token, new, (from(), Language::German), now_ms)
                .await
        }
    };
    let weak = reset(token.clone(), "short", NOW_MS).await;
    assert!(matches!(weak, Err(AccountError::Weak(_))), "{weak:?}");
    let late = reset(token.clone(), NEW, NOW_MS + 30 * MINUTE_MS).await;
    assert!(matches!(late, Err(AccountError::NoLetter)), "{late:?}");
    let verify = place.accounts.verify(&token, None, NOW_MS).await;
    assert!(
        matches!(verify, Err(AccountError::NoLetter)),
        "it is for something else"
    );
    assert!(place.is_let_in(PASSWORD).await, "nothing has happened yet");
    reset(token.clone(), NEW, NOW_MS).await.expect("set");
    assert!(!place.is_let_in(PASSWORD).await && place.is_let_in(NEW).await);
    assert!(place.accounts.by_cookie(&cookie, NOW_MS).await.is_err());
    assert!(place.accounts.exchange(&refresh, NOW_MS).await.is_err());
    // What was proved before begins nothing.
    let begun = place.accounts.begin(&proved, Kind::Page, "", NOW_MS).await;
    assert!(begun.is_err());
    for used in [token, first] {
        let again = reset(used, "red roof on a sunday", NOW_MS).await;
        assert!(matches!(again, Err(AccountError::NoLetter)), "{again:?}");
    }
    let told = place.office.next().await;
    assert!(told.text().contains("geändert"), "{}", told.text());
    assert!(place.office.is_empty(&place.mail).await);
}

#[tokio::test]
async fn of_two_who_use_one_link_at_once_one_does() {
    let mut place = with_ana().await;
    let token = place.asks_reset().await;
    let reset = |new| {
        place
            .accounts
            .reset(&token, new, (from(), Language::English), NOW_MS)
    };
    let (one, other) = tokio::join!(reset(NEW), reset("red roof on a sunday"));
    assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
}

#[tokio::test]
async fn another_password_of_ones_own_is_told_and_makes_links_useless() {
    let mut place = with_ana().await;
    let token = place.asks_reset().await;
    let proved = place.accounts.prove(ANA, PASSWORD, from(), NOW_MS).await;
    let proved = proved.expect("let in");
    let page = place.accounts.begin(&proved, Kind::Page, "", NOW_MS).await;
    let (by, _) = page.expect("begun");
    let both = [PASSWORD, NEW];
    let changed = place
        .accounts
        .change_password(&by, both, from(), Language::English, NOW_MS);
    changed.await.expect("changed");
    let told = place.office.next().await;
    assert!(told.text().contains("was changed"), "{}", told.text());
    let late = place
        .accounts
        .reset(&token, PASSWORD, (from(), Language::English), NOW_MS)
        .await;
    assert!(matches!(late, Err(AccountError::NoLetter)), "{late:?}");
}

#[tokio::test]
async fn nobody_is_flooded_and_nobody_without_an_account_is_written_to() {
    let mut place = with_ana().await;
    for email in [ANA; 8]
        .into_iter()
        .chain(["ben@example.org", "nobody", ""])
    {
        let asked = place
            .accounts
            .ask_reset(email, from(), Language::English, NOW_MS)
            .await;
        asked.expect("answered like any other");
    }
    // That of signing up is not counted among them.
    for _ in 0..LETTERS_AN_HOUR.get() {
        place.office.next().await.token(RESET);
    }
    assert!(place.office.is_empty(&place.mail).await);
}

#[tokio::test]
async fn an_account_from_before_letters_went_out_goes_on_and_confirms_its_address_later() {
    let mut place = Place::new(SignUp::Open).await;
    let before = place.accounts.clone().with_mail(None);
    let newcomer = Newcomer {
        email: ANA,
        password: PASSWORD,
        name: "Ana",
        is_known: false,
        language: Language::English,
    };
    let made = before.sign_up(&newcomer, from(), NOW_MS).await;
    assert_eq!(made.expect("made"), SignedUp::AtOnce);
    let asked = before.ask_reset(ANA, from(), Language::English, NOW_MS);
    assert!(matches!(asked.await, Err(AccountError::NoMail)));
    let proved = place.accounts.prove(ANA, PASSWORD, from(), NOW_MS).await;
    let id = proved.expect("let in").account;
    let account = place.accounts.account(id).await.expect("there");
    assert!(!account.is_verified);
    let ask = |account| {
        let accounts = place.accounts.clone();
        async move {
            let asked = accounts.ask_verification(&account, Language::French, NOW_MS);
            asked.await.expect("asked");
        }
    };
    ask(account).await;
    let token = place.office.next().await.token(VERIFY);
    place
        .accounts
        .verify(&token, None, NOW_MS)
        .await
        .expect("hers");
    let account = place.accounts.account(id).await.expect("there");
    assert!(account.is_verified);
    ask(account).await;
    assert!(place.office.is_empty(&place.mail).await, "it is shown");
}

#[tokio::test]
async fn links_are_kept_as_hashes_and_forgotten_when_they_hold_no_more() {
    let mut place = with_ana().await;
    let reset = place.asks_reset().await;
    let ben = place.signs_up("ben@example.org", PASSWORD).await;
    let kept = || async {
        let kept: Vec<Vec<u8>> =
            db::query_scalar("SELECT token FROM letter UNION SELECT token FROM newcomer")
                .fetch_all(&place.accounts.db)
                .await
                .expect("kept");
        kept
    };
    let both = kept().await;
    assert_eq!(both.len(), 2);
    for token in [&reset, &ben] {
        assert!(both.contains(&digest(token).to_vec()));
    }
    place
        .accounts
        .expire(NOW_MS + DAY_MS)
        .await
        .expect("tidied");
    assert!(kept().await.is_empty());
}
