import { byId } from "./dom";

/** The three heights of the sheet on a narrow screen: the caption, half of the screen, nearly all of it. */
const STOPS = ["peek", "half", "full"] as const;
type Stop = (typeof STOPS)[number];

/** A drag shorter than this is a tap, in pixels. */
const TAP_PX = 6;
const NARROW = "(max-width: 899px)";

/** On a narrow screen the panel is a sheet over the map that is pulled up and down by its grip. */
export class Sheet {
  readonly #panel = byId("panel");
  readonly #grip = byId("grip");
  readonly #narrow = matchMedia(NARROW);
  #startY: number | null = null;

  constructor(readonly changed: () => void) {
    this.stop = "half";
    this.#grip.addEventListener("pointerdown", (event) => this.#start(event));
    this.#grip.addEventListener("pointermove", (event) => this.#move(event));
    this.#grip.addEventListener("pointerup", (event) => this.#end(event));
    this.#grip.addEventListener("click", (event) => event.detail === 0 && this.#next());
    this.#narrow.addEventListener("change", () => this.#place());
    this.#place();
  }

  get isNarrow(): boolean {
    return this.#narrow.matches;
  }

  get stop(): Stop {
    return (document.body.dataset["sheet"] as Stop | undefined) ?? "half";
  }

  set stop(stop: Stop) {
    document.body.dataset["sheet"] = stop;
    this.#grip.setAttribute("aria-expanded", String(stop !== "peek"));
  }

  /** The timeline stands under the map on a wide screen, inside the sheet on a narrow one; so do the views. */
  #place(): void {
    const timeline = byId("timeline");
    const screens = byId("screens");
    if (this.isNarrow) {
      byId("filters").before(timeline);
      byId("caption").after(screens);
    } else {
      byId("main").append(timeline);
      byId("actions").prepend(screens);
    }
    this.changed();
  }

  #start(event: PointerEvent): void {
    this.#startY = event.clientY;
    this.#grip.setPointerCapture(event.pointerId);
    this.#panel.classList.add("dragged");
  }

  #move(event: PointerEvent): void {
    if (this.#startY === null) return;
    this.#panel.style.translate = `0 ${Math.max(event.clientY - this.#startY, -this.#panel.offsetTop)}px`;
  }

  #end(event: PointerEvent): void {
    if (this.#startY === null) return;
    const by = event.clientY - this.#startY;
    this.#startY = null;
    this.#panel.classList.remove("dragged");
    this.#panel.style.translate = "";
    if (Math.abs(by) < TAP_PX) this.#next();
    else this.#pull(by < 0 ? 1 : -1);
    this.changed();
  }

  #pull(by: number): void {
    const index = STOPS.indexOf(this.stop) + by;
    this.stop = STOPS[Math.min(Math.max(index, 0), STOPS.length - 1)] ?? "half";
  }

  #next(): void {
    this.stop = STOPS[(STOPS.indexOf(this.stop) + 1) % STOPS.length] ?? "half";
    this.changed();
  }
}
