import type { StoryEdge } from '#libs/contracts';
import type { Rehearsal } from '#apps/dedup';
import type { InBrief, Shown } from './examples.js';

type Verdict = Rehearsal['verdicts']['changed'][number]['then'];
type Place = Rehearsal['places']['changed'][number]['then'];

const SHORT_ID = 8;
/** Characters of a headline. */
const WIDTH = 90;
const score = (value: number | undefined): string => (value === undefined ? '' : `, score ${value.toFixed(2)}`);
const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`;

/** A rehearsal as people read it: figures first, then examples of each kind. */
export function inWords(rehearsal: Rehearsal, shown: Shown, articles: Map<string, InBrief>): string {
  const name = (id: string): string => {
    const known = articles.get(id);
    return `${id.slice(0, SHORT_ID)}  ${known === undefined ? '(not in the log any more)' : `${known.inLanguage}  ${known.headline.slice(0, WIDTH)}`}`;
  };
  const where = (id: string): string => {
    const url = articles.get(id)?.url;
    return url === undefined ? '' : `\n      ${url}`;
  };
  return [
    ...figures(rehearsal),
    ...Object.entries(shown.verdicts).flatMap(([kind, { count: all, examples }]) => [
      '',
      `${kind}: ${all}`,
      ...examples.map(
        ({ id, then, now }) =>
          `  ${name(id)}${where(id)}\n      then ${verdictInWords(then, name)}\n      now  ${verdictInWords(now, name)}`,
      ),
      ...rest(all, examples.length),
    ]),
    ...linksInWords('story links gained', rehearsal.links.gained.length, shown.links.gained, name),
    ...linksInWords('story links lost', rehearsal.links.lost.length, shown.links.lost, name),
    ...placesInWords(rehearsal.places.changed.length, shown.places, name),
  ].join('\n');
}

function figures({
  articles,
  decisions,
  withdrawals,
  unreadable,
  opening,
  algorithms,
  ...rehearsal
}: Rehearsal): string[] {
  const { from = '-', until = '-', verdicts, links, places } = rehearsal;
  const old = opening.withoutText === 0 ? '' : `, ${opening.withoutText} of them as they were fingerprinted then`;
  return [
    `compared     ${count(articles, 'article')}, ${count(decisions, 'decision')}, ${count(withdrawals, 'withdrawal')}, ${from} to ${until}`,
    `remembered   ${count(opening.remembered, 'article')} from before${old}`,
    ...(unreadable === 0 ? [] : [`left out     ${count(unreadable, 'message')} that could not be read`]),
    `algorithms   then ${algorithms.then.join(', ') || '-'}; now ${algorithms.now.join(', ')}`,
    `verdicts     ${verdicts.same} the same, ${verdicts.rescored} of them with another score; ${verdicts.changed.length} others`,
    `story links  ${links.same} the same, ${links.gained.length} gained, ${links.lost.length} lost`,
    `articles     ${places.same} end where they did, ${places.changed.length} elsewhere`,
  ];
}

function verdictInWords(verdict: Verdict, name: (id: string) => string): string {
  if (verdict === undefined) return 'nothing was told';
  const { status, method, of, score: likeness } = verdict;
  return `${status} (${method}${score(likeness)})${of === undefined ? '' : ` of ${name(of)}`}`;
}

function linksInWords(title: string, all: number, edges: StoryEdge[], name: (id: string) => string): string[] {
  if (all === 0) return [];
  const line = ({ a, b, method, score: likeness, threshold }: StoryEdge): string =>
    `  ${name(a)}\n  ${name(b)}\n      ${method}${score(likeness)}${threshold === undefined ? '' : ` of ${threshold.toFixed(2)}`}`;
  return ['', `${title}: ${all}`, ...edges.map(line), ...rest(all, edges.length)];
}

function placesInWords(all: number, places: Shown['places'], name: (id: string) => string): string[] {
  if (all === 0) return [];
  const line = ({ id, then, now }: Shown['places'][number]): string =>
    `  ${name(id)}\n      then ${placeInWords(then, name)}\n      now  ${placeInWords(now, name)}`;
  return ['', `articles that end elsewhere: ${all}`, ...places.map(line), ...rest(all, places.length)];
}

function placeInWords(place: Place, name: (id: string) => string): string {
  if (place === undefined) return 'where it was before';
  const { status = 'as before', of, storyId, pubStatus } = place;
  const canceled = pubStatus === 'canceled' ? ', canceled' : '';
  return `${status}${of === undefined ? '' : ` of ${name(of)}`}${canceled}; story of ${name(storyId)}`;
}

const rest = (all: number, shown: number): string[] =>
  all === shown ? [] : [`  … and ${all - shown} more; --limit shows them`];
