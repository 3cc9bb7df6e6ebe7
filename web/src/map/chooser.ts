import type Map from "ol/Map";
import PointerInteraction from "ol/interaction/Pointer";
import { fromLonLat } from "ol/proj";

import { Choices, type Choice, type Pin } from "./choices";

/** How far an arrow key moves the pin, and with Shift, in pixels. */
const STEP_PX = 10;
const FINE_STEP_PX = 1;

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** What a reviewer does on the map. */
export interface ChooserEvents {
  chosen(number: number): void;
  pinMoved(pin: Pin): void;
  pinTaken(): void;
  pinLeft(): void;
}

/** Lets a reviewer choose a numbered place on the map, or put a pin by click, by drag or by the arrow keys. */
export class Chooser {
  readonly choices = new Choices();
  #events: ChooserEvents | null = null;

  constructor(
    readonly map: Map,
    readonly target: HTMLElement,
  ) {
    map.addInteraction(this.#drag());
    target.addEventListener("keydown", (event) => this.#pressed(event), { capture: true });
  }

  /** Whether the map is for choosing, and not for picking events. */
  get isOpen(): boolean {
    return this.#events !== null;
  }

  open(events: ChooserEvents): void {
    this.#events = events;
  }

  close(): void {
    this.#events = null;
    this.choices.show([]);
  }

  show(choices: Choice[]): void {
    this.choices.show(choices);
  }

  get pin(): Pin | null {
    return this.choices.pin;
  }

  set pin(pin: Pin | null) {
    this.choices.pin = pin;
    if (pin) this.target.focus();
  }

  /** A click, in map units: moves the pin, or chooses a place. */
  clicked(coordinate: number[]): void {
    if (this.pin) return this.#movePin(coordinate);
    const number = this.choices.at(coordinate, this.#resolution);
    if (number !== null) this.#events?.chosen(number);
  }

  #drag(): PointerInteraction {
    return new PointerInteraction({
      handleDownEvent: ({ coordinate }) => this.choices.isOnPin(coordinate, this.#resolution),
      handleDragEvent: ({ coordinate }) => this.#movePin(coordinate),
      handleUpEvent: () => false,
    });
  }

  #movePin(coordinate: number[]): void {
    this.choices.movePin(coordinate);
    if (this.pin) this.#events?.pinMoved(this.pin);
  }

  #pressed(event: KeyboardEvent): void {
    if (!this.pin || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) this.#step(arrow, event.shiftKey);
    else if (event.key === "Enter") this.#events?.pinTaken();
    else if (event.key === "Escape") this.#events?.pinLeft();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #step([right, up]: [number, number], fine: boolean): void {
    if (!this.pin) return;
    const by = (fine ? FINE_STEP_PX : STEP_PX) * this.#resolution;
    const [x = 0, y = 0] = fromLonLat(this.pin.position);
    this.#movePin([x + right * by, y + up * by]);
  }

  get #resolution(): number {
    return this.map.getView().getResolution() ?? 1;
  }
}
