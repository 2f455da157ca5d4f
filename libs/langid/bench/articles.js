#!/usr/bin/env node
/**
 * `articles.js` measures what an article of 4 kB costs, label and segments, in four languages: articles of words that all
 * were read before, and articles a part of whose long words are new. Needs a build.
 */
import { loadDetector } from '#libs/langid';
import { newspaper } from './newspaper.js';

const BYTES = 4000;
const COUNT = 400;
/** Articles timed at once. */
const BATCH = 20;

/** Milliseconds of processor time that some work takes: on a machine that others share, the clock measures them too. */
function cost(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Strings as they come out of a message: in one piece. */
const fromMessage = (articles) => JSON.parse(JSON.stringify(articles));

for (const novelty of [0, 0.1, 0.3]) {
  const detector = await loadDetector();
  for (const article of fromMessage(newspaper(COUNT, BYTES, novelty, 7))) detector.tagArticle(article);
  const articles = fromMessage(newspaper(COUNT, BYTES, novelty, 13));
  for (const language of new Set(articles.map((article) => article.language))) {
    const own = articles.filter((article) => article.language === language);
    const costs = [];
    let wrong = 0;
    for (let at = 0; at < own.length; at += BATCH) {
      const batch = own.slice(at, at + BATCH);
      const tags = [];
      costs.push(cost(() => batch.forEach((article) => tags.push(detector.tagArticle(article).tag))) / batch.length);
      wrong += tags.filter((tag) => tag !== language).length;
    }
    costs.sort((one, other) => one - other);
    const [best, median] = [costs[0], costs[costs.length >> 1]].map((each) => each.toFixed(3));
    const mistakes = wrong === 0 ? '' : `; ${wrong} of ${own.length} got another label`;
    console.log(`${language}, ${novelty * 100} % of long words new: median ${median} ms, best ${best} ms${mistakes}`);
  }
}
