import { expect, test } from "vitest";

import { alike, Queue, sourceParams, writtenName } from "../src/review/queue";
import type { EventFeature, Items } from "../src/wire";

function event(id: string, written: string | null = null, doc: string | null = "doc-1"): EventFeature {
  const properties = { id, location_raw: written, location: written && "Xonobod", doc_id: doc, dataset: "list" };
  return { type: "Feature", id, geometry: null, properties } as unknown as EventFeature;
}

function page(ids: string[], numberMatched: number, next?: string): Items {
  const links = next ? [{ rel: "next", href: next }] : [];
  return { features: ids.map((id) => event(id)), numberMatched, numberReturned: ids.length, links };
}

/** `place/total event` of a queue. */
function told(queue: Queue): string {
  const { place, total } = queue.progress;
  return `${place}/${total} ${queue.current?.id ?? "-"}`;
}

test("a decision leads to the next event that is still open", () => {
  const queue = new Queue();
  queue.take(page(["a", "b", "c", "d"], 4));
  expect(told(queue)).toBe("1/4 a");
  queue.decide("reject", ["a", "b", "c"]);
  expect(told(queue)).toBe("4/4 d");
  queue.decide("confirm", ["d"]);
  expect(told(queue)).toBe("4/4 -");
  expect(queue.tally).toEqual({ decided: 4, open: 0 });
});

test("an undo takes back all of one act and returns to where it was done", () => {
  const queue = new Queue();
  queue.take(page(["a", "b", "c"], 3));
  queue.skip();
  queue.decide("confirm", ["b", "c"]);
  expect(told(queue)).toBe("3/3 -");
  expect(queue.lastAct).toEqual({ decision: "confirm", ids: ["b", "c"], at: 1 });
  queue.takeBack();
  expect(told(queue)).toBe("2/3 b");
  queue.takeBack();
  expect([told(queue), queue.lastAct]).toEqual(["2/3 b", null]);
});

test("what was passed comes again from the start", () => {
  const queue = new Queue();
  queue.take(page(["a", "b"], 2));
  queue.decide("confirm", ["a"]);
  queue.skip();
  queue.startAgain();
  expect(told(queue)).toBe("2/2 b");
  queue.decide("reject", ["b"]);
  queue.startAgain();
  expect(told(queue)).toBe("2/2 -");
});

test("further pages are asked for before the first is at its end, and an event is shown once", () => {
  const queue = new Queue();
  queue.take(page(["a", "b", "c", "d", "e", "f"], 8, "/review?cursor=1"));
  expect(queue.runsShort).toBe(false);
  queue.skip();
  expect(queue.runsShort).toBe(true);
  queue.take(page(["f", "g", "h"], 7));
  expect(queue.runsShort).toBe(false);
  for (let step = 0; step < 6; step++) queue.skip();
  expect(told(queue)).toBe("8/8 h");
});

test("an empty queue has nothing to ask", () => {
  const queue = new Queue();
  queue.take(page([], 0));
  expect(told(queue)).toBe("0/0 -");
  queue.skip();
  expect(queue.tally).toEqual({ decided: 0, open: 0 });
});

test("alike are the events of one source whose place is written alike", () => {
  const first = event("a", "Khanabad");
  const others = [first, event("b", "KHANABAD"), event("c", "Khanabad", "doc-2"), event("d", "Osh"), event("e")];
  expect(alike(first, others).map(({ id }) => id)).toEqual(["a", "b"]);
  const nameless = event("e");
  expect(alike(nameless, others).map(({ id }) => id)).toEqual(["e"]);
  expect([writtenName(first), writtenName(nameless)]).toEqual(["Khanabad", ""]);
  expect([sourceParams(first), sourceParams(event("x", "Osh", null))]).toEqual([
    { doc_id: "doc-1" },
    { dataset: "list" },
  ]);
});
