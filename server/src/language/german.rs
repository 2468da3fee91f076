//! German, which says "du" as the interface does.

use super::{Digest, Wording, Words};

pub const WORDS: Words = Words {
    welcome: Wording {
        subject: "Larder: Ist das deine Adresse?",
        text: "Hallo,\n\n\
            jemand, wahrscheinlich du, möchte mit dieser E-Mail-Adresse ein Konto bei Larder. \
            Wenn du es warst, öffne innerhalb eines Tages diesen Link; dann gibt es das \
            Konto:\n\n{link}\n\n\
            Wenn du es nicht warst, tu nichts. Dann entsteht kein Konto.\n",
    },
    taken: Wording {
        subject: "Larder: Du hast schon ein Konto",
        text: "Hallo,\n\n\
            jemand, wahrscheinlich du, wollte mit dieser E-Mail-Adresse ein Konto bei Larder \
            anlegen. Es gibt schon eines, und nichts wurde geändert. Wenn du es warst, melde \
            dich an wie sonst, oder lass dir ein neues Passwort geben, wenn du deines nicht \
            weißt:\n\n{link}\n\n\
            Wenn du es nicht warst, ist nichts zu tun.\n",
    },
    verify: Wording {
        subject: "Larder: Ist das deine Adresse?",
        text: "Hallo,\n\n\
            jemand mit einem Konto bei Larder sagt, dass diese E-Mail-Adresse seine ist. Wenn \
            du das bist, öffne innerhalb eines Tages diesen Link:\n\n{link}\n\n\
            Wenn du es nicht bist, tu nichts.\n",
    },
    reset: Wording {
        subject: "Larder: Ein neues Passwort",
        text: "Hallo,\n\n\
            jemand, wahrscheinlich du, möchte ein neues Passwort für dein Konto bei Larder. \
            Wenn du es warst, öffne innerhalb einer halben Stunde diesen Link:\n\n{link}\n\n\
            Alles, was mit dem Konto angemeldet ist, wird dann abgemeldet. Wenn du es nicht \
            warst, ist nichts zu tun: Das Passwort bleibt, wie es ist.\n",
    },
    changed: Wording {
        subject: "Larder: Dein Passwort wurde geändert",
        text: "Hallo,\n\n\
            das Passwort deines Kontos bei Larder wurde geändert, und alles andere, was damit \
            angemeldet war, ist abgemeldet. Wenn du es warst, ist nichts zu tun. Wenn du es \
            nicht warst, lass dir sofort ein neues Passwort geben:\n\n{link}\n\n\
            Sieh danach deine Geräte und Haushalte durch.\n",
    },
    digest: Digest {
        due: [
            "{count} Lebensmittel heute verbrauchen",
            "{count} Lebensmittel heute verbrauchen",
        ],
        soon: [
            "{count} Lebensmittel in den nächsten drei Tagen verbrauchen",
            "{count} Lebensmittel in den nächsten drei Tagen verbrauchen",
        ],
        more: ["und {count} weiteres", "und {count} weitere"],
        text: "Hallo,\n\n{food}\n\nLarder öffnen:\n\n{link}\n\n\
            Du bekommst diesen Brief, weil du ihn wolltest. Mit diesem Link kommt keiner mehr:\n\n\
            {stop}\n",
    },
    receipt_read: "Ein Bon wurde gelesen",
    receipt_not_read: "Ein Bon konnte nicht gelesen werden",
    no_more: "Keine Briefe über deine Lebensmittel mehr?",
    stop: "Keine mehr schicken",
    stopped: "Diese Briefe kommen nicht mehr.",
    is_it_yours: "Ist das deine E-Mail-Adresse?",
    it_is: "Ja, das ist meine",
    verified: "Danke, die Adresse ist deine. Du kannst dich anmelden.",
    choose: "Wähle ein neues Passwort",
    new_password: "Neues Passwort, mindestens 10 Zeichen",
    set: "Festlegen",
    was_set: "Das neue Passwort gilt. Alles, was angemeldet war, ist abgemeldet.",
    weak: "Dieses Passwort wäre bald erraten. Nimm mindestens 10 Zeichen, etwa mehrere Wörter, \
        die nicht zusammengehören.",
    forgotten: "Ein neues Passwort",
    address: "E-Mail-Adresse",
    send: "Link schicken",
    on_its_way: "Wenn es ein Konto mit dieser Adresse gibt, ist eine E-Mail mit einem Link \
        unterwegs. Er gilt eine halbe Stunde.",
    no_mail: "Dieser Server verschickt keine E-Mails. Frag, wer ihn betreut.",
    no_letter: "Dieser Link wurde schon benutzt, ist abgelaufen oder nicht vollständig. Lass dir \
        einen neuen schicken.",
    closed: "Hier meldet sich niemand mehr neu an. Frag, wer den Server betreut.",
    again: "Das ging gerade nicht. Geh zurück und versuch es bald noch einmal.",
    open: "Larder öffnen",
};
