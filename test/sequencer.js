import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** What suites took in CI, ms, by their path; those that take a moment are not named. See suite-seconds.js. */
const known = JSON.parse(readFileSync(new URL('suite-seconds.json', import.meta.url), 'utf8'));
/** A second, at which Jest begins to call a test slow. */
const SHORT_MS = 1000;

/**
 * Longest suites first, on a fresh clone too, where Jest knows no times and goes by the size of files: the longest are short
 * files that call much of test/support, and came last, one alone on two cores.
 */
export default class LongestFirst extends Sequencer {
  time(test) {
    const path = relative(test.context.config.rootDir, test.path).split(sep).join('/');
    return super.time(test) ?? (path in known ? known[path] * 1000 : SHORT_MS);
  }
}
