import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, captionCount, launch, openPage, settled } from "./browser.mjs";
import { startZij } from "./zij.mjs";

let zij, browser, page, wrong;

before(async () => {
  zij = await startZij();
  await zij.add("Protesters gathered in Andijan on 13 May 2005.");
  browser = await launch();
  ({ page, wrong } = await openPage(browser, zij.address));
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

const said = () => page.locator("#live button");

test("what others add is told, and nothing moves until it is asked for", async () => {
  const count = await captionCount(page);
  const rows = await page.locator("#results .rows").innerHTML();
  await zij.add("Protesters gathered in Osh on 14 June 2010.");
  await page.getByRole("button", { name: "1 new, show" }).waitFor();
  await zij.add("Protesters gathered in Batken on 15 June 2010.");
  await page.getByRole("button", { name: "2 new, show" }).waitFor();
  assert.equal(await captionCount(page), count);
  assert.equal(await page.locator("#results .rows").innerHTML(), rows);
  await assertAccessible(page);
  await said().click();
  await settled(page);
  assert.equal(await captionCount(page), count + 2);
  assert.equal(await said().count(), 0);
});

test("what others change is told apart from what is new", async () => {
  const [id] = await zij.add("Protesters gathered in Khujand on 16 June 2010.");
  await page.getByRole("button", { name: "1 new, show" }).click();
  await settled(page);
  await fetch(`${zij.address}/review`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id, decision: "confirm" }),
  });
  await page.getByRole("button", { name: "1 changed, show" }).waitFor();
});

test("only what the filter holds is told", async () => {
  await page.goto(`${zij.address}/?event_type=battle`);
  await settled(page);
  await zij.add("Protesters gathered in Naryn on 17 June 2010.");
  await zij.add("Soldiers fought rebels in Batken on 18 June 2010, a battle that lasted a day.");
  await page.getByRole("button", { name: "1 new, show" }).waitFor();
});

test("nothing went wrong on the way", () => assertNothingWrong(wrong));
