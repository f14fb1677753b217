// Steps through the figures. Which cells belong to which is in each figure's data, made in Python.
"use strict";
for (const figure of document.querySelectorAll(".stepper:not(.live)")) {
  const { steps, across } = JSON.parse(figure.dataset.steps);
  const slider = figure.querySelector("input");
  const where = figure.querySelector(".where");
  const work = figure.querySelector(".work");
  const verdict = figure.querySelector(".told .verdict");
  const [back, forth] = figure.querySelectorAll("button");
  const scenes = [...figure.querySelectorAll("[data-scene]")];
  const cells = new Map();
  for (const cell of figure.querySelectorAll("[data-n]")) cells.set(Number(cell.dataset.n), cell);
  const targets = scenes.map((scene) => [...scene.querySelectorAll(".target td[data-n] .text")]);
  let now = Number(figure.dataset.start);

  function mark(step, add) {
    for (const number of step.on || []) cells.get(number).classList.toggle("on", add);
    for (const number of step.window || []) {
      const cell = cells.get(number);
      cell.classList.toggle("in", add);
      if (step.hue >= 0) cell.classList.toggle("h" + step.hue, add);
    }
  }

  function show(number) {
    mark(steps[now], false);
    now = Math.max(0, Math.min(steps.length - 1, number));
    const step = steps[now];
    scenes.forEach((scene, at) => { scene.hidden = at !== step.scene; });
    (step.texts || []).forEach((text, at) => { targets[step.scene][at].textContent = text; });
    mark(step, true);
    slider.value = now;
    slider.setAttribute("aria-valuetext", step.where);
    where.textContent = step.where;
    work.textContent = step.work || "";
    verdict.textContent = step.told || "";
    verdict.classList.toggle("bad", (step.told || "").endsWith("wrong"));
    back.setAttribute("aria-disabled", now === 0);
    forth.setAttribute("aria-disabled", now === steps.length - 1);
  }

  const moves = {
    ArrowLeft: () => now - 1, ArrowRight: () => now + 1,
    ArrowUp: () => now - across, ArrowDown: () => now + across,
    Home: () => 0, End: () => steps.length - 1,
  };
  figure.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const next = move();
    if (next >= 0 && next < steps.length) show(next);
  });
  slider.addEventListener("input", () => show(Number(slider.value)));
  back.addEventListener("click", () => show(now - 1));
  forth.addEventListener("click", () => show(now + 1));
  for (const kind of ["mouseover", "click"]) {
    figure.addEventListener(kind, (event) => {
      const cell = event.target.closest("[data-step]");
      if (!cell || !figure.contains(cell)) return;
      show(Number(cell.dataset.step));
      if (kind === "click") slider.focus({ preventScroll: true });
    });
  }
  figure.classList.add("live");
  show(now);
}
