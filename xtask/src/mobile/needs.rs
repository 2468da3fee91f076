//! What a machine must have before it can build for phones.

use std::path::PathBuf;

use super::Phone;
use crate::process::on_path;

/// A machine, as far as it matters here.
pub struct Machine {
    system: &'static str,
    /// A variable of the environment.
    variable: fn(&str) -> Option<PathBuf>,
    /// Whether a program is on the path.
    program: fn(&str) -> bool,
}

impl Machine {
    /// The one that this task runs on.
    pub fn this() -> Self {
        Self {
            system: std::env::consts::OS,
            variable: |name| std::env::var_os(name).map(PathBuf::from),
            program: |name| on_path(name).is_some(),
        }
    }

    /// What is missing, each with what to do about it.
    pub fn missing(&self, phone: Phone) -> Vec<String> {
        match phone {
            Phone::Android => self.missing_for_android(),
            Phone::Ios => self.missing_for_ios(),
        }
    }

    fn missing_for_android(&self) -> Vec<String> {
        let mut missing = Vec::new();
        let java = self.folder("JAVA_HOME").is_some() || (self.program)("java");
        if !java {
            missing.push(
                "Java 17 or newer: install Android Studio, or on Debian \
                 `sudo apt-get install openjdk-17-jdk-headless`, and set JAVA_HOME"
                    .to_owned(),
            );
        }
        let sdk = self.folder("ANDROID_HOME");
        if sdk.is_none() {
            missing.push(
                "the Android SDK: install Android Studio, or the command line tools from \
                 https://developer.android.com/studio, run `sdkmanager \"platform-tools\" \
                 \"platforms;android-36\" \"build-tools;36.0.0\"`, and set ANDROID_HOME to its folder"
                    .to_owned(),
            );
        }
        let beside = sdk.is_some_and(|sdk| sdk.join("ndk").is_dir());
        if self.folder("NDK_HOME").is_none() && !beside {
            missing.push(
                "the Android NDK: run `sdkmanager \"ndk;28.2.13676358\"` and set NDK_HOME to \
                 ANDROID_HOME/ndk/28.2.13676358"
                    .to_owned(),
            );
        }
        missing.extend(self.missing_rustup());
        missing
    }

    fn missing_for_ios(&self) -> Vec<String> {
        if self.system != "macos" {
            return vec![
                "a Mac: Apple's tools for iOS run on macOS alone; take this repository there and \
                 start this task again"
                    .to_owned(),
            ];
        }
        let mut missing = Vec::new();
        for (program, way) in [
            (
                "xcodebuild",
                "Xcode: install it from the App Store and open it once",
            ),
            ("pod", "CocoaPods: `brew install cocoapods`"),
        ] {
            if !(self.program)(program) {
                missing.push(way.to_owned());
            }
        }
        missing.extend(self.missing_rustup());
        missing
    }

    /// Tauri adds the compiler's targets by rustup.
    fn missing_rustup(&self) -> Option<String> {
        let way = "rustup, which brings the compiler for phones: https://rustup.rs";
        (!(self.program)("rustup")).then(|| way.to_owned())
    }

    /// A folder that a variable names and that is there.
    fn folder(&self, variable: &str) -> Option<PathBuf> {
        (self.variable)(variable).filter(|path| path.is_dir())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(system: &'static str) -> Machine {
        Machine {
            system,
            variable: |_| None,
            program: |_| false,
        }
    }

    fn says(missing: &[String], word: &str) -> bool {
        missing.iter().any(|line| line.contains(word))
    }

    #[test]
    fn a_bare_machine_is_told_all_that_android_needs() {
        let missing = machine("linux").missing(Phone::Android);
        for word in ["JAVA_HOME", "ANDROID_HOME", "NDK_HOME", "rustup.rs"] {
            assert!(says(&missing, word), "{word}: {missing:?}");
        }
    }

    #[test]
    fn a_variable_that_names_nothing_is_as_good_as_none() {
        let mut bare = machine("linux");
        bare.variable = |_| Some(PathBuf::from("no such folder"));
        assert!(says(&bare.missing(Phone::Android), "ANDROID_HOME"));
    }

    #[test]
    fn a_machine_with_everything_lacks_nothing() {
        let ready = Machine {
            system: "linux",
            // Any folder that is there.
            variable: |_| Some(PathBuf::from(env!("CARGO_MANIFEST_DIR"))),
            program: |_| true,
        };
        assert_eq!(ready.missing(Phone::Android), Vec::<String>::new());
    }

    #[test]
    fn ios_needs_a_mac_and_says_nothing_else_without_one() {
        let missing = machine("linux").missing(Phone::Ios);
        assert!(missing.len() == 1 && says(&missing, "a Mac"), "{missing:?}");
        assert!(says(&machine("macos").missing(Phone::Ios), "Xcode"));
    }
}
