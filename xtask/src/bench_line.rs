//! What a recogniser costs: `cargo xtask bench line FILE.onnx …` times lines of 32 x 320
//! pixels, 16 at once as the scanner reads them, models in turns.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use rten_tensor::NdTensor;
use serde_json::json;

const LINES: usize = 16;
const WIDTH: usize = 320;
const ROUNDS: usize = 12;

/// Prints the median milliseconds a line for each file, then one line of JSON.
pub fn run(args: &[String]) -> Result<()> {
    ensure!(!args.is_empty(), "name the models: bench line FILE.onnx …");
    let load = |path: &String| {
        rten::Model::load_file(Path::new(path)).with_context(|| format!("loading {path}"))
    };
    let models = args.iter().map(load).collect::<Result<Vec<_>>>()?;
    let mut times = vec![Vec::new(); models.len()];
    for _ in 0..ROUNDS {
        for (model, times) in models.iter().zip(&mut times) {
            let input = NdTensor::<f32, 4>::zeros([LINES, 1, 32, WIDTH]);
            let start = Instant::now();
            model.run_one(input.into(), None)?;
            times.push(start.elapsed().as_secs_f64() * 1000.0 / LINES as f64);
        }
    }
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    for (path, median) in args.iter().zip(&medians) {
        println!("{median:>7.2} ms a line  {path}");
    }
    println!(
        "{}",
        json!({ "bench": "line", "models": args, "ms": medians })
    );
    Ok(())
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
