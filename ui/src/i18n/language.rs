//! The languages that the interface speaks, and which one a person prefers.

/// A language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    /// In the app itself: it stands in for whatever another one lacks.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// English with long words and accents, to look at layout: `?language=en-XA`.
    Stretched,
    /// English from right to left, to look at layout: `?language=ar-XB`.
    Mirrored,
}

impl Language {
    /// Those that people choose between.
    pub const SPOKEN: [Self; 4] = [Self::English, Self::German, Self::French, Self::Spanish];

    /// The stable name, as BCP 47 has it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Stretched => "en-XA",
            Self::Mirrored => "ar-XB",
        }
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Stretched => "Ĺóñğ",
            Self::Mirrored => "←",
        }
    }

    /// The direction of its writing, as `dir` has it.
    pub fn direction(self) -> &'static str {
        match self {
            Self::Mirrored => "rtl",
            _ => "ltr",
        }
    }

    /// The language with exactly this tag.
    pub fn with_tag(tag: &str) -> Option<Self> {
        let hidden = [Self::Stretched, Self::Mirrored];
        let mut all = Self::SPOKEN.into_iter().chain(hidden);
        all.find(|language| language.tag() == tag)
    }

    /// The first that we speak of those that a browser prefers; English where there is none.
    pub fn preferred(tags: &[String]) -> Self {
        let spoken = |tag: &String| {
            let mut all = Self::SPOKEN.into_iter();
            all.find(|language| language.is_spoken_as(tag))
        };
        tags.iter().find_map(spoken).unwrap_or(Self::English)
    }

    /// Whether this tag is of a language that we speak.
    pub fn speaks(tag: &str) -> bool {
        Self::SPOKEN
            .into_iter()
            .any(|language| language.is_spoken_as(tag))
    }

    /// How numbers, dates and money are written: as where the person is, if the browser says
    /// so of this language (`de-AT`), else as is usual for it.
    pub fn locale(self, tags: &[String]) -> String {
        let spoken = match self {
            Self::Stretched | Self::Mirrored => Self::English,
            spoken => spoken,
        };
        let regional = tags.iter().find(|tag| spoken.is_spoken_as(tag));
        regional.map_or_else(|| spoken.tag().to_owned(), Clone::clone)
    }

    fn is_spoken_as(self, tag: &str) -> bool {
        let primary = tag.split(['-', '_', '@']).next().unwrap_or_default();
        primary.eq_ignore_ascii_case(self.tag())
    }
}

/// The country of a tag: `AT` of `de-AT`.
pub fn region(tag: &str) -> Option<&str> {
    let mut parts = tag.split(['-', '_', '@']).skip(1);
    parts.find(|part| part.len() == 2 && part.bytes().all(|letter| letter.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|&tag| tag.to_owned()).collect()
    }

    #[test]
    fn the_first_language_that_we_speak_is_spoken() {
        let check = |preferred: &[&str], expected| {
            assert_eq!(Language::preferred(&tags(preferred)), expected);
        };
        check(&["de-AT", "en"], Language::German);
        check(&["nl-NL", "FR-ca", "en"], Language::French);
        check(&["en-US@posix"], Language::English);
        check(&["nl", "pl"], Language::English);
        check(&[], Language::English);
        check(&["ar-XB"], Language::English);
        assert!(Language::speaks("de-AT") && Language::speaks("EN"));
        assert!(!Language::speaks("nl") && !Language::speaks("ar-XB"));
    }

    #[test]
    fn numbers_are_written_as_where_the_person_is() {
        let tags = tags(&["de-AT", "en-GB", "es"]);
        assert_eq!(Language::German.locale(&tags), "de-AT");
        assert_eq!(Language::English.locale(&tags), "en-GB");
        assert_eq!(Language::Mirrored.locale(&tags), "en-GB");
        assert_eq!(Language::French.locale(&tags), "fr");
    }

    #[test]
    fn a_tag_names_its_country_if_any() {
        assert_eq!(region("de-AT"), Some("AT"));
        assert_eq!(region("zh-Hant-TW"), Some("TW"));
        assert_eq!(region("en-US@posix"), Some("US"));
        assert_eq!(region("es-419"), None);
        assert_eq!(region("de"), None);
    }

    #[test]
    fn tags_lead_back_to_their_language() {
        for language in Language::SPOKEN {
            assert_eq!(Language::with_tag(language.tag()), Some(language));
        }
        assert_eq!(Language::with_tag("ar-XB"), Some(Language::Mirrored));
        assert_eq!(Language::with_tag("nl"), None);
    }
}
