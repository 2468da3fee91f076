//! Links that lead out of the app: to the browser that the person has chosen, and only to what
//! is on the web and private on the way. A web view of our own would show foreign pages in our
//! name.

use std::process::{Command, Stdio};

use tauri::Url;

/// Opens a link in the system's browser. Anything but `https` is left alone: a file, a picture of
/// the page's own, a program's link.
pub fn open(url: &Url) {
    let Some(mut browser) = browser(url) else {
        return;
    };
    browser.stdin(Stdio::null());
    // How WebKit is to run our page is no matter of a browser's.
    #[cfg(target_os = "linux")]
    browser.env_remove(crate::web_view::LAST_COMPILER);
    // Who has been started is waited for, or it would stay as a dead process.
    std::thread::spawn(move || match browser.status() {
        Ok(ended) if ended.success() => (),
        Ok(ended) => eprintln!("the link could not be opened: {ended}"),
        Err(error) => eprintln!("the link could not be opened: {error}"),
    });
}

/// What opens the link; an address has neither spaces nor quotes in it.
fn browser(url: &Url) -> Option<Command> {
    let (program, words): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(target_os = "windows") {
        // Unlike `start`, it reads no `&` as the next command.
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut browser = Command::new(program);
    browser.args(words).arg(url.as_str());
    (url.scheme() == "https" && url.has_host()).then_some(browser)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_on_the_web_is_opened() {
        let opened = |url: &str| browser(&Url::parse(url).expect("an address"));
        let link = "https://world.openfoodfacts.org/product/1?a=1&b=%22";
        let browser = opened(link).expect("a browser");
        assert_eq!(browser.get_args().last(), Some(link.as_ref()));
        for other in [
            "http://larder.local/",
            "file:///etc/passwd",
            "blob:tauri://localhost/0123",
            "tauri://localhost/index.html",
            "larder://join/0123",
            "javascript:alert(1)",
            "about:blank",
            "mailto:somebody@example.org",
        ] {
            assert!(opened(other).is_none(), "{other}");
        }
    }
}
