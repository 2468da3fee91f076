// Starts Larder: theme, text size and language before the first paint, the app's
// wasm, then the service worker. It reads everything that a build decides from one meta tag.
(() => {
  "use strict";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const setting = (name) => {
    try {
      return localStorage.getItem(`larder-${name}`);
    } catch { return null; /* Storage may be blocked: what is usual then holds. */ }
  };
  const dress = () => {
    let theme = setting("theme");
    if (theme !== "light" && theme !== "dark") theme = system.matches ? "dark" : "light";
    root.dataset.theme = theme;
    root.dataset.text = setting("text") || "m";
    if (setting("known")) root.dataset.known = "";
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.media = meta.dataset.theme === theme ? "all" : "not all";
    }
  };
  dress();
  system.addEventListener("change", dress);
  window.addEventListener("larder-theme", dress);

  const build = document.querySelector('meta[name="larder"]').dataset;
  const here = (path) => new URL(path, document.baseURI).href;

  // The app asks for its language once it is there; the browser has it by then.
  const languages = JSON.parse(build.languages);
  const wanted = [new URLSearchParams(location.search).get("language"), setting("language")];
  const primary = [...wanted, ...navigator.languages].map((tag) => (tag || "").split("-")[0].toLowerCase());
  root.lang = primary.find((tag) => tag === "en" || languages[tag]) || "en";
  const words = languages[root.lang];
  if (words) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", href: here(words), crossOrigin: "anonymous" });
    document.head.append(link);
  }
  // What the language's file says of a failure; English is in the page.
  const said = async (key, english) => {
    try {
      const text = words && await (await fetch(here(words))).text();
      return new RegExp(`^${key} = (.*)$`, "m").exec(text || "")?.[1] || english;
    } catch { return english; }
  };

  const fail = async (error) => {
    console.error(error);
    const app = document.getElementById("app");
    if (!app || !app.querySelector(".splash")) return;
    const note = document.createElement("p");
    note.className = "splash__note";
    note.setAttribute("role", "alert");
    const splash = app.querySelector(".splash");
    const { failed, unsupported } = splash.dataset;
    note.textContent = typeof WebAssembly === "object"
      ? await said("boot-failed", failed)
      : await said("boot-unsupported", unsupported);
    splash.append(note);
  };

  // A program that has stopped, by a panic of its own or by a mistake of the browser's compiler
  // (WebKit 2.50 makes one in some hundred starts), answers nothing any more and cannot say so.
  // What was saved is safe. One that stops as it starts is started once more.
  const isOver = (error) => typeof WebAssembly === "object" && (error instanceof WebAssembly.RuntimeError
    || (error && /^(Range|Internal)Error$/.test(error.name) && /wasm/.test(error.stack || "")));
  let halted = false;
  const stopped = async (error) => {
    if (halted || !isOver(error)) return;
    halted = true;
    if (document.querySelector("#app .splash") && startsAgain()) return;
    const [words, action] = await Promise.all([
      said("stopped", "Larder has stopped. Reload the page; what was saved is safe."),
      said("reload", "Reload"),
    ]);
    const alert = document.createElement("div");
    Object.assign(alert, { className: "stopped", role: "alert" });
    alert.dataset.testid = "stopped";
    const text = document.createElement("p");
    Object.assign(text, { className: "stopped__text", textContent: words });
    const reload = document.createElement("button");
    Object.assign(reload, { className: "btn btn--main", textContent: action });
    reload.addEventListener("click", () => location.reload());
    alert.append(text, reload);
    document.body.append(alert);
  };
  const startsAgain = () => {
    try {
      if (sessionStorage.getItem("larder-again")) return false;
      sessionStorage.setItem("larder-again", "1");
    } catch { return false; /* It could go on for ever. */ }
    location.reload();
    return true;
  };
  // One that has opened may be started once more another time.
  const hasOpened = (_, watch) => {
    if (document.querySelector("#app .splash")) return;
    watch.disconnect();
    try { sessionStorage.removeItem("larder-again"); } catch { /* It was not there either. */ }
  };
  window.addEventListener("error", (event) => stopped(event.error));
  window.addEventListener("unhandledrejection", (event) => stopped(event.reason));

  // The first words are painted first: the program would take the line and the processor
  // from them. A page that nobody looks at is not painted, and starts all the same.
  let started = false;
  const start = () => {
    if (started) return;
    started = true;
    import(here(build.appJs))
      .then((app) => app.default({ module_or_path: here(build.appWasm) }))
      .then(() => {
        try { localStorage.setItem("larder-known", "1"); } catch { /* Read again next time. */ }
        new MutationObserver(hasOpened).observe(document.body, { childList: true, subtree: true });
      })
      .catch((error) => (isOver(error) ? stopped(error) : fail(error)));
    // The app would do this among its first steps, where it keeps a tap waiting.
    if (!location.hash.startsWith("#/")) history.replaceState(history.state, "", "#/");
  };
  requestAnimationFrame(() => setTimeout(start));
  setTimeout(start, 500);

  // The browser's offer to install waits until the person looks for it.
  const offers = (offer) => {
    window.larderInstall = offer;
    window.dispatchEvent(new Event("larder-install"));
  };
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offers(event);
  });
  window.addEventListener("appinstalled", () => offers(null));

  if (!("serviceWorker" in navigator)) return;

  // A new version waits until the person asks for it: never under an open page.
  const offer = (worker) => {
    if (!worker || !navigator.serviceWorker.controller) return;
    root.dataset.update = "ready";
    window.dispatchEvent(new Event("larder-update"));
  };
  // Another version took over, in this tab or in another: what is open is of the old one.
  let controlled = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // The first version of all takes over a page that is of its own version.
    if (controlled) location.reload();
    controlled = true;
  });
  let registration;
  window.addEventListener("larder-update-now", () => {
    if (registration && registration.waiting) registration.waiting.postMessage({ type: "activate" });
    else location.reload();
  });

  // An app on the home screen is seldom loaded anew: coming back to it looks for a new version,
  // at most once an hour.
  const HOUR_MS = 3_600_000;
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !registration || Date.now() - looked < HOUR_MS) return;
    looked = Date.now();
    registration.update().catch(() => { /* Offline: the next time. */ });
  });

  window.addEventListener("load", async () => {
    try {
      registration = await navigator.serviceWorker.register(here("sw.js"));
      offer(registration.waiting);
      registration.addEventListener("updatefound", () => {
        const fresh = registration.installing;
        fresh.addEventListener("statechange", () => {
          if (fresh.state === "installed") offer(fresh);
        });
      });
      // The reader and its weights follow when the page is idle, so that a
      // first scan works offline too and the first paint never waits for them.
      const ready = await navigator.serviceWorker.ready;
      const warm = () => ready.active.postMessage({ type: "warm" });
      if ("requestIdleCallback" in window) requestIdleCallback(warm, { timeout: 4000 });
      else setTimeout(warm, 2000);
    } catch (error) {
      console.warn("offline use is off:", error);
    }
  });
})();
