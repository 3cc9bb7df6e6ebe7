import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertNothingWrong, captionCount, launch, openPage, settled } from "./browser.mjs";
import { PUBLISHED, REPORT } from "./reports.mjs";
import { startZij } from "./zij.mjs";

let zij, browser, page, wrong;

before(async () => {
  zij = await startZij();
  await zij.add(REPORT, { published: PUBLISHED, name: "Border talks" });
  browser = await launch();
  ({ page, wrong } = await openPage(browser, zij.address));
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const focused = () =>
  page.evaluate(
    () => document.activeElement?.id || document.activeElement?.className || document.activeElement?.tagName,
  );

test("the first Tab offers the way to the list", async () => {
  await press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to the list of events");
  await press("Enter");
  assert.equal(await focused(), "results");
});

test("the list is walked and an event opened and closed with keys alone", async () => {
  await press("l", "ArrowDown");
  const title = await page.evaluate(() => document.activeElement?.querySelector(".title")?.textContent);
  await press("Enter");
  await page.locator("#detail h2").waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === "H2");
  assert.equal(await page.locator("#detail h2").innerText(), title);
  await press("j");
  await page.waitForFunction((before) => document.querySelector("#detail h2")?.textContent !== before, title);
  await press("k");
  await page.waitForFunction((before) => document.querySelector("#detail h2")?.textContent === before, title);
  await press("Escape");
  await page.locator("#detail").waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement?.querySelector(".title")?.textContent), title);
});

test("an event is confirmed, and the decision taken back, by single keys", async () => {
  await press("Enter");
  await page.locator("#detail h2").waitFor();
  await press("c");
  await page.getByRole("button", { name: "Confirmed" }).waitFor();
  await press("u");
  await page.getByRole("button", { name: "Confirm", exact: true }).waitFor();
  await press("Escape");
});

test("filters and search narrow without a pointer", async () => {
  const all = await captionCount(page);
  await press("f", "Space");
  await settled(page);
  assert.ok((await captionCount(page)) < all);
  assert.match(page.url(), /group=conflict/);
  await press("Space");
  await settled(page);
  assert.equal(await captionCount(page), all);
  await press("/");
  assert.equal(await focused(), "search-input");
  await page.keyboard.type("Osh");
  await page.waitForURL(/q=Osh/);
  await settled(page);
  assert.ok((await captionCount(page)) >= 1);
  await press("Control+a", "Backspace", "Enter");
  await page.waitForURL((url) => !url.search.includes("q="));
  await press("Escape");
});

test("the timeline's handles move by arrows and say the day", async () => {
  await settled(page);
  await press("t");
  const handle = page.getByRole("slider", { name: "First day shown" });
  assert.equal(await handle.evaluate((element) => element === document.activeElement), true);
  const before = await handle.getAttribute("aria-valuetext");
  await press("ArrowRight");
  await page.waitForURL(/datetime=/);
  await settled(page);
  assert.notEqual(await handle.getAttribute("aria-valuetext"), before);
  assert.equal(
    await handle.evaluate((element) => element === document.activeElement),
    true,
    "the handle keeps the focus",
  );
  await press("Home");
  await page.waitForURL((url) => !url.search.includes("datetime"));
});

test("the map takes the focus and zooms by key", async () => {
  await press("m", "+");
  await page.waitForURL(/view=/);
});

test("help lists the keys", async () => {
  await press("?");
  await page.getByRole("heading", { name: "Keys" }).waitFor();
  await press("Escape");
  await page.getByRole("heading", { name: "Keys" }).waitFor({ state: "hidden" });
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  assertNothingWrong(wrong);
});
