/* The keys of a page, as its own list of keys says: each <kbd data-key-for="id"> leads to the thing with that id. A
   button or link is pressed, a field is gone to; ? opens the list. Where the list says data-keys-save, Ctrl+Enter saves
   the form that one stands in. Everything works without keys, by the same things. */
"use strict";

(() => {
  const list = document.querySelector("details[data-keys]");
  if (!list) {
    return;
  }
  const choice = list.querySelector("[data-keys-on]");
  const controls = "a[href], button, select, input:not([type=hidden]), textarea";
  const kept = "remiss-tangenter";
  const saves = "keysSave" in list.dataset;
  const keys = new Map();
  let leaving = false;

  // a browser that keeps nothing has the keys on
  const read = () => {
    try {
      return window.localStorage.getItem(kept) !== "av";
    } catch {
      return true;
    }
  };
  const keep = (on) => {
    try {
      window.localStorage.setItem(kept, on ? "på" : "av");
    } catch {
      return;
    }
  };

  list.querySelectorAll("[data-key-for]").forEach((key) => {
    const place = document.getElementById(key.dataset.keyFor);
    const thing = place && (place.matches(controls) ? place : place.querySelector(controls));
    if (thing) {
      keys.set(key.textContent.toLowerCase(), thing);
      thing.setAttribute("aria-keyshortcuts", key.textContent);
    }
  });
  list.hidden = false;
  if (choice) {
    choice.checked = read();
    choice.addEventListener("change", () => keep(choice.checked));
  }

  const isTyping = (element) =>
    element.matches("textarea, select, input:not([type=checkbox]):not([type=radio])") || element.isContentEditable;

  const showList = () => {
    list.open = true;
    list.querySelector("summary").focus();
  };

  const go = (thing) => {
    if (!thing.matches("a, button")) {
      thing.focus();
      return;
    }
    leaving = true; // a key pressed twice does a thing once
    thing.click();
  };

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (leaving || event.repeat || event.altKey || event.metaKey) {
      return;
    }
    if (event.ctrlKey) {
      if (saves && event.key === "Enter" && target.form && target.form.method === "post") {
        event.preventDefault();
        leaving = true;
        target.form.requestSubmit();
      }
      return;
    }
    if ((choice && !choice.checked) || isTyping(target)) {
      return;
    }
    const thing = keys.get(event.key.toLowerCase());
    if (thing) {
      event.preventDefault();
      go(thing);
    } else if (event.key === "?") {
      event.preventDefault();
      showList();
    }
  });

  // a page taken back from the browser's memory has its keys
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
})();
