import type { Article, Dedup, Story, StoryEdge } from '#libs/contracts';
import {
  circumstancesOf,
  comparedText,
  explain,
  type Explanation as TextComparison,
  languageOf,
  linkScore,
  type LinkScore,
  storyBonus,
  storySignature,
} from '#libs/similarity';

/** What of an article helps to see which one it is. */
export interface ArticleInBrief {
  id: string;
  inLanguage: string;
  version: number;
  storyId: string;
  url?: string;
  headline?: string;
  /** The beginning of the text that is compared. */
  text: string;
}

/** Why two articles are, or are not, one article or one story: computed now, from their texts as they are stored. */
export interface PairComparison {
  other: ArticleInBrief;
  /** Whether they say the same in the same words. */
  repeat: TextComparison;
  /** Whether they tell the same in two languages; not there for texts in one language, or in none. */
  translation?: LinkScore & { bonus: number };
}

/** Why an article is where it is. */
export interface ArticleExplanation {
  article: ArticleInBrief;
  /** The verdict as it was given. */
  dedup: Dedup;
  story: {
    id: string;
    /** The article's links as they were made; empty where it tells its story alone. */
    edges: StoryEdge[];
  };
  /** With the article that it repeats, those that it is linked with, and those that were asked for. */
  comparisons: PairComparison[];
}

const BRIEF_LENGTH = 300;

export function explainArticle(article: Article, others: Article[], story: Story | undefined): ArticleExplanation {
  return {
    article: brief(article),
    dedup: article.dedup,
    story: {
      id: article.storyId,
      edges: story?.edges.filter(({ a, b }) => a === article.id || b === article.id) ?? [],
    },
    comparisons: others.map((other) => comparison(article, other)),
  };
}

function brief(article: Article): ArticleInBrief {
  const { id, inLanguage, version, storyId, headline } = article;
  const url = article.canonicalUrl ?? article.url;
  return {
    id,
    inLanguage,
    version,
    storyId,
    ...(url === undefined ? {} : { url }),
    ...(headline === undefined ? {} : { headline }),
    text: article.articleBody.slice(0, BRIEF_LENGTH),
  };
}

function comparison(article: Article, other: Article): PairComparison {
  const translation = translationOf(article, other);
  return {
    other: brief(other),
    repeat: explain(comparedText(article), comparedText(other)),
    ...(translation === undefined ? {} : { translation }),
  };
}

function translationOf(a: Article, b: Article): PairComparison['translation'] {
  const [x, y] = [languageOf(a.inLanguage), languageOf(b.inLanguage)];
  if (x === undefined || y === undefined || x === y) return undefined;
  const link = linkScore(storySignature(comparedText(a), x), storySignature(comparedText(b), y));
  return { ...link, bonus: storyBonus(circumstancesOf(a), circumstancesOf(b)) };
}
