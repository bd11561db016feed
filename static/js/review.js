/* Looking through a read file: a key accepts a field and goes on, the place in the file follows. Everything works by
   the buttons and links alone. */
"use strict";

(() => {
  const form = document.querySelector("form[data-review]");
  if (!form) {
    return;
  }
  const view = document.querySelector("[data-original-view]");
  const save = form.querySelector("[data-save]");
  const state = form.querySelector("[data-save-state]");
  const places = view ? [...view.querySelectorAll(".found")] : [];
  let unsaved = false;
  let leaving = false;

  const unitOf = (element) => element.closest("[data-unit]");
  const placesOf = (unit) =>
    places.filter((place) => {
      const field = document.getElementById((place.getAttribute("href") || "#").slice(1));
      return field && (unit === field || unit.contains(field));
    });

  const showPlace = (unit) => {
    places.forEach((place) => place.classList.remove("is-current"));
    const here = unit ? placesOf(unit) : [];
    here.forEach((place) => place.classList.add("is-current"));
    if (here.length && view.scrollHeight > view.clientHeight + 1) {
      const top = here[0].getBoundingClientRect().top - view.getBoundingClientRect().top;
      view.scrollTop += top - view.clientHeight / 3;
    }
  };

  const changed = () => {
    unsaved = true;
    const count = form.querySelector("[data-counted]");
    if (count) {
      count.textContent = form.querySelectorAll("[data-checked]:checked").length;
    }
  };

  const goTo = (id) => {
    const target = document.getElementById(id);
    if (!target) {
      return;
    }
    if (target.matches("details")) {
      target.open = true;
    }
    const wanted = "textarea, select, input:not([type=hidden]):not([data-checked]), button";
    const control = target.matches(wanted) ? target : target.querySelector("textarea") || target.querySelector(wanted);
    (control || target).focus({ preventScroll: true });
    (unitOf(target) || target).scrollIntoView({ block: "start" });
  };

  const accept = (unit) => {
    const button = unit && unit.querySelector("[data-accept]");
    if (!button) {
      return false;
    }
    unit.querySelector("[data-checked]").checked = true;
    changed();
    goTo(button.dataset.accept);
    return true;
  };

  form.addEventListener("focusin", (event) => showPlace(unitOf(event.target)));
  form.addEventListener("input", changed);
  form.addEventListener("submit", () => {
    leaving = true;
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-accept]");
    if (button && accept(unitOf(button))) {
      event.preventDefault();
    }
  });

  document.addEventListener("keydown", (event) => {
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key.toLowerCase() === "s" && save) {
      event.preventDefault();
      save.click();
      return;
    }
    if (event.key !== "Enter" || event.shiftKey || event.altKey || !form.contains(event.target)) {
      return;
    }
    const one = event.target.matches("select, input:not([type=file]):not([type=submit])");
    if ((one || (control && event.target.matches("textarea"))) && accept(unitOf(event.target))) {
      event.preventDefault();
    }
  });

  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !leaving) {
      event.preventDefault();
    }
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });

  // a place in the file leads to its field, also inside a section that is folded
  places.forEach((place) =>
    place.addEventListener("click", (event) => {
      event.preventDefault();
      goTo((place.getAttribute("href") || "#").slice(1));
    }),
  );
  if (state && state.dataset.unsaved !== undefined) {
    unsaved = true;
  }
})();
