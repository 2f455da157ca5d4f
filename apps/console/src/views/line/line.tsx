import { useRef } from 'preact/hooks';
import type { LineStatus, StageStatus } from '#apps/publish';
import { getStatus } from '../../api/calls.js';
import { Trouble } from '../../parts/trouble.js';
import { hrefOf } from '../../router.js';
import { useTitle } from '../../title.js';
import { useData } from '../../use-data.js';

const POLL_MS = 2000;

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** As their makers write them; in one process it is a log and a store in files. */
const NAMES: Record<string, string> = { kafka: 'Kafka', mongodb: 'MongoDB', log: 'The log', store: 'The store' };

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

/** The line as a picture, with what is in it now; while nothing can be learnt, with what was last known, and when. */
export function Line() {
  useTitle('Line');
  const { data, error } = useData('line', POLL_MS, (signal) => getStatus({ signal }));
  const known = useRef<LineStatus | undefined>(undefined);
  if (data !== undefined && data.stages.length > 0) known.current = data;
  const isCurrent = error === undefined && known.current === data;
  return (
    <section aria-labelledby="line-title">
      <h1 id="line-title">The line</h1>
      <Trouble error={error} />
      {error === undefined && data !== undefined && <State status={data} />}
      {!isCurrent && known.current !== undefined && (
        <p class="stale">What is below is of {clock.format(new Date(known.current.at))}, and may have changed.</p>
      )}
      {(data !== undefined || known.current !== undefined) && (
        <Picture stages={known.current?.stages ?? []} isCurrent={isCurrent} />
      )}
    </section>
  );
}

function State({ status: { state, checks, stages, disk } }: { status: LineStatus }) {
  const absent = [...new Set(stages.flatMap((stage) => (stage.state === 'absent' ? [stage.service] : [])))];
  return (
    <p class={`state state-${state}`} role="status">
      {STATES[state]}
      {absent.map((service) => (
        <span key={service} class="check bad">
          {service} is not there: no process of it is connected
        </span>
      ))}
      {disk?.isLow === true && (
        <span class="check bad">
          The disk of the store is nearly full: {Math.floor(disk.free / 1e6).toLocaleString('en')} MB are free
        </span>
      )}
      {checks.map(({ name, ok, message }) => (
        <span key={name} class={ok ? 'check' : 'check bad'}>
          {NAMES[name] ?? name} {ok ? 'answers' : `does not answer: ${message ?? 'nothing more is known'}`}
        </span>
      ))}
    </p>
  );
}

function Picture({ stages, isCurrent }: { stages: StageStatus[]; isCurrent: boolean }) {
  return (
    <>
      <ol class={isCurrent ? 'line' : 'line old'}>
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
        was done for half a minute. Absent: no process of the service is connected.
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
