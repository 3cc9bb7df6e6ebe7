import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, captionCount, launch, openPage, settled } from "./browser.mjs";
import { startZij } from "./zij.mjs";

/** A name that several places bear. */
const REPORT = "Protesters gathered in Khanabad, Andijan Region, on 17 March 2025.";

let zij, browser, page, wrong;

before(async () => {
  zij = await startZij();
  browser = await launch();
  ({ page, wrong } = await openPage(browser, zij.address));
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

test("a file dropped anywhere on the page is taken", async () => {
  const held = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "khanabad.txt"));
    return data;
  }, REPORT);
  await page.dispatchEvent("body", "dragenter", { dataTransfer: held });
  await page.locator("#drop").waitFor();
  await page.dispatchEvent("body", "drop", { dataTransfer: held });
  await page.locator("#drop").waitFor({ state: "hidden" });
  await page.getByRole("heading", { name: "khanabad.txt" }).waitFor();
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await settled(page);
  assert.equal(await captionCount(page), 1);
});

test("a click on the mark opens the event with every place that was weighed", async () => {
  const { features } = await (await fetch(`${zij.address}/collections/events/items`)).json();
  const [lon, lat] = features[0].geometry.coordinates;
  await page.goto(`${zij.address}/?view=${lon},${lat},9`);
  await settled(page);
  const map = await page.locator("#map").boundingBox();
  await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
  await page.locator("#detail h2").waitFor();
  const { candidates } = await (await fetch(`${zij.address}/events/${features[0].id}`)).json();
  const names = await page.locator(".candidates .name strong").allInnerTexts();
  assert.ok(names.length >= 2, `${names}`);
  assert.deepEqual(
    names,
    candidates.map(({ name }) => name),
  );
  assert.match(await page.locator("#detail dl").innerText(), /Sure of place\s+(over )?\d+%, /);
  await assertAccessible(page);
});

test("a page of the list that does not come says so, and comes when asked again", async () => {
  const rows = Array.from({ length: 120 }, (_, number) => `2025-01-01,Osh,Market day ${number}`);
  const body = ["date,place,title", ...rows].join("\n");
  const headers = { "content-type": "text/csv" };
  const added = await fetch(`${zij.address}/documents?name=days.csv`, {
    method: "POST",
    body,
    headers,
  });
  assert.equal(added.status, 201);
  const { page: list } = await openPage(browser, zij.address);
  const further = /[?&]cursor=/;
  await list.route(further, (route) => route.abort());
  const more = list.getByRole("button", { name: "Show more of 121" });
  await more.click();
  await list
    .locator("#notice")
    .getByText(/^No more events can be shown: /)
    .waitFor();
  await list.unroute(further);
  await more.click();
  await more.waitFor({ state: "hidden" });
  assert.equal(await list.locator("#results .rows button").count(), 121);
});

test("the timeline plays day after day, and stops at the space key", async () => {
  const rows = ["01", "02", "04", "09"].map((day) => `2023-05-${day},Jalal-Abad,Played ${day}`);
  const body = ["date,place,title", ...rows].join("\n");
  const headers = { "content-type": "text/csv" };
  const added = await fetch(`${zij.address}/documents?name=played.csv`, {
    method: "POST",
    body,
    headers,
  });
  assert.equal(added.status, 201);
  const { page: played } = await openPage(browser, zij.address, "/?q=Played");
  assert.equal(await captionCount(played), 4);
  await played.getByLabel("Speed").selectOption("4");
  await played.locator("#map").focus();
  await played.keyboard.press(" ");
  await played.waitForURL(/datetime=\.\.\/2023-05-01$/);
  await played.waitForURL(/datetime=2023-05-04$/);
  await played.keyboard.press(" ");
  await played.getByRole("button", { name: "Play the timeline" }).waitFor();
  const stopped = played.url();
  await settled(played);
  await played.waitForTimeout(600);
  assert.equal(played.url(), stopped);
  await assertAccessible(played);
  await played.goBack();
  await settled(played);
  assert.equal(await captionCount(played), 4);
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  assertNothingWrong(wrong);
});
