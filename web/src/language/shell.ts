import { language, words, type Language } from "./language";

type ShellWord = keyof typeof words.shell;

/** Says what stands in the page's own HTML: `data-words` is an element's text, `data-label` its name. */
export function translateShell(): void {
  document.documentElement.lang = language satisfies Language;
  document.title = words.shell.title;
  for (const element of document.querySelectorAll<HTMLElement>("[data-words]"))
    element.textContent = words.shell[element.dataset["words"] as ShellWord];
  for (const element of document.querySelectorAll<HTMLElement>("[data-label]"))
    element.setAttribute("aria-label", words.shell[element.dataset["label"] as ShellWord]);
}
