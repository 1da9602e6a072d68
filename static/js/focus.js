// After a swap, focus goes to the errors if there are any; else it stays. Where the swap took away the focused
// element, it moves to the heading of the new part. A part that loads by itself moves nothing.
{
  let lost = false;
  const targetOf = (event) => event.detail?.ctx?.target ?? event.target;
  const focusable = (element) => {
    if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus();
  };
  const settle = (part) => {
    if (!(part instanceof Element)) return;
    const errors = part.querySelector("[data-error-summary]");
    if (errors) return focusable(errors);
    if (!lost || document.activeElement !== document.body) return;
    const heading = part.querySelector("h1, h2, h3");
    if (heading) focusable(heading);
  };
  document.addEventListener("htmx:before:swap", (event) => {
    const part = targetOf(event);
    lost = part instanceof Element && document.activeElement !== document.body && part.contains(document.activeElement);
  });
  document.addEventListener("htmx:after:swap", (event) => settle(targetOf(event)));
  document.querySelector("[data-error-summary]")?.focus();
}
