import { marksOfAddress, pictureOf, siteOfUrl } from './address.js';
import type { Circumstances } from './circumstances.js';

/*
 * What the weights mean. Of pairs of news texts in two languages that tell different stories, the part whose score reaches
 * .43 is .0005, .38 .0010, .33 .0021, .28 .0045, .23 .0095, .18 .020 (291,171 pairs of neighbouring paragraphs): it doubles
 * with every .05. So a sign may add .05 for each time that it doubles the odds: then as few strangers pass as without it.
 */

/**
 * The same number or slug in two addresses of one site. Most sites give the versions of an article either one number, or one
 * slug; two strangers share neither but where each language counts for itself, and then once in many thousands. That would
 * be worth more than this; but a site may file a rolling report under one slug for weeks, so it counts as 16 to 1.
 */
const ADDRESS_BONUS = 0.2;
/** The same picture: versions share one as a rule, but so do the reports of several days. 8 to 1. */
const IMAGE_BONUS = 0.15;
/**
 * Published within 35 minutes of one another on one site, as versions are. A site with 50 articles a day in a language has
 * some 2 in that time, and 4 in the two hours for which the index asks no more of a pair. 2 to 1.
 */
const TIME_BONUS = 0.05;
const NEAR_IN_TIME_MS = 35 * 60_000;

/** More than the index would take: without likeness of the texts there is no link. */
const MOST_BONUS = 0.3;

/** What speaks for two articles in different languages being one story, besides their texts: 0 to .3. Symmetric. */
export function storyBonus(a: Circumstances, b: Circumstances): number {
  let bonus = sharePicture(a.images, b.images) ? IMAGE_BONUS : 0;
  if (a.url !== undefined && b.url !== undefined) {
    const site = siteOfUrl(a.url);
    if (site !== undefined && site === siteOfUrl(b.url)) {
      if (Math.abs(a.at - b.at) <= NEAR_IN_TIME_MS) bonus += TIME_BONUS;
      if (shareMark(a.url, b.url)) bonus += ADDRESS_BONUS;
    }
  }
  return Math.min(MOST_BONUS, bonus);
}

function shareMark(a: string, b: string): boolean {
  const marks = marksOfAddress(a);
  if (marks.size === 0) return false;
  for (const mark of marksOfAddress(b)) if (marks.has(mark)) return true;
  return false;
}

function sharePicture(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  const pictures = new Set(a.map(pictureOf));
  return b.some((url) => {
    const picture = pictureOf(url);
    return picture !== undefined && pictures.has(picture);
  });
}
