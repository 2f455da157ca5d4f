import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { KeyDialog } from './parts/key-dialog.js';
import { Notices } from './parts/notices.js';
import { Shortcuts } from './parts/shortcuts.js';
import { hrefOf, type Place, usePlace } from './router.js';
import { ArticlePage } from './views/article/article.js';
import { Articles } from './views/articles/articles.js';
import { StoryPage } from './views/story/story.js';

const SECTIONS = [{ path: 'articles', name: 'Articles' }];

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

function viewOf(place: Place): ComponentChildren {
  const [section, id, ...rest] = place.path.split('/');
  if (rest.length === 0 && section === 'articles' && id === undefined) return <Articles query={place.query} />;
  if (rest.length === 0 && section === 'articles' && id !== undefined)
    return <ArticlePage key={id} id={id} query={place.query} />;
  if (rest.length === 0 && section === 'stories' && id !== undefined) return <StoryPage key={id} id={id} />;
  return (
    <section class="empty">
      <h1>There is nothing here</h1>
      <p>
        No view has the address <code>{place.path}</code>. <a href={hrefOf('articles')}>Go to the articles</a>.
      </p>
    </section>
  );
}
