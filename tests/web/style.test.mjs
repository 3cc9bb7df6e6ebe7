// The style document for MapLibre, by MapLibre's own validator.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";

import { PUBLISHED, REPORT } from "./reports.mjs";
import { startZij } from "./zij.mjs";

let zij;

before(async () => {
  zij = await startZij();
  await zij.add(REPORT, { published: PUBLISHED });
});

after(() => zij?.stop());

async function json(address) {
  const answer = await fetch(address);
  assert.equal(answer.status, 200, address);
  return answer.json();
}

test("the style is valid and everything that it names is there", async () => {
  const style = await json(`${zij.address}/styles/events.json?event_type=protest`);
  assert.deepEqual(validateStyleMin(style), []);
  const { events, ...base } = style.sources;
  for (const { data } of Object.values(base)) {
    assert.equal((await json(data)).type, "FeatureCollection");
  }
  const tiles = await json(events.url);
  assert.match(tiles.tiles[0], /\.mvt\?event_type=protest$/);
  const drawn = style.layers.filter((layer) => layer.source === "events").map((layer) => layer["source-layer"]);
  assert.deepEqual(new Set(drawn), new Set(tiles.vector_layers.map((layer) => layer.id)));
});

test("the validator finds what is wrong", async () => {
  const style = await json(`${zij.address}/styles/events.json`);
  style.layers.at(-1).paint["circle-radius"] = "wide";
  assert.equal(validateStyleMin(style).length, 1);
});
