//! What goes with an account, and what does not.

use std::net::IpAddr;

use pantry::policy::Role;
use sync::codec::HouseholdId;

use super::*;
use crate::accounts::sessions::Kind;
use crate::accounts::{Newcomer, Settings, Signer};
use crate::db::{self, Db};
use crate::identity::{self, Actor, Identity};
use crate::language::Language;

const NOW_MS: i64 = 1_790_000_000_000;
const PASSWORD: &str = "blue chair on tuesday";
const HOME: HouseholdId = HouseholdId([7; 16]);

struct Place {
    accounts: Accounts,
    identity: Identity,
    db: Db,
    _folder: tempfile::TempDir,
}

fn from() -> Whose {
    Whose::network(Some(IpAddr::from([192, 0, 2, 1])))
}

fn how(deletes_households: bool) -> Leave<'static> {
    Leave {
        password: None,
        deletes_households,
        from: from(),
    }
}

async fn place() -> Place {
    let folder = tempfile::tempdir().expect("a folder");
    let db = db::testing::open(folder.path()).await.expect("a database");
    Place {
        accounts: Accounts::new(db.clone(), Signer::new([7; 32]), &Settings::default()),
        identity: Identity::new(db.clone()),
        db,
        _folder: folder,
    }
}

impl Place {
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
        let begun = self.accounts.begin(&proved, Kind::Page, "", NOW_MS).await;
        begun.expect("begun").0
    }

    /// Founds the household by a device that is the person's then.
    async fn founds(&self, by: SignedIn) -> Actor {
        let device = identity::Newcomer {
            name: "Kitchen",
            token: None,
        };
        let founded = self.identity.found(HOME, &device, NOW_MS);
        let device = founded.await.expect("founded").device;
        let attached = self.identity.attach(&device, by.account, NOW_MS).await;
        attached.expect("attached");
        Actor::from(&device)
    }

    async fn joins(&self, by: SignedIn, owner: &Actor, role: Role) {
        let invited = self.identity.invite(owner, role, NOW_MS).await;
        let (code, _) = invited.expect("invited");
        let joined = self.identity.join_as(&code, by.account, NOW_MS).await;
        joined.expect("joined");
    }

    async fn count(&self, of: &str) -> i64 {
        let count = format!("SELECT count(*) FROM {of}");
        let count = db::query_scalar(&count).fetch_one(&self.db).await;
        count.expect("counted")
    }
}

#[tokio::test]
async fn with_an_account_goes_all_that_leads_into_it() {
    let place = place().await;
    let ana = place.person("ana@example.org").await;
    let ben = place.person("ben@example.org").await;
    let owner = place.founds(ana).await;
    place.joins(ben, &owner, Role::Owner).await;
    let scope = identity::keys::Scope::Write;
    let made = place
        .identity
        .make_key(&owner, "Shelf", scope, NOW_MS)
        .await;
    made.expect("made");
    let gone = place.accounts.delete(&ana, &how(false), NOW_MS).await;
    gone.expect("gone");
    let proved = place
        .accounts
        .prove("ana@example.org", PASSWORD, from(), NOW_MS);
    assert!(matches!(proved.await, Err(AccountError::Wrong)));
    assert_eq!(place.count("account").await, 1);
    assert_eq!(place.count("account_session").await, 1, "that of Ben");
    assert_eq!(place.count("account_home").await, 1);
    assert_eq!(place.count("device WHERE revoked_ms IS NULL").await, 0);
    assert_eq!(place.count("api_key WHERE revoked_ms IS NULL").await, 0);
    // What was written is of somebody still.
    assert_eq!(place.count("member").await, 2);
    assert_eq!(place.count("member WHERE account IS NULL").await, 1);
    assert!(place.identity.membership(ben.account, HOME).await.is_ok());
    assert!(place.accounts.account(ana.account).await.is_err());
}

#[tokio::test]
async fn the_only_owner_hands_a_household_over_first() {
    let place = place().await;
    let ana = place.person("ana@example.org").await;
    let ben = place.person("ben@example.org").await;
    let owner = place.founds(ana).await;
    place.joins(ben, &owner, Role::Member).await;
    for deletes in [false, true] {
        let refused = place.accounts.delete(&ana, &how(deletes), NOW_MS).await;
        assert!(matches!(refused, Err(AccountError::OnlyOwner)), "{deletes}");
    }
    assert_eq!(place.count("device WHERE revoked_ms IS NULL").await, 1);
    // Who owns nothing just goes.
    let gone = place.accounts.delete(&ben, &how(false), NOW_MS).await;
    gone.expect("gone");
    assert!(place.identity.membership(ana.account, HOME).await.is_ok());
}

#[tokio::test]
async fn a_household_of_nobody_else_goes_only_if_that_is_said() {
    let place = place().await;
    let ana = place.person("ana@example.org").await;
    place.founds(ana).await;
    let refused = place.accounts.delete(&ana, &how(false), NOW_MS).await;
    assert!(matches!(refused, Err(AccountError::Alone)));
    assert_eq!(place.count("account").await, 1);
    let gone = place.accounts.delete(&ana, &how(true), NOW_MS).await;
    gone.expect("gone");
    for table in ["account", "household", "member", "device"] {
        assert_eq!(place.count(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn who_has_not_signed_in_just_now_says_the_password() {
    let place = place().await;
    let ana = place.person("ana@example.org").await;
    let later = NOW_MS + 10 * 60 * 1_000;
    let refused = place.accounts.delete(&ana, &how(false), later).await;
    assert!(matches!(refused, Err(AccountError::Stale)));
    let with = |password| Leave {
        password: Some(password),
        ..how(false)
    };
    let wrong = place.accounts.delete(&ana, &with("wrong"), later).await;
    assert!(matches!(wrong, Err(AccountError::Wrong)));
    let gone = place.accounts.delete(&ana, &with(PASSWORD), later).await;
    gone.expect("gone");
}
