import { el, button, fill } from "../dom";
import { groupGlyph, precisionGlyph } from "../glyph";
import { narrowings } from "../filter";
import type { Scene } from "../address";
import type { SceneStore } from "../store";
import { groupLabel, GROUPS, typeLabel, typesOf, type Group } from "../taxonomy";
import { precisions, statuses } from "../words";
import type { Facets } from "../wire";
import { TimeFilter } from "./time";
import { words } from "../language/language";

/** The filters: types by group, time and precision, each with the count of what it would show. */
export class Filters {
  readonly #heading = button("", () => this.toggle(), { class: "fold", "aria-controls": "filter-body" });
  readonly #body = el("div", { id: "filter-body" });
  readonly #open = new Set<string>();
  readonly #types = el("fieldset", { class: "types" });
  readonly #precisions = el("fieldset", { class: "precisions" });
  readonly #statuses = el("fieldset", { class: "precisions" });
  readonly time: TimeFilter;
  #byType: Facets | null = null;
  #byPrecision: Facets | null = null;
  #byStatus: Facets | null = null;
  #folded: boolean;

  constructor(
    readonly root: HTMLElement,
    readonly store: SceneStore,
    today: string,
  ) {
    this.time = new TimeFilter(store, today);
    fill(this.#body, this.#types, this.time.root, this.#precisions, this.#statuses);
    this.#folded = matchMedia("(max-width: 899px)").matches;
    fill(root, this.#heading, this.#body);
    store.listen((scene, before) => scene.filter !== before.filter && this.#draw());
    this.#draw();
  }

  /** The counts of each part of the filter, without that part: what ticking one more box would show. */
  show({ byType, byPrecision, byStatus }: Record<"byType" | "byPrecision" | "byStatus", Facets>): void {
    this.#byType = byType;
    this.#byPrecision = byPrecision;
    this.#byStatus = byStatus;
    this.#draw();
  }

  /** Opens the filters, or folds them away. */
  toggle(open = this.#folded): void {
    this.#folded = !open;
    this.#draw();
  }

  /** Opens the filters and puts the focus on the first. */
  focus(): void {
    this.toggle(true);
    this.#body.querySelector("input")?.focus();
  }

  #draw(): void {
    const { scene } = this.store;
    const active = narrowings(scene.filter);
    fill(this.#heading, words.filters.heading, active > 0 && el("span", { class: "badge" }, String(active)));
    this.#heading.setAttribute("aria-expanded", String(!this.#folded));
    this.#body.hidden = this.#folded;
    const focused = document.activeElement?.id;
    fill(this.#types, el("legend", {}, words.filters.type), ...GROUPS.map((group) => this.#group(group, scene)));
    fill(this.#precisions, el("legend", {}, words.filters.placeKnown), ...this.#precisionBoxes(scene));
    fill(this.#statuses, el("legend", {}, words.filters.review), ...this.#statusBoxes(scene));
    if (focused) this.#body.querySelector<HTMLElement>(`#${CSS.escape(focused)}`)?.focus();
  }

  #group(group: Group, scene: Scene): HTMLElement {
    const open = this.#open.has(group.id);
    const members = el("div", { id: `types-${group.id}`, class: "members" });
    members.hidden = !open;
    if (open) members.append(...group.types.map((type) => this.#type(type, scene)));
    const unfold = button(open ? "▾" : "▸", () => this.#unfold(group.id), {
      id: `unfold-${group.id}`,
      class: "unfold",
      "aria-label": words.filters.typesOf(groupLabel(group.id)),
      "aria-expanded": String(open),
      "aria-controls": `types-${group.id}`,
    });
    return el("div", { class: "group" }, el("div", { class: "row" }, this.#groupBox(group, scene), unfold), members);
  }

  #groupBox(group: Group, { filter }: Scene): HTMLElement {
    const types = typesOf(group.id);
    const chosen = types.filter((type) => filter.types.has(type)).length;
    const box = this.#box(`group-${group.id}`, chosen === types.length, (checked) => this.#choose(types, checked));
    box.indeterminate = chosen > 0 && chosen < types.length;
    return el(
      "label",
      {},
      box,
      groupGlyph(group.id),
      el("span", {}, groupLabel(group.id)),
      tally(this.#byType?.group[group.id], this.#byType),
    );
  }

  #type(id: string, { filter }: Scene): HTMLElement {
    const box = this.#box(`type-${id}`, filter.types.has(id), (checked) => this.#choose([id], checked));
    return el("label", {}, box, el("span", {}, typeLabel(id)), tally(this.#byType?.event_type[id], this.#byType));
  }

  #precisionBoxes({ filter }: Scene): HTMLElement[] {
    return precisions().map(({ code, label, title }) => {
      const box = this.#box(`precision-${code}`, filter.precision.has(code), (checked) => {
        this.store.narrow({ precision: changed(this.store.scene.filter.precision, [code], checked) });
      });
      const glyph = precisionGlyph(Number(code) as 1 | 2 | 3);
      const number = tally(this.#byPrecision?.geo_precision[code], this.#byPrecision);
      return el("label", { title }, box, glyph, el("span", {}, label), number);
    });
  }

  #statusBoxes({ filter }: Scene): HTMLElement[] {
    return statuses().map(({ code, label, title }) => {
      const box = this.#box(`status-${code}`, filter.status.has(code), (checked) => {
        this.store.narrow({ status: changed(this.store.scene.filter.status, [code], checked) });
      });
      return el("label", { title }, box, el("span", {}, label), tally(this.#byStatus?.status[code], this.#byStatus));
    });
  }

  #box(id: string, checked: boolean, change: (checked: boolean) => void): HTMLInputElement {
    const box = el("input", { type: "checkbox", id });
    box.checked = checked;
    box.addEventListener("change", () => change(box.checked));
    return box;
  }

  #choose(types: readonly string[], checked: boolean): void {
    this.store.narrow({ types: changed(this.store.scene.filter.types, types, checked) });
  }

  #unfold(group: string): void {
    if (!this.#open.delete(group)) this.#open.add(group);
    this.#draw();
  }
}

function changed(set: ReadonlySet<string>, values: readonly string[], add: boolean): Set<string> {
  const next = new Set(set);
  for (const value of values) {
    if (add) next.add(value);
    else next.delete(value);
  }
  return next;
}

/** The count beside a filter: nothing before it is known, then 0 rather than nothing. */
function tally(number: number | undefined, known: Facets | null): HTMLElement {
  return el("span", { class: "tally" }, known ? words.number(number ?? 0) : "");
}
