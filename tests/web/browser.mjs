// A real Chromium that remembers everything which should not have happened.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { chromium } from "playwright-core";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};
const DESK = {
  viewport: { width: 1280, height: 800 },
  acceptDownloads: true,
  locale: "en-GB",
};

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export function launch() {
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}

/** A page of the map at `path`, with the list of what went wrong on it. */
export async function openPage(browser, address, path = "/", look = "desk") {
  const context = await browser.newContext(look === "phone" ? PHONE : DESK);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const wrong = [];
  watchRequests(page);
  page.on(
    "console",
    (message) => ["error", "warning"].includes(message.type()) && wrong.push(`console: ${message.text()}`),
  );
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("request", (request) => isElsewhere(request.url(), address) && wrong.push(`request: ${request.url()}`));
  await page.goto(address + path);
  await settled(page);
  return { page, wrong, context };
}

/** Requests under way, by page; a stream of changes never ends and is none of them. */
const underWay = new WeakMap();

/** The network has been still for so long when a page has settled, in milliseconds. */
const STILL_MS = 500;

function watchRequests(page) {
  const requests = new Set();
  underWay.set(page, requests);
  page.on("request", (request) => request.resourceType() !== "eventsource" && requests.add(request));
  page.on("requestfinished", (request) => requests.delete(request));
  page.on("requestfailed", (request) => requests.delete(request));
}

/** Waits until the page has shown what it asked for. */
export async function settled(page) {
  await page.waitForLoadState("load");
  for (let still = 0; still < STILL_MS; still += 50) {
    if (underWay.get(page)?.size) still = 0;
    await page.waitForTimeout(50);
  }
  await page.waitForFunction(() => !document.body.classList.contains("is-loading"));
}

/** No console message, no error, no request to another host. */
export function assertNothingWrong(wrong) {
  assert.deepEqual(wrong, []);
}

/** No serious finding of axe-core in the present state of the page. */
export async function assertAccessible(page) {
  await page.evaluate(axe);
  const findings = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      resultTypes: ["violations"],
    });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  });
  assert.deepEqual(findings, []);
}

/** The number of events that the caption tells. */
export async function captionCount(page) {
  const text = await page.locator("#caption strong").innerText();
  return Number(text.replace(/[^\d]/g, ""));
}

function isElsewhere(url, address) {
  return !url.startsWith(`${address}/`) && !url.startsWith("blob:") && !url.startsWith("data:");
}
