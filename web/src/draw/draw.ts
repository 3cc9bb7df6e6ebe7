import { getDistance } from "ol/sphere";

import type { Area, Position } from "../area";
import { byId } from "../dom";
import type { EventMap } from "../map/map";
import { DrawBar } from "./bar";
import { Pen } from "./pen";
import { areaBetween, canFinish, lengthInWords, lengthOf, sizeInWords, type Tool } from "./sketch";

/** The northernmost point that a circle of typed radius may be drawn through, in degrees. */
const LATITUDE_MAX = 89;

/** Draws areas and lines on the map: the pen, and the bar that tells how. */
export class Draw {
  readonly #bar = new DrawBar({
    back: () => this.#pen.back(),
    done: () => this.#pen.finish(),
    leave: () => this.leave(),
    radius: (metres) => this.#circle(metres),
  });
  readonly #pen: Pen;

  /** `chosen` takes each area that is drawn. */
  constructor(
    readonly map: EventMap,
    readonly chosen: (area: Area) => void,
  ) {
    this.#pen = new Pen(map.canvas, byId("map"), {
      drawn: (tool, points) => this.#drawn(tool, points),
      finished: (tool, points) => this.#finished(tool, points),
      left: () => this.leave(),
    });
    byId("map-area").append(this.#bar.root);
  }

  start(tool: Tool): void {
    this.map.taken = true;
    this.#pen.start(tool);
  }

  /** Gives the drawing up, or takes a measured line away. */
  leave(): void {
    this.#pen.leave();
    this.#bar.hide();
    this.map.taken = false;
    byId("map").focus();
  }

  #drawn(tool: Tool, points: Position[]): void {
    const { count, points: set } = this.#pen;
    this.#bar.show(tool, count, sizeInWords(tool, points), canFinish(tool, set));
  }

  #finished(tool: Tool, points: Position[]): void {
    if (tool === "measure") {
      this.#bar.showMeasured(lengthInWords(lengthOf(points)));
      // The click that ended the line is still under way, and shall open no event.
      setTimeout(() => (this.map.taken = false));
      return;
    }
    const area = areaBetween(tool, points);
    setTimeout(() => this.leave());
    if (area) this.chosen(area);
  }

  /** Finishes the circle around the point that is set, with a radius in metres. */
  #circle(metres: number): void {
    const [centre] = this.#pen.points;
    if (!centre) return;
    const [lon, lat] = centre;
    const degree_m = getDistance([lon, 0], [lon, 1]);
    const north: Position = [lon, lat + metres / degree_m];
    if (north[1] > LATITUDE_MAX) north[1] = lat - metres / degree_m;
    this.#pen.finishAt(north);
  }
}
