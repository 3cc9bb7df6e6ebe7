import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, launch, openPage, settled } from "./browser.mjs";
import { ONE_NAME, PUBLISHED, REPORT } from "./reports.mjs";
import { startZij } from "./zij.mjs";

let zij, browser, page, wrong, total;

before(async () => {
  zij = await startZij();
  await add("Border talks", REPORT);
  total = (await queue()).numberMatched;
  browser = await launch();
  ({ page, wrong } = await openPage(browser, zij.address));
});

after(async () => {
  await browser?.close();
  await zij?.stop();
});

const add = (name, body) => zij.add(body, { published: PUBLISHED, name });
const json = async (path) => (await fetch(`${zij.address}${path}`)).json();
const queue = () => json("/review?limit=1000");
const withStatus = async (status) => (await json(`/facets?status=${status}`)).total;
const progress = () => page.locator(".review-bar .progress").innerText();
const said = () => page.locator(".review-bar .said").innerText();
const title = () => page.locator(".review-choice h2").innerText();
const at = (place) =>
  page.waitForFunction(
    (words) => document.querySelector(".review-bar .progress")?.textContent === words,
    `${place} of ${total}`,
  );
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

test("the header tells how many events wait, and r opens their queue", async () => {
  assert.equal(await page.locator("#screens .badge").innerText(), String(total));
  await press("r");
  await at(1);
  await page.locator(".review-choice h2").waitFor();
  assert.match(page.url(), /show=review/);
  await assertAccessible(page);
});

test("the text stands left with the sentence, its place and its trigger marked", async () => {
  const text = page.locator(".review-text .text");
  assert.ok((await text.textContent()).length > 200, "the whole document is there");
  assert.ok((await text.locator("mark.is-open").count()) > 0);
  assert.ok((await text.locator("mark.trigger").count()) > 0);
});

test("one key decides and brings the next event", async () => {
  const first = await title();
  await press("c");
  await at(2);
  assert.equal(await said(), "Confirmed.");
  assert.notEqual(await title(), first);
  await settled(page);
  await press("x");
  await at(3);
  await settled(page);
  await press("n");
  await at(4);
  assert.deepEqual([await withStatus("confirmed"), await withStatus("rejected")], [1, 1]);
  assert.equal(await page.locator("#screens .badge").innerText(), String(total - 2));
});

test("undo takes back the last decision, and then the one before it", async () => {
  await settled(page);
  await press("u");
  await at(2);
  await settled(page);
  await press("u");
  await at(1);
  assert.equal(await withStatus("candidate"), total);
  await settled(page);
  await press("u");
  await page.getByText("There is nothing to take back here.").waitFor();
});

test("an event loses its place by 0, and is moved to a pin by the arrow keys", async () => {
  await settled(page);
  await press("0");
  await at(2);
  assert.equal(await said(), "Confirmed without a place.");
  await settled(page);
  const { id } = await current();
  const [lon, lat] = (await current()).geometry?.coordinates ?? [];
  await press("p");
  await page.getByRole("group", { name: "Move the pin" }).waitFor();
  await page.locator(".review-bar select").selectOption("5000");
  await page.locator("#map").focus();
  await press("ArrowRight", "ArrowRight", "Shift+ArrowUp", "Enter");
  await at(3);
  const moved = (await json(`/events/${id}`)).event;
  assert.equal(moved.properties.uncertainty_m, 5000);
  if (lon !== undefined) {
    assert.ok(moved.geometry.coordinates[0] > lon, "the pin went east");
    assert.ok(moved.geometry.coordinates[1] > lat, "the pin went a little north");
  }
});

/** The event that is asked about, as the server has it. */
async function current() {
  const wanted = await title();
  const { features } = await json("/collections/events/items?limit=1000");
  return features.find(({ properties }) => properties.title === wanted);
}

test("a click on the map moves the pin, and Esc leaves it", async () => {
  await settled(page);
  await press("p");
  const map = page.locator("#map");
  const box = await map.boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await press("Escape");
  await page.getByRole("button", { name: "Confirm" }).first().waitFor();
  assert.equal(await progress(), `3 of ${total}`);
});

test("a number chooses a place that was weighed", async () => {
  await settled(page);
  while ((await page.locator(".review-choice .candidates > ol > li").count()) < 2) {
    await press("n");
    await settled(page);
  }
  const { id } = await current();
  const name = await page.locator(".review-choice .candidates > ol > li:nth-child(2) strong").innerText();
  await press("2");
  await page.getByText(`Moved to ${name}.`).waitFor();
  assert.equal((await json(`/events/${id}`)).event.properties.location, name);
  await press("u");
  await page.getByText("Taken back: 1 event.").waitFor();
});

test("one decision goes for every event of the source with the same name, told before and undone as one", async () => {
  await add("Khanabad", ONE_NAME);
  total = (await queue()).numberMatched;
  await page.goto(`${zij.address}/?q=khanabad&show=review`);
  await page.locator(".review-choice h2").waitFor();
  await settled(page);
  const every = page.getByRole("button", {
    name: /^All \d+ “Khanabad” of this source/,
  });
  await every.waitFor();
  const count = Number((await every.innerText()).match(/\d+/)[0]);
  assert.ok(count >= 2, `${count} of at least two`);
  const before = await withStatus("rejected");
  await press("b");
  await page.getByText(`The next decision goes for ${count} events.`).waitFor();
  assert.equal(await every.getAttribute("aria-pressed"), "true");
  await press("x");
  await page.getByText(`Rejected. (${count} events)`).waitFor();
  assert.equal(await withStatus("rejected"), before + count);
  await settled(page);
  await press("u");
  await page.getByText(`Taken back: ${count} events.`).waitFor();
  assert.equal(await withStatus("rejected"), before);
});

test("the queue tells its end, and Esc leads back to the map", async () => {
  const end = page.getByRole("heading", { name: /The queue is at its end/ });
  for (let step = 0; step < total && !(await end.isVisible()); step++) {
    await settled(page);
    await press("n");
  }
  await end.waitFor();
  await assertAccessible(page);
  await press("Escape");
  await page.locator("#results .rows button").first().waitFor();
  await settled(page);
  assert.ok(!page.url().includes("show="));
});

test("on a phone the same decisions are taken by touch", async () => {
  const phone = await openPage(browser, zij.address, "/?show=review&lang=ru", "phone");
  await phone.page.locator(".review-choice h2").waitFor();
  await settled(phone.page);
  await assertAccessible(phone.page);
  const before = await withStatus("confirmed");
  await phone.page.getByRole("button", { name: "Подтвердить" }).tap();
  await phone.page.getByText("Подтверждено.").waitFor();
  assert.equal(await withStatus("confirmed"), before + 1);
  await settled(phone.page);
  await phone.page.getByRole("button", { name: "Отменить" }).tap();
  await phone.page.getByText("Отменено: 1 событие.").waitFor();
  await phone.page.getByRole("button", { name: "Назад к карте" }).tap();
  await phone.page.locator("#panel").waitFor();
  assertNothingWrong(phone.wrong);
  await phone.context.close();
});

test("nothing went wrong behind the scenes, and no other host was asked", () => {
  assertNothingWrong(wrong);
});
