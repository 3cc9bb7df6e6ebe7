// The page on which the API is tried: offline, under the page's own policy, and not loaded with the map.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertNothingWrong, launch, openPage } from "./browser.mjs";
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

test("a request is tried on the page and answered by this server", async () => {
  const { page, wrong, context } = await openPage(browser, zij.address, "/api.html");
  const operation = page.locator(".opblock", { hasText: "/geocode" }).first();
  await operation.locator("button").first().click();
  await operation.getByRole("button", { name: "Execute" }).click();
  const answer = operation.locator(".live-responses-table .response").first();
  await answer.waitFor();
  assert.equal(await answer.locator(".response-col_status").innerText(), "200");
  assert.match(await answer.innerText(), /Xonobod/);
  assertNothingWrong(wrong);
  await context.close();
});

test("the map does not load the page's script", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(zij.address);
  await page.waitForLoadState("load");
  assert.deepEqual(
    asked.filter((path) => path.includes("api")),
    [],
  );
  await context.close();
});
