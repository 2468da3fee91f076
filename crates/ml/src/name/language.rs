//! The language that a receipt is printed in.

use std::collections::HashSet;

use pantry::receipt::Draft;
use pantry::search::fold;

use super::tables::SPELLINGS;

/// A language whose names are known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    /// German.
    De,
    /// English.
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Italian.
    It,
    /// Malay; English words stand beside it.
    Ms,
    /// Dutch.
    Nl,
    /// Polish.
    Pl,
    /// Portuguese.
    Pt,
    /// Swedish.
    Sv,
}

/// Words that tills print around the goods, without those that languages share.
const MARKERS: [(Language, &str); 10] = [
    (
        Language::En,
        "subtotal tax change cash thank you welcome savings cashier store balance tender each sale",
    ),
    (
        Language::De,
        "summe gesamt gesamtbetrag mwst gegeben ruckgeld zuruck danke einkauf uhr bon kasse \
         kassenbon netto brutto steuer pfand betrag vielen dank beleg zahlen strasse stk",
    ),
    (
        Language::Fr,
        "tva ttc merci especes rendu bancaire monnaie caisse payer montant visite bienvenue \
         remise votre magasin rue fois prochaine",
    ),
    (
        Language::Es,
        "efectivo cambio tarjeta gracias entregado importe factura cajero venta calle compra \
         cuota operacion descripcion",
    ),
    (
        Language::It,
        "contante contanti resto totale complessivo scontrino documento commerciale pagamento \
         grazie arrivederci importo pagato cassa reparto sconto cui prezzo",
    ),
    (
        Language::Nl,
        "btw totaal betalen pinnen contant wisselgeld bedankt kassa bonuskaart bezoek aantal \
         korting statiegeld betaald kaart omschrijving bedrag",
    ),
    (
        Language::Pl,
        "paragon fiskalny suma ptu sprzedaz opodatk opodatkowana gotowka reszta nip kasjer \
         platnicza dziekujemy zapraszamy rabat razem zaplaty",
    ),
    (
        Language::Sv,
        "moms totalt betala kontant kvitto tack valkommen ater pant oppet kop summa butik org",
    ),
    (
        Language::Pt,
        "nif contribuinte troco dinheiro multibanco obrigado obrigada fatura pagar loja artigos \
         recebido desconto poupanca",
    ),
    (
        Language::Ms,
        "tunai baki jumlah terima kasih sila datang resit cukai harga jalan taman sdn bhd",
    ),
];

impl Language {
    /// The language of a receipt: that of the most words around its goods, accents of the
    /// goods breaking ties, English where none says anything.
    #[must_use]
    pub fn of(draft: &Draft) -> Self {
        let words: HashSet<String> = draft
            .rows
            .iter()
            .flat_map(|row| {
                fold(&row.text)
                    .split(' ')
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .collect();
        let points = |language: Self, markers: &str| {
            let marked = markers
                .split_whitespace()
                .filter(|word| words.contains(*word))
                .count();
            let spelt = |word: &&String| SPELLINGS.contains_key(&(language, (*word).clone()));
            let spelt = words.iter().filter(spelt).count();
            let home = currencies(language).contains(&currency(draft));
            3 * marked + spelt + 4 * usize::from(home)
        };
        let mut best = (0, Self::En);
        for (language, markers) in MARKERS {
            let points = points(language, markers);
            if points > best.0 {
                best = (points, language);
            }
        }
        best.1
    }

    /// The languages that stand on such a receipt, the likeliest first.
    pub(super) fn spoken(self) -> &'static [Self] {
        match self {
            Self::De => &[Self::De],
            Self::En => &[Self::En],
            Self::Es => &[Self::Es],
            Self::Fr => &[Self::Fr],
            Self::It => &[Self::It],
            Self::Ms => &[Self::Ms, Self::En],
            Self::Nl => &[Self::Nl],
            Self::Pl => &[Self::Pl],
            Self::Pt => &[Self::Pt],
            Self::Sv => &[Self::Sv],
        }
    }

    /// By its ISO 639-1 code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "de" => Self::De,
            "en" => Self::En,
            "es" => Self::Es,
            "fr" => Self::Fr,
            "it" => Self::It,
            "ms" => Self::Ms,
            "nl" => Self::Nl,
            "pl" => Self::Pl,
            "pt" => Self::Pt,
            "sv" => Self::Sv,
            _ => return None,
        })
    }
}

fn currency(draft: &Draft) -> &str {
    draft
        .currency
        .as_ref()
        .map_or("", |currency| currency.code())
}

/// The money of the countries that speak it, the euro aside, which says nothing.
fn currencies(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &["USD", "CAD", "GBP", "AUD", "NZD"],
        Language::De => &["CHF"],
        Language::Pl => &["PLN"],
        Language::Sv => &["SEK"],
        Language::Pt => &["BRL"],
        Language::Es => &["MXN"],
        Language::Ms => &["MYR"],
        _ => &[],
    }
}
