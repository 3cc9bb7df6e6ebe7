// Starts the real program on an empty store of its own and stops it again.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const BINARY = process.env.ZIJ_BIN ?? resolve(import.meta.dirname, "../../target/debug/zij");
const START_MS_MAX = 20_000;

/** A running server: its address, its folder, how to add to it as another program would, and how to stop it. */
export async function startZij() {
  const folder = await mkdtemp(join(tmpdir(), "zij-web-"));
  const words = ["serve", "--store", join(folder, "data"), "--port", "0", "--no-examples"];
  const child = spawn(BINARY, words, { stdio: ["ignore", "pipe", "pipe"] });
  const address = await addressOf(child);
  const stop = async () => {
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  /** Adds a report, or a list of another media type; the ids of its events. */
  const add = async (body, query = {}, type = "text/plain") => {
    const path = `${address}/documents?${new URLSearchParams(query)}`;
    const answer = await fetch(path, { method: "POST", body, headers: { "content-type": type } });
    assert.equal(answer.status, 201);
    return (await answer.json()).events;
  };
  return { address, folder, add, stop };
}

/** Waits for `Zij is at http://...` on either stream; fails with all that was said instead. */
function addressOf(child) {
  return new Promise((done, fail) => {
    let said = "";
    const timer = setTimeout(() => fail(new Error(`no address after ${START_MS_MAX} ms: ${said}`)), START_MS_MAX);
    const listen = (chunk) => {
      said += chunk;
      const found = said.match(/Zij is at (http:\/\/[^\s/]+)/);
      if (!found) return;
      clearTimeout(timer);
      done(found[1]);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("error", fail);
    child.once("exit", (code) => fail(new Error(`${BINARY} ended with ${code}: ${said}`)));
  });
}
