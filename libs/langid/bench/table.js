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

function timed(work, texts) {
  // The second round is warm.
  work();
  const start = performance.now();
  const result = work();
  const seconds = (performance.now() - start) / 1000;
  const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
  return { result, perSecond: texts.length / seconds, charactersPerSecond: characters / seconds };
}

const lines = readRows(join(folder, 'lid.dev.input.jsonl'));
const labelled = timed(() => predictLanguage(detector, lines), lines);
const label = score('score.py', 'lid.dev.gold.jsonl', labelled.result);
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
const clean = labelled.result.filter(({ lang }, at) => {
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

const long = { text: page[0].text.slice(0, 4000) };
const articles = Array.from({ length: 2000 }, () => long);
const { charactersPerSecond } = timed(() => predictSegments(detector, [...mixed, ...page]), [...mixed, ...page]);
rows.push(['sentences a second', Math.round(labelled.perSecond), '≥ 6,000']);
rows.push(['segmenter, thousand characters a second', Math.round(charactersPerSecond / 1000), '≥ 1,000']);
rows.push([
  'label of a 4 kB article, ms',
  (1000 / timed(() => predictLanguage(detector, articles), articles).perSecond).toFixed(3),
  '≤ 0.3',
]);
const tens = Array.from({ length: 500 }, () => {
  const start = performance.now();
  detector.tagArticle({ articleBody: page[0].text.repeat(2).slice(0, 10_000) });
  return performance.now() - start;
}).sort((one, other) => one - other);
rows.push(['10 kB page, label and segments, p99 ms', tens[494].toFixed(1), '≤ 20']);
rows.push(['resident memory, MB', Math.round(process.memoryUsage().rss / 1e6), '≤ 400']);
rows.push(['load, ms', Math.round(loaded), '≤ 1000']);

for (const [measure, reached, goal] of rows) {
  console.log(`${measure.padEnd(58)} ${String(reached).padStart(26)}   goal ${goal}`);
}
rmSync(scratch, { recursive: true });
