import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, captionCount, launch, openPage, settled } from "./browser.mjs";
import { PUBLISHED, REPORT } from "./reports.mjs";
import { startZij } from "./zij.mjs";

/** The Fergana valley in the middle of the map, a pixel about 600 m. */
const VALLEY = "view=71.5,40.5,8";

let zij, browser, page, wrong;

before(async () => {
  zij = await startZij();
  await zij.add(REPORT, { published: PUBLISHED });
  browser = await launch();
  ({ page, wrong } = await openPage(browser, zij.address, `/?${VALLEY}`));
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

/** Takes a tool of the menu. */
async function take(tool, on = page) {
  await on.locator("#draw summary").click();
  await on.getByRole("button", { name: tool, exact: true }).click();
  await on.locator("#map.is-drawing").waitFor();
}

/** A point of the map, counted in pixels from its middle. */
async function at(x, y, on = page) {
  const map = await on.locator("#map").boundingBox();
  return [map.x + map.width / 2 + x, map.y + map.height / 2 + y];
}

/** The caption, list, timeline and download agree with the server on the area of the address; how many it holds. */
async function agreed(on = page) {
  await settled(on);
  const query = new URL(on.url()).search.replace(/[?&](view|lang|follow)=[^&]*/g, "").replace(/^&/, "?");
  const { numberMatched } = await (await fetch(`${zij.address}/collections/events/items${query}`)).json();
  assert.equal(await captionCount(on), numberMatched, query);
  assert.equal(await on.locator("#results .rows button").count(), numberMatched);
  return numberMatched;
}

test("a dragged box narrows list, counts and downloads, and a chip takes it away", async () => {
  const all = await captionCount(page);
  await take("Box");
  await assertAccessible(page);
  await page.mouse.move(...(await at(-330, -230)));
  await page.mouse.down();
  await page.mouse.move(...(await at(0, 0)), { steps: 4 });
  await page
    .locator("#draw-bar")
    .getByText(/\d km²/)
    .waitFor();
  await page.mouse.move(...(await at(330, 230)), { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/bbox=/);
  const inside = await agreed();
  assert.ok(inside > 0 && inside < all, `${inside} of ${all}`);
  await page.locator("#actions .menu summary").click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /^GeoJSON lines/ }).click(),
  ]);
  assert.equal((await readFile(await file.path(), "utf8")).trim().split("\n").length, inside);
  await page.mouse.move(...(await at(0, 0)));
  await page.mouse.wheel(0, -300);
  await settled(page);
  assert.equal(await captionCount(page), inside, "the box stays where it was drawn when the map moves");
  await page.getByRole("button", { name: "Remove filter: in a part of the map" }).click();
  await page.waitForURL((url) => !url.search.includes("bbox"));
  assert.equal(await agreed(), all);
});

test("a circle is drawn by keys alone, with its radius typed", async () => {
  await page.goto(`${zij.address}/?${VALLEY}`);
  await settled(page);
  const all = await captionCount(page);
  await page.locator("#map").focus();
  for (const key of ["d", "ArrowDown"]) await page.keyboard.press(key);
  await page.locator("#draw-circle").focus();
  await page.keyboard.press("Enter");
  await page.locator("#map.is-drawing:focus").waitFor();
  for (const key of ["ArrowRight", "ArrowUp", "Enter"]) await page.keyboard.press(key);
  await page.getByLabel("Radius, km").fill("120");
  await page.keyboard.press("Enter");
  await page.waitForURL(/around=[\d.]+,[\d.]+,120000/);
  const inside = await agreed();
  assert.ok(inside > 0 && inside < all, `${inside} of ${all}`);
  await page.getByRole("button", { name: "Remove filter: within 120 km of a point" }).waitFor();
  await assertAccessible(page);
  await page.reload();
  assert.equal(await agreed(), inside);
});

test("a polygon takes the place of a circle, corner by corner, and Back brings the circle", async () => {
  const before = await captionCount(page);
  await take("Polygon");
  for (const [x, y] of [
    [-60, -60],
    [60, -60],
    [60, 60],
    [60, 60],
  ])
    await page.mouse.click(...(await at(x, y)));
  await page.waitForURL(/filter=S_INTERSECTS/);
  assert.doesNotMatch(page.url(), /around=/);
  await agreed();
  assert.equal(await page.locator("#map.is-drawing").count(), 0);
  await page.getByRole("button", { name: "Remove filter: in a drawn area" }).waitFor();
  await page.goBack();
  assert.equal(await agreed(), before);
});

test("Escape gives a drawing up and changes nothing", async () => {
  const address = page.url();
  await take("Polygon");
  await page.mouse.click(...(await at(-60, -60)));
  await page.keyboard.press("Escape");
  await page.locator("#draw-bar").waitFor({ state: "hidden" });
  assert.equal(page.url(), address);
});

test("a line tells its length, and picks no event", async () => {
  await page.goto(`${zij.address}/?view=70.5,41,6`);
  await settled(page);
  await take("Measure");
  await page.mouse.click(...(await at(-100, 0)));
  await page.mouse.click(...(await at(100, 0)));
  await page.mouse.click(...(await at(100, 0)));
  const told = await page.locator("#draw-bar").innerText();
  // 200 pixels of zoom 6 are 4.394 degrees of longitude, at 41 degrees north 369 km.
  assert.match(told, /The line is 369 km long/);
  assert.equal(await page.locator("#detail").isVisible(), false);
  await page.keyboard.press("Enter");
  await page.locator("#draw-bar").waitFor({ state: "hidden" });
});

test("only events in view still follows the map, and the address says so", async () => {
  await page.getByLabel("Only events in view").check();
  await page.waitForURL(/bbox=.*follow=map/);
  const before = page.url();
  await page.locator("#map").focus();
  await page.keyboard.press("+");
  await page.waitForURL((url) => url.href !== before && url.search.includes("follow=map"));
  await agreed();
  await page.reload();
  await settled(page);
  assert.equal(await page.getByLabel("Only events in view").isChecked(), true);
});

test("a circle is drawn by finger on a phone, in Russian", async () => {
  const phone = await openPage(browser, zij.address, `/?lang=ru&${VALLEY}`, "phone");
  const all = await captionCount(phone.page);
  await take("Круг", phone.page);
  await assertAccessible(phone.page);
  const map = await phone.page.locator("#map").boundingBox();
  assert.ok((await phone.page.locator("#panel").boundingBox()).height < 120, "the sheet makes room");
  await phone.page.touchscreen.tap(map.x + 190, map.y + 300);
  await phone.page.locator("#draw-bar").getByText("Коснитесь края или введите радиус.").waitFor();
  await phone.page.touchscreen.tap(map.x + 330, map.y + 300);
  await phone.page.waitForURL(/around=/);
  const inside = await agreed(phone.page);
  assert.ok(inside < all, `${inside} of ${all}`);
  const small = await phone.page
    .locator("#draw summary")
    .evaluateAll((all) => all.filter((it) => it.offsetHeight < 44 || it.offsetWidth < 44).length);
  assert.equal(small, 0);
  assertNothingWrong(phone.wrong);
  await phone.context.close();
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  assertNothingWrong(wrong);
});
