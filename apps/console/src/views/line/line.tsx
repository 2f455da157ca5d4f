import type { LineStatus, StageStatus } from '#apps/publish';
import { getStatus } from '../../api/calls.js';
import { Trouble } from '../../parts/trouble.js';
import { hrefOf } from '../../router.js';
import { useTitle } from '../../title.js';
import { useData } from '../../use-data.js';

const POLL_MS = 2000;

const STATES: Record<LineStatus['state'], string> = {
  ok: 'All is well.',
  attention: 'Something wants a person.',
  down: 'The line is down.',
};

/** What each step makes of what it gets: words for the topics, which have names for machines. */
const STEPS: { service: string; does: string; topics: [topic: string, name: string][] }[] = [
  { service: 'ingest', does: 'takes pages apart', topics: [['news.captures.v1', 'pages']] },
  { service: 'language', does: 'tells languages', topics: [['news.articles.extracted.v1', 'articles']] },
  {
    service: 'dedup',
    does: 'finds copies and stories',
    topics: [
      ['news.articles.tagged.v1', 'fingerprints'],
      ['news.articles.fingerprinted.v1', 'verdicts'],
    ],
  },
  {
    service: 'publish',
    does: 'stores and tells',
    topics: [
      ['news.articles.resolved.v1', 'articles'],
      ['news.stories.resolved.v1', 'stories'],
      ['news.captures.extracted.v1', 'captures'],
    ],
  },
];

/** The line as a picture, with what is in it now. */
export function Line() {
  useTitle('Line');
  const { data, error } = useData('line', POLL_MS, (signal) => getStatus({ signal }));
  return (
    <section aria-labelledby="line-title">
      <h1 id="line-title">The line</h1>
      <Trouble error={error} />
      {data !== undefined && <Shown status={data} />}
    </section>
  );
}

function Shown({ status: { state, checks, stages } }: { status: LineStatus }) {
  return (
    <>
      <p class={`state state-${state}`} role="status">
        {STATES[state]}
        {checks.map(({ name, ok, message }) => (
          <span key={name} class={ok ? 'check' : 'check bad'}>
            {name} {ok ? 'answers' : `does not: ${message ?? 'no answer'}`}
          </span>
        ))}
      </p>
      <ol class="line">
        <li class="end">
          <strong>Pages</strong>
          <span class="hint">sent, or fetched from sources</span>
        </li>
        {STEPS.map(({ service, does, topics }) => (
          <li key={service} class="step">
            <h2>{service}</h2>
            <p class="hint">{does}</p>
            {topics.map(([topic, name]) => {
              const stage = stages.find((one) => one.topic === topic);
              return stage === undefined ? null : <Stage key={topic} name={name} stage={stage} />;
            })}
          </li>
        ))}
        <li class="end">
          <strong>Articles</strong>
          <span class="hint">topic, collection, API</span>
        </li>
      </ol>
      <p class="hint">
        Waiting: messages that are not handled yet. Rates are those of the last minute. Stalled: there is work, and none
        was done for half a minute.
      </p>
    </>
  );
}

function Stage({ name, stage }: { name: string; stage: StageStatus }) {
  const { topic, state, waiting, retrying, deadLetters, perMinute } = stage;
  return (
    <dl class={`stage stage-${state}`} title={topic}>
      <div class="stage-name">
        <dt>{name}</dt>
        <dd>{state}</dd>
      </div>
      <Figure name="a minute" value={perMinute} />
      <Figure name="waiting" value={waiting} />
      {retrying > 0 && <Figure name="tried again" value={retrying} isWarning />}
      {deadLetters > 0 && (
        <div class="bad">
          <dt>
            <a href={hrefOf('dead-letters', { topic })}>dead letters</a>
          </dt>
          <dd>{deadLetters.toLocaleString('en')}</dd>
        </div>
      )}
    </dl>
  );
}

function Figure(props: { name: string; value: number | undefined; isWarning?: boolean }) {
  const { name, value, isWarning = false } = props;
  return (
    <div class={isWarning ? 'warn' : ''}>
      <dt>{name}</dt>
      <dd>{value === undefined ? '…' : value.toLocaleString('en')}</dd>
    </div>
  );
}
