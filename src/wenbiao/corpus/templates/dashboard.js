"use strict";
// The page is whole without this script. With it the charts choose which documents are shown, and one measure stands at a time.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const $ = selector => document.querySelector(selector);
  const docs = all(".doc"), places = all("#documents .place"), search = $("#search"), told = $("#told"), sql = $("#sql"), reset = $("#reset");
  let wanted = new URLSearchParams();
  document.documentElement.classList.add("js");

  function measure(id) {
    for (const part of all(".measure")) part.classList.toggle("current", part.dataset.measure === id);
  }
  for (const choice of all(".choice input")) {
    choice.addEventListener("change", () => measure(choice.value));
    if (choice.checked) measure(choice.value);
  }

  const fits = {
    division: (doc, value) => doc.dataset.division === value,
    year: (doc, value) => doc.dataset.year === value,
    band: (doc, value) => doc.dataset.band === value,
    self: (doc, value) => doc.dataset.self === value,
    code: (doc, value) => doc.dataset.codes.split(" ").some(code => code.startsWith(value)),
    indicator: (doc, value) => doc.dataset.indicators.split(" ").includes(value),
  };
  const quoted = text => "'" + text.replaceAll("'", "''") + "'";
  const bands = JSON.parse($("#bands").textContent);
  const clauses = {
    division: value => value ? `division_code = ${quoted(value)}` : "division_code IS NULL",
    year: value => value ? `year = ${Number(value)}` : "year IS NULL",
    band: value => `quality >= ${Number(value) / bands.quality} AND quality ${Number(value) + 1 === bands.quality ? "<=" : "<"} ${(Number(value) + 1) / bands.quality}`,
    self: value => `self_score >= ${bands.self[value]}` + (bands.self[Number(value) + 1] === undefined ? "" : ` AND self_score < ${bands.self[Number(value) + 1]}`),
    code: value => `document IN (SELECT document FROM findings WHERE code LIKE ${quoted(value + "%")})`,
    indicator: value => `document IN (SELECT document FROM indicators WHERE vague AND level3 = ${quoted(bands.indicators[Number(value)])})`,
  };

  function show() {
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const doc of docs) {
      const text = words.length ? doc.textContent.toLowerCase() : "";
      doc.hidden = !([...wanted].every(([key, value]) => fits[key](doc, value)) && words.every(word => text.includes(word)));
      shown += !doc.hidden;
    }
    for (const place of places) place.hidden = !place.querySelector(".doc:not([hidden])");
    told.textContent = told.dataset.words.replace("{shown}", shown).replace("{all}", docs.length);
    const asked = [...wanted].map(([key, value]) => clauses[key](value)).join(" AND ");
    sql.textContent = `SELECT path, errors, warnings, quality FROM documents${asked ? " WHERE " + asked : ""} ORDER BY errors DESC`;
    reset.hidden = !asked && !words.length;
  }
  document.addEventListener("click", event => {
    const link = event.target.closest("[data-pick]");
    if (!link) return;
    wanted = new URLSearchParams(link.dataset.pick);
    search.value = "";
    show();
    $("#chosen").textContent = link.getAttribute("aria-label") || "";
    $("#documents").focus({ preventScroll: true });
  });
  reset.addEventListener("click", () => {
    wanted = new URLSearchParams();
    search.value = $("#chosen").textContent = "";
    show();
    search.focus();
  });
  search.addEventListener("input", show);
  function arrive() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.classList.contains("doc")) return;
    if (target.hidden) reset.click();
    target.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", arrive);
  show();
  arrive();
})();
