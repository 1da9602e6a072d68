// The skill picker: a field that narrows the list by word, and a count on each folder.
{
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const wordsOf = (choice) => plain(`${choice.textContent} ${choice.dataset.words || ""}`);
  const recount = (folder) => {
    const all = folder.querySelectorAll("input");
    const chosen = [...all].filter((input) => input.checked).length;
    folder.querySelector("[data-picker-count]").textContent = chosen ? `${chosen} sur ${all.length}` : all.length;
  };
  const narrow = (picker, typed) => {
    const wanted = plain(typed).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const folder of picker.querySelectorAll("details")) {
      folder.dataset.was ??= folder.open;
      let here = 0;
      for (const choice of folder.querySelectorAll("label")) {
        const fits = wanted.every((word) => wordsOf(choice).includes(word));
        choice.hidden = !fits;
        here += fits;
      }
      folder.hidden = !here;
      folder.open = wanted.length ? here > 0 : folder.dataset.was === "true";
      found += here;
    }
    picker.querySelector("[data-picker-none]").hidden = found > 0;
    return found;
  };
  for (const picker of document.querySelectorAll("[data-picker]")) {
    const search = picker.querySelector("[data-picker-search]");
    const input = search.querySelector("input");
    let later;
    search.hidden = false;
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    input.addEventListener("input", () => {
      const found = narrow(picker, input.value);
      clearTimeout(later);
      later = setTimeout(() => document.dispatchEvent(new CustomEvent("sio:announce", {
        detail: { text: found > 1 ? `${found} compétences` : `${found} compétence` },
      })), 600);
    });
    picker.addEventListener("change", (event) => {
      const folder = event.target.closest("details");
      if (folder) recount(folder);
    });
  }
  // A skill proposed above and the same in the picker are one: ticking one ticks the other.
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.type !== "checkbox" || !box.form) return;
    for (const twin of box.form.querySelectorAll(`input[type=checkbox][name="${box.name}"]`)) {
      if (twin === box || twin.value !== box.value || twin.checked === box.checked) continue;
      twin.checked = box.checked;
      const folder = twin.closest("[data-picker] details");
      if (folder) recount(folder);
    }
  });
}
