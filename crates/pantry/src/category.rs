//! What an item can be filed under: the 18 categories of every household, and those of its own.
//!
//! A category of a household's own is *like* one of the 18: what decides how long food keeps,
//! where it goes and how it looks is theirs ([`Category::usual`]). So nothing that knows only
//! the 18 is wrong about it.
//!
//! How the product is sold decides first, then what it is. In order: what is
//! not food (`Baby`, `Pet`, `PersonalCare`, `Household`), what contains alcohol,
//! what is sold frozen, baby food, what is preserved in a can, jar or carton
//! (`Canned`, `CondimentsSpices`), what is chilled and ready to eat
//! (`DeliPrepared`), and else what it is. So frozen shrimp is `Frozen`, a tin of
//! tuna is `Canned`, smoked salmon from the chiller is `Seafood`, a roast
//! chicken from the counter is `DeliPrepared` and bacon, which is cooked, `Meat`.

use std::fmt;

use sync::EntityId;

/// The id of the first category's entity; the last byte is the code. The built-in places have
/// ids of zeros but for the last byte.
const OF_CATEGORY: [u8; 16] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0];

/// A category of a household's own. What it is called, only the household knows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct OwnCategory {
    id: EntityId,
    /// The code of one of the 18.
    like: u8,
}

impl OwnCategory {
    /// The category of this entity, which is like another one for ever.
    #[must_use]
    pub fn new(id: EntityId, like: Category) -> Self {
        let like = like.code();
        Self { id, like }
    }

    /// Its entity.
    #[must_use]
    pub fn id(self) -> EntityId {
        self.id
    }

    /// The one of the 18 that it is like.
    #[must_use]
    pub fn like(self) -> Category {
        Category::ALL[usize::from(self.like)]
    }
}

/// What an item is, as the shop sells it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Category {
    /// Fresh fruit, vegetables, mushrooms and herbs, whole, washed or cut; salad kits.
    Produce,
    /// Milk, cream, butter, cheese, yogurt and eggs, and what replaces them, chilled or UHT.
    DairyEggs,
    /// Fresh meat and poultry, and cured meat that is sold to be cooked.
    Meat,
    /// Fresh, thawed or smoked fish and shellfish from the counter or the chiller.
    Seafood,
    /// Chilled food that is ready or nearly ready to eat; cold cuts; tofu and its like.
    DeliPrepared,
    /// Bread, rolls, flatbread, fresh pastry, cakes, chilled dough.
    Bakery,
    /// Anything that is bought frozen, whatever it is made of.
    Frozen,
    /// Dry goods to cook or bake with, cooking oils and fats that need no cold.
    Staples,
    /// Preserved by heat in a can, jar or carton.
    Canned,
    /// Sauces, dressings, vinegar, pickles, spices and spreads.
    CondimentsSpices,
    /// Cereal, hot and cold, and toaster pastries.
    Breakfast,
    /// Eaten between meals: salty snacks, cookies, candy, nuts, dried fruit, bars.
    SnacksSweets,
    /// Drinks without alcohol, and coffee, tea and drink powders.
    Beverages,
    /// Drinks with alcohol.
    Alcohol,
    /// The baby aisle: food first, but diapers and wipes too.
    Baby,
    /// Food and supplies for animals.
    Pet,
    /// Cleaning, paper, kitchen goods and all else that is neither food nor for the body.
    Household,
    /// For the body: hygiene, cosmetics, medicine, vitamins and supplements.
    PersonalCare,
    /// One of the household's own.
    Own(OwnCategory),
}

impl Category {
    /// Every household's categories; the position is the code on the wire, so only append.
    pub const ALL: [Self; 18] = [
        Self::Produce,
        Self::DairyEggs,
        Self::Meat,
        Self::Seafood,
        Self::DeliPrepared,
        Self::Bakery,
        Self::Frozen,
        Self::Staples,
        Self::Canned,
        Self::CondimentsSpices,
        Self::Breakfast,
        Self::SnacksSweets,
        Self::Beverages,
        Self::Alcohol,
        Self::Baby,
        Self::Pet,
        Self::Household,
        Self::PersonalCare,
    ];

    /// The one of the 18 that this is, or is like.
    #[must_use]
    pub fn usual(self) -> Self {
        match self {
            Self::Own(own) => own.like(),
            usual => usual,
        }
    }

    /// The household's own, if it is one.
    #[must_use]
    pub fn own(self) -> Option<OwnCategory> {
        match self {
            Self::Own(own) => Some(own),
            _ => None,
        }
    }

    /// What tells it from every other one: the [`Category::id`] of the 18, and 32 hexadecimal
    /// digits for one of a household's own.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Own(own) => own.id.to_string(),
            usual => usual.id().to_owned(),
        }
    }

    /// The stable name in data, exports and the API; of one of a household's own, that of what
    /// it is like.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Own(own) => own.like().id(),
            Self::Produce => "produce",
            Self::DairyEggs => "dairy_eggs",
            Self::Meat => "meat",
            Self::Seafood => "seafood",
            Self::DeliPrepared => "deli_prepared",
            Self::Bakery => "bakery",
            Self::Frozen => "frozen",
            Self::Staples => "staples",
            Self::Canned => "canned",
            Self::CondimentsSpices => "condiments_spices",
            Self::Breakfast => "breakfast",
            Self::SnacksSweets => "snacks_sweets",
            Self::Beverages => "beverages",
            Self::Alcohol => "alcohol",
            Self::Baby => "baby",
            Self::Pet => "pet",
            Self::Household => "household",
            Self::PersonalCare => "personal_care",
        }
    }

    /// The English name; other languages translate by [`Category::id`].
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Own(own) => own.like().name(),
            Self::Produce => "Fruit & vegetables",
            Self::DairyEggs => "Dairy & eggs",
            Self::Meat => "Meat & poultry",
            Self::Seafood => "Fish & seafood",
            Self::DeliPrepared => "Deli & ready meals",
            Self::Bakery => "Bread & bakery",
            Self::Frozen => "Frozen",
            Self::Staples => "Dry goods & baking",
            Self::Canned => "Cans & jars",
            Self::CondimentsSpices => "Sauces, spreads & spices",
            Self::Breakfast => "Breakfast cereal",
            Self::SnacksSweets => "Snacks & sweets",
            Self::Beverages => "Drinks",
            Self::Alcohol => "Beer, wine & spirits",
            Self::Baby => "Baby",
            Self::Pet => "Pets",
            Self::Household => "Household",
            Self::PersonalCare => "Health & personal care",
        }
    }

    /// The category with this [`Category::id`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.id() == id)
    }

    /// The code on the wire: the position in [`Category::ALL`], of one of a household's own that
    /// of what it is like.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Own(own) => own.like,
            usual => Self::ALL
                .iter()
                .position(|one| *one == usual)
                .map_or(0, |position| position as u8),
        }
    }

    /// The category with this code; `None` for one that a newer version added.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// The entity that says how a household has it: the same in every household, so that two
    /// people who say something of it say it of one thing.
    #[must_use]
    pub fn entity(self) -> EntityId {
        if let Self::Own(own) = self {
            return own.id;
        }
        let mut id = OF_CATEGORY;
        id[15] = self.code();
        EntityId(id)
    }

    /// Which of the 18 has such an entity; `None` if none has.
    #[must_use]
    pub fn of_entity(id: EntityId) -> Option<Self> {
        let category = Self::from_code(id.0[15])?;
        (category.entity() == id).then_some(category)
    }

    /// Whether people eat or drink it. `Baby` counts, because its food comes first.
    #[must_use]
    pub fn is_food(self) -> bool {
        !matches!(
            self.usual(),
            Self::Pet | Self::Household | Self::PersonalCare
        )
    }
}

impl fmt::Display for Category {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_codes_lead_back_to_their_category() {
        for (position, category) in Category::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(category.code()), position, "{category:?}");
            assert_eq!(Category::from_code(category.code()), Some(category));
            assert_eq!(Category::from_id(category.id()), Some(category));
            assert_eq!(Category::of_entity(category.entity()), Some(category));
        }
        assert_eq!(Category::from_code(18), None);
        assert_eq!(Category::from_id("deposit"), None);
    }

    #[test]
    fn one_of_a_households_own_is_like_another() {
        for like in Category::ALL {
            let own = Category::Own(OwnCategory::new(EntityId([7; 16]), like));
            assert_eq!(own.usual(), like);
            assert_eq!((own.id(), own.code()), (like.id(), like.code()));
            assert_eq!(own.is_food(), like.is_food());
            assert_eq!(own.entity(), EntityId([7; 16]));
            assert_eq!(own.key(), "07".repeat(16));
            // What is like one of a household's own is like what that is like.
            let again = OwnCategory::new(EntityId([8; 16]), own);
            assert_eq!(again.like(), like);
        }
    }

    #[test]
    fn ids_on_the_wire_never_change() {
        let ids: Vec<&str> = Category::ALL.into_iter().map(Category::id).collect();
        expect_test::expect![[
            "produce dairy_eggs meat seafood deli_prepared bakery frozen staples canned \
             condiments_spices breakfast snacks_sweets beverages alcohol baby pet household \
             personal_care"
        ]]
        .assert_eq(&ids.join(" "));
    }
}
