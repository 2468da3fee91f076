//! JSON text as a tree, by the browser's own parser, and bytes as text in it.

use js_sys::{Array, JSON, Object, Reflect};
use pantry::transfer::Tree;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::{bytes_of, get, picture, window};

/// Deeper than this nothing is read: no file that is understood goes half as deep.
const DEEPEST: u32 = 16;

/// A JSON file: what is small as a tree, and its photos as they came.
#[derive(Clone, PartialEq, Debug)]
pub struct Json {
    /// All of it but the member "photos".
    pub tree: Tree,
    /// The members of "photos": far too large to copy.
    pub photos: Array,
}

/// Reads a JSON text; `None` for what is none.
pub fn parse(text: &str) -> Option<Json> {
    let value = JSON::parse(text).ok()?;
    let photos = get(&value, "photos").dyn_into::<Array>();
    let photos = photos.unwrap_or_default();
    if value.is_object() {
        // It is a plain object that was just made.
        let object: &Object = value.unchecked_ref();
        Reflect::delete_property(object, &"photos".into()).ok();
    }
    let tree = tree(&value, 0);
    Some(Json { tree, photos })
}

fn tree(value: &JsValue, depth: u32) -> Tree {
    if let Some(text) = value.as_string() {
        return Tree::Text(text);
    }
    if let Some(number) = value.as_f64() {
        return Tree::Number(number);
    }
    if let Some(yes) = value.as_bool() {
        return Tree::Bool(yes);
    }
    if depth == DEEPEST || !value.is_object() {
        return Tree::Null;
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        return Tree::List(list.iter().map(|member| tree(&member, depth + 1)).collect());
    }
    let members = Object::entries(value.unchecked_ref());
    let members = members.iter().map(|pair| {
        let pair: Array = pair.unchecked_into();
        let name = pair.get(0).as_string().unwrap_or_default();
        (name, tree(&pair.get(1), depth + 1))
    });
    Tree::Map(members.collect())
}

/// The text member of a value.
pub fn text(value: &JsValue, name: &str) -> String {
    get(value, name).as_string().unwrap_or_default()
}

/// The bytes of a file as text for JSON.
pub async fn base64(blob: &Blob) -> Option<String> {
    let bytes = bytes_of(blob).await.ok()?.to_vec();
    // The browser wants a letter for each byte.
    let letters: String = bytes.into_iter().map(char::from).collect();
    window().btoa(&letters).ok()
}

/// A picture from such text; `None` for what is none.
pub fn from_base64(text: &str) -> Option<Blob> {
    let letters = window().atob(text).ok()?;
    let bytes = letters
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)));
    let bytes: Vec<u8> = bytes.collect::<Result<_, _>>().ok()?;
    picture(&bytes)
}
