/* For forms that save in place: what was typed or chosen before the page's scripts were here, on a slow connection, is
   told as if it were typed now. Comes after the scripts that listen. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const isChanged = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
    return field.value !== field.defaultValue;
  };
  for (const field of document.querySelectorAll("form[data-saves] :is(input, select, textarea), #answer :is(input, textarea)")) {
    if (!isChanged(field)) continue;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }
});
