import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, launch, openPage, settled } from "./browser.mjs";
import { startZij } from "./zij.mjs";

const FERGANA_VALLEY = "/?view=71.8,40.6,8";

let zij, browser, page, wrong;

before(async () => {
  zij = await startZij();
  browser = await launch();
  ({ page, wrong } = await openPage(browser, zij.address, FERGANA_VALLEY));
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

const box = () => page.getByRole("combobox", { name: /^Go to a place/ });
const told = (words) => page.locator(".place-told").getByText(words).waitFor();
const options = () => page.locator("#place").getByRole("option");

/** Types a name letter by letter, and waits until its first place is `first`. */
async function type(name, first) {
  await box().press("Control+a");
  await box().pressSequentially(name);
  await options().first().locator("strong").getByText(first, { exact: true }).waitFor();
}

/** Where the address says that the map looks. */
function view() {
  return new URL(page.url()).searchParams.get("view").split(",").map(Number);
}

test("a place is found while its name is typed in any script, what the map shows first", async () => {
  await page.keyboard.press("g");
  for (const name of ["Khan", "Хан", "Xono", "خان"]) {
    await type(name, "Xonobod");
    assert.match(await options().first().innerText(), /town, Andijan Region, Uzbekistan/);
  }
  await assertAccessible(page);
});

test("typing errors are forgiven, and a name that no place has says so", async () => {
  await type("Taskhen", "Tashkent");
  await type("Самрканд", "Samarkand");
  await box().fill("Xqzwvj");
  await options().getByText("No place is named “Xqzwvj”.").waitFor();
});

test("the arrows choose a place, Enter goes there, and the address keeps it", async () => {
  await type("Namang", "Namangan");
  assert.equal(await box().getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const active = await box().getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Enter");
  await page.waitForURL(/place=geonames:\d+/);
  await page.waitForURL(/view=71\.6/);
  assert.equal(await box().inputValue(), "Namangan");
  assert.equal(await box().getAttribute("aria-expanded"), "false");
  await told(/^city, Namangan Region, Uzbekistan · within about [\d.]+ km$/);
  await assertAccessible(page);
});

test("the place is there again after a reload and when its address is opened elsewhere", async () => {
  await page.reload();
  await settled(page);
  await told(/^city, Namangan Region/);
  const place = new URL(page.url()).searchParams.get("place");
  const other = await openPage(browser, zij.address, `/?place=${place}`);
  await other.page.waitForURL(/view=71\.6\d*,4[01]\./);
  assert.deepEqual(other.wrong, []);
  await other.context.close();
});

test("a click takes a place, and Back leads to the one before", async () => {
  const before = page.url();
  await type("Fergana", "Fergana");
  await options().filter({ hasText: "valley" }).first().click();
  await page.waitForURL((url) => url.href !== before);
  await told(/^valley, Uzbekistan/);
  await page.goBack();
  await told(/^city, Namangan Region/);
});

test("Escape clears the box and the map, and from an empty box leaves it", async () => {
  await box().focus();
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.search.includes("place="));
  assert.equal(await box().inputValue(), "");
  assert.equal(await page.locator(".place-told").isVisible(), false);
  await page.keyboard.press("Escape");
  assert.equal(await box().evaluate((element) => element === document.activeElement), false);
});

test("on a phone the list of places lies over the sheet, large enough for a finger", async () => {
  const phone = await openPage(browser, zij.address, FERGANA_VALLEY, "phone");
  await phone.page.locator("#place-input").tap();
  await phone.page.keyboard.type("Anj");
  await phone.page.locator("#place").getByRole("option").first().waitFor();
  for (const option of await phone.page.locator("#place").getByRole("option").all()) {
    assert.ok((await option.boundingBox()).height >= 43.5);
  }
  await phone.page.locator("#place").getByRole("option").last().tap();
  await phone.page.waitForURL(/place=/);
  assert.equal(await phone.page.evaluate(() => document.documentElement.scrollWidth), 390);
  await assertAccessible(phone.page);
  assertNothingWrong(phone.wrong);
  await phone.context.close();
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  assertNothingWrong(wrong);
  assert.equal(view().length, 3);
});
