/** The vocabularies that feeds are written in, by the prefix they usually have; '' is RSS's and the sitemap's own. */
const VOCABULARIES: Record<string, string> = {
  'http://purl.org/rss/1.0': '',
  'http://my.netscape.com/rdf/simple/0.9': '',
  'http://channel.netscape.com/rdf/simple/0.9': '',
  'http://backend.userland.com/rss2': '',
  'http://blogs.law.harvard.edu/tech/rss': '',
  'http://www.sitemaps.org/schemas/sitemap/0.9': '',
  'http://www.google.com/schemas/sitemap/0.84': '',
  'http://www.w3.org/2005/atom': 'atom',
  'http://purl.org/atom/ns#': 'atom',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'http://www.w3.org/1999/xhtml': 'xhtml',
  'http://purl.org/dc/elements/1.1': 'dc',
  'http://purl.org/dc/elements/1.0': 'dc',
  'http://purl.org/dc/terms': 'dcterms',
  'http://purl.org/rss/1.0/modules/content': 'content',
  'http://purl.org/rss/1.0/modules/syndication': 'sy',
  'http://search.yahoo.com/mrss': 'media',
  'http://video.search.yahoo.com/mrss': 'media',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'http://www.google.com/schemas/sitemap-news/0.9': 'news',
  'http://www.google.com/schemas/sitemap-image/1.1': 'image',
  'http://www.google.com/schemas/sitemap-video/1.1': 'video',
};

/** Names differ by a final slash, by case and by https in the wild. */
function folded(uri: string): string {
  const plain = uri
    .trim()
    .toLowerCase()
    .replace(/^https:/, 'http:');
  return plain.endsWith('/') ? plain.slice(0, -1) : plain;
}

/** The prefixes in force at a place of the document. */
export type Scope = ReadonlyMap<string, string>;

/** The scope inside an element with these attributes. */
export function scopeWithin(scope: Scope, attributes: ReadonlyMap<string, string>): Scope {
  let inner: Map<string, string> | undefined;
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    inner ??= new Map(scope);
    inner.set(name.slice(6), folded(value));
  }
  return inner ?? scope;
}

/**
 * The usual prefix of an element's vocabulary. A prefix that is bound to nothing, or to a namespace nobody knows, is
 * taken at its word: feeds forget declarations and misspell them.
 */
export function vocabularyOf(prefix: string, scope: Scope): string {
  const uri = scope.get(prefix);
  const known = uri === undefined ? undefined : VOCABULARIES[uri];
  if (known !== undefined) return known;
  return prefix === 'rss' ? '' : prefix;
}
