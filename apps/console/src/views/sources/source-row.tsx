import type { SourceTrial, SourceView } from '#apps/ingest';
import { useRef, useState } from 'preact/hooks';
import { changeSource, removeSource, testSource } from '../../api/calls.js';
import { notify } from '../../parts/notices.js';
import { hrefOf } from '../../router.js';
import { ago, localTime } from '../../text/moments.js';
import { SourceTrialView } from './source-trial.js';

/** A source, its health, and what can be done with it. */
export function SourceRow({ source, onChanged }: { source: SourceView; onChanged: () => void }) {
  const { id, kind, url, name, paused, health } = source;
  const [trial, setTrial] = useState<SourceTrial>();
  const [isBusy, setBusy] = useState(false);
  const question = useRef<HTMLDialogElement>(null);
  const act = async (doIt: () => Promise<string>): Promise<void> => {
    setBusy(true);
    try {
      notify(await doIt());
      onChanged();
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), true);
    } finally {
      setBusy(false);
    }
  };
  const pause = async (): Promise<string> => {
    await changeSource(id, { paused: !paused });
    return paused ? `${id} goes on.` : `${id} is paused.`;
  };
  const remove = async (): Promise<string> => {
    await removeSource(id);
    return `${id} was removed. Its articles stay.`;
  };
  const test = async (): Promise<string> => {
    setTrial(await testSource({ url, kind }));
    return `${id} was looked at.`;
  };
  return (
    <li class="source-row">
      <p>
        <span class={`health health-${health.status}`}>{health.status}</span>{' '}
        <a href={hrefOf('articles', { source: id })} data-entry>
          {name ?? id}
        </a>{' '}
        <span class="hint">
          {kind}, {url}
        </span>
      </p>
      <p class="row-meta">
        <span>{health.articlesADay} pages a day</span>
        {health.lastSuccessAt !== undefined && (
          <span title={localTime(health.lastSuccessAt)}>read {ago(health.lastSuccessAt, Date.now())}</span>
        )}
        {!paused && <span title={localTime(health.nextDueAt)}>due {ago(health.nextDueAt, Date.now())}</span>}
      </p>
      {health.lastError !== undefined && (
        <p class="fault">
          {ago(health.lastError.at, Date.now())}: {health.lastError.message}
        </p>
      )}
      <p class="buttons">
        <button
          type="button"
          disabled={isBusy}
          onClick={() => void act(pause)}
          aria-label={`${paused ? 'Resume' : 'Pause'} ${id}`}
        >
          {paused ? 'Resume' : 'Pause'}
        </button>
        <button type="button" disabled={isBusy} onClick={() => void act(test)} aria-label={`Test ${id}`}>
          Test
        </button>
        <button
          type="button"
          class="bad"
          disabled={isBusy}
          onClick={() => question.current?.showModal()}
          aria-label={`Remove ${id}`}
        >
          Remove
        </button>
      </p>
      {trial !== undefined && <SourceTrialView trial={trial} />}
      <dialog ref={question} aria-labelledby={`remove-${id}`}>
        <form method="dialog">
          <h2 id={`remove-${id}`}>Remove {name ?? id}?</h2>
          <p>It is not polled any more. Its articles stay.</p>
          <p class="buttons">
            <button class="bad" onClick={() => void act(remove)}>
              Remove it
            </button>
            <button>Keep it</button>
          </p>
        </form>
      </dialog>
    </li>
  );
}
