//! What a person says by the API, and by the link of a letter.

use super::*;

const PATH: &str = "account/households/07070707070707070707070707070707/reminders";

impl Home {
    async fn put(&self, wish: Json) -> (StatusCode, Json) {
        ask(&self.api, "PUT", PATH, &self.access, wish).await
    }

    async fn page(&self, method: &str, path: &str, body: &'static str) -> (StatusCode, String) {
        let kind = "multipart/form-data; boundary=0";
        let request = Request::builder().method(method).uri(path);
        let request = request.header("content-type", kind).body(Body::from(body));
        let (status, response) = self.api.ask(request.expect("a request")).await;
        let bytes = to_bytes(response.into_body(), 1 << 20).await;
        let page = String::from_utf8(bytes.expect("a body").to_vec());
        (status, page.expect("text"))
    }
}

fn wish() -> Json {
    json!({ "due": true, "at": "08:00", "zone": "Europe/Berlin" })
}

#[tokio::test]
async fn a_wish_is_kept_as_it_was_said() {
    let home = Home::new().await;
    let get = || ask(&home.api, "GET", PATH, &home.access, Json::Null);
    let (status, nothing) = get().await;
    assert_eq!(status, StatusCode::OK, "{nothing}");
    assert_eq!(
        (&nothing["due"], &nothing["soon"]),
        (&json!(false), &json!(false))
    );
    let whole = json!({
        "due": true, "soon": true, "at": "07:05", "zone": "europe/berlin",
        "quiet_days": ["sunday", "monday"], "language": "de",
        "quiet_hours": { "from": "22:00", "to": "07:00" },
    });
    let mut expected = whole.clone();
    expected["zone"] = json!("Europe/Berlin");
    expected["quiet_days"] = json!(["monday", "sunday"]);
    expected["last_day"] = Json::Null;
    let (status, set) = home.put(whole).await;
    assert_eq!((status, &set), (StatusCode::OK, &expected));
    assert_eq!(get().await.1, expected);
    let (_, set) = home.put(wish()).await;
    assert_eq!(
        (&set["soon"], &set["quiet_hours"]),
        (&json!(false), &Json::Null)
    );
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_what_to_say_instead() {
    let home = Home::new().await;
    for (field, value) in [
        ("zone", json!("Europe/Atlantis")),
        ("zone", json!("../../etc/passwd")),
        ("zone", json!("")),
        ("at", json!("24:00")),
        ("at", json!("8:00")),
        ("at", json!("08:60")),
        ("at", json!("+8:00")),
        ("language", json!("tlh")),
        ("quiet_hours", json!({ "from": "07:00", "to": "07:00" })),
        ("quiet_hours", json!({ "from": "22:00", "to": "08:01" })),
        ("quiet_days", json!(["someday"])),
        ("snoo", json!(true)),
    ] {
        let mut wish = wish();
        wish[field] = value.clone();
        let (status, problem) = home.put(wish).await;
        assert!(status.is_client_error(), "{field}: {value}: {status}");
        assert_eq!(problem["code"], "ERR_REQUEST_001", "{problem}");
    }
    assert_eq!(
        home.state.reminders.of(home.whose).await.expect("read"),
        None
    );
    let elsewhere = PATH.replace("07", "09");
    let (status, _) = ask(&home.api, "PUT", &elsewhere, &home.access, wish()).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "somebody else's household");
    let unconfirmed = "UPDATE account SET verified_ms = NULL";
    let altered = db::query(unconfirmed).execute(&home.api.db).await;
    altered.expect("altered");
    let (status, problem) = home.put(wish()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    assert!(
        problem["detail"]
            .as_str()
            .is_some_and(|told| told.contains("verification"))
    );
}

#[tokio::test]
async fn without_a_way_for_letters_nobody_can_wish_for_one() {
    let api = Api::new().await;
    let new = json!({ "email": ANA, "password": PASSWORD, "name": "Ana" });
    ask(&api, "POST", "auth/sign-up", "", new).await;
    let given = json!({ "email": ANA, "password": PASSWORD });
    let (_, tokens) = ask(&api, "POST", "auth/tokens", "", given).await;
    let access = tokens["access_token"].as_str().expect("a token");
    let device = json!({ "token": api.found().await });
    ask(&api, "POST", "account/devices", access, device).await;
    for (method, body) in [("GET", Json::Null), ("PUT", wish())] {
        let (status, problem) = ask(&api, method, PATH, access, body).await;
        assert_eq!(status, StatusCode::NOT_IMPLEMENTED, "{problem}");
        assert_eq!(problem["code"], "ERR_SERVER_002");
    }
}

#[tokio::test]
async fn the_link_of_a_letter_ends_them_by_one_tap_and_not_by_being_opened() {
    let mut home = Home::new().await;
    home.put(wish()).await;
    home.at("2026-12-01T08:00:00Z").await;
    let letter = home.office.next().await;
    let token = letter.token(round::STOP);
    let link = format!("{}?token={token}", round::STOP);
    let (head, _) = letter.whole.split_once("\r\n\r\n").expect("a head");
    let head = head.replace("\r\n ", " ");
    let field = format!("<https://larder.example.org{link}>");
    assert!(
        head.contains("List-Unsubscribe:") && head.contains(&field),
        "{head}"
    );
    let one_click = "List-Unsubscribe-Post: List-Unsubscribe=One-Click";
    assert!(head.contains(one_click), "{head}");
    let kept: Vec<Vec<u8>> = db::query_scalar("SELECT token FROM reminder_link")
        .fetch_all(&home.api.db)
        .await
        .expect("read");
    assert_eq!(kept, [digest(&token).to_vec()], "its hash alone");

    let (status, page) = home.page("GET", &link, "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("<button>Send no more</button>"), "{page}");
    home.at("2026-12-02T08:00:00Z").await;
    home.office.next().await;
    let body = "--0\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n\
                One-Click\r\n--0--\r\n";
    for _ in 0..2 {
        let (status, page) = home.page("POST", &link, body).await;
        assert_eq!(status, StatusCode::OK, "{page}");
    }
    home.at("2026-12-03T08:00:00Z").await;
    assert!(home.is_quiet().await);

    // Its other wishes are as they were, and one may ask again.
    home.wish(home.whose, DUE, "UTC").await;
    home.at("2026-12-04T08:00:00Z").await;
    home.office.next().await;
    for wrong in [
        format!("{}?token={}", round::STOP, "0".repeat(64)),
        round::STOP.to_owned(),
    ] {
        assert_eq!(home.page("POST", &wrong, body).await.0, StatusCode::GONE);
    }
    assert_eq!(
        home.page("GET", round::STOP, "").await.0,
        StatusCode::BAD_REQUEST
    );
    home.now
        .store(ms("2027-03-02T00:00:00Z"), Ordering::Relaxed);
    assert_eq!(
        home.page("POST", &link, body).await.0,
        StatusCode::GONE,
        "it is too old"
    );
    let expired = home
        .state
        .reminders
        .expire(ms("2027-03-02T00:00:00Z"))
        .await;
    expired.expect("no error");
    let left: i64 = db::query_scalar("SELECT count(*) FROM reminder_link")
        .fetch_one(&home.api.db)
        .await
        .expect("read");
    assert_eq!(left, 2);
}

/// Of those five may come in an hour.
#[tokio::test]
async fn digests_use_up_none_of_the_letters_that_people_ask_for() {
    let mut home = Home::new().await;
    home.wish(home.whose, DUE, "UTC").await;
    for day in 1..=9 {
        home.at(&format!("2026-12-0{day}T08:00:00Z")).await;
        home.office.next().await;
    }
    let asked = json!({ "email": ANA });
    ask(&home.api, "POST", "auth/reset", "", asked).await;
    let letter = home.office.next().await;
    assert!(
        letter.text().contains("/account/reset?token="),
        "{}",
        letter.text()
    );
}
