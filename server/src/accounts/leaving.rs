//! An account goes, with all that leads into it.

use super::attempts::Whose;
use super::sessions::SignedIn;
use super::{AccountError, Accounts};
use crate::db::{self, Db, Lock};
use crate::identity::leaving::{Unleft, leave_all};
use crate::security::tell;

/// How whoever wants their account gone shows that it is theirs, and what goes with it.
#[derive(Clone, Copy, Debug)]
pub struct Leave<'a> {
    /// The password, for who has not signed in just now.
    pub password: Option<&'a str>,
    /// Whether households go in which nobody else is.
    pub deletes_households: bool,
    /// Where it comes from.
    pub from: Whose,
}

impl From<Unleft> for AccountError {
    fn from(error: Unleft) -> Self {
        match error {
            Unleft::OnlyOwner => Self::OnlyOwner,
            Unleft::Alone => Self::Alone,
            Unleft::Failed(error) => Self::Household(error),
        }
    }
}

impl Accounts {
    /// Deletes an account: its sessions, links, passkeys, connections and wishes go with it, its
    /// members leave their households with their devices. What they wrote there stays, under an
    /// id that leads to nobody.
    ///
    /// # Errors
    ///
    /// If the person has neither signed in just now nor says the password, is the only owner of
    /// a household with others in it, or has not said that what is theirs alone goes, too.
    pub async fn delete(
        &self,
        by: &SignedIn,
        how: &Leave<'_>,
        now_ms: i64,
    ) -> Result<(), AccountError> {
        let account = self.account(by.account).await?;
        match how.password {
            Some(password) => {
                self.prove(&account.email, password, how.from, now_ms)
                    .await?;
            }
            None => self.check_fresh(by, now_ms).await?,
        }
        close(&self.db, by.account, how.deletes_households, now_ms).await
    }
}

/// Takes an account away, whoever has said so.
pub(super) async fn close(
    db: &Db,
    account: [u8; 16],
    deletes_households: bool,
    now_ms: i64,
) -> Result<(), AccountError> {
    let mut write = db.begin_all(all_of(db, account).await?).await?;
    leave_all(&mut write, account, deletes_households, now_ms).await?;
    // All that refers to it goes with it.
    db::query("DELETE FROM account WHERE id = $1")
        .bind(account.as_slice())
        .execute(&mut *write)
        .await?;
    write.commit().await?;
    tell("account_deleted", "ok", &[("account", account.into())]);
    Ok(())
}

/// What is decided by when an account goes: it, and the households that it is in.
async fn all_of(db: &Db, account: [u8; 16]) -> Result<Vec<Lock>, AccountError> {
    let found: Vec<Vec<u8>> =
        db::query_scalar("SELECT household FROM member WHERE account = $1 AND removed_ms IS NULL")
            .bind(account.as_slice())
            .fetch_all(db)
            .await?;
    let households = found.iter().map(|id| Lock::of(id));
    Ok(households.chain([Lock::of(&account)]).collect())
}

#[cfg(test)]
mod tests;
