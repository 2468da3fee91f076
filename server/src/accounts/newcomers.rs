//! Who has signed up where letters go out: an account is made once somebody has opened the link
//! of a letter to its address.
//!
//! Each letter keeps the password that was given for it. Whoever signs up with another one's
//! address gets no account of it, and keeps nobody from signing up with their own; only the
//! letter, which goes to the address alone, says whether it has an account already. Where
//! several have signed up with an address, none of their passwords counts: whoever opens a link
//! says one.

use super::letters::{DAY_MS, Letters};
use super::{AccountError, Accounts, Email, SignUp, digest, password, secret};
use crate::db::{self, Connection};
use crate::gateway::request_id::{carried, log};
use crate::language::Language;

/// Somebody of whom an account can be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Newcome {
    /// The address.
    pub email: Email,
    /// What others call the person.
    pub name: String,
    /// What is kept of the password.
    pub hash: String,
    /// Whether a device of theirs is in a household of somebody with an account.
    pub is_known: bool,
}

impl Accounts {
    /// Writes to whoever has the address. All that depends on it goes on beside the answer,
    /// which is the same for all addresses and takes as long.
    pub(super) fn greet(
        &self,
        letters: &Letters,
        newcome: Newcome,
        language: Language,
        now_ms: i64,
    ) -> Result<(), AccountError> {
        let place = letters.mail.place().ok_or(AccountError::Busy)?;
        let (accounts, letters) = (self.clone(), letters.clone());
        tokio::spawn(carried(async move {
            if !letters.may_write_to(&newcome.email, "sign up") {
                return;
            }
            let email = newcome.email.clone();
            let words = language.words();
            let letter = match accounts.link_for(&newcome, now_ms).await {
                Ok(Some(path)) => letters.letter(email, &words.welcome, &path),
                Ok(None) => letters.letter(email, &words.taken, super::letters::FORGOTTEN),
                Err(error) => return log(format_args!("a letter was not written: {error}")),
            };
            letters.mail.deliver(&letter, place).await;
        }));
        Ok(())
    }

    /// Where a link leads that makes the account; none where the address has one.
    async fn link_for(
        &self,
        newcome: &Newcome,
        now_ms: i64,
    ) -> Result<Option<String>, AccountError> {
        let is_taken: bool =
            db::query_scalar("SELECT EXISTS (SELECT 1 FROM account WHERE email = $1)")
                .bind(self.seal.seal(newcome.email.as_str())?)
                .fetch_one(&self.db)
                .await?;
        if is_taken {
            return Ok(None);
        }
        let token = secret()?;
        db::query(
            "INSERT INTO newcomer (token, email, name, password, is_known, expires_ms) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(digest(&token).as_slice())
        .bind(self.seal.seal(newcome.email.as_str())?)
        .bind(&newcome.name)
        .bind(&newcome.hash)
        .bind(newcome.is_known)
        .bind(now_ms.saturating_add(DAY_MS))
        .execute(&self.db)
        .await?;
        Ok(Some(format!("/account/verify?token={token}")))
    }

    /// What is kept of a password that is said with a link; none if the link is none of these.
    ///
    /// # Errors
    ///
    /// If the password would be guessed.
    pub(super) async fn chosen(
        &self,
        token: &str,
        password: &str,
    ) -> Result<Option<String>, AccountError> {
        let email: Option<String> = db::query_scalar("SELECT email FROM newcomer WHERE token = $1")
            .bind(digest(token).as_slice())
            .fetch_optional(&self.db)
            .await?;
        let Some(kept) = email else {
            return Ok(None);
        };
        let email = Email::parse(&self.seal.unseal(&kept)?).ok_or(AccountError::Damaged)?;
        password::check_new(password, &email)?;
        Ok(Some(self.passwords.hash(password).await?))
    }

    /// Makes the account of a link; `false` if the link is none of these, or does not hold.
    ///
    /// # Errors
    ///
    /// If nobody may sign up any more, the address has an account since, or several have signed
    /// up with it and no password was chosen.
    pub(super) async fn welcome(
        &self,
        write: &mut Connection,
        token: &str,
        chosen: Option<String>,
        now_ms: i64,
    ) -> Result<bool, AccountError> {
        type Found = (String, String, String, bool);
        let found: Option<Found> = db::query_as(
            "DELETE FROM newcomer WHERE token = $1 AND expires_ms > $2 \
             RETURNING email, name, password, is_known",
        )
        .bind(digest(token).as_slice())
        .bind(now_ms)
        .fetch_optional(&mut *write)
        .await?;
        let Some((kept, name, hash, is_known)) = found else {
            return Ok(false);
        };
        let are_several: bool = db::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM newcomer WHERE email = $1 AND expires_ms > $2)",
        )
        .bind(&kept)
        .bind(now_ms)
        .fetch_one(&mut *write)
        .await?;
        let hash = match chosen {
            Some(chosen) => chosen,
            None if are_several => return Err(AccountError::Several),
            None => hash,
        };
        let newcome = Newcome {
            email: Email::parse(&self.seal.unseal(&kept)?).ok_or(AccountError::Damaged)?,
            name,
            hash,
            is_known,
        };
        // What was open when they signed up may be closed now.
        if self.sign_up == SignUp::Closed {
            return Err(AccountError::SignUpClosed);
        }
        let is_made = self.make(write, &newcome, Some(now_ms), now_ms).await?;
        if !is_made {
            return Err(match self.is_for_first(&newcome) {
                true => AccountError::SignUpClosed,
                false => AccountError::NoLetter,
            });
        }
        // What else was given for the address is of no use, and may be somebody else's.
        db::query("DELETE FROM newcomer WHERE email = $1")
            .bind(&kept)
            .execute(write)
            .await?;
        Ok(true)
    }
}
