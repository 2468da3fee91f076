//! What the pages say on which people sign in and look after the ways into their account. None of
//! it is HTML; what is in braces is filled in.

use super::Language;

/// What is said in a language.
#[derive(Debug)]
pub struct PersonWords {
    /// Title and button.
    pub sign_in: &'static str,
    /// What is to be typed.
    pub password: &'static str,
    /// The button that signs in by a passkey.
    pub use_passkey: &'static str,
    /// What was typed was wrong.
    pub wrong: &'static str,
    /// A passkey was not taken.
    pub no_passkey: &'static str,
    /// Title of the page of who has signed in.
    pub security: &'static str,
    /// Whose page it is: `{email}`.
    pub signed_in_as: &'static str,
    /// The button that ends the session.
    pub sign_out: &'static str,
    /// It has ended.
    pub signed_out: &'static str,
    /// The way on.
    pub go_on: &'static str,
    /// Heading.
    pub passkeys: &'static str,
    /// What passkeys are for.
    pub why_passkeys: &'static str,
    /// What is to be typed.
    pub passkey_name: &'static str,
    /// The button that makes one.
    pub add_passkey: &'static str,
    /// None was made.
    pub not_made: &'static str,
    /// Since when there is one: `{day}`.
    pub since: &'static str,
    /// When one last signed in: `{day}`.
    pub last_used: &'static str,
    /// Somebody may have a copy of one.
    pub copied: &'static str,
    /// Browsers take none for this server.
    pub no_home: &'static str,
    /// The button that takes a way in away.
    pub remove: &'static str,
    /// It is the last one.
    pub last_way: &'static str,
    /// The person has to sign in again.
    pub stale: &'static str,
    /// The button that leads to another server: `{name}`.
    pub sign_in_by: &'static str,
    /// Heading.
    pub others: &'static str,
    /// The button that connects the account with another server: `{name}`.
    pub connect: &'static str,
    /// The other server does not answer.
    pub unreachable: &'static str,
    /// What came back is not believed.
    pub not_begun: &'static str,
    /// The other server vouches for no address.
    pub no_address: &'static str,
    /// The address has an account that is not connected.
    pub connect_first: &'static str,
    /// It is connected with another account.
    pub elsewhere: &'static str,
    /// Heading and button.
    pub delete_account: &'static str,
    /// What goes with it, and what stays.
    pub what_goes: &'static str,
    /// Says that households go, too.
    pub delete_households: &'static str,
    /// Beside a box that has to be checked first.
    pub delete_sure: &'static str,
    /// It does not go: others would be without an owner.
    pub only_owner: &'static str,
    /// It does not go: a household would go, too.
    pub alone: &'static str,
    /// It is gone.
    pub deleted: &'static str,
    /// Leads to all that is kept of the account.
    pub export: &'static str,
    /// Heading.
    pub devices: &'static str,
    /// Why one looks at them.
    pub why_devices: &'static str,
    /// It is the last one of an owner.
    pub last_device: &'static str,
    /// What was sent is longer than anything that is asked for.
    pub too_long: &'static str,
}

impl Language {
    /// What is said in it on the pages of a person's account.
    pub const fn person(self) -> &'static PersonWords {
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
            Self::French => &FRENCH,
            Self::Spanish => &SPANISH,
        }
    }
}

const ENGLISH: PersonWords = PersonWords {
    sign_in: "Sign in",
    password: "Password",
    use_passkey: "Use a passkey",
    wrong: "The e-mail address or the password is wrong.",
    no_passkey: "That did not work. No account here has this passkey, or it was not unlocked.",
    security: "Signing in and security",
    signed_in_as: "You are signed in as {email}.",
    sign_out: "Sign out",
    signed_out: "You are signed out.",
    go_on: "Go on",
    passkeys: "Passkeys",
    why_passkeys: "With a passkey you sign in by what unlocks your device, such as a fingerprint or a \
        PIN, and type no password.",
    passkey_name: "Name of the passkey",
    add_passkey: "Add a passkey",
    not_made: "No passkey was made. Try again, or on another device.",
    since: "since {day}",
    last_used: "last used on {day}",
    copied: "Somebody may have a copy of it. If in doubt, remove it.",
    no_home: "Passkeys need an address that begins with https and has a name. Ask whoever keeps the \
        server.",
    remove: "Remove",
    last_way: "This is the last way into your account. Make another one first.",
    stale: "To change something here, sign in again.",
    sign_in_by: "Sign in with {name}",
    others: "Other ways to sign in",
    connect: "Connect with {name}",
    unreachable: "The other server cannot be reached just now. Sign in another way, or try again soon.",
    not_begun: "That did not work. Begin again here, in this browser.",
    no_address: "The other server does not say that an e-mail address is yours, and an account has to \
        have one. Confirm it there first.",
    connect_first: "There is an account with this e-mail address. Sign in to it as usual, and connect \
        it on its page.",
    elsewhere: "Another account here is connected with this one of the other server.",
    delete_account: "Delete the account",
    what_goes: "Your account goes at once, with its sessions, passkeys and letters, and you leave your \
        households with all your devices. What you wrote of the food stays with them, without your \
        name.",
    delete_households: "Households in which nobody else is go, too",
    delete_sure: "Yes, delete my account for good",
    only_owner: "Others are in a household of which you are the only owner. Make one of them an owner \
        first.",
    alone: "Nobody else is in a household of yours. Say that it goes, too, or invite an owner first.",
    deleted: "Your account is gone.",
    export: "Take along what is kept of your account",
    devices: "Your devices",
    why_devices: "They are let in whatever becomes of your password. Remove those that you do not know.",
    last_device: "This is the last device of an owner. Invite another owner first.",
    too_long: "That was too long.",
};

const GERMAN: PersonWords = PersonWords {
    sign_in: "Anmelden",
    password: "Passwort",
    use_passkey: "Passkey verwenden",
    wrong: "Die E-Mail-Adresse oder das Passwort ist falsch.",
    no_passkey: "Das hat nicht geklappt. Kein Konto hier hat diesen Passkey, oder er wurde nicht \
        entsperrt.",
    security: "Anmeldung und Sicherheit",
    signed_in_as: "Du bist angemeldet als {email}.",
    sign_out: "Abmelden",
    signed_out: "Du bist abgemeldet.",
    go_on: "Weiter",
    passkeys: "Passkeys",
    why_passkeys: "Mit einem Passkey meldest du dich mit dem an, was dein Gerät entsperrt, etwa mit \
        Fingerabdruck oder PIN, und tippst kein Passwort.",
    passkey_name: "Name des Passkeys",
    add_passkey: "Passkey hinzufügen",
    not_made: "Es wurde kein Passkey angelegt. Versuch es noch einmal, oder auf einem anderen Gerät.",
    since: "seit {day}",
    last_used: "zuletzt verwendet am {day}",
    copied: "Vielleicht hat jemand eine Kopie davon. Im Zweifel entferne ihn.",
    no_home: "Passkeys brauchen eine Adresse, die mit https beginnt und einen Namen hat. Frag, wer den \
        Server betreibt.",
    remove: "Entfernen",
    last_way: "Das ist der letzte Weg in dein Konto. Lege zuerst einen anderen an.",
    stale: "Um hier etwas zu ändern, melde dich noch einmal an.",
    sign_in_by: "Mit {name} anmelden",
    others: "Andere Wege zur Anmeldung",
    connect: "Mit {name} verbinden",
    unreachable: "Der andere Server ist gerade nicht erreichbar. Melde dich anders an, oder versuch es \
        bald noch einmal.",
    not_begun: "Das hat nicht geklappt. Fang hier noch einmal an, in diesem Browser.",
    no_address: "Der andere Server sagt von keiner E-Mail-Adresse, dass sie dir gehört, und ein Konto \
        braucht eine. Bestätige sie zuerst dort.",
    connect_first: "Es gibt ein Konto mit dieser E-Mail-Adresse. Melde dich wie sonst an, und verbinde \
        es auf seiner Seite.",
    elsewhere: "Ein anderes Konto hier ist schon damit verbunden.",
    delete_account: "Konto löschen",
    what_goes: "Dein Konto verschwindet sofort, mit seinen Sitzungen, Passkeys und Briefen, und du \
        verlässt deine Haushalte mit allen deinen Geräten. Was du zu den Lebensmitteln geschrieben \
        hast, bleibt bei ihnen, ohne deinen Namen.",
    delete_households: "Haushalte, in denen sonst niemand ist, verschwinden mit",
    delete_sure: "Ja, mein Konto endgültig löschen",
    only_owner: "In einem Haushalt, der nur dir gehört, sind noch andere. Mach zuerst jemanden von \
        ihnen zum Eigentümer.",
    alone: "In einem deiner Haushalte ist sonst niemand. Sag, dass er mit verschwindet, oder lade zuerst \
        einen Eigentümer ein.",
    deleted: "Dein Konto ist gelöscht.",
    export: "Mitnehmen, was zu deinem Konto gespeichert ist",
    devices: "Deine Geräte",
    why_devices: "Sie bleiben drin, was auch mit deinem Passwort geschieht. Entferne, was du nicht \
        kennst.",
    last_device: "Das ist das letzte Gerät eines Eigentümers. Lade zuerst einen anderen ein.",
    too_long: "Das war zu lang.",
};

const FRENCH: PersonWords = PersonWords {
    sign_in: "Se connecter",
    password: "Mot de passe",
    use_passkey: "Utiliser une clé d’accès",
    wrong: "L’adresse e-mail ou le mot de passe est faux.",
    no_passkey: "Cela n’a pas marché. Aucun compte ici n’a cette clé d’accès, ou elle n’a pas été \
        déverrouillée.",
    security: "Connexion et sécurité",
    signed_in_as: "Vous êtes connecté sous {email}.",
    sign_out: "Se déconnecter",
    signed_out: "Vous êtes déconnecté.",
    go_on: "Continuer",
    passkeys: "Clés d’accès",
    why_passkeys: "Avec une clé d’accès, vous vous connectez par ce qui déverrouille votre appareil, \
        comme une empreinte ou un code, sans taper de mot de passe.",
    passkey_name: "Nom de la clé d’accès",
    add_passkey: "Ajouter une clé d’accès",
    not_made: "Aucune clé d’accès n’a été créée. Réessayez, ou sur un autre appareil.",
    since: "depuis le {day}",
    last_used: "utilisée en dernier le {day}",
    copied: "Quelqu’un en a peut-être une copie. Dans le doute, retirez-la.",
    no_home: "Les clés d’accès demandent une adresse qui commence par https et porte un nom. Demandez à \
        qui gère le serveur.",
    remove: "Retirer",
    last_way: "C’est le dernier accès à votre compte. Créez-en d’abord un autre.",
    stale: "Pour changer quelque chose ici, connectez-vous de nouveau.",
    sign_in_by: "Se connecter avec {name}",
    others: "Autres accès",
    connect: "Relier à {name}",
    unreachable: "L’autre serveur est injoignable pour le moment. Connectez-vous autrement, ou \
        réessayez bientôt.",
    not_begun: "Cela n’a pas marché. Recommencez ici, dans ce navigateur.",
    no_address: "L’autre serveur n’atteste aucune adresse e-mail, et un compte doit en avoir une. \
        Confirmez-la d’abord là-bas.",
    connect_first: "Il existe un compte avec cette adresse e-mail. Connectez-vous comme d’habitude, \
        puis reliez-le sur sa page.",
    elsewhere: "Un autre compte d’ici y est déjà relié.",
    delete_account: "Supprimer le compte",
    what_goes: "Votre compte disparaît aussitôt, avec ses sessions, ses clés d’accès et ses lettres, et \
        vous quittez vos foyers avec tous vos appareils. Ce que vous avez écrit sur les aliments leur \
        reste, sans votre nom.",
    delete_households: "Les foyers où il n’y a personne d’autre disparaissent aussi",
    delete_sure: "Oui, supprimer mon compte définitivement",
    only_owner: "D’autres sont dans un foyer dont vous êtes seul propriétaire. Nommez d’abord l’un d’eux \
        propriétaire.",
    alone: "Il n’y a personne d’autre dans l’un de vos foyers. Dites qu’il disparaît aussi, ou invitez \
        d’abord un propriétaire.",
    deleted: "Votre compte est supprimé.",
    export: "Emporter ce qui est conservé de votre compte",
    devices: "Vos appareils",
    why_devices: "Ils restent admis quoi qu’il arrive à votre mot de passe. Retirez ceux que vous ne \
        connaissez pas.",
    last_device: "C’est le dernier appareil d’un propriétaire. Invitez-en d’abord un autre.",
    too_long: "C’était trop long.",
};

const SPANISH: PersonWords = PersonWords {
    sign_in: "Iniciar sesión",
    password: "Contraseña",
    use_passkey: "Usar una clave de acceso",
    wrong: "La dirección de correo o la contraseña no es correcta.",
    no_passkey: "No ha funcionado. Ninguna cuenta de aquí tiene esta clave de acceso, o no se \
        desbloqueó.",
    security: "Inicio de sesión y seguridad",
    signed_in_as: "Has iniciado sesión como {email}.",
    sign_out: "Cerrar sesión",
    signed_out: "Has cerrado la sesión.",
    go_on: "Continuar",
    passkeys: "Claves de acceso",
    why_passkeys: "Con una clave de acceso entras con lo que desbloquea tu dispositivo, como una huella \
        o un PIN, y no escribes ninguna contraseña.",
    passkey_name: "Nombre de la clave de acceso",
    add_passkey: "Añadir una clave de acceso",
    not_made: "No se ha creado ninguna clave de acceso. Inténtalo otra vez, o en otro dispositivo.",
    since: "desde el {day}",
    last_used: "usada por última vez el {day}",
    copied: "Puede que alguien tenga una copia. En caso de duda, quítala.",
    no_home: "Las claves de acceso necesitan una dirección que empiece por https y tenga nombre. \
        Pregunta a quien lleva el servidor.",
    remove: "Quitar",
    last_way: "Es la última forma de entrar en tu cuenta. Crea antes otra.",
    stale: "Para cambiar algo aquí, inicia sesión otra vez.",
    sign_in_by: "Entrar con {name}",
    others: "Otras formas de entrar",
    connect: "Conectar con {name}",
    unreachable: "Ahora no se puede llegar al otro servidor. Entra de otra forma, o inténtalo pronto.",
    not_begun: "No ha funcionado. Empieza otra vez aquí, en este navegador.",
    no_address: "El otro servidor no confirma ninguna dirección de correo, y una cuenta necesita una. \
        Confírmala primero allí.",
    connect_first: "Ya hay una cuenta con esta dirección de correo. Entra como siempre y conéctala en \
        su página.",
    elsewhere: "Otra cuenta de aquí ya está conectada con esta.",
    delete_account: "Eliminar la cuenta",
    what_goes: "Tu cuenta desaparece enseguida, con sus sesiones, claves de acceso y cartas, y dejas tus \
        hogares con todos tus dispositivos. Lo que escribiste sobre los alimentos se queda con ellos, \
        sin tu nombre.",
    delete_households: "Los hogares en los que no hay nadie más desaparecen también",
    delete_sure: "Sí, eliminar mi cuenta para siempre",
    only_owner: "Hay otras personas en un hogar del que solo tú eres propietario. Haz antes propietaria a \
        una de ellas.",
    alone: "No hay nadie más en uno de tus hogares. Di que desaparece también, o invita antes a un \
        propietario.",
    deleted: "Tu cuenta ya no existe.",
    export: "Llevarte lo que se guarda de tu cuenta",
    devices: "Tus dispositivos",
    why_devices: "Siguen dentro pase lo que pase con tu contraseña. Quita los que no conozcas.",
    last_device: "Es el último dispositivo de un propietario. Invita antes a otro.",
    too_long: "Era demasiado largo.",
};

#[cfg(test)]
mod tests {
    use super::*;

    /// They go into a page as they are, but for what is filled in.
    #[test]
    fn nothing_that_is_said_means_anything_in_a_page() {
        for language in Language::ALL {
            let words = language.person();
            let said = format!("{words:?}");
            assert!(!said.contains(['<', '>', '&']), "{said}");
            assert!(words.signed_in_as.contains("{email}"));
            for with_name in [words.sign_in_by, words.connect] {
                assert!(with_name.contains("{name}"), "{with_name}");
            }
            assert!(words.since.contains("{day}") && words.last_used.contains("{day}"));
        }
    }
}
