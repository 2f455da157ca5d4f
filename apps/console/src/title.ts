import { useEffect } from 'preact/hooks';

/** What the tab, the history and a screen reader call the view. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Babelwire' : `${title} · Babelwire`;
  }, [title]);
}
