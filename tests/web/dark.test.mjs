import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, launch, openPage, settled } from "./browser.mjs";
import { PUBLISHED, REPORT } from "./reports.mjs";
import { startZij } from "./zij.mjs";

let zij, browser, page, wrong;

before(async () => {
  zij = await startZij();
  await zij.add(REPORT, { published: PUBLISHED });
  browser = await launch();
  ({ page, wrong } = await openPage(browser, zij.address));
  await page.emulateMedia({ colorScheme: "dark" });
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

/** How light something is painted at the middle of the map, 0 to 255. */
async function lightness() {
  const land = await page
    .locator("#map canvas")
    .first()
    .evaluate((canvas) => {
      const copy = new OffscreenCanvas(1, 1).getContext("2d", {
        willReadFrequently: true,
      });
      copy.drawImage(canvas, -canvas.width / 2, -canvas.height / 3);
      return [...copy.getImageData(0, 0, 1, 1).data];
    });
  return (land[0] + land[1] + land[2]) / 3;
}

test("a dark scheme is kept by the page and the map, and follows a change at once", async () => {
  await page.goto(`${zij.address}/?view=66,47.5,7`);
  await settled(page);
  assert.ok((await lightness()) < 80, `${await lightness()}`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.waitForTimeout(300);
  assert.ok((await lightness()) > 180, `${await lightness()}`);
  await page.emulateMedia({ colorScheme: "dark" });
});

test("in a dark scheme every word has enough contrast", async () => {
  await page.goto(`${zij.address}/?place=geonames:1527534`);
  await settled(page);
  await assertAccessible(page);
  await page.locator("#results .rows button").first().click();
  await page.locator("#detail h2").waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "Read the whole document" }).click();
  await page.locator(".reader .text").waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "Close the document" }).click();
  await page.getByRole("button", { name: "Close the event" }).click();
  await page.keyboard.press("a");
  await page.getByLabel("Text of the report").waitFor();
  await assertAccessible(page);
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  assertNothingWrong(wrong);
});
