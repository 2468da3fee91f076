//! `larder admin key`: the keys by which programs are let into a household.

use std::fmt::Write as _;

use anyhow::{Result, ensure};

use super::{chosen, day, tell};
use crate::clock::now_ms;
use crate::config::{ListKeys, MakeKey, RevokeKey};
use crate::identity::hex;

/// Makes a key and prints its secret, alone on standard output's first line.
pub fn make_key(config: &MakeKey) -> Result<()> {
    tell(&config.kept.place, async |identity| {
        let household = chosen(&identity, config.kept.household).await?;
        let made = identity.make_key_at_server(household, &config.name, config.scope, now_ms());
        let (key, secret) = made.await?;
        Ok(format!(
            "{secret}\nThe key {} of {}, for the household {}, may {}. It is shown this once.\n",
            hex(&key.id),
            key.name,
            hex(&household.0),
            key.scope.id()
        ))
    })
}

/// Prints the keys of a household, one a line; no secret is kept that could be.
pub fn list_keys(config: &ListKeys) -> Result<()> {
    tell(&config.kept.place, async |identity| {
        let household = chosen(&identity, config.kept.household).await?;
        let mut text = String::new();
        for key in identity.keys(household).await? {
            let used = key.used_ms.map_or_else(|| "never".to_owned(), day);
            write!(
                text,
                "{}  {:5}  made {}",
                hex(&key.id),
                key.scope.id(),
                day(key.made_ms)
            )?;
            write!(text, "  used {used}")?;
            if let Some(revoked_ms) = key.revoked_ms {
                write!(text, "  revoked {}", day(revoked_ms))?;
            }
            writeln!(text, "  {}", key.name)?;
        }
        Ok(text)
    })
}

/// Revokes a key.
pub fn revoke_key(config: &RevokeKey) -> Result<()> {
    tell(&config.kept.place, async |identity| {
        let household = chosen(&identity, config.kept.household).await?;
        let ended = identity.end_key(household, config.id, now_ms()).await?;
        ensure!(
            ended,
            "no such key holds: `larder admin key list` names those that do"
        );
        Ok(format!(
            "The key {} opens nothing any more.\n",
            hex(&config.id)
        ))
    })
}
