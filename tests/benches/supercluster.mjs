// What supercluster takes to cluster the points that `cargo bench --bench index -- 1000000 --points points.bin` has
// written: `node supercluster.mjs points.bin`, in a folder with `npm install supercluster`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const resolve = createRequire(join(process.cwd(), "here.js")).resolve;
const { default: Supercluster } = await import(pathToFileURL(resolve("supercluster")).href);

const bytes = readFileSync(process.argv[2]);
const numbers = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
const features = Array.from({ length: numbers.length / 2 }, (_, at) => ({
  type: "Feature",
  properties: {},
  geometry: { type: "Point", coordinates: [numbers[2 * at], numbers[2 * at + 1]] },
}));

let least = Infinity;
for (let round = 0; round < 3; round += 1) {
  const before = process.cpuUsage();
  const index = new Supercluster({ maxZoom: 16 }).load(features);
  const { user, system } = process.cpuUsage(before);
  least = Math.min(least, (user + system) / 1e6);
  if (index.getTile(0, 0, 0).features.length === 0) {
    throw new Error("no cluster in the tile of the whole world");
  }
}
console.log(`supercluster: ${features.length} points in ${least.toFixed(2)} core-seconds`);
