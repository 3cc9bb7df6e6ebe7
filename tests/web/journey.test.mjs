import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, captionCount, launch, openPage, settled } from "./browser.mjs";
import { LIST_WITH_BAD_ROWS, PUBLISHED, REPORT } from "./reports.mjs";
import { startZij } from "./zij.mjs";

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

test("an empty map offers to take a report", async () => {
  assert.equal(await captionCount(page), 0);
  await page.getByRole("heading", { name: "No events yet" }).waitFor();
  await assertAccessible(page);
});

test("a pasted report becomes events on the map and in the list", async () => {
  await page.getByRole("button", { name: "Add a report" }).click();
  await page.getByLabel("Text of the report").fill(REPORT);
  await page.getByLabel("Published").fill(PUBLISHED);
  await page.locator(".live .rows li").nth(4).waitFor();
  assert.match(await page.locator(".live").innerText(), /Nothing is kept yet[\s\S]*17 Mar 2025 · Osh · Protest/);
  assert.ok((await page.locator(".mini-map canvas").count()) > 0);
  assert.equal(await captionCount(page), 0, "nothing is saved before one says so");
  await assertAccessible(page);
  await page.getByRole("button", { name: "Add the report" }).click();
  await page.locator("#results .rows button").first().waitFor();
  await settled(page);
  const count = await captionCount(page);
  assert.ok(count >= 5, `${count} events of at least five`);
  assert.equal(await page.locator("#results .rows button").count(), count);
  assert.match(page.url(), /doc_id=doc-/);
});

test("an event opens with its sentence, place and trigger marked", async () => {
  await page.locator("#results .rows button").filter({ hasText: "Osh" }).first().click();
  await page.locator("#detail h2").waitFor();
  const quote = page.locator("#detail .quote");
  assert.match(await quote.innerText(), /traders protested in Osh/);
  assert.equal(await quote.locator("mark.place").innerText(), "Osh");
  assert.match(await quote.locator("mark.trigger").innerText(), /protest/);
  const facts = await page.locator("#detail dl").innerText();
  assert.match(facts, /17 March 2025/);
  assert.match(facts, /Kyrgyzstan/);
  assert.match(facts, /\d+%, (very )?likely|\d+%, /);
  await assertAccessible(page);
});

test("a decision is kept, and taken back", async () => {
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  await page.getByRole("button", { name: "Confirmed" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Confirm", exact: true }).waitFor();
});

test("another place of the gazetteer is chosen, and taken back", async () => {
  const facts = page.locator("#detail dl");
  await page.getByLabel("Another place, by name").fill("Khujand");
  await page.locator(".other-place button").first().click();
  await facts.getByText(/Khujand/).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await facts.getByText(/^Osh ›/).waitFor();
});

test("the whole document is read with every place marked", async () => {
  await page.getByRole("button", { name: "Read the whole document" }).click();
  const text = page.locator(".reader .text");
  await text.waitFor();
  assert.equal((await text.textContent()).trim(), REPORT.trim());
  const places = await text.locator("mark.place").allInnerTexts();
  for (const place of ["Isfara", "Osh", "Batken", "Khujand", "Termez", "Almaty"]) {
    assert.ok(places.includes(place), `${place} among ${places}`);
  }
  await assertAccessible(page);
  await page.getByRole("button", { name: "Close the document" }).click();
  await page.getByRole("button", { name: "Close the event" }).click();
});

test("filters by type and time agree in caption, list, address and after a reload", async () => {
  await page.getByLabel(/^Contention/).check();
  await settled(page);
  assert.match(page.url(), /group=contention/);
  const ofGroup = await captionCount(page);
  assert.equal(await page.locator("#results .rows button").count(), ofGroup);
  await page.getByLabel("From", { exact: true }).fill("2025-03-17");
  await page.getByLabel("To", { exact: true }).fill("2025-03-17");
  await settled(page);
  assert.match(page.url(), /datetime=2025-03-17/);
  assert.equal(await captionCount(page), 1);
  const before = await page.locator("#results .rows").innerText();
  await page.reload();
  await settled(page);
  assert.equal(await page.locator("#results .rows").innerText(), before);
  await page.goBack();
  await page.goBack();
  await settled(page);
  assert.equal(await captionCount(page), ofGroup);
});

test("downloads hold exactly the events that the caption counts", async () => {
  const count = await captionCount(page);
  const lines = await download(/^GeoJSON lines/);
  assert.equal(lines.trim().split("\n").length, count);
  const { features } = JSON.parse(await download(/^GeoJSON ?QGIS/));
  assert.equal(features.length, count);
  assert.ok(features.every(({ properties }) => properties.event_group === "contention"));
  assert.equal(csvRows(await download(/^CSV/)), count + 1);
});

test("a filter that hides everything says what would come back", async () => {
  await page.getByRole("searchbox").fill("glacier");
  await page.getByRole("heading", { name: "No events match" }).waitFor();
  await page
    .getByText(/events? without/)
    .first()
    .waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await page.locator("#results .rows button").first().waitFor();
});

test("a list with bad rows is taken in part, each refusal with its line and reason", async () => {
  const before = await captionCount(page);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const file = {
    name: "events.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(LIST_WITH_BAD_ROWS),
  };
  await page.locator("#add-files").setInputFiles(file);
  await page.getByRole("button", { name: "Add the list" }).click();
  await page.locator(".outcome table").waitFor();
  const refusals = await page.locator(".outcome tbody tr").allInnerTexts();
  assert.equal(refusals.length, 2);
  assert.match(refusals[0], /line 3[\s\S]*95/);
  assert.match(refusals[1], /line 4[\s\S]*2025-02-30/);
  await assertAccessible(page);
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await settled(page);
  assert.equal(await captionCount(page), before + 2);
});

test("a file that cannot be read is refused before it is sent", async () => {
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator("#add-files").setInputFiles({
    name: "scan.png",
    mimeType: "image/png",
    buffer: Buffer.from([1]),
  });
  await page.getByText(/scan\.png is of no format that can be read; expected \.txt/).waitFor();
  await page.getByRole("button", { name: "Close", exact: true }).click();
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  assertNothingWrong(wrong);
});

async function download(format) {
  await page.locator("#actions .menu summary").click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: format }).click()]);
  return readFile(await file.path(), "utf8");
}

/** The rows of a CSV file; a line break within quotes ends none. */
function csvRows(text) {
  const unquoted = text.replace(/"(?:[^"]|"")*"/g, "");
  return unquoted.trim().split("\n").length;
}
