/* Saving in place: says when something could not be sent, tries again, and warns before leaving. The rest is htmx. */
"use strict";

(() => {
  const form = document.getElementById("record");
  const status = document.getElementById("save-status");
  if (!form || !status) return;
  const wait = 5000;
  let unsaved = false;
  let byButton = false;
  let retry = 0;

  const tellLater = (words) => {
    status.textContent = words;
    clearTimeout(retry);
    retry = setTimeout(() => form.dispatchEvent(new Event("retry")), wait);
  };

  form.addEventListener("input", () => {
    unsaved = true;
    status.textContent = "Not saved yet…";
  });
  form.addEventListener("submit", () => { byButton = true; });

  // Signing in again in another tab changes the token: take the one that the browser has now.
  form.addEventListener("htmx:configRequest", (event) => {
    const token = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    if (token) event.detail.parameters.csrfmiddlewaretoken = token.slice("csrftoken=".length);
    // htmx sends along the button that has the focus, but one chooses by pressing it, not by coming past it.
    for (const button of ["action", "keep", "take"]) delete event.detail.parameters[button];
    unsaved = false;
  });

  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.detail.xhr.status < 400) return;
    unsaved = true;
  });
  form.addEventListener("htmx:sendError", () => {
    tellLater("Not saved: there is no connection. Your answers stay here, and saving is tried again.");
  });
  form.addEventListener("htmx:timeout", () => {
    tellLater("Not saved: the connection is slow. Your answers stay here, and saving is tried again.");
  });
  form.addEventListener("htmx:responseError", (event) => {
    tellLater(event.detail.xhr.status === 401
      ? "Not saved: you are signed out. Sign in in another tab; your answers stay here and are then saved."
      : "Not saved: something went wrong on our side. Your answers stay here, and saving is tried again.");
  });

  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !byButton) event.preventDefault();
  });
})();
