import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, launch, openPage, settled } from "./browser.mjs";
import { PUBLISHED, REPORT } from "./reports.mjs";
import { startZij } from "./zij.mjs";

let zij, browser, page, wrong, context;

before(async () => {
  zij = await startZij();
  await zij.add(REPORT, { published: PUBLISHED, name: "Border talks" });
  await zij.add("Police arrested three traders in Osh on 20 March 2025.", { published: "2025-03-21", name: "Arrests" });
  browser = await launch();
  ({ page, wrong, context } = await openPage(browser, zij.address));
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

const detail = () => page.locator("#detail");

test("an event shows what is near in place and time, and leads there", async () => {
  await page.locator("#results .rows button").filter({ hasText: "traders protested" }).click();
  const near = detail().locator(".related button").filter({ hasText: "Police arrested three traders" });
  await near.waitFor();
  assert.match(await near.innerText(), /same place, 3 days later/);
  await settled(page);
  await assertAccessible(page);
  const title = await near.locator(".title").innerText();
  await near.click();
  await detail().locator("h2").filter({ hasText: title }).waitFor();
  await detail().locator(".related").getByText("same place, 3 days earlier").waitFor();
  await page.goBack();
  await detail().locator("h2").filter({ hasText: "traders protested" }).waitFor();
});

test("the other places of its document stand on a small map and in words", async () => {
  const places = detail().locator("section").filter({ hasText: "Other places of the document" });
  await places.locator(".mini-map canvas").first().waitFor();
  assert.match(await places.innerText(), /Batken|Isfara/);
  assert.match(await places.locator(".mini-map").getAttribute("aria-label"), /^Small map with \d+ other places/);
});

test("an event is copied as a citation, and its link leads to it alone", async () => {
  await detail().getByRole("button", { name: "Copy citation" }).click();
  await page.locator("#notice").getByText("The citation is copied.").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^“.*traders protested in Osh.*”\n— Border talks after a tense week, .*21 March 2025\.\n17 March 2025; Osh ›/s);
  await detail().getByRole("button", { name: "Share link" }).click();
  await page.locator("#notice").getByText("The link is copied.").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(copied.endsWith(link));
  await page.goto(link);
  await detail().locator("h2").filter({ hasText: "traders protested" }).waitFor();
});

test("a phone shows the same, in Russian", async () => {
  const phone = await openPage(browser, zij.address, "/?lang=ru&q=protested", "phone");
  await phone.page.locator("#results .rows button").first().tap();
  await phone.page.locator("#detail").getByText("там же, позже на 3 дня").waitFor();
  await settled(phone.page);
  await assertAccessible(phone.page);
  assertNothingWrong(phone.wrong);
  await phone.context.close();
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  assertNothingWrong(wrong);
});
