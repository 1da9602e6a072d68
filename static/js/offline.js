// Puts aside the page shown without a network (see service-worker.js); a browser that will not do it does without.
if (navigator.serviceWorker) {
  addEventListener("load", () => { navigator.serviceWorker.register("/service-worker.js").catch(() => {}); });
}
