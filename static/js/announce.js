// Says a sentence to screen readers: politely, or at once when something went wrong.
{
  const say = (id, sentence) => {
    const region = document.getElementById(id);
    if (!region) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = sentence; }, 50);
  };
  document.addEventListener("sio:announce", (event) => say(event.detail.urgent ? "alerte" : "annonce", event.detail.text));
}
