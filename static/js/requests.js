// While a part of the page loads it is marked busy; when the service does not answer, the person is told.
{
  const target = (event) => event.detail?.ctx?.target;
  const busy = (event, value) => {
    const part = target(event);
    if (part instanceof Element) part.setAttribute("aria-busy", value);
  };
  const failed = () => document.dispatchEvent(new CustomEvent("sio:announce", {
    detail: { text: "Le service ne répond pas. Votre saisie est conservée.", urgent: true },
  }));
  document.addEventListener("htmx:before:request", (event) => busy(event, "true"));
  document.addEventListener("htmx:finally:request", (event) => busy(event, "false"));
  document.addEventListener("htmx:error", failed);
  document.addEventListener("htmx:after:request", (event) => {
    if ((event.detail?.ctx?.response?.raw?.status ?? 0) >= 500) failed();
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const count = target(event)?.querySelector?.("[role=status]");
    if (count) document.dispatchEvent(new CustomEvent("sio:announce", { detail: { text: count.textContent.trim() } }));
  });
}
