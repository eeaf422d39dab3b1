"use strict";
// Rankings that are weighed or computed anew, as the program does it: numbers are exact fractions.
// `docs/explanation/costs.md` and `docs/explanation/worths.md` have the formulas.
(() => {
  const gcd = (a, b) => { while (b) [a, b] = [b, a % b]; return a < 0n ? -a : a; };
  class Fraction {
    constructor(n, d = 1n) { const by = gcd(n, d) || 1n; this.n = n / by; this.d = d / by; }
    static of(text) {
      const [whole, part] = String(text).split("/");
      const [units, places = ""] = whole.split(".");
      return new Fraction(BigInt(units + places), 10n ** BigInt(places.length) * BigInt(part || 1));
    }
    plus(o) { return new Fraction(this.n * o.d + o.n * this.d, this.d * o.d); }
    minus(o) { return new Fraction(this.n * o.d - o.n * this.d, this.d * o.d); }
    times(o) { return new Fraction(this.n * o.n, this.d * o.d); }
    over(o) { return new Fraction(this.n * o.d, this.d * o.n); }
    compare(o) { const left = this.n * o.d, right = o.n * this.d; return left < right ? -1 : left > right ? 1 : 0; }
    get isZero() { return this.n === 0n; }
    toString() { return this.d === 1n ? `${this.n}` : `${this.n}/${this.d}`; }
    // Rounded half up, as an integer of so many decimal places.
    rounded(places) { const by = 10n ** BigInt(places) * 2n; return (this.n * by + this.d) / (this.d * 2n); }
  }
  const ZERO = new Fraction(0n), ONE = new Fraction(1n), MARGIN = new Fraction(1n, 20n);
  // What has no end as a decimal is rounded to 12 places: an interval outwards, one amount half up.
  const ended = (one, shift) => {
    let d = one.d;
    for (const by of [2n, 5n]) while (d % by === 0n) d /= by;
    const whole = 10n ** 12n;
    return d === 1n ? one : new Fraction((one.n * whole * 2n + shift * one.d) / (one.d * 2n), whole);
  };
  const bounds = (low, high) => high && !low.compare(high) ? { low: ended(low, 1n), high: ended(high, 1n) }
    : { low: ended(low, 0n), high: high && ended(high, 2n) };
  const least = (a, b) => a.compare(b) <= 0 ? a : b;
  const numbers = (texts) => Object.fromEntries(Object.entries(texts || {}).map(([key, text]) => [key, text === null ? null : Fraction.of(text)]));
  const isNumber = (text) => /^\d{1,18}(\.\d{1,12})?$/.test(text);

  // Decisions: worths are weighted means, and tools share a rank while they may come near its leader's lowest.
  const standings = (data, weights) => {
    const unit = BigInt(data.unit), whole = weights.reduce((sum, one) => sum.plus(one), ZERO).times(new Fraction(unit));
    if (whole.isZero) return [];
    const sum = (scores) => scores.reduce((all, one, at) => all.plus(weights[at].times(new Fraction(BigInt(one)))), ZERO).over(whole);
    let rest = data.tools.map((tool) => ({ slug: tool.slug, low: sum(tool.low), high: sum(tool.high), tool }));
    rest.sort((a, b) => b.low.compare(a.low) || b.high.compare(a.high) || (a.slug < b.slug ? -1 : 1));
    const found = [];
    while (rest.length) {
      const needed = rest[0].low.minus(MARGIN), rank = found.length + 1;
      found.push(...rest.filter((one) => one.high.compare(needed) >= 0).map((one) => ({ ...one, rank })));
      rest = rest.filter((one) => one.high.compare(needed) < 0);
    }
    return found;
  };

  // Costs: what is in requests is billed at the rates of its tier, what is besides at base rates; plans may be cheaper.
  const usageOf = (data, use) => {
    const meters = Object.fromEntries(data.meters.map((one) => [one.key, one]));
    const wholesOf = (key) => {
      const found = [key];
      for (let up; (up = meters[found.at(-1)].part_of) && up in meters && !found.includes(up);) found.push(up);
      return found.slice(1);
    };
    const request = { ...use.each, ..."requests" in meters ? { requests: ONE } : {} };
    const inRequests = Object.fromEntries(Object.entries(request).map(([key, one]) => [key, one.times(use.requests)]));
    const of = (table, key) => table[key] || ZERO;
    const parts = (table, whole) => Object.keys(table).filter((key) => meters[key]?.part_of === whole).reduce((sum, key) => sum.plus(table[key]), ZERO);
    const month = {}, rests = [];
    for (const { key, per } of data.meters) {
      month[key] = of(inRequests, key).plus(of(use.month, key));
      const each = of(inRequests, key).minus(parts(inRequests, key)), besides = of(use.month, key).minus(parts(use.month, key));
      if (each.n < 0n || besides.n < 0n) return { exceeded: key };
      if (!each.plus(besides).isZero) rests.push({ meter: key, each, month: besides, per: Fraction.of(per), wholes: wholesOf(key).map((one) => [one, Fraction.of(meters[one].per)]) });
    }
    return { request, month, rests, wholesOf };
  };
  const billed = (rests, inRequests, besides) => {
    let low = ZERO, beyond = ZERO;
    const unknown = new Map();
    for (const rest of rests) for (const [quantity, rates] of [[rest.each, inRequests], [rest.month, besides]]) {
      if (quantity.isZero) continue;
      if (rates[rest.meter]) { low = low.plus(quantity.over(rest.per).times(rates[rest.meter])); continue; }
      const whole = rest.wholes.find(([key]) => rates[key]);
      const most = whole && !rates[whole[0]].isZero ? quantity.over(whole[1]).times(rates[whole[0]]) : null;
      unknown.set(rest.meter, unknown.get(rest.meter) !== false && most !== null);
      if (most) beyond = beyond.plus(most);
    }
    const isKnown = [...unknown.values()].every(Boolean);
    return { low, high: isKnown ? low.plus(beyond) : null, unknown: [...unknown.keys()] };
  };
  const covered = (rest, allowance) => {
    const each = least(rest.each, allowance), month = least(rest.month, allowance.minus(each));
    return [{ ...rest, each: rest.each.minus(each), month: rest.month.minus(month) }, allowance.minus(each).minus(month)];
  };
  const afterPlan = (usage, plan, units, rests) => {
    const left = new Map(rests.map((rest) => [rest.meter, rest]));
    for (const [key, rest] of left) {
      if (key === plan.per || usage.wholesOf(key).includes(plan.per)) left.set(key, covered(rest, rest.each.plus(rest.month))[0]);
    }
    const unused = {};
    for (const [key, quantity] of Object.entries(plan.includes)) {
      unused[key] = Fraction.of(quantity).times(units);
      if (left.has(key)) { const [rest, kept] = covered(left.get(key), unused[key]); left.set(key, rest); unused[key] = kept; }
    }
    const depth = (key) => key in usage.month ? usage.wholesOf(key).length : 0;
    for (const whole of Object.keys(unused).sort((a, b) => depth(b) - depth(a))) {
      for (const [key, rest] of left) {
        if (unused[whole].isZero || !usage.wholesOf(key).includes(whole)) continue;
        const [now, kept] = covered(rest, unused[whole]);
        left.set(key, now); unused[whole] = kept;
      }
    }
    return [...left.values()];
  };
  const costOf = (usage, prices) => {
    if (!prices.currency || usage.exceeded) return { unknown: (usage.rests || []).map((rest) => rest.meter) };
    const base = numbers(prices.rates);
    let inRequests = base;
    const tier = prices.tiers.findLast((one) => Object.entries(one.over).every(([key, over]) => (usage.request[key] || ZERO).compare(Fraction.of(over)) > 0));
    if (tier) inRequests = Object.fromEntries(Object.entries({ ...base, ...numbers(tier.rates) }).filter(([, one]) => one !== null));
    const rests = tier ? usage.rests : usage.rests.map((rest) => ({ ...rest, each: ZERO, month: rest.each.plus(rest.month) }));
    let best = billed(rests, inRequests, base);
    if (!Object.keys(inRequests).length && !Object.keys(base).length) best.high = null;
    for (const plan of prices.plans) {
      const months = { month: 1n, year: 12n }[plan.per];
      const units = months ? new Fraction(1n, months) : usage.month[plan.per] || ZERO;
      if (units.isZero) continue;
      const price = units.times(Fraction.of(plan.amount)), way = billed(afterPlan(usage, plan, units, rests), inRequests, base);
      if (way.high === null) continue;
      way.low = way.low.plus(price); way.high = way.high.plus(price); way.plan = plan.name;
      if (best.high === null || (way.low.compare(best.low) || way.high.compare(best.high)) < 0) best = way;
    }
    return best.high === null && best.low.isZero ? { unknown: best.unknown } : { ...best, ...bounds(best.low, best.high) };
  };
  const costs = (data, use) => {
    const usage = usageOf(data, use);
    const found = data.entries.map((entry) => {
      const cost = { ...entry, ...costOf(usage, entry) };
      if (!cost.low) return cost;
      const factor = entry.factor === null ? null : Fraction.of(entry.factor);
      if (factor) Object.assign(cost, bounds(cost.low.times(factor), cost.high && cost.high.times(factor)), { currency: data.currency });
      return { ...cost, apart: factor ? "" : entry.currency };
    });
    const ends = (a, b) => a.high === null || b.high === null ? (a.high === null) - (b.high === null) : a.high.compare(b.high);
    const text = (a, b) => a < b ? -1 : a > b ? 1 : 0;
    return found.sort((a, b) => !a.low - !b.low || (a.low ? text(a.apart, b.apart) || a.low.compare(b.low) || ends(a, b) : 0) || text(a.slug, b.slug) || a.place - b.place);
  };

  // What a person reads. Amounts are to the cent unless they are whole; of less than a cent, two digits are left.
  const grouped = (digits, places) => {
    const text = digits.toString().padStart(places + 1, "0"), at = text.length - places;
    return `${text.slice(0, at).replace(/\B(?=(\d{3})+$)/g, ",")}.${text.slice(at)}`;
  };
  const money = (amount, sign, isExact) => {
    let places = 2;
    if (isExact) while (10n ** BigInt(places) % amount.d) places += 1;
    else if (amount.n && amount.compare(new Fraction(1n, 100n)) < 0) while (amount.rounded(places) < 10n) places += 1;
    let number = grouped(amount.rounded(places), places);
    if (!isExact) number = number.replace(places > 2 ? /0+$/ : /\.00$/, "");
    return sign.length > 1 ? `${sign} ${number}` : `${sign}${number}`;
  };
  const costText = (cost, signs) => {
    if (!cost.low) return "unknown";
    const low = money(cost.low, signs[cost.currency]);
    if (cost.high === null) return `at least ${low}`;
    const high = money(cost.high, signs[cost.currency]);
    if (!cost.low.compare(cost.high)) return low;
    return low === high ? [cost.low, cost.high].map((end) => money(end, signs[cost.currency], true)).join("–") : `${low}–${high}`;
  };
  const ratio = (one) => { const cut = BigInt(Math.max(0, one.d.toString().length - 300)); return Number(one.n / 10n ** cut) / Number(one.d / 10n ** cut); };
  const worthText = (low, high) => low.compare(high) ? `${ratio(low).toFixed(2)}–${ratio(high).toFixed(2)}` : ratio(low).toFixed(2);

  globalThis.vcompareRanking = { Fraction, standings, costs, costText, worthText, numbers };
  if (typeof document === "undefined") return;

  const box = document.querySelector("[data-ranking]");
  if (!box) return;
  const kind = box.dataset.ranking, body = box.querySelector("tbody"), panel = box.querySelector(".weights"), leader = box.querySelector(".leader");
  const put = (row, part, text) => { const cell = row.querySelector(`[data-part="${part}"]`); if (cell.textContent.trim() !== text) cell.textContent = text; };
  const named = (row) => row.querySelector("a").textContent.trim();

  const field = (key, label, value, most) => {
    const wrap = document.createElement("label"), name = document.createElement("span"), text = document.createElement("input"), slider = document.createElement("input");
    name.textContent = label;
    Object.assign(text, { type: "text", value, inputMode: "decimal" });
    Object.assign(slider, { type: "range", min: 0, max: most, step: "any", value });
    slider.setAttribute("aria-label", label);
    text.dataset.key = key;
    slider.addEventListener("input", () => { text.value = String(Number(Number(slider.value).toPrecision(3))).replace(/e.*/, ""); changed(); });
    text.addEventListener("input", () => { slider.value = text.value; changed(); });
    wrap.append(name, text, slider);
    panel.append(wrap);
    return text;
  };
  let inputs = [], data, defaults = {}, changed = () => {};
  const read = () => {
    for (const input of inputs) input.setAttribute("aria-invalid", String(!isNumber(input.value)));
    return inputs.every((input) => isNumber(input.value)) ? Object.fromEntries(inputs.map((input) => [input.dataset.key, Fraction.of(input.value)])) : null;
  };
  const keep = () => {
    const state = new URLSearchParams(inputs.filter((input) => input.value !== defaults[input.dataset.key]).map((input) => [input.dataset.key, input.value]));
    history.replaceState(null, "", state.size ? `?${state}` : location.pathname);
  };
  const order = (rows) => { rows.forEach((row, at) => { if (body.rows[at] !== row) body.insertBefore(row, body.rows[at] || null); }); };
  const rowsBy = (key) => new Map([...body.rows].map((row) => [key(row.dataset), row]));

  const decide = (values) => {
    const weights = data.criteria.map((one) => values[one.key]), found = standings(data, weights);
    leader.textContent = "A weight has to be above 0.";
    if (!found.length) return;
    const rows = rowsBy((one) => one.slug), whole = weights.reduce((sum, one) => sum.plus(one), ZERO).times(Fraction.of(data.unit));
    for (const one of found) {
      const row = rows.get(one.slug);
      put(row, "rank", String(one.rank));
      put(row, "worth", worthText(one.low, one.high));
      const share = (scores) => scores.map((score, at) => ratio(weights[at].times(Fraction.of(score)).over(whole)));
      draw(row.querySelector(".parts"), share(one.tool.low), share(one.tool.high));
    }
    order(found.map((one) => rows.get(one.slug)));
    const first = found.filter((one) => one.rank === 1).map((one) => named(rows.get(one.slug)));
    leader.textContent = first.length > 1 ? `Too close to call: ${first.join(", ")}` : `${first[0]} leads.`;
  };
  const draw = (svg, lows, highs) => {
    const at = (rect, x, width) => { rect.setAttribute("x", x.toFixed(2)); rect.setAttribute("width", width.toFixed(2)); };
    const make = (style) => { const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect"); rect.setAttribute("class", style); rect.setAttribute("height", "10"); return rect; };
    svg.querySelectorAll("rect:not(.track)").forEach((rect) => rect.remove());
    let x = 0;
    lows.forEach((low, number) => { const rect = make(`part-${number % 6 + 1}`); at(rect, 100 * x, 100 * low); svg.append(rect); x += low; });
    highs.forEach((high, number) => { const rest = high - lows[number]; if (rest > 0) { const rect = make("open"); at(rect, 100 * x, 100 * rest); svg.append(rect); x += rest; } });
    svg.setAttribute("aria-label", data.criteria.map((one, number) => `${one.label} ${lows[number].toFixed(2)}${highs[number] > lows[number] ? ` to ${highs[number].toFixed(2)}` : ""}`).join(", "));
  };
  const compute = (values) => {
    const use = { requests: values.requests, each: {}, month: {} };
    for (const [key, value] of Object.entries(values)) {
      const [table, meter] = key.split(".");
      if (meter) use[table][meter] = value;
    }
    const labels = Object.fromEntries(data.meters.map((one) => [one.key, one.label]));
    const found = costs(data, use), rows = rowsBy((one) => `${one.slug} ${one.place}`);
    for (const one of found) {
      const row = rows.get(`${one.slug} ${one.place}`);
      put(row, "cost", costText(one, data.signs));
      put(row, "plan", one.plan || "");
      put(row, "unknown", one.unknown.map((key) => labels[key]).join("; "));
    }
    order(found.map((one) => rows.get(`${one.slug} ${one.place}`)));
    const { exceeded } = usageOf(data, use);
    leader.textContent = exceeded ? `The parts of ${labels[exceeded]} are larger than it is.` : found[0]?.low ? `${named(body.rows[0])}: ${costText(found[0], data.signs)} a month` : "";
  };
  const begin = (found) => {
    data = found;
    const asked = new URLSearchParams(location.search), given = [];
    if (kind === "decision") for (const one of data.criteria) given.push([one.key, one.label, one.weight.includes("/") ? String(ratio(Fraction.of(one.weight))) : one.weight]);
    else {
      const label = Object.fromEntries(data.meters.map((one) => [one.key, one.label]));
      given.push(["requests", "Requests a month", data.requests]);
      for (const table of ["each", "month"]) for (const [key, value] of Object.entries(data[table])) given.push([`${table}.${key}`, `${label[key]} ${table === "each" ? "in each" : "a month"}`, value]);
    }
    for (const [key, label, value] of given) {
      defaults[key] = value;
      const shown = isNumber(asked.get(key) || "") ? asked.get(key) : value;
      inputs.push(field(key, label, shown, kind === "decision" ? Math.max(10, 2 * Number(value)) : Math.max(10, 4 * Number(value))));
    }
    changed = () => { const values = read(); if (!values) return; keep(); (kind === "decision" ? decide : compute)(values); };
    panel.hidden = leader.hidden = false;
    changed();
  };
  if (location.protocol.startsWith("http")) fetch("data.json").then((answer) => answer.json()).then(begin).catch(() => {});
})();
