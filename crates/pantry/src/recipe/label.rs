//! What a recipe is fit for: a closed list, so that nobody eats by a word that another one
//! means differently.

/// For whom a dish is fit, by the word of who wrote the recipe down.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Label {
    /// No meat and no fish.
    Vegetarian,
    /// Nothing of animals.
    Vegan,
    /// No meat.
    Pescatarian,
    /// Without gluten.
    GlutenFree,
    /// Nothing made of milk.
    DairyFree,
    /// Without lactose.
    LactoseFree,
    /// Without nuts, peanuts among them.
    NutFree,
    /// Without eggs.
    EggFree,
    /// Without soy.
    SoyFree,
    /// Without fish.
    FishFree,
    /// Without crustaceans and molluscs.
    ShellfishFree,
    /// Without pork.
    PorkFree,
    /// By the rules of Islam.
    Halal,
    /// By the rules of Judaism.
    Kosher,
}

impl Label {
    /// Every label; the position is the code on the wire, so only append.
    pub const ALL: [Self; 14] = [
        Self::Vegetarian,
        Self::Vegan,
        Self::Pescatarian,
        Self::GlutenFree,
        Self::DairyFree,
        Self::LactoseFree,
        Self::NutFree,
        Self::EggFree,
        Self::SoyFree,
        Self::FishFree,
        Self::ShellfishFree,
        Self::PorkFree,
        Self::Halal,
        Self::Kosher,
    ];

    /// The stable name in data: "gluten_free".
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Vegetarian => "vegetarian",
            Self::Vegan => "vegan",
            Self::Pescatarian => "pescatarian",
            Self::GlutenFree => "gluten_free",
            Self::DairyFree => "dairy_free",
            Self::LactoseFree => "lactose_free",
            Self::NutFree => "nut_free",
            Self::EggFree => "egg_free",
            Self::SoyFree => "soy_free",
            Self::FishFree => "fish_free",
            Self::ShellfishFree => "shellfish_free",
            Self::PorkFree => "pork_free",
            Self::Halal => "halal",
            Self::Kosher => "kosher",
        }
    }

    /// The label of a stable name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.id() == id)
    }

    /// The code on the wire: the position in [`Label::ALL`].
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }

    /// The label with this code; `None` for one that a newer version added.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// Whether what has this label is fit for who asks for another. A way to eat holds the
    /// stricter ones; what somebody does not bear has to be said itself: who writes "vegan"
    /// thinks of no traces of milk.
    #[must_use]
    pub fn grants(self, asked: Self) -> bool {
        let stricter: &[Self] = match asked {
            Self::Pescatarian => &[Self::Vegetarian, Self::Vegan],
            Self::Vegetarian => &[Self::Vegan],
            _ => &[],
        };
        self == asked || stricter.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lead_back_from_their_codes_and_names() {
        for label in Label::ALL {
            assert_eq!(Label::from_code(label.code()), Some(label));
            assert_eq!(Label::from_id(label.id()), Some(label));
        }
        assert_eq!(Label::from_code(14), None);
        assert_eq!(Label::from_id("Vegan"), None);
    }

    #[test]
    fn a_way_to_eat_holds_the_stricter_ones_and_no_allergy_is_guessed() {
        let granted = |asked| {
            let labels = Label::ALL.into_iter();
            labels
                .filter(|label| label.grants(asked))
                .collect::<Vec<_>>()
        };
        assert_eq!(granted(Label::Vegan), [Label::Vegan]);
        assert_eq!(
            granted(Label::Vegetarian),
            [Label::Vegetarian, Label::Vegan]
        );
        assert_eq!(granted(Label::Pescatarian).len(), 3);
        assert_eq!(granted(Label::DairyFree), [Label::DairyFree]);
        assert_eq!(granted(Label::LactoseFree), [Label::LactoseFree]);
    }
}
