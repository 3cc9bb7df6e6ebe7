import { en, type Words } from "./en";

/** The languages of the page, each by the name that its readers give it. */
export const LANGUAGES = [
  { code: "en", name: "English" },
  { code: "ru", name: "Русский" },
  { code: "uz", name: "Oʻzbekcha" },
] as const;

export type Language = (typeof LANGUAGES)[number]["code"];

/** The words of the page in the language that is spoken now. */
export let words: Words = en;

/** The language that is spoken now. */
export let language: Language = "en";

const LOADERS: Record<Language, () => Promise<Words>> = {
  en: async () => en,
  ru: async () => (await import("./ru")).ru,
  uz: async () => (await import("./uz")).uz,
};

/** Speaks a language from now on. Parts of the page take their words when they are made, so this comes first. */
export async function speak(chosen: Language): Promise<void> {
  words = await LOADERS[chosen]();
  language = chosen;
}

/** The first of what is wished that the page speaks, such as `ru` for `ru-KZ`; else English. */
export function choose(wishes: readonly (string | null)[]): Language {
  const codes = wishes.map((wish) => wish?.toLowerCase().split("-")[0]);
  const spoken = codes.map((code) => LANGUAGES.find((one) => one.code === code)?.code).find(Boolean);
  return spoken ?? "en";
}
