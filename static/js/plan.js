// The checklist of a plan: choosing several tasks, closing a question, and saying when a change did not get through.
// Without this file the boxes and what can be done with them are always there, and each button leads to a page.
"use strict";

(() => {
  const tasks = document.getElementById("tasks");
  const bulk = document.getElementById("bulk");
  const toggle = document.querySelector("[data-choose]");
  const boxes = () => [...document.querySelectorAll(".task-choose input")];

  const say = (words) => {
    const messages = document.getElementById("messages");
    const alert = document.createElement("div");
    alert.className = "alert alert-danger";
    const text = document.createElement("div");
    text.textContent = words;
    const icon = document.createElement("span");
    icon.className = "icon icon-exclamation-circle";
    icon.setAttribute("aria-hidden", "true");
    alert.append(icon, text);
    messages.replaceChildren(alert);
    messages.scrollIntoView({ block: "nearest" });
  };

  // Choosing several
  if (tasks && bulk && toggle) {
    const frame = tasks.parentElement;
    const count = bulk.querySelector("[data-count]");
    const told = bulk.querySelector("[data-told]");
    const show = () => {
      const number = boxes().filter((box) => box.checked).length;
      count.textContent = number;
      bulk.hidden = number === 0;
      if (frame.classList.contains("is-choosing")) told.textContent = number ? `${number} chosen` : "None chosen";
    };
    const choosing = (on) => {
      frame.classList.toggle("is-choosing", on);
      toggle.textContent = on ? "Stop choosing" : "Choose several";
      if (!on) for (const box of boxes()) box.checked = false;
      show();
    };
    frame.classList.add("can-choose");
    toggle.hidden = false;
    choosing(boxes().some((box) => box.checked));
    toggle.addEventListener("click", () => {
      choosing(!frame.classList.contains("is-choosing"));
      if (frame.classList.contains("is-choosing")) boxes()[0]?.focus();
    });
    tasks.addEventListener("change", (event) => { if (event.target.name === "task") show(); });
    for (const [name, value] of [["all", true], ["none", false]]) {
      const button = bulk.querySelector(`[data-${name}]`);
      button.hidden = false;
      button.addEventListener("click", () => {
        for (const box of boxes()) box.checked = value;
        show();
        if (!value) boxes()[0]?.focus();
      });
    }
    // A row that was changed in place comes without its tick.
    let ticked = new Set();
    document.addEventListener("htmx:beforeSwap", () => {
      ticked = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
    });
    document.addEventListener("htmx:afterSettle", () => {
      for (const box of boxes()) if (ticked.has(box.value)) box.checked = true;
      show();
    });
  }

  // What is swapped takes the focus with it: it goes on in the row that came, at what is asked there or at its status.
  let left = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    const row = event.detail.target.closest?.(".task-row");
    left = row?.contains(document.activeElement) ? row.id : "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    const row = left && document.activeElement === document.body ? document.getElementById(left) : null;
    const next = row && (row.querySelector(".task-drawer :is([aria-invalid], button)") || row.querySelector(".task-status"));
    next?.focus({ preventScroll: true });
  });

  // Closing the question for a status
  const close = (event, drawer) => {
    if (!drawer) return;
    event.preventDefault();
    drawer.replaceChildren();
    drawer.closest(".task-row")?.querySelector(".task-status")?.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-close]");
    if (link) close(event, document.getElementById(link.dataset.close));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(event, event.target.closest(".task-drawer"));
  });

  // Signing in again in another tab changes the token: take the one that the browser has now.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    if (token && "csrfmiddlewaretoken" in event.detail.parameters) {
      event.detail.parameters.csrfmiddlewaretoken = token.slice("csrftoken=".length);
    }
  });
  document.addEventListener("htmx:sendError", () => say("Not saved: there is no connection. Please try again."));
  document.addEventListener("htmx:timeout", () => say("Not saved: the connection is slow. Please try again."));
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    if (status === 401) say("Not saved: you are signed out. Sign in in another tab, and try again.");
    else if (status === 403) say("Not saved: you may not change this plan any more. Load the page again to see what you may do.");
    else if (status === 404) say("Not saved: this is not there any more. Load the page again.");
    else say("Not saved: something went wrong on our side. Please try again.");
  });
})();
