//! The file, by what it says and what it should.

use super::*;
use crate::config::Tls;

/// What a file comes to.
fn read(text: &str) -> (Sources, Vec<Mistake>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("larder.toml");
    std::fs::write(&path, text).expect("written");
    std::fs::write(folder.path().join("token"), "0123456789abcdef\n").expect("written");
    std::fs::write(folder.path().join("short"), "0123").expect("written");
    let (mut sources, mut mistakes) = (Sources::default(), Vec::new());
    match table(&path) {
        Ok(table) => sources.take_in(&table, &path, &mut mistakes),
        Err(mistake) => mistakes.push(mistake),
    }
    (sources, mistakes)
}

/// What counts of a file and a command line.
fn serve(text: &str, line: &[&str]) -> Serve {
    let (sources, mistakes) = read(text);
    assert_eq!(mistakes, []);
    let command = sources.defaults_of(without_environment(args()));
    let words = std::iter::once("serve").chain(line.iter().copied());
    let matches = command.try_get_matches_from(words).expect("settings");
    clap::FromArgMatches::from_arg_matches(&matches).expect("settings")
}

#[test]
fn the_file_comes_before_the_default_and_a_flag_before_the_file() {
    let text = "bind = \"0.0.0.0:9000\"\nimage-quota = 7\nname = [\"a.lan\", \"b.lan\"]\n\
        tls = \"local\"\nmetrics-token-file = \"token\"\n";
    let file = serve(text, &[]);
    assert_eq!((file.bind.as_str(), file.image_quota), ("0.0.0.0:9000", 7));
    assert_eq!((file.name.len(), file.tls), (2, Some(Tls::Local)));
    assert_eq!(file.metrics_token.as_deref(), Some("0123456789abcdef"));
    assert_eq!(file.limits.reads_a_minute.get(), 100, "the usual one");
    let line = serve(text, &["--image-quota", "8", "--name", "c.lan"]);
    assert_eq!((line.image_quota, line.name.len()), (8, 1));
}

#[test]
fn every_mistake_is_told_with_what_to_write_instead() {
    let text = "bnid = \"127.0.0.1:1\"\nimage_quota = 7\nreads-a-minute = 0\n\
        writes-a-minute = \"many\"\nhousehold-mib = 129\ndata = 7.5\nbind = [\"a\"]\n\
        zebra = 1\ntls = \"yes\"\nmetrics-token = \"short\"\ntrusted-proxy = [\"proxy\"]\n\
        allow-origin = \"*\"\nsmtp-tls = \"yes\"\nmail-from = \"Larder\"\n\
        smtp-port = 70000\nurl = \"larder.example.org\"\n";
    let (_, mistakes) = read(text);
    let told: Vec<&str> = mistakes.iter().map(|mistake| mistake.0.as_str()).collect();
    for (start, instead) in [
        ("`bnid` is not known", "`bind` is"),
        ("`image_quota` is not known", "`image-quota` is"),
        ("`reads-a-minute`: ", "`reads-a-minute = 100`"),
        ("`writes-a-minute`: ", "`writes-a-minute = 50`"),
        ("`household-mib`: ", "`household-mib = 128`"),
        ("`data` is float", "`data = \"…\"`"),
        ("`bind` is array", "`bind = \"127.0.0.1:8080\"`"),
        ("`zebra` is not known", "leave it out"),
        ("`tls`: ", "two PEM files"),
        ("`metrics-token`: ", "at least 16"),
        ("`trusted-proxy`: ", "10.0.0.0/8"),
        ("`allow-origin`: ", "https://panel.example"),
        ("`smtp-tls`: ", "`starttls`"),
        ("`mail-from`: ", "larder@example.org"),
        ("`smtp-port`: ", "70000"),
        ("`url`: ", "https://"),
    ] {
        let found = told.iter().find(|one| one.contains(start));
        let found = found.unwrap_or_else(|| panic!("{start} in {told:?}"));
        assert!(found.contains(instead), "{found}");
    }
    assert_eq!(told.len(), 16, "{told:?}");
}

#[test]
fn what_is_no_toml_names_its_line() {
    let (_, mistakes) = read("bind = \"a:1\"\nname =\n");
    assert_eq!(mistakes.len(), 1);
    assert!(mistakes[0].0.contains("line 2"), "{}", mistakes[0].0);
}

#[test]
fn a_secrets_file_is_read_whether_the_file_or_the_environment_names_it() {
    for (text, part) in [
        ("metrics-token-file = \"gone\"", "cannot be read"),
        ("metrics-token-file = \"short\"", "at least 16"),
        ("metrics-token-file = 7", "a path in quotes"),
        ("bind-file = \"token\"", "`bind-file` is not known"),
        (
            "metrics-token = \"0123456789abcdef\"\nmetrics-token-file = \"token\"",
            "twice",
        ),
    ] {
        let (_, mistakes) = read(text);
        let told = &mistakes.first().expect("a mistake").0;
        assert!(
            told.contains(part) || told.contains("by its path"),
            "{told}"
        );
        assert!(!told.contains("'short'"), "a secret is told: {told}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("token");
    std::fs::write(&path, " fedcba9876543210\n").expect("written");
    let path = path.to_string_lossy().into_owned();
    let (mut sources, _) = read("metrics-token = \"0123456789abcdef\"");
    assert!(sources.holds_secret());
    let mut mistakes = Vec::new();
    let var = |name: &str| (name == "LARDER_METRICS_TOKEN_FILE").then(|| path.clone());
    sources.take_secrets(var, &mut mistakes);
    assert_eq!(mistakes, []);
    assert_eq!(sources.values["metrics-token"], ["fedcba9876543210"]);
    assert!(!sources.holds_secret());
    // Which of two is meant nobody can know.
    let both = |name: &str| name.starts_with("LARDER_METRICS").then(|| path.clone());
    sources.take_secrets(both, &mut mistakes);
    assert!(mistakes[0].0.contains("both set"), "{mistakes:?}");
}

#[test]
fn a_variable_that_is_nearly_one_of_ours_is_told() {
    for (name, value, part) in [
        ("LARDER_BNID", "a:1", Some("LARDER_BIND is")),
        ("LARDER_READS_A_MINUTE", "0", Some("reads-a-minute = 100")),
        ("LARDER_NAME", "a.lan,b lan", Some("a name such as")),
        ("LARDER_NAME", "a.lan,b.lan", None),
        ("LARDER_METRICS_TOKEN_FILE", "/run/token", None),
        ("LARDER_WRITE_OPENAPI", "1", None),
    ] {
        let told = variable(name, value).err();
        match part {
            Some(part) => assert!(told.is_some_and(|told| told.contains(part)), "{name}"),
            None => assert_eq!(told, None, "{name}"),
        }
    }
}

#[test]
fn the_folder_of_the_file_is_the_keepers_too() {
    let (sources, _) = read("data = \"/srv/larder\"\nbind = \"127.0.0.1:1\"\n");
    let below =
        Command::new("admin").subcommand(super::super::Kept::augment_args(Command::new("list")));
    let command = without_environment(Command::new("larder").subcommand(below));
    let matches = sources
        .defaults_of(command)
        .try_get_matches_from(["larder", "admin", "list"])
        .expect("matches");
    let (_, admin) = matches.subcommand().expect("admin");
    let (_, list) = admin.subcommand().expect("list");
    let data: Option<&PathBuf> = list.get_one("data");
    assert_eq!(data, Some(&PathBuf::from("/srv/larder")));
}
