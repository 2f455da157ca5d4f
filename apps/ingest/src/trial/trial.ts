import type { Capture, CaptureSummary, TaggedArticle } from '#libs/contracts';
import { type LanguageDetector, tag } from '#libs/langid';
import { extract, type ExtractionTools } from '../extract.js';

/** What the line would make of a page, up to its languages: whether anything repeats another is a matter of what is stored. */
export interface Trial {
  capture: CaptureSummary;
  articles: TaggedArticle[];
}

/** The same as ingest and language do one after the other. Throws poison for what is no page. */
export function tryPage(capture: Capture, detector: LanguageDetector, clock: ExtractionTools['clock']): Trial {
  const { articles, summary } = extract(capture, {
    splitLanguages: (text, known) => detector.segment(text, known === undefined ? {} : { known }),
    ...(clock === undefined ? {} : { clock }),
  });
  return { capture: summary, articles: articles.map((article) => tag(article, detector)) };
}
