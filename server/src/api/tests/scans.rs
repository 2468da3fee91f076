//! Receipts that are sent to be read: what is taken, what is not, and who may.

use std::io::Cursor;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use image::{DynamicImage, ImageFormat, RgbImage};
use serde_json::{Value as Json, json};

use super::{Answer, House};
use crate::jobs::picture::MAX_SIZE;

const BORDER: &str = "0a1b2c";

fn picture(format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(60, 40, |x, y| image::Rgb([x as u8, y as u8, 90]));
    let mut out = Cursor::new(Vec::new());
    let image = DynamicImage::ImageRgb8(image);
    image.write_to(&mut out, format).expect("encodes");
    out.into_inner()
}

/// A form of fields with files.
fn form(fields: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file) in fields {
        let head = format!(
            "--{BORDER}\r\nContent-Disposition: form-data; name=\"{name}\"; \
             filename=\"a.jpg\"\r\nContent-Type: text/html\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BORDER}--\r\n").as_bytes());
    body
}

impl House {
    async fn upload(&self, token: &str, key: Option<&str>, body: Vec<u8>) -> Answer {
        let kind = format!("multipart/form-data; boundary={BORDER}");
        let mut request = Request::post("/api/v1/receipts/scan")
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", kind);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let request = request.body(Body::from(body)).expect("a request");
        let (status, response) = self.api.ask(request).await;
        let headers = response.headers().clone();
        let bytes = to_bytes(response.into_body(), 1 << 20).await;
        let json = serde_json::from_slice(&bytes.expect("a body")).unwrap_or(Json::Null);
        Answer {
            status,
            headers,
            json,
        }
    }

    async fn scan(&self, key: Option<&str>, file: &[u8]) -> Answer {
        self.upload(&self.owner, key, form(&[("file", file)])).await
    }
}

#[tokio::test]
async fn a_picture_waits_to_be_read_and_can_be_asked_about() {
    let house = House::new().await;
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let sent = house.scan(None, &picture(format)).await;
        assert_eq!(sent.status, StatusCode::ACCEPTED, "{format:?} {sent:?}");
        let url = sent.header("location").to_owned();
        assert_eq!(sent.json["status_url"], url);
        let path = url.strip_prefix("/api/v1/").expect("a path");
        let shown = house.get(path).await;
        assert_eq!(shown, sent.json);
        assert_eq!(shown["state"], "queued");
        assert_eq!(shown["receipt"], Json::Null);
    }
    let pdf = house.scan(None, b"%PDF-1.7\n%%EOF").await;
    assert_eq!(pdf.status, StatusCode::ACCEPTED, "{pdf:?}");
    let listed = house.get("receipts/scan?limit=3").await;
    assert_eq!(listed["data"].as_array().expect("a list").len(), 3);
    let next = listed["next"].as_str().expect("more");
    let rest = house.get(&format!("receipts/scan?cursor={next}")).await;
    assert_eq!(rest["data"].as_array().expect("a list").len(), 1);
}

#[tokio::test]
async fn a_file_that_is_sent_again_with_its_key_is_the_same_job() {
    let house = House::new().await;
    let file = picture(ImageFormat::Jpeg);
    let first = house.scan(Some("shop-1"), &file).await;
    let again = house.scan(Some("shop-1"), &file).await;
    assert_eq!(again.status, StatusCode::ACCEPTED);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.json, first.json);
    let other = house.scan(Some("shop-1"), &picture(ImageFormat::Png)).await;
    assert_eq!(
        (other.status, other.code()),
        (StatusCode::UNPROCESSABLE_ENTITY, "ERR_REQUEST_004")
    );
    let wrong = house.scan(Some(""), &file).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let all = house.get("receipts/scan").await;
    assert_eq!(all["data"].as_array().expect("a list").len(), 1);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_at_once() {
    let house = House::new().await;
    let jpeg = picture(ImageFormat::Jpeg);
    let cut = &jpeg[..jpeg.len() / 2];
    let mut huge = jpeg.clone();
    let frame = huge.windows(2).position(|pair| pair == [0xff, 0xc0]);
    let frame = frame.expect("a frame");
    huge[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    let files: [&[u8]; 6] = [b"", b"<script>", b"GIF89a......", b"PK\x03\x04", cut, &huge];
    for file in files {
        let answer = house.scan(None, file).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, "ERR_OCR_001"),
            "{:?}",
            &file[..file.len().min(8)]
        );
        assert!(answer.json["detail"].as_str().expect("words").len() > 20);
    }
    let large = house.scan(None, &vec![0xff; MAX_SIZE + 1]).await;
    assert_eq!(
        (large.status, large.code()),
        (StatusCode::PAYLOAD_TOO_LARGE, "ERR_REQUEST_005")
    );
    let larger = house.scan(None, &vec![0xff; 3 * MAX_SIZE]).await;
    assert_eq!(larger.status, StatusCode::PAYLOAD_TOO_LARGE);
    let mut cut = form(&[("file", &jpeg)]);
    cut.truncate(200);
    for body in [
        form(&[]),
        form(&[("picture", &jpeg)]),
        form(&[("file", &jpeg), ("file", &jpeg)]),
        cut,
        Vec::new(),
    ] {
        let answer = house.upload(&house.owner, None, body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, "ERR_REQUEST_001")
        );
    }
    let body = Some(json!({ "file": "a.jpg" }));
    let answer = house.ask("POST", "receipts/scan", &house.owner, body).await;
    assert_eq!(answer.code(), "ERR_REQUEST_001");
    let all = house.get("receipts/scan").await;
    assert_eq!(all["data"].as_array().expect("a list").len(), 0);
}

#[tokio::test]
async fn who_may_not_write_receipts_may_not_send_any() {
    let house = House::new().await;
    let file = form(&[("file", &picture(ImageFormat::Jpeg))]);
    for role in ["shopper", "viewer"] {
        let token = house.api.join(&house.owner, role).await;
        let answer = house.upload(&token, None, file.clone()).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::FORBIDDEN, "ERR_AUTH_003"),
            "{role}"
        );
    }
    for (scope, status) in [
        ("read", StatusCode::FORBIDDEN),
        ("list", StatusCode::FORBIDDEN),
        ("write", StatusCode::ACCEPTED),
    ] {
        let key = house.key(scope).await;
        let answer = house.upload(&key, None, file.clone()).await;
        assert_eq!(answer.status, status, "{scope}");
    }
    let answer = house.upload("nobody", None, file).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_job_is_its_households_and_a_list_its_askers() {
    let house = House::new().await;
    let sent = house.scan(None, &picture(ImageFormat::Jpeg)).await;
    let id = sent.json["job_id"].as_str().expect("an id").to_owned();
    let path = format!("receipts/scan/{id}");
    let viewer = house.api.join(&house.owner, "viewer").await;
    house.ask("GET", &path, &viewer, None).await.ok();
    let own = house.ask("GET", "receipts/scan", &viewer, None).await.ok();
    assert_eq!(own["data"].as_array().expect("a list").len(), 0);
    let stranger = house.api.found_as("08080808080808080808080808080808").await;
    for (path, token) in [
        (path.as_str(), &stranger),
        (
            "receipts/scan/00000000000000000000000000000000",
            &house.owner,
        ),
        ("receipts/scan/milk", &house.owner),
    ] {
        let answer = house.ask("GET", path, token, None).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::NOT_FOUND, "ERR_PANTRY_001"),
            "{path}"
        );
    }
    let long = format!("{path}?wait=31");
    let answer = house.ask("GET", &long, &house.owner, None).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    // One that waits is answered once it stands otherwise than it knows.
    let known = [("if-none-match", "\"another\"")];
    let waited = format!("{path}?wait=30");
    let answer = house
        .ask_with("GET", &waited, &house.owner, &known, None)
        .await;
    assert_eq!(answer.json["state"], "queued");
}
