import type { Article } from '#libs/contracts';
import type { ComponentChildren } from 'preact';
import { localTime } from '../../text/moments.js';

/** What is known of an article beside its text. */
export function Facts({ article }: { article: Article }) {
  const { url, canonicalUrl, author, keywords, articleSection, language, provenance, version, versionCreated } =
    article;
  const facts: [string, ComponentChildren][] = [
    ['Address', addressOf(canonicalUrl ?? url)],
    ['On the page', addressOf(article.isPartOf?.url)],
    ['By', author.map(({ name }) => name).join(', ')],
    ['Section', articleSection],
    ['Keywords', keywords.join(', ')],
    ['Language', languageOf(language)],
    ['Version', `${version}, of ${localTime(versionCreated)}`],
    ['Read', `${localTime(provenance.fetchedAt)}, ${provenance.contentType}, as ${provenance.charset}`],
    ['Taken apart by', `${provenance.extractor} ${provenance.extractorVersion}`],
    ['Id', <code>{article.id}</code>],
    ['Capture', <code>{provenance.captureId}</code>],
  ];
  return (
    <section aria-labelledby="facts-title">
      <h2 id="facts-title">What else is known</h2>
      <dl class="facts">
        {facts
          .filter(([, fact]) => fact !== undefined && fact !== '')
          .map(([name, fact]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{fact}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function languageOf({
  tag,
  script,
  confidence,
  declared,
  reason,
  detector,
  detectorVersion,
}: Article['language']): string {
  const parts = [
    `${tag}${script === undefined ? '' : `, ${script}`}, confidence ${confidence}`,
    ...(declared === undefined ? [] : [`the page says ${declared}`]),
    ...(reason === undefined ? [] : [reason]),
    `${detector} ${detectorVersion}`,
  ];
  return parts.join('; ');
}

/** A link out, for http addresses alone: an address comes from a page, and may be anything. */
function addressOf(url: string | undefined): ComponentChildren {
  if (url === undefined || !/^https?:\/\//i.test(url)) return url;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow">
      {url}
    </a>
  );
}
