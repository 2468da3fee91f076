// Larder's service worker: after the first visit everything works with the
// server gone. The shell is one versioned cache, replaced as a whole; the
// reader and its weights lie in a second cache that outlives versions, since
// their addresses change only when their bytes do.
"use strict";

const VERSION = "{{version}}";
const SHELL = "larder-shell-" + VERSION;
const READER = "larder-reader";
const SHARED = "larder-shared";
const absolute = (path) => new URL(path, self.registration.scope).href;
const shell = new Set({{precache}}.map(absolute));
const reader = new Set(
  ["{{barcodes_js}}", "{{barcodes_wasm}}", "{{reader_js}}", "{{reader_wasm}}", ...{{models}}.map((model) => model.url)].map(absolute),
);
const index = absolute("index.html");

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(SHELL);
    const urls = [...new Set([...shell, index])];
    await cache.addAll(urls.map((url) => new Request(url, { cache: "reload" })));
    // An update: whoever could scan offline with the old version can with the new one.
    if (self.registration.active) await warm();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("larder-shell-") && name !== SHELL) await caches.delete(name);
    }
    await self.clients.claim();
    await trim();
  })());
});

self.addEventListener("message", (event) => {
  const type = event.data && event.data.type;
  if (type === "activate") self.skipWaiting();
  if (type === "warm") event.waitUntil(warm().then(trim));
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

// The files of an older reader go once every new one is there.
async function trim() {
  const cache = await caches.open(READER);
  const requests = await cache.keys();
  const there = new Set(requests.map((request) => request.url));
  if (![...reader].every((url) => there.has(url))) return;
  for (const request of requests) {
    if (!reader.has(request.url)) await cache.delete(request);
  }
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && url.href === absolute("share")) event.respondWith(share(request));
  if (request.method !== "GET") return;
  url.hash = "";
  if (request.mode === "navigate" && !shell.has(url.href)) {
    // What the server alone answers: its interface, its health, its certificate, and where links
    // in letters lead.
    if (/^(api\/.*|account\/.*|health|ca|ca\..*)$/.test(url.href.slice(self.registration.scope.length))) return;
    // Screens have no paths of their own: links of a page below would lead nowhere.
    url.search = "";
    const known = url.href === self.registration.scope || url.href === index;
    event.respondWith(
      known ? fromCache(event, SHELL, index) : Response.redirect(self.registration.scope, 302),
    );
  } else if (shell.has(url.href)) {
    event.respondWith(fromCache(event, SHELL, url.href));
  } else if (reader.has(url.href)) {
    event.respondWith(fromCache(event, READER, url.href));
  }
});

// What another app hands over waits here until the page takes it; the server never sees it.
async function share(request) {
  let went = "shared";
  try {
    const form = await request.formData();
    const given = form.getAll("files").filter((file) => file.size > 0);
    const words = ["title", "text", "url"].map((name) => form.get(name)).filter(Boolean);
    if (words.length > 0) given.push(new Blob([words.join("\n")], { type: "text/plain" }));
    const cache = await caches.open(SHARED);
    const now = Date.now();
    for (const [number, one] of given.entries()) {
      const key = absolute(`shared/${now}-${String(number).padStart(3, "0")}`);
      await cache.put(key, new Response(one, { headers: { "content-type": one.type } }));
    }
  } catch { went = "shared?lost"; }
  return Response.redirect(absolute(`./#/${went}`), 303);
}

// What the household's server tells this device is shown as it comes, in the person's language:
// the server knows which. The browser wants every message shown, and so one that cannot be read
// shows the app's name.
self.addEventListener("push", (event) => event.waitUntil(tell(event.data)));

async function tell(data) {
  let told = {};
  try { told = data.json() ?? {}; } catch { /* Then there is nothing to say. */ }
  const { title, body, tag, lang, path } = told;
  const icon = absolute("icons/icon-192.png");
  await self.registration.showNotification(title || "Larder", { body, tag, lang, icon, data: path });
}

// It leads to the screen that has what it tells, in a page that is open if one is.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data));
});

async function show(path) {
  const url = absolute(`./${String(path).startsWith("#/") ? path : "#/"}`);
  const pages = await self.clients.matchAll({ type: "window" });
  // Pages of the app, not of an account or of the API.
  const ours = pages.filter((page) => [absolute("./"), absolute("index.html")].includes(page.url.split(/[?#]/)[0]));
  const page = ours.find((page) => page.visibilityState === "visible") ?? ours[0];
  if (!page) return self.clients.openWindow(url);
  try {
    await page.focus();
    await page.navigate(url);
  } catch {
    await self.clients.openWindow(url);
  }
}

// What pages have not heard the server confirm lies in their storage as the body of a request,
// and goes out although no page may be open. Whatever is sent twice counts once, and what the
// server says to it the next page will hear from it.
self.addEventListener("sync", (event) => {
  if (event.tag === "larder-outbox") event.waitUntil(send());
});

async function send() {
  const record = await outbox("readonly", (store) => store.openCursor());
  if (!record) return;
  const { key, value } = record;
  const headers = { "content-type": "application/cbor-seq" };
  const response = await fetch(absolute("api/v1/sync"), { method: "POST", headers, body: value });
  // The browser tries again later, as it does without a network.
  if (response.status >= 500) throw new Error(`the server answers ${response.status}`);
  // No newer record has this key.
  if (response.ok) await outbox("readwrite", (store) => store.delete(key));
}

// What one request to the outbox gives; nothing where there is no outbox. The storage is let go
// of at once: a page may be about to change or remove it.
function outbox(mode, ask) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("larder");
    // Made here, it would lack the stores of the app.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => resolve();
    opening.onsuccess = () => {
      const database = opening.result;
      const there = database.objectStoreNames.contains("outbox");
      const request = there && ask(database.transaction("outbox", mode).objectStore("outbox"));
      // Once the transaction is through.
      database.close();
      if (!request) return resolve();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    };
  });
}

async function fromCache(event, name, key) {
  const cache = await caches.open(name);
  const hit = await cache.match(key);
  if (hit) return hit;
  let response;
  try {
    response = await fetch(event.request);
  } catch (error) {
    if (event.request.mode !== "navigate") throw error;
    return nowhere();
  }
  if (name === READER && response.ok) {
    // A full disk must not fail the scan that asked for these bytes.
    event.waitUntil(cache.put(key, response.clone()).catch(() => {}));
  }
  return response;
}

// The browser may have thrown the app away, and the server may be out of reach: then this is all
// that there is of it.
function nowhere() {
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Larder</title>
</head>
<body>
<main>
<h1>Larder is out of reach</h1>
<p>Your server does not answer, and this browser no longer has the app itself. Connect to your network, then try again.</p>
<p><a href="./">Try again</a></p>
</main>
</body>
</html>
`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'",
    "cache-control": "no-store",
  };
  return new Response(page, { status: 503, headers });
}
