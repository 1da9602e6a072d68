// Copy buttons appear only where copying works. A link that copies is also asked for, since its address counts; where
// copying fails it is followed: its page shows what to copy.
if (navigator.clipboard) {
  const dress = (root) => root.querySelectorAll("[data-copy][hidden]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      if (button.href) location.assign(button.href);
      return;
    }
    if (button.href) fetch(button.href);
    const label = button.querySelector(".button__label");
    const before = button.dataset.label ??= label.textContent;
    label.textContent = "Copié";
    setTimeout(() => { label.textContent = before; }, 2000);
    document.dispatchEvent(new CustomEvent("sio:announce", { detail: { text: button.dataset.copied } }));
  });
  document.addEventListener("htmx:after:swap", () => dress(document));
  dress(document);
}
