/** A page that says of its article whatever a page can say, so that every optional field of the contract is filled. */
export function pageThatSaysEverything(): { url: string; html: string } {
  const url = 'https://almanac.example/harbour/pilot-boat';
  const headline = 'The pilot boat Marigold leaves the harbour after forty winters';
  const paragraphs = [
    'On Tuesday the harbour master handed the last log book of the pilot boat to the town museum, where it will lie beside the lamp that led her home.',
    'Three generations of pilots had steered her through the narrow strait, mostly at night, and mostly against the wind, as the oldest of them recalled.',
    'A smaller vessel with an electric engine takes over in spring; until then the tug from the neighbouring port keeps watch at the breakwater.',
  ];
  const said = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline,
    description: 'A farewell at the quay, and what comes after it',
    articleSection: 'Harbour',
    keywords: ['pilot boat', 'harbour'],
    author: [{ '@type': 'Person', name: 'Ada Example' }],
    publisher: { '@type': 'Organization', name: 'The Almanac', url: 'https://almanac.example/' },
    image: ['https://almanac.example/images/marigold.jpg'],
    datePublished: '2026-11-10T08:15:00+02:00',
    dateModified: '2026-11-10T12:40:00+02:00',
    inLanguage: 'en',
    isAccessibleForFree: true,
    isPartOf: { '@type': 'WebPage', url: 'https://almanac.example/harbour' },
  };
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${headline}</title>
<link rel="canonical" href="${url}"><link rel="amphtml" href="${url}/amp">
<script type="application/ld+json">${JSON.stringify(said)}</script></head>
<body><nav><a href="/">Front page</a></nav><main><article><h1>${headline}</h1>
<time datetime="2026-11-10T08:15:00+02:00">10 November 2026, 08:15</time>
${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}</article></main></body></html>`;
  return { url, html };
}
