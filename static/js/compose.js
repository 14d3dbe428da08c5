/* Putting a report together, in place: parts move, sentences go back to what the rules say, the color is picked and typed
   alike, and a new report's name follows its reader. Without this file the buttons do the same by way of the server. */
"use strict";

(() => {
  const begun = document.getElementById("new-report");
  if (begun) {
    const name = begun.elements.name;
    const radios = [...begun.querySelectorAll("[data-name]")];
    begun.addEventListener("change", (event) => {
      const suggested = radios.some((radio) => radio.dataset.name === name.value.trim());
      if (event.target.dataset.name && (suggested || !name.value.trim())) name.value = event.target.dataset.name;
    });
  }

  const form = document.getElementById("compose");
  if (!form) return;
  const said = document.getElementById("part-said");
  const changed = () => form.dispatchEvent(new Event("changed"));
  const isIn = (row) => row.querySelector("input[type=checkbox]").checked;

  // Past those that are left out: they have no place in the report.
  const move = (button) => {
    const row = button.closest("[data-part]");
    const up = button.dataset.move === "up";
    const next = (one) => (up ? one.previousElementSibling : one.nextElementSibling);
    let there = next(row);
    while (there && !isIn(there)) there = next(there);
    const title = row.querySelector("label").textContent.trim();
    if (!there) {
      said.textContent = `${title} is ${up ? "first" : "last"} already.`;
      return;
    }
    if (up) there.before(row);
    else there.after(row);
    button.focus();
    const rows = [...row.parentElement.children].filter(isIn);
    said.textContent = `${title} is number ${rows.indexOf(row) + 1} of ${rows.length} now.`;
    for (const one of rows) one.classList.toggle("is-moved", one === row);
    changed();
  };

  const putBack = (button) => {
    const field = document.getElementById(button.dataset.back);
    field.value = button.dataset.text;
    field.focus();
    changed();
  };

  const typed = form.elements.accent;
  const picked = form.elements.accent_pick;
  const take = (colour) => {
    typed.value = colour;
    picked.value = colour;
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move], [data-back], [data-colour]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.move) move(button);
    else if (button.dataset.back) putBack(button);
    else {
      take(button.dataset.colour);
      typed.focus();
      changed();
    }
  });

  form.addEventListener("input", (event) => {
    if (event.target === picked) typed.value = picked.value;
    if (event.target === typed && /^#[0-9a-f]{6}$/i.test(typed.value.trim())) picked.value = typed.value.trim();
  });
})();
