import { getDistance } from "ol/sphere";

import { api } from "../api";
import { writeCircle } from "../area";
import { addDays, dateInShort, daysBetween } from "../dates";
import { button, el } from "../dom";
import { eventGlyph } from "../glyph";
import { words } from "../language/language";
import type { EventFeature } from "../wire";
import { distance } from "../words";

/** Related is what lies within so many metres, or within the event's own uncertainty where that is more. */
const NEAR_M = 50_000;
const NEAR_MAX_M = 300_000;
/** Related is what begins at most so many days before or after. */
const NEAR_DAYS = 30;
/** So many near events are looked at, and so many shown. */
const LOOKED_AT = "200";
const SHOWN_MAX = 6;

/** An event near another one, with how far it is in place and time. */
export interface Near {
  event: EventFeature;
  metres: number;
  /** Later is positive; null where either has no date. */
  days: number | null;
}

/** The events that are near in place and time, the nearest first; none for an event without a place. */
export async function related(event: EventFeature, signal: AbortSignal): Promise<Near[]> {
  if (!event.geometry) return [];
  const { event_date, uncertainty_m } = event.properties;
  const radius_m = Math.min(Math.max(NEAR_M, uncertainty_m ?? 0), NEAR_MAX_M);
  const params = new URLSearchParams({ around: writeCircle({ centre: event.geometry.coordinates, radius_m }) });
  if (event_date) params.set("datetime", `${addDays(event_date, -NEAR_DAYS)}/${addDays(event_date, NEAR_DAYS)}`);
  params.set("limit", LOOKED_AT);
  const { features } = await api.items(params, signal);
  return nearest(event, features);
}

/** The events nearest to one, itself and its other places left out; fifty kilometres count as much as thirty days. */
export function nearest(event: EventFeature, others: EventFeature[]): Near[] {
  const own = event.properties;
  const beside = others.filter(({ properties }) => properties.event_id !== own.event_id);
  const near = beside.map((other): Near => {
    const apart = event.geometry && other.geometry;
    const metres = apart ? getDistance(event.geometry!.coordinates, other.geometry!.coordinates) : Infinity;
    const [first, second] = [own.event_date, other.properties.event_date];
    return { event: other, metres, days: first && second ? daysBetween(first, second) : null };
  });
  const far = ({ metres, days }: Near) => metres / NEAR_M + Math.abs(days ?? NEAR_DAYS) / NEAR_DAYS;
  return near.sort((a, b) => far(a) - far(b)).slice(0, SHOWN_MAX);
}

/** The near events as a list that opens them. */
export function relatedBlock(near: Near[], open: (id: string) => void): HTMLElement | null {
  if (near.length === 0) return null;
  const rows = near.map(({ event, metres, days }) => {
    const { id, title } = event.properties;
    const facts = [dateInShort(event.properties), apartInWords(metres, days)].join(" · ");
    const row = button("", () => open(id));
    const said = el("span", { class: "words" }, el("span", { class: "title", dir: "auto" }, title));
    said.append(el("span", { class: "facts" }, facts));
    row.append(eventGlyph(event.properties), said);
    return el("li", {}, row);
  });
  return el("section", { class: "related" }, el("h3", {}, words.detail.related), el("ol", { class: "rows" }, ...rows));
}

/** `same place, 3 days later`. */
export function apartInWords(metres: number, days: number | null): string {
  const { samePlace, away, sameDay, daysApart } = words.detail;
  const place = metres < 1 ? samePlace : away(distance(metres));
  if (days === null) return place;
  return `${place}, ${days === 0 ? sameDay : daysApart(days)}`;
}
