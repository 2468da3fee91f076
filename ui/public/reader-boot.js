// The reader's worker before its wasm is there: fetches the program and its
// weights with one shared progress, then hands over to the wasm for good.
"use strict";
/* global wasm_bindgen: the script that is imported declares it. */

// About the size of the program. It is only for the progress: nobody tells the
// size of what comes packed.
const PROGRAM = 3_500_000;

// Holds a lock until this worker is gone, however it ends: the page waits for it. Where
// there are no locks (a page without TLS), only what goes wrong in here is noticed.
const hold = (lock) => new Promise((held) => {
  if (!self.navigator.locks) return held(false);
  const forEver = () => { held(true); return new Promise(() => {}); };
  self.navigator.locks.request(lock, forEver).catch(() => held(false));
});

// Why the reader did not start. A program that does not compile needs an instruction that
// the browser lacks; one that starts and breaks down lacks memory, or is faulty.
const reason = (error) => {
  if (error instanceof WebAssembly.CompileError) return "unsupported";
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) return "crashed";
  return "unavailable";
};

self.onmessage = async (event) => {
  const { js, wasm, models, lock } = event.data;
  try {
    if (await hold(lock)) self.postMessage({ type: "alive" });
    const sizes = models.reduce((sum, model) => sum + model.bytes, PROGRAM);
    let got = 0;
    const count = (bytes) => {
      got += bytes;
      self.postMessage({ type: "loading", done: Math.min(got / sizes, 1) });
    };
    const get = async (url) => {
      const response = await fetch(url);
      if (!response.ok) throw new Error("status " + response.status + " for " + url);
      return response;
    };
    const read = async (response, most) => {
      const parts = [];
      const body = response.body.getReader();
      let left = most;
      for (;;) {
        const { done, value } = await body.read();
        if (done) break;
        parts.push(value);
        count(Math.min(value.length, left));
        left = Math.max(left - value.length, 0);
      }
      return parts;
    };
    const weights = async (model) => {
      const parts = await read(await get(model.url), model.bytes);
      return new Uint8Array(await new Blob(parts).arrayBuffer());
    };
    // The browser compiles the program while it comes; a copy of it is counted.
    const program = async () => {
      const response = await get(wasm);
      const counted = read(response.clone(), PROGRAM);
      await wasm_bindgen({ module_or_path: response });
      await counted;
    };
    self.importScripts(js);
    const [bytes] = await Promise.all([Promise.all(models.map(weights)), program()]);
    const named = {};
    models.forEach((model, at) => { named[model.name] = bytes[at]; });
    self.onmessage = null;
    wasm_bindgen.start(named);
  } catch (error) {
    const message = String(error && error.message || error);
    self.postMessage({ type: "failed", id: null, code: reason(error), message });
  }
};
