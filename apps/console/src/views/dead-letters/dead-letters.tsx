import type { DeadLetterOutcome } from '#apps/publish';
import { useState } from 'preact/hooks';
import { dropDeadLetters, listDeadLetters, replayDeadLetters } from '../../api/calls.js';
import { notify } from '../../parts/notices.js';
import { Trouble } from '../../parts/trouble.js';
import { hrefOf } from '../../router.js';
import { useTitle } from '../../title.js';
import { useData } from '../../use-data.js';
import { Letter } from './letter.js';

/** Messages that could not be handled: to look at, to send back, to put away. */
export function DeadLetters({ query }: { query: URLSearchParams }) {
  useTitle('Dead letters');
  const topic = query.get('topic') ?? '';
  const handled = query.get('handled') ?? '';
  const open = query.get('open') ?? '';
  // Not looked at again by itself: what a person is choosing from should not move.
  const list = useData(`${topic} ${handled}`, 0, (signal) =>
    listDeadLetters({ ...(topic === '' ? {} : { topic }), ...(handled === '' ? {} : { handled }) }, { signal }),
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const items = list.data?.items ?? [];
  const waiting = items.filter((letter) => letter.handled === undefined);
  const ids = waiting.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const choose = (id: string, isChosen: boolean): void => {
    setChosen((before) => new Set(isChosen ? [...before, id] : [...before].filter((one) => one !== id)));
  };
  return (
    <section class="letters" aria-labelledby="letters-title">
      <h1 id="letters-title">Dead letters</h1>
      <p class="hint">
        Messages that could not be handled. Mend what was wrong, then send them back to where they failed; or put them
        away, with your reason.
      </p>
      <nav class="legend" aria-label="Which">
        <a href={hrefOf('dead-letters', { topic })} aria-current={handled === '' ? 'true' : undefined}>
          waiting
        </a>
        <a href={hrefOf('dead-letters', { topic, handled: 'true' })} aria-current={handled === '' ? undefined : 'true'}>
          all, also those dealt with
        </a>
        {topic !== '' && <a href={hrefOf('dead-letters', { handled })}>failed in {topic}; take back</a>}
      </nav>
      <Trouble error={list.error} again={list.again} />
      {items.length > 0 && (
        <Acts
          ids={ids}
          count={waiting.length}
          onAll={() => {
            setChosen(new Set(ids.length === waiting.length ? [] : waiting.map(({ id }) => id)));
          }}
          onDone={() => {
            setChosen(new Set());
            list.again();
          }}
        />
      )}
      <ol>
        {items.map((letter) => (
          <Letter
            key={letter.id}
            letter={letter}
            isChosen={chosen.has(letter.id)}
            onChoose={choose}
            isOpen={open === letter.id}
            href={hrefOf('dead-letters', { topic, handled, open: open === letter.id ? '' : letter.id })}
          />
        ))}
      </ol>
      {list.data !== undefined && items.length === 0 && (
        <p class="empty">There are none. Everything could be handled.</p>
      )}
      {list.data?.more === true && <p class="hint">There are more: deal with these first, or use babelwire dlq.</p>}
    </section>
  );
}

function Acts({ ids, count, onAll, onDone }: { ids: string[]; count: number; onAll: () => void; onDone: () => void }) {
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const act = async (verb: string, doIt: () => Promise<DeadLetterOutcome>): Promise<void> => {
    setBusy(true);
    try {
      const { done, before } = await doIt();
      notify(`${done.length} ${verb}${before.length === 0 ? '' : `; ${before.length} had been dealt with before`}.`);
      setReason('');
      onDone();
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), true);
    } finally {
      setBusy(false);
    }
  };
  const isNone = ids.length === 0;
  return (
    <form
      class="inline acts"
      onSubmit={(event) => {
        event.preventDefault();
        void act('put away', () => dropDeadLetters(ids, reason.trim()));
      }}
    >
      <button type="button" onClick={onAll} disabled={count === 0}>
        {ids.length === count && count > 0 ? 'Choose none' : 'Choose all'}
      </button>
      <button
        type="button"
        class="first"
        disabled={isNone || isBusy}
        onClick={() => void act('sent back', () => replayDeadLetters(ids))}
      >
        Send back{isNone ? '' : ` ${ids.length}`}
      </button>
      <label>
        Reason to put them away
        <input
          type="text"
          maxLength={2000}
          value={reason}
          onInput={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
      </label>
      <button type="submit" class="bad" disabled={isNone || isBusy || reason.trim() === ''}>
        Put away{isNone ? '' : ` ${ids.length}`}
      </button>
    </form>
  );
}
