/* The form of a description: lines are moved, taken out, put back and picked on the page, and saved like whatever is
   typed (saving.js). Without this file each button sends the form and the page comes back. */
"use strict";

(() => {
  const form = document.getElementById("draft");
  if (!form) return;
  const newId = () => [...crypto.getRandomValues(new Uint8Array(6))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const changed = () => form.dispatchEvent(new Event("changed"));
  const hidden = (name, value) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    input.className = "is-added";
    return input;
  };

  // What is typed while a save is under way stays: fields that come back are then not taken, nor their version.
  let typed = false;
  let hold = false;
  for (const name of ["input", "change", "changed"]) form.addEventListener(name, () => { typed = true; });
  form.addEventListener("htmx:beforeRequest", () => { typed = false; });
  document.addEventListener("htmx:beforeSwap", (event) => {
    hold = typed && event.detail.serverResponse.includes('<div id="fields"');
  });

  // What was opened and chosen stays so when its surroundings are sent anew.
  const kept = new Map();
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target } = event.detail;
    if (hold && (target.id === "fields" || target.id === "version")) event.detail.shouldSwap = false;
    for (const one of target.querySelectorAll("details[id], details.draft-advice")) kept.set(one.id || one.textContent, one.open);
    for (const one of target.querySelectorAll("input[type=radio][name^=keep-]")) kept.set(one.name + one.value, one.checked);
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const one of document.querySelectorAll("#draft details, #marks details")) if (kept.get(one.id || one.textContent)) one.open = true;
    for (const one of form.querySelectorAll("input[type=radio][name^=keep-]")) if (kept.get(one.name + one.value)) one.checked = true;
    kept.clear();
    remember();
    grow(form);
  });

  // A conflict is decided by its button, never by typing on.
  form.addEventListener("htmx:configRequest", (event) => {
    for (const name of Object.keys(event.detail.parameters)) if (name.startsWith("keep-") || name === "do") delete event.detail.parameters[name];
  });

  const rowOf = (element) => element.closest("[data-row], [data-group]");
  const rowsBeside = (row) => [...row.parentElement.children].filter((one) => !one.matches(".is-blank, .is-out"));

  const move = (button, by) => {
    const row = rowOf(button);
    const rows = rowsBeside(row);
    const other = rows[rows.indexOf(row) + by];
    if (other && by < 0) other.before(row);
    else if (other) other.after(row);
    else if (!row.matches("[data-row]") || !carryOver(row, by)) return;
    button.focus();
    changed();
  };

  // A duty at the edge of its list goes over to the next responsibility: there it is a new line that began as it did.
  const carryOver = (row, by) => {
    const group = row.closest("[data-group]");
    const groups = group ? rowsBeside(group) : [];
    const next = groups[groups.indexOf(group) + by];
    const list = next && next.querySelector("[data-word]");
    if (!list || list.children.length > 100) return false;
    renamed(renamed(row, row.dataset.row, newId()), group.dataset.group, next.dataset.group);
    const blank = list.querySelector(":scope > .is-blank");
    if (by > 0) list.prepend(row);
    else if (blank) blank.before(row);
    else list.append(row);
    tellOrigin(row);
    return true;
  };

  const takeOut = (button) => {
    const row = rowOf(button);
    const text = (row.querySelector("textarea, input:not([type=hidden])") || {}).value || "";
    const words = document.createElement("p");
    words.className = "line-out";
    const label = document.createElement("span");
    label.textContent = `Taken out: “${text.length > 70 ? `${text.slice(0, 70)}…` : text}”`;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "btn btn-secondary btn-sm";
    back.textContent = "Put it back";
    words.append(label, back);
    for (const input of row.querySelectorAll("input, textarea, button")) input.disabled = true;
    row.classList.add("is-out");
    row.append(words);
    back.disabled = false;
    back.addEventListener("click", () => putBack(row, words));
    back.focus();
    changed();
  };

  // The server has forgotten the row by now: it is told again where each line began.
  const putBack = (row, words) => {
    words.remove();
    row.classList.remove("is-out");
    for (const input of row.querySelectorAll("input, textarea, button")) input.disabled = false;
    if (row.dataset.category) row.append(hidden(`category-${row.dataset.group}`, row.dataset.category));
    for (const one of [row, ...row.querySelectorAll("[data-row]")]) tellOrigin(one);
    row.querySelector("textarea, input:not([type=hidden])").focus();
    changed();
  };

  const tellOrigin = (row) => {
    const area = row.matches("[data-row]") && row.querySelector("textarea");
    if (!area) return;
    for (const input of row.querySelectorAll(":scope > .is-added")) input.remove();
    if (row.dataset.from) row.append(hidden(`${area.name}-from`, row.dataset.from));
    if (row.dataset.for) row.append(hidden(`${area.name}-for`, row.dataset.for));
  };

  // An empty line in use becomes a line like the others, and another empty one stands below it.
  const renamed = (element, from, to) => {
    for (const one of [element, ...element.querySelectorAll("*")]) {
      for (const { name, value } of [...one.attributes]) if (value.includes(from)) one.setAttribute(name, value.replaceAll(from, to));
    }
    return element;
  };
  const emptied = (row) => {
    const copy = renamed(row.cloneNode(true), row.dataset.row, newId());
    copy.querySelector("textarea").value = "";
    return copy;
  };
  const inUse = (row) => {
    const list = row.parentElement;
    if (list.children.length < 100 && !row.nextElementSibling) row.after(emptied(row));
    row.classList.remove("is-blank");
    const buttons = document.getElementById("line-buttons");
    const number = rowsBeside(row).indexOf(row) + 1;
    if (buttons) row.append(buttons.content.cloneNode(true));
    for (const word of row.querySelectorAll(".line-buttons .visually-hidden")) word.textContent += ` ${list.dataset.word} ${number}`;
  };

  // The same for responsibilities: what an empty one looks like is kept from the start.
  let blankGroup = null;
  const remember = () => {
    const found = form.querySelector("[data-group].is-blank");
    blankGroup = found ? found.cloneNode(true) : null;
    if (blankGroup) for (const field of blankGroup.querySelectorAll("textarea, input:not([type=hidden])")) field.value = "";
  };
  const groupInUse = (group) => {
    group.classList.remove("is-blank");
    if (!blankGroup || group.parentElement.children.length >= 20) return;
    const copy = renamed(blankGroup.cloneNode(true), blankGroup.dataset.group, newId());
    for (const row of copy.querySelectorAll("[data-row]")) renamed(row, row.dataset.row, newId());
    group.after(copy);
  };

  form.addEventListener("input", (event) => {
    const row = event.target.closest("[data-row].is-blank");
    if (row && event.target.value.trim()) inUse(row);
    const group = event.target.closest("[data-group].is-blank");
    if (group && event.target.value.trim()) groupInUse(group);
  });

  const pick = (button) => {
    const into = button.dataset.pick;
    const name = into === "duties" ? `duties-${document.getElementById("pick-into").value}` : into;
    const list = document.getElementById(`rows-${name}`);
    if (!list) return false;
    const there = [...list.children].find((one) => one.dataset.from === button.dataset.from && !one.matches(".is-out"));
    const blank = [...list.children].find((one) => one.matches(".is-blank"));
    if (there) { there.querySelector("textarea").focus(); return true; }
    if (!blank) return false;
    const row = emptied(blank);
    if (button.dataset.id && !document.getElementById(`row-${button.dataset.id}`)) renamed(row, row.dataset.row, button.dataset.id);
    blank.before(row);
    row.dataset.from = button.dataset.from;
    row.querySelector("textarea").value = button.parentElement.querySelector(".sample-text").textContent;
    inUse(row);
    tellOrigin(row);
    if (into !== "duties") { button.disabled = true; button.firstChild.textContent = "Added"; }
    grow(row);
    row.querySelector("textarea").focus();
    changed();
    return true;
  };

  const fill = (button) => {
    const field = document.getElementById(button.dataset.fill);
    field.value = button.dataset.words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do], button[data-pick], button[data-fill]");
    if (!button) return;
    const { do: what } = button.dataset;
    if (what === "up") move(button, -1);
    else if (what === "down") move(button, 1);
    else if (what === "out") takeOut(button);
    else if (button.dataset.fill) fill(button);
    else if (!pick(button)) return;
    event.preventDefault();
  });

  // Where the browser does not do it itself, a text grows with what is typed.
  const grow = (within) => {
    if (CSS.supports("field-sizing", "content")) return;
    for (const area of within.querySelectorAll("textarea.grows")) {
      area.style.height = "auto";
      if (area.scrollHeight) area.style.height = `${area.scrollHeight + 4}px`;
    }
  };
  form.addEventListener("input", (event) => { if (event.target.matches("textarea")) grow(event.target.parentElement); });
  remember();
  grow(form);
})();
