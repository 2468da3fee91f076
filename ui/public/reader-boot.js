// The reader's worker before its wasm is there: fetches the program and its
// weights with one shared progress, then hands over to the wasm for good.
"use strict";
/* global wasm_bindgen: the script that is imported declares it. */

self.onmessage = async (event) => {
  const { js, wasm, models } = event.data;
  try {
    const sizes = models.reduce((sum, model) => sum + model.bytes, 0);
    let got = 0;
    const watched = async (url) => {
      const response = await fetch(url);
      if (!response.ok) throw new Error("status " + response.status + " for " + url);
      const parts = [];
      const body = response.body.getReader();
      for (;;) {
        const { done, value } = await body.read();
        if (done) break;
        parts.push(value);
        got += value.length;
        self.postMessage({ type: "loading", done: Math.min(got / sizes, 1) });
      }
      return new Uint8Array(await new Blob(parts).arrayBuffer());
    };
    self.importScripts(js);
    const [bytes] = await Promise.all([
      Promise.all(models.map((model) => watched(model.url))),
      wasm_bindgen({ module_or_path: wasm }),
    ]);
    const weights = {};
    models.forEach((model, at) => { weights[model.name] = bytes[at]; });
    self.onmessage = null;
    wasm_bindgen.start(weights);
  } catch (error) {
    self.postMessage({ type: "unavailable", message: String(error && error.message || error) });
  }
};
