import type Map from "ol/Map";
import type MapBrowserEvent from "ol/MapBrowserEvent";
import PointerInteraction from "ol/interaction/Pointer";
import { fromLonLat, toLonLat } from "ol/proj";

import type { Position } from "../area";
import { canFinish, isFull, type Tool } from "./sketch";
import { SketchLayer } from "./layer";

/** A press that moves no farther is a tap, in pixels. */
const TAP_PX = 6;
/** A point so near to the last or the first one finishes the drawing, in pixels. */
const CLOSING_PX = 10;
/** How far an arrow key moves the cross, and with Shift, in pixels. */
const STEP_PX = 10;
const FINE_STEP_PX = 1;
/** The second half of a double click does not zoom for so long after a drawing, in milliseconds. */
const DOUBLE_MS = 500;

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What the pen tells of a drawing. */
export interface PenEvents {
  /** Points were set, or the pointer has moved: `points` with where it is. */
  drawn(tool: Tool, points: Position[]): void;
  finished(tool: Tool, points: Position[]): void;
  left(): void;
}

/**
 * Draws on the map by mouse, finger or keys: a box or a circle by two taps or one drag, a polygon or a line by taps
 * that end at the last or the first point. Arrow keys move a cross, Enter sets a point there.
 */
export class Pen {
  readonly #layer: SketchLayer;
  #tool: Tool | null = null;
  #points: Position[] = [];
  /** Where the pointer or the cross is, in degrees. */
  #cursor: Position | null = null;
  #crossed = false;
  #downAt: number[] | null = null;
  #endedAt = -Infinity;

  constructor(
    readonly map: Map,
    readonly target: HTMLElement,
    readonly events: PenEvents,
  ) {
    this.#layer = new SketchLayer(map);
    map.addInteraction(this.#interaction());
    target.addEventListener("keydown", (event) => this.#pressed(event), { capture: true });
  }

  /** Starts a drawing; what is drawn already is given up. */
  start(tool: Tool): void {
    this.#tool = tool;
    this.#points = [];
    this.#cursor = null;
    this.#crossed = false;
    this.target.classList.add("is-drawing");
    this.target.focus();
    this.#draw();
  }

  /** Gives the drawing up; `byReader` tells it to the page. */
  leave(byReader = false): void {
    this.#tool = null;
    this.#points = [];
    this.#cursor = null;
    this.target.classList.remove("is-drawing");
    this.#layer.clear();
    if (byReader) this.events.left();
  }

  /** Takes the last point back. */
  back(): void {
    this.#points = this.#points.slice(0, -1);
    this.#draw();
  }

  /** Ends a polygon or a line with the points that it has. */
  finish(): void {
    const [tool, points] = [this.#tool, this.#points];
    if (!tool || !(isFull(tool, points) || canFinish(tool, points))) return;
    this.#endedAt = performance.now();
    this.#tool = null;
    this.#cursor = null;
    this.target.classList.remove("is-drawing");
    this.#layer.show(tool, points, null);
    this.events.finished(tool, points);
  }

  /** Ends a circle around the point that is set at the point that lies so many metres north of it. */
  finishAt(point: Position): void {
    this.#points = [...this.#points.slice(0, 1), point];
    this.finish();
  }

  #interaction(): PointerInteraction {
    const interaction = new PointerInteraction({
      handleDownEvent: ({ pixel, coordinate }) => this.#down(pixel, coordinate),
      handleDragEvent: ({ coordinate }) => this.#moved(coordinate),
      handleUpEvent: ({ pixel, coordinate }) => this.#up(pixel, coordinate),
      handleMoveEvent: ({ coordinate }) => this.#tool && this.#moved(coordinate),
    });
    const handle = interaction.handleEvent.bind(interaction);
    interaction.handleEvent = (event) => this.#takes(event) && handle(event);
    return interaction;
  }

  /** Whether an event goes on: a click sets a point, and a double click does not zoom. */
  #takes({ type, coordinate }: MapBrowserEvent): boolean {
    if (type === "dblclick") return !this.#tool && performance.now() - this.#endedAt > DOUBLE_MS;
    if (type === "click" && this.#tool && !isDragged(this.#tool)) this.#put(degrees(coordinate));
    return true;
  }

  #down(pixel: number[], coordinate: number[]): boolean {
    if (!this.#tool || !isDragged(this.#tool)) return false;
    this.#downAt = pixel;
    this.#crossed = false;
    if (this.#points.length === 0) this.#put(degrees(coordinate));
    return true;
  }

  #up(pixel: number[], coordinate: number[]): false {
    const [x = 0, y = 0] = this.#downAt ?? [];
    const isTap = Math.hypot(x - (pixel[0] ?? 0), y - (pixel[1] ?? 0)) < TAP_PX;
    const at = degrees(coordinate);
    const isFirst = this.#points.length === 1 && this.#apart(at, this.#points[0]) < TAP_PX;
    if (!(isTap && isFirst)) this.#put(at);
    return false;
  }

  #moved(coordinate: number[]): void {
    this.#crossed = false;
    this.#cursor = degrees(coordinate);
    this.#draw();
  }

  #put(point: Position): void {
    const tool = this.#tool;
    if (!tool) return;
    const ends = [this.#points[0], this.#points.at(-1)];
    if (canFinish(tool, this.#points) && ends.some((end) => this.#apart(point, end) < CLOSING_PX)) return this.finish();
    if (this.#points.length > 0 && this.#apart(point, this.#points.at(-1)) === 0) return;
    this.#points = [...this.#points, point];
    this.#cursor = point;
    this.#draw();
    if (isFull(tool, this.#points)) this.finish();
  }

  /** How far two positions are from each other on the screen, in pixels. */
  #apart(one: Position, other: Position | undefined): number {
    if (!other) return Infinity;
    const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [fromLonLat(one), fromLonLat(other)];
    return Math.hypot(ax - bx, ay - by) / (this.map.getView().getResolution() ?? 1);
  }

  #pressed(event: KeyboardEvent): void {
    if (!this.#tool || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) this.#step(arrow, event.shiftKey ? FINE_STEP_PX : STEP_PX);
    else if (event.key === "Enter") this.#put(this.#cross());
    else if (event.key === "Backspace") this.back();
    else if (event.key === "Escape") this.leave(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Where the cross is: where it was, or in the middle of the map. */
  #cross(): Position {
    this.#crossed = true;
    this.#cursor ??= degrees(this.map.getView().getCenter() ?? [0, 0]);
    return this.#cursor;
  }

  /** Moves the cross; the map follows where the cross would leave it. */
  #step([right, down]: [number, number], by_px: number): void {
    const [x = 0, y = 0] = this.map.getPixelFromCoordinate(fromLonLat(this.#cross())) ?? [];
    const [width = 0, height = 0] = this.map.getSize() ?? [];
    const [nextX, nextY] = [x + right * by_px, y + down * by_px];
    const coordinate = this.map.getCoordinateFromPixel([nextX, nextY]);
    this.#cursor = degrees(coordinate);
    if (nextX < 0 || nextY < 0 || nextX > width || nextY > height) this.map.getView().setCenter(coordinate);
    this.#draw();
  }

  #draw(): void {
    if (!this.#tool) return;
    const going = this.#cursor && !isFull(this.#tool, this.#points) ? [...this.#points, this.#cursor] : this.#points;
    this.#layer.show(this.#tool, going, this.#crossed ? this.#cursor : null);
    this.events.drawn(this.#tool, going);
  }

  /** How many points are set. */
  get count(): number {
    return this.#points.length;
  }

  /** The points that are set. */
  get points(): Position[] {
    return this.#points;
  }
}

/** Whether a tool is drawn by a drag too, during which the map stands still. */
function isDragged(tool: Tool): boolean {
  return tool === "box" || tool === "circle";
}

function degrees(coordinate: number[]): Position {
  const [lon = 0, lat = 0] = toLonLat(coordinate);
  return [lon, lat];
}
