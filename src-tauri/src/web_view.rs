//! How WebKit runs the page's program.

use std::os::unix::process::CommandExt;
use std::process::Command;

/// WebKit's last compiler of WebAssembly. It works for seconds on the large steps that fold a
/// household at the start, beside the page that waits for them: without it, the app answers a
/// quarter sooner with a household of many years (`docs/benchmarks.md`), and what comes later is
/// short enough for the compiler before it.
pub const LAST_COMPILER: &str = "JSC_useOMGJIT";

/// Begins again without that compiler, unless the environment says something of it: WebKit's
/// processes read it there.
pub fn settle() {
    if std::env::var_os(LAST_COMPILER).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let mut again = Command::new(program);
    again
        .args(std::env::args_os().skip(1))
        .env(LAST_COMPILER, "false");
    // Who comes back from here could not begin again, and goes on as it is.
    let why = again.exec();
    eprintln!("the page starts slower than it could: {why}");
}
