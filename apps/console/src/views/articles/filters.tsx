import type { Article } from '#libs/contracts';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ArticleFilters } from '../../api/calls.js';
import { go, hrefOf } from '../../router.js';

export const FILTERS = ['q', 'language', 'source', 'type', 'from', 'to', 'duplicates'] as const;

/** A pause in typing that means the word is finished, ms. */
const TYPING_MS = 350;

/** Filters of the list; they are in the address, so a view can be kept and sent. */
export function Filters({ filters, articles }: { filters: ArticleFilters; articles: Article[] }) {
  const change = (changes: ArticleFilters): void => {
    go(hrefOf('articles', { ...filters, ...changes }), 'replace');
  };
  const sources = [...new Set(articles.map(({ provenance }) => provenance.sourceId))].sort();
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <form
      class="filters"
      role="search"
      aria-label="Filter articles"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <Typed
        label="Search"
        value={filters.q}
        isSearch
        onValue={(q) => {
          change({ q });
        }}
      />
      <Typed
        label="Source"
        value={filters.source}
        list={sources}
        onValue={(source) => {
          change({ source });
        }}
      />
      <Typed
        label="Language"
        value={filters.language}
        onValue={(language) => {
          change({ language });
        }}
      />
      <label>
        Type
        <select
          value={filters.type ?? ''}
          onChange={(event) => {
            change({ type: event.currentTarget.value });
          }}
        >
          <option value="">all</option>
          <option value="full">full</option>
          <option value="partial">teasers</option>
        </select>
      </label>
      <label>
        From
        <input
          type="date"
          value={filters.from ?? ''}
          onChange={(event) => {
            change({ from: event.currentTarget.value });
          }}
        />
      </label>
      <label>
        To
        <input
          type="date"
          value={filters.to ?? ''}
          onChange={(event) => {
            change({ to: event.currentTarget.value });
          }}
        />
      </label>
      <label class="tick">
        <input
          type="checkbox"
          checked={filters.duplicates === 'true'}
          onChange={(event) => {
            change({ duplicates: event.currentTarget.checked ? 'true' : '' });
          }}
        />
        Copies, too
      </label>
      {isFiltered && (
        <a class="reset" href={hrefOf('articles')}>
          Take all back
        </a>
      )}
    </form>
  );
}

/** A field whose value counts when whoever types it pauses. */
function Typed(props: {
  label: string;
  value: string | undefined;
  list?: string[];
  isSearch?: boolean;
  onValue: (value: string) => void;
}) {
  const { label, value = '', list, isSearch = false, onValue } = props;
  const [text, setText] = useState(value);
  const timer = useRef<number>(undefined);
  const listId = `list-${label.toLowerCase()}`;
  useEffect(() => {
    setText(value);
  }, [value]);
  return (
    <label class={isSearch ? 'search' : ''}>
      {label}
      <input
        type={isSearch ? 'search' : 'text'}
        value={text}
        size={10}
        {...(isSearch ? { 'data-search': true, dir: 'auto' } : {})}
        {...(list === undefined ? {} : { list: listId })}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          const typed = event.currentTarget.value;
          const next = typed.trim();
          setText(typed);
          window.clearTimeout(timer.current);
          timer.current = window.setTimeout(() => {
            onValue(next);
          }, TYPING_MS);
        }}
      />
      {list !== undefined && (
        <datalist id={listId}>
          {list.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </label>
  );
}
