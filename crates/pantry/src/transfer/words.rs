//! The words that people and other programs use for units, places and categories, in
//! English, German, French and Spanish; and what a household can keep of a text.

use crate::action::{MAX_NAME, MAX_NOTE};
use crate::category::Category;
use crate::location::PlaceKind;
use crate::quantity::{Quantity, Unit};
use crate::search::fold;

/// What of a name can be kept, and whether that is less than all of it.
pub(super) fn kept_name(name: &str) -> (&str, bool) {
    kept(name, MAX_NAME)
}

/// What of a note can be kept, and whether that is less than all of it.
pub(super) fn kept_note(note: &str) -> (&str, bool) {
    kept(note, MAX_NOTE)
}

/// What of a text can be kept, and whether that is less than all of it.
pub(super) fn kept(text: &str, limit: usize) -> (&str, bool) {
    let text = text.trim();
    let kept = text[..text.floor_char_boundary(limit)].trim_end();
    (kept, kept.len() < text.len())
}

/// Whether sums of an amount stay far from the end of the numbers: up to a trillion.
pub(super) fn is_countable(quantity: Quantity) -> bool {
    quantity.milli.unsigned_abs() <= 1_000_000_000_000_000
}

/// Words for units beside those that [`Unit::parse`] knows. Whatever holds something is a
/// package.
const UNITS: [(Unit, &str); 9] = [
    (
        Unit::Piece,
        "stuck stucke stk pieza piezas pza unidad unidades ud uds unite unites piece pieces",
    ),
    (
        Unit::Pack,
        "packung packungen pckg pck paket pakete paquet paquets paquete paquetes bag bags beutel \
         tute tuten sac sacs bolsa bolsas box boxes schachtel boite boites caja cajas can cans \
         tin tins dose dosen konserve lata latas jar jars glas glaser bocal bocaux tarro tarros \
         bottle bottles flasche flaschen bouteille bouteilles botella botellas carton cartons \
         karton kartons tube tubes tuben tray trays becher pot pots net netz bar bars tafel",
    ),
    (Unit::Gram, "gramm gramme grammes gramo gramos gr"),
    (
        Unit::Kilogram,
        "kilogramm kilogramme kilogrammes kilogramo kilogramos kilos",
    ),
    (
        Unit::Millilitre,
        "milliliter millilitre millilitres mililitro mililitros",
    ),
    (Unit::Litre, "litro litros liter"),
    (Unit::Teaspoon, "teeloffel tl cucharadita"),
    (Unit::Tablespoon, "essloffel el cucharada"),
    (Unit::Cup, "tasse tassen tasses taza tazas"),
];

/// The unit of a word.
pub(super) fn unit(text: &str) -> Option<Unit> {
    let folded = fold(text);
    let by_name = || UNITS.iter().find(|(_, words)| has(words, &folded));
    Unit::parse(text).or_else(|| by_name().map(|(unit, _)| *unit))
}

const PLACES: [(PlaceKind, &str); 3] = [
    (
        PlaceKind::Freezer,
        "freezer freeze tiefkuhl tiefkuhler gefrier gefrierschrank gefriertruhe gefrierfach \
         kuhltruhe congelateur surgelateur congelador",
    ),
    (
        PlaceKind::Fridge,
        "fridge refrigerator kuhlschrank refrigerateur frigo frigidaire nevera frigorifico \
         refrigerador heladera",
    ),
    (
        PlaceKind::Pantry,
        "pantry larder cupboard vorrat vorratskammer vorratsschrank speisekammer speis placard \
         cellier despensa alacena",
    ),
];

/// The built-in place that a name means, if it means one of them and nothing more.
pub(super) fn built_in(name: &str) -> Option<PlaceKind> {
    let folded = fold(name);
    let meant = PLACES.iter().find(|(_, words)| has(words, &folded));
    meant.map(|(kind, _)| *kind)
}

/// What a place does to food, by a word in its name: "freezer in the garage".
pub(super) fn place_kind(name: &str) -> PlaceKind {
    let folded = fold(name);
    let meant = PLACES.iter().find(|(_, words)| {
        let mut words = words.split_whitespace();
        words.any(|word| word.len() > 4 && folded.contains(word))
    });
    meant.map_or(PlaceKind::Pantry, |(kind, _)| *kind)
}

/// Beginnings of words that say a category; the first that is found counts, so what a thing
/// is sold as comes before what it is.
const CATEGORIES: [(Category, &str); 18] = [
    (Category::Baby, "baby bebe windel diaper nappies"),
    (
        Category::Pet,
        "pet tier haustier katze hund cat dog animal animaux mascota",
    ),
    (
        Category::PersonalCare,
        "personal hygiene hygien korperpflege drogerie kosmetik cosmetic beauty health gesundheit \
         medic apothek soin higiene cuidado salud",
    ),
    (
        Category::Household,
        "household cleaning haushalt reinigung putz wasch paper papier menage nettoyage limpieza \
         hogar nonfood",
    ),
    (
        Category::Alcohol,
        "alcohol alkohol wine wein vin vino beer bier biere cerveza spirit",
    ),
    (
        Category::Frozen,
        "frozen freezer tiefkuhl gefror surgele congele congelad",
    ),
    (
        Category::Canned,
        "can canned tin tinned dose konserve conserve conserva lata",
    ),
    (
        Category::CondimentsSpices,
        "condiment spice gewurz sauce sosse sossen aufstrich spread epice salsa especia dressing \
         oil vinegar essig",
    ),
    (
        Category::Breakfast,
        "breakfast cereal musli muesli fruhstuck dejeuner desayuno",
    ),
    (
        Category::SnacksSweets,
        "snack sweet candy chocolate suss schokolade knabber sucrerie bonbon dulce golosina cookie \
         keks nuts nuss",
    ),
    (
        Category::Bakery,
        "bread bakery brot back boulangerie pain panaderia pan pastry",
    ),
    (
        Category::DairyEggs,
        "dairy milk milch molkerei egg eier lait laitier oeuf lacteo leche huevo cheese kase \
         fromage queso",
    ),
    (
        Category::Seafood,
        "fish seafood fisch meeresfr poisson pescado marisco",
    ),
    (
        Category::DeliPrepared,
        "deli prepared ready refrigerated chilled fertig gekuhlt traiteur plat preparado refriger",
    ),
    (
        Category::Meat,
        "meat poultry fleisch wurst geflugel viande volaille carne sausage",
    ),
    (
        Category::Produce,
        "produce fruit vegetable obst gemuse legume fruta verdura herb krauter salad",
    ),
    (
        Category::Beverages,
        "drink beverage getrank boisson bebida juice saft coffee kaffee cafe tea tee wasser water",
    ),
    (
        Category::Staples,
        "staple grain dry baking pasta nudel noodle rice reis flour mehl grundnahrung trocken epicerie \
         feculent grano harina arroz pulses",
    ),
];

/// The category that a text means: our own names, or a word that says it.
pub(super) fn category(text: &str) -> Option<Category> {
    let own =
        |category: &Category| category.id() == text.trim() || fold(category.name()) == fold(text);
    if let Some(category) = Category::ALL.iter().find(|category| own(category)) {
        return Some(*category);
    }
    let folded = fold(text);
    let mut found = CATEGORIES.iter().filter_map(|(category, words)| {
        let begins = |word: &str| match word.len() {
            0..=3 => folded.split(' ').any(|said| said == word),
            _ => folded.split(' ').any(|said| said.starts_with(word)),
        };
        words.split_whitespace().any(begins).then_some(*category)
    });
    found.next()
}

fn has(words: &str, folded: &str) -> bool {
    words.split_whitespace().any(|word| word == folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_known_in_four_languages() {
        for (word, expected) in [
            ("Stück", Unit::Piece),
            ("kg", Unit::Kilogram),
            ("Packung", Unit::Pack),
            ("Dose", Unit::Pack),
            ("bouteille", Unit::Pack),
            ("unités", Unit::Piece),
            ("Litros", Unit::Litre),
            ("EL", Unit::Tablespoon),
        ] {
            assert_eq!(unit(word), Some(expected), "{word}");
        }
        assert_eq!(unit("fathom"), None);
        assert_eq!(unit(""), None);
    }

    #[test]
    fn places_are_known_by_their_names_and_kinds_by_a_word_in_them() {
        assert_eq!(built_in("Kühlschrank"), Some(PlaceKind::Fridge));
        assert_eq!(built_in("Congélateur"), Some(PlaceKind::Freezer));
        assert_eq!(built_in("despensa"), Some(PlaceKind::Pantry));
        assert_eq!(built_in("Garage freezer"), None);
        assert_eq!(place_kind("Garage freezer"), PlaceKind::Freezer);
        assert_eq!(place_kind("Kleiner Kühlschrank"), PlaceKind::Fridge);
        assert_eq!(place_kind("Cellar"), PlaceKind::Pantry);
    }

    #[test]
    fn categories_are_known_by_the_words_that_others_use() {
        for (word, expected) in [
            ("dairy_eggs", Category::DairyEggs),
            ("Dairy & eggs", Category::DairyEggs),
            ("🥛 Milchprodukte", Category::DairyEggs),
            ("🥬 Fruits and vegetables", Category::Produce),
            ("Tiefkühlware", Category::Frozen),
            ("04 - Bakery products", Category::Bakery),
            ("Canned Food", Category::Canned),
            ("Boissons", Category::Beverages),
            ("🚽 Hygiene", Category::PersonalCare),
            ("Refrigerated products", Category::DeliPrepared),
        ] {
            assert_eq!(category(word), Some(expected), "{word}");
        }
        assert_eq!(category("Petrol"), None);
        assert_eq!(category(""), None);
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        let long = "ü".repeat(1_000);
        let (kept, cut) = kept_name(&long);
        assert!(cut && kept.len() <= MAX_NAME && kept.chars().all(|letter| letter == 'ü'));
        assert_eq!(kept_name(" milk "), ("milk", false));
    }
}
