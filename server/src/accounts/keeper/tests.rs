//! What a keeper does with accounts.

use std::net::IpAddr;

use pantry::policy::Role;
use sync::codec::HouseholdId;

use super::*;
use crate::accounts::attempts::Whose;
use crate::accounts::sessions::{Kind, SignedIn};
use crate::accounts::{Accounts, Newcomer, Settings, Signer};
use crate::identity::{self, Identity};
use crate::language::Language;

const NOW_MS: i64 = 1_790_000_000_000;
const ANA: &str = "ana@example.org";
const PASSWORD: &str = "blue chair on tuesday";
const NEW: &str = "green table on monday";
const HOME: HouseholdId = HouseholdId([7; 16]);

struct Place {
    accounts: Accounts,
    keeper: Keeper,
    db: Db,
    _folder: tempfile::TempDir,
}

fn from() -> Whose {
    Whose::network(Some(IpAddr::from([192, 0, 2, 1])))
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = db::testing::open(folder.path()).await.expect("a database");
        Self {
            accounts: Accounts::new(db.clone(), Signer::new([7; 32]), &Settings::default()),
            keeper: Keeper::new(db.clone(), Seal::new([7; 32])),
            db,
            _folder: folder,
        }
    }

    async fn person(&self, email: &str) -> SignedIn {
        let newcomer = Newcomer {
            email,
            password: PASSWORD,
            name: "Ana",
            is_known: false,
            language: Language::English,
        };
        let made = self.accounts.sign_up(&newcomer, from(), NOW_MS).await;
        made.expect("signed up");
        let proved = self.accounts.prove(email, PASSWORD, from(), NOW_MS).await;
        let proved = proved.expect("proved");
        let begun = self.accounts.begin(&proved, Kind::Page, "Firefox", NOW_MS);
        begun.await.expect("begun").0
    }

    /// A household of somebody, and its owner's device.
    async fn home(&self, of: SignedIn) -> identity::Device {
        let newcomer = identity::Newcomer {
            name: "Kitchen",
            token: None,
        };
        let identity = Identity::new(self.db.clone());
        let founded = identity.found(HOME, &newcomer, NOW_MS).await;
        let device = founded.expect("founded").device;
        let attached = identity.attach(&device, of.account, NOW_MS).await;
        attached.expect("attached");
        device
    }

    async fn kept(&self, whom: &str) -> Option<Kept> {
        let whom = Whom::parse(whom).expect("an address or an id");
        self.keeper.account(&whom).await.expect("asked")
    }
}

#[tokio::test]
async fn a_keeper_sees_who_has_an_account_and_how_they_come_in() {
    let place = Place::new().await;
    assert_eq!(place.keeper.accounts().await.expect("listed"), []);
    let ben = place.person("ben@example.org").await;
    let ana = place.person(ANA).await;
    place.home(ana).await;
    let all = place.keeper.accounts().await.expect("listed");
    let addresses: Vec<&str> = all.iter().map(|kept| kept.email.as_str()).collect();
    assert_eq!(addresses, [ANA, "ben@example.org"]);
    let kept = place.kept(" ANA@example.org").await.expect("there");
    let expected = Kept {
        id: ana.account,
        email: ANA.into(),
        name: "Ana".into(),
        made_ms: NOW_MS,
        is_verified: false,
        has_password: true,
        passkeys: 0,
        linked: 0,
        households: 1,
        used_ms: Some(NOW_MS),
    };
    assert_eq!(kept, expected);
    let by_id = place.kept(&identity::hex(&ben.account)).await;
    assert_eq!(by_id.map(|kept| kept.households), Some(0));
    assert_eq!(place.kept("nobody@example.org").await, None);
    assert_eq!(Whom::parse("ana"), None);
}

#[tokio::test]
async fn a_keeper_ends_sessions_and_lets_a_person_in_again() {
    let place = Place::new().await;
    let ana = place.person(ANA).await;
    let sessions = place
        .keeper
        .sessions(ana.account, NOW_MS)
        .await
        .expect("listed");
    assert_eq!(sessions.len(), 1);
    let path = place
        .keeper
        .reset_path(ana.account, NOW_MS)
        .await
        .expect("made");
    let (at, token) = path.split_once("?token=").expect("a token");
    assert_eq!(at, "/account/reset");
    place
        .keeper
        .end_sessions(ana.account, NOW_MS)
        .await
        .expect("ended");
    let left = place
        .keeper
        .sessions(ana.account, NOW_MS)
        .await
        .expect("listed");
    assert_eq!(left, []);
    // Whatever was tried before, and though no letters go out from here.
    for _ in 0..6 {
        place
            .accounts
            .prove(ANA, "wrong", from(), NOW_MS)
            .await
            .expect_err("wrong");
    }
    let reset = (from(), Language::English);
    let done = place.accounts.reset(token, NEW, reset, NOW_MS).await;
    done.expect("set");
    place
        .accounts
        .prove(ANA, NEW, from(), NOW_MS)
        .await
        .expect("proved");
    let again = place.accounts.reset(token, NEW, reset, NOW_MS).await;
    assert!(matches!(again, Err(AccountError::NoLetter)), "{again:?}");
}

#[tokio::test]
async fn a_keeper_closes_an_account_as_its_person_could() {
    let place = Place::new().await;
    let (ana, ben) = (
        place.person(ANA).await,
        place.person("ben@example.org").await,
    );
    let device = place.home(ana).await;
    let identity = Identity::new(place.db.clone());
    let (code, _) = identity
        .invite(&device, Role::Member, NOW_MS)
        .await
        .expect("invited");
    identity
        .join_as(&code, ben.account, NOW_MS)
        .await
        .expect("joined");
    let close = |of: SignedIn, deletes| place.keeper.close(of.account, deletes, NOW_MS);
    let others = close(ana, true).await;
    assert!(matches!(others, Err(AccountError::OnlyOwner)), "{others:?}");
    close(ben, false).await.expect("gone");
    let alone = close(ana, false).await;
    assert!(matches!(alone, Err(AccountError::Alone)), "{alone:?}");
    close(ana, true).await.expect("gone");
    assert_eq!(place.keeper.accounts().await.expect("listed"), []);
    assert_eq!(identity.kept().await.expect("listed"), []);
}
