import { absoluteUrl, collapse, languageTag, type WrittenDate } from '#libs/extraction';
import { plainText } from '../plain-text.js';
import type { FeedEntry } from '../types.js';
import { childrenOf, elementsOf, textIn, textOf, type XmlElement } from '../xml/element.js';

/** An entry whose dates wait for those of the whole feed. */
export interface DraftEntry extends Omit<FeedEntry, 'published' | 'updated'> {
  published: WrittenDate | undefined;
  updated: WrittenDate | undefined;
}

export const unique = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value): value is string => value !== undefined && value !== '')),
];

/** An absolute http(s) address, or undefined. Blanks and line breaks inside are a feed's line wrapping. */
export function address(raw: string | undefined, base: string): string | undefined {
  const tight = raw?.replace(/[\t\r\n]+/g, '').trim();
  return tight === '' ? undefined : absoluteUrl(tight, base)?.href;
}

/** Like `address`, of something that stands where an address may stand: only what is absolute itself. */
export function absoluteOnly(raw: string | undefined): string | undefined {
  return raw !== undefined && /^https?:\/\/\S+$/i.test(raw.trim()) ? address(raw, raw.trim()) : undefined;
}

/** Name of `desk@paper.example (Anna Example)`, `Anna Example <desk@paper.example>`, or a bare name or address. */
export function personName(raw: string | undefined): string | undefined {
  const text = plainText(raw);
  if (text === undefined) return undefined;
  const behind = /^[^\s@()]+@[^\s@()]+ ?\(([^()]+)\)$/.exec(text)?.[1];
  const before = /^([^<(]+)[<(][^\s@<>()]+@[^\s@<>()]+[>)]$/.exec(text)?.[1];
  const name = collapse(behind ?? before ?? text).replace(/^["'](.+)["']$/, '$1');
  // noreply@… is nobody's name.
  return /^[^\s@]+@[^\s@]+$/.test(name) ? undefined : name;
}

/** People that elements of these names hold: as text, or as Atom's `name` inside. */
export function people(parent: XmlElement, ...names: string[]): string[] {
  return unique(
    childrenOf(parent, ...names).map((element) =>
      personName(
        textIn(element, 'name', 'atom:name') ?? (elementsOf(element).length > 0 ? undefined : textOf(element)),
      ),
    ),
  );
}

/** Declared language as a BCP 47 tag; what is none, like `English`, is left out. */
export function language(...raw: (string | undefined)[]): string | undefined {
  for (const text of raw) {
    const tag = languageTag(text);
    if (tag !== undefined && tag !== 'und') return tag;
  }
  return undefined;
}

/** Words that one element lists between commas. */
export const listed = (text: string | undefined): string[] =>
  text === undefined ? [] : text.split(/[,;،、]/).map((word) => collapse(word));

const isPicture = (type: string | undefined, url: string): boolean =>
  type !== undefined && type !== ''
    ? type.toLowerCase().startsWith('image')
    : /\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)/i.test(url);

/** The picture of an entry: the widest of Media RSS, an enclosure, iTunes' or the feed's own element. */
export function picture(entry: XmlElement): string | undefined {
  const media = [entry, ...childrenOf(entry, 'media:group')];
  const contents = media
    .flatMap((parent) => childrenOf(parent, 'media:content'))
    .flatMap((content) => {
      const url = address(content.attributes.get('url'), content.base);
      const type = content.attributes.get('medium') ?? content.attributes.get('type');
      return url !== undefined && isPicture(type, url)
        ? [{ url, width: Number(content.attributes.get('width') ?? 0) || 0 }]
        : [];
    })
    .sort((a, b) => b.width - a.width);
  if (contents[0]) return contents[0].url;
  const thumbnails = [...media.flatMap((parent) => childrenOf(parent, 'media:content')), ...media].flatMap((parent) =>
    childrenOf(parent, 'media:thumbnail'),
  );
  for (const thumbnail of thumbnails) {
    const url = address(thumbnail.attributes.get('url') ?? textOf(thumbnail), thumbnail.base);
    if (url !== undefined) return url;
  }
  for (const enclosure of childrenOf(entry, 'enclosure', 'link', 'atom:link')) {
    if (enclosure.name !== 'enclosure' && enclosure.attributes.get('rel') !== 'enclosure') continue;
    const url = address(enclosure.attributes.get('url') ?? enclosure.attributes.get('href'), enclosure.base);
    if (url !== undefined && isPicture(enclosure.attributes.get('type'), url)) return url;
  }
  for (const image of childrenOf(entry, 'itunes:image', 'image')) {
    const url = address(image.attributes.get('href') ?? textIn(image, 'url') ?? textOf(image), image.base);
    if (url !== undefined) return url;
  }
  return undefined;
}
