// Copy buttons appear only where copying works.
if (navigator.clipboard) {
  const dress = (root) => root.querySelectorAll("[data-copy][hidden]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    const label = button.querySelector(".button__label");
    const before = label.textContent;
    label.textContent = "Copié";
    setTimeout(() => { label.textContent = before; }, 2000);
    document.dispatchEvent(new CustomEvent("sio:announce", { detail: { text: button.dataset.copied } }));
  });
  document.addEventListener("htmx:after:swap", () => dress(document));
  dress(document);
}
