import { el, button, fill } from "../dom";
import { addDays, isDay } from "../dates";
import type { SceneStore } from "../store";
import { words } from "../language/language";

/** Spans in days that one button sets, counted back from the last event, or from today if events lie ahead. */
const PRESETS = [
  ["days7", 7],
  ["days30", 30],
  ["year", 365],
] as const;

/** The first and the last day of the time filter, with its presets. */
export class TimeFilter {
  readonly root = el("fieldset", { class: "time" });
  readonly #from = el("input", { type: "date", id: "time-from" });
  readonly #to = el("input", { type: "date", id: "time-to" });
  #lastDay = "";

  constructor(
    readonly store: SceneStore,
    readonly today: string,
  ) {
    const days = el(
      "div",
      { class: "days" },
      el("label", {}, words.filters.from, this.#from),
      el("label", {}, words.filters.to, this.#to),
    );
    fill(this.root, el("legend", {}, words.filters.time), days, el("div", { class: "presets" }, ...this.#presets()));
    this.#from.addEventListener("change", () => this.#take(this.#from, "from"));
    this.#to.addEventListener("change", () => this.#take(this.#to, "to"));
    store.listen((scene, before) => scene.filter !== before.filter && this.#draw());
    this.#draw();
  }

  /** The last day that any event has, without the time filter. */
  setLastDay(day: string): void {
    this.#lastDay = day;
  }

  #draw(): void {
    const { from, to } = this.store.scene.filter;
    this.#from.value = from;
    this.#to.value = to;
    this.#from.max = to;
    this.#to.min = from;
  }

  #take(input: HTMLInputElement, part: "from" | "to"): void {
    if (input.value === "" || isDay(input.value)) this.store.narrow({ [part]: input.value });
  }

  #presets(): HTMLElement[] {
    const spans = PRESETS.map(([label, days]) =>
      button(words.filters[label], () => this.#lastDays(days), { class: "preset", title: words.filters.presetTitle }),
    );
    return [...spans, button(words.filters.all, () => this.store.narrow({ from: "", to: "" }), { class: "preset" })];
  }

  #lastDays(days: number): void {
    const end = this.#lastDay && this.#lastDay < this.today ? this.#lastDay : this.today;
    this.store.narrow({ from: addDays(end, 1 - days), to: end });
  }
}
