//! Keeping the native app told of what it should know for when no page is open.

use yew::prelude::*;

use crate::host::shell;
use crate::i18n;

/// Tells it the language and whether the person stays offline, and again when that changes.
#[hook]
pub fn use_shell(language: &str, stays_offline: bool) {
    use_effect_with(
        (language.to_owned(), stays_offline),
        |(_, stays_offline)| {
            if shell::is_here() {
                shell::life::tell(i18n::language().tag(), *stays_offline);
            }
        },
    );
}
