import type { Extent } from "./wire";

/** A part of the earth that a reader draws on the map to see its events only. Positions are WGS 84, longitude first. */
export type Area =
  { kind: "box"; extent: Extent } | { kind: "circle"; circle: Circle } | { kind: "polygon"; ring: Position[] };

export type Position = [number, number];

/** All that lies within so many metres of a position. */
export interface Circle {
  centre: Position;
  radius_m: number;
}

/** About a metre: finer would only make addresses longer. */
const DECIMALS = 5;

/** A circle as the server's `around` writes it: longitude, latitude, metres. */
export function writeCircle({ centre, radius_m }: Circle): string {
  return [...centre.map(rounded), Math.round(radius_m)].join(",");
}

/** Reads three numbers as a circle; null when they are none. */
export function readCircle(text: string | null): Circle | null {
  const numbers = (text ?? "").split(",").map((part) => (part.trim() ? Number(part) : NaN));
  const [lon = NaN, lat = NaN, radius_m = NaN] = numbers;
  const isOne = numbers.length === 3 && isPosition([lon, lat]) && radius_m >= 0 && radius_m < Infinity;
  return isOne ? { centre: [lon, lat], radius_m } : null;
}

/** The condition in CQL2 that an event lies in a polygon, whose corners are not told twice. */
export function within(ring: Position[]): string {
  const closed = [...ring, ...ring.slice(0, 1)];
  return `S_INTERSECTS(geometry,POLYGON((${closed.map((corner) => corner.map(rounded).join(" ")).join(",")})))`;
}

/** The corners of the polygon of a condition that `within` has written; null for any other. */
export function ringOf(condition: string): Position[] | null {
  const corners = /^S_INTERSECTS\(geometry,POLYGON\(\(([-\d. ,]+)\)\)\)$/.exec(condition)?.[1];
  const ring = (corners ?? "").split(",").map((corner) => corner.trim().split(/ +/).map(Number) as Position);
  return ring.length > 3 && ring.every(isPosition) ? ring.slice(0, -1) : null;
}

/** An extent with as many decimals as an address needs. */
export function roundedExtent(extent: Extent): Extent {
  return extent.map(rounded) as Extent;
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(DECIMALS));
}

function isPosition([lon, lat]: Position): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}
