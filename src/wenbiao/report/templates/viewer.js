"use strict";
// The page works without this script: everything is there, one part below the other. With it the parts stand side
// by side and follow each other. Document text is only ever moved as text, never read as markup.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const at = link => document.getElementById(decodeURIComponent((link.getAttribute("href") || "").slice(1)));
  const root = document.documentElement, body = document.body, card = $("#card");
  const findings = all(".finding"), figures = all("a.figure[id]"), panes = all(".pane");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let finding = null, figure = null;

  root.classList.add("js");
  $(".about").open = false;
  for (const hidden of [$("#filters"), $("#help-open"), $("#print")]) hidden.hidden = false;
  for (const link of figures) link.title = $(`#r${link.id.slice(1)} td:last-child`)?.textContent.trim().slice(2) || "";

  const compared = new Map();
  for (const link of all("#ledger td:nth-child(2) > a")) {
    const row = link.closest("tr"), cell = at(link);
    if (cell && !compared.has(cell)) compared.set(cell, row);
  }

  const paneOf = element => element?.closest(".pane");
  function show(pane) {
    if (!pane) return;
    body.dataset.pane = pane.id;
    const links = all("nav [data-pane]"), first = links.find(link => link.dataset.pane === pane.id);
    for (const link of links) link.classList.toggle("current", link === first);
  }
  function bring(element) {
    const move = behavior => element.scrollIntoView({ block: "center", inline: "nearest", behavior });
    move(calm.matches ? "auto" : "smooth");
    // Parts that were never in view are laid out only now, and may have pushed the place away.
    setTimeout(() => { if (!inside(element)) move("auto"); }, calm.matches ? 0 : 450);
  }
  function inside(element) {
    const box = element.getBoundingClientRect(), pane = paneOf(element).getBoundingClientRect();
    return box.bottom > pane.top && box.top < pane.bottom;
  }
  const narrow = () => getComputedStyle($(".panes")).display !== "grid";

  function clear() {
    for (const element of all(".lit, .near, .chosen")) element.classList.remove("lit", "near", "chosen");
    for (const element of all("[aria-current]")) element.removeAttribute("aria-current");
    finding = figure = null;
  }
  function close() {
    card.hidden = true;
    card.replaceChildren();
    clear();
  }
  function marked(link) {
    let target = link;
    while (target?.classList.contains("ref")) target = target.previousElementSibling || target.closest("td, th");
    return target;
  }
  function follow(targets) {
    const seen = new Set();
    for (const target of targets) {
      target.classList.add(target.classList.contains("para") ? "near" : "lit");
      const pane = paneOf(target);
      if (pane && pane.id !== "list" && !seen.has(pane)) {
        seen.add(pane);
        bring(target);
      }
    }
  }
  function chooseFinding(article, { focus = true } = {}) {
    clear();
    card.hidden = true;
    finding = article;
    article.classList.add("chosen");
    article.setAttribute("aria-current", "true");
    if (focus) article.focus({ preventScroll: true });
    bring(article);
    const places = all(".evidence .place[href]", article).map(at).filter(Boolean);
    const marks = all(`a.ref[href="#${article.id}"], a.fault[href="#${article.id}"]`).map(marked);
    const exact = places.map(place => marks.find(mark => mark && place.contains(mark)) || place);
    follow([...exact, ...marks, ...places].filter((target, i, list) => target && list.indexOf(target) === i));
    history.replaceState(null, "", `#${article.id}`);
  }
  function chooseFigure(link, { focus = true } = {}) {
    clear();
    const number = link.id.slice(1), row = document.getElementById(`r${number}`);
    figure = link;
    for (const part of all(`a.figure[href="#r${number}"]`)) part.classList.add("chosen");
    link.setAttribute("aria-current", "true");
    if (focus) link.focus({ preventScroll: true });
    bring(link);
    if (!row) return;
    row.classList.add("lit");
    fill(link, row);
    const cell = $("td:nth-child(2) > a", row);
    if (cell && at(cell)) follow([at(cell)]);
  }
  function line(kind, text) {
    const paragraph = document.createElement("p");
    paragraph.className = kind;
    paragraph.textContent = text;
    return paragraph;
  }
  function fill(link, row) {
    const [about, against, outcome] = row.cells;
    const parts = [line(`outcome ${outcome.className}`, outcome.textContent), line("subject", about.textContent.trim())];
    const formula = $("samp", against), said = line("against", "");
    for (const node of against.childNodes) if (node !== formula) said.append(node.cloneNode(true));
    if (said.textContent) parts.push(said);
    if (formula) parts.push(line("formula", formula.textContent));
    const numbers = new Set(all(`a.figure[href="#${row.id}"]`).flatMap(part => {
      const found = [];
      for (let next = part.nextElementSibling; next?.classList.contains("ref"); next = next.nextElementSibling) found.push(next);
      return found;
    }).map(ref => ref.getAttribute("href")));
    for (const href of numbers) {
      const article = $(href);
      const entry = line("fault", $(".message", article).textContent.trim()), jump = document.createElement("a");
      jump.href = href;
      jump.textContent = entry.textContent;
      entry.replaceChildren(jump);
      parts.push(entry);
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "close";
    button.textContent = $("#help-close").textContent;
    button.addEventListener("click", close);
    card.replaceChildren(...parts, button);
    card.hidden = false;
  }

  document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']"), cell = event.target.closest("#tables td, #tables th");
    if (!link) {
      const row = cell && compared.get(cell);
      const said = row && document.getElementById(`q${row.id.slice(1)}`);
      if (said) chooseFigure(said, { focus: false });
      else {
        const article = event.target.closest(".finding");
        if (article && !getSelection().toString()) chooseFinding(article, { focus: false });
      }
      return;
    }
    const target = at(link);
    if (!target) return;
    event.preventDefault();
    if (target.classList.contains("finding")) {
      show(paneOf(target));
      chooseFinding(target);
    } else if (link.classList.contains("figure")) {
      chooseFigure(document.getElementById(`q${target.id.slice(1)}`) || link);
    } else if (target.classList.contains("figure")) {
      show(paneOf(target));
      chooseFigure(target);
    } else if (target.classList.contains("pane")) {
      show(target);
      target.scrollTop = 0;
      target.focus();
    } else {
      show(paneOf(target));
      const article = link.closest(".finding");
      if (article && article !== finding) chooseFinding(article, { focus: false });
      target.classList.add("lit");
      if (target.parentElement === $("#list")) target.scrollIntoView({ block: "start" });
      else bring(target);
      if (narrow()) target.scrollIntoView({ block: "center" });
    }
  });

  function visible(list) {
    return list.filter(element => !element.hidden && element.getClientRects().length);
  }
  function step(list, current, by) {
    const shown = visible(list);
    if (!shown.length) return null;
    const index = shown.indexOf(current);
    return shown[index < 0 ? (by > 0 ? 0 : shown.length - 1) : (index + by + shown.length) % shown.length];
  }
  const boxes = all("#filters input[name=severity]"), accepted = $("#filters input[name=accepted]");
  const group = $("#filter-group"), section = $("#filter-section");
  function filter() {
    const severities = new Set(boxes.filter(box => box.checked).map(box => box.value));
    let shown = 0;
    for (const article of findings) {
      const data = article.dataset;
      const fits = severities.has(data.severity) && (!group.value || data.group === group.value) &&
        (!section || !section.value || data.section === section.value) &&
        (accepted.checked || !article.classList.contains("closed"));
      article.hidden = !fits;
      shown += fits;
      for (const mark of all(`a[href="#${article.id}"]`)) mark.classList.toggle("muted", !fits);
    }
    for (const part of all("#findings > .group")) part.hidden = !visible(all(".finding", part)).length && all(".finding:not([hidden])", part).length === 0;
    $("#shown").textContent = `${shown} / ${findings.length}`;
    if (finding?.hidden) close();
  }
  $("#filters").addEventListener("change", filter);

  const help = $("#help");
  $("#help-open").addEventListener("click", () => help.showModal());
  $("#help-close").addEventListener("click", () => help.close());
  $("#print").addEventListener("click", () => print());
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea") || help.open) return;
    const keys = {
      j: () => chosen(step(findings, finding, 1)),
      k: () => chosen(step(findings, finding, -1)),
      n: () => told(step(figures, figure, 1)),
      p: () => told(step(figures, figure, -1)),
      1: () => toggle(0), 2: () => toggle(1), 3: () => toggle(2),
      "?": () => help.showModal(),
      Escape: close,
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  function chosen(article) {
    if (!article) return;
    show(paneOf(article));
    chooseFinding(article);
  }
  function told(link) {
    if (!link) return;
    show(paneOf(link));
    chooseFigure(link);
  }
  function toggle(index) {
    boxes[index].checked = !boxes[index].checked;
    filter();
  }

  show(panes[0]);
  filter();
  const start = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (start?.classList.contains("finding")) chooseFinding(start);
  else if (start?.classList.contains("figure")) chooseFigure(start);
})();
