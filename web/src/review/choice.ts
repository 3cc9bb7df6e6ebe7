import { candidatesBlock } from "../detail/candidates";
import { facts, heading } from "../detail/detail";
import { el } from "../dom";
import { words } from "../language/language";
import type { Choice } from "../map/choices";
import type { Candidate, EventDetail } from "../wire";

/** What the event is, and the places that it may mean, numbered as their keys. */
export function choiceBlock(detail: EventDetail, choose: (candidate: Candidate) => void): HTMLElement {
  const { properties } = detail.event;
  return el(
    "div",
    { class: "choice" },
    heading(properties),
    candidatesBlock(properties, weighed(detail), choose),
    facts(properties),
  );
}

/** The event's present place, then those that were weighed beside it, in the order of their keys. */
export function weighed({ event, candidates }: EventDetail): Candidate[] {
  const { location, place_id, kind, country, admin1, uncertainty_m, geocode_score } = event.properties;
  const others = candidates.filter(({ id }) => id !== place_id);
  if (!event.geometry || !location) return others;
  const [lon, lat] = event.geometry.coordinates;
  const present: Candidate = {
    id: place_id ?? "",
    name: location,
    kind: kind ?? "",
    country: country ?? "",
    admin1: admin1 ?? "",
    lon,
    lat,
    uncertainty_m: uncertainty_m ?? 0,
    score: geocode_score ?? 1,
    why: candidates.find(({ id }) => id === place_id)?.why ?? [words.review.present],
  };
  return [present, ...others];
}

/** The places on the map, each with the number of its key. */
export function choicesOf(detail: EventDetail): Choice[] {
  const { place_id } = detail.event.properties;
  return weighed(detail).map(({ id, lon, lat }, index) => ({
    number: index + 1,
    position: [lon, lat],
    chosen: id === (place_id ?? ""),
  }));
}
