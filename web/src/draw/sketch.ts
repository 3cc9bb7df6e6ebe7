import { getArea, getDistance } from "ol/sphere";

import { roundedExtent, type Area, type Position } from "../area";
import { words } from "../language/language";
import { outlineOf } from "../map/outline";
import type { Extent } from "../wire";

/** What can be drawn: three ways to choose events, and a line whose length is told. */
export const TOOLS = ["box", "circle", "polygon", "measure"] as const;
export type Tool = (typeof TOOLS)[number];

/** How many points finish a drawing by themselves; the others are finished by hand. */
const POINTS: Partial<Record<Tool, number>> = { box: 2, circle: 2 };

/** Whether the points are all that a tool needs. */
export function isFull(tool: Tool, points: Position[]): boolean {
  return points.length === POINTS[tool];
}

/** Whether a tool that is finished by hand may be finished. */
export function canFinish(tool: Tool, points: Position[]): boolean {
  return !POINTS[tool] && points.length >= (tool === "polygon" ? 3 : 2);
}

/** The area between the points; null where they make none. */
export function areaBetween(tool: Tool, points: Position[]): Area | null {
  const [first, second] = points;
  if (tool === "measure" || !first || !second) return null;
  if (tool === "circle") return { kind: "circle", circle: { centre: first, radius_m: getDistance(first, second) } };
  if (tool === "box") return { kind: "box", extent: roundedExtent(extentOf([first, second])) };
  return points.length > 2 ? { kind: "polygon", ring: points } : null;
}

/** How large it is so far, in words; empty where there is nothing to measure. */
export function sizeInWords(tool: Tool, points: Position[]): string {
  if (tool === "measure" || (tool === "polygon" && points.length === 2)) return lengthInWords(lengthOf(points));
  const area = areaBetween(tool, points);
  if (!area) return "";
  if (area.kind === "circle") {
    const radius = lengthInWords(area.circle.radius_m);
    return radius && words.draw.radius(radius);
  }
  return areaInWords(getArea(outlineOf(area), { projection: "EPSG:4326" }));
}

/** The length of a line along the earth, in metres. */
export function lengthOf(points: Position[]): number {
  return points.slice(1).reduce((sum, point, index) => sum + getDistance(points[index]!, point), 0);
}

/** A length as it is measured, to about three digits: `840 m`, `4.21 km`, `312 km`. */
export function lengthInWords(metres: number): string {
  if (metres === 0) return "";
  if (metres < 1000) return words.units.metres(Math.round(metres));
  return words.units.kilometres(threeDigits(metres / 1000));
}

function areaInWords(square_m: number): string {
  return square_m === 0 ? "" : words.units.squareKilometres(threeDigits(square_m / 1e6));
}

function threeDigits(value: number): number {
  return value < 100 ? Number(value.toPrecision(3)) : Math.round(value);
}

function extentOf(points: Position[]): Extent {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
