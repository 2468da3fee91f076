//! `/api/v1/account/households/{id}/reminders`: what a person who has signed in wants to be told
//! of a household's food, by a letter a day.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;
use pantry::household::Kinds;
use serde::{Deserialize, Serialize};
use sync::codec::HouseholdId;
use utoipa::ToSchema;

use super::NO_STORE;
use super::input::{Body, Named};
use super::problem::{Code, Problem};
use super::visitor::{SignedIn, Visitor};
use crate::accounts::AccountError;
use crate::identity::{hex, read_id};
use crate::language::Language;
use crate::reminders::schedule::{DAY, QuietHours, Schedule};
use crate::reminders::{Kept, ReminderError, Whose, Wish};
use crate::state::AppState;

/// A day of the week.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A part of each day.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QuietHours)]
pub struct Quiet {
    /// Its first minute: `22:00`.
    from: String,
    /// The first minute after it, which may be on the next day: `07:00`.
    to: String,
}

/// What a person wants to be told of a household's food, once a day.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "due": true, "soon": false, "at": "08:00", "zone": "Europe/Berlin",
    "quiet_days": ["sunday"], "quiet_hours": { "from": "22:00", "to": "07:00" }, "language": "de"
}))]
pub struct ReminderWish {
    /// Whether of what is to be used today, or should have been.
    due: bool,
    /// Whether of what is to be used within three days.
    #[serde(default)]
    soon: bool,
    /// The minute of the person's day. If it is past on the day on which they say so, the first
    /// reminder comes at once.
    at: String,
    /// Where they are, as the IANA time zone database calls it.
    zone: String,
    /// Days of the week without one.
    #[serde(default)]
    quiet_days: Vec<Weekday>,
    /// When none is sent that is late, because the server was down: it waits for the end of these
    /// hours, as long as that is on the same day. `at` is not one of them.
    quiet_hours: Option<Quiet>,
    /// In which language: `en`, `de`, `fr` or `es`; usually the one that the request asks for.
    language: Option<String>,
}

/// What a person is told, and what is done.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Reminders {
    /// Whether of what is to be used today, or should have been.
    due: bool,
    /// Whether of what is to be used within three days.
    soon: bool,
    /// The minute of the person's day.
    at: String,
    /// Where they are, as the IANA time zone database calls it.
    zone: String,
    /// Days of the week without one.
    quiet_days: Vec<Weekday>,
    /// When none is sent that is late.
    quiet_hours: Option<Quiet>,
    /// In which language.
    language: String,
    /// The last day of the person that is done: they were told, or nothing was to tell.
    last_day: Option<String>,
}

/// What a person is told of a household.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HouseholdReminders {
    /// The household.
    household: String,
    /// What they are told of it.
    reminders: Reminders,
}

impl From<ReminderError> for Problem {
    fn from(error: ReminderError) -> Self {
        Self::inside(&error)
    }
}

impl ReminderWish {
    /// What is wished for, in the usual language unless another one is named.
    ///
    /// # Errors
    ///
    /// If a part of it is none that there is.
    pub fn read(&self, usual: Language) -> Result<Wish, Problem> {
        let detail = "`zone` is one of the IANA time zone database: `Europe/Berlin`";
        let zone = TimeZone::get(&self.zone).map_err(|_| Problem::malformed(detail))?;
        let at = minute(&self.at)?;
        let hours = self.quiet_hours.as_ref().map(|quiet| {
            let (from, to) = (minute(&quiet.from)?, minute(&quiet.to)?);
            Ok::<_, Problem>(QuietHours { from, to })
        });
        let hours = hours.transpose()?;
        if hours.is_some_and(|hours| hours.from == hours.to || hours.have(at)) {
            let detail = "`quiet_hours` end at another minute than they begin, and leave `at` out";
            return Err(Problem::malformed(detail));
        }
        let detail = "`language` is one of `en`, `de`, `fr` and `es`";
        let language = match &self.language {
            Some(tag) => Language::called(tag).ok_or_else(|| Problem::malformed(detail))?,
            None => usual,
        };
        Ok(Wish {
            kinds: Kinds {
                due: self.due,
                soon: self.soon,
            },
            schedule: Schedule {
                minute: at,
                zone,
                quiet_days: self.quiet_days.iter().fold(0, |all, day| all | day.bit()),
                quiet_hours: hours,
            },
            language,
        })
    }
}

/// Shows what the person is told of a household's food: nothing, until they have asked for it.
#[utoipa::path(
    get, path = "/api/v1/account/households/{id}/reminders", tag = "accounts",
    params(("id" = String, Path, description = "The household's id")),
    responses((status = 200, body = Reminders))
)]
pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    SignedIn(by): SignedIn,
    Named(id): Named,
) -> Result<Response, Problem> {
    let whose = whose(&state, by.account, &id).await?;
    shown(&state, whose, visitor.language()).await
}

/// Says what the person is to be told of a household's food: once a day, where there is something
/// to tell. Each letter has a link that ends them.
#[utoipa::path(
    put, path = "/api/v1/account/households/{id}/reminders", tag = "accounts",
    request_body = ReminderWish,
    params(("id" = String, Path, description = "The household's id")),
    responses((status = 200, body = Reminders))
)]
pub async fn set(
    State(state): State<AppState>,
    visitor: Visitor,
    SignedIn(by): SignedIn,
    Named(id): Named,
    Body(given): Body<ReminderWish>,
) -> Result<Response, Problem> {
    let whose = whose(&state, by.account, &id).await?;
    let wish = given.read(visitor.language())?;
    let is_verified = state.accounts.account(by.account).await?.is_verified;
    if wish.kinds.are_some() && !is_verified {
        let detail = "show first that the address is yours (`POST /api/v1/account/verification`)";
        return Err(Problem::new(Code::Impossible, detail));
    }
    state.reminders.set(whose, &wish).await?;
    shown(&state, whose, visitor.language()).await
}

/// The member that the account is in a household, on a server that sends letters.
async fn whose(state: &AppState, account: [u8; 16], id: &str) -> Result<Whose, Problem> {
    let household = read_id(id).ok_or_else(|| Problem::not_found("household"))?;
    let membership = state.identity.membership(account, HouseholdId(household));
    let member = membership.await?.member;
    if state.accounts.mail().is_none() {
        return Err(AccountError::NoMail.into());
    }
    Ok(Whose { member, account })
}

async fn shown(state: &AppState, whose: Whose, usual: Language) -> Result<Response, Problem> {
    let kept = state.reminders.of(whose).await?;
    let kept = kept.unwrap_or_else(|| Kept {
        wish: nothing(usual),
        day: None,
    });
    Ok((NO_STORE, Json(Reminders::from(kept))).into_response())
}

/// What an account wishes of a household, if it ever said so.
pub async fn of(
    state: &AppState,
    whose: Whose,
    household: HouseholdId,
) -> Result<Option<HouseholdReminders>, Problem> {
    let kept = state.reminders.of(whose).await?;
    Ok(kept.map(|kept| HouseholdReminders {
        household: hex(&household.0),
        reminders: Reminders::from(kept),
    }))
}

impl From<Kept> for Reminders {
    fn from(Kept { wish, day }: Kept) -> Self {
        let Schedule {
            minute,
            zone,
            quiet_days,
            quiet_hours,
        } = wish.schedule;
        let days = Weekday::ALL.into_iter();
        Self {
            due: wish.kinds.due,
            soon: wish.kinds.soon,
            at: clock(minute),
            zone: zone.iana_name().unwrap_or("UTC").to_owned(),
            quiet_days: days.filter(|day| quiet_days & day.bit() != 0).collect(),
            quiet_hours: quiet_hours.map(|hours| Quiet {
                from: clock(hours.from),
                to: clock(hours.to),
            }),
            language: wish.language.tag().to_owned(),
            last_day: day.map(|day| day.to_string()),
        }
    }
}

/// What is shown of whoever has wished for nothing: nine o'clock is what the app takes, too.
fn nothing(language: Language) -> Wish {
    Wish {
        kinds: Kinds {
            due: false,
            soon: false,
        },
        schedule: Schedule {
            minute: 9 * 60,
            zone: TimeZone::UTC,
            quiet_days: 0,
            quiet_hours: None,
        },
        language,
    }
}

/// A minute of the day, such as `08:00`.
fn minute(text: &str) -> Result<u16, Problem> {
    let number = |text: &str| {
        let is_sound = text.len() == 2 && text.bytes().all(|digit| digit.is_ascii_digit());
        is_sound.then(|| text.parse::<u16>().ok()).flatten()
    };
    let parts = text.split_once(':');
    let parts = parts.and_then(|(hour, minute)| Some((number(hour)?, number(minute)?)));
    let sound = parts.filter(|(hour, minute)| *hour < DAY / 60 && *minute < 60);
    let detail = "a minute of the day is between `00:00` and `23:59`";
    let (hour, minute) = sound.ok_or_else(|| Problem::malformed(detail))?;
    Ok(hour * 60 + minute)
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
