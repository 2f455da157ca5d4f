import type { LineStatus } from '#apps/publish';
import type { Problem } from '#libs/platform';
import { callApi, requestApi } from '../api-client.js';
import { type Finding, failed, ok, skipped, warning } from './finding.js';

/** A service checks its own dependencies for 3 s at most before it answers, ms. */
const TIMEOUT_MS = 5_000;

export interface ServiceAddress {
  /** e.g. `publish`. */
  name: string;
  url: string;
  /** Somebody said so; else it is a guess, and that nobody is there proves nothing. */
  isGiven: boolean;
}

/** Whether a service answers, and is ready. `answers`: there is a Babelwire to go on with. */
export async function examineService({ name, url, isGiven }: ServiceAddress): Promise<Finding & { answers: boolean }> {
  const check = `http ${name}`;
  let response;
  try {
    response = await requestApi(new URL('/readyz', url), { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    const message = `nothing answers at ${url}`;
    const finding = isGiven ? failed(check, message, `start ${name}, or name its address`) : skipped(check, message);
    return { ...finding, answers: false };
  }
  const answer = (await response.json().catch(() => undefined)) as
    (Partial<Problem> & { checks?: Record<string, string> }) | undefined;
  if (response.ok && answer?.checks !== undefined) {
    return { ...ok(check, `${url} is ready (${Object.keys(answer.checks).join(', ')})`), answers: true };
  }
  if (response.status === 503 && answer?.errors !== undefined) {
    const away = answer.errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
    return { ...failed(check, `${url} is not ready: ${away}`, 'see what it waits for'), answers: true };
  }
  const message = `what answers at ${url} is no Babelwire (status ${response.status})`;
  const finding = isGiven ? failed(check, message, 'name the right address') : skipped(check, message);
  return { ...finding, answers: false };
}

/**
 * What the line says of itself, and whether the key is taken.
 *
 * @param tellsAbsent that a service is not there; else somebody else has looked for that
 */
export async function examineStatus(api: string, { tellsAbsent }: { tellsAbsent: boolean }): Promise<Finding[]> {
  const { stages } = await callApi<LineStatus>(api, 'v1/status');
  const absent = new Set(stages.flatMap(({ service, state }) => (tellsAbsent && state === 'absent' ? [service] : [])));
  const findings = [...absent].map((service) =>
    failed('stages', `no process of ${service} is connected`, `start ${service}; if it runs, its log says why`),
  );
  const stalled = stages
    .filter(({ state }) => state === 'stalled')
    .map(({ service, topic, waiting }) =>
      failed('stages', `${service} stands still, with ${waiting} messages in ${topic}`, `see the log of ${service}`),
    );
  findings.push(...stalled);
  const dead = stages.reduce((sum, { deadLetters }) => sum + deadLetters, 0);
  if (dead > 0) {
    const message = `${dead} message${dead === 1 ? '' : 's'} could not be handled`;
    findings.push(warning('dead letters', message, 'babelwire dlq list, or the console, says which and why'));
  }
  const waiting = stages.reduce((sum, stage) => sum + stage.waiting, 0);
  return findings.length > 0 ? findings : [ok('stages', `none stands still; ${waiting} messages wait`)];
}
