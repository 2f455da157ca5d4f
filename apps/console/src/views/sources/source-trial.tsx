import type { SourceTrial } from '#apps/ingest';
import { localTime } from '../../text/moments.js';

/** What an address gives as a source. */
export function SourceTrialView({ trial: { kind, resources } }: { trial: SourceTrial }) {
  return (
    <div class="source-trial" role="status">
      <p>
        It is a <strong>{kind}</strong>
        {resources.length === 0 ? ', and nothing to poll was found.' : '. What would be polled:'}
      </p>
      {resources.map(({ url, kind: of, title, count, entries, error }) => (
        <details key={url} open={resources.length === 1}>
          <summary>
            {of} {title ?? url}: {error ?? `${count} entries`}
          </summary>
          <ul>
            {entries.map(({ url: entry, title: name, published, wanted }, index) => (
              <li key={entry ?? index} class={wanted ? '' : 'hint'} dir="auto">
                {name ?? entry}
                {published !== undefined && <span class="hint"> {localTime(published)}</span>}
                {!wanted && ' (too old)'}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}
