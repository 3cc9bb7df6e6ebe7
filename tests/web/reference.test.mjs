import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, captionCount, launch, openPage, settled } from "./browser.mjs";
import { startZij } from "./zij.mjs";

const DISTRICTS = {
  type: "FeatureCollection",
  features: [
    {
      type: "Feature",
      properties: { name: "My district" },
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [69, 41],
            [70, 41],
            [70, 42],
            [69, 42],
            [69, 41],
          ],
        ],
      },
    },
    { type: "Feature", properties: { name: "Post" }, geometry: { type: "Point", coordinates: [69.5, 41.5] } },
  ],
};

let zij, browser, page, wrong;
const sent = [];

before(async () => {
  zij = await startZij();
  await zij.add("Protesters gathered in Osh on 17 March 2025.");
  browser = await launch();
  ({ page, wrong } = await openPage(browser, zij.address));
  page.on("request", (request) => request.method() !== "GET" && sent.push(request.url()));
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

const file = (name, text) => ({ name, mimeType: "application/geo+json", buffer: Buffer.from(text) });
const rows = () => page.locator(".layers li");

/** The colour of the map at its middle, where the district lies once the map has gone there. */
const middle = () =>
  page.evaluate(() => {
    const copy = new OffscreenCanvas(1, 1).getContext("2d");
    for (const canvas of document.querySelectorAll("#map .ol-layer canvas, #map canvas.ol-layer"))
      copy.drawImage(canvas, -Math.round(canvas.width / 2) - 60, -Math.round(canvas.height / 2));
    return [...copy.getImageData(0, 0, 1, 1).data].join();
  });

test("a file of one's own is shown on the map and listed, and is not sent", async () => {
  await page.locator("#layers summary").click();
  await page.locator("#reference-files").setInputFiles(file("districts.geojson", JSON.stringify(DISTRICTS)));
  await rows().first().waitFor();
  assert.match(await rows().innerText(), /districts\.geojson\s+2/);
  await page.waitForTimeout(800);
  await settled(page);
  await assertAccessible(page);
  const shown = await middle();
  await page.getByLabel("Show districts.geojson").uncheck();
  await page.waitForTimeout(300);
  assert.notEqual(await middle(), shown, "a layer that is off is not drawn");
  await page.getByLabel("Show districts.geojson").check();
  await page.waitForTimeout(300);
  assert.equal(await middle(), shown);
  assert.equal(await captionCount(page), 1);
  assert.deepEqual(sent, []);
});

test("a file that cannot be shown is refused with its fault", async () => {
  const bad = JSON.stringify(DISTRICTS).replace("69.5,41.5", "4580000,41.5");
  await page.locator("#reference-files").setInputFiles([file("utm.geojson", bad), file("list.json", "name;lon")]);
  const told = page.locator("#layers .fault");
  await told
    .getByText(/utm\.geojson: .*features\[1\]\.geometry\.coordinates\[0\] is 4580000, expected -180 … 180/)
    .waitFor();
  assert.match(await told.innerText(), /list\.json: it is no JSON/);
  assert.equal(await rows().count(), 1);
  await assertAccessible(page);
});

test("a file dropped on the lower part is only shown, and can be removed by keys", async () => {
  const held = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.geojson"));
    return data;
  }, JSON.stringify(DISTRICTS));
  await page.dispatchEvent("body", "dragenter", { dataTransfer: held });
  const place = await page.locator("#drop-beside").boundingBox();
  const at = { clientX: place.x + 20, clientY: place.y + 20, dataTransfer: held };
  await page.dispatchEvent("body", "drop", at);
  await rows().nth(1).waitFor();
  await page.getByRole("button", { name: "Remove dropped.geojson" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await rows().count(), 1);
  assert.deepEqual(sent, []);
});

test("a phone shows a file in Uzbek, with room for a finger", async () => {
  const phone = await openPage(browser, zij.address, "/?lang=uz", "phone");
  await phone.page.locator("#layers summary").tap();
  await phone.page.locator("#reference-files").setInputFiles(file("tuman.geojson", JSON.stringify(DISTRICTS)));
  await phone.page.locator(".layers li").waitFor();
  await assertAccessible(phone.page);
  const small = await phone.page
    .locator("#layers button, #layers summary")
    .evaluateAll((all) => all.filter((it) => it.offsetHeight < 44).map((it) => it.textContent));
  assert.deepEqual(small, []);
  assertNothingWrong(phone.wrong);
  await phone.context.close();
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  assertNothingWrong(wrong);
});
