import { afterEach, expect, test } from "vitest";

import { dateInShort, dateInWords, spanInWords } from "../src/dates";
import { choose, LANGUAGES, speak, words, type Language } from "../src/language/language";
import { en } from "../src/language/en";
import { ru } from "../src/language/ru";
import { uz } from "../src/language/uz";
import { chipsOf } from "../src/panel/chips";
import { EVERYTHING } from "../src/filter";
import { belief, captionParts, countryName, distance, kindInWords } from "../src/words";

afterEach(() => speak("en"));

/** Every plain word of a language with its path; phrases are called with numbers, which every one can say. */
function leaves(node: object, path = ""): [string, string][] {
  return Object.entries(node).flatMap(([name, value]): [string, string][] => {
    const at = path ? `${path}.${name}` : name;
    if (typeof value === "string") return [[at, value]];
    if (typeof value === "object" && value !== null) return leaves(value as object, at);
    return [];
  });
}

/** What is rightly the same in two languages. */
const SAME = new Set(["locale"]);

test("no word is left in English", () => {
  const english = new Map(leaves(en));
  for (const language of [ru, uz]) {
    const left = leaves(language).filter(([at, word]) => english.get(at) === word && !SAME.has(at));
    expect(left).toEqual([]);
  }
});

test("Russian words are Cyrillic and Uzbek words are Latin with the turned comma", () => {
  const names = /QGIS|GDAL|Shift|Enter|UCDP|ACLED|Markdown|HTML|PDF|DOCX|CSV|GeoJSON|GeoPackage|JSON|Zij|Esc/g;
  for (const [at, word] of leaves(ru)) if (at !== "locale") expect(word.replace(names, ""), at).not.toMatch(/[a-z]{3}/);
  for (const [at, word] of leaves(uz)) expect(word, at).not.toMatch(/[\u0400-\u04FF'\u2018]/);
});

test("the language is that of the address, of an earlier choice, or of the browser", () => {
  expect(choose(["", null, "ru-KZ", "en"])).toBe("ru");
  expect(choose(["uz", "ru"])).toBe("uz");
  expect(choose(["", null, "de", "fr"])).toBe("en");
  expect(choose(["UZ-Latn-UZ"])).toBe("uz");
  expect(LANGUAGES.map(({ code }) => code)).toEqual(["en", "ru", "uz"]);
});

async function caption(language: Language, total: number): Promise<string> {
  await speak(language);
  const none = { event_type: {}, group: {}, status: {}, source: {}, undated: 0, extent: null };
  const facets = { ...none, total, located: total - 2, geo_precision: { "3": 21 } };
  const parts = captionParts({ ...facets, dates: ["2025-03-01", "2025-06-30"] });
  return parts.map(({ text }) => text.replaceAll("\u00a0", " ")).join(" · ");
}

test("counts bend the noun as the language does", async () => {
  expect(await caption("ru", 21)).toBe("21 событие · 1 марта – 30 июня 2025 · 21 с неточным местом · 2 без места");
  expect(await caption("ru", 1312)).toMatch(/^1 312 событий/);
  expect(await caption("ru", 1003)).toMatch(/^1 003 события/);
  expect(await caption("uz", 21)).toBe(
    "21 ta hodisa · 1-mart – 30-iyun 2025 · 21 tasining joyi noaniq · 2 tasi joysiz",
  );
});

test("dates are said in the order of the language", async () => {
  const day = { event_date: "2018-10-12", event_date_end: null, event_date_edtf: "2018-10-12", time_precision: 1 };
  const month = { event_date: "2017-10-01", event_date_end: "2017-10-31", event_date_edtf: "2017-10" };
  const said = () => [dateInWords(day), dateInShort(day), dateInWords(month), spanInWords("2018-10-15", "2018-10-21")];
  await speak("ru");
  expect(said()).toEqual([
    "12 октября 2018",
    "12 окт. 2018",
    "октябрь 2017 года, день неизвестен",
    "15 – 21 октября 2018",
  ]);
  await speak("uz");
  expect(said()).toEqual([
    "2018-yil 12-oktabr",
    "12-okt 2018",
    "2017-yil oktabr, kuni nomaʼlum",
    "2018-yil 15 – 21-oktabr",
  ]);
  expect(spanInWords("2018-10-30", "2018-11-02")).toBe("2018-yil 30-oktabr – 2-noyabr");
  expect(spanInWords("2018-12-30", "2019-01-02")).toBe("2018-yil 30-dekabr – 2019-yil 2-yanvar");
});

test("places, distances and doubt are said in the language", async () => {
  await speak("ru");
  expect([kindInWords("air_base"), kindInWords("admin1"), countryName("UZ")]).toEqual([
    "авиабаза",
    "область",
    "Узбекистан",
  ]);
  expect([distance(2600), belief(0.93).replaceAll("\u00a0", " ")]).toEqual(["2,5 км", "93 %, почти наверняка"]);
  const filter = { ...EVERYTHING, types: new Set(["protest"]), status: new Set(["candidate"]), located: "false" };
  expect(chipsOf(filter).map(({ text }) => text)).toEqual(["Протест", "Не проверено", "без места"]);
  await speak("uz");
  expect([kindInWords("air_base"), kindInWords("admin1")]).toEqual(["aviabaza", "viloyat"]);
});

test("what the server says in English is said in the language where it is known", async () => {
  expect(words.said("population 101,000")).toBe("population 101,000");
  await speak("ru");
  expect(words.said("population 101,000")).toBe("население: 101,000");
  expect(words.said("same region as Qarshi in this text")).toBe("та же область, что у места Qarshi в тексте");
  expect(words.said("the text speaks of a place of this kind: air base")).toBe("текст говорит о таком месте: авиабаза");
  expect(words.said("air base")).toBe("авиабаза");
  expect(words.said("a reason of a later server")).toBe("a reason of a later server");
  await speak("uz");
  expect(words.said("12 km from Osh in this text")).toBe("matndagi joydan (Osh) 12 km");
});
