/* Saving in place, for each form[data-saves]: says when something could not be sent, tries again, and warns before
   leaving. The rest is htmx. data-saves: what stays on the page, such as "Your answers stay here"; data-buttons: names of
   buttons that htmx must not send along, because one chooses by pressing them, not by coming past them. */
"use strict";

for (const form of document.querySelectorAll("form[data-saves]")) {
  const status = document.querySelector(form.getAttribute("hx-target"));
  const buttons = (form.dataset.buttons || "").split(" ").filter(Boolean);
  const wait = 5000;
  let unsaved = false;
  let byButton = false;
  let stuck = false;
  let retry = 0;

  const tellLater = (words) => {
    stuck = true;
    status.textContent = `${words} ${form.dataset.saves}, and saving is tried again.`;
    clearTimeout(retry);
    retry = setTimeout(() => form.dispatchEvent(new Event("retry")), wait);
  };

  for (const name of ["input", "changed"]) {
    form.addEventListener(name, () => {
      unsaved = true;
      byButton = false;
      status.textContent = "Not saved yet…";
    });
  }

  // Signing in again in another tab changes the token: take the one that the browser has now.
  const freshToken = () => {
    const token = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    if (token) form.elements.csrfmiddlewaretoken.value = token.slice("csrftoken=".length);
    return form.elements.csrfmiddlewaretoken.value;
  };

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
    for (const name of buttons) delete event.detail.parameters[name];
    unsaved = false;
  });
  // A button's form holds everything; a save that still waits its turn would come after it and be refused.
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (byButton) event.preventDefault();
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) stuck = false;
    if (!event.detail.successful || event.detail.xhr.status >= 400) unsaved = true;
  });
  // What was typed while a save was under way is not in it.
  form.addEventListener("htmx:afterSwap", () => {
    if (unsaved) status.textContent = "Not saved yet…";
  });
  form.addEventListener("htmx:sendError", () => tellLater("Not saved: there is no connection."));
  form.addEventListener("htmx:timeout", () => tellLater("Not saved: the connection is slow."));
  form.addEventListener("htmx:responseError", (event) => {
    const signedOut = event.detail.xhr.status === 401;
    tellLater(signedOut ? "Not saved: you are signed out. Sign in in another tab." : "Not saved: something went wrong on our side.");
  });

  // Whoever comes back to the page by "Back" goes on where they were.
  window.addEventListener("pageshow", () => { byButton = false; });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !byButton) event.preventDefault();
  });
}
