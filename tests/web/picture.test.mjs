import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { assertNothingWrong, captionCount, launch, openPage } from "./browser.mjs";
import { PUBLISHED, REPORT } from "./reports.mjs";
import { startZij } from "./zij.mjs";

/** The colour of conflict and the paper, red, green and blue. */
const VERMILION = [0xd5, 0x5e, 0x00];
const PAPER = [255, 255, 255];

let zij, browser;

before(async () => {
  zij = await startZij();
  await zij.add(REPORT, { published: PUBLISHED });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

/** Opens a page, and the menu of what it makes of its events. */
async function open(lang, look) {
  const opened = await openPage(browser, zij.address, `/?lang=${lang}`, look);
  const { page } = opened;
  await page.evaluate(() => (window.print = () => (document.body.dataset.printed = "yes")));
  const choose = async (name) => {
    await page.locator("#actions .menu summary").click();
    await page.locator("#actions .menu").getByRole("button", { name }).click();
  };
  return { ...opened, choose };
}

/** What a PNG file shows: its size in pixels, and whether colours are found on it. */
function look(page, bytes, colours) {
  return page.evaluate(
    async ([base64, wanted]) => {
      const binary = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([binary], { type: "image/png" }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      const holds = ([r, g, b]) =>
        data.some((_, at) => at % 4 === 0 && data[at] === r && data[at + 1] === g && data[at + 2] === b);
      return { width: bitmap.width, height: bitmap.height, holds: wanted.map(holds) };
    },
    [bytes.toString("base64"), colours],
  );
}

async function checkPicture(lang, size, name) {
  const { page, wrong, context, choose } = await open(lang, size);
  const map = await page.locator("#map").boundingBox();
  const panel = await page.locator("#panel").boundingBox();
  const seen = size === "phone" ? panel.y - map.y : map.height;
  const ratio = await page.evaluate(() => devicePixelRatio);
  const [file] = await Promise.all([page.waitForEvent("download"), choose(name)]);
  assert.match(file.suggestedFilename(), /^zij-\d{4}-\d\d-\d\d\.png$/);
  const shown = await look(page, await readFile(await file.path()), [VERMILION, PAPER]);
  assert.deepEqual(shown.holds, [true, true]);
  assert.equal(shown.width, Math.round(map.width * ratio));
  const beside = shown.height / ratio - seen;
  assert.ok(beside > 90 && beside < 170, `${beside} pixels for the caption and the legend beside what is seen`);
  assertNothingWrong(wrong);
  await context.close();
}

async function checkReport(lang, size, name, day) {
  const { page, wrong, context, choose } = await open(lang, size);
  const count = await captionCount(page);
  await choose(name);
  await page.locator("body[data-printed]").waitFor();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#report li").count(), count);
  assert.ok(await page.locator("#report img").evaluate((image) => image.naturalWidth > 0));
  await page.locator("#report").getByText(day).first().waitFor();
  assert.equal(await page.locator("#main").isVisible(), false);
  const paper = await page.pdf({ format: "A4" });
  assert.equal(paper.subarray(0, 5).toString(), "%PDF-");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator("#report > *").count(), 0);
  assertNothingWrong(wrong);
  await context.close();
}

test("the map is saved as a picture with its legend", () => checkPicture("en", "desk", /^Picture of the map/));
test("the map is saved as a picture on a phone", () => checkPicture("ru", "phone", /^Снимок карты/));
test("the map is saved as a picture in Uzbek", () => checkPicture("uz", "desk", /^Xarita surati/));

test("the events are printed as a report", () => checkReport("en", "desk", /^Printable report/, /17 March 2025/));
test("the events are printed from a phone", () =>
  checkReport("uz", "phone", /^Chop etiladigan hisobot/, /2025-yil 17-mart/));
test("the events are printed in Russian", () => checkReport("ru", "desk", /^Отчёт для печати/, /17 марта 2025/));
