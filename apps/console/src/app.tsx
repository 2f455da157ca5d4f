import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { KeyDialog } from './parts/key-dialog.js';
import { Notices } from './parts/notices.js';
import { Shortcuts } from './parts/shortcuts.js';
import { hrefOf, type Place, usePlace } from './router.js';
import { ArticlePage } from './views/article/article.js';
import { Articles } from './views/articles/articles.js';
import { DeadLetters } from './views/dead-letters/dead-letters.js';
import { Line } from './views/line/line.js';
import { Sources } from './views/sources/sources.js';
import { StoryPage } from './views/story/story.js';
import { Try } from './views/try/try.js';

const SECTIONS = [
  { path: 'articles', name: 'Articles' },
  { path: 'try', name: 'Try a page' },
  { path: 'sources', name: 'Sources' },
  { path: 'line', name: 'Line' },
  { path: 'dead-letters', name: 'Dead letters' },
];

export function App() {
  const place = usePlace();
  const [section = ''] = place.path.split('/');
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // A new view is told by moving to it; the page itself was told by the browser.
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [place.path]);
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="top">
        <a class="wordmark" href={hrefOf('articles')}>
          Babelwire
        </a>
        <nav aria-label="Sections">
          {SECTIONS.map(({ path, name }) => (
            <a key={path} href={hrefOf(path)} aria-current={path === section ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <Shortcuts />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {viewOf(place)}
      </main>
      <Notices />
      <KeyDialog />
    </>
  );
}

function viewOf({ path, query }: Place): ComponentChildren {
  const [section = '', id, ...rest] = path.split('/');
  const view = rest.length > 0 ? undefined : id === undefined ? listOf(section, query) : oneOf(section, id, query);
  return view ?? <Nowhere path={path} />;
}

function listOf(section: string, query: URLSearchParams): ComponentChildren {
  switch (section) {
    case 'articles':
      return <Articles query={query} />;
    case 'try':
      return <Try query={query} />;
    case 'sources':
      return <Sources />;
    case 'line':
      return <Line />;
    case 'dead-letters':
      return <DeadLetters query={query} />;
    default:
      return undefined;
  }
}

function oneOf(section: string, id: string, query: URLSearchParams): ComponentChildren {
  switch (section) {
    case 'articles':
      return <ArticlePage key={id} id={id} query={query} />;
    case 'stories':
      return <StoryPage key={id} id={id} />;
    default:
      return undefined;
  }
}

function Nowhere({ path }: { path: string }) {
  return (
    <section class="empty">
      <h1>There is nothing here</h1>
      <p>
        No view has the address <code>{path}</code>. <a href={hrefOf('articles')}>Go to the articles</a>.
      </p>
    </section>
  );
}
