#!/usr/bin/env node
/**
 * Writes predictions in the formats of the language scorers:
 * `predict.js language IN.jsonl OUT.jsonl` and `predict.js segments IN.jsonl OUT.jsonl [--known en,ru,uk]`.
 * Input lines are `{id, text}`. Needs a build.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { loadDetector } from '#libs/langid';

/** One label a line: `{id, lang, conf}`. */
export function predictLanguage(detector, rows) {
  return rows.map(({ id, text }) => {
    const { tag, confidence } = detector.detect(text);
    return { id, lang: tag, conf: confidence };
  });
}

/** Spans of one language a line: `{id, spans: [[start, end, lang]]}`. */
export function predictSegments(detector, rows, known) {
  const options = known === undefined ? {} : { known };
  return rows.map(({ id, text }) => ({
    id,
    spans: detector.segment(text, options).map(({ start, end, tag }) => [start, end, tag]),
  }));
}

export function readRows(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

export function writeRows(file, rows) {
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

async function main([kind, from, to, flag, languages]) {
  if (!['language', 'segments'].includes(kind) || to === undefined || (flag !== undefined && flag !== '--known')) {
    throw new Error('usage: predict.js language|segments IN.jsonl OUT.jsonl [--known en,ru,uk]');
  }
  const detector = await loadDetector();
  const rows = readRows(from);
  writeRows(
    to,
    kind === 'language' ? predictLanguage(detector, rows) : predictSegments(detector, rows, languages?.split(',')),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));
