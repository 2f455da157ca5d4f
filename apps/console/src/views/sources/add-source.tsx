import type { SourceTrial } from '#apps/ingest';
import { useState } from 'preact/hooks';
import { addSource, testSource } from '../../api/calls.js';
import { ApiError } from '../../api/client.js';
import { notify } from '../../parts/notices.js';
import { Trouble } from '../../parts/trouble.js';
import { SourceTrialView } from './source-trial.js';

const KINDS = ['feed', 'sitemap', 'list', 'page', 'site'];

/** Looks at an address, and adds it. */
export function AddSource({ onAdded }: { onAdded: () => void }) {
  const [url, setUrl] = useState('');
  const [kind, setKind] = useState('');
  const [trial, setTrial] = useState<SourceTrial>();
  const [error, setError] = useState<ApiError>();
  const [isBusy, setBusy] = useState(false);
  const draft = { url, ...(kind === '' ? {} : { kind }) };
  const act = async (doIt: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(undefined);
    setTrial(undefined);
    try {
      await doIt();
    } catch (thrown) {
      setError(thrown instanceof ApiError ? thrown : new ApiError(0, 'console', String(thrown)));
    } finally {
      setBusy(false);
    }
  };
  const add = async (): Promise<void> => {
    const { id } = await addSource(draft);
    notify(`${id} was added.`);
    setUrl('');
    onAdded();
  };
  const test = async (): Promise<void> => {
    setTrial(await testSource(draft));
  };
  return (
    <>
      <form
        class="inline add-source"
        onSubmit={(event) => {
          event.preventDefault();
          void act(add);
        }}
      >
        <label>
          Address of a feed, a sitemap, a page or a site
          <input
            type="url"
            required
            placeholder="https://news.example/"
            value={url}
            onInput={(event) => {
              setUrl(event.currentTarget.value.trim());
            }}
          />
        </label>
        <label class="narrow">
          What it is
          <select
            value={kind}
            onChange={(event) => {
              setKind(event.currentTarget.value);
            }}
          >
            <option value="">find out</option>
            {KINDS.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <button type="button" disabled={isBusy || url === ''} onClick={() => void act(test)}>
          Test
        </button>
        <button type="submit" class="first" disabled={isBusy}>
          {isBusy ? 'Looking …' : 'Add'}
        </button>
      </form>
      <Trouble error={error} />
      {trial !== undefined && <SourceTrialView trial={trial} />}
    </>
  );
}
