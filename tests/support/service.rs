//! A program that others wrote, beside the tests, in a folder of its own. It ends with the
//! value, and with the test program, however that ends.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// It ends when nobody holds its input any more, at once: what it has on the disk by then is
/// what it starts with again.
const SCRIPT: &str = r#"
trap : INT TERM
cd "$1" || exit 1
shift
"$@" >>log 2>&1 </dev/null &
server=$!
echo started
read -r _
kill -KILL $server 2>/dev/null
wait $server
"#;

/// A running program.
pub struct Service(Child);

impl Service {
    /// Starts one in a folder.
    ///
    /// # Errors
    ///
    /// If the system says no.
    pub fn start<S: AsRef<OsStr>>(
        folder: &Path,
        words: &[S],
        variables: &[(&str, String)],
    ) -> std::io::Result<Self> {
        let mut child = Command::new("sh")
            .args(["-c", SCRIPT, "sh"])
            .arg(folder)
            .args(words)
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // The shell tells that it has killed something.
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        Ok(Self(child))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// An address of this machine that was free a moment ago.
///
/// # Errors
///
/// If the system says no.
pub fn address() -> std::io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}

/// What it has said, to tell why it does not start.
pub fn said(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap_or_default()
}

/// A program by its name, where `variable` names no other one.
pub fn program(variable: &str, usual: &[&str]) -> Option<std::path::PathBuf> {
    if let Some(named) = std::env::var_os(variable) {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    let mut places = usual
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.find(|place| place.is_file())
}
