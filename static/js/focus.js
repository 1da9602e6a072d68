// After a swap, focus goes to the errors if there are any; else it stays, or moves to the heading of the new part.
{
  const focusable = (element) => {
    if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus();
  };
  const settle = (part) => {
    if (!(part instanceof Element)) return;
    const errors = part.querySelector("[data-error-summary]");
    if (errors) return focusable(errors);
    if (document.activeElement !== document.body) return;
    const heading = part.querySelector("h1, h2, h3");
    if (heading) focusable(heading);
  };
  document.addEventListener("htmx:after:swap", (event) => settle(event.detail?.ctx?.target ?? event.target));
  document.querySelector("[data-error-summary]")?.focus();
}
