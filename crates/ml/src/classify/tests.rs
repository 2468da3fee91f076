//! The shipped weights against the trainer's own arithmetic.

use super::*;

const WEIGHTS: &[u8] = include_bytes!("../../models/classifier.safetensors");

/// Names with the logits that the trainer computed for them.
const GOLDEN: &str = include_str!("golden.jsonl");

fn classifier() -> Classifier {
    Classifier::new(WEIGHTS).expect("the shipped weights load")
}

#[test]
fn logits_are_those_of_the_trainer() {
    let classifier = classifier();
    let mut names = 0;
    for line in GOLDEN.lines() {
        let golden: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = golden["text"].as_str().expect("a name");
        let expected: Vec<f64> = golden["logits"]
            .as_array()
            .expect("logits")
            .iter()
            .filter_map(serde_json::Value::as_f64)
            .collect();
        let found = classifier
            .logits(&[text])
            .and_then(|logits| logits.to_vec2::<f32>())
            .expect("logits");
        for (found, expected) in found[0].iter().zip(&expected) {
            assert!(
                (f64::from(*found) - expected).abs() <= 1e-3,
                "{text:?}: {found} is not {expected}"
            );
        }
        names += 1;
    }
    assert_eq!(names, 20);
}

#[test]
fn plain_and_abbreviated_names_find_their_category() {
    let expected = [
        ("Whole milk", Category::DairyEggs),
        ("ground beef", Category::Meat),
        ("Bio Äpfel", Category::Produce),
        ("papier toilette", Category::Household),
        ("vino tinto", Category::Alcohol),
    ];
    let names: Vec<&str> = expected.iter().map(|(name, _)| *name).collect();
    for (scored, (name, category)) in classifier().classify(&names).iter().zip(expected) {
        assert_eq!(scored.category, category, "{name}");
    }
}

#[test]
fn every_text_gets_an_answer() {
    let long = "x ".repeat(10_000);
    let names = ["", "???", "牛乳", &long, "1234"];
    let scored = classifier().classify(&names);
    assert_eq!(scored.len(), names.len());
    for scored in scored {
        assert!(scored.score > 0.0 && scored.score <= 1.0);
        assert_eq!(scored.alternatives.len(), ALTERNATIVES);
    }
    assert!(classifier().classify(&[]).is_empty());
}

#[test]
fn a_name_scores_the_same_alone_and_among_others() {
    let classifier = classifier();
    let names: Vec<String> = (0..150).map(|i| format!("milk {i} bread")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let together = classifier.classify(&names);
    let alone = classifier.classify(&names[149..]);
    assert_eq!(together[149].category, alone[0].category);
    assert!((together[149].score - alone[0].score).abs() < 1e-5);
}

#[test]
fn damaged_weights_are_refused() {
    for bytes in [
        &WEIGHTS[..0],
        &WEIGHTS[..100],
        &WEIGHTS[..WEIGHTS.len() - 1],
        b"hello world, hello",
    ] {
        assert!(Classifier::new(bytes).is_err());
    }
}
