import type { Trial } from '#apps/ingest';
import { useState } from 'preact/hooks';
import { sendPage, type TrialDraft, tryPage } from '../../api/calls.js';
import { ApiError } from '../../api/client.js';
import { notify } from '../../parts/notices.js';
import { Trouble } from '../../parts/trouble.js';
import { go, hrefOf } from '../../router.js';
import { useTitle } from '../../title.js';
import { TrialResult } from './trial-result.js';

interface Outcome {
  draft: TrialDraft;
  trial: Trial;
}

/** Paste a page, see what comes out of it. Nothing is kept until somebody says so. */
export function Try({ query }: { query: URLSearchParams }) {
  useTitle('Try a page');
  const [page, setPage] = useState('');
  const [outcome, setOutcome] = useState<Outcome>();
  const [error, setError] = useState<ApiError>();
  const [isBusy, setBusy] = useState(false);
  const url = query.get('url') ?? '';
  const timeZone = query.get('zone') ?? '';
  const remember = (changes: { url?: string; zone?: string }): void => {
    go(hrefOf('try', { url, zone: timeZone, ...changes }), 'replace');
  };
  const run = async (): Promise<void> => {
    const draft = draftOf(page, url, timeZone);
    setBusy(true);
    setError(undefined);
    try {
      setOutcome({ draft, trial: await tryPage(draft) });
    } catch (thrown) {
      setOutcome(undefined);
      setError(thrown instanceof ApiError ? thrown : new ApiError(0, 'console', String(thrown)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section aria-labelledby="try-title">
      <h1 id="try-title">Try a page</h1>
      <p class="hint">
        Its HTML or its text, or an address alone, which is then fetched. See what comes out; nothing is stored.
      </p>
      <form
        class="try"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <label>
          Address
          <input
            type="url"
            placeholder="https://news.example/article"
            value={url}
            onInput={(event) => {
              remember({ url: event.currentTarget.value.trim() });
            }}
          />
        </label>
        <label>
          Time zone of dates that have none
          <input
            type="text"
            list="zones"
            placeholder="Europe/Kyiv"
            value={timeZone}
            spellcheck={false}
            onInput={(event) => {
              remember({ zone: event.currentTarget.value.trim() });
            }}
          />
          <datalist id="zones">
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </label>
        <label class="paste">
          HTML or text of the page
          <textarea
            rows={8}
            spellcheck={false}
            dir="auto"
            value={page}
            onInput={(event) => {
              setPage(event.currentTarget.value);
            }}
          />
        </label>
        <p class="buttons">
          <button type="submit" class="first" disabled={isBusy || (page.trim() === '' && url === '')}>
            {isBusy ? 'Reading …' : page.trim() === '' ? 'Fetch and try' : 'Try'}
          </button>
        </p>
      </form>
      <Trouble error={error} />
      {outcome !== undefined && (
        <>
          <TrialResult trial={outcome.trial} />
          <Keep draft={outcome.draft} />
        </>
      )}
    </section>
  );
}

/** HTML is told by a tag that no text begins its lines with; everything else is text. */
function draftOf(page: string, url: string, timeZone: string): TrialDraft {
  const isHtml = /<(?:!doctype|html|head|body|article|main|div|section|p|h[1-6]|meta|title)\b/i.test(page);
  return {
    ...(page.trim() === '' ? {} : isHtml ? { html: page } : { text: page }),
    ...(url === '' ? {} : { url }),
    ...(timeZone === '' ? {} : { timeZone }),
  };
}

/** The same page once more, for good. */
function Keep({ draft }: { draft: TrialDraft }) {
  const [isBusy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await sendPage(draft);
      notify('Sent down the line. Its articles show in a moment.');
      go(hrefOf('articles'));
    } catch (thrown) {
      notify(thrown instanceof Error ? thrown.message : String(thrown), true);
      setBusy(false);
    }
  };
  return (
    <p class="buttons">
      <button type="button" disabled={isBusy} onClick={() => void send()}>
        Send it down the line
      </button>
    </p>
  );
}
