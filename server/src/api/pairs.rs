//! A query in which a name may come more than once: `dietary=vegan&dietary=nut_free`.

use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::input::Params;
use super::problem::Problem;
use crate::state::AppState;

/// The names and values that nobody has taken yet, in their order.
pub struct Pairs(Vec<(String, String)>);

impl FromRequestParts<AppState> for Pairs {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Params(pairs) = Params::from_request_parts(parts, state).await?;
        Ok(Self(pairs))
    }
}

impl Pairs {
    /// Takes every value of a name.
    pub fn all(&mut self, name: &str) -> Vec<String> {
        let taken = self.0.extract_if(.., |(known, _)| known == name);
        taken.map(|(_, value)| value).collect()
    }

    /// Takes the value of a name.
    ///
    /// # Errors
    ///
    /// If it comes more than once.
    pub fn one(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let mut all = self.all(name);
        let last = all.pop();
        match all.is_empty() {
            true => Ok(last),
            false => Err(Problem::malformed(format!("`{name}` may be said once"))),
        }
    }

    /// Takes the number of a name.
    ///
    /// # Errors
    ///
    /// If it is none, or comes more than once.
    pub fn number<T: FromStr>(&mut self, name: &str) -> Result<Option<T>, Problem> {
        let value = self.one(name)?;
        let number = value.map(|value| value.parse());
        let number = number.transpose();
        number.map_err(|_| Problem::malformed(format!("`{name}` is a whole number")))
    }

    /// Nothing else is known.
    ///
    /// # Errors
    ///
    /// If something is left: it would be lost without a word.
    pub fn end(self) -> Result<(), Problem> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => Err(Problem::malformed(format!(
                "there is no parameter `{name}`"
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(of: &[(&str, &str)]) -> Pairs {
        let pairs = of.iter();
        Pairs(
            pairs
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn what_comes_twice_is_a_list_or_refused() {
        let mut some = pairs(&[("a", "1"), ("b", "x"), ("a", "2")]);
        assert_eq!(some.all("a"), ["1", "2"]);
        assert!(matches!(some.one("b"), Ok(Some(value)) if value == "x"));
        assert!(matches!(some.one("b"), Ok(None)));
        assert!(some.end().is_ok());
        assert!(pairs(&[("a", "1"), ("a", "1")]).one("a").is_err());
        assert!(pairs(&[("a", "1")]).end().is_err());
        for wrong in ["-1", "x", "", "1.5"] {
            assert!(
                pairs(&[("a", wrong)]).number::<u32>("a").is_err(),
                "{wrong}"
            );
        }
        assert!(matches!(
            pairs(&[("a", "7")]).number::<u32>("a"),
            Ok(Some(7))
        ));
    }
}
