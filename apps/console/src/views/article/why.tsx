import type { ArticleExplanation } from '#apps/publish';
import type { Article } from '#libs/contracts';
import { explain } from '../../api/calls.js';
import { Trouble } from '../../parts/trouble.js';
import { go, hrefOf } from '../../router.js';
import { localTime } from '../../text/moments.js';
import { useData } from '../../use-data.js';
import { Comparison } from './comparison.js';

const POLL_MS = 3000;

/** An id, alone or within an address of this console or the API. */
const ID = /(?<![0-9a-z])[0-9a-z]{26}(?![0-9a-z])/;

/** The verdict on an article, what it was compared with, and the means to correct it. */
export function Why({ article, other }: { article: Article; other: string | undefined }) {
  const { id } = article;
  const { data, error, again } = useData(`${id} ${other ?? ''}`, POLL_MS, (signal) => explain(id, other, { signal }));
  return (
    <section class="why" aria-labelledby="why-title">
      <h2 id="why-title">Why is it here?</h2>
      <Trouble error={error} />
      {data !== undefined && (
        <>
          <p>{verdict(data)}</p>
          {data.comparisons.map((comparison) => (
            <Comparison key={comparison.other.id} explanation={data} comparison={comparison} again={again} />
          ))}
        </>
      )}
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget).get('with');
          const [found] = ID.exec(typeof given === 'string' ? given : '') ?? [];
          if (found !== undefined) go(hrefOf(`articles/${id}`, { why: '1', with: found }));
        }}
      >
        <label>
          Compare with another article
          <input name="with" type="text" placeholder="its id or address here" required size={30} spellcheck={false} />
        </label>
        <button type="submit">Compare</button>
      </form>
    </section>
  );
}

const METHODS: Record<string, string> = {
  content: 'its text is word for word that of another article',
  near: 'its text is nearly that of another article',
  url: 'it has the address of another article',
  editor: 'an editor said so',
  none: '',
};

/** The verdict as a sentence. */
function verdict({ dedup, story }: ArticleExplanation): string {
  const how = METHODS[dedup.method] ?? dedup.method;
  const score = dedup.score === undefined ? '' : `, score ${dedup.score.toFixed(2)}`;
  const when = `Decided ${localTime(dedup.decidedAt)} by ${dedup.algorithmVersion}.`;
  const links =
    story.edges.length === 0
      ? 'It tells its story alone.'
      : `It is linked with ${story.edges.length} ${story.edges.length === 1 ? 'article' : 'articles'} in other languages.`;
  if (dedup.status === 'duplicate') return `It is a copy: ${how}${score}. ${when}`;
  if (dedup.status === 'update')
    return `It is a new version of itself: the address was known, the text is new. ${links} ${when}`;
  const own =
    dedup.method === 'editor'
      ? 'It is no copy: an editor said so.'
      : 'It is no copy: no other article says the same in the same words.';
  return `${own} ${links} ${when}`;
}
