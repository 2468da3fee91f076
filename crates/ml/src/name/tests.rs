//! Names taken apart and spelt out.

use pantry::quantity::{Quantity, Unit};

use super::*;

fn parts(printed: &str, language: Language) -> Parts {
    Parts::of(printed, language)
}

/// Name, brand and size of a print, the name without its brand.
fn check(language: Language, printed: &str, name: &str, brand: &str, size: &str) {
    let parts = parts(printed, language);
    let found = (
        parts.name.as_str(),
        parts.brand.as_ref().map_or("", |brand| brand.name),
        parts.size.map(|size| size.to_string()).unwrap_or_default(),
    );
    assert_eq!(found, (name, brand, size.to_owned()), "{printed}");
}

#[test]
fn till_english_is_spelt_out() {
    check(
        Language::En,
        "GV WHL MLK GAL",
        "Whole milk",
        "Great Value",
        "1 gal",
    );
    check(
        Language::En,
        "BNLS SKNLS CHKN BRST",
        "Boneless skinless chicken breast",
        "",
        "",
    );
    check(
        Language::En,
        "KS ORG EGGS 24CT",
        "Organic eggs",
        "Kirkland Signature",
        "24 pc",
    );
    check(
        Language::En,
        "HEINZ TOM KETCHUP 460G",
        "Tomato ketchup",
        "Heinz",
        "460 g",
    );
    check(Language::En, "ZQX SCE", "ZQX sauce", "", "");
    check(
        Language::En,
        "Hand cooked crisps",
        "Hand cooked crisps",
        "",
        "",
    );
}

#[test]
fn each_language_has_its_letters_and_its_case() {
    check(
        Language::De,
        "VOLLMILCH 3,5% 1L",
        "Vollmilch 3,5%",
        "",
        "1 l",
    );
    check(
        Language::De,
        "KAESE GESCH 200G",
        "Käse geschnitten",
        "",
        "200 g",
    );
    check(Language::De, "BIO EIER 10ST", "Bio Eier", "", "10 pc");
    check(
        Language::Fr,
        "CREME FRAICHE 20CL",
        "Crème fraîche",
        "",
        "20 cl",
    );
    check(
        Language::Es,
        "JAMON SERRANO LON 150G",
        "Jamón serrano lonchas",
        "",
        "150 g",
    );
    check(Language::Pl, "MLEKO 2% 1L", "Mleko 2%", "", "1 l");
    check(Language::Sv, "MJOLK 1L", "Mjölk", "", "1 l");
}

#[test]
fn a_size_is_a_count_a_measure_or_both() {
    let size = |printed: &str| parts(printed, Language::En).size;
    assert_eq!(
        size("COLA 6X330ML"),
        Some(Quantity::new(1_980_000, Unit::Millilitre))
    );
    assert_eq!(
        size("COLA 6 X 330 ML"),
        Some(Quantity::new(1_980_000, Unit::Millilitre))
    );
    assert_eq!(
        size("COLA 6PK 330ML"),
        Some(Quantity::new(1_980_000, Unit::Millilitre))
    );
    assert_eq!(size("WATER 1.5L"), Some(Quantity::new(1_500, Unit::Litre)));
    assert_eq!(size("EGGS DOZ"), Some(Quantity::pieces(12)));
    assert_eq!(
        size("TEABAGS 80PK 250G"),
        Some(Quantity::new(250_000, Unit::Gram))
    );
    assert_eq!(size("MILK 2%"), None);
    assert_eq!(size("BANANAS KG"), None);
    assert_eq!(parts("BANANAS KG", Language::En).name, "Bananas");
    assert_eq!(size("500G"), None, "nothing else would be left");
    assert_eq!(size("TEA 99999999999999999KG"), None);
}

#[test]
fn a_brand_is_told_from_the_words_around_it() {
    let brand = |printed: &str| parts(printed, Language::En).brand.map(|brand| brand.name);
    assert_eq!(brand("COCA COLA CHERRY"), Some("Coca-Cola"));
    assert_eq!(brand("PC"), None);
    assert_eq!(brand("SALMON PC"), None);
    assert_eq!(brand("PC BLUE MENU OATS"), Some("PC Blue Menu"));
}

fn filled(text: &str) -> Vec<(String, Option<String>)> {
    let classifier = Classifier::new(include_bytes!("../../models/classifier.safetensors"))
        .expect("the committed weights");
    let mut draft = crate::parse::parse(crate::parse::rows_from_text(text));
    fill(&mut draft, &classifier);
    let products = draft.items.into_iter().map(|item| item.product);
    products
        .map(|product| (product.name, product.brand))
        .collect()
}

#[test]
fn a_name_that_says_nothing_alone_keeps_its_brand() {
    let text = "CORNER STORE\nGV WHL MLK 3.49\nBARILLA SPAGHETTI 1.29\nPRINGLES SOUR CREAM 2.99\n\
                NUTELLA 400G 3.99\nSUBTOTAL 11.76\nTOTAL $11.76\nCASH 20.00\nCHANGE 8.24";
    let found = filled(text);
    let expected = [
        ("Whole milk", Some("Great Value")),
        ("Spaghetti", Some("Barilla")),
        ("Pringles sour cream", Some("Pringles")),
        ("Nutella", Some("Nutella")),
    ];
    let expected = expected.map(|(name, brand)| (name.to_owned(), brand.map(str::to_owned)));
    assert_eq!(found, expected);
}

#[test]
fn the_words_around_the_goods_tell_the_language() {
    let of = |text: &str| Language::of(&crate::parse::parse(crate::parse::rows_from_text(text)));
    assert_eq!(
        of("BÄCKER\nBROT 2,50\nSUMME EUR 2,50\nMWST 7%\nVielen Dank"),
        Language::De
    );
    assert_eq!(
        of("BOULANGERIE\nPAIN 2,50\nTOTAL TTC 2,50\nTVA 5,5%\nMERCI"),
        Language::Fr
    );
    assert_eq!(
        of("SKLEP\nCHLEB 4,50 A\nSUMA PLN 4,50\nPTU\nPARAGON FISKALNY"),
        Language::Pl
    );
    assert_eq!(
        of("KEDAI\nROTI 3.00\nTOTAL RM 3.00\nTUNAI 5.00\nBAKI 2.00"),
        Language::Ms
    );
    assert_eq!(of("MILK 3.00"), Language::En);
    assert_eq!(of(""), Language::En);
}
