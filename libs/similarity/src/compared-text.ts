/** The text that two articles are compared by. A teaser's body may repeat its headline: then it counts once. */
export function comparedText({ headline, articleBody }: { headline?: string; articleBody: string }): string {
  if (headline === undefined || articleBody.startsWith(headline)) return articleBody;
  return `${headline}\n\n${articleBody}`;
}

/** The language that texts are told apart by: `en` of `en-GB`; undefined for a tag that names no one language. */
export function languageOf(tag: string): string | undefined {
  const primary = tag.toLowerCase().split('-')[0] ?? '';
  return ['', 'und', 'mul', 'zxx', 'mis'].includes(primary) ? undefined : primary;
}
