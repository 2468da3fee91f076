//! What the command line of `bench scan` asks for.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

/// Everything that can be asked for.
pub struct Options {
    /// At most so many receipts or photos.
    pub limit: usize,
    /// Receipts of another folder.
    pub images: Option<PathBuf>,
    /// These receipts alone; all if empty.
    pub only: Vec<String>,
    /// Whether others read beside us.
    pub peers: bool,
    /// Photos made of the scans too.
    pub variants: bool,
    /// The phone photos in place of the scans.
    pub photos: bool,
    /// The quarter turns in place of the scans.
    pub orientation: bool,
    /// A large picture and a long receipt in place of the scans.
    pub sizes: bool,
    /// So many receipts in the browser too.
    pub browser: usize,
    /// So many of the worst are listed.
    pub worst: usize,
    /// Where our reading is kept as text.
    pub dump: Option<PathBuf>,
}

impl Options {
    /// Takes the words of the command line.
    pub fn new(args: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
            let number = |text: &String| {
                text.parse()
                    .with_context(|| format!("{arg} needs a number"))
            };
            match arg.as_str() {
                "--limit" => options.limit = number(value()?)?,
                "--browser" => options.browser = number(value()?)?,
                "--worst" => options.worst = number(value()?)?,
                "--images" => options.images = Some(PathBuf::from(value()?)),
                "--only" => options.only = value()?.split(',').map(str::to_owned).collect(),
                "--dump" => options.dump = Some(PathBuf::from(value()?)),
                "--variants" => options.variants = true,
                "--photos" => options.photos = true,
                "--orientation" => options.orientation = true,
                "--sizes" => options.sizes = true,
                "--no-peers" => options.peers = false,
                _ => bail!(
                    "{arg}: known are --variants, --photos, --orientation, --sizes, --browser, \
                     --limit, --images, --only, --worst, --dump, --no-peers"
                ),
            }
        }
        Ok(options)
    }

    /// Whether the scans are read: unless something is asked for in their place.
    pub fn scans(&self) -> bool {
        !(self.photos || self.orientation || self.sizes)
    }

    /// Whether others have anything to read; turns are ours alone.
    pub fn compares(&self) -> bool {
        self.peers && (self.scans() || self.photos || self.sizes)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            limit: usize::MAX,
            images: None,
            only: Vec::new(),
            peers: true,
            variants: false,
            photos: false,
            orientation: false,
            sizes: false,
            browser: 0,
            worst: 0,
            dump: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn options(line: &str) -> anyhow::Result<Options> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::new(&words)
    }

    #[test]
    fn scans_are_read_unless_something_else_is_asked_for() {
        let scans = |line| options(line).is_ok_and(|options| options.scans());
        assert!(scans("") && scans("--variants --limit 8"));
        assert!(!scans("--photos") && !scans("--orientation") && !scans("--sizes"));
    }

    #[test]
    fn nobody_else_starts_for_the_turns() {
        let compares = |line| options(line).is_ok_and(|options| options.compares());
        assert!(!compares("--orientation") && !compares("--photos --no-peers"));
        assert!(compares("--orientation --photos"));
    }

    #[test]
    fn a_word_that_is_not_known_is_refused() {
        for line in ["--photo", "--limit", "--limit many"] {
            assert!(options(line).is_err(), "{line}");
        }
    }
}
