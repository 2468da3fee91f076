//! What a reader does: it takes a file, tells how far it is, says what it read, and takes the
//! next one, until nobody gives it any.

use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use ml::Scanner;
use ml::job::{self, Follow, Progress};
use pantry::kept::reading::Reading;

use super::Task;
use crate::weights;

/// The longest file, in bytes: 16 megapixels of grey that cannot be packed, and what holds
/// them.
const MOST_GIVEN: usize = 24 * 1024 * 1024;
/// What reading may take of memory to write in, in bytes. A photo takes some hundred MB.
const MOST_TO_READ: u64 = 2 << 30;
/// The same to make a picture anew: `ml::image` takes 250 MB at most, and the new one is made
/// of a part of that.
const MOST_TO_REMAKE: u64 = 512 << 20;
/// How far it stands behind what people wait for (POSIX `nice`).
#[cfg(unix)]
const BEHIND: i32 = 10;

/// Reads what comes over the input until it ends, or nobody listens any more.
///
/// # Errors
///
/// If the weights cannot be loaded, or what comes are no files.
pub fn run(task: Task) -> anyhow::Result<()> {
    let (input, output) = (&mut io::stdin().lock(), &mut io::stdout().lock());
    let done = match task {
        Task::Read => {
            stand_back();
            take_at_most(MOST_TO_READ);
            let scanner = Scanner::new(weights::all())?;
            all(input, output, |file, output| last(&scanner, file, output))
        }
        Task::Remake => {
            take_at_most(MOST_TO_REMAKE);
            all(input, output, |file, _| remade(&file))
        }
    };
    match done {
        // Whoever gave it files was killed, perhaps in the middle of one, or wants no more.
        Err(error) if is_end(error.kind()) => Ok(()),
        done => Ok(done?),
    }
}

fn is_end(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof
    )
}

/// Lets others go first.
#[cfg(unix)]
fn stand_back() {
    // Who may not stand further back does so already.
    let _ = rustix::process::nice(BEHIND);
    // Where memory runs out it is the reader that goes (proc(5)), elsewhere the file is not there.
    let _ = std::fs::write("/proc/self/oom_score_adj", "1000");
}

/// Takes no more memory than it should, where the system keeps to that.
#[cfg(unix)]
fn take_at_most(bytes: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = Some(bytes);
    let _ = setrlimit(
        Resource::Data,
        Rlimit {
            current: most,
            maximum: most,
        },
    );
}

#[cfg(not(unix))]
fn stand_back() {}

#[cfg(not(unix))]
fn take_at_most(_bytes: u64) {}

/// Does with each file what is to be done, and says the last word on it.
fn all<W: Write>(
    input: &mut impl Read,
    output: &mut W,
    with: impl Fn(Vec<u8>, &mut W) -> Reading,
) -> io::Result<()> {
    while let Some(file) = given(input)? {
        let last = with(file, output);
        say(output, last)?;
    }
    Ok(())
}

fn remade(file: &[u8]) -> Reading {
    match ml::image::plain(file) {
        Ok(picture) => Reading::Finished {
            scan: Vec::new(),
            pictures: vec![picture],
        },
        Err(error) => Reading::Failed {
            part: 0,
            code: error.code().to_owned(),
            message: error.to_string(),
        },
    }
}

/// The next file; `None` at the end of the input.
fn given(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let length = u32::from_be_bytes(length) as usize;
    if length > MOST_GIVEN {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut file = vec![0; length];
    input.read_exact(&mut file)?;
    Ok(Some(file))
}

/// The last word on a file. What goes wrong in the reader itself is one, too.
fn last(scanner: &Scanner, file: Vec<u8>, output: &mut impl Write) -> Reading {
    let mut telling = Telling {
        since: Instant::now(),
        output,
    };
    let read = AssertUnwindSafe(|| job::read(scanner, vec![file], &mut telling));
    match catch_unwind(read) {
        Ok(Ok(read)) => Reading::Finished {
            scan: read.scan,
            pictures: Vec::new(),
        },
        Ok(Err(unread)) => Reading::Failed {
            part: unread.file,
            code: unread.error.code().to_owned(),
            message: unread.error.to_string(),
        },
        Err(_) => Reading::Failed {
            part: 0,
            code: "crashed".to_owned(),
            message: "the reader broke down".to_owned(),
        },
    }
}

fn say(output: &mut impl Write, word: Reading) -> io::Result<()> {
    let bytes = word.encode();
    let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    output.write_all(&length.to_be_bytes())?;
    output.write_all(&bytes)?;
    output.flush()
}

struct Telling<'a, W> {
    since: Instant,
    output: &'a mut W,
}

impl<W: Write> Follow for Telling<'_, W> {
    fn now_ms(&self) -> f64 {
        self.since.elapsed().as_secs_f64() * 1000.0
    }

    fn at(&mut self, progress: Progress) -> ControlFlow<()> {
        let word = Reading::Progress {
            part: progress.part,
            parts: progress.parts,
            stage: progress.stage as u8,
            done: progress.done,
        };
        match say(self.output, word) {
            Ok(()) => ControlFlow::Continue(()),
            // Nobody listens any more.
            Err(_) => ControlFlow::Break(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(files: &[&[u8]]) -> Vec<u8> {
        let frames = files.iter().map(|file| {
            let length = (file.len() as u32).to_be_bytes();
            [&length[..], file].concat()
        });
        frames.collect::<Vec<_>>().concat()
    }

    fn words(mut bytes: &[u8]) -> Vec<Reading> {
        let mut words = Vec::new();
        while let Some((length, rest)) = bytes.split_first_chunk::<4>() {
            let (word, rest) = rest.split_at(u32::from_be_bytes(*length) as usize);
            words.push(Reading::decode(word).expect("a word"));
            bytes = rest;
        }
        words
    }

    /// What breaks one file breaks no other, and each has one last word.
    #[test]
    fn each_file_gets_its_word_and_the_next_is_read() {
        let receipt = include_bytes!("../../../../tests/fixtures/receipts/uk.jpg");
        let scanner = Scanner::new(weights::all()).expect("the weights");
        let cut = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n";
        let pages = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\nstartxref\n0\n%%EOF";
        let files: [&[u8]; 5] = [b"", cut, pages, &receipt[..2_000], receipt];
        let mut output = Vec::new();
        let input = framed(&files);
        let done = all(&mut &input[..], &mut output, |file, output| {
            last(&scanner, file, output)
        });
        done.expect("read");
        let words = words(&output);
        let failed = words.iter().filter_map(|word| match word {
            Reading::Failed { code, .. } => Some(code.as_str()),
            _ => None,
        });
        let failed: Vec<&str> = failed.collect();
        assert_eq!(failed, ["empty", "pdf", "pdf", "truncated"]);
        let told = words
            .iter()
            .filter(|word| matches!(word, Reading::Progress { .. }));
        assert!(told.count() > 3, "{words:?}");
        assert!(matches!(words.last(), Some(Reading::Finished { .. })));
    }

    #[test]
    fn pictures_are_made_anew_one_after_the_other() {
        let receipt = include_bytes!("../../../../tests/fixtures/receipts/uk.jpg");
        let files: [&[u8]; 2] = [b"<html>", receipt];
        let mut output = Vec::new();
        let input = framed(&files);
        all(&mut &input[..], &mut output, |file, _| remade(&file)).expect("made");
        let words = words(&output);
        let [
            Reading::Failed { code, .. },
            Reading::Finished { pictures, .. },
        ] = &words[..]
        else {
            unreachable!("{words:?}");
        };
        assert_eq!(code, "not-an-image");
        assert!(pictures[0].starts_with(b"\x89PNG"));
    }

    #[test]
    fn a_length_beyond_any_file_ends_the_reader() {
        let input = u32::MAX.to_be_bytes();
        assert!(given(&mut input.as_slice()).is_err());
        assert!(given(&mut &b"\0\0\0\x05ab"[..]).is_err(), "it breaks off");
        assert!(given(&mut &b""[..]).expect("the end").is_none());
    }
}
