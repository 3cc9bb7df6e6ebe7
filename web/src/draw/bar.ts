import { button, el, fill } from "../dom";
import { words } from "../language/language";
import type { Tool } from "./sketch";

/** What a reader does beside the map while drawing. */
export interface BarEvents {
  back(): void;
  done(): void;
  leave(): void;
  /** A radius is typed, in metres. */
  radius(metres: number): void;
}

/** How to draw, what is drawn so far, and the ways on for those who draw by finger or by key. */
export class DrawBar {
  readonly #how = el("p", { role: "status" });
  readonly #size = el("strong", {});
  readonly #radius = el("input", { type: "number", min: 0.1, step: "any", inputmode: "decimal", id: "draw-radius" });
  readonly #radiusForm = el("form", {});
  readonly #back: HTMLButtonElement;
  readonly #done: HTMLButtonElement;
  readonly #leave: HTMLButtonElement;
  readonly root = el("div", { id: "draw-bar", role: "group", "aria-label": words.draw.label, hidden: true });

  constructor(readonly events: BarEvents) {
    this.#back = button(words.draw.back, () => events.back(), {});
    this.#done = button(words.draw.done, () => events.done(), { class: "primary" });
    fill(
      this.#radiusForm,
      el("label", { for: "draw-radius" }, words.draw.radiusInKm),
      this.#radius,
      el("button", { class: "primary" }, words.draw.done),
    );
    this.#radiusForm.addEventListener("submit", (event) => this.#submit(event));
    this.#leave = button(words.draw.cancel, () => events.leave(), {});
    fill(this.root, this.#how, this.#size, this.#radiusForm, this.#back, this.#done, this.#leave);
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      events.leave();
    });
  }

  /** Tells how a tool is used; `set` is how many points are set. */
  show(tool: Tool, set: number, size: string, canFinish: boolean): void {
    this.root.hidden = false;
    this.#leave.textContent = words.draw.cancel;
    const how = words.draw.how[tool](set);
    if (this.#how.textContent !== how) this.#how.textContent = how;
    this.#size.textContent = size;
    this.#radiusForm.hidden = tool !== "circle" || set === 0;
    this.#back.hidden = set < 2;
    this.#done.hidden = !canFinish;
  }

  /** Tells what was measured. */
  showMeasured(size: string): void {
    this.#how.textContent = words.draw.measured(size);
    this.#size.textContent = "";
    this.#back.hidden = true;
    this.#done.hidden = true;
    this.#leave.textContent = words.draw.close;
    this.#leave.focus();
  }

  hide(): void {
    this.root.hidden = true;
    this.#radius.value = "";
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const metres = Number(this.#radius.value) * 1000;
    if (metres > 0) this.events.radius(metres);
  }
}
