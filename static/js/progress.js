// The waiting page of a reading: keeps its words fresh, and goes on when the reading has ended. Without it, ”Uppdatera” does.
(function () {
  "use strict";

  const place = document.querySelector("[data-progress]");
  if (!place) {
    return;
  }
  const words = place.querySelector("[data-progress-words]");
  const bar = place.querySelector("progress");
  const every = 1000;

  async function look() {
    const answer = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) {
      return;
    }
    const now = await answer.json();
    if (now.state !== place.dataset.progressState) {
      window.location.reload();
      return;
    }
    if (words.textContent !== now.message) {
      words.textContent = now.message;
    }
    bar.max = now.steps;
    bar.value = now.done;
    window.setTimeout(look, every);
  }

  window.setTimeout(look, every);
})();
