import type { Article } from '#libs/contracts';
import { hrefOf } from '../router.js';

const COPY: Record<string, string> = { near: 'near copy', content: 'same text', url: 'same address' };

/** What else is known of an article, in a few words. */
export function Notes({ article }: { article: Article }) {
  const { dedup, translations, repeatsOnPage, version, pubStatus, storyId } = article;
  const languages = [...new Set(translations.map(({ inLanguage }) => inLanguage))];
  return (
    <>
      {pubStatus === 'canceled' && <span class="note bad">withdrawn</span>}
      {dedup.status === 'duplicate' && dedup.of !== undefined && (
        <a class="note" href={hrefOf(`articles/${dedup.of}`)}>
          {COPY[dedup.method] ?? 'copy'} of another
        </a>
      )}
      {languages.length > 0 && (
        <a class="note" href={hrefOf(`stories/${storyId}`)}>
          also {languages.join(', ')}
        </a>
      )}
      {repeatsOnPage > 0 && <span class="note">{repeatsOnPage + 1}× on the page</span>}
      {version > 1 && <span class="note">version {version}</span>}
    </>
  );
}
