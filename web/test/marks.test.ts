// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { markUp, segments } from "../src/detail/marks";

function check(text: string, offset: number, marks: [number, number, string][], expected: string): void {
  const cut = segments(
    text,
    offset,
    marks.map(([start, end, look]) => ({ start, end, look })),
  );
  const shown = cut.map((one) =>
    one.marks.length > 0 ? `[${one.text}|${one.marks.map((mark) => mark.look).join(" ")}]` : one.text,
  );
  expect(shown.join("")).toBe(expected);
}

test("marks are cut out of the text, nested and overlapping ones too", () => {
  check("unrest in Andijan", 0, [], "unrest in Andijan");
  check(
    "unrest in Andijan",
    0,
    [
      [10, 17, "place"],
      [0, 6, "trigger"],
    ],
    "[unrest|trigger] in [Andijan|place]",
  );
  check(
    "Andijan State University",
    0,
    [
      [0, 24, "quoted"],
      [0, 7, "place"],
    ],
    "[Andijan|quoted place][ State University|quoted]",
  );
  check(
    "abcdef",
    0,
    [
      [0, 4, "a"],
      [2, 6, "b"],
    ],
    "[ab|a][cd|a b][ef|b]",
  );
});

test("marks count code points of the document, not of the quote", () => {
  check("Учения в Фариш", 200, [[209, 214, "place"]], "Учения в [Фариш|place]");
  check("🛩️ at Qoʻrgʻon", 50, [[56, 64, "place"]], "🛩️ at [Qoʻrgʻon|place]");
});

test("marks outside the text, or empty ones, are left out", () => {
  check(
    "Osh",
    10,
    [
      [0, 5, "a"],
      [13, 20, "b"],
      [11, 11, "c"],
    ],
    "Osh",
  );
  check("Osh", 10, [[5, 12, "a"]], "[Os|a]h");
  check("", 0, [[0, 5, "a"]], "");
});

test("markup in a text stays text", () => {
  const box = document.createElement("p");
  box.append(...markUp("<img src=x onerror=alert(1)> in Osh", 0, [{ start: 32, end: 35, look: "place" }]));
  expect(box.querySelector("img")).toBeNull();
  expect(box.querySelector("mark")?.textContent).toBe("Osh");
  expect(box.textContent).toBe("<img src=x onerror=alert(1)> in Osh");
});
