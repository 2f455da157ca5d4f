import type { ArticleExplanation, ArticleInBrief, PairComparison } from '#apps/publish';
import { useState } from 'preact/hooks';
import { decide } from '../../api/calls.js';
import { Chip } from '../../parts/language.js';
import { Meter } from '../../parts/meter.js';
import { notify } from '../../parts/notices.js';
import { hrefOf } from '../../router.js';

/** So much of a text is in an explanation, UTF-16 code units: there is more of one that is as long. */
const BRIEF = 300;

/** Two articles side by side, how alike they were found to be, and a person's word on it. */
export function Comparison(props: { explanation: ArticleExplanation; comparison: PairComparison; again: () => void }) {
  const { explanation, comparison, again } = props;
  const { article, story } = explanation;
  const { other, repeat, translation } = comparison;
  const edge = story.edges.find(({ a, b }) => a === other.id || b === other.id);
  return (
    <article class="comparison">
      <div class="pair">
        <Brief article={article} />
        <Brief article={other} isLink />
      </div>
      <div class="measures">
        <Meter
          label="The same words"
          value={repeat.score}
          threshold={repeat.threshold}
          note={
            repeat.guard ??
            `${repeat.words} words in the shorter text; numbers: ${repeat.numbers.agree} agree, ${repeat.numbers.conflict} do not`
          }
        />
        {translation !== undefined && (
          <Meter
            label="The same story"
            value={Math.min(1, translation.score + translation.bonus)}
            {...(edge?.threshold === undefined ? {} : { threshold: edge.threshold })}
            note={`names ${translation.names.toFixed(1)}, words ${translation.words.toFixed(1)}, concepts ${translation.concepts.toFixed(1)}, numbers ${translation.numbers.toFixed(1)}; circumstances ${translation.bonus.toFixed(2)}`}
          />
        )}
        {edge !== undefined && (
          <p class="hint">
            {edge.method === 'editor'
              ? 'Linked by an editor.'
              : `Linked when it came, with a score of ${edge.score?.toFixed(2) ?? '?'}; ${edge.threshold?.toFixed(2) ?? '?'} was needed.`}
          </p>
        )}
      </div>
      <Decide a={article.id} b={other.id} isOneStory={article.storyId === other.storyId} again={again} />
    </article>
  );
}

function Brief({ article, isLink = false }: { article: ArticleInBrief; isLink?: boolean }) {
  const { id, inLanguage, headline, text, url } = article;
  const title = headline ?? url ?? id;
  return (
    <div>
      <h3 dir="auto" lang={inLanguage}>
        <Chip tag={inLanguage} /> {isLink ? <a href={hrefOf(`articles/${id}`)}>{title}</a> : title}
      </h3>
      <p dir="auto" lang={inLanguage} class="row-text">
        {text.length < BRIEF ? text : `${text}…`}
      </p>
    </div>
  );
}

/** A person's word: it holds for ever, and can be taken back by the other one. */
function Decide({ a, b, isOneStory, again }: { a: string; b: string; isOneStory: boolean; again: () => void }) {
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const say = async (kind: 'merge' | 'unmerge'): Promise<void> => {
    setBusy(true);
    try {
      await decide(kind, a, b, reason.trim());
      notify(kind === 'merge' ? 'Merged. It shows in a moment.' : 'Taken apart. It shows in a moment.');
      setReason('');
      again();
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="inline">
      <label>
        Your reason, if you like
        <input
          type="text"
          maxLength={2000}
          value={reason}
          onInput={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
      </label>
      <button type="button" disabled={isBusy} class={isOneStory ? '' : 'first'} onClick={() => void say('merge')}>
        They tell one story
      </button>
      <button type="button" disabled={isBusy} class={isOneStory ? 'first' : ''} onClick={() => void say('unmerge')}>
        They do not
      </button>
    </div>
  );
}
