// The barcode worker before its wasm is there. The program hears the pictures itself.
"use strict";
/* global wasm_bindgen: the script that is imported declares it. */

self.onmessage = async (event) => {
  const { js, wasm } = event.data;
  self.onmessage = null;
  try {
    self.importScripts(js);
    await wasm_bindgen({ module_or_path: wasm });
    self.postMessage({ type: "ready" });
  } catch (error) {
    self.postMessage({ type: "failed", message: String(error && error.message || error) });
  }
};
