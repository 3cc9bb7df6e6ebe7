import { button, el } from "../dom";
import type { SceneStore } from "../store";
import type { Histogram } from "../wire";
import { binsOf, everyBin, timeOf, type Stretch } from "./span";
import { words } from "../language/language";

/** What moves while the timeline plays: the whole span, or only its end. */
export type Motion = "moving" | "growing";

/** How long one step is shown at single speed. */
const STEP_MS = 1000;
/** How many steps a span moves through that nobody has chosen. */
const STEPS = 24;

/** The span that playing begins with: the chosen one, or a first part of the whole. */
export function firstSpan(bins: Stretch[], [first, last]: [number, number], motion: Motion): [number, number] {
  const end = bins.length - 1;
  const length = last - first;
  if (motion === "growing") return last < end ? [first, last] : [first, first];
  if (length >= end) return [0, Math.max(Math.floor(bins.length / STEPS) - 1, 0)];
  return last < end ? [first, last] : [0, length];
}

/** The span after this one; null after the last. */
export function nextSpan(bins: Stretch[], [first, last]: [number, number], motion: Motion): [number, number] | null {
  if (last >= bins.length - 1) return null;
  return [motion === "moving" ? first + 1 : first, last + 1];
}

/** Plays the timeline: shows one span after the other, each until it has been drawn and looked at. */
export class Player {
  readonly root = el("span", { class: "player" });
  readonly #button = button("", () => this.toggle(), { class: "button play" });
  readonly #motion = choice(words.timeline.how, {
    moving: words.timeline.moving,
    growing: words.timeline.growing,
  });
  readonly #speed = choice(words.timeline.speed, { "1": "1×", "2": "2×", "4": "4×" });
  #bins: Stretch[] = [];
  #span: [number, number] | null = null;
  #timer = 0;

  constructor(readonly store: SceneStore) {
    this.root.append(this.#button, this.#motion, this.#speed);
    this.#motion.addEventListener("change", () => this.stop());
    store.listen(() => this.#span && !this.#isShown(this.#span) && this.stop());
    this.#draw();
  }

  get #moves(): Motion {
    return this.#motion.value as Motion;
  }

  /** What is played has been drawn; after a while the next span follows. */
  shown(histogram: Histogram): void {
    this.#bins = everyBin(histogram);
    this.root.hidden = this.#bins.length < 2;
    if (this.#span) this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#next(), STEP_MS / Number(this.#speed.value));
  }

  /** Begins to play, or stops. */
  toggle(): void {
    if (this.#span) this.stop();
    else if (this.#bins.length > 1) this.#start();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#span = null;
    this.#draw();
  }

  #start(): void {
    const chosen = binsOf(this.#bins, this.store.scene.filter);
    this.#go(firstSpan(this.#bins, chosen, this.#moves), "push");
    this.#draw();
  }

  #next(): void {
    const next = this.#span && nextSpan(this.#bins, this.#span, this.#moves);
    if (next) this.#go(next, "replace");
    else this.stop();
  }

  #go(span: [number, number], step: "push" | "replace"): void {
    this.#span = span;
    if (this.#isShown(span)) this.#wait();
    else this.store.narrow(timeOf(this.#bins, ...span), step);
  }

  #isShown(span: [number, number]): boolean {
    const { from, to } = this.store.scene.filter;
    const time = timeOf(this.#bins, ...span);
    return time.from === from && time.to === to;
  }

  #draw(): void {
    const playing = this.#span !== null;
    const label = playing ? words.timeline.stop : words.timeline.play;
    this.#button.textContent = playing ? "❚❚" : "▶";
    this.#button.setAttribute("aria-label", label);
    this.#button.title = `${label} (${words.timeline.space})`;
  }
}

function choice(label: string, options: Record<string, string>): HTMLSelectElement {
  const items = Object.entries(options).map(([value, said]) => el("option", { value }, said));
  return el("select", { "aria-label": label }, ...items);
}
