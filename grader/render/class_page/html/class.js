// The table of students and each student's page, made from the data below the charts.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const [ID, NAME, SECTION, EMAIL, POINTS, MISSING, NOTES, MARKS] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [VERDICT, SCORE, PASSED, TOTAL, SECRET_PASSED, SECRET_TOTAL, MISTAKE, DETAILS] = [0, 1, 2, 3, 4, 5, 6, 7];
  const { verdicts, columns, mistakes, students, full } = data;
  const ACCEPTED = verdicts.findIndex(([name]) => name === "accepted");
  const MOST = 2000;
  const BATCH = 100;
  const find = (id) => document.getElementById(id);
  const signs = { good: "\u2713", calm: "\u2013", odd: "?", bad: "\u2717" };
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const numbers = new Map(students.map((student, number) => [student[ID], number]));

  function make(tag, names, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(names || {})) element.setAttribute(name, value);
    element.append(...content);
    return element;
  }
  const points = (number) => String(Number(number.toFixed(2)));
  const toneOf = (mark) => verdicts[mark[VERDICT]][1];
  const chip = (mark) => make("span", { class: "chip " + toneOf(mark) },
    make("span", { "aria-hidden": "true" }, signs[toneOf(mark)]), " " + verdicts[mark[VERDICT]][0]);
  const address = (student) => "#student/" + encodeURIComponent(student[ID]);

  // ---- the table -------------------------------------------------------------------------------
  const table = find("table");
  const body = table.tBodies[0];
  const rows = new Array(students.length);
  let order = { column: NaN, down: false };
  let wanted = [];
  let timer = 0;

  function shade(mark, most) {
    const tone = toneOf(mark);
    if (tone === "good") return "s5";
    if (tone === "calm") return "s6";
    if (tone === "odd") return "s7";
    return "s" + (mark[SCORE] <= 0 ? 0 : Math.min(4, Math.ceil(4 * mark[SCORE] / (most || 1))));
  }

  function cell(mark, column, at) {
    if (!mark) return make("td", { "aria-label": "nothing" });
    const tone = toneOf(mark);
    const text = tone === "bad" ? points(mark[SCORE]) : signs[tone];
    const says = `${verdicts[mark[VERDICT]][0]}, ${points(mark[SCORE])} of ${points(column[3])}`;
    return make("td", { class: shade(mark, column[3]), "aria-label": says, "data-at": at }, text);
  }

  function row(number) {
    if (rows[number]) return rows[number];
    const student = students[number];
    const link = make("a", { href: address(student) }, student[NAME] || student[ID]);
    const head = make("th", { scope: "row" }, link);
    if (student[NAME]) head.append(make("small", {}, student[ID]));
    const total = make("td", { class: "total" }, student[MISSING] ? "\u2013" : points(student[POINTS]));
    const cells = student[MARKS].map((mark, at) => cell(mark, columns[at], at));
    rows[number] = make("tr", { "data-number": number }, head, total, ...cells);
    return rows[number];
  }

  function head() {
    const made = [["Student", -2], ["Points", -1], ...columns.map((column, at) => [column[0], at])]
      .map(([name, at]) => {
        const button = make("button", { type: "button", class: "sort", "data-column": at }, name);
        if (at >= 0) button.title = columns[at][1];
        return make("th", { scope: "col", class: at >= 0 ? "upright" : "" }, button);
      });
    table.tHead.append(make("tr", {}, ...made));
  }

  const keys = {
    [-2]: (student) => student[NAME] || student[ID],
    [-1]: (student) => (student[MISSING] ? -1 : student[POINTS]),
  };
  const keyOf = (column) => keys[column] || ((student) => {
    const mark = student[MARKS][column];
    if (!mark) return -2;
    return toneOf(mark) === "calm" ? -1 : mark[SCORE] + (mark[VERDICT] === ACCEPTED ? 0.001 : 0);
  });

  function fits(student, text, problem, result) {
    if (text && ![ID, NAME, SECTION, EMAIL].some((at) => student[at].toLowerCase().includes(text))) return false;
    if (result === "any") return true;
    const marks = problem < 0 ? student[MARKS] : [student[MARKS][problem]];
    if (result === "missing") return problem < 0 ? Boolean(student[MISSING]) : !marks[0];
    if (result === "calm") return marks.some((mark) => !mark || toneOf(mark) === "calm");
    if (result === "all") return marks.every((mark) => mark && mark[VERDICT] === ACCEPTED);
    if (result === "unknown") return marks.some((mark) => mark && toneOf(mark) === "bad" && mark[MISTAKE] < 0);
    if (result.startsWith("m")) return marks.some((mark) => mark && mark[MISTAKE] === Number(result.slice(1)));
    return marks.some((mark) => mark && toneOf(mark) === result);
  }

  function choose() {
    const text = find("search").value.trim().toLowerCase();
    const problem = Number(find("problem").value);
    const result = find("result").value;
    const key = keyOf(order.column);
    const sign = order.down ? -1 : 1;
    const compare = (a, b) => {
      const [left, right] = [key(students[a]), key(students[b])];
      const by = typeof left === "string" ? collator.compare(left, right) : left - right;
      return sign * by || collator.compare(students[a][NAME], students[b][NAME]) || a - b;
    };
    wanted = students.map((_, number) => number)
      .filter((number) => fits(students[number], text, problem, result)).sort(compare);
    const some = wanted.length === students.length ? "" : `${wanted.length} of `;
    find("count").textContent = wanted.length
      ? `${some}${students.length} students` : "No student fits. Search for less, or show all.";
    show(Math.min(wanted.length, MOST));
  }

  function show(count) {
    clearTimeout(timer);
    body.replaceChildren(...wanted.slice(0, BATCH / 2).map(row));
    find("more").hidden = count >= wanted.length;
    find("more").textContent = `Show all ${wanted.length}`;
    const on = () => {
      const from = body.rows.length;
      body.append(...wanted.slice(from, Math.min(count, from + BATCH)).map(row));
      timer = body.rows.length < Math.min(count, wanted.length) ? setTimeout(on, 0) : 0;
    };
    if (count > body.rows.length) timer = setTimeout(on, 0);
  }

  function sortBy(column) {
    const again = order.column === column;
    order = { column, down: again ? !order.down : column === -1 };
    for (const one of table.tHead.rows[0].cells) one.removeAttribute("aria-sort");
    table.tHead.rows[0].cells[column + 2].setAttribute("aria-sort", order.down ? "descending" : "ascending");
    choose();
  }

  function offer() {
    const problem = Number(find("problem").value);
    const before = find("result").value;
    const offers = [["any", "any result"], ["all", problem < 0 ? "all accepted" : "accepted"], ["bad", "not accepted"],
      ["calm", "not attempted"], ["unknown", "no known mistake"], ["odd", "judge error"], ["missing", "nothing handed in"]];
    mistakes.forEach(([column, name], number) => {
      if (column === problem) offers.push(["m" + number, "mistake: " + name]);
    });
    find("result").replaceChildren(...offers.map(([value, text]) => make("option", { value }, text)));
    find("result").value = offers.some(([value]) => value === before) ? before : "any";
  }

  function showMistake(slug, name) {
    const column = columns.findIndex((one) => one[0] === slug);
    find("search").value = "";
    find("problem").value = String(column);
    offer();
    find("result").value = "m" + mistakes.findIndex((one) => one[0] === column && one[1] === name);
    choose();
    location.hash = "students";
    find("students").scrollIntoView();
    find("result").focus({ preventScroll: true });
  }

  // ---- a student's page ------------------------------------------------------------------------
  const opened = new Map();

  function unpack(number) {
    if (opened.has(number)) return opened.get(number);
    const bytes = Uint8Array.from(atob(find("pack-" + number).textContent), (one) => one.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const pack = new Response(stream).json();
    opened.set(number, pack);
    if (opened.size > 8) opened.delete(opened.keys().next().value);
    return pack;
  }

  async function fill(place, where) {
    try {
      where.innerHTML = (await unpack(place[0]))[place[1]];  // made and escaped by the grader
    } catch {
      where.textContent = "This browser cannot unpack the details: a newer one can.";
    }
    where.removeAttribute("aria-busy");
  }

  function tally(passed, total) {
    return total < 0 ? "\u2013" : `${passed}/${total}`;
  }

  function summary(student) {
    const heads = ["problem", "verdict", "points", "public", "secret", "mistake"];
    const none = columns.filter((_, at) => !student[MARKS][at]).map((column) => column[0]);
    const made = columns.map((column, at) => [column, student[MARKS][at]]).filter(([, mark]) => mark).map(([column, mark]) => {
      const title = mark[DETAILS] ? make("a", { href: `${address(student)}/${encodeURIComponent(column[0])}` }, column[1]) : column[1];
      const name = make("th", { scope: "row" }, title, " ", make("code", {}, column[0]));
      const mistake = mark[MISTAKE] < 0 ? "" : mistakes[mark[MISTAKE]][1];
      return make("tr", {}, name, make("td", {}, chip(mark)),
        make("td", {}, `${points(mark[SCORE])} of ${points(column[3])}`),
        make("td", {}, tally(mark[PASSED], mark[TOTAL])),
        make("td", {}, tally(mark[SECRET_PASSED], mark[SECRET_TOTAL])), make("td", {}, make("code", {}, mistake)));
    });
    const top = make("thead", {}, make("tr", {}, ...heads.map((name) => make("th", { scope: "col" }, name))));
    const table = make("div", { class: "wide", tabindex: 0, role: "region", "aria-label": "Results" },
      make("table", { class: "list" }, top, make("tbody", {}, ...made)));
    const lacking = make("p", { class: "quiet" }, `Nothing handed in: ${none.join(", ")}`);
    return [...(made.length ? [table] : []), ...(none.length && !student[MISSING] ? [lacking] : [])];
  }

  function failure(student, at) {
    const mark = student[MARKS][at];
    const title = make("h3", { tabindex: -1 }, columns[at][1], chip(mark));
    const inside = make("div", { "aria-busy": "true" }, "\u2026");
    fill(mark[DETAILS], inside);
    return make("article", { class: "problem " + toneOf(mark), "data-problem": columns[at][0] }, title, inside);
  }

  function moves(number) {
    const at = wanted.indexOf(number);
    const nav = make("nav", { class: "moves", "aria-label": "Students" }, make("a", { href: "#students" }, "All students"));
    const [before, after] = [wanted[at - 1], wanted[at + 1]].map((one) => students[one]);
    if (at >= 0 && before) nav.append(make("a", { href: address(before), rel: "prev" }, `\u25C0 ${before[NAME] || before[ID]}`));
    if (at >= 0 && after) nav.append(make("a", { href: address(after), rel: "next" }, `${after[NAME] || after[ID]} \u25B6`));
    return nav;
  }

  function openStudent(number, slug) {
    const student = students[number];
    const title = make("h2", { tabindex: -1 }, student[NAME] || student[ID]);
    const who = [student[ID], student[EMAIL], student[SECTION]].filter(Boolean).join(" \u00B7 ");
    const failing = student[MARKS].flatMap((mark, at) => (mark && mark[DETAILS] ? [at] : []));
    const score = student[MISSING] ? "Nothing was handed in." : `${points(student[POINTS])} of ${points(full)} points`;
    find("student").replaceChildren(moves(number), make("section", { class: "part" }, title,
      make("p", { class: "quiet" }, who), make("p", { class: "score" }, score),
      ...student[NOTES].map((note) => make("p", { class: "quiet" }, "Note: " + note)), ...summary(student)),
      ...failing.map((at) => failure(student, at)));
    find("class").hidden = true;
    find("student").hidden = false;
    const article = slug && [...document.querySelectorAll("#student [data-problem]")].find((one) => one.dataset.problem === slug);
    window.scrollTo({ top: 0, behavior: "instant" });
    if (article) {
      article.scrollIntoView();
      article.querySelector("h3").focus({ preventScroll: true });
    } else title.focus({ preventScroll: true });
  }

  let left = null;

  function closeStudent() {
    if (find("student").hidden) return;
    find("student").hidden = true;
    find("student").replaceChildren();
    find("class").hidden = false;
    if (left === null) return;
    window.scrollTo({ top: left.scroll, behavior: "instant" });
    const link = rows[left.number] && rows[left.number].querySelector("a");
    if (link && link.isConnected) link.focus({ preventScroll: true });
  }

  function follow() {
    const [kind, id, slug] = location.hash.slice(1).split("/").map(decoded);
    if (kind !== "student") {
      const away = !find("student").hidden;
      closeStudent();
      if (away && kind && kind !== "students" && find(kind)) find(kind).scrollIntoView();
      return;
    }
    const number = numbers.get(id);
    if (number === undefined) {
      closeStudent();
      find("count").textContent = `There is no student ${id || ""} in this class.`;
      find("students").scrollIntoView();
      return;
    }
    left = { number, scroll: find("student").hidden ? window.scrollY : (left ? left.scroll : 0) };
    openStudent(number, slug);
  }

  function decoded(text) {
    try { return decodeURIComponent(text); } catch { return text; }
  }

  // ---- start -----------------------------------------------------------------------------------
  table.tHead.addEventListener("click", (event) => {
    const button = event.target.closest(".sort");
    if (button) sortBy(Number(button.dataset.column));
  });
  body.addEventListener("click", (event) => {
    const at = event.target.closest("td[data-at]");
    if (!at) return;
    location.hash = `${address(students[at.parentNode.dataset.number])}/${encodeURIComponent(columns[at.dataset.at][0])}`;
  });
  document.querySelector(".filters").addEventListener("input", (event) => {
    if (event.target.id === "problem") offer();
    choose();
  });
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
  document.querySelector(".filters").addEventListener("reset", () => setTimeout(() => { offer(); choose(); }, 0));
  for (const button of document.querySelectorAll(".who")) {
    button.addEventListener("click", () => showMistake(button.dataset.slug, button.dataset.mistake));
  }
  find("more").addEventListener("click", () => show(wanted.length));
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => {
    if (!find("class").hidden && timer) {
      clearTimeout(timer);
      timer = 0;
      body.append(...wanted.slice(body.rows.length, MOST).map(row));
    }
  });
  for (const one of document.querySelectorAll("[data-pack]")) {
    one.addEventListener("toggle", () => {
      const inside = one.querySelector(".inside");
      if (one.open && inside.hasAttribute("aria-busy")) fill(one.dataset.pack.split(" ").map(Number), inside);
    });
  }
  offer();
  head();
  sortBy(-2);
  if (location.hash.startsWith("#student/")) follow();
})();
