import { groupOf, Topics } from '#libs/contracts';
import { apart, MOST_OFF_MS } from '../clock.js';
import { type Finding, failed, ok, warning } from '../finding.js';
import type { DiagnosticPage } from './page.js';

/** What an article passes on its way, who brings it there, and where it waits for that. */
export const HOPS = [
  { hop: 'raw capture', service: 'ingest', into: Topics.captures },
  { hop: 'extracted', service: 'ingest', into: Topics.articlesExtracted, from: Topics.captures },
  { hop: 'language', service: 'language', into: Topics.articlesTagged, from: Topics.articlesExtracted },
  { hop: 'fingerprint', service: 'dedup', into: Topics.articlesFingerprinted, from: Topics.articlesTagged },
  { hop: 'verdict', service: 'dedup', into: Topics.articlesResolved, from: Topics.articlesFingerprinted },
  { hop: 'stored', service: 'publish', from: Topics.articlesResolved },
  { hop: 'public topic', service: 'publish', into: Topics.articles, from: Topics.articlesResolved },
] as const satisfies readonly { hop: string; service: string; into?: string; from?: string }[];

export type Step = (typeof HOPS)[number];
export type Hop = Step['hop'];

/** A hop as it was seen. */
export interface Seen {
  hop: Hop;
  /** By the clock of who brought it there, where the log tells; else by ours, when it was seen. Ms since the epoch. */
  at: number;
  /** It was there by then, and nothing tells since when. */
  isLatest?: boolean;
  /** What was found out there, e.g. the language. */
  note?: string;
  /** What should have been found out is something else. */
  isWrong?: boolean;
}

/** Why it does not get on. */
export interface Obstacle {
  message: string;
  todo: string;
}

/** The way of the article through the line, as far as it came. */
export interface Journey {
  url: string;
  captureId: string;
  articleId: string;
  /** When the page was sent, ms since the epoch. */
  sentAt: number;
  hops: Seen[];
  /** Where it stopped, if it did. */
  stopped?: { hop: Hop; service: string } & Obstacle;
  withdrawn: boolean;
}

export const begun = ({ url, captureId, articleId }: DiagnosticPage, sentAt: number): Journey => ({
  url,
  captureId,
  articleId,
  sentAt,
  hops: [],
  withdrawn: false,
});

const stepOf = (hop: Hop): Step => HOPS.find((step) => step.hop === hop) ?? HOPS[0];

/** The first hop that was not seen. */
export const next = ({ hops }: Pick<Journey, 'hops'>): Step | undefined =>
  HOPS.find(({ hop }) => !hops.some((seen) => seen.hop === hop));

/** Nothing more was seen: at the hop that is missing. */
export function stoppedAt(journey: Journey, obstacle: Obstacle): Journey {
  const missing = next(journey);
  return missing === undefined
    ? journey
    : { ...journey, stopped: { hop: missing.hop, service: missing.service, ...obstacle } };
}

/** What to say of a service when nothing else is known of why it brings nothing. */
export const silent = (service: string): Obstacle => ({
  message: `nothing came out of ${service} (group ${groupOf(service)})`,
  todo: `see that ${service} runs, and what its log says`,
});

/** A line for each hop, and one for where it stopped. */
export function inFindings({ hops, sentAt, stopped }: Journey): Finding[] {
  const findings = hops.map(({ hop, at, note, isLatest, isWrong }) => {
    const { service } = stepOf(hop);
    const after = Math.max(0, at - sentAt);
    const by = hop === 'raw capture' ? '' : ` by ${service}`;
    const message = `${isLatest === true ? 'within ' : '+'}${after} ms${by}${note === undefined ? '' : `: ${note}`}`;
    const check = `article, ${hop}`;
    return isWrong === true ? warning(check, message, `see the log of ${service}`) : ok(check, message);
  });
  if (stopped !== undefined) {
    const { hop, message, todo } = stopped;
    findings.push(failed(`article, ${hop}`, message, todo));
  }
  return findings;
}

/** For programs: instants as such, and how long each hop came after the page was sent. */
export function inJson({ hops, sentAt, ...journey }: Journey): object {
  const told = hops.map(({ hop, at, isLatest = false, note }) => ({
    hop,
    service: stepOf(hop).service,
    at: new Date(at).toISOString(),
    afterMs: at - sentAt,
    isLatest,
    ...(note === undefined ? {} : { note }),
  }));
  return { ...journey, sentAt: new Date(sentAt).toISOString(), hops: told };
}

/** Services whose clocks say that they did something before the page was sent, or after it was seen. */
export function clockFindings({ hops, sentAt }: Journey, seenAt: number): Finding[] {
  const off = new Map<string, number>();
  for (const { hop, at } of hops) {
    const wrong = at < sentAt ? at - sentAt : at > seenAt ? at - seenAt : 0;
    const { service } = stepOf(hop);
    if (Math.abs(wrong) > MOST_OFF_MS) off.set(service, wrong);
  }
  return [...off].map(([service, wrong]) =>
    failed(
      'clock',
      `the clock of ${service} is ${apart(wrong)} this machine's`,
      'set the clocks of all machines by NTP',
    ),
  );
}
