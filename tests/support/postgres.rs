//! A PostgreSQL server of a test program's own: the first test that asks starts it, in a
//! temporary folder and on a loopback port, and it ends with the program, however that ends.
//!
//! It syncs nothing, so it is of no use to tests of crashes.

use std::env;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Where Debian puts each version; `LARDER_POSTGRES` names the folder of another one.
const VERSIONS: &str = "/usr/lib/postgresql";
/// Another program may take the port that was free a moment ago.
const TRIES: u32 = 5;
const MISSING: &str = "these tests need PostgreSQL: run them by `cargo xtask test`, install it \
    (on Debian: `apt-get install postgresql`), or name the folder of its programs by \
    LARDER_POSTGRES";
/// Text is ordered as people do, so that nothing of ours depends on the order of bytes. It ends
/// when nobody holds its input any more.
const SCRIPT: &str = r#"
trap : INT TERM
folder=$(mktemp -d) && cd "$folder" || exit 1
"$1/initdb" -D data -U larder --auth=trust --encoding=UTF8 --no-sync \
    --locale=C --locale-provider=icu --icu-locale=en-US >log 2>&1 || { cat log; exit 1; }
"$1/postgres" -D data -c listen_addresses=127.0.0.1 -c port="$2" -c unix_socket_directories= \
    -c fsync=off -c full_page_writes=off -c max_connections=400 >>log 2>&1 &
server=$!
while kill -0 $server 2>/dev/null; do
    if "$1/pg_isready" -q -h 127.0.0.1 -p "$2"; then echo ready; break; fi
    sleep 0.1
done
kill -0 $server 2>/dev/null && read -r _
kill -INT $server 2>/dev/null
wait $server
cat log
cd / && rm -rf "$folder"
"#;

struct Server {
    programs: PathBuf,
    port: u16,
    /// When this is closed, it ends.
    _input: ChildStdin,
}

static SERVER: LazyLock<Result<Server, String>> = LazyLock::new(|| {
    let programs = programs().ok_or(MISSING)?;
    let mut why = String::new();
    for _ in 0..TRIES {
        match start(&programs) {
            Ok(server) => return Ok(server),
            Err(error) => why = error,
        }
    }
    Err(format!("PostgreSQL does not start: {why}"))
});

/// The address of an empty database, or of a copy of one that nobody uses just now.
///
/// # Errors
///
/// What to install, or why it failed.
pub fn database(like: Option<&str>) -> Result<String, String> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = SERVER.as_ref().map_err(String::clone)?;
    let name = format!("test_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let mut command = Command::new(server.programs.join("createdb"));
    let port = server.port.to_string();
    command.args(["-h", "127.0.0.1", "-U", "larder", "-p", &port, &name]);
    if let Some((_, like)) = like.and_then(|like| like.rsplit_once('/')) {
        command.args(["--template", like]);
    }
    let output = command.output().map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(format!("postgres://larder@127.0.0.1:{port}/{name}")),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// A program of its, such as `pg_dump`.
///
/// # Errors
///
/// As for [`database`].
pub fn program(name: &str) -> Result<PathBuf, String> {
    let server = SERVER.as_ref().map_err(String::clone)?;
    Ok(server.programs.join(name))
}

/// The folder of the newest version's programs.
fn programs() -> Option<PathBuf> {
    if let Some(named) = env::var_os("LARDER_POSTGRES") {
        return Some(named.into());
    }
    let versions = std::fs::read_dir(VERSIONS).ok()?.flatten();
    let versions = versions.filter_map(|entry| {
        let number: u32 = entry.file_name().to_str()?.parse().ok()?;
        Some((number, entry.path().join("bin")))
    });
    let (_, newest) = versions
        .filter(|(_, path)| path.join("initdb").exists())
        .max()?;
    Some(newest)
}

fn start(programs: &Path) -> Result<Server, String> {
    let text = |error: std::io::Error| error.to_string();
    let port = TcpListener::bind("127.0.0.1:0").and_then(|tcp| tcp.local_addr());
    let port = port.map_err(text)?.port();
    // It refuses to run as root.
    let mut command = match is_root() {
        true => {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--", "sh"]);
            command
        }
        false => Command::new("sh"),
    };
    let mut child = command
        .args(["-c", SCRIPT, "sh"])
        .arg(programs)
        .arg(port.to_string())
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(text)?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let (input, output) = input.zip(output).ok_or("it has no input")?;
    let mut output = BufReader::new(output);
    let mut line = String::new();
    output.read_line(&mut line).map_err(text)?;
    if line.trim_end() != "ready" {
        output.read_to_string(&mut line).map_err(text)?;
        child.wait().map_err(text)?;
        return Err(line);
    }
    Ok(Server {
        programs: programs.to_owned(),
        port,
        _input: input,
    })
}

/// Whether this program runs as root, who owns what it makes.
fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
