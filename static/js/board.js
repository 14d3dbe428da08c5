/* Moving cards on a plan's board: by pointer, by keys, and by each card's menu without leaving the page. Without this
   file the menus' buttons do it. A card that the server does not take goes back, and the page says why. */
"use strict";

(() => {
  const board = document.getElementById("board");
  const form = document.getElementById("board-move");
  if (!board || !form) return;
  const said = document.getElementById("board-said");
  const live = document.getElementById("board-live");
  const dialog = document.getElementById("board-reason");
  const columns = [...board.querySelectorAll(".board-column")];
  const far = 6;
  const edge = 60;
  const patience = 15000;
  const told = 80;
  let held = null; // the card that is lifted: by keys it is in the column that it would drop into, by pointer it hovers

  const columnOf = (card) => card.closest(".board-column");
  const called = (column) => column.querySelector("h2").firstChild.textContent.trim();
  const titleOf = (card) => {
    const title = card.querySelector(".board-card-title").textContent.trim();
    return `“${title.length > told ? `${title.slice(0, told - 1)}…` : title}”`;
  };
  const columnNamed = (status) => columns.find((column) => column.dataset.column === status);

  const place = (card, column) => {
    const list = column.querySelector(".board-cards");
    const after = [...list.children].find((other) => other !== card && other.dataset.order > card.dataset.order);
    const focus = document.activeElement;
    list.insertBefore(card, after || null);
    if (card.contains(focus)) focus.focus(); // what moves within a page loses it
  };

  const prepare = (card) => {
    card.tabIndex = 0;
    card.setAttribute("aria-labelledby", card.querySelector(".board-card-title").id);
    card.setAttribute("aria-describedby", "board-help");
    card.querySelector("a").draggable = false;
  };

  const made = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  };

  const tell = (words, html = "") => {
    said.className = `board-said ${html ? "" : "is-problem"}`;
    if (html) said.innerHTML = html; else said.textContent = words;
    live.textContent = "";
  };

  const mark = (column) => {
    for (const one of document.querySelectorAll("[data-column]")) {
      one.classList.toggle("is-over", Boolean(column) && one.dataset.column === column.dataset.column);
    }
  };

  // The server is asked. What it answers is shown: the card as it is now, or why it went back.
  const freshToken = () => {
    const token = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    return token ? token.slice("csrftoken=".length) : form.elements.csrfmiddlewaretoken.value;
  };

  const ask = async (card, status, reason) => {
    const body = new FormData(form);
    body.set("csrfmiddlewaretoken", freshToken());
    body.set("move", `${card.dataset.number}.${card.dataset.version}.${status}`);
    if (reason) body.set("reason", reason);
    const headers = { "HX-Request": "true" };
    try {
      const signal = AbortSignal.timeout(patience);
      const response = await fetch(form.action, { method: "POST", body, headers, signal, redirect: "error" });
      if ((response.headers.get("Content-Type") || "").includes("json")) return await response.json();
      if (response.status === 401) return { said: "Not moved: you are signed out. Sign in in another tab, then try again." };
      if (response.status === 403) return { said: "Not moved: you may not change this plan, or the page is too old. Load it anew." };
      if (response.status === 404) return { said: "Not moved: this task is not there any more. Load the page anew." };
      return { said: "Not moved: something went wrong on our side. Try again in a moment." };
    } catch {
      return { said: "Not moved: there is no connection. Try again when you are online." };
    }
  };

  const send = async (card, from, to, reason = "") => {
    const title = titleOf(card);
    const status = to.dataset.column;
    const hadFocus = card.contains(document.activeElement);
    place(card, to);
    card.classList.add("is-sending");
    card.setAttribute("aria-busy", "true");
    const answer = await ask(card, status, reason);
    const isFree = card.contains(document.activeElement) || document.activeElement === document.body;
    let now = card;
    if (answer.card) {
      now = made(answer.card);
      card.replaceWith(now);
      prepare(now);
      place(now, columnNamed(answer.status));
    } else {
      card.classList.remove("is-sending");
      card.removeAttribute("aria-busy");
      place(card, from);
    }
    if (hadFocus && isFree) reveal(now).focus();
    for (const count of document.querySelectorAll("[data-count]")) {
      if (answer.counts) count.textContent = answer.counts[count.dataset.count];
    }
    if (answer.progress) document.getElementById("plan-progress").innerHTML = answer.progress;
    tell(answer.card ? answer.said : `${answer.said} ${title} is back in ${called(from)}.`, answer.message);
  };

  const reveal = (card) => {
    const column = columnOf(card);
    return column.tagName === "DETAILS" && !column.open ? column.querySelector("summary") : card;
  };

  const move = (card, from, to) => {
    if (to === from) {
      place(card, from);
      return;
    }
    if (to.dataset.column !== "not-needed") {
      send(card, from, to);
      return;
    }
    const field = dialog.querySelector("input");
    const back = document.activeElement;
    field.value = "";
    dialog.returnValue = "";
    dialog.querySelector(".board-dialog-task").textContent = titleOf(card);
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "move" && field.value.trim()) {
        send(card, from, to, field.value);
        return;
      }
      place(card, from);
      if (card.contains(back)) reveal(card).focus();
      tell(`${titleOf(card)} stays in ${called(from)}.`);
    }, { once: true });
    dialog.showModal();
  };

  // By each card's menu
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    const card = button && button.closest(".board-card");
    if (!card) return;
    event.preventDefault();
    const menu = button.closest("details");
    menu.open = false;
    menu.querySelector("summary").focus();
    if (!card.classList.contains("is-sending")) move(card, columnOf(card), columnNamed(button.value.split(".")[2]));
  });

  // By keys
  const over = (column) => {
    const into = column === held.from ? "where it was" : `column ${columns.indexOf(column) + 1} of ${columns.length}`;
    live.textContent = `${called(column)}, ${into}.`;
    mark(column);
  };

  const lift = (card) => {
    held = { card, from: columnOf(card), aside: null };
    card.classList.add("is-lifted");
    said.replaceChildren();
    live.textContent = `${titleOf(card)} is lifted from ${called(held.from)}. ` +
      "Arrow keys choose a column, Space drops it, Escape puts it back.";
    mark(held.from);
  };

  const step = (by) => {
    const { card } = held;
    const to = columns[columns.indexOf(columnOf(card)) + by];
    if (!to) return;
    if (held.aside) held.aside.open = false;
    held.aside = to.tagName === "DETAILS" && !to.open ? to : null;
    if (held.aside) to.open = true;
    held.isMoving = true;
    to.querySelector(".board-cards").prepend(card);
    card.focus();
    held.isMoving = false;
    card.scrollIntoView({ block: "nearest" });
    over(to);
  };

  const letGo = (isDrop) => {
    const { card, from, aside } = held;
    const to = columnOf(card);
    held = null;
    card.classList.remove("is-lifted");
    mark(null);
    live.textContent = "";
    if (isDrop) {
      move(card, from, to);
      if (to === from) live.textContent = `${titleOf(card)} stays in ${called(from)}.`;
      return;
    }
    place(card, from);
    if (aside) aside.open = false;
    live.textContent = `${titleOf(card)} is back in ${called(from)}.`;
  };

  const walk = (card, key) => {
    if (key === "ArrowUp" || key === "ArrowDown") {
      const next = key === "ArrowUp" ? card.previousElementSibling : card.nextElementSibling;
      if (next) next.focus();
      return;
    }
    const by = key === "ArrowLeft" ? -1 : 1;
    for (let at = columns.indexOf(columnOf(card)) + by; columns[at]; at += by) {
      const first = columns[at].open === false ? null : columns[at].querySelector(".board-card");
      if (first) {
        first.focus();
        return;
      }
    }
  };

  board.addEventListener("keydown", (event) => {
    const card = event.target;
    if (!card.classList.contains("board-card") || event.ctrlKey || event.metaKey || event.altKey) return;
    const isArrow = event.key.startsWith("Arrow");
    if (held && held.card === card && !held.pointer) {
      if (event.key === " " || event.key === "Enter") letGo(true);
      else if (event.key === "Escape") { letGo(false); card.focus(); }
      else if (isArrow) step(event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 1);
      else return;
    } else if (event.key === " ") {
      if (!card.classList.contains("is-sending")) lift(card);
    } else if (event.key === "Enter") card.querySelector("a").click();
    else if (isArrow) walk(card, event.key);
    else return;
    event.preventDefault();
  });

  board.addEventListener("focusout", (event) => {
    if (held && !held.pointer && !held.isMoving && event.target === held.card) letGo(false);
  });

  // By pointer: with a mouse the whole card, with a finger its grip, so that a page still scrolls
  const follow = () => {
    const { card, x, y, at } = held;
    card.style.transform = `translate(${at.x + scrollX - x}px, ${at.y + scrollY - y}px)`;
    const found = document.elementFromPoint(at.x, at.y);
    const target = found && found.closest("[data-column]");
    held.over = target ? columnNamed(target.dataset.column) : null;
    held.isOnJump = Boolean(target) && target.tagName === "A";
    mark(held.over);
  };

  const scrollAlong = () => {
    if (!held || !held.pointer) return;
    const y = held.at.y;
    const by = held.isOnJump ? 0 : y < edge ? y - edge : y > innerHeight - edge ? y - innerHeight + edge : 0;
    if (by) {
      scrollBy(0, by / 4);
      follow();
    }
    requestAnimationFrame(scrollAlong);
  };

  let pressed = null;
  board.addEventListener("dragstart", (event) => event.preventDefault());
  board.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".board-card");
    if (!card || held || event.button || !event.isPrimary || card.classList.contains("is-sending")) return;
    if (event.target.closest(".board-menu")) return;
    if (event.pointerType === "touch" && !event.target.closest(".board-grip")) return;
    pressed = { card, from: columnOf(card), pointer: event.pointerId, x: event.pageX, y: event.pageY };
  });

  document.addEventListener("pointermove", (event) => {
    if (!pressed || event.pointerId !== pressed.pointer) return;
    if (!held && Math.hypot(event.pageX - pressed.x, event.pageY - pressed.y) < far) return;
    const begins = !held;
    held = pressed;
    held.at = { x: event.clientX, y: event.clientY };
    if (begins) {
      held.card.classList.add("is-lifted", "is-dragged");
      document.body.classList.add("is-dragging");
      getSelection().removeAllRanges();
      held.card.setPointerCapture(held.pointer);
      requestAnimationFrame(scrollAlong);
    }
    follow();
  });

  const drop = (isDrop) => {
    const was = held;
    pressed = null;
    if (!was || !was.pointer) return;
    held = null;
    was.card.classList.remove("is-lifted", "is-dragged");
    was.card.style.transform = "";
    document.body.classList.remove("is-dragging");
    mark(null);
    const noClick = (event) => { event.preventDefault(); event.stopPropagation(); };
    document.addEventListener("click", noClick, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", noClick, { capture: true }), 0);
    if (isDrop && was.over) move(was.card, was.from, was.over);
  };
  document.addEventListener("pointerup", (event) => { if (pressed && event.pointerId === pressed.pointer) drop(true); });
  document.addEventListener("pointercancel", () => drop(false));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && held && held.pointer) drop(false); });

  for (const card of board.querySelectorAll(".board-card")) prepare(card);
  document.getElementById("board-help").hidden = false;
  board.classList.add("is-live");
})();
