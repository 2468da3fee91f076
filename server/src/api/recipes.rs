//! `/api/v1/recipes`: what the household cooks, and what it can cook from what is there.

use axum::extract::State;
use axum::response::Response;
use pantry::action::Action;
use pantry::household::Household;
use pantry::id::RecipeId;
use pantry::recipe::{self, Wanted, recommend};

use super::act::act;
use super::caller::Caller;
use super::done::{Done, made};
use super::forms::{Label, NewRecipe, Recipe, RecipeEdit, Recommendation, Wish};
use super::input::{Body, IfMatch, IfNoneMatch, MaybeBody, Named, found, words};
use super::page::{self, Page};
use super::pairs::Pairs;
use super::problem::Problem;
use super::seen::{self, on_seen};
use super::tag;
use crate::blocking;
use crate::state::AppState;

/// The most recipes that are recommended at once.
const MOST: usize = 100;

/// Which recipes.
#[derive(utoipa::IntoParams, Debug)]
#[into_params(parameter_in = Query)]
pub struct RecipeFilter {
    /// Words of the name, whatever their case, accents and small slips: the best answer comes
    /// first. Without it recipes come in the order in which they were written down.
    q: Option<String>,
    /// What it has to be fit for, each of them.
    dietary: Vec<Label>,
    /// How many minutes it may take at most: a recipe that does not say so is left out.
    #[param(value_type = Option<u64>)]
    max_minutes: Option<u32>,
    /// How many at most: 1 to 500, usually 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
    /// `next` of the page before, with the same filters.
    cursor: Option<String>,
}

impl RecipeFilter {
    fn read(mut pairs: Pairs) -> Result<Self, Problem> {
        let filter = Self {
            q: pairs.one("q")?,
            dietary: dietary(&mut pairs)?,
            max_minutes: pairs.number("max_minutes")?,
            limit: pairs.number("limit")?,
            cursor: pairs.one("cursor")?,
        };
        pairs.end()?;
        Ok(filter)
    }

    fn holds(&self, recipe: &recipe::Recipe) -> bool {
        let fits = |asked: &Label| {
            let asked = (*asked).into();
            recipe.labels.iter().any(|label| label.grants(asked))
        };
        let is_quick = |most: u32| recipe.minutes.is_some_and(|minutes| minutes <= most);
        self.dietary.iter().all(fits) && self.max_minutes.is_none_or(is_quick)
    }
}

impl Wish {
    fn read(mut pairs: Pairs) -> Result<Self, Problem> {
        let wish = Self {
            dietary: dietary(&mut pairs)?,
            max_missing: pairs.number("max_missing")?,
            max_minutes: pairs.number("max_minutes")?,
            limit: pairs.number("limit")?,
        };
        pairs.end()?;
        Ok(wish)
    }

    fn wanted(&self) -> Result<Wanted, Problem> {
        let usual = Wanted::default();
        let limit = self.limit.unwrap_or(usual.limit);
        if !(1..=MOST).contains(&limit) {
            return Err(Problem::malformed(format!("`limit` is 1 to {MOST}")));
        }
        Ok(Wanted {
            dietary: self.dietary.iter().copied().map(Into::into).collect(),
            max_missing: self.max_missing,
            max_minutes: self.max_minutes,
            limit,
        })
    }
}

fn dietary(pairs: &mut Pairs) -> Result<Vec<Label>, Problem> {
    let read = |id: String| {
        let label = recipe::Label::from_id(&id).map(Label::from);
        label.ok_or_else(|| {
            let known = recipe::Label::ALL.map(recipe::Label::id).join(", ");
            Problem::malformed(format!("`dietary` is any of {known}"))
        })
    };
    pairs.all("dietary").into_iter().map(read).collect()
}

/// Lists recipes.
#[utoipa::path(
    get, path = "/api/v1/recipes", tag = "recipes", params(RecipeFilter),
    responses((status = 200, body = Page<Recipe>), (status = 304, description = "As it was"))
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    pairs: Pairs,
) -> Result<Response, Problem> {
    let filter = RecipeFilter::read(pairs)?;
    let fold = state.folds.open(caller.household).await?;
    let household = &fold.household;
    let mut recipes: Vec<&recipe::Recipe> = match words(filter.q.as_deref())? {
        Some(query) => household.find_recipes(query),
        None => household.recipes().collect(),
    };
    recipes.retain(|recipe| filter.holds(recipe));
    let RecipeFilter {
        q,
        dietary,
        max_minutes,
        ..
    } = &filter;
    let of = format!("recipes {q:?} {dietary:?} {max_minutes:?}");
    let place = page::Place {
        limit: filter.limit,
        cursor: filter.cursor.as_deref(),
        of: &of,
    };
    page::answer(
        &known,
        recipes,
        &place,
        |recipe| recipe.id.bytes(),
        Recipe::from,
    )
}

/// Writes a recipe down.
#[utoipa::path(
    post, path = "/api/v1/recipes", tag = "recipes", request_body = NewRecipe,
    responses((status = 201, body = Done, headers(("location" = String))))
)]
pub async fn add(
    State(state): State<AppState>,
    caller: Caller,
    Body(new): Body<NewRecipe>,
) -> Result<Response, Problem> {
    let new = new.read()?;
    let written = act(&state, &caller, |_| Ok(Action::AddRecipe(new.into())));
    Ok(made(&written.await?, |done| {
        let recipe = done.recipes.first()?;
        Some(format!("/api/v1/recipes/{}", recipe.id))
    }))
}

/// Shows a recipe.
#[utoipa::path(
    get, path = "/api/v1/recipes/{id}", tag = "recipes",
    params(("id" = String, Path, description = "The recipe's id")),
    responses((status = 200, body = Recipe, headers(("etag" = String))))
)]
pub async fn show(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    seen::show(&state, &caller, &known, |household| one(household, &id)).await
}

/// Changes a recipe; `If-Match` says which one was seen.
#[utoipa::path(
    patch, path = "/api/v1/recipes/{id}", tag = "recipes", request_body = RecipeEdit,
    params(("id" = String, Path, description = "The recipe's id"),
        ("if-match" = String, Header, description = "The ETag that was seen, or `*`")),
    responses((status = 200, body = Done))
)]
pub async fn edit(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
    Body(edit): Body<RecipeEdit>,
) -> Result<Response, Problem> {
    let if_match = if_match.required()?;
    let find = |household: &Household| one(household, &id);
    on_seen(&state, &caller, &if_match, find, |_, recipe| {
        let edit = edit.read()?.into();
        Ok(Action::EditRecipe { recipe, edit })
    })
    .await
}

/// Throws a recipe away.
#[utoipa::path(
    delete, path = "/api/v1/recipes/{id}", tag = "recipes",
    params(("id" = String, Path, description = "The recipe's id"),
        ("if-match" = String, Header, description = "The ETag that was seen, or `*`")),
    responses((status = 200, body = Done))
)]
pub async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    if_match: IfMatch,
    Named(id): Named,
) -> Result<Response, Problem> {
    let if_match = if_match.required()?;
    let find = |household: &Household| one(household, &id);
    on_seen(&state, &caller, &if_match, find, |_, recipe| {
        Ok(Action::DeleteRecipe { recipe })
    })
    .await
}

/// Says which recipes can be cooked from what is there, the best first: what uses food that is
/// due soonest and lacks little.
#[utoipa::path(
    get, path = "/api/v1/recipes/recommend", tag = "recipes", params(Wish),
    responses((status = 200, body = Vec<Recommendation>), (status = 304, description = "As it was"))
)]
pub async fn recommended(
    State(state): State<AppState>,
    caller: Caller,
    known: IfNoneMatch,
    pairs: Pairs,
) -> Result<Response, Problem> {
    advise(&state, &caller, &known, &Wish::read(pairs)?).await
}

/// The same for a wish in the body, which writes nothing.
#[utoipa::path(
    post, path = "/api/v1/recipes/recommend", tag = "recipes",
    request_body = Option<Wish>,
    responses((status = 200, body = Vec<Recommendation>))
)]
pub async fn recommended_for(
    State(state): State<AppState>,
    caller: Caller,
    MaybeBody(wish): MaybeBody<Wish>,
) -> Result<Response, Problem> {
    advise(&state, &caller, &IfNoneMatch(None), &wish).await
}

async fn advise(
    state: &AppState,
    caller: &Caller,
    known: &IfNoneMatch,
    wish: &Wish,
) -> Result<Response, Problem> {
    let wanted = wish.wanted()?;
    let fold = state.folds.open(caller.household).await?;
    let today = caller.today;
    let advice = blocking::run(move || {
        let household = &fold.household;
        let advice = recommend(household, &wanted, today);
        let advice = advice.iter();
        advice
            .map(|one| Recommendation::of(household, one, today))
            .collect::<Vec<_>>()
    });
    tag::answer(known, &advice.await?)
}

fn one(household: &Household, id: &str) -> Result<(RecipeId, Recipe), Problem> {
    let find = |household: &Household, id| Some((id, Recipe::from(household.recipe(id)?)));
    found(household, id, RecipeId::parse, find, "recipe")
}
