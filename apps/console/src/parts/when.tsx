import type { Article } from '#libs/contracts';
import { ago, localTime, momentOf } from '../text/moments.js';

const ZONES: Record<string, string> = {
  date: 'Its zone stands with it.',
  page: 'Its zone is that of the page.',
  source: 'Its zone is that of the source.',
  unknown: 'Its zone is not known.',
};

type Dated = Pick<
  Article,
  'datePublished' | 'datePublishedPrecision' | 'datePublishedZone' | 'dateAsWritten' | 'firstCreated'
>;

/** How it is known when an article was published, for a tooltip. */
export function originOf(article: Partial<Dated>): string {
  const { datePublished, dateAsWritten, datePublishedZone } = article;
  if (datePublished === undefined) return 'The page gives no date.';
  const parts = [
    ...(dateAsWritten === undefined ? [] : [`Written as “${dateAsWritten}”.`]),
    ...(datePublishedZone === undefined ? [] : [ZONES[datePublishedZone] ?? '']),
    ...(momentOf(datePublished).zone === undefined ? [] : [`For you: ${localTime(datePublished)}.`]),
  ];
  return parts.join(' ');
}

/** When an article was published, to the minute and in its zone, as far as that is known. */
export function When({ article, day = true }: { article: Partial<Dated>; day?: boolean }) {
  const { datePublished, datePublishedPrecision, firstCreated } = article;
  if (datePublished === undefined) {
    return (
      <span class="when when-none" title={originOf(article)}>
        {firstCreated === undefined ? 'no date' : `seen ${ago(firstCreated, Date.now())}`}
      </span>
    );
  }
  const moment = momentOf(datePublished, datePublishedPrecision);
  return (
    <time class="when" dateTime={datePublished} title={originOf(article)}>
      {day && <span>{moment.day}</span>}
      {moment.time !== undefined && <span class="hour">{moment.time}</span>}
      {moment.time === undefined && !day && <span class="zone">day only</span>}
      {moment.time !== undefined && <span class="zone">{moment.zone ?? 'zone ?'}</span>}
    </time>
  );
}
