const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** In English, for people: `Ukrainian`. What has no name keeps its tag. */
export function languageName(tag: string): string {
  if (tag === 'und') return 'language unknown';
  if (tag === 'mul') return 'several languages';
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** How many colours there are in styles/2-languages.css. */
const COLOURS = 12;

/** Neighbours in the news get colours far apart; the rest in the order in which they turn up. */
const places: string[] = ['en', 'uk', 'ru', 'de', 'pl', 'fr', 'es', 'ar', 'he', 'zh', 'it', 'tr'];

/** The class of a language's colour, the same wherever it turns up; variants share it. Neutral for `und` and `mul`. */
export function languageClass(tag: string | undefined): string {
  const primary = tag?.split('-')[0]?.toLowerCase() ?? 'und';
  if (primary === 'und' || primary === 'mul') return 'lang lang-none';
  if (!places.includes(primary)) places.push(primary);
  return `lang lang-${places.indexOf(primary) % COLOURS}`;
}
