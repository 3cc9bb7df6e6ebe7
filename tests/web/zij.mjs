// Starts the real program on an empty store of its own and stops it again.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const BINARY =
  process.env.ZIJ_BIN ?? resolve(import.meta.dirname, "../../target/debug/zij");
const START_MS_MAX = 20_000;

/** A running server: its address, its folder, and how to stop it. */
export async function startZij() {
  const folder = await mkdtemp(join(tmpdir(), "zij-web-"));
  const words = [
    "serve",
    "--store",
    join(folder, "data"),
    "--port",
    "0",
    "--no-examples",
  ];
  const child = spawn(BINARY, words, { stdio: ["ignore", "pipe", "pipe"] });
  const address = await addressOf(child);
  const stop = async () => {
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { address, folder, stop };
}

/** Waits for `Zij is at http://...` on either stream; fails with all that was said instead. */
function addressOf(child) {
  return new Promise((done, fail) => {
    let said = "";
    const timer = setTimeout(
      () => fail(new Error(`no address after ${START_MS_MAX} ms: ${said}`)),
      START_MS_MAX,
    );
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
    child.once("exit", (code) =>
      fail(new Error(`${BINARY} ended with ${code}: ${said}`)),
    );
  });
}
