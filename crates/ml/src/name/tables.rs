//! Tables of words, embedded in the program.

use std::collections::HashMap;
use std::sync::LazyLock;

use pantry::category::Category;
use pantry::search::fold;

use super::brands::Brand;
use super::language::Language;

/// The most words of a printed brand or abbreviation.
pub(super) const MOST_WORDS: usize = 4;

/// Abbreviations with their full form, by language; `None` is any language.
pub(super) static ABBREVIATIONS: LazyLock<HashMap<(Option<Language>, String), &str>> =
    LazyLock::new(|| {
        let rows = rows(include_str!("../../words/abbreviations.tsv"));
        rows.filter_map(|[short, language, full]| Some(((code(language)?, fold(short)), full)))
            .collect()
    });

/// Brands by what tills print for them.
pub(super) static BRANDS: LazyLock<HashMap<String, Brand>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../words/brands.tsv"));
    let brand = |[print, name, categories]: [&'static str; 3]| {
        let categories = categories.split('|').filter_map(Category::from_id);
        (
            fold(print),
            Brand {
                name,
                categories: categories.collect(),
            },
        )
    };
    rows.map(brand).collect()
});

/// Words with accents, by language and plain letters.
pub(super) static SPELLINGS: LazyLock<HashMap<(Language, String), &str>> = LazyLock::new(|| {
    let mut found = HashMap::new();
    for [language, words, _] in rows(include_str!("../../words/spellings.tsv")) {
        let Some(Some(language)) = code(language) else {
            continue;
        };
        for word in words.split(' ') {
            found.insert((language, fold(word)), word);
            if language == Language::De {
                found.insert((language, fold(&with_digraphs(word))), word);
            }
        }
    }
    found
});

/// German words that are small inside a name.
pub(super) static SMALL_GERMAN: LazyLock<std::collections::HashSet<&str>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../words/spellings.tsv"));
    let mut small = rows.filter(|[language, ..]| *language == "de-small");
    small
        .next()
        .map(|[_, words, _]| words.split(' ').collect())
        .unwrap_or_default()
});

/// The rows of a table, its head left out; columns that a row lacks are empty.
fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    table.lines().skip(1).map(|row| {
        let mut columns = row.split('\t');
        [(); 3].map(|()| columns.next().unwrap_or_default())
    })
}

/// `Some(None)` stands for any language.
fn code(language: &str) -> Option<Option<Language>> {
    match language {
        "*" => Some(None),
        code => Language::from_code(code).map(Some),
    }
}

/// How German is written without its own letters: `Kaese`.
fn with_digraphs(word: &str) -> String {
    word.replace('ä', "ae")
        .replace('ö', "oe")
        .replace('ü', "ue")
}
