// Copying a link or a text and printing a poster at one press. Without this file the link can be selected and the page printed.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const told = document.getElementById("copied");
    try {
      await navigator.clipboard.writeText(field.value);
      button.firstChild.textContent = "Copied";
      told.textContent = `${button.dataset.what || "The link"} is copied.`;
    } catch {
      field.focus();
      told.textContent = `${button.dataset.what || "The link"} is selected. Copy it with your keyboard.`;
    }
  });
}
