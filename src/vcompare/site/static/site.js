"use strict";
// What a site does with JavaScript: search, sort and filter, compare any tools, and keep bookmarks.
// Texts come from the catalog, so they are only ever set as text. What is shown was worded by the program.

const root = new URL(document.body.dataset.root || "./", location.href);
const online = location.protocol !== "file:";
const OFFLINE = "This needs the site to be served: a page that was opened from a disk can read no other file.";
const find = (selector, within = document) => within.querySelector(selector);
const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];
const state = () => new URLSearchParams(location.search);
const page = (path) => new URL(online ? path : path.replace(/\/(\?|$)/, "/index.html$1"), root).href;
const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
const list = (text) => [...new Set((text || "").split(",").filter(Boolean))];

function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

async function data(path) {
  const answer = await fetch(new URL(path, root));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

// The address is the state of a page, so that it can be sent to others. Browsers allow few changes a minute.
let waiting = 0;
function remember(parameters) {
  const text = parameters.toString().replaceAll("%2C", ",");
  clearTimeout(waiting);
  waiting = setTimeout(() => history.replaceState(null, "", `${location.pathname}${text && "?"}${text}`), 150);
}

// Where there is a server, a folder is enough of an address.
function shorten() {
  const short = (address) => address.replace(/(^|\/)index\.html(?=$|[?#])/, "$1") || "./";
  for (const name of ["href", "action"]) {
    for (const one of findAll(`[${name}*="index.html"]:not([href^="http"])`)) one.setAttribute(name, short(one.getAttribute(name)));
  }
  if (location.pathname.endsWith("/index.html")) history.replaceState(null, "", short(location.pathname) + location.search + location.hash);
}

// Names as they are compared: without case, accents and punctuation.
function fold(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/(?<!\d)\.|\.(?!\d)|[^\p{L}\p{N}+#.]+/gu, " ").trim();
}

// What is searched of a tool is text with a space before each word, or a line for each name: nothing is as fast.
let loading;
const vocabulary = new Map();
function tools() {
  loading ||= data("search/index.json").then((index) => {
    const found = index.tools.map((tool) => {
      const names = `\n${[tool.name, ...(tool.also || []), tool.slug].map(fold).join("\n")}\n`;
      const text = fold([tool.tagline, tool.category].filter(Boolean).join(" "));
      return { ...tool, names, parts: names.replaceAll("\n", " "), joined: names.replaceAll(" ", ""), text: ` ${text} ${tool.words || ""}` };
    });
    for (const tool of found) for (const word of new Set(tool.parts.split(" "))) vocabulary.set(word, vocabulary.get(word) || []).get(word).push(tool);
    return found;
  });
  return loading;
}

// Whether a word is the beginning of another but for one letter: one more, one less, another, or two swapped.
function isNear(word, other) {
  let at = 0;
  while (at < word.length && word[at] === other[at]) at += 1;
  const rest = (from) => other.slice(from);
  return at >= word.length || rest(at + 1).startsWith(word.slice(at + 1)) || rest(at).startsWith(word.slice(at + 1)) ||
    rest(at + 1).startsWith(word.slice(at)) ||
    (word[at] === other[at + 1] && word[at + 1] === other[at] && rest(at + 2).startsWith(word.slice(at + 2)));
}

const has = ({ parts, text }, word) => parts.includes(` ${word}`) || text.includes(` ${word}`);

// How well a tool is what was typed: the lower the better, Infinity if it is not.
function distance(tool, query, words) {
  const { names, parts, joined } = tool;
  if (names.includes(`\n${query}\n`)) return 0;
  if (names.includes(`\n${query}`)) return 1;
  if (words.every((word) => parts.includes(` ${word}`))) return 2;
  const whole = query.replaceAll(" ", "");
  if (joined.includes(`\n${whole}`)) return 3;
  if (whole.length > 2 && joined.includes(whole)) return 4;
  return words.every((word) => has(tool, word)) ? 5 : Infinity;
}

const byRank = (ranked) => ranked.filter(([far]) => far < Infinity).sort((a, b) => a[0] - b[0] || a[1].name.length - b[1].name.length).map(([, tool]) => tool);

// The tools that have all words but for a letter, in words of names: those first whose words are as long.
function almost(all, words) {
  const near = words.map((word) => {
    const best = new Map();
    for (const [other, having] of word.length > 2 ? vocabulary : []) {
      if (isNear(word, other)) for (const tool of having) best.set(tool, Math.min(best.get(tool) ?? Infinity, Math.abs(other.length - word.length)));
    }
    return best;
  });
  return byRank(all.map((tool) => [words.reduce((sum, word, at) => sum + (has(tool, word) ? 0 : near[at].get(tool) ?? Infinity), 0), tool]));
}

function search(all, text) {
  const query = fold(text);
  const words = query.split(" ");
  if (!query) return [];
  const found = byRank(all.map((tool) => [distance(tool, query, words), tool]));
  return found.length < 10 ? [...new Set([...found, ...almost(all, words)])] : found;
}

async function searchPage(field) {
  const [status, results] = [find("#found"), find("#results")];
  const say = (text) => { status.textContent = text; };
  field.value = state().get("q") || "";
  field.form.addEventListener("submit", (event) => { event.preventDefault(); find("a", results)?.focus(); });
  if (!online) return say(OFFLINE);
  say("Loading …");
  const all = await tools();
  const shown = (tool) => make("li", { class: "portrait" }, make("a", { class: "name", href: page(`tools/${tool.slug}/`) }, tool.name), " ",
    make("span", { class: "note" }, tool.category), make("span", { class: "tagline" }, tool.tagline || ""));
  const answer = () => {
    const found = search(all, field.value);
    results.replaceChildren(...found.slice(0, 50).map(shown));
    say(!field.value.trim() ? `${plural(all.length, "tool")} to search` : !found.length ? "No tool has all of these words." :
      plural(found.length, "tool") + (found.length > 50 ? ", the first 50 shown" : ""));
    remember(new URLSearchParams(field.value ? { q: field.value } : {}));
  };
  field.addEventListener("input", answer);
  answer();
  field.focus();
}

// Tables: sorted by a column, where nothing comes after all values and what is unknown after that.
function place(row, column) {
  const text = row.cells[column].dataset.place;
  return text === undefined ? [2, 0] : text === "none" ? [1, 0] : [0, Number(text)];
}

function ordered(rows, column, sign) {
  const keyed = rows.map((row, at) => [...place(row, column), at]);
  return keyed.sort((a, b) => a[0] - b[0] || sign * (a[1] - b[1]) || a[2] - b[2]).map((key) => rows[key[2]]);
}

// A number as people type it: 80, 7.5, 200k, 1M, $3, 1,000; NaN for anything else.
function number(text) {
  const found = /^[$€£¥]?\s*([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?)\s*([kmgt]?)\s*%?$/i.exec(text.trim());
  if (!found || !/\d/.test(found[1])) return NaN;
  return Number(found[1].replaceAll(",", "") + { "": "", k: "e3", m: "e6", g: "e9", t: "e12" }[found[2].toLowerCase()]);
}

function passes(row, asked, columns) {
  return asked.every(([name, value]) => {
    const [kind, field] = [name.slice(0, 3), name.slice(4)];
    if (name === "q") {
      row.folded ||= ` ${fold(`${row.textContent} ${row.dataset.slug} ${row.dataset.tags || ""}`)}`;
      return fold(value).split(" ").every((word) => row.folded.includes(word));
    }
    if (name === "tags") return list(value).every((tag) => (row.dataset.tags || "").split(" ").includes(tag));
    if (kind !== "min" && kind !== "max") return list(value).includes(row.dataset[name]);
    const { low, high } = row.cells[columns.get(field)]?.dataset || {};
    return kind === "min" ? Number(low ?? "x") >= number(value) : Number(high ?? "x") <= number(value);
  });
}

function tablePage(table) {
  const form = find("form.filters");
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const columns = new Map(heads.map((head, at) => [head.dataset.field, at]));
  const asked = state();
  const arrange = (sort) => {
    const [field, sign] = sort.startsWith("-") ? [sort.slice(1), -1] : [sort, 1];
    const column = columns.get(field);
    body.append(...(column === undefined ? rows : ordered(rows, column, sign)));
    heads.forEach((head, at) => head.setAttribute("aria-sort", at !== column ? "none" : sign > 0 ? "ascending" : "descending"));
  };
  const filtered = () => {
    const found = new Map();
    for (const [name, value] of new FormData(form)) {
      if (value.trim()) found.set(name, found.has(name) ? `${found.get(name)},${value}` : value.trim());
    }
    return [...found];
  };
  const show = () => {
    const wanted = filtered();
    const unread = wanted.filter(([name, value]) => /^m(in|ax)\./.test(name) && Number.isNaN(number(value)));
    const valid = wanted.filter((one) => !unread.includes(one));
    for (const input of findAll("input[inputmode]", form)) {
      input.setAttribute("aria-invalid", unread.some(([name]) => name === input.name));
    }
    let count = 0;
    for (const row of rows) count += !(row.hidden = !passes(row, valid, columns));
    find("[role=status]", form).textContent = unread.length ? `“${unread[0][1]}” is not a number such as 80, 7.5 or 200k.` :
      valid.length ? `${count.toLocaleString("en")} of ${plural(rows.length, "tool")}` : plural(rows.length, "tool");
    const kept = new URLSearchParams(wanted);
    if (asked.get("sort")) kept.set("sort", asked.get("sort"));
    remember(kept);
  };
  for (const head of heads) {
    const field = head.dataset.field;
    const click = () => {
      const first = head.dataset.first ? `-${field}` : field;
      const other = head.dataset.first ? field : `-${field}`;
      asked.set("sort", asked.get("sort") === first ? other : first);
      arrange(asked.get("sort"));
      show();
    };
    head.replaceChildren(make("button", { type: "button", click }, ...head.childNodes));
  }
  for (const input of form.elements) {
    if (input.type === "checkbox") input.checked = list(asked.get(input.name)).includes(input.value);
    else if (input.name) input.value = asked.get(input.name) || "";
    if (input.name && (input.checked || (input.type !== "checkbox" && input.value))) input.closest("details")?.setAttribute("open", "");
  }
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  form.hidden = false;
  arrange(asked.get("sort") || "");
  show();
}

// Any two to six tools side by side. Which is better is only said where it is certain, as the program does.
function order(one, other) {
  const [first, second] = [one, other].map((end) => [end].flat());
  const at = first.findIndex((value, index) => value !== second[index]);
  return at < 0 ? 0 : first[at] - second[at];
}

function best(cells) {
  const known = cells.flatMap((cell, at) => cell?.rank ? [{ at, low: cell.rank[0] ?? -Infinity, high: cell.rank[1] ?? Infinity, giver: cell.rank[2] }] : []);
  if (known.length < 2 || known.some((one) => one.giver !== known[0].giver)) return -1;
  const leader = known.reduce((one, other) => order(other.low, one.low) > 0 ? other : one);
  return known.some((one) => one !== leader && order(one.high, leader.low) >= 0) ? -1 : leader.at;
}

// The program worded each cell in parts: an element, its style and its text; one without a style is where a mark goes.
function content(cell, isBest) {
  const mark = isBest ? [make("span", { class: "mark", "aria-hidden": "true" }, "▲"), make("span", { class: "unseen" }, " better"), " "] : [];
  return (cell?.parts || [["span", "unknown", "unknown"]]).flatMap(([name, style, text]) => style ? [make(name, { class: style }, text), " "] : mark);
}

function sheet(columns, sections) {
  const letter = (at) => "ABCDEF"[at];
  const head = columns.map(({ slug, name }, at) => make("th", { scope: "col" }, make("span", { class: "head" },
    make("span", { class: `letter tool-${at + 1}` }, letter(at)), " ", make("a", { class: "name", href: page(`tools/${slug}/`) }, name))));
  const table = make("table", { class: `sheet of-${columns.length}` }, make("colgroup", {}, make("col", { class: "label" }), ...head.map(() => make("col"))),
    make("thead", {}, make("tr", {}, make("td"), ...head)));
  for (const { title, rows } of sections) {
    const lines = rows.flatMap(([field, label]) => {
      const cells = columns.map((column) => column.cells[field]);
      if (cells.every((cell) => !cell || cell.unknown)) return [];
      const leader = best(cells);
      return make("tr", { class: `${leader < 0 ? "" : "marked "}${cells.some((cell) => cell?.long) ? "long" : ""}`, "data-field": field }, make("th", { scope: "row" }, label),
        ...cells.map((cell, at) => make("td", { class: `tool-${at + 1}${at === leader ? " best" : ""}`, "data-letter": letter(at) }, ...content(cell, at === leader))));
    });
    const over = title ? [make("tr", { class: "section" }, make("th", { scope: "rowgroup", colspan: columns.length + 1 }, title))] : [];
    if (lines.length) table.append(make("tbody", {}, ...over, ...lines));
  }
  return table;
}

async function choosePage(field) {
  const [options, chosen, status, into] = ["#options", "#chosen", "#found", "#comparison"].map((one) => find(one));
  const say = (text) => { status.textContent = text; };
  if (!online) return say(OFFLINE);
  const all = new Map((await tools()).map((tool) => [tool.slug, tool]));
  let [picked, shown, active] = [[], [], 0];
  const draw = async () => {
    const asked = list(state().get("tools"));
    const now = picked = asked.filter((slug) => all.has(slug)).slice(0, 6);
    const strange = asked.filter((slug) => !all.has(slug));
    chosen.replaceChildren(...picked.map((slug) => make("li", {}, all.get(slug).name, " ",
      make("button", { type: "button", "aria-label": `Remove ${all.get(slug).name}`, click: () => pick(without(picked, slug)) }, "×"))));
    field.disabled = picked.length === 6;
    say(strange.length ? `There is no tool ${strange.map((one) => `“${one}”`).join(", ")}.` : picked.length < 2 ?
      `Choose ${picked.length ? "another tool" : "two to six tools"}: type a part of a name.` : field.disabled ? "Six tools are the most." : "");
    const [rows, ...columns] = picked.length < 2 ? [] :
      await Promise.all([data("compare/fields.json"), ...picked.map((slug) => data(`tools/${slug}/cells.json`))]);
    if (now !== picked) return;
    const pair = columns.length === 2 && columns[0].pairs[picked[1]];
    into.replaceChildren(...(pair ? [make("p", {}, make("a", { href: page(pair) }, "Their own page has sources and whole reviews"))] : []),
      ...(rows ? [sheet(columns, rows.sections)] : []));
  };
  const pick = (slugs) => {
    history.pushState(null, "", location.pathname + (slugs.length ? `?tools=${slugs}` : ""));
    close();
    draw();
    field.focus();
  };
  const close = () => { field.value = ""; offer(); };
  const offer = () => {
    shown = search([...all.values()].filter((tool) => !picked.includes(tool.slug)), field.value).slice(0, 8);
    active = 0;
    options.replaceChildren(...shown.map((tool, at) => make("li", { role: "option", id: `option-${at}`, mousedown: (event) => event.preventDefault(), click: () => pick([...picked, tool.slug]) }, tool.name)));
    options.hidden = !shown.length;
    field.setAttribute("aria-expanded", !options.hidden);
    if (field.value.trim()) say(shown.length ? `${plural(shown.length, "tool")} to choose from` : "No tool has all of these words.");
    mark();
  };
  const mark = () => {
    findAll("li", options).forEach((option, at) => option.setAttribute("aria-selected", at === active));
    if (shown.length) field.setAttribute("aria-activedescendant", `option-${active}`);
    else field.removeAttribute("aria-activedescendant");
  };
  field.addEventListener("input", offer);
  field.addEventListener("blur", () => { options.hidden = true; field.setAttribute("aria-expanded", false); });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length) active = (active + step + shown.length) % shown.length;
    else if (event.key === "Enter" && shown.length) pick([...picked, shown[active].slug]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    mark();
  });
  addEventListener("popstate", draw);
  find(".choose").hidden = false;
  await draw();
  if (picked.length < 2) field.focus();
}

// Bookmarks are slugs in the storage of this browser, by site.
const KEY = `vcompare bookmarks ${root.pathname}`;
const slugsOf = (text) => list(text).filter((slug) => /^[a-z0-9-]+$/.test(slug));

function kept(slugs) {
  try {
    if (slugs) localStorage.setItem(KEY, slugs);
    return slugsOf(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

const without = (slugs, slug) => slugs.filter((one) => one !== slug);

function keepButton(button) {
  const { slug } = button.dataset;
  const isKept = () => kept().includes(slug);
  const show = () => button.setAttribute("aria-pressed", isKept());
  button.addEventListener("click", () => {
    kept(isKept() ? without(kept(), slug) : [...kept(), slug]);
    show();
  });
  show();
  button.hidden = false;
}

async function bookmarksPage(into) {
  const all = new Map((online ? await tools() : []).map((tool) => [tool.slug, tool]));
  const isThere = (slug) => !online || all.has(slug);
  const name = (slug) => all.get(slug)?.name || slug;
  const button = (label, about, slugs) => make("button", { type: "button", "aria-label": about, click: () => { kept(slugs()); draw(); } }, label);
  const draw = () => {
    const slugs = kept();
    const there = slugs.filter(isThere);
    const isNew = slugsOf(state().get("tools")).filter((slug) => !slugs.includes(slug) && isThere(slug));
    find("#found").textContent = slugs.length ? `${plural(slugs.length, "tool")} kept in this browser` : "No tool is kept in this browser: the page of each has a button for it.";
    find("#offered").replaceChildren(...(isNew.length ? [`The address has more: ${isNew.map(name).join(", ")}. `, button("Keep them", null, () => [...slugs, ...isNew])] : []));
    into.replaceChildren(...slugs.map((slug) => make("li", { class: "portrait" },
      isThere(slug) ? make("a", { class: "name", href: page(`tools/${slug}/`) }, name(slug)) : `${slug} is no longer in this catalog.`, " ",
      button("Remove", `Remove ${name(slug)}`, () => without(kept(), slug)), make("span", { class: "tagline" }, all.get(slug)?.tagline || ""))));
    find("#bring").hidden = !there.length;
    find("#compare").textContent = there.length > 6 ? "Compare the first six" : "Compare";
    find("#compare").href = page(`compare/?tools=${there.slice(0, 6)}`);
    find("#elsewhere").href = page(`bookmarks/?tools=${there}`);
    find("#command").textContent = `vcompare bookmark add ${there.join(" ")}`;
  };
  draw();
}

if (online) shorten();
if (find("#results")) searchPage(find("main input[name=q]"));
if (find("table.tools")) tablePage(find("table.tools"));
if (find("#options")) choosePage(find("#tool"));
if (find("#kept")) bookmarksPage(find("#kept"));
findAll("button.keep").forEach(keepButton);
