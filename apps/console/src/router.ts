import { useEffect, useState } from 'preact/hooks';

/** All of the console is below this path; everything that a view shows is in the address. */
export const HOME = '/console/';

export interface Place {
  /** Below HOME: `articles`, `articles/ID`. */
  path: string;
  query: URLSearchParams;
}

const listeners = new Set<() => void>();

export function here(): Place {
  const { pathname, search } = window.location;
  const below = pathname.startsWith(HOME) ? pathname.slice(HOME.length) : '';
  return { path: decodeURI(below).replace(/\/$/, ''), query: new URLSearchParams(search) };
}

export const hrefOf = (path: string, query: Record<string, string | undefined> = {}): string => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given).toString();
  return `${HOME}${path}${search === '' ? '' : `?${search}`}`;
};

/** @param how `replace` for what nobody wants to go back to, such as each letter of a search */
export function go(href: string, how: 'push' | 'replace' = 'push'): void {
  window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', href);
  for (const listener of listeners) listener();
}

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const update = (): void => {
      setPlace(here());
    };
    listeners.add(update);
    window.addEventListener('popstate', update);
    return () => {
      listeners.delete(update);
      window.removeEventListener('popstate', update);
    };
  }, []);
  return place;
}

/** Links within the console change the address without loading the page again; all others are the browser's. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.target !== '' || link.origin !== window.location.origin) return;
    if (!link.pathname.startsWith(HOME) || link.hash !== '') return;
    event.preventDefault();
    go(link.href);
    window.scrollTo(0, 0);
  });
}
