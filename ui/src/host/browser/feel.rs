//! What a person feels and hears without looking: a short buzz, a short sound.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AudioContext, OscillatorType};

use super::{get, window};

/// Buzzes for so many milliseconds, where the device can.
pub fn buzz(ms: u32) {
    let navigator = window().navigator();
    if let Ok(vibrate) = get(&navigator, "vibrate").dyn_into::<Function>() {
        // Refused before the person has touched the page: nothing depends on it.
        vibrate.call1(&navigator, &ms.into()).ok();
    }
}

/// How something went, in sound and touch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// It is done.
    Done,
    /// It is a question.
    Ask,
}

/// Makes sounds once the person has touched the page.
#[derive(Default)]
pub struct Sounds(RefCell<Option<AudioContext>>);

impl Sounds {
    /// A short sound, where the device can.
    pub fn play(&self, tone: Tone) {
        // No sound is worth a broken scan: what the browser refuses is left out.
        let _ = self.try_play(tone);
    }

    fn try_play(&self, tone: Tone) -> Result<(), JsValue> {
        let mut kept = self.0.borrow_mut();
        let context = match &*kept {
            Some(context) => context.clone(),
            None => kept.insert(AudioContext::new()?).clone(),
        };
        // Asked for before the first touch, it waits; the sound comes late or not at all.
        let _ = context.resume()?;
        let (pitch, seconds) = match tone {
            Tone::Done => (1_320.0, 0.09),
            Tone::Ask => (440.0, 0.18),
        };
        let (now, loud) = (context.current_time(), context.create_gain()?);
        loud.gain().set_value_at_time(0.2, now)?;
        // Cut off at once, it would crack.
        loud.gain()
            .exponential_ramp_to_value_at_time(0.001, now + seconds)?;
        let voice = context.create_oscillator()?;
        voice.set_type(OscillatorType::Sine);
        voice.frequency().set_value(pitch);
        voice.connect_with_audio_node(&loud)?;
        loud.connect_with_audio_node(&context.destination())?;
        voice.start()?;
        voice.stop_with_when(now + seconds)
    }
}

impl Drop for Sounds {
    fn drop(&mut self) {
        if let Some(context) = self.0.take() {
            // A page has few of them.
            let _ = context.close();
        }
    }
}
