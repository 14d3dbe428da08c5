/* A task's page: says when notes could not be sent, tries again, and warns before leaving; puts names into a comment.
   The rest is htmx. */
"use strict";

(() => {
  const form = document.getElementById("notes-form");
  const status = document.getElementById("notes-status");
  if (!form || !status) return;
  const wait = 5000;
  let unsaved = false;
  let byButton = false;
  let stuck = false;
  let retry = 0;

  const tellLater = (words) => {
    stuck = true;
    status.textContent = `${words} What you wrote stays here, and saving is tried again.`;
    clearTimeout(retry);
    retry = setTimeout(() => form.dispatchEvent(new Event("retry")), wait);
  };

  // Signing in again in another tab changes the token: take the one that the browser has now.
  const freshToken = () => {
    const token = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    if (token) form.elements.csrfmiddlewaretoken.value = token.slice("csrftoken=".length);
    return form.elements.csrfmiddlewaretoken.value;
  };

  form.addEventListener("input", () => {
    unsaved = true;
    status.textContent = "Not saved yet…";
  });

  // While nothing gets through, a button must not give up the page for an error page: what was typed would be gone.
  form.addEventListener("submit", (event) => {
    freshToken();
    byButton = navigator.onLine && !stuck;
    if (byButton) return;
    event.preventDefault();
    form.dispatchEvent(new Event("retry"));
  });

  form.addEventListener("htmx:configRequest", (event) => {
    event.detail.parameters.csrfmiddlewaretoken = freshToken();
    unsaved = false;
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) stuck = false;
    if (!event.detail.successful || event.detail.xhr.status >= 400) unsaved = true;
  });
  form.addEventListener("htmx:sendError", () => tellLater("Not saved: there is no connection."));
  form.addEventListener("htmx:timeout", () => tellLater("Not saved: the connection is slow."));
  form.addEventListener("htmx:responseError", (event) => {
    const signedOut = event.detail.xhr.status === 401;
    tellLater(signedOut ? "Not saved: you are signed out. Sign in in another tab." : "Not saved: something went wrong on our side.");
  });

  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !byButton) event.preventDefault();
  });
})();

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
