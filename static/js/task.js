/* A task's page: puts names into a comment. Its notes are saved by saving.js. */
"use strict";

for (const list of document.querySelectorAll("[data-mentions]")) {
  const field = document.getElementById(list.dataset.mentions);
  for (const item of list.querySelectorAll("[data-mention]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary btn-sm";
    button.textContent = item.textContent;
    button.addEventListener("click", () => {
      const before = field.value.slice(0, field.selectionStart);
      const gap = before && !/\s$/.test(before) ? " " : "";
      field.setRangeText(`${gap}${button.textContent} `, field.selectionStart, field.selectionEnd, "end");
      field.focus();
    });
    item.replaceChildren(button);
  }
}
