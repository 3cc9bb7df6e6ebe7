// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { placesOf } from "../src/detail/places";
import { apartInWords, nearest } from "../src/detail/related";
import { citation } from "../src/detail/share";
import type { EventDetail, EventFeature, EventProperties, Mention } from "../src/wire";

const OSH: [number, number] = [72.7985, 40.5283];
const ANDIJAN: [number, number] = [72.3442, 40.7821];

function event(id: string, event_date: string | null, coordinates: [number, number]): EventFeature {
  const properties = { id, event_id: id.split("-")[0], event_date } as EventProperties;
  return { type: "Feature", id, geometry: { type: "Point", coordinates }, properties };
}

test("the nearest events stand first, in place and time together, and the event itself not at all", () => {
  const one = event("a-1", "2025-03-17", OSH);
  const others = [
    event("a-2", "2025-03-17", ANDIJAN),
    event("b-1", "2025-04-16", OSH),
    event("c-1", "2025-03-18", OSH),
    event("d-1", "2025-03-17", ANDIJAN),
    event("e-1", null, OSH),
  ];
  const near = nearest(one, [one, ...others]);
  expect(near.map(({ event: { id }, days }) => [id, days])).toEqual([
    ["c-1", 1],
    ["d-1", 0],
    ["b-1", 30],
    ["e-1", null],
  ]);
});

test("how far apart two events are is said in words", () => {
  expect(apartInWords(0, 0)).toBe("same place, same day");
  expect(apartInWords(12_300, -1)).toBe("12 km away, 1 day earlier");
  expect(apartInWords(800, 9)).toBe("800 m away, 9 days later");
  expect(apartInWords(800, null)).toBe("800 m away");
});

test("a document's places are those where something is, each once, the most named first", () => {
  const mention = (id: string, role: string) =>
    ({ role, place: { id, name: id, lon: 1, lat: 2 } }) as unknown as Mention;
  const places = placesOf([
    mention("Osh", "literal"),
    mention("Moscow", "associative"),
    mention("Batken", "literal"),
    mention("Batken", "literal"),
    { role: "literal", place: null } as unknown as Mention,
  ]);
  expect(places.map(({ id, times }) => [id, times])).toEqual([
    ["Batken", 2],
    ["Osh", 1],
  ]);
});

test("a citation holds the words, the source, the date, the place and the way back", () => {
  const properties = {
    id: "ev-1",
    title: "Traders protest",
    event_date: "2025-03-17",
    event_date_end: null,
    event_date_edtf: "2025-03-17",
    location: "Osh",
    admin1: "Osh Region",
    country: "Kyrgyzstan",
    source: "AKI",
    source_date: "2025-03-18",
    source_headline: "Border talks",
    source_url: "https://example.org/1",
  };
  const detail = {
    event: { properties },
    evidence: { quote: " On 17 March traders protested in Osh. " },
    document: null,
  };
  expect(citation(detail as unknown as EventDetail, "http://127.0.0.1:8080/?id=ev-1")).toBe(
    [
      "“On 17 March traders protested in Osh.”",
      "— Border talks, AKI, 18 March 2025, https://example.org/1.",
      "17 March 2025; Osh › Osh Region › Kyrgyzstan.",
      "Zij ev-1: http://127.0.0.1:8080/?id=ev-1",
    ].join("\n"),
  );
});
