//! What sort of request one is: by that it is counted, limited and given time.

use axum::http::Method;

/// A sort of request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Class {
    /// The interface's files.
    Page,
    /// How the server does, and what its API is.
    About,
    /// Reading by the API.
    Read,
    /// Writing by the API.
    Write,
    /// Asking by the API what can be cooked, whatever the method.
    Advice,
    /// Founding and joining a household, which nobody has proved themselves for yet.
    Door,
    /// Making an account, signing in, exchanging tokens and using links of letters. They have a measure of their own: a
    /// program that goes on trying keeps nobody at its address out of a household.
    SignIn,
    /// A device's frames.
    Sync,
    /// The same over a socket.
    Socket,
    /// Receipts' pictures, also those that are to be read here.
    Picture,
}

impl Class {
    /// The sort of a method and a path.
    pub fn of(method: &Method, path: &str) -> Self {
        let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
        let Some(path) = path.strip_prefix("/api/") else {
            return match path {
                "/health" | "/ready" | "/metrics" => Self::About,
                // Forms of the pages where links in letters lead.
                path if path.starts_with("/account/") && !reads => Self::SignIn,
                _ => Self::Page,
            };
        };
        match path.strip_prefix("v1/").unwrap_or(path) {
            "docs" | "docs.css" | "openapi.json" => Self::About,
            "households" | "join" => Self::Door,
            "auth/sign-up" | "auth/sign-in" | "auth/tokens" | "auth/refresh" => Self::SignIn,
            "auth/verify" | "auth/reset" | "auth/reset/confirm" => Self::SignIn,
            "auth/passkey" | "auth/passkey/options" => Self::SignIn,
            "sync" => Self::Sync,
            "sync/socket" => Self::Socket,
            path if path.starts_with("blobs/") => Self::Picture,
            "receipts/scan" if !reads => Self::Picture,
            "recipes/recommend" => Self::Advice,
            _ if reads => Self::Read,
            _ => Self::Write,
        }
    }

    /// Whether those who ask for it have proved nothing yet.
    pub const fn is_of_strangers(self) -> bool {
        matches!(self, Self::Door | Self::SignIn)
    }

    /// Its name in what is counted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::About => "about",
            Self::Read => "read",
            Self::Write => "write",
            Self::Advice => "advice",
            Self::Door => "door",
            Self::SignIn => "sign-in",
            Self::Sync => "sync",
            Self::Socket => "socket",
            Self::Picture => "picture",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sort_is_by_the_path_and_whether_it_reads() {
        for (method, path, class) in [
            (Method::GET, "/", Class::Page),
            (Method::GET, "/api", Class::Page),
            (Method::GET, "/health", Class::About),
            (Method::GET, "/api/v1/docs", Class::About),
            (Method::GET, "/api/v1/pantry/items", Class::Read),
            (Method::HEAD, "/api/v1/pantry/items", Class::Read),
            (Method::POST, "/api/v1/pantry/items", Class::Write),
            (Method::DELETE, "/api/v1/devices/1", Class::Write),
            (Method::GET, "/api/v1/recipes/recommend", Class::Advice),
            (Method::POST, "/api/v1/recipes/recommend", Class::Advice),
            (Method::GET, "/api/v1/recipes", Class::Read),
            (Method::POST, "/api/v1/join", Class::Door),
            (Method::POST, "/api/v1/auth/refresh", Class::SignIn),
            (Method::POST, "/api/v1/auth/reset", Class::SignIn),
            (Method::POST, "/account/reset", Class::SignIn),
            (Method::GET, "/account/reset", Class::Page),
            (Method::POST, "/api/v1/auth/sign-out", Class::Write),
            (Method::POST, "/api/v1/sync", Class::Sync),
            (Method::GET, "/api/v1/sync/socket", Class::Socket),
            (Method::PUT, "/api/v1/blobs/00", Class::Picture),
            (Method::POST, "/api/v1/receipts/scan", Class::Picture),
            (Method::GET, "/api/v1/receipts/scan", Class::Read),
            (Method::GET, "/api/v2/blobs/00", Class::Read),
        ] {
            assert_eq!(Class::of(&method, path), class, "{method} {path}");
        }
    }
}
