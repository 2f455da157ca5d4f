#!/usr/bin/env node
/**
 * `table.js DIR` measures the detector on the sets in DIR (see its README) with the scorers that lie there, and prints what
 * it reached beside what it should reach. Needs a build, and Python 3 for the scorers.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadDetector } from '#libs/langid';
import { predictLanguage, predictSegments, readRows, writeRows } from './predict.js';

/** Languages that the mixed sets are made of. */
const KNOWN = ['en', 'ru', 'uk'];
/** Ids of the traps that do have an answer, or a debatable one. */
const DEBATABLE = /^(caps|tagline|ui-date|\w\w-neutral|translit)/;

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: table.js DIR');
const scratch = mkdtempSync(join(tmpdir(), 'langid-'));
const before = performance.now();
const detector = await loadDetector();
const loaded = performance.now() - before;
const rows = [];

function score(script, gold, predictions) {
  const file = join(scratch, 'predictions.jsonl');
  writeRows(file, predictions);
  const split = script === 'score.py' ? ['--split', 'all'] : [];
  const command = [join(folder, script), '--gold', join(folder, gold), '--pred', file, ...split, '--json'];
  return JSON.parse(execFileSync('python3', command, { encoding: 'utf8', maxBuffer: 1e8 }));
}

function percent(value) {
  return (100 * value).toFixed(1);
}

/** Milliseconds of processor time that some work takes: on a machine that others share, the clock measures them too. */
function cost(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * Texts and characters a second of one core, read by a detector that has read nothing before: it remembers words, and a
 * second reading would measure its memory. The compiler has been warmed by another detector, on all texts.
 */
async function speed(work, texts) {
  const fresh = await loadDetector();
  const seconds = cost(() => work(fresh, texts)) / 1000;
  return {
    perSecond: texts.length / seconds,
    charactersPerSecond: texts.reduce((sum, { text }) => sum + text.length, 0) / seconds,
  };
}

/** Texts of some size, glued together from lines that stand side by side in the set. */
function gluedTo(size, rows) {
  const texts = [];
  let text = '';
  for (const row of rows) {
    text += `${row.text}\n`;
    if (text.length < size) continue;
    texts.push({ id: String(texts.length), text: text.slice(0, size) });
    text = '';
  }
  return texts;
}

const lines = readRows(join(folder, 'lid.dev.input.jsonl'));
const articleTexts = gluedTo(4000, lines);
const pageTexts = gluedTo(10_000, lines);
predictLanguage(detector, articleTexts);
predictSegments(detector, articleTexts);
for (const { text } of pageTexts) detector.tagArticle({ articleBody: text });
const memory = process.memoryUsage().rss;
const sentences = await speed(predictLanguage, lines);
const articles = await speed(predictLanguage, articleTexts);
const segmented = await speed(predictSegments, gluedTo(2000, lines));
const reader = await loadDetector();
const pages = pageTexts
  .map(({ text }) => cost(() => reader.tagArticle({ articleBody: text })))
  .sort((one, other) => one - other);

const labelled = predictLanguage(detector, lines);
const label = score('score.py', 'lid.dev.gold.jsonl', labelled);
for (const [group, sets, goal] of [
  ['NEWS26', ['sent', 'short', 'head'], '99.9 / 98.5 / 98.5'],
  ['CYR7', ['sent', 'short', 'head'], '99.9 / 98.0 / 99.5'],
  ['UKRUBE', ['short'], '99.3'],
  ['LATN11', ['sent', 'short'], '97.5 / 93'],
]) {
  const reached = sets.map((set) => percent(label[`${set}/${group}`].mF1)).join(' / ');
  rows.push([`${group} ${sets.join(' / ')}, macro-F1`, reached, goal]);
}
rows.push(['calibration error', label.ECE.toFixed(3), '≤ .02']);
rows.push(['coverage at 99 % precision', label['coverage@99prec'].toFixed(2), '≥ .85']);

const traps = readRows(join(folder, 'garbage.jsonl')).filter(({ id }) => !DEBATABLE.test(id));
const undetermined = predictLanguage(detector, traps).filter(({ lang }) => lang === 'und').length;
rows.push(['strict traps answered und', `${undetermined} of ${traps.length}`, 'all']);
const clean = labelled.filter(({ lang }, at) => {
  return lang === 'und' && (lines[at].text.match(/\p{L}/gu)?.length ?? 0) >= 30;
});
rows.push(['und on text of 30 letters or more', clean.length, '0']);

const mixed = readRows(join(folder, 'mixed.dev.input.jsonl'));
const page = readRows(join(folder, 'seed.gold.jsonl'));
for (const [name, known, goal] of [
  ['known', KNOWN, '95 / 80 / 92 / 80'],
  ['unknown', undefined, '90 / 65 / 85 / 60'],
]) {
  const segments = score('score_mixed.py', 'mixed.dev.gold.jsonl', predictSegments(detector, mixed, known));
  const reached = ['inline2', 'tagline', 'embed', 'page'].map((kind) => percent(segments[kind].seg_f1)).join(' / ');
  rows.push([`segment F1 inline2 / tagline / embed / page, ${name}`, reached, goal]);
  rows.push([`false switches per clean sentence, ${name}`, segments.mono.false_switch_per_item.toFixed(3), '≤ .02']);
  const sample = score('score_mixed.py', 'seed.gold.jsonl', predictSegments(detector, page, known)).seed;
  rows.push([`sample page, share of letters, ${name}`, percent(sample.letter_acc), '≥ 99']);
}

rows.push(['sentences a second of one core', Math.round(sentences.perSecond), '≥ 6,000']);
rows.push([
  'segmenter, thousand characters a second of one core',
  Math.round(segmented.charactersPerSecond / 1000),
  '≥ 1,000',
]);
rows.push(['label of a 4 kB article, ms of one core', (1000 / articles.perSecond).toFixed(3), '≤ 0.3']);
rows.push([
  '10 kB page, label and segments, p99 ms of one core',
  pages[Math.floor(pages.length * 0.99)].toFixed(1),
  '≤ 20',
]);
rows.push(['resident memory with one detector and the sets, MB', Math.round(memory / 1e6), '≤ 400']);
rows.push(['load, ms', Math.round(loaded), '≤ 1000']);

for (const [measure, reached, goal] of rows) {
  console.log(`${measure.padEnd(58)} ${String(reached).padStart(26)}   goal ${goal}`);
}
rmSync(scratch, { recursive: true });
