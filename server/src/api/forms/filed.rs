//! Categories.

use pantry::action::{self, Edit};
use pantry::category;
use pantry::household::Household;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::edit;
use super::takes::map;
use crate::api::problem::{Code, Problem};

/// What food is filed under.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = Category, example = json!({
    "id": "dairy_eggs", "name": "Dairy & eggs", "like": "dairy_eggs",
    "picture": "dairy_eggs", "own": false, "food": true, "hidden": false
}))]
pub struct Category {
    /// What it is named by: a word, or 32 hexadecimal digits for one of the household's own.
    pub id: String,
    /// What the household calls it, else its English name.
    pub name: String,
    /// The one of every household's that it is, or is like.
    pub like: String,
    /// The one of every household's whose picture it has.
    pub picture: String,
    /// Whether it is the household's own.
    pub own: bool,
    /// Whether people eat or drink it.
    pub food: bool,
    /// Whether the household never needs it.
    pub hidden: bool,
}

impl Category {
    /// A category as a household has it.
    pub fn of(household: &Household, category: category::Category) -> Self {
        let name = household.name_of_category(category);
        Self {
            id: category.key(),
            name: name.unwrap_or(category.name()).to_owned(),
            like: category.id().to_owned(),
            picture: household.picture_of(category).id().to_owned(),
            own: category.own().is_some(),
            food: category.is_food(),
            hidden: household.hides_category(category),
        }
    }
}

/// A category of the household's own.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Barbecue", "like": "meat" }))]
pub struct NewCategory {
    /// What to call it.
    pub name: String,
    /// The one of every household's that it is like: food keeps as long and goes where that
    /// does.
    pub like: String,
    /// The one of every household's whose picture it has; usually the one that it is like.
    pub picture: Option<String>,
}

impl NewCategory {
    /// The category.
    ///
    /// # Errors
    ///
    /// If one that it names is none of every household's.
    pub fn read(self) -> Result<action::NewCategory, Problem> {
        let like = usual(&self.like)?;
        let picture = self.picture.as_deref().map_or(Ok(like), usual)?;
        Ok(action::NewCategory {
            name: self.name,
            like,
            picture,
        })
    }
}

/// What to change of a category. What is left out stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CategoryEdit, example = json!({ "name": "Cheese counter", "position": 0 }))]
pub struct CategoryEdit {
    /// What the household calls it; null gives it its usual name back.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<String>)]
    pub name: Edit<String>,
    /// Whether the household never needs it.
    pub hidden: Option<bool>,
    /// Where it stands in the order of the household's shop, from 0.
    pub position: Option<usize>,
    /// The one of every household's whose picture it has, if it is the household's own.
    pub picture: Option<String>,
}

impl CategoryEdit {
    /// What to change of this category.
    ///
    /// # Errors
    ///
    /// If the picture is none of every household's, or not to be chosen.
    pub fn read(&self, of: category::Category) -> Result<action::CategoryEdit, Problem> {
        if self.picture.is_some() && of.own().is_none() {
            let detail = "every household has this category, with its own picture";
            return Err(Problem::new(Code::Impossible, detail));
        }
        Ok(action::CategoryEdit {
            name: map(&self.name, |name| Ok(name.clone()))?,
            hidden: self.hidden,
            index: self.position,
            picture: self.picture.as_deref().map(usual).transpose()?,
        })
    }
}

/// One of the categories that every household has.
fn usual(key: &str) -> Result<category::Category, Problem> {
    let detail = "this is none of the categories that every household has; see \
        `/api/v1/categories`";
    category::Category::from_id(key).ok_or_else(|| Problem::new(Code::Impossible, detail))
}
