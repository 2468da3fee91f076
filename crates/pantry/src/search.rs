//! Searching names as they are typed: in any case, without accents, with a slip or two.
//!
//! [`fold`] brings a text to the form that is compared; keep it with the text and
//! fold the query once. [`score`] is linear in the name for exact hits, and only
//! a name without one pays for the comparison with slips. Of thousands of names, whose
//! [`Letters`] are kept with them, a [`Query`] leaves most out without reading them.

/// The comparable form: lower case, accents off, only letters and digits, one space between.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(plain) => folded.push_str(plain),
            None if is_accent(letter) || letter == '\'' || letter == '’' => {}
            None if letter.is_alphanumeric() => folded.push(letter),
            None if folded.is_empty() || folded.ends_with(' ') => {}
            None => folded.push(' '),
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// How well a folded name answers a folded query: lower is better, `None` is no answer.
///
/// Every word of the query must be found. In order: the name begins with the
/// query; each word begins a word; each is somewhere inside; with slips.
#[must_use]
pub fn score(name: &str, query: &str) -> Option<u32> {
    scored(name, query, score_word)
}

fn scored(name: &str, query: &str, word_in: fn(&str, &str) -> Option<u32>) -> Option<u32> {
    if query.is_empty() || name == query {
        return Some(0);
    }
    // Among equals the shorter name is the closer answer.
    let length = u32::try_from(name.len()).unwrap_or(u32::MAX).min(99);
    if name.starts_with(query) {
        return Some(100 + length);
    }
    let mut worst = 0;
    for word in query.split(' ') {
        worst = worst.max(word_in(name, word)?);
    }
    Some(worst + length)
}

/// The positions of the best `limit` answers, best first; equals keep their order.
pub fn best<'names>(
    names: impl IntoIterator<Item = &'names str>,
    query: &str,
    limit: usize,
) -> Vec<usize> {
    let query = fold(query);
    let mut hits: Vec<(u32, usize)> = names
        .into_iter()
        .enumerate()
        .filter_map(|(position, name)| Some((score(name, &query)?, position)))
        .collect();
    hits.sort_unstable();
    hits.truncate(limit);
    hits.into_iter().map(|(_, position)| position).collect()
}

/// Which letters a folded text has: a bit for each, and a few letters share one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Letters(u64);

impl Letters {
    /// Those of a folded text.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        let letters = folded.chars().filter(|letter| *letter != ' ');
        Self(letters.fold(0, |all, letter| all | 1 << (u32::from(letter) % 64)))
    }

    /// How many of other letters are surely not among these.
    fn lacks(self, other: Self) -> u32 {
        (other.0 & !self.0).count_ones()
    }
}

/// A query, folded once for thousands of names.
#[derive(Clone, Debug)]
pub struct Query {
    folded: String,
    letters: Letters,
    /// The letters of each word, and how many slips are forgiven in it.
    words: Vec<(Letters, u32)>,
}

impl Query {
    /// A query as it was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let folded = fold(typed);
        let words = folded.split(' ');
        let words = words.map(|word| (Letters::of(word), slips_allowed(word).unwrap_or(0)));
        Self {
            letters: Letters::of(&folded),
            words: words.collect(),
            folded,
        }
    }

    /// Whether a slip is forgiven in some word of it.
    #[must_use]
    pub fn forgives(&self) -> bool {
        self.words.iter().any(|(_, slips)| *slips > 0)
    }

    /// How well a name answers that holds every word; as [`score`].
    #[must_use]
    pub fn exact(&self, name: &str, letters: Letters) -> Option<u32> {
        let may = letters.lacks(self.letters) == 0;
        may.then(|| scored(name, &self.folded, find_word))?
    }

    /// How well a name answers in which some word has a slip; as [`score`].
    #[must_use]
    pub fn close(&self, name: &str, letters: Letters) -> Option<u32> {
        // A slip brings or takes one letter at most.
        let mut words = self.words.iter();
        if !words.all(|(word, slips)| letters.lacks(*word) <= *slips) {
            return None;
        }
        let is_exact = scored(name, &self.folded, find_word).is_some();
        (!is_exact).then(|| score(name, &self.folded))?
    }
}

fn score_word(name: &str, word: &str) -> Option<u32> {
    find_word(name, word).or_else(|| almost_word(name, word))
}

fn find_word(name: &str, word: &str) -> Option<u32> {
    let start = name.find(word)?;
    if start == 0 || name.as_bytes()[start - 1] == b' ' {
        return Some(200);
    }
    // A later hit may still begin a word.
    let mut later = name[start..].split(' ').skip(1);
    let begins = later.any(|candidate| candidate.starts_with(word));
    Some(if begins { 200 } else { 300 })
}

fn almost_word(name: &str, word: &str) -> Option<u32> {
    let slips = slips_allowed(word)?;
    name.split(' ')
        .filter_map(|candidate| prefix_slips(candidate, word, slips))
        .min()
        .map(|count| 400 + 100 * count)
}

/// Short words must be right, since everything is one slip from a short word.
fn slips_allowed(word: &str) -> Option<u32> {
    match word.chars().count() {
        0..=3 => None,
        4..=7 => Some(1),
        _ => Some(2),
    }
}

/// The slips (a letter wrong, missing, too many, or two swapped) from `word` to the
/// nearest beginning of `candidate`, if at most `limit`; the first letter must be right.
fn prefix_slips(candidate: &str, word: &str, limit: u32) -> Option<u32> {
    if candidate.chars().next() != word.chars().next() {
        return None;
    }
    let word: Vec<char> = word.chars().collect();
    let reach = word.len() + limit as usize;
    let candidate: Vec<char> = candidate.chars().take(reach).collect();
    let width = word.len() + 1;
    let mut before = vec![0; width];
    let mut above: Vec<u32> = (0..).take(width).collect();
    let mut best = above[width - 1];
    for (down, &letter) in candidate.iter().enumerate() {
        let mut current = Vec::with_capacity(width);
        current.push(above[0] + 1);
        for (across, &wanted) in word.iter().enumerate() {
            let change = above[across] + u32::from(letter != wanted);
            let mut least = change.min(above[across + 1] + 1).min(current[across] + 1);
            let swapped = down > 0
                && across > 0
                && letter == word[across - 1]
                && candidate[down - 1] == wanted;
            if swapped {
                least = least.min(before[across - 1] + 1);
            }
            current.push(least);
        }
        best = best.min(current[width - 1]);
        before = std::mem::replace(&mut above, current);
    }
    (best <= limit).then_some(best)
}

/// Combining marks, as decomposed text has them.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// The letters without their accent; two letters where that is how they are typed.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ĕ' => "e",
        'ğ' | 'ģ' | 'ĝ' | 'ġ' => "g",
        'ħ' | 'ĥ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' | 'ĩ' => "i",
        'ķ' => "k",
        'ł' | 'ľ' | 'ļ' | 'ĺ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ŕ' | 'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' | 'ŝ' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ũ' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ž' | 'ż' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 12] = [
        "Crème fraîche",
        "Müsli",
        "Jalapeño",
        "Whole milk",
        "Milk chocolate",
        "Buttermilk",
        "Tomatoes",
        "Canned tomatoes",
        "Grießbrei",
        "M&M's",
        "Ham",
        "Parmesan cheese",
    ];

    fn check(query: &str, expected: &[&str]) {
        let folded: Vec<String> = NAMES.iter().map(|name| fold(name)).collect();
        let found: Vec<&str> = best(folded.iter().map(String::as_str), query, 30)
            .into_iter()
            .map(|position| NAMES[position])
            .collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        check("creme", &["Crème fraîche"]);
        check("CRÈME FRAICHE", &["Crème fraîche"]);
        check("musli", &["Müsli"]);
        check("mu\u{308}sli", &["Müsli"]);
        check("jalapeno", &["Jalapeño"]);
        check("griess", &["Grießbrei"]);
        check("m ms", &["M&M's"]);
    }

    #[test]
    fn the_beginning_of_a_name_comes_before_a_word_and_a_word_before_the_inside() {
        check("milk", &["Milk chocolate", "Whole milk", "Buttermilk"]);
        check("tom", &["Tomatoes", "Canned tomatoes"]);
        check("tomatoes can", &["Canned tomatoes"]);
    }

    #[test]
    fn a_slip_is_forgiven_in_longer_words() {
        check("tomatos", &["Tomatoes", "Canned tomatoes"]);
        check("tomtaoes", &["Tomatoes", "Canned tomatoes"]);
        check("parmesean", &["Parmesan cheese"]);
        check("buttrmilk", &["Buttermilk"]);
        check("jalopeno", &["Jalapeño"]);
    }

    #[test]
    fn short_words_must_be_right_and_strangers_are_not_found() {
        check("hem", &[]);
        check("chicken", &[]);
        check("milk zebra", &[]);
    }

    /// What leaves names out unread leaves none out that would answer.
    #[test]
    fn a_query_with_letters_answers_as_the_comparison_of_names_does() {
        let typed = [
            "milk",
            "tomatos",
            "tomtaoes",
            "parmesean",
            "jalopeno",
            "buttrmilk",
            "hem",
            "milk choc",
            "griess",
            "chesee parmesan",
            "kanned",
            "",
        ];
        for (typed, name) in typed
            .iter()
            .flat_map(|typed| NAMES.map(|name| (typed, name)))
        {
            let (query, folded) = (Query::new(typed), fold(name));
            let letters = Letters::of(&folded);
            let exact = query.exact(&folded, letters);
            let found = exact.or_else(|| query.close(&folded, letters));
            assert_eq!(found, score(&folded, &fold(typed)), "{typed} {name}");
        }
    }

    #[test]
    fn an_empty_query_answers_with_everything_in_order() {
        check("  ", &NAMES);
    }

    #[test]
    fn no_more_answers_are_given_than_asked_for() {
        let found = best(["milk"; 100], "milk", 30);
        assert_eq!(found, (0..30).collect::<Vec<_>>());
    }
}
