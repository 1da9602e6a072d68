// A form sends once: for five seconds after a submit, further ones are ignored and the button says so.
{
  const PAUSE = 5000;
  const sent = new WeakMap();
  const buttonsOf = (form) => form.querySelectorAll("button:not([type=button])");
  const release = (form) => {
    sent.delete(form);
    for (const button of buttonsOf(form)) button.removeAttribute("aria-disabled");
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sent.set(form, setTimeout(() => release(form), PAUSE));
    (event.submitter || buttonsOf(form)[0])?.setAttribute("aria-disabled", "true");
  }, true);
  addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));
}
