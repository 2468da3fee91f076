//! The words and signs by which a receipt says its currency.

/// Signs of a currency and how much each is worth. A sign counts three times at most,
/// so that a column of `$` does not outvote a Canadian tax.
pub(super) const SIGNS: &[(&str, i32, &[&str])] = &[
    (
        "MYR",
        4,
        &[
            "SDN BHD",
            "MYR",
            "RM",
            "S B",
            "KUALA LUMPUR",
            "SELANGOR",
            "MALAYSIA",
            "JOHOR",
        ],
    ),
    (
        "MYR",
        2,
        &[
            "JALAN", "JLN", "TAMAN", "BHD", "TMN", "SDN", "RINGGIT", "LORONG", "GST ID",
            "RESTORAN", "KEDAI",
        ],
    ),
    (
        "CAD",
        4,
        &[
            "CAD", "CDN", "HST", "PST", "QST", "TVQ", "GST HST", "CANADA", "INTERAC", "EHC", "CRF",
        ],
    ),
    (
        "CAD",
        2,
        &[
            "TPS",
            "NOFRILLS",
            "LOBLAWS",
            "SOBEYS",
            "ALBERTA",
            "ONTARIO",
            "QUEBEC",
            "EDMONTON",
            "TORONTO",
            "VANCOUVER",
            "CALGARY",
            "MONTREAL",
            " AB ",
            " BC ",
            " ON ",
        ],
    ),
    ("USD", 3, &["USD", "SALES TAX", "STATE TAX", "USA"]),
    (
        "USD",
        2,
        &[
            "TAX 1",
            "SUBTOTAL TAX",
            "EBT",
            "FOOD STAMP",
            "SNAP",
            " CA ",
            " NY ",
            " TX ",
            " FL ",
            " WA ",
            " IL ",
            " NJ ",
        ],
    ),
    ("GBP", 4, &["GBP", "UNITED KINGDOM"]),
    (
        "GBP",
        2,
        &["VAT", "TESCO", "SAINSBURYS", "LONDON", "CLUBCARD", " LTD "],
    ),
    (
        "CHF",
        6,
        &[
            "CHF",
            "SCHWEIZ",
            "SUISSE",
            "SVIZZERA",
            "SWITZERLAND",
            "TWINT",
            "CHE",
        ],
    ),
    (
        "CHF",
        2,
        &[
            " FR ", "MIGROS", "ZURICH", "GENEVE", "BERN", "BASEL", "LUZERN",
        ],
    ),
    (
        "EUR",
        4,
        &["EUR", "EURO", "GMBH", "UST ID", "SIRET", "P IVA", "BTW"],
    ),
    (
        "EUR",
        2,
        &[
            "MWST",
            "UST",
            "TVA",
            "IVA",
            "DEUTSCHLAND",
            "FRANCE",
            "ITALIA",
            "ESPANA",
            "SUMME",
            "STEUER NR",
        ],
    ),
    ("PLN", 5, &["PLN", "PTU", "PARAGON", "FISKALNY"]),
    ("SEK", 5, &["SEK", "KVITTO", "KRONOR"]),
    ("SEK", 2, &["MOMS", "ORG NR", "SUMMA", "ATT BETALA"]),
    ("DKK", 5, &["DKK", "CVR", "DANKORT"]),
    (
        "DKK",
        2,
        &[
            "MOMS",
            "DANMARK",
            "KOBENHAVN",
            "AARHUS",
            "BYTTEPENGE",
            "AT BETALE",
            "I ALT",
        ],
    ),
    ("SGD", 5, &["SGD", "PTE LTD", "SINGAPORE"]),
    ("AUD", 5, &["AUD", "ABN", "AUSTRALIA"]),
    ("NZD", 5, &["NZD", "NEW ZEALAND"]),
];

/// Currencies by the sign that is printed with amounts.
pub(super) const SYMBOLS: &[(char, &[&str])] = &[
    ('€', &["EUR"]),
    ('£', &["GBP"]),
    ('$', &["USD", "CAD", "SGD", "AUD", "NZD"]),
];

/// Rates of GST in percent, and whose they are.
pub(super) const GST_RATES: &[(&str, &str)] = &[
    ("5", "CAD"),
    ("6", "MYR"),
    ("7", "SGD"),
    ("8", "SGD"),
    ("9", "SGD"),
    ("10", "AUD"),
    ("15", "NZD"),
];

/// The states as addresses abbreviate them before a ZIP code.
pub(super) const STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC";
