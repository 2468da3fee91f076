//! The reader: this program once more, as a process that reads receipts and does nothing else.
//! Another one, for each file, makes a picture anew.
//!
//! A file that is made for it may take any time and any memory, or break the reader down; as a
//! process it is held to a bound, waits behind others, can be ended at any moment, and gives
//! all of its memory back. Over its input come files, each behind its length (four bytes, the
//! highest first); over its output go the words of `pantry::kept::reading`, likewise.

pub mod program;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use pantry::kept::reading::Reading;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::mpsc;

/// The command of `larder` by which it is a reader.
pub const COMMAND: &str = "read-scans";
/// The argument behind it by which it makes pictures anew.
pub const REMAKE: &str = "--remake";
/// What a reader has of the server's environment: where its libraries and its temporary files
/// are, what says where memory goes, and on Windows where the system is.
const KEPT: [&str; 6] = [
    "LD_LIBRARY_PATH",
    "PATH",
    "RUST_BACKTRACE",
    "SystemRoot",
    "TEMP",
    "TMPDIR",
];
/// What the reader says at most in one word, in bytes: a receipt of thousands of rows.
const MOST_SAID: usize = 32 * 1024 * 1024;
/// Words that wait for whoever listens.
const WORDS: usize = 16;

/// What a reader does with the files that it is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Task {
    /// Reads the receipts on them.
    Read,
    /// Makes pictures anew, of their pixels alone.
    Remake,
}

/// A reader that runs; it ends with this value.
pub struct Reader {
    _child: Child,
    input: ChildStdin,
    said: mpsc::Receiver<Reading>,
}

impl Reader {
    /// Starts a program as a reader.
    ///
    /// # Errors
    ///
    /// If it cannot be started.
    pub fn start(program: &Path, task: Task) -> io::Result<Self> {
        let mut command = Command::new(program);
        command
            .arg(COMMAND)
            .args((task == Task::Remake).then_some(REMAKE))
            // The server's secrets are none of a reader's business.
            .env_clear()
            .envs(
                KEPT.iter()
                    .filter_map(|name| Some((name, std::env::var_os(name)?))),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        // What ends the server by its terminal lets it give its jobs back first.
        #[cfg(unix)]
        command.process_group(0).arg0("larder");
        let mut child = command.spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (input, output) = pipes.ok_or(io::ErrorKind::BrokenPipe)?;
        let (say, said) = mpsc::channel(WORDS);
        // A task of its own, so that who waits for a word may stop in the middle of it.
        tokio::spawn(async move {
            let mut output = tokio::io::BufReader::new(output);
            while let Ok(word) = next(&mut output).await {
                if say.send(word).await.is_err() {
                    break;
                }
            }
        });
        Ok(Self {
            _child: child,
            input,
            said,
        })
    }

    /// Gives it a file to read.
    ///
    /// # Errors
    ///
    /// If it has ended.
    pub async fn give(&mut self, file: &[u8]) -> io::Result<()> {
        let length = u32::try_from(file.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
        self.input.write_all(&length.to_be_bytes()).await?;
        self.input.write_all(file).await?;
        self.input.flush().await
    }

    /// What it says next; `None` if it has ended.
    pub async fn hear(&mut self) -> Option<Reading> {
        self.said.recv().await
    }
}

/// The program that runs now, also where its file was replaced since.
///
/// # Errors
///
/// If the system does not tell.
pub fn this_program() -> io::Result<PathBuf> {
    match cfg!(target_os = "linux") {
        true => Ok("/proc/self/exe".into()),
        false => std::env::current_exe(),
    }
}

async fn next(output: &mut (impl AsyncRead + Unpin)) -> io::Result<Reading> {
    let length = output.read_u32().await? as usize;
    if length > MOST_SAID {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes).await?;
    Reading::decode(&bytes).ok_or_else(|| io::ErrorKind::InvalidData.into())
}
