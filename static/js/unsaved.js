/* Comfort while writing: a warning before unsaved words are left, Ctrl+S saves, the state says what is unsaved.
   The page works the same without it. */
"use strict";

(() => {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) {
    return;
  }
  const state = form.querySelector("[data-save-state]");
  let unsaved = form.hasAttribute("data-unsaved-now");
  let leaving = false;

  const show = () => {
    if (unsaved && state) {
      state.textContent = "Osparade ändringar";
    }
  };

  form.addEventListener("input", () => {
    if (!unsaved) {
      unsaved = true;
      show();
    }
  });

  form.addEventListener("submit", () => {
    leaving = true;
  });

  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !leaving) {
      event.preventDefault();
    }
  });

  // a page taken back from the browser's memory can be left without saving again
  window.addEventListener("pageshow", () => {
    leaving = false;
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  show();
})();
