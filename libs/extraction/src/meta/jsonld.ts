type Json = Record<string, unknown>;

/** What schema.org data in a page says of its article. All text as written. */
export interface LinkedData {
  type: string;
  headline?: string;
  description?: string;
  articleBody?: string;
  datePublished?: string;
  dateModified?: string;
  authors: { name: string; type: string }[];
  keywords: string[];
  section?: string;
  images: string[];
  publisher?: { name?: string; url?: string };
  language?: string;
  url?: string;
  accessibleForFree?: boolean;
}

const ARTICLE =
  /^(.*Article|.*BlogPosting|Report|Review|NewsItem|LiveBlogPosting|SocialMediaPosting|VideoObject|ImageGallery|MediaGallery|Recipe|PodcastEpisode|CreativeWork)$/;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value.trim() || undefined;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return textOf(value[0]);
  return isObject(value) ? textOf(value['@value'] ?? value['name'] ?? value['url'] ?? value['@id']) : undefined;
};

/** Parses one script; the mistakes seen most often (line ends in strings, comments, trailing commas) are mended. */
function parse(script: string): unknown {
  const source = script
    .replace(/^\s*(<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*$/, '')
    .trim();
  try {
    return JSON.parse(source);
  } catch {
    try {
      return JSON.parse(
        source
          .replace(/\p{Cc}+/gu, ' ')
          .replace(/,\s*([}\]])/g, '$1')
          .replace(/;$/, ''),
      );
    } catch {
      return undefined;
    }
  }
}

function typesOf(node: Json): string[] {
  return listOf(node['@type'])
    .filter((t): t is string => typeof t === 'string')
    .map((t) => t.replace(/^.*[/#:]/, ''));
}

/** What a node is to the page: the page's own, an item of a list on it, or an update of its live blog. */
type Role = 'own' | 'listed' | 'update';

const CHILDREN: Record<string, Role> = {
  '@graph': 'own',
  mainEntity: 'own',
  mainEntityOfPage: 'own',
  itemListElement: 'listed',
  item: 'listed',
  hasPart: 'listed',
  liveBlogUpdate: 'update',
};

/** Every node of the graph that may be an article, breadth first. */
function nodesOf(roots: unknown[]): { node: Json; role: Role }[] {
  const nodes: { node: Json; role: Role }[] = [];
  const queue: { value: unknown; role: Role }[] = roots.map((value) => ({ value, role: 'own' }));
  for (let i = 0; i < queue.length && nodes.length < 5000; i++) {
    const { value, role } = queue[i] ?? { value: undefined, role: 'own' };
    if (Array.isArray(value)) for (const one of value as unknown[]) queue.push({ value: one, role });
    else if (isObject(value)) {
      nodes.push({ node: value, role });
      for (const [key, kind] of Object.entries(CHILDREN)) {
        if (typeof value[key] === 'object') queue.push({ value: value[key], role: kind === 'own' ? role : kind });
      }
    }
  }
  return nodes;
}

function peopleOf(value: unknown, byId: Map<string, Json>): { name: string; type: string }[] {
  return listOf(value).flatMap((one) => {
    if (typeof one === 'string') return [{ name: one, type: '' }];
    if (!isObject(one)) return [];
    const id = one['@id'];
    const node = one['name'] === undefined && typeof id === 'string' ? (byId.get(id) ?? one) : one;
    const type = typesOf(node)[0] ?? '';
    return listOf(node['name']).flatMap((name) => (typeof name === 'string' ? [{ name, type }] : []));
  });
}

function imagesOf(value: unknown, byId: Map<string, Json>): string[] {
  return listOf(value).flatMap((one) => {
    if (typeof one === 'string') return [one];
    if (!isObject(one)) return [];
    const id = one['@id'];
    const node = one['url'] === undefined && typeof id === 'string' ? (byId.get(id) ?? one) : one;
    return textOf(node['url'] ?? node['contentUrl']) ?? [];
  });
}

/** What the page's JSON-LD says. */
export interface PageData {
  /** Its own article. */
  own: LinkedData | undefined;
  /** The updates of its live blog. */
  updates: LinkedData[];
  /** Of the page itself (`WebPage`), where it describes one: its dates. */
  page: { published?: string; modified?: string };
}

/** Types that are articles, not parts of one. */
const TELLING = /Article|Posting|Report|NewsItem/;

/** Pages that describe so many articles outside of any list are themselves lists. */
const MANY = 4;

/** Reads the page's JSON-LD. `address`: the page's own, which tells its article from others described beside it. */
export function pageDataOf(scripts: readonly string[], address: string | undefined): PageData {
  const nodes = nodesOf(scripts.map(parse));
  const byId = new Map<string, Json>();
  for (const { node } of nodes) {
    const id = node['@id'];
    if (typeof id === 'string' && Object.keys(node).length > 1) byId.set(id, node);
  }
  const own: LinkedData[] = [];
  const updates: LinkedData[] = [];
  for (const { node, role } of nodes) {
    const type = typesOf(node).find((t) => ARTICLE.test(t)) ?? (role === 'update' ? 'BlogPosting' : undefined);
    if (type === undefined || role === 'listed') continue;
    (role === 'update' ? updates : own).push(articleOf(node, type, byId));
  }
  const rank = (d: LinkedData): number =>
    (sameAddress(d.url, address) ? 8 : 0) +
    (TELLING.test(d.type) ? 4 : 0) +
    (d.datePublished ? 2 : 0) +
    (d.headline ? 1 : 0);
  const best = [...own].sort((a, b) => rank(b) - rank(a))[0];
  // Videos and pictures beside an article are its own.
  const titles = new Set(own.filter((d) => TELLING.test(d.type)).map((d) => d.headline));
  const lost = best !== undefined && titles.size >= MANY && !sameAddress(best.url, address);
  return { own: lost ? undefined : best, updates, page: pageDatesOf(nodes) };
}

function pageDatesOf(nodes: readonly { node: Json; role: Role }[]): PageData['page'] {
  for (const { node, role } of nodes) {
    if (role !== 'own' || !typesOf(node).some((t) => /Page$/.test(t))) continue;
    const published = textOf(node['datePublished']) ?? textOf(node['dateCreated']);
    const modified = textOf(node['dateModified']);
    if (published !== undefined || modified !== undefined)
      return { ...(published === undefined ? {} : { published }), ...(modified === undefined ? {} : { modified }) };
  }
  return {};
}

const bare = (url: string): string =>
  url
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/[?#].*/s, '')
    .replace(/\/$/, '');
const sameAddress = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && bare(a) === bare(b);

function articleOf(node: Json, type: string, byId: Map<string, Json>): LinkedData {
  const publisher = listOf(node['publisher'])[0];
  const known = isObject(publisher) && typeof publisher['@id'] === 'string' ? byId.get(publisher['@id']) : undefined;
  const house = known ?? publisher;
  const name = textOf(isObject(house) ? house['name'] : house);
  const home = isObject(house) ? textOf(house['url']) : undefined;
  const free = node['isAccessibleForFree'];
  const optional = {
    headline: textOf(node['headline']) ?? textOf(node['name']),
    description: textOf(node['description']),
    articleBody: typeof node['articleBody'] === 'string' ? node['articleBody'] : undefined,
    datePublished: textOf(node['datePublished']) ?? textOf(node['uploadDate']) ?? textOf(node['dateCreated']),
    dateModified: textOf(node['dateModified']),
    section: textOf(node['articleSection']),
    language: textOf(node['inLanguage']),
    url: textOf(node['url']) ?? textOf(node['mainEntityOfPage']),
  };
  const data: LinkedData = {
    type,
    authors: peopleOf(node['author'] ?? node['creator'], byId),
    keywords: listOf(node['keywords']).flatMap((k) =>
      isObject(k) ? (textOf(k['name']) ?? []) : typeof k === 'string' ? [k] : [],
    ),
    images: imagesOf(node['image'] ?? node['thumbnailUrl'], byId),
    ...(name === undefined ? {} : { publisher: { name, ...(home === undefined ? {} : { url: home }) } }),
    ...(typeof free === 'boolean' || typeof free === 'string'
      ? { accessibleForFree: !/^(false|no|0)$/i.test(String(free)) }
      : {}),
  };
  for (const [key, value] of Object.entries(optional)) if (value !== undefined) Object.assign(data, { [key]: value });
  return data;
}
