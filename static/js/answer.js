/* A respondent's page: sends without leaving, tries again while nothing gets through, saves on the way, warns before
   leaving what is not saved. It keeps nothing in the browser. Whatever the server refuses is sent once more as a plain
   form, so that its page is seen. What it says stands in the page, in the page's language. */
"use strict";

(() => {
  const form = document.getElementById("answer");
  const status = document.getElementById("answer-status");
  if (!form || !status) return;
  const calm = status.textContent;
  const words = form.dataset;
  const withNumber = (text, number) => text.replace("{}", number.toLocaleString(document.documentElement.lang));
  const patience = 20000;
  const quietFor = 1200;
  const pauses = [2, 4, 8, 15, 30, 60];

  let changed = 0; // counts changes
  let saved = 0; // up to which change they are saved
  let leaving = false; // this page is being left on purpose
  let running = null; // the request under way: {action, controller}
  let wanted = null; // the button that waits to get through
  let tries = 0;
  let timer = 0;

  const say = (words) => { if (status.textContent !== words) status.textContent = words; };

  const post = async (action, controller) => {
    const body = new URLSearchParams(new FormData(form));
    body.set("action", action);
    const late = setTimeout(() => controller.abort(), patience);
    try {
      const response = await fetch(form.getAttribute("action"), {  // form.action is a button
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
        signal: controller.signal,
      });
      if (response.status >= 500 || response.status === 429) throw new Error("try again");
      return response.ok ? await response.json() : null;
    } finally {
      clearTimeout(late);
    }
  };

  // What was sent is what the next change is compared with.
  const settle = (sent) => {
    for (const [name, value] of sent) {
      if (!name.startsWith("q-")) continue;
      const was = form.elements.namedItem(`was-${name.slice(2)}`);
      if (was) was.value = value;
    }
  };

  const asPlainForm = (action) => {
    leaving = true;
    const button = document.createElement("button");
    button.name = "action";
    button.value = action;
    button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
  };

  const tryLater = () => {
    const seconds = pauses[Math.min(tries, pauses.length - 1)];
    tries += 1;
    say(withNumber(wanted === "send" ? words.notSent : words.notSaved, seconds));
    clearTimeout(timer);
    timer = setTimeout(go, seconds * 1000);
  };

  const go = async () => {
    clearTimeout(timer);
    const action = wanted || "keep";
    if (running) {
      if (running.action !== "keep" || action === "keep") return;
      running.controller.abort(); // a button goes before saving on the way
    }
    const mine = { action, controller: new AbortController() };
    running = mine;
    const upTo = changed;
    const sent = [...new FormData(form)];
    if (wanted) say(wanted === "send" ? words.sending : words.saving);
    try {
      const answer = await post(action, mine.controller);
      if (running !== mine) return;
      running = null;
      tries = 0;
      if (!answer) {
        // Refused: a button shows why; saving on the way only says so, for the page must not go away by itself.
        if (action === "keep") say(words.refused);
        else asPlainForm(action);
        return;
      }
      settle(sent);
      saved = Math.max(saved, upTo);
      if (answer.next) {
        leaving = true;
        location.assign(answer.next);
      } else if (saved === changed) {
        say(words.saved);
      } else {
        later();
      }
    } catch {
      if (running !== mine) return;
      running = null;
      tryLater();
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(go, quietFor);
  };

  const notice = () => {
    changed += 1;
    if (wanted) return;
    if (tries === 0) {
      say(words.changed);
      later();
    }
  };

  form.addEventListener("input", notice);

  form.addEventListener("submit", (event) => {
    if (leaving) return;
    event.preventDefault();
    const button = event.submitter;
    if (wanted && running) return; // pressed twice
    wanted = (button && button.value) || "next";
    tries = 0;
    go();
  });

  addEventListener("online", () => { if (tries) { tries = 0; go(); } });

  // Back from the next page, out of the browser's memory: the form works again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leaving = false;
    wanted = running = null;
    say(calm);
  });

  addEventListener("beforeunload", (event) => {
    if (!leaving && changed > saved) event.preventDefault();
  });

  const comment = document.getElementById("comment");
  const counter = document.querySelector("[data-counter]");
  if (comment && counter) {
    const count = () => {
      const left = comment.maxLength - comment.value.length;
      counter.textContent = withNumber(left === 1 ? counter.dataset.one : counter.dataset.many, left);
    };
    comment.addEventListener("input", count);
    count();
  }
})();
