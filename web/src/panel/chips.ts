import { button, fill } from "../dom";
import { interval, type Filter } from "../filter";
import { dayInWords, spanInWords } from "../dates";
import type { Scene } from "../address";
import type { SceneStore } from "../store";
import { GROUPS, typeLabel } from "../taxonomy";
import { PRECISIONS } from "../words";

/** One part of the filter in words, and the change that takes it away. */
export interface Chip {
  text: string;
  without: Partial<Filter>;
}

/** The parts of a filter that narrow what is shown. */
export function chipsOf(filter: Filter): Chip[] {
  const chips: Chip[] = [];
  const add = (text: string, without: Partial<Filter>) => text && chips.push({ text, without });
  add(filter.q && `“${filter.q}”`, { q: "" });
  add(typesInWords(filter.types), { types: new Set() });
  add(timeInWords(filter), { from: "", to: "" });
  add(precisionsInWords(filter.precision), { precision: new Set() });
  add([...filter.status].join(" or "), { status: new Set() });
  add(filter.located && (filter.located === "true" ? "with a place" : "without a place"), { located: "" });
  add(filter.doc && "from one document", { doc: "" });
  add(filter.bbox ? "in a part of the map" : "", { bbox: null });
  return chips;
}

/** The chips of what narrows the events, each taken away by a click. */
export class Chips {
  constructor(
    readonly root: HTMLElement,
    readonly store: SceneStore,
  ) {
    store.listen((scene) => this.show(scene));
    this.show(store.scene);
  }

  show({ filter }: Scene): void {
    const chips = chipsOf(filter).map(({ text, without }) => this.#chip(text, () => this.store.narrow(without)));
    if (chips.length > 1) chips.push(button("Clear all", () => this.store.clear(), { class: "link" }));
    fill(this.root, ...chips);
    this.root.hidden = chips.length === 0;
  }

  #chip(text: string, remove: () => void): HTMLButtonElement {
    return button(`${text} ×`, remove, { class: "chip", "aria-label": `Remove filter: ${text}` });
  }
}

function typesInWords(types: ReadonlySet<string>): string {
  const names: string[] = [];
  for (const group of GROUPS) {
    const chosen = group.types.filter((type) => types.has(type.id));
    if (chosen.length === group.types.length) names.push(group.label);
    else names.push(...chosen.map((type) => typeLabel(type.id)));
  }
  return names.length > 3 ? `${names.length} types` : names.join(", ");
}

function timeInWords({ from, to }: Filter): string {
  if (!interval(from, to)) return "";
  if (from && to) return spanInWords(from, to, true);
  return from ? `from ${dayInWords(from, true)}` : `until ${dayInWords(to, true)}`;
}

function precisionsInWords(chosen: ReadonlySet<string>): string {
  const labels = PRECISIONS.filter((precision) => chosen.has(precision.code)).map((precision) =>
    precision.label.toLowerCase(),
  );
  return labels.length > 0 ? `place: ${labels.join(" or ")}` : "";
}
