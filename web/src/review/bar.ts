import { button, el, fill } from "../dom";
import { words } from "../language/language";
import { distance } from "../words";

/** What the buttons of the bar do; every one has a key, too. */
export interface BarActions {
  confirm(): void;
  reject(): void;
  nowhere(): void;
  pin(): void;
  skip(): void;
  undo(): void;
  every(): void;
  takePin(): void;
  leavePin(): void;
  /** Within how many metres of the pin the event lies. */
  widen(radius_m: number): void;
  close(): void;
}

/** How exactly a pin may be put, in metres. */
const RADII_M = [100, 500, 1000, 5000, 10_000, 25_000, 50_000, 100_000];
export const RADIUS_FIRST_M = 1000;

/** What is asked about now. */
export interface Asked {
  progress: { place: number; total: number };
  /** The name that several open events of the source share, and how many do; null for one alone. */
  alike: { name: string; count: number } | null;
  /** Whether the next decision goes for all of them. */
  every: boolean;
  /** Whether a pin is being put. */
  pinning: boolean;
  canUndo: boolean;
  done: boolean;
}

/** How far the queue is, and every decision as a button with its key. */
export class Bar {
  readonly #progress = el("strong", { class: "progress" });
  readonly #status = el("span", { class: "said", role: "status", "aria-live": "polite" });
  readonly #buttons = el("div", { class: "judge", role: "group", "aria-label": words.review.decide });
  readonly #pin = el("div", { class: "judge", role: "group", "aria-label": words.review.pin });
  readonly #every: HTMLButtonElement;
  readonly #undo: HTMLButtonElement;
  readonly #radius: HTMLSelectElement;
  readonly root: HTMLElement;

  constructor(readonly actions: BarActions) {
    const { confirm, reject, nowhere, pin, skip, undo, every, close } = actions;
    this.#every = keyed("", "b", every, "every");
    this.#undo = keyed(words.detail.undo, "u", undo);
    this.#radius = radiusChoice((radius) => actions.widen(radius));
    fill(
      this.#buttons,
      keyed(words.detail.confirm, "c", confirm, "primary"),
      keyed(words.detail.reject, "x", reject),
      keyed(words.review.nowhere, "0", nowhere),
      keyed(words.review.pin, "p", pin),
      keyed(words.review.skip, "n", skip),
      this.#undo,
    );
    fill(
      this.#pin,
      el("span", { class: "quiet" }, words.review.howToPin),
      el("label", {}, words.review.within, this.#radius),
      keyed(words.review.putPin, "Enter", () => actions.takePin(), "primary"),
      keyed(words.review.leavePin, "Esc", () => actions.leavePin()),
    );
    const shut = button("×", close, { class: "close", "aria-label": words.review.close, title: words.review.close });
    this.root = el(
      "div",
      { class: "review-bar" },
      el("h1", { tabindex: -1 }, words.screens.review),
      this.#progress,
      this.#buttons,
      this.#pin,
      this.#every,
      this.#status,
      shut,
    );
  }

  show({ progress, alike, every, pinning, canUndo, done }: Asked): void {
    this.#progress.textContent = progress.total > 0 ? words.review.progress(progress.place, progress.total) : "";
    this.#buttons.hidden = pinning;
    this.#pin.hidden = !pinning;
    for (const one of this.#buttons.querySelectorAll("button")) one.disabled = done;
    this.#undo.disabled = !canUndo;
    this.#every.hidden = alike === null || done;
    this.#every.setAttribute("aria-pressed", String(every));
    if (alike) this.#every.firstChild!.textContent = words.review.every(alike.count, alike.name);
  }

  /** Says what has happened. */
  tell(news: string): void {
    this.#status.textContent = news;
  }

  focus(): void {
    this.root.querySelector("h1")?.focus();
  }

  get radius(): number {
    return Number(this.#radius.value);
  }
}

/** A button with the key that does the same. */
function keyed(label: string, key: string, act: () => void, look: string | null = null): HTMLButtonElement {
  const one = button(label, act, { class: look, "aria-keyshortcuts": key === "Esc" ? "Escape" : key });
  one.append(el("kbd", { "aria-hidden": "true" }, key));
  return one;
}

function radiusChoice(changed: (radius_m: number) => void): HTMLSelectElement {
  const options = RADII_M.map((radius) =>
    el("option", { value: radius, selected: radius === RADIUS_FIRST_M }, distance(radius)),
  );
  const choice = el("select", {}, ...options);
  choice.addEventListener("change", () => changed(Number(choice.value)));
  return choice;
}
