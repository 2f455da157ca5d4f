import type { SearchHit } from '#apps/publish';
import type { Article } from '#libs/contracts';
import { Chip, Spans } from '../../parts/language.js';
import { Notes } from '../../parts/notes.js';
import { When } from '../../parts/when.js';
import { hrefOf } from '../../router.js';
import { languageClass } from '../../text/languages.js';
import { piecesOf } from '../../text/marks.js';
import { momentOf } from '../../text/moments.js';
import { beginning, spansOf } from '../../text/spans.js';

/** An article of the list, with the pieces that show why a search found it. */
export type Listed = Article & { fragments?: SearchHit['fragments'] };

/** How much of an article's text stands in the list, UTF-16 code units: three lines of the column. */
const SHOWN = 280;

const dayName = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' });

/** Articles under their days, each day being that of the article's own zone. */
export function ArticleList({ articles, fresh }: { articles: Listed[]; fresh: ReadonlySet<string> }) {
  return (
    <>
      {byDay(articles).map(({ day, members }) => (
        <section key={`${day}-${members[0]?.id ?? ''}`} class="day">
          <h2>{day === '' ? 'No date on the page' : dayName.format(new Date(`${day}T00:00:00Z`))}</h2>
          <ol>
            {members.map((article) => (
              <Row key={article.id} article={article} isFresh={fresh.has(article.id)} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function Row({ article, isFresh }: { article: Listed; isFresh: boolean }) {
  const { id, inLanguage, headline, articleBody, representationType, language, provenance } = article;
  const repeatsHeadline = headline?.trim() === articleBody.trim();
  const spans = beginning(spansOf(articleBody, language.segments), SHOWN);
  const found = article.fragments?.filter(({ field }) => field !== 'headline') ?? [];
  const isTeaser = representationType === 'partial';
  return (
    <li class={`row ${languageClass(inLanguage)}${isFresh ? ' fresh' : ''}`}>
      <div class="row-when">
        <When article={article} day={false} />
      </div>
      <div class="row-what">
        <a class="row-link" href={hrefOf(`articles/${id}`)} data-entry lang={inLanguage} dir="auto">
          {headline ?? <Spans spans={spans} main={inLanguage} />}
        </a>
        {found.length > 0 ? (
          <p class="row-text" dir="auto" lang={inLanguage}>
            {found.map(({ field, start, html }) => (
              <Fragment key={`${field} ${start}`} html={html} />
            ))}
          </p>
        ) : (
          headline !== undefined &&
          !repeatsHeadline && (
            <p class="row-text" dir="auto" lang={inLanguage}>
              <Spans spans={spans} main={inLanguage} />
            </p>
          )
        )}
        <p class="row-meta">
          <Chip tag={inLanguage} /> <span class="type">{isTeaser ? 'teaser' : 'full'}</span>{' '}
          <span class="source">{provenance.sourceId}</span> <Notes article={article} />
        </p>
      </div>
    </li>
  );
}

/** A piece of an article that a search found; what it found is marked. */
function Fragment({ html }: { html: string }) {
  return (
    <span class="piece">
      {piecesOf(html).map(({ text, isMarked }, index) => (isMarked ? <mark key={index}>{text}</mark> : text))}
    </span>
  );
}

function byDay(articles: Listed[]): { day: string; members: Listed[] }[] {
  const days: { day: string; members: Listed[] }[] = [];
  for (const article of articles) {
    const { datePublished } = article;
    const day = datePublished === undefined ? '' : momentOf(datePublished).day;
    const last = days.at(-1);
    if (last?.day === day) last.members.push(article);
    else days.push({ day, members: [article] });
  }
  return days;
}
