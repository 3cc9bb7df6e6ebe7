import { ApiError, isAborted } from "../api";
import { countryOfIso } from "../countries";
import { button, el, fill } from "../dom";
import type { Filter } from "../filter";
import { groupGlyph } from "../glyph";
import type { KeyActions } from "../keys";
import { words } from "../language/language";
import type { SceneStore } from "../store";
import { groupLabel, groupOf, groupOfType, GROUPS, typeLabel, typesOf } from "../taxonomy";
import { calendar } from "./calendar";
import { countEvents, type CountryRow, type Counts } from "./counts";

/** So many sources are shown, the fullest first. */
const SOURCES_MAX = 20;

/** What the chart needs of the page. */
export interface ChartHost {
  store: SceneStore;
  /** What the keys do that the chart does not take for itself. */
  keys: Partial<KeyActions>;
  close(): void;
  fail(why: string): void;
}

/** The filter's events counted by country and group, by month, by type and by source; each count leads to its events. */
export class Chart {
  readonly #body = el("div", { class: "chart-body" });
  readonly #title = el("strong", {});
  #abort = new AbortController();
  readonly keys: Partial<KeyActions>;

  constructor(
    readonly root: HTMLElement,
    readonly host: ChartHost,
  ) {
    const close = button("×", () => host.close(), { class: "close", "aria-label": words.review.close });
    fill(root, el("div", { class: "table-bar" }, this.#title, close), this.#body);
    this.keys = { ...host.keys, escape: () => host.close(), map: () => host.close(), chart: () => host.close() };
  }

  async open(filter: Filter): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    try {
      this.#show(await countEvents(filter, this.#abort.signal));
    } catch (error) {
      if (!isAborted(error)) this.host.fail(error instanceof ApiError ? error.message : words.notice.unexpected);
    }
  }

  /** Counts of another filter shall not be seen when it opens again. */
  close(): void {
    this.#abort.abort();
    fill(this.#body);
    this.#title.textContent = "";
  }

  #show({ facets, countries, months }: Counts): void {
    this.#title.textContent = words.counts.events(facets.total);
    const sources = Object.entries(facets.source).sort(([, a], [, b]) => b - a);
    fill(
      this.#body,
      el("section", {}, el("h2", {}, words.chart.byCountry), this.#matrix(countries)),
      el(
        "section",
        {},
        el("h2", {}, words.chart.byMonth),
        calendar(months, (from, to) => this.#lead({ from, to })),
      ),
      el("section", {}, el("h2", {}, words.chart.byType), this.#types(facets.event_type)),
      el("section", {}, el("h2", {}, words.chart.bySource), this.#sources(sources)),
    );
  }

  #matrix(rows: CountryRow[]): HTMLElement {
    const heads = GROUPS.map(({ id }) => el("th", { scope: "col" }, groupGlyph(id), " ", groupLabel(id)));
    const most = Math.max(...rows.flatMap(({ groups }) => Object.values(groups)), 1);
    const body = rows.map((row) => this.#country(row, most));
    return el(
      "div",
      { class: "chart-scroll", tabindex: 0, role: "region", "aria-label": words.chart.byCountry },
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, el("td", {}), ...heads, el("th", { scope: "col" }, words.chart.all))),
        el("tbody", {}, ...body),
      ),
    );
  }

  #country({ iso, total, groups }: CountryRow, most: number): HTMLElement {
    const name = iso ? countryOfIso(iso) : words.chart.elsewhere;
    const cells = GROUPS.map(({ id, colour }) => {
      const count = groups[id] ?? 0;
      const cell = el("td", {}, this.#count(count, `${name}, ${groupLabel(id)}`, iso && { iso, types: typesOf(id) }));
      if (count > 0) cell.style.background = tint(colour, count / most);
      return cell;
    });
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, name),
      ...cells,
      el("td", { class: "sum" }, this.#count(total, name, iso && { iso })),
    );
  }

  /** A count that leads to its events, where a filter can tell them. */
  #count(count: number, of: string, to: { iso: string; types?: readonly string[] } | ""): Node | string {
    if (count === 0) return "";
    if (!to) return words.number(count);
    const { types, ...change } = to;
    const lead = () => this.#lead({ ...change, ...(types ? { types: this.#within(types) } : {}) });
    return button(words.number(count), lead, { class: "link", "aria-label": `${of}: ${words.counts.events(count)}` });
  }

  /** Those of some types that the filter lets through. */
  #within(types: readonly string[]): Set<string> {
    const chosen = this.host.store.scene.filter.types;
    return new Set(chosen.size === 0 ? types : types.filter((type) => chosen.has(type)));
  }

  #types(counts: Record<string, number>): HTMLElement {
    const rows = Object.entries(counts).sort(([, a], [, b]) => b - a);
    const most = rows[0]?.[1] ?? 1;
    const bars = rows.map(([type, count]) => {
      const { colour } = groupOf(groupOfType(type));
      return bar(typeLabel(type), count, most, colour, () => this.#lead({ types: new Set([type]) }));
    });
    return el("ul", { class: "bars-list" }, ...bars);
  }

  #sources(sources: [string, number][]): HTMLElement {
    const most = sources[0]?.[1] ?? 1;
    const bars = sources
      .slice(0, SOURCES_MAX)
      .map(([source, count]) => bar(source, count, most, "", () => this.#lead({ source })));
    const left = sources.length - bars.length;
    const list = el("ul", { class: "bars-list" }, ...bars);
    if (left > 0) list.append(el("li", { class: "quiet" }, words.chart.moreSources(left)));
    return bars.length > 0 ? list : el("p", { class: "quiet" }, words.chart.noSource);
  }

  /** Shows the events behind a count on the map and in the list. */
  #lead(change: Partial<Filter>): void {
    const { filter } = this.host.store.scene;
    this.host.store.set({ filter: { ...filter, ...change }, here: null, screen: "map" });
  }
}

/** One bar with its words and its count; an empty colour is the page's own. */
function bar(label: string, count: number, most: number, colour: string, lead: () => void): HTMLElement {
  const length = el("span", { class: "length", "aria-hidden": "true" });
  length.style.width = `${Math.max((100 * count) / most, 1)}%`;
  if (colour) length.style.background = colour;
  const row = button(el("span", { class: "label", dir: "auto" }, label), lead, {});
  row.append(el("span", { class: "track" }, length), el("span", { class: "count" }, words.number(count)));
  return el("li", {}, row);
}

/** A colour as thin as a count is small; never so thick that the number on it cannot be read. */
function tint(colour: string, share: number): string {
  return `color-mix(in srgb, ${colour} ${Math.round(8 + 32 * Math.sqrt(share))}%, transparent)`;
}
