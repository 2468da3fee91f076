//! Passwords: which ones are taken, what is kept of one, and how one is compared.
//!
//! The figures of argon2id are those of OWASP (ASVS 5.0, appendix C): each comparison takes
//! 19 MiB, and no more of them go on at a time than half of the cores, so a flood of them
//! fills no memory. They run beside the threads that answer requests.

use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use zxcvbn::{Score, zxcvbn};

use super::{AccountError, Email, random};
use crate::blocking;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// What is compared with where there is no account: the same work, and it matches nothing that
/// anybody could type.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// How long somebody waits for a core.
const PATIENCE: Duration = Duration::from_secs(10);

/// The shortest password, in characters.
const SHORTEST: usize = 10;
/// The least of zxcvbn's scores: more than 10⁸ guesses of somebody who knows the commonest
/// passwords, names, words and rows of keys (D. Wheeler, USENIX Security 2016).
const SOUND: Score = Score::Three;
/// The longest password, in bytes: a long sentence, and not a file.
const LONGEST: usize = 512;

/// Whether a new password may be taken. What it is made of is everybody's own business; what
/// is guessed first is not taken.
///
/// # Errors
///
/// What is wrong with it.
pub fn check_new(password: &str, email: &Email) -> Result<(), AccountError> {
    let lower = password.to_lowercase();
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let why = if password.chars().count() < SHORTEST {
        "a password has at least 10 characters: several words are easy to keep in mind"
    } else if password.len() > LONGEST {
        "a password has at most 512 bytes"
    } else if letters.len() < 5 {
        "a password has at least 5 different characters"
    } else if lower.contains(email.as_str())
        || lower.trim_matches(char::is_numeric) == email.local()
    {
        "your e-mail address would be guessed first: choose another password"
    } else if zxcvbn(password, &[email.as_str(), email.local()]).score() < SOUND {
        "this password would be guessed soon: take several words that do not belong together"
    } else {
        return Ok(());
    };
    Err(AccountError::Weak(why))
}

/// Hashes and compares, so many at a time; cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
}

impl Passwords {
    /// One at a time for every two cores: the others answer everybody else meanwhile.
    pub fn new() -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        let places = Arc::new(Semaphore::new((cores / 2).max(1)));
        Self { places }
    }

    /// What is kept of a password.
    ///
    /// # Errors
    ///
    /// If there are no random numbers, or too many wait.
    pub async fn hash(&self, password: &str) -> Result<String, AccountError> {
        let (password, salt) = (password.to_owned(), random()?);
        self.work(move || hash(&password, &salt)).await?
    }

    /// Whether a password is the one of which this was kept. Where nothing was it takes as
    /// long.
    ///
    /// # Errors
    ///
    /// If too many wait.
    pub async fn matches(
        &self,
        password: &str,
        kept: Option<String>,
    ) -> Result<bool, AccountError> {
        let password = password.to_owned();
        self.work(move || matches(&password, kept.as_deref().unwrap_or(NOBODYS)))
            .await?
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AccountError> {
        let place = timeout(PATIENCE, Arc::clone(&self.places).acquire_owned()).await;
        let Ok(Ok(place)) = place else {
            return Err(AccountError::Busy);
        };
        // The place is free when the work is done, though nobody may wait for it any more.
        let done = blocking::run(move || {
            let done = work();
            drop(place);
            done
        });
        done.await.map_err(|_| AccountError::Lost)
    }
}

fn hash(password: &str, salt: &[u8; 16]) -> Result<String, AccountError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None);
    let params = params.map_err(|_| AccountError::Lost)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash: PasswordHash = argon2
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(|_| AccountError::Lost)?;
    Ok(hash.to_string())
}

fn matches(password: &str, kept: &str) -> Result<bool, AccountError> {
    let kept = PasswordHash::new(kept).map_err(|_| AccountError::Damaged)?;
    // What it costs stands in what was kept.
    let verified = Argon2::default().verify_password(password.as_bytes(), &kept);
    Ok(verified.is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_argon2id_with_the_figures_that_are_asked_for() {
        let kept = hash("correct horse battery", &[7; 16]).expect("hashed");
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        assert!(matches("correct horse battery", &kept).expect("compared"));
        assert!(!matches("correct horse batterY", &kept).expect("compared"));
        assert_ne!(
            kept,
            hash("correct horse battery", &[8; 16]).expect("hashed")
        );
    }

    /// Otherwise the time would tell who has an account.
    #[test]
    fn nobodys_password_costs_what_anybodys_does_and_is_nothing() {
        let figures = |kept: &str| kept.rsplitn(3, '$').last().map(str::to_owned);
        let kept = hash("", &[0; 16]).expect("hashed");
        assert_eq!(figures(NOBODYS), figures(&kept));
        assert_eq!(NOBODYS.len(), kept.len());
        for guess in ["", "password", "AAAA"] {
            assert!(!matches(guess, NOBODYS).expect("compared"));
        }
    }

    #[test]
    fn what_is_guessed_first_is_not_taken() {
        let email = Email::parse("anabelle.smith@example.org").expect("an address");
        for wrong in [
            "",
            "ninechars",
            "aaaaaaaaaaaa",
            "abababababab",
            "anabelle.smith1984",
            "password123",
            "1234567890",
            "qwertyuiop",
            "Summer2024!",
            "Anabelle.Smith@example.org",
            &"long enough ".repeat(50),
        ] {
            assert!(check_new(wrong, &email).is_err(), "{wrong}");
        }
        for right in ["blue chair on tuesday", "пять слов подряд", "k4!vR0x#mm"] {
            assert!(check_new(right, &email).is_ok(), "{right}");
        }
    }

    #[tokio::test]
    async fn no_more_are_compared_at_a_time_than_there_are_cores() {
        let passwords = Passwords::new();
        let places = passwords.places.available_permits();
        let (send, wait) = std::sync::mpsc::channel::<()>();
        let wait = Arc::new(std::sync::Mutex::new(wait));
        let mut works = tokio::task::JoinSet::new();
        for _ in 0..places {
            let (passwords, wait) = (passwords.clone(), Arc::clone(&wait));
            works.spawn(async move {
                let work = move || wait.lock().is_ok_and(|wait| wait.recv().is_ok());
                passwords.work(work).await
            });
        }
        while passwords.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(passwords.places.try_acquire().is_err());
        for _ in 0..places {
            send.send(()).expect("it waits");
        }
        while let Some(done) = works.join_next().await {
            assert!(matches!(done, Ok(Ok(true))));
        }
        assert_eq!(passwords.places.available_permits(), places);
    }
}
