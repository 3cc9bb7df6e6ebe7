/** A phrase of the server, as a pattern, and how a language says it: `$1` is its first part. */
export type Phrase = readonly [RegExp, string];

/**
 * Says the server's English phrases in another language. A phrase that the table does not know stays as it
 * is: English words are better than none.
 */
export function sayBy(phrases: readonly Phrase[], kinds: Record<string, string>): (words: string) => string {
  const kind = (words: string) => kinds[words.replaceAll(" ", "_")];
  return (words) => {
    const known = kind(words);
    if (known) return known;
    const phrase = phrases.find(([pattern]) => pattern.test(words));
    if (!phrase) return words;
    const [pattern, said] = phrase;
    return words.replace(pattern, said).replace(/\{([^}]*)\}/g, (_, name: string) => kind(name) ?? name);
  };
}
