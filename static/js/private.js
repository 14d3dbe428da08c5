/* A private instrument: counts, sums up, prints and saves what was ticked. Nothing here sends anything anywhere. */
"use strict";

(() => {
  const sheet = document.getElementById("private");
  if (!sheet) return;
  const items = [...sheet.querySelectorAll("[data-item]")];
  const fields = [...sheet.querySelectorAll("input, textarea")];
  const notes = document.getElementById("notes");
  const lookAt = document.getElementById("look-at");
  const lookAtList = document.getElementById("look-at-list");
  let unsaved = false;

  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const statement = (item) => words(item.querySelector("[data-statement]"));
  const boxes = (item) => [...item.querySelectorAll("input[type=checkbox]")];
  const chosen = (item) => boxes(item).find((box) => box.checked);
  const written = (item) => [...item.querySelectorAll("[data-text]")].map((field) => field.value.trim()).filter(Boolean);
  const label = (box) => words(box.closest("label"));
  const isAnswered = (item) => Boolean(chosen(item) || written(item).length);

  // What to come back to, by the answer; the last of a scale first, where "I want to talk about this" stands.
  const comeBack = () => {
    const groups = new Map();
    for (const box of items.flatMap(boxes).filter((found) => "comesBack" in found.dataset)) {
      const found = groups.get(label(box)) || [];
      if (box.checked) found.push(statement(box.closest("[data-item]")));
      groups.set(label(box), found);
    }
    return [...groups].reverse().filter(([, statements]) => statements.length);
  };

  const element = (tag, text) => {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  };

  const show = () => {
    const done = items.filter(isAnswered).length;
    document.getElementById("chosen").textContent = `${done} of ${items.length} answered`;
    sheet.querySelector("progress").value = done;
    lookAtList.replaceChildren(...comeBack().flatMap(([answer, statements]) => {
      const list = document.createElement("ul");
      list.append(...statements.map((text) => element("li", text)));
      return [element("h3", answer), list];
    }));
    lookAt.hidden = !lookAtList.childElementCount;
  };

  const clear = () => {
    for (const field of fields) {
      if (field.type === "checkbox") field.checked = false;
      else field.value = "";
    }
    unsaved = false;
    show();
  };

  const asText = () => {
    const lines = [words(document.querySelector("h1")), new Date().toLocaleDateString("en-US", { dateStyle: "long" }), ""];
    const back = comeBack();
    if (back.length) lines.push("WHAT YOU WANT TO LOOK AT", "");
    for (const [answer, statements] of back) lines.push(answer, ...statements.map((text) => `- ${text}`), "");
    if (notes.value.trim()) lines.push("NOTES FOR YOURSELF", "", notes.value.trim(), "");
    for (const part of sheet.querySelectorAll("[data-part]")) {
      lines.push(words(part.querySelector("h2")).toUpperCase(), "");
      for (const item of part.querySelectorAll("[data-item]")) {
        const box = chosen(item);
        const answers = [...(box ? [label(box)] : []), ...written(item)];
        lines.push(statement(item), ...(answers.length ? answers : ["No answer"]).map((answer) => `  > ${answer}`), "");
      }
    }
    return lines.join("\r\n");
  };

  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", asText()], { type: "text/plain;charset=utf-8" }));
    link.download = `${sheet.dataset.file}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    unsaved = false;
  };

  sheet.addEventListener("input", (event) => {
    unsaved = true;
    // Without names the browser does not know which boxes belong together: one answer takes the other's place.
    const box = event.target;
    if (box.type === "checkbox" && box.checked) {
      for (const other of boxes(box.closest("[data-item]"))) other.checked = other === box;
    }
    show();
  });
  document.getElementById("print").addEventListener("click", () => window.print());
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("clear").addEventListener("click", () => {
    if (window.confirm("Clear everything that you ticked and wrote on this page?")) clear();
  });
  window.addEventListener("afterprint", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  // Whoever comes back to this page by the button "Back" finds it empty.
  window.addEventListener("pagehide", clear);

  for (const shown of document.querySelectorAll("[data-with-script]")) shown.hidden = false;
  clear();
})();
