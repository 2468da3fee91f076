//! The document of the API, and a page that shows it: made here, from the document alone, and
//! without a script, so that the policy of all our pages holds for it as it is.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use serde_json::Value;
use utoipa::Modify;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder, SecurityRequirement};

use super::input::IfNoneMatch;
use super::problem::{Code, PROBLEM_JSON};
use super::{about, routes, secret_routes, tag, upload_routes};
use crate::html::escaped;

/// How the page looks.
const STYLE: &str = include_str!("docs.css");
const SCHEMAS: &str = "#/components/schemas/";

static TEXT: LazyLock<String> = LazyLock::new(document);
static PAGE: LazyLock<String> = LazyLock::new(|| {
    let document = serde_json::from_str(&TEXT).unwrap_or(Value::Null);
    html(&document)
});

/// The document, as `openapi.json` in this package has it.
pub fn document() -> String {
    let mut openapi = routes().into_openapi();
    openapi.merge(secret_routes().into_openapi());
    openapi.merge(upload_routes().into_openapi());
    openapi.merge(about().into_openapi());
    complete(&mut openapi);
    let text = openapi.to_pretty_json();
    // It is made of plain values, which can be written.
    text.map(|text| text + "\n").unwrap_or_default()
}

/// What all paths share.
pub struct Common;

impl Modify for Common {
    fn modify(&self, openapi: &mut OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let cookie = ApiKeyValue::new("__Host-larder_account");
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(cookie));
        components.add_security_scheme("session", cookie);
        let either = ["bearer", "session"];
        let none: [&str; 0] = [];
        let either = either.map(|scheme| SecurityRequirement::new(scheme, none));
        openapi.security = Some(either.into());
    }
}

/// Names every operation by its method and path, and says of each that whatever goes wrong is a
/// problem.
fn complete(openapi: &mut OpenApi) {
    let schema = RefOr::Ref(Ref::from_schema_name("Problem"));
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let problem = ResponseBuilder::new()
        .description("What went wrong, and what to do")
        .content(PROBLEM_JSON, content)
        .build();
    for (path, item) in &mut openapi.paths.paths {
        let operations = [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("put", &mut item.put),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in operations {
            let Some(operation) = operation else {
                continue;
            };
            operation.operation_id = Some(name(method, path));
            let responses = &mut operation.responses.responses;
            for response in responses.values_mut() {
                if let RefOr::T(response) = response
                    && response.description.is_empty()
                {
                    response.description = "As asked".to_owned();
                }
            }
            responses.insert("default".to_owned(), RefOr::T(problem.clone()));
        }
    }
}

/// `get_pantry_items_id` of `/api/v1/pantry/items/{id}`.
fn name(method: &str, path: &str) -> String {
    let path = path.trim_start_matches("/api/v1");
    let words = path.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    std::iter::once(method)
        .chain(words)
        .collect::<Vec<_>>()
        .join("_")
}

/// The document of this API (OpenAPI 3.1).
#[utoipa::path(
    get, path = "/api/v1/openapi.json", tag = "about", security(()),
    responses((status = 200, body = serde_json::Value))
)]
pub async fn openapi(known: IfNoneMatch) -> Response {
    tag::answer_bytes(&known, TEXT.clone().into_bytes())
}

/// This document as a page.
#[utoipa::path(
    get, path = "/api/v1/docs", tag = "about", security(()),
    responses((status = 200, body = String, content_type = "text/html"))
)]
pub async fn page() -> Response {
    let fresh = [(header::CACHE_CONTROL, "no-cache")];
    (fresh, Html(PAGE.as_str())).into_response()
}

/// How the page looks.
#[utoipa::path(
    get, path = "/api/v1/docs.css", tag = "about", security(()),
    responses((status = 200, body = String, content_type = "text/css"))
)]
pub async fn style() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, STYLE).into_response()
}

/// The page of a document.
fn html(document: &Value) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Larder: the API</title>\n<link rel=\"stylesheet\" href=\"docs.css\">\n\
         </head>\n<body>\n<main>\n<h1>Larder: the API</h1>\n",
    );
    paragraph(&mut out, &document["info"]["description"]);
    out += "<p>As a file: <a href=\"openapi.json\">openapi.json</a></p>\n";
    for tag in list(&document["tags"]) {
        let name = text(&tag["name"]);
        element(&mut out, "h2", name);
        paragraph(&mut out, &tag["description"]);
        operations(&mut out, document, name);
    }
    out += "<h2>Forms</h2>\n";
    for (name, schema) in members(&document["components"]["schemas"]) {
        form(&mut out, name, schema);
    }
    codes(&mut out);
    out += "</main>\n</body>\n</html>\n";
    out
}

/// The operations of a tag, each with what it takes and answers.
fn operations(out: &mut String, document: &Value, tag: &str) {
    for (path, item) in members(&document["paths"]) {
        for (method, operation) in members(item) {
            if list(&operation["tags"]).iter().any(|one| one == tag) {
                operation_of(out, path, method, operation);
            }
        }
    }
}

fn operation_of(out: &mut String, path: &str, method: &str, operation: &Value) {
    let method = method.to_uppercase();
    *out += "<section>\n";
    element(out, "h3", &format!("{method} {path}"));
    paragraph(out, &operation["summary"]);
    paragraph(out, &operation["description"]);
    let parameters = list(&operation["parameters"]);
    if !parameters.is_empty() {
        *out += "<dl>\n";
        for parameter in parameters {
            let (name, place) = (text(&parameter["name"]), text(&parameter["in"]));
            element(out, "dt", &format!("{name} ({place})"));
            element(out, "dd", text(&parameter["description"]));
        }
        *out += "</dl>\n";
    }
    for (media_type, content) in members(&operation["requestBody"]["content"]) {
        *out += "<p>Takes ";
        kind(out, &content["schema"]);
        if media_type != "application/json" {
            let _ = write!(out, " as {}", escaped(media_type));
        }
        *out += "</p>\n";
    }
    for (status, response) in members(&operation["responses"]) {
        for (_, content) in members(&response["content"]) {
            let _ = write!(out, "<p>Answers {} with ", escaped(status));
            kind(out, &content["schema"]);
            *out += "</p>\n";
        }
    }
    *out += "</section>\n";
}

/// A schema of the document with its members.
fn form(out: &mut String, name: &str, schema: &Value) {
    let _ = writeln!(out, "<section id=\"{0}\">\n<h3>{0}</h3>", escaped(name));
    paragraph(out, &schema["description"]);
    for one in list(&schema["enum"]) {
        let _ = writeln!(out, "<code>{}</code>", escaped(&plain(one)));
    }
    properties(out, schema);
    for variant in list(&schema["oneOf"]) {
        paragraph(out, &variant["description"]);
        for one in list(&variant["enum"]) {
            let _ = writeln!(out, "<code>{}</code>", escaped(&plain(one)));
        }
        properties(out, variant);
    }
    if !schema["example"].is_null() {
        let example = serde_json::to_string_pretty(&schema["example"]);
        element(out, "pre", &example.unwrap_or_default());
    }
    *out += "</section>\n";
}

fn properties(out: &mut String, schema: &Value) {
    if schema["properties"].is_null() {
        return;
    }
    *out += "<dl>\n";
    for (name, property) in members(&schema["properties"]) {
        let _ = write!(out, "<dt>{} ", escaped(name));
        kind(out, property);
        *out += "</dt>\n";
        element(out, "dd", text(&property["description"]));
    }
    *out += "</dl>\n";
}

/// What a schema is, with a link to its form.
fn kind(out: &mut String, schema: &Value) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = escaped(name.trim_start_matches(SCHEMAS));
        let _ = write!(out, "<a href=\"#{name}\">{name}</a>");
        return;
    }
    let several = ["oneOf", "anyOf", "allOf"];
    let several = several.iter().flat_map(|name| list(&schema[name]));
    for (position, one) in several.enumerate() {
        if position > 0 {
            *out += " or ";
        }
        kind(out, one);
    }
    match &schema["type"] {
        Value::String(name) if name == "array" => {
            *out += "list of ";
            kind(out, &schema["items"]);
        }
        Value::String(name) => *out += &escaped(name),
        Value::Array(names) => {
            let names: Vec<String> = names.iter().map(plain).collect();
            *out += &escaped(&names.join(" or "));
        }
        _ => {}
    }
    for one in list(&schema["enum"]) {
        let _ = write!(out, " <code>{}</code>", escaped(&plain(one)));
    }
}

fn codes(out: &mut String) {
    *out += "<h2>Problems</h2>\n<dl>\n";
    for code in Code::ALL {
        let id = code.id();
        let _ = writeln!(out, "<dt id=\"{id}\">{id}</dt>");
        let status = code.status().as_u16();
        element(
            out,
            "dd",
            &format!("{}, with status {status}", code.title()),
        );
    }
    *out += "</dl>\n";
}

fn paragraph(out: &mut String, value: &Value) {
    if let Some(text) = value.as_str().filter(|text| !text.is_empty()) {
        element(out, "p", text);
    }
}

fn element(out: &mut String, name: &str, text: &str) {
    let _ = writeln!(out, "<{name}>{}</{name}>", escaped(text));
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}
