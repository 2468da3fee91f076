//! What may be set of accounts.

use std::str::FromStr;

use clap::Args;

/// Settings of accounts.
#[derive(Args, Clone, Copy, Default, Debug)]
pub struct Settings {
    /// Who may make an account by an e-mail address and a password: anybody (`open`), the
    /// first one and then whoever has a device in a household of somebody with an account
    /// (`first`), nobody (`closed`). Accounts that are there go on either way.
    #[arg(
        long,
        env = "LARDER_SIGN_UP",
        default_value = "open",
        value_name = "open|first|closed"
    )]
    pub sign_up: SignUp,
}

/// Who may make an account.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum SignUp {
    /// Anybody.
    #[default]
    Open,
    /// The first one, and then whoever has a device in a household of somebody with one.
    First,
    /// Nobody.
    Closed,
}

impl FromStr for SignUp {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "open" => Ok(Self::Open),
            "first" => Ok(Self::First),
            "closed" => Ok(Self::Closed),
            _ => Err("give `open`, `first` or `closed`"),
        }
    }
}
