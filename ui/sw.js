// Larder's service worker: after the first visit everything works with the
// server gone. The shell is one versioned cache, replaced as a whole; the
// reader and its weights lie in a second cache that outlives versions, since
// their addresses change only when their bytes do.
"use strict";

const VERSION = "{{version}}";
const SHELL = "larder-shell-" + VERSION;
const READER = "larder-reader";
const absolute = (path) => new URL(path, self.registration.scope).href;
const shell = new Set({{precache}}.map(absolute));
const reader = new Set(
  ["{{reader_js}}", "{{reader_wasm}}", ...{{models}}.map((model) => model.url)].map(absolute),
);
const index = absolute("index.html");

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(SHELL).then((cache) =>
      cache.addAll([...new Set([...shell, index])].map((url) => new Request(url, { cache: "reload" }))),
    ),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("larder-shell-") && name !== SHELL) await caches.delete(name);
    }
    const kept = await caches.open(READER);
    for (const request of await kept.keys()) {
      if (!reader.has(request.url)) await kept.delete(request);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  const type = event.data && event.data.type;
  if (type === "activate") self.skipWaiting();
  if (type === "warm") event.waitUntil(warm());
});

// One at a time and each by itself: what was fetched stays, whatever follows.
async function warm() {
  const cache = await caches.open(READER);
  for (const url of reader) {
    try {
      if (!(await cache.match(url))) await cache.add(url);
    } catch { return; /* Offline or out of space: the next visit goes on here. */ }
  }
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  url.hash = "";
  if (request.mode === "navigate") {
    if (url.href.startsWith(absolute("api/")) || url.href === absolute("health")) return;
    event.respondWith(fromCache(SHELL, index, request));
  } else if (shell.has(url.href)) {
    event.respondWith(fromCache(SHELL, url.href, request));
  } else if (reader.has(url.href)) {
    event.respondWith(fromCache(READER, url.href, request, true));
  }
});

async function fromCache(name, key, request, keep) {
  const cache = await caches.open(name);
  const hit = await cache.match(key);
  if (hit) return hit;
  const response = await fetch(request);
  if (keep && response.ok) {
    // A full disk must not fail the scan that asked for these bytes.
    cache.put(key, response.clone()).catch(() => {});
  }
  return response;
}
