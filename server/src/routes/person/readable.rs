//! Pages in place of what programs are told where a person's form was not taken.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::language::Language;
use crate::routes::letters::told;
use crate::state::AppState;

/// Makes a page of whatever else refuses a request for one: too much, too often, too slow, or not
/// of the form.
pub async fn readable(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_page = request.uri().path().starts_with("/account/");
    let language = Language::of(request.headers());
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_html = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page || is_html {
        return response;
    }
    let text = match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => language.person().too_long,
        StatusCode::BAD_REQUEST
        | StatusCode::REQUEST_TIMEOUT
        | StatusCode::UNSUPPORTED_MEDIA_TYPE
        | StatusCode::UNPROCESSABLE_ENTITY
        | StatusCode::TOO_MANY_REQUESTS
        | StatusCode::SERVICE_UNAVAILABLE => language.words().again,
        _ => return response,
    };
    let page = told(language, response.status(), text).into_response();
    let mut page = state.base.linked(page).await;
    for (name, value) in response.headers() {
        // When to come again, and what the limits are.
        let is_of_body = [
            header::CONTENT_TYPE,
            header::CONTENT_LENGTH,
            header::CONTENT_ENCODING,
        ];
        if !is_of_body.contains(name) && !page.headers().contains_key(name) {
            page.headers_mut().append(name, value.clone());
        }
    }
    page
}
