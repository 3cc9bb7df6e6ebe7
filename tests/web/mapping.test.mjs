import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, captionCount, launch, openPage, settled } from "./browser.mjs";
import { startZij } from "./zij.mjs";

/** Columns that no name tells; a day that no calendar has; a name that may mean several places. */
const LIST = `qachon,hudud,nima
2025-02-03,Nukus,Teachers rally over unpaid wages
2025-02-30,Osh,A crowd breaks windows
2025-03-01,Khanabad,A bus leaves the road
`;

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

const dialog = () => page.locator("dialog.add");
const becomes = () => dialog().locator("tbody tr td:first-child").allInnerTexts();

async function give(name, text, on = page) {
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(text) };
  await on.locator("#add-files").setInputFiles(file);
  await on.locator(".mapping table").waitFor();
}

/** Reads a column as a field, and waits for the rows that follow. */
async function read(column, field) {
  const answer = page.waitForResponse(/documents\/preview/);
  await page.getByLabel(`${column} is read as`).selectOption(field);
  await answer;
  await settled(page);
}

test("a table whose columns say nothing cannot be added before they are told", async () => {
  await page.getByRole("button", { name: "Add a report" }).click();
  await give("list.csv", LIST);
  assert.equal(await page.getByRole("button", { name: "Add the list" }).isDisabled(), true);
  await dialog().getByRole("alert").waitFor();
  await assertAccessible(page);
});

test("the rows follow every correction, each refusal with its cell", async () => {
  await read("qachon", "date");
  await read("hudud", "place");
  await read("nima", "title");
  const [good, refused, doubtful] = await becomes();
  assert.match(good, /^line 2: 3 Feb 2025 · Nukus/);
  assert.match(refused, /^line 3: expected YYYY-MM-DD/);
  assert.match(doubtful, /waits for a review$/);
  assert.equal(await dialog().locator("td.wrong").innerText(), "2025-02-30");
  await assertAccessible(page);
});

test("what is confirmed is taken as shown, and the doubtful row waits in the review", async () => {
  await page.getByRole("button", { name: "Add the list" }).click();
  await page.locator(".outcome table").waitFor();
  assert.match(await page.locator(".outcome").innerText(), /2 events from 2 records/);
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await settled(page);
  assert.equal(await captionCount(page), 2);
  assert.equal(await page.locator("#screens .badge").innerText(), "1");
});

test("the next file with the same columns is read as the last one", async () => {
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await give("next.csv", LIST.replace("Nukus", "Termiz"));
  await dialog().getByText("as you chose for an earlier file").waitFor();
  assert.match((await becomes())[0], /Termiz/);
});

test("a table that is left out, or a dialog that is closed, adds nothing", async () => {
  await page.getByRole("button", { name: "Leave it out" }).click();
  await page.locator(".outcome").filter({ hasText: "left out" }).waitFor();
  await give("next.csv", LIST);
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "hidden" });
  await settled(page);
  assert.equal(await captionCount(page), 2);
});

test("on a phone the choice of a column is wide enough for a finger", async () => {
  const phone = await openPage(browser, zij.address, "/?lang=uz", "phone");
  await phone.page.getByRole("button", { name: "Qoʻshish", exact: true }).tap();
  await give("list.csv", "a,b\n2025-02-03,Nukus\n", phone.page);
  const box = await phone.page.locator("#mapping-0").boundingBox();
  assert.ok(box.height >= 44 && box.width >= 100, `${box.width} by ${box.height}`);
  await assertAccessible(phone.page);
  assertNothingWrong(phone.wrong);
  await phone.context.close();
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  // A table that cannot be read is an answer, not a fault; the browser still writes refused requests down.
  assertNothingWrong(wrong);
});
