import { BabelwireError } from '#libs/contracts';
import { collapse } from '#libs/extraction';
import { decodeDocument } from './decode.js';
import { absoluteOnly } from './feed/values.js';
import { plainText } from './plain-text.js';
import type { FeedWarning } from './types.js';
import { quoted, Warnings } from './warnings.js';
import { childOf, childrenOf, escapeXml, textIn, type XmlElement } from './xml/element.js';
import { readXml } from './xml/read.js';
import { warnOfDocument } from './xml/report.js';

/** A subscription in a list of feeds. */
export interface OpmlFeed {
  /** Absolute address of the feed. */
  url: string;
  title?: string;
  /** Address of its site. */
  site?: string;
  /** Names of the folders it stands in, the outermost first. */
  folders: string[];
}

export interface Opml {
  title?: string;
  /** In the document's order, each address once. */
  feeds: OpmlFeed[];
  warnings: FeedWarning[];
}

/** More than anybody reads; a limit all the same. */
const MOST_FEEDS = 100_000;
/** Where addresses are looked for only by their element; the base is never used for a relative one. */
const NO_BASE = 'https://opml.invalid/';

/** Reads a list of feeds. Throws BabelwireError (poison): `not-opml`, `xml-entities`, `xml-too-deep`. */
export function readOpml(bytes: Uint8Array, contentType?: string): Opml {
  const { text } = decodeDocument(bytes, contentType);
  const document = readXml(text, NO_BASE, () => undefined);
  if (document?.root.name !== 'opml') {
    throw new BabelwireError('not-opml', 'poison', 'opml: no list of feeds was found; export one as OPML 1.0 or 2.0');
  }
  const warnings = new Warnings();
  warnOfDocument(document, warnings);
  const { root } = document;
  const feeds = new Map<string, OpmlFeed>();
  collect(childOf(root, 'body') ?? root, [], feeds, warnings);
  const title = plainText(textIn(childOf(root, 'head') ?? root, 'title'));
  return { ...(title === undefined ? {} : { title }), feeds: [...feeds.values()], warnings: warnings.list };
}

/** `feed:` was a scheme of browsers that subscribed. */
const withoutFeedScheme = (url: string): string =>
  url
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^feed:\/\//i, 'http://');

function collect(parent: XmlElement, folders: string[], feeds: Map<string, OpmlFeed>, warnings: Warnings): void {
  for (const outline of childrenOf(parent, 'outline')) {
    const { attributes } = outline;
    const title = collapse(attributes.get('title') ?? '') || collapse(attributes.get('text') ?? '') || undefined;
    const written = attributes.get('xmlurl') ?? (attributes.get('type') === 'rss' ? attributes.get('url') : undefined);
    if (written === undefined) {
      collect(outline, title === undefined ? folders : [...folders, title], feeds, warnings);
      continue;
    }
    const url = absoluteOnly(withoutFeedScheme(written));
    if (url === undefined) warnings.add('address-unreadable', `opml: ${quoted(written)} is no http address`);
    else if (!feeds.has(url) && feeds.size < MOST_FEEDS) {
      const site = absoluteOnly(attributes.get('htmlurl'));
      feeds.set(url, {
        url,
        ...(title === undefined ? {} : { title }),
        ...(site === undefined ? {} : { site }),
        folders,
      });
    }
    collect(outline, folders, feeds, warnings);
  }
}

interface Folder {
  feeds: OpmlFeed[];
  folders: Map<string, Folder>;
}

/** Writes a list of feeds as OPML 2.0, which `readOpml` reads back as it was. */
export function writeOpml(list: { title: string; feeds: readonly OpmlFeed[] }): string {
  const top: Folder = { feeds: [], folders: new Map() };
  for (const feed of list.feeds) {
    let folder = top;
    for (const name of feed.folders) {
      const inner = folder.folders.get(name) ?? { feeds: [], folders: new Map<string, Folder>() };
      folder.folders.set(name, inner);
      folder = inner;
    }
    folder.feeds.push(feed);
  }
  const head = `  <head><title>${escapeXml(list.title)}</title></head>`;
  const body = ['  <body>', ...outlines(top, '    '), '  </body>'];
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', head, ...body, '</opml>', ''].join('\n');
}

function outlines(folder: Folder, indent: string): string[] {
  const feeds = folder.feeds.map(({ url, title, site }) => {
    const name = escapeXml(title ?? url);
    const home = site === undefined ? '' : ` htmlUrl="${escapeXml(site)}"`;
    // `text` is obligatory; `title` says whether there is one.
    const own = title === undefined ? '' : ` title="${name}"`;
    return `${indent}<outline type="rss" text="${name}"${own} xmlUrl="${escapeXml(url)}"${home}/>`;
  });
  const folders = [...folder.folders].flatMap(([name, inner]) => [
    `${indent}<outline text="${escapeXml(name)}">`,
    ...outlines(inner, `${indent}  `),
    `${indent}</outline>`,
  ]);
  return [...feeds, ...folders];
}
