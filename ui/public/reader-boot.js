// The reader's worker before its wasm is there: fetches the program and its
// weights with one shared progress, then hands over to the wasm for good.
"use strict";
/* global wasm_bindgen: the script that is imported declares it. */

// About the size of the program. It is only for the progress: nobody tells the
// size of what comes packed.
const PROGRAM = 3_500_000;

self.onmessage = async (event) => {
  const { js, wasm, models } = event.data;
  try {
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
    // A program that does not compile needs an instruction that the browser lacks.
    const code = error instanceof WebAssembly.CompileError ? "unsupported" : "unavailable";
    self.postMessage({ type: "failed", id: null, code, message: String(error && error.message || error) });
  }
};
