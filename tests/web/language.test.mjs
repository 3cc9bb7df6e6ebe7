import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible, assertNothingWrong, captionCount, launch, openPage, settled } from "./browser.mjs";
import { PUBLISHED, REPORT } from "./reports.mjs";
import { startZij } from "./zij.mjs";

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

/** What a reader of a language sees of the seven events, at a size of the screen. */
async function check(lang, look, said) {
  const { page, wrong, context } = await openPage(browser, zij.address, `/?lang=${lang}`, look);
  assert.equal(await page.locator("html").getAttribute("lang"), lang);
  assert.equal(await page.title(), said.title);
  assert.match(await page.locator("#caption").innerText(), said.caption);
  assert.match(await page.locator("#results .rows").innerText(), said.row);
  await page.locator("#results .rows button").filter({ hasText: "Osh" }).first().click();
  await page.locator("#detail").getByText(said.day, { exact: true }).waitFor();
  await page.locator("#detail").getByRole("button", { name: said.confirm, exact: true }).waitFor();
  await assertAccessible(page);
  await settled(page);
  assertNothingWrong(wrong);
  await context.close();
}

const RUSSIAN = {
  title: "Zij: карта событий",
  caption: /^7 событий · 1 февр\. – 19 марта 2025/,
  row: /17 марта 2025 · Osh · Протест/,
  day: "17 марта 2025",
  confirm: "Подтвердить",
};

const UZBEK = {
  title: "Zij: hodisalar xaritasi",
  caption: /^7 ta hodisa · 1-fev – 19-mart 2025/,
  row: /17-mart 2025 · Osh · Norozilik/,
  day: "2025-yil 17-mart",
  confirm: "Tasdiqlash",
};

test("the whole page speaks Russian on a desk", () => check("ru", "desk", RUSSIAN));
test("the whole page speaks Russian on a phone", () => check("ru", "phone", RUSSIAN));
test("the whole page speaks Uzbek on a desk", () => check("uz", "desk", UZBEK));
test("the whole page speaks Uzbek on a phone", () => check("uz", "phone", UZBEK));

test("another language keeps the filter, the open event and is remembered", async () => {
  const { page, wrong, context } = await openPage(browser, zij.address, "/?group=contention");
  const before = await captionCount(page);
  await page.locator("#results .rows button").first().click();
  const open = new URL(page.url()).searchParams.get("id");
  await page.getByLabel("Language", { exact: true }).selectOption("ru");
  await page.locator("html[lang=ru]").waitFor();
  await settled(page);
  assert.equal(await captionCount(page), before);
  assert.equal(new URL(page.url()).searchParams.get("id"), open);
  await page.getByRole("button", { name: "Убрать фильтр: Протест и суд" }).waitFor();
  await page.goto(zij.address);
  await settled(page);
  await page.getByPlaceholder("Перейти к месту").fill("Хука");
  await page.locator("#place").getByRole("option").first().waitFor();
  assertNothingWrong(wrong);
  await context.close();
});

test("no word of the Russian and the Uzbek page is cut off at the width of a phone", async () => {
  for (const lang of ["ru", "uz"]) {
    const { page, context } = await openPage(browser, zij.address, `/?lang=${lang}`, "phone");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${lang}: ${wide} pixels too wide`);
    const cut = await page
      .locator("#header button, #caption p, #filters button, #map-tools summary")
      .evaluateAll((all) =>
        all.filter((it) => it.checkVisibility() && it.scrollWidth > it.clientWidth + 1).map((it) => it.textContent),
      );
    assert.deepEqual(cut, [], lang);
    await context.close();
  }
});
