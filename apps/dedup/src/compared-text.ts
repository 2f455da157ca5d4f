import type { ExtractedArticle } from '#libs/contracts';

/** The text that two articles are compared by. A teaser's body may repeat its headline: then it counts once. */
export function comparedText({ headline, articleBody }: Pick<ExtractedArticle, 'headline' | 'articleBody'>): string {
  if (headline === undefined || articleBody.startsWith(headline)) return articleBody;
  return `${headline}\n\n${articleBody}`;
}
