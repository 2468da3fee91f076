//! What to measure.

use anyhow::{Context, Result, bail};

/// The arguments.
pub struct Options {
    /// How long the household lives.
    pub days: i64,
    /// Of all that is random.
    pub seed: u64,
    /// How often each time is taken.
    pub runs: usize,
}

impl Options {
    /// Reads the arguments.
    pub fn new(args: &[String]) -> Result<Self> {
        let mut options = Self {
            days: 5 * 365,
            seed: 1,
            runs: 10,
        };
        let mut rest = args.iter();
        while let Some(arg) = rest.next() {
            let value = rest
                .next()
                .with_context(|| format!("{arg} needs a number"))?;
            match arg.as_str() {
                "--days" => options.days = value.parse()?,
                "--seed" => options.seed = value.parse()?,
                "--runs" => options.runs = value.parse::<usize>()?.max(1),
                _ => bail!("{arg:?} is not known: [--days N] [--seed S] [--runs N]"),
            }
        }
        Ok(options)
    }
}
