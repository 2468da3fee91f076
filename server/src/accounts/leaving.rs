//! An account goes, with all that leads into it.

use super::attempts::Whose;
use super::sessions::SignedIn;
use super::{AccountError, Accounts};
use crate::events::tell;
use crate::identity::leaving::{Unleft, leave_all};

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
        let mut write = self.db.begin_with("BEGIN IMMEDIATE").await?;
        leave_all(&mut write, by.account, how.deletes_households, now_ms).await?;
        // All that refers to it goes with it.
        sqlx::query("DELETE FROM account WHERE id = $1")
            .bind(by.account.as_slice())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        tell("account_deleted", "ok", &[("account", by.account.into())]);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
