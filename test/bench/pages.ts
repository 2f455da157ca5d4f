import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Capture } from '#libs/contracts';
import { takeIn } from '#apps/ingest';
import { random } from '../support/generated-pages.js';

const HTML = new Set(['.html', '.htm', '.xhtml']);

/** Every page of a folder (and the folders in it) as a capture: HTML or text, gzipped or not. */
export function capturesOf(folder: string): Capture[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return files.flatMap((file) => {
    const packed = extname(file) === '.gz';
    const type = extname(packed ? file.slice(0, -3) : file).toLowerCase();
    if (!HTML.has(type) && type !== '.txt') return [];
    const raw = readFileSync(file);
    return [
      takeIn({
        bytes: packed ? gunzipSync(raw) : raw,
        contentType: HTML.has(type) ? 'text/html' : 'text/plain',
        origin: { sourceId: 'bench', url: `https://bench.example/${encodeURIComponent(file)}` },
        now: new Date(),
      }),
    ];
  });
}

const VOWELS = 'aeiou';
const CONSONANTS = 'bdfgklmnprstvz';

/** How many different words the generated newspaper uses beside its small ones. */
const VOCABULARY = 20_000;

/** A made-up word of two to four syllables; as in real text, some come often and most seldom. */
function word(next: () => number): string {
  const own = random(1 + Math.floor(VOCABULARY * next() ** 2));
  const syllables = 2 + Math.floor(own() * 3);
  let text = '';
  for (let i = 0; i < syllables; i += 1) {
    text += CONSONANTS.charAt(Math.floor(own() * CONSONANTS.length)) + VOWELS.charAt(Math.floor(own() * VOWELS.length));
  }
  return text;
}

const GLUE = ['the', 'of', 'and', 'to', 'in', 'that', 'with', 'was', 'for', 'from'];

/** Text articles of about `bytes` each, all different: a headline, a date, paragraphs. */
export function generatedCaptures(count: number, bytes: number): Capture[] {
  return Array.from({ length: count }, (_, index) => {
    const next = random(index + 1);
    const sentence = (): string => {
      const words = Array.from({ length: 12 }, (_unused, at) =>
        at % 2 === 1 ? (GLUE[Math.floor(next() * GLUE.length)] ?? 'the') : word(next),
      );
      const text = words.join(' ');
      return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
    };
    const parts = [
      sentence().slice(0, -1),
      `${1 + (index % 28)} November 2026, 10:${String(index % 60).padStart(2, '0')}`,
    ];
    for (let size = 0; size < bytes;) {
      const paragraph = Array.from({ length: 5 }, sentence).join(' ');
      parts.push(paragraph);
      size += paragraph.length;
    }
    return takeIn({
      bytes: Buffer.from(parts.join('\n\n')),
      contentType: 'text/plain',
      origin: { sourceId: 'bench', timeZone: 'Europe/Kyiv' },
      now: new Date(Date.UTC(2026, 10, 30)),
    });
  });
}
