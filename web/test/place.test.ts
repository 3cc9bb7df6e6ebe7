import { expect, test } from "vitest";

import { whereabouts } from "../src/place/box";
import { placeInWords } from "../src/place/places";
import type { PlaceFeature } from "../src/wire";

test("a place is told with what it is and all that it lies in", () => {
  expect(whereabouts({ kind: "air_base", regions: ["Qashqadaryo Region", "Uzbekistan"] })).toBe(
    "air base, Qashqadaryo Region, Uzbekistan",
  );
  expect(whereabouts({ kind: "country", regions: [] })).toBe("country");
});

test("a place that is shown is told with how exactly its point stands for it, and no name twice", () => {
  const place = (properties: Partial<PlaceFeature["properties"]>): PlaceFeature => ({
    type: "Feature",
    id: "x",
    geometry: { type: "Point", coordinates: [72.7985, 40.52828] },
    properties: {
      name: "Osh",
      kind: "city",
      country: "KG",
      admin1: null,
      admin2: null,
      population: null,
      uncertainty_m: 5900,
      ...properties,
    },
  });
  expect(placeInWords(place({ admin1: "Osh Region" }))).toBe("city, Osh Region, Kyrgyzstan · within about 6 km");
  expect(placeInWords(place({ admin1: "Osh", admin2: "Osh" }))).toBe("city, Kyrgyzstan · within about 6 km");
  expect(placeInWords(place({ country: null, kind: "sea", uncertainty_m: 400_000 }))).toBe("sea · within about 400 km");
});
