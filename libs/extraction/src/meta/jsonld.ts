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

/** Every node of the graph, breadth first, each `@id` known to all. */
function nodesOf(roots: unknown[]): Json[] {
  const nodes: Json[] = [];
  const queue = [...roots];
  while (queue.length > 0 && nodes.length < 5000) {
    const value = queue.shift();
    if (Array.isArray(value)) queue.push(...(value as unknown[]));
    else if (isObject(value)) {
      nodes.push(value);
      for (const key of [
        '@graph',
        'mainEntity',
        'mainEntityOfPage',
        'itemListElement',
        'item',
        'liveBlogUpdate',
        'hasPart',
      ]) {
        if (typeof value[key] === 'object') queue.push(value[key]);
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

/** The articles that the page's JSON-LD describes, the likeliest main one first. */
export function linkedDataOf(scripts: readonly string[]): LinkedData[] {
  const nodes = nodesOf(scripts.map(parse));
  const byId = new Map<string, Json>();
  for (const node of nodes) {
    const id = node['@id'];
    if (typeof id === 'string' && Object.keys(node).length > 1) byId.set(id, node);
  }
  const found: LinkedData[] = [];
  for (const node of nodes) {
    const type = typesOf(node).find((t) => ARTICLE.test(t));
    if (type === undefined) continue;
    const publisher = listOf(node['publisher'])[0];
    const known = isObject(publisher) && typeof publisher['@id'] === 'string' ? byId.get(publisher['@id']) : undefined;
    const house = known ?? publisher;
    const name = textOf(isObject(house) ? house['name'] : house);
    const url = isObject(house) ? textOf(house['url']) : undefined;
    const headline = textOf(node['headline']) ?? textOf(node['name']);
    const free = node['isAccessibleForFree'];
    const optional = {
      headline,
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
      ...(name === undefined ? {} : { publisher: { name, ...(url === undefined ? {} : { url }) } }),
      ...(typeof free === 'boolean' || typeof free === 'string'
        ? { accessibleForFree: !/^(false|no|0)$/i.test(String(free)) }
        : {}),
    };
    for (const [key, value] of Object.entries(optional)) if (value !== undefined) Object.assign(data, { [key]: value });
    found.push(data);
  }
  const rank = (d: LinkedData): number =>
    (/Article|Posting|Report|NewsItem/.test(d.type) ? 4 : 0) + (d.datePublished ? 2 : 0) + (d.headline ? 1 : 0);
  return found.sort((a, b) => rank(b) - rank(a));
}
