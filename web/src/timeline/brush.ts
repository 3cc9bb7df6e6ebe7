import { el } from "../dom";
import { dayInWords } from "../dates";
import type { Bin } from "../wire";
import type { TimeScale } from "./scale";
import { binsOf, timeOf, type Chosen } from "./span";
import { words } from "../language/language";

type Part = "from" | "to" | "body" | "new";

/** A drag shorter than this is a click, in pixels. */
const CLICK_PX = 4;
const EDGE = 14;
const PAGE = 6;

/** Two handles over the histogram, and the span between them; works by pointer and by keyboard. */
export class Brush {
  readonly root = el("div", { class: "brush" });
  readonly #span = el("div", { class: "span" });
  readonly #handles = { from: this.#handle("from"), to: this.#handle("to") };
  #bins: Bin[] = [];
  #scale: TimeScale | null = null;
  #chosen: Chosen = { from: "", to: "" };
  #drag: { part: Part; startX: number; first: number; last: number } | null = null;

  constructor(readonly choose: (from: string, to: string) => void) {
    this.root.append(this.#span, this.#handles.from, this.#handles.to);
    this.root.addEventListener("pointerdown", (event) => this.#start(event));
    this.root.addEventListener("pointermove", (event) => this.#move(event));
    this.root.addEventListener("pointerup", (event) => this.#end(event));
    this.root.addEventListener("pointercancel", () => this.#cancel());
    this.root.addEventListener("dblclick", () => this.choose("", ""));
  }

  draw(bins: Bin[], scale: TimeScale, chosen: Chosen): void {
    this.#bins = bins;
    this.#scale = scale;
    this.#chosen = chosen;
    const [first, last] = this.#indexes();
    this.#place(first, last);
  }

  focus(): void {
    this.#handles.from.focus();
  }

  #indexes(): [number, number] {
    return binsOf(this.#bins, this.#chosen);
  }

  #place(first: number, last: number): void {
    const scale = this.#scale;
    const [begin, end] = [this.#bins[first], this.#bins[last]];
    if (!scale || !begin || !end) return;
    const left = EDGE + scale.x(begin.start);
    const right = EDGE + scale.x(end.end) + scale.width / scale.days;
    this.#span.style.left = `${left}px`;
    this.#span.style.width = `${Math.max(right - left, 1)}px`;
    this.#handles.from.style.left = `${left}px`;
    this.#handles.to.style.left = `${right}px`;
    this.root.classList.toggle("narrowed", first > 0 || last < this.#bins.length - 1);
    this.#say(this.#handles.from, first, begin.start);
    this.#say(this.#handles.to, last, end.end);
  }

  #say(handle: HTMLElement, index: number, day: string): void {
    handle.setAttribute("aria-valuemin", "0");
    handle.setAttribute("aria-valuemax", String(this.#bins.length - 1));
    handle.setAttribute("aria-valuenow", String(index));
    handle.setAttribute("aria-valuetext", dayInWords(day));
  }

  #handle(part: "from" | "to"): HTMLElement {
    const label = part === "from" ? words.timeline.first : words.timeline.last;
    const handle = el("div", { class: `handle ${part}`, role: "slider", tabindex: 0, "aria-label": label });
    handle.addEventListener("keydown", (event) => this.#key(event, part));
    return handle;
  }

  #key(event: KeyboardEvent, part: "from" | "to"): void {
    const by = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageDown: -PAGE,
      PageUp: PAGE,
      Home: -1e9,
      End: 1e9,
    }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    let [first, last] = this.#indexes();
    if (part === "from") first = Math.min(Math.max(first + by, 0), last);
    else last = Math.max(Math.min(last + by, this.#bins.length - 1), first);
    this.#commit(first, last);
  }

  #start(event: PointerEvent): void {
    if (event.button !== 0) return;
    const [first, last] = this.#indexes();
    this.#drag = { part: this.#partAt(event), startX: this.#x(event), first, last };
    this.root.setPointerCapture(event.pointerId);
  }

  #partAt({ target }: Event): Part {
    if (target === this.#handles.from) return "from";
    if (target === this.#handles.to) return "to";
    return target === this.#span && this.root.classList.contains("narrowed") ? "body" : "new";
  }

  #move(event: PointerEvent): void {
    if (this.#drag) this.#place(...this.#dragged(event));
  }

  #end(event: PointerEvent): void {
    if (!this.#drag) return;
    const [first, last] = this.#dragged(event);
    const still = Math.abs(this.#x(event) - this.#drag.startX) < CLICK_PX;
    const clicked = still && this.#drag.part !== "from" && this.#drag.part !== "to";
    this.#drag = null;
    const at = this.#binAt(event);
    this.#commit(clicked ? at : first, clicked ? at : last);
  }

  #cancel(): void {
    this.#drag = null;
    this.#place(...this.#indexes());
  }

  #dragged(event: PointerEvent): [number, number] {
    const drag = this.#drag;
    if (!drag) return this.#indexes();
    const at = this.#binAt(event);
    const start = this.#bin(drag.startX);
    if (drag.part === "from") return [Math.min(at, drag.last), drag.last];
    if (drag.part === "to") return [drag.first, Math.max(at, drag.first)];
    if (drag.part === "new") return [Math.min(start, at), Math.max(start, at)];
    const by = Math.min(Math.max(at - start, -drag.first), this.#bins.length - 1 - drag.last);
    return [drag.first + by, drag.last + by];
  }

  #binAt(event: PointerEvent): number {
    return this.#bin(this.#x(event));
  }

  #bin(x: number): number {
    const day = this.#scale?.day(x - EDGE) ?? "";
    const index = this.#bins.findIndex((bin) => bin.end >= day);
    return index < 0 ? this.#bins.length - 1 : index;
  }

  #x(event: PointerEvent): number {
    return event.clientX - this.root.getBoundingClientRect().left;
  }

  #commit(first: number, last: number): void {
    const { from, to } = timeOf(this.#bins, first, last);
    if (from === this.#chosen.from && to === this.#chosen.to) this.#place(first, last);
    else this.choose(from, to);
  }
}
