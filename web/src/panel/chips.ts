import { ringOf } from "../area";
import { countryOfIso } from "../countries";
import { button, fill } from "../dom";
import { interval, type Filter } from "../filter";
import { dayInWords, spanInWords } from "../dates";
import type { Scene } from "../address";
import type { SceneStore } from "../store";
import { groupLabel, GROUPS, typeLabel } from "../taxonomy";
import { distance, precisions, statusLabel } from "../words";
import { words } from "../language/language";

/** One part of the filter in words, and the change that takes it away. */
export interface Chip {
  text: string;
  without: Partial<Filter>;
}

/** The parts of a filter that narrow what is shown. */
export function chipsOf(filter: Filter): Chip[] {
  const chips: Chip[] = [];
  const add = (text: string, without: Partial<Filter>) => text && chips.push({ text, without });
  add(filter.q && words.chips.quoted(filter.q), { q: "" });
  add(typesInWords(filter.types), { types: new Set() });
  add(timeInWords(filter), { from: "", to: "" });
  add(precisionsInWords(filter.precision), { precision: new Set() });
  add([...filter.status].map(statusLabel).join(words.chips.or), { status: new Set() });
  add(filter.located && (filter.located === "true" ? words.chips.withPlace : words.chips.withoutPlace), {
    located: "",
  });
  add(filter.doc && words.chips.oneDocument, { doc: "" });
  add(filter.bbox ? words.chips.partOfMap : "", { bbox: null });
  add(filter.around ? words.chips.circle(distance(filter.around.radius_m)) : "", { around: null });
  add(filter.iso && countryOfIso(filter.iso), { iso: "" });
  add(filter.source, { source: "" });
  add(conditionInWords(filter.condition), { condition: "" });
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
    if (chips.length > 1) chips.push(button(words.chips.clear, () => this.store.clear(), { class: "link" }));
    fill(this.root, ...chips);
    this.root.hidden = chips.length === 0;
  }

  #chip(text: string, remove: () => void): HTMLButtonElement {
    return button(`${text} ×`, remove, { class: "chip", "aria-label": words.chips.remove(text) });
  }
}

/** A polygon that was drawn is said, any other condition stands as it is written. */
function conditionInWords(condition: string): string {
  return ringOf(condition) ? words.chips.drawnArea : condition;
}

function typesInWords(types: ReadonlySet<string>): string {
  const names: string[] = [];
  for (const group of GROUPS) {
    const chosen = group.types.filter((type) => types.has(type));
    if (chosen.length === group.types.length) names.push(groupLabel(group.id));
    else names.push(...chosen.map(typeLabel));
  }
  return names.length > 3 ? words.chips.types(names.length) : names.join(", ");
}

function timeInWords({ from, to }: Filter): string {
  if (!interval(from, to)) return "";
  if (from && to) return spanInWords(from, to, true);
  return from ? words.chips.from(dayInWords(from, true)) : words.chips.until(dayInWords(to, true));
}

function precisionsInWords(chosen: ReadonlySet<string>): string {
  const labels = precisions()
    .filter(({ code }) => chosen.has(code))
    .map(({ label }) => label.toLowerCase());
  return labels.length > 0 ? words.chips.place(labels.join(words.chips.or)) : "";
}
