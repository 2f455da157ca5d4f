import { randomBytes } from 'node:crypto';
import { BabelwireError } from '#libs/contracts';
import { type Finding, failed, ok, warning } from '../finding.js';
import { clockFindings, inFindings, type Journey } from './journey.js';
import { DIAGNOSTIC_SOURCE, type DiagnosticPage, diagnosticPage } from './page.js';
import type { Road } from './road.js';

/** How long the line has for taking the article back, ms. */
const WITHDRAWAL_MS = 15_000;

/** A page for this run alone. */
export const freshPage = (): DiagnosticPage => diagnosticPage(randomBytes(6).toString('hex'), new Date(), Math.random);

export interface Sent {
  findings: Finding[];
  journey?: Journey;
}

/**
 * Sends the page down a road, and takes its article back when it came through: what to say of both.
 *
 * @param staysThere the line itself goes, and the article with it
 */
export async function sendArticle(road: Road, timeoutMs: number, staysThere = false): Promise<Sent> {
  let journey: Journey;
  try {
    journey = await road.run(timeoutMs);
  } catch (thrown) {
    await close(road);
    return { findings: [failed('article, raw capture', BabelwireError.from(thrown).message)] };
  }
  const findings = [...inFindings(journey), ...clockFindings(journey, Date.now())];
  if (!staysThere) findings.push(await withdrawal(road, journey));
  await close(road);
  return { findings, journey };
}

async function withdrawal(road: Road, journey: Journey): Promise<Finding> {
  const check = 'article, withdrawn';
  const left = `the article ${journey.articleId} of ${DIAGNOSTIC_SOURCE}`;
  const todo = 'the next babelwire doctor takes it back';
  if (journey.stopped !== undefined) return warning(check, `not yet: ${left} will come when the line goes on`, todo);
  try {
    if (await road.withdraw(WITHDRAWAL_MS)) return ok(check, `${left} is canceled again`);
    return failed(check, `${left} was withdrawn, but dedup and publish have not said so`, todo);
  } catch (thrown) {
    return failed(check, `${left} is still there: ${BabelwireError.from(thrown).message}`, todo);
  }
}

/** What can't be closed is closed by the end of the process. */
async function close(road: Road): Promise<void> {
  await Promise.resolve(road.close()).catch(() => undefined);
}
