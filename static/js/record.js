/* Saving in place: says when something could not be sent, tries again, and warns before leaving. The rest is htmx. */
"use strict";

(() => {
  const form = document.getElementById("record");
  const status = document.getElementById("save-status");
  if (!form || !status) return;
  const wait = 5000;
  let unsaved = false;
  let byButton = false;
  let stuck = false;
  let retry = 0;

  const tellLater = (words) => {
    stuck = true;
    status.textContent = words;
    clearTimeout(retry);
    retry = setTimeout(() => form.dispatchEvent(new Event("retry")), wait);
  };

  form.addEventListener("input", () => {
    unsaved = true;
    status.textContent = "Not saved yet…";
  });

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
    // htmx sends along the button that has the focus, but one chooses by pressing it, not by coming past it.
    for (const button of ["action", "keep", "take"]) delete event.detail.parameters[button];
    unsaved = false;
  });

  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) stuck = false;
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
