// Without a network, a page of ours instead of the browser's. This page and its two sheets are kept, and nothing else.
const SHELF = "sio-hors-ligne-1";
const PAGE = "/hors-ligne/";
const FILES = [PAGE, "/static/css/tokens.css", "/static/error.css"];

const afresh = FILES.map((path) => new Request(path, { cache: "reload", credentials: "omit" }));

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(afresh)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== SHELF).map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const path = new URL(request.url).pathname;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  else if (FILES.includes(path)) event.respondWith(fetch(request).catch(() => caches.match(path)));
});
