//! A digest as a letter: how much there is, the names, and how to be told no more.

use pantry::household::DueFood;

use crate::language::Language;

/// The names that a letter lists of each kind before it only counts.
const NAMED: usize = 20;
/// The letters of a name at most.
const LONGEST: usize = 80;

/// Subject and text of a letter, which has something to tell.
pub fn written(food: &DueFood, language: Language, open: &str, stop: &str) -> (String, String) {
    let words = &language.words().digest;
    let listed = |title: &str, names: &[String]| {
        let (named, more) = names.split_at(names.len().min(NAMED));
        let named = named.iter().map(|name| format!("- {}\n", on_a_line(name)));
        let mut list = format!("{title}\n{}", named.collect::<String>());
        if !more.is_empty() {
            list.push_str(&format!("{}\n", count(&words.more, more.len())));
        }
        list
    };
    let [due, soon] = counted(food, language);
    let title = due.clone().or(soon.clone()).unwrap_or_default();
    let lists = [
        due.map(|title| listed(&format!("{title}:"), &food.due)),
        soon.map(|title| listed(&format!("{title}:"), &food.soon)),
    ];
    let lists: Vec<String> = lists.into_iter().flatten().collect();
    let text = words.text.replace("{link}", open).replace("{stop}", stop);
    // What people have typed comes last: nothing in it is taken for a place.
    let text = text.replace("{food}", lists.join("\n").trim_end());
    (format!("Larder: {title}"), text)
}

/// How much is due and how much will be, where there is some.
pub fn counted(food: &DueFood, language: Language) -> [Option<String>; 2] {
    let words = &language.words().digest;
    let said = |forms, names: &[String]| (!names.is_empty()).then(|| count(forms, names.len()));
    [said(&words.due, &food.due), said(&words.soon, &food.soon)]
}

fn count(forms: &[&str; 2], count: usize) -> String {
    let form = if count == 1 { forms[0] } else { forms[1] };
    form.replace("{count}", &count.to_string())
}

/// A name that stays on its line, whatever somebody typed.
pub fn on_a_line(name: &str) -> String {
    let letters = name.chars().take(LONGEST);
    let is_break = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    letters
        .map(|letter| if is_break(letter) { ' ' } else { letter })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn food(due: &[&str], soon: &[&str]) -> DueFood {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        DueFood {
            due: names(due),
            soon: names(soon),
            lots_due: due.len(),
        }
    }

    #[test]
    fn a_letter_names_what_is_due_and_says_how_to_end_it() {
        let food = food(&["milk", "ham"], &["cream"]);
        let (subject, text) = written(&food, Language::English, "https://a/", "https://a/stop");
        assert_eq!(subject, "Larder: 2 things to use today");
        assert_eq!(
            text,
            "Hello,\n\n2 things to use today:\n- milk\n- ham\n\n\
             1 thing to use within three days:\n- cream\n\nOpen Larder:\n\nhttps://a/\n\n\
             You get this letter because you asked for it. This link ends it:\n\nhttps://a/stop\n"
        );
    }

    #[test]
    fn every_language_says_all_of_it() {
        for language in Language::ALL {
            let (subject, text) = written(&food(&[], &["ham"]), language, "LINK", "STOP");
            assert!(subject.starts_with("Larder: 1 "), "{subject}");
            for part in ["- ham\n", "\n\nLINK\n", "\n\nSTOP\n"] {
                assert!(text.contains(part), "{part} in {text}");
            }
            assert!(!text.contains(['{', '}']), "{text}");
        }
    }

    #[test]
    fn a_name_is_one_line_and_no_place_and_many_are_counted() {
        let many: Vec<String> = (0..22).map(|number| format!("food {number}")).collect();
        let mut names: Vec<&str> = many.iter().map(String::as_str).collect();
        names[0] = "a\r\nBcc: b {link} {stop}";
        let (_, text) = written(&food(&names, &[]), Language::English, "LINK", "STOP");
        assert!(text.contains("- a  Bcc: b {link} {stop}\n"), "{text}");
        assert!(text.contains("- food 19\nand 2 more\n"), "{text}");
    }
}
