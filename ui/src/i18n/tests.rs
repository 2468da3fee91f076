//! What holds of every language file, read by Fluent's own parser.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, VariantKey,
};
use fluent_syntax::parser::parse;

use super::*;

/// The files with the plural forms that their language has for whole numbers of a household
/// (CLDR: French and Spanish have `many` for whole millions alone, which `other` serves).
const FILES: [(&str, &str, &[&str]); 4] = [
    ("en", include_str!("../../i18n/en.ftl"), &["one", "other"]),
    ("de", include_str!("../../i18n/de.ftl"), &["one", "other"]),
    ("fr", include_str!("../../i18n/fr.ftl"), &["one", "other"]),
    ("es", include_str!("../../i18n/es.ftl"), &["one", "other"]),
];

/// What a message needs, and what is odd about it.
#[derive(Default)]
struct Message {
    variables: BTreeSet<String>,
    /// The variable of each choice, and its forms.
    choices: Vec<(String, Vec<String>)>,
}

fn read(tag: &str, source: &'static str) -> BTreeMap<&'static str, Message> {
    let resource: Resource<&str> =
        parse(source).unwrap_or_else(|(_, errors)| panic!("{tag}: {errors:#?}"));
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Term(_) | Entry::Junk { .. } => panic!("{tag}: neither terms nor junk"),
            _ => continue,
        };
        let key = message.id.name;
        assert!(message.attributes.is_empty(), "{tag}: {key} has attributes");
        let mut found = Message::default();
        let pattern = message
            .value
            .unwrap_or_else(|| panic!("{tag}: {key} is empty"));
        take_in(&pattern, &mut found, &format!("{tag}: {key}"));
        assert!(
            messages.insert(key, found).is_none(),
            "{tag}: {key} is there twice"
        );
    }
    messages
}

/// Takes in what a pattern needs; only what our own reader knows may be in it.
fn take_in(pattern: &Pattern<&str>, found: &mut Message, of: &str) {
    let variable = |expression: &InlineExpression<&str>| match expression {
        InlineExpression::VariableReference { id } => id.name.to_owned(),
        other => panic!("{of} has {other:?}"),
    };
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(inline) => {
                found.variables.insert(variable(inline));
            }
            Expression::Select { selector, variants } => {
                let forms = variants.iter().map(|variant| {
                    take_in(&variant.value, found, of);
                    match &variant.key {
                        VariantKey::Identifier { name } => (*name).to_owned(),
                        VariantKey::NumberLiteral { value } => panic!("{of} has [{value}]"),
                    }
                });
                let forms: Vec<String> = forms.collect();
                found.choices.push((variable(selector), forms));
            }
        }
    }
    for (chosen, _) in &found.choices {
        found.variables.insert(chosen.clone());
    }
}

#[test]
fn every_language_has_the_same_messages_with_the_same_variables() {
    let mut wrong = Vec::new();
    let english = read(FILES[0].0, FILES[0].1);
    for (tag, source, _) in &FILES[1..] {
        let messages = read(tag, source);
        for (key, message) in &english {
            match messages.get(key) {
                None => wrong.push(format!("{tag} lacks {key}")),
                Some(found) if found.variables != message.variables => {
                    wrong.push(format!("{tag}: {key} needs {:?}", message.variables));
                }
                Some(_) => {}
            }
        }
        let surplus = messages.keys().filter(|key| !english.contains_key(*key));
        wrong.extend(surplus.map(|key| format!("{tag} has {key} too many")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_choice_has_every_plural_form_of_its_language() {
    let english = read(FILES[0].0, FILES[0].1);
    for (tag, source, forms) in FILES {
        for (key, message) in read(tag, source) {
            for (_, found) in &message.choices {
                assert_eq!(found, forms, "{tag}: {key}");
            }
            let chosen = english.get(key).map_or(0, |english| english.choices.len());
            assert!(message.choices.len() >= chosen, "{tag}: {key} has plurals");
        }
    }
}

#[test]
fn our_own_reader_finds_what_fluent_finds() {
    for (tag, source, _) in FILES {
        let ours: BTreeSet<&str> = messages(source).map(|(key, _)| key).collect();
        let fluents: BTreeSet<&str> = read(tag, source).into_keys().collect();
        assert_eq!(ours, fluents, "{tag}");
        for (key, pattern) in messages(source) {
            let one_line = pattern.lines().all(|line| {
                let line = line.trim();
                line == pattern.trim() || line.ends_with("->") || line.starts_with(['[', '*', '}'])
            });
            assert!(one_line, "{tag}: a form of {key} goes on over a line");
        }
    }
}

#[test]
fn no_translation_was_forgotten() {
    // The same word in both languages, or nothing to translate.
    let same = |key: &str| key.starts_with("unit-") || key.starts_with("text-");
    let english: BTreeMap<_, _> = messages(FILES[0].1).collect();
    for (tag, source, _) in &FILES[1..] {
        let alike: Vec<&str> = messages(source)
            .filter(|(key, text)| english.get(key) == Some(text) && !same(key))
            .filter(|(_, text)| text.split_whitespace().count() > 3 && !text.contains('{'))
            .map(|(key, _)| key)
            .collect();
        assert!(alike.is_empty(), "{tag} says in English {alike:?}");
    }
}

#[test]
fn every_key_that_the_code_names_has_a_message_and_its_variables() {
    let english = read(FILES[0].0, FILES[0].1);
    let mut wrong = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (path, source) in sources(&folder) {
        // This module's own examples name no message.
        let examples = path.starts_with(folder.join("i18n")) || path == folder.join("i18n.rs");
        for (key, given) in named_in(&source).into_iter().filter(|_| !examples) {
            let Some(message) = english.get(key) else {
                wrong.push(format!("no message for {key} ({})", path.display()));
                continue;
            };
            if message
                .variables
                .iter()
                .any(|name| !given.contains(name.as_str()))
            {
                wrong.push(format!(
                    "{key} needs {:?} ({})",
                    message.variables,
                    path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The literal keys of `t!` with the names of their variables, whether they stand on its line
/// or on the next ones.
fn named_in(source: &str) -> Vec<(&str, BTreeSet<&str>)> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices(concat!("t!", "(")) {
        // `format!(` ends in the same letters.
        if source[..at].ends_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        let call = within_parentheses(&source[at + 3..]);
        let Some((key, rest)) = call
            .trim_start()
            .strip_prefix('"')
            .and_then(|rest| rest.split_once('"'))
        else {
            continue;
        };
        let given = rest.match_indices(" = ").filter_map(|(at, _)| {
            let name = rest[..at].rsplit([',', ' ', '\n', '(']).next()?;
            (!name.is_empty()).then_some(name)
        });
        found.push((key, given.collect()));
    }
    found
}

/// What stands before the parenthesis that closes an open one.
fn within_parentheses(text: &str) -> &str {
    let mut depth = 1;
    let end = text.char_indices().find_map(|(at, letter)| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    });
    &text[..end.unwrap_or(text.len())]
}

#[test]
fn a_key_is_found_on_the_line_after_the_macro_too() {
    let source = concat!(
        "let a = t!",
        "(\n    \"one\",\n b = f(1), c = 2); t!",
        "(\"two\"); format!(\"x\")"
    );
    let one = ("one", BTreeSet::from(["b", "c"]));
    assert_eq!(named_in(source), [one, ("two", BTreeSet::new())]);
}

#[test]
fn keys_made_from_names_have_a_message_each() {
    let categories = pantry::category::Category::ALL;
    let categories = categories.map(|one| format!("category-{}", one.id().replace('_', "-")));
    let places = pantry::location::PlaceKind::ALL.map(|one| format!("place-{}", one.id()));
    let units = pantry::quantity::Unit::ALL.map(crate::view::amounts::unit_key);
    let systems = pantry::measure::System::ALL.map(|one| format!("units-{}", one.id()));
    let failures = ui::protocol::Failure::CODES.map(|(_, code)| format!("scan-failed-{code}"));
    let stages = ui::protocol::Stage::ALL.map(|one| format!("stage-{}", one.name()));
    let photos = crate::state::keepsake::Keeping::NAMES.map(|(_, name)| format!("photos-{name}"));
    let themes = crate::hooks::theme::Theme::ALL.map(|theme| format!("theme-{}", theme.id()));
    let sizes = crate::hooks::text_size::SIZES.map(|size| format!("text-{size}"));
    let also = pantry::location::PlaceKind::ALL.map(|one| format!("add-also-{}", one.id()));
    let lives = ["days", "months", "years"].map(|unit| format!("life-{unit}"));
    let ranges = lives.clone().map(|key| format!("{key}-range"));
    let all = categories
        .into_iter()
        .chain(places)
        .chain(also)
        .chain(units)
        .chain(systems);
    let all = all
        .chain(failures)
        .chain(stages)
        .chain(photos)
        .chain(themes)
        .chain(sizes);
    let reasons = pantry::op::DiscardReason::ALL.map(|reason| format!("throw-{}", reason.id()));
    let deeds = ["open", "freeze", "thaw", "move", "split", "throw"];
    let deeds = deeds.map(|deed| format!("howmany-{deed}"));
    let all = all.chain(reasons).chain(deeds);
    let all: Vec<String> = all.chain(lives).chain(ranges).collect();
    for (tag, source, _) in FILES {
        let messages = read(tag, source);
        for key in &all {
            assert!(messages.contains_key(key.as_str()), "{tag}: {key}");
        }
    }
}

#[test]
fn a_key_that_is_put_together_begins_as_some_message_does() {
    let english = read(FILES[0].0, FILES[0].1);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (path, source) in sources(&folder) {
        for rest in source.split(concat!("text(&format!", "(\"")).skip(1) {
            let start = rest.split(['{', '"']).next().unwrap_or_default();
            let known = english.keys().any(|key| key.starts_with(start));
            assert!(known, "{start}… ({})", path.display());
        }
    }
}

/// Who speaks to a device says what stands on the button: its whole name has to hold that.
#[test]
fn what_a_button_is_called_holds_what_stands_on_it() {
    let shown = [
        "lot-used",
        "lot-half",
        "lot-frozen",
        "lot-thrown",
        "review-fine",
    ];
    for (tag, source, _) in FILES {
        let message = |key: &str| {
            let line = source
                .lines()
                .find_map(|line| line.strip_prefix(&format!("{key} = ")));
            line.unwrap_or_else(|| panic!("{tag} has no {key}"))
                .to_lowercase()
        };
        for key in shown {
            let (text, name) = (message(key), message(&format!("{key}-label")));
            assert!(
                name.contains(&text),
                "{tag}: {name:?} does not hold {text:?}"
            );
        }
    }
}

#[test]
fn the_page_says_the_same_before_the_app_is_there() {
    let page = include_str!("../../index.html");
    for key in ["boot-failed", "boot-unsupported", "boot-noscript"] {
        assert!(page.contains(&*text(key, &[])), "{key}");
    }
    let script = include_str!("../../public/boot.js");
    for key in ["stopped", "reload"] {
        assert!(script.contains(&*text(key, &[])), "{key}");
    }
}

#[test]
fn amounts_are_typed_with_the_units_of_the_language() {
    use crate::view::amounts::{read, size_text};
    use crate::view::quick_add;
    for (tag, typed) in [
        ("de", ["2 Packungen", "1 Packung", "3 Stück", "2 EL"]),
        ("fr", ["2 paquets", "1 paquet", "3 pièces", "2 c. à s."]),
        ("es", ["2 paquetes", "1 paquete", "3 uds", "2 cda."]),
    ] {
        let source = FILES.into_iter().find(|(one, ..)| *one == tag);
        let language = Language::with_tag(tag).expect("a language");
        let forms = Forms {
            marks: pantry::typed::Marks::COMMA.into(),
            ..Forms::english(Rc::new(Unasked))
        };
        speak(language, source.map(|(_, source, _)| source), forms);
        let symbols = typed.map(|text| read(text).map(|read| read.to_string()));
        let expected = ["2 pack", "1 pack", "3 pc", "2 tbsp"];
        assert_eq!(symbols, expected.map(|text| Some(text.to_owned())), "{tag}");
        for unit in pantry::quantity::Unit::ALL {
            let size = pantry::quantity::Quantity::new(1_500, unit);
            assert_eq!(read(&size_text(Some(size))), Some(size), "{tag}");
        }
    }
    let typed = quick_add::read("2 paquetes de arroz");
    assert_eq!(
        (&*typed.name, typed.quantity.map(|one| one.milli)),
        ("arroz", Some(2_000))
    );
    speak(Language::English, None, Forms::english(Rc::new(Unasked)));
}

#[test]
fn a_line_of_food_is_typed_in_the_language_of_the_person() {
    use crate::view::quick_add::{Around, read_at_home};
    let today = jiff::civil::date(2026, 11, 22);
    let household = pantry::household::Household::default();
    for (tag, line, name) in [
        ("de", "2x Milch 1 l Kühlschrank +7t", "Milch"),
        ("de", "2x Milch 1 l kuhlschrank +1w", "Milch"),
        ("fr", "2x lait 1 l refrigerateur +7j", "lait"),
        ("es", "2x leche 1 l nevera +1s", "leche"),
        ("en", "2x milk 1 l in the fridge +7d", "milk"),
        ("en", "2x milk 1 l to the refrigerator 29/11", "milk"),
        ("de", "2x Milch 1 l im Kühlschrank +7t", "Milch"),
        ("de", "2x Milch in den Kühlschrank 29.11. 1 l", "Milch"),
        ("fr", "2x lait 1 l au frigo 29/11", "lait"),
        ("fr", "2x lait 1 l dans le réfrigérateur +7j", "lait"),
        ("es", "2x leche 1 l en la nevera 29/11", "leche"),
        ("es", "2x leche 1 l 29/11/2026 en el frigorífico", "leche"),
    ] {
        let source = FILES.into_iter().find(|(one, ..)| *one == tag);
        let language = Language::with_tag(tag).expect("a language");
        let forms = Forms {
            marks: pantry::typed::Marks::COMMA.into(),
            ..Forms::english(Rc::new(Unasked))
        };
        speak(language, source.map(|(_, source, _)| source), forms);
        let typed = read_at_home(line, &Around::of(&household, today));
        let amount = typed.quantity.map(|amount| amount.to_string());
        let fridge = pantry::location::PlaceKind::Fridge.place();
        let day = jiff::civil::date(2026, 11, 29);
        assert_eq!(typed.name, name, "{line}");
        assert_eq!(amount.as_deref(), Some("2 l"), "{line}");
        assert_eq!(typed.place, Some(fridge), "{line}");
        assert_eq!(typed.date, Some(Some(day)), "{line}");
    }
    speak(Language::English, None, Forms::english(Rc::new(Unasked)));
}

#[test]
fn another_language_is_spoken_and_english_stands_in() {
    let source = "nav-home = Start\nhome-count = { $count ->\n    [one] { $count } Posten\n   *[other] { $count } Posten\n}\n";
    let forms = Forms {
        marks: pantry::typed::Marks::COMMA.into(),
        ..Forms::english(Rc::new(Unasked))
    };
    speak(Language::German, Some(source), forms);
    assert_eq!(&*t!("nav-home"), "Start");
    assert_eq!(&*t!("nav-pantry"), "Pantry", "English stands in");
    assert_eq!(&*t!("home-count", count = 1_204), "1.204 Posten");
    speak(Language::Mirrored, None, Forms::english(Rc::new(Unasked)));
    assert_eq!(&*t!("nav-home"), "\u{202e}Home\u{202c}");
    speak(Language::English, None, Forms::english(Rc::new(Unasked)));
    assert_eq!(&*t!("nav-home"), "Home");
    assert_eq!(&*t!("no-such-key"), "no-such-key");
}

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            found.push((path, text));
        }
    }
    found
}
