import type { Segment } from './runs.js';

/** A language and how sure the detector is of it (0 to 1). */
export interface RankedLanguage {
  tag: string;
  confidence: number;
}

/** What one text is written in. */
export interface Detection {
  /** BCP 47; `und` when nobody could know, `mul` for a true mixture. */
  tag: string;
  /** ISO 15924, of most of the letters. */
  script?: string;
  /** Calibrated: of the texts given 0.9, nine in ten are right. */
  confidence: number;
  /** The three likeliest, best first. */
  candidates: RankedLanguage[];
  /** Why the tag is `und` or `mul`. */
  reason?: string;
  /** What spoke for the tag, in words. */
  evidence?: string;
}

export interface DetectOptions {
  /** Languages the source is known to write in (BCP 47). */
  known?: string[];
  /** What the page says its language is; breaks ties only. */
  declared?: string;
}

/** The parts of an article that its language is read from. */
export interface ArticleText {
  headline?: string;
  description?: string;
  articleBody: string;
  keywords?: string[];
}

export interface ArticleLanguage {
  tag: string;
  script?: string;
  confidence: number;
  /** Why the tag is `und` or `mul`, or that the page declares another language. */
  reason?: string;
  /** Offsets into `articleBody`. */
  segments: Segment[];
}

export interface LanguageDetector {
  /** Label of one text. */
  detect(text: string, options?: DetectOptions): Detection;
  /** Word-exact stretches of one language each, in order, covering the text's words. */
  segment(text: string, options?: { known?: string[] }): Segment[];
  /** Label and segments of an article: its language comes from headline and body, not from the page around it. */
  tagArticle(article: ArticleText, options?: DetectOptions): ArticleLanguage;
}
