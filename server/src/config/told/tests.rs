//! What is shown of the settings, and what the documentation says of them.

use super::*;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/configuration.md");
const BEGIN: &str = "<!-- keys: by LARDER_WRITE_CONFIGURATION=1 -->\n";
const END: &str = "<!-- end of keys -->\n";

/// Every key as the parser has it.
fn keys() -> String {
    let mut text =
        String::from("| key and flag | variable | usually | what it is |\n|---|---|---|---|\n");
    for arg in sources::args().get_arguments() {
        let Some(key) = arg.get_long().filter(|key| *key != "help") else {
            continue;
        };
        let name = arg.get_env().expect("a variable").to_string_lossy();
        let apart = if sources::is_secret(arg) {
            format!(", or `{name}_FILE`")
        } else {
            String::new()
        };
        let usual = arg.get_default_values().first();
        let usual = usual.map_or(String::new(), |usual| {
            format!("`{}`", usual.to_string_lossy())
        });
        let help = arg
            .get_long_help()
            .or(arg.get_help())
            .expect("help")
            .to_string();
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        let help = help.replace('|', "\\|");
        let _ = writeln!(text, "| `{key}` | `{name}`{apart} | {usual} | {help} |");
    }
    text
}

/// `LARDER_WRITE_CONFIGURATION=1` writes the table anew.
#[test]
fn the_documentation_has_every_key() {
    let document = std::fs::read_to_string(DOCUMENT).expect("the file is read");
    let (before, rest) = document.split_once(BEGIN).expect("where the table begins");
    let (table, after) = rest.split_once(END).expect("where it ends");
    if std::env::var_os("LARDER_WRITE_CONFIGURATION").is_some() {
        let text = format!("{before}{BEGIN}{}{END}{after}", keys());
        std::fs::write(DOCUMENT, text).expect("the file is written");
        return;
    }
    assert!(table == keys(), "write it by LARDER_WRITE_CONFIGURATION=1");
}

#[test]
fn what_is_shown_can_be_read_again_and_holds_no_secret() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("larder.toml");
    let text = "bind = \"0.0.0.0:9000\"\nname = [\"a.lan\"]\n\
        metrics-token = \"0123456789abcdef\"\n";
    std::fs::write(&path, text).expect("written");
    let (found, mistakes) = Sources::read(Some(&path));
    assert_eq!(mistakes, []);
    let (serve, matches) = settled(&found).expect("settings");
    let text = shown(&found, &serve, &matches);
    for line in [
        "bind = \"0.0.0.0:9000\" # file",
        "name = [\"a.lan\"] # file",
        "image-quota = 1024 # default",
        "# tls is not set",
    ] {
        assert!(text.lines().any(|one| one == line), "{line} in\n{text}");
    }
    assert!(!text.contains("0123456789abcdef"), "{text}");
    assert!(text.contains("hidden"), "{text}");
    let again: toml::Table = text.parse().expect("TOML");
    assert_eq!(again["bind"].as_str(), Some("0.0.0.0:9000"));
}

#[test]
fn a_way_for_letters_that_is_not_whole_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("password"), "brown bread\n").expect("written");
    let path = folder.path().join("larder.toml");
    let text = "smtp-host = \"mail.example.org\"\nsmtp-tls = \"off\"\nsmtp-user = \"a\"\n\
        smtp-password-file = \"password\"\nmail-from = \"a@example.org\"\n";
    std::fs::write(&path, text).expect("written");
    let (found, mistakes) = Sources::read(Some(&path));
    assert_eq!(mistakes, []);
    let told = listed(&around(&found));
    for part in [
        "`url = \"https://",
        "in the open",
        "`smtp-tls = \"starttls\"`",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert!(!told.contains("brown bread"), "{told}");
}

#[test]
fn what_settings_name_is_looked_at() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("larder.toml");
    let text = "tls = \"/nowhere/a.pem,/nowhere/b.pem\"\ndata = \"/proc/larder\"\n\
        metrics-token = \"0123456789abcdef\"\n";
    std::fs::write(&path, text).expect("written");
    let (found, _) = Sources::read(Some(&path));
    let told = listed(&around(&found));
    for part in ["/nowhere/a.pem", "/nowhere/b.pem", "`tls = \"local\"`"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    if cfg!(target_os = "linux") {
        assert!(told.contains("`data`: nothing can be written"), "{told}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode));
        mode(0o644).expect("set");
        assert!(listed(&around(&found)).contains("chmod 600"));
        mode(0o600).expect("set");
        assert!(!listed(&around(&found)).contains("chmod 600"));
    }
}
