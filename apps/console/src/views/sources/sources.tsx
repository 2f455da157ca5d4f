import { listSources } from '../../api/calls.js';
import { Trouble } from '../../parts/trouble.js';
import { useTitle } from '../../title.js';
import { useData } from '../../use-data.js';
import { AddSource } from './add-source.js';
import { SourceRow } from './source-row.js';

const POLL_MS = 5000;

/** Where news comes from, and how it does. */
export function Sources() {
  useTitle('Sources');
  const { data, error, again } = useData('sources', POLL_MS, async (signal) => {
    const all = [];
    let after: string | undefined;
    do {
      const page = await listSources(after, { signal });
      all.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return all;
  });
  return (
    <section aria-labelledby="sources-title">
      <h1 id="sources-title">Sources</h1>
      <AddSource onAdded={again} />
      {error?.status === 404 ? (
        <p class="empty">
          This address knows no sources: set INGEST_URL at publish, or open the console where ingest is.
        </p>
      ) : (
        <Trouble error={error} />
      )}
      <ul class="sources">
        {data?.map((source) => (
          <SourceRow key={source.id} source={source} onChanged={again} />
        ))}
      </ul>
      {data?.length === 0 && <p class="empty">There are none yet. Add a feed, a sitemap, a page, or a whole site.</p>}
    </section>
  );
}
