import { BabelwireError } from '#libs/contracts';
import { absoluteUrl } from '#libs/extraction';
import { decodeHTMLStrict } from 'entities';
import { Parser } from 'htmlparser2';
import { assertNoEntities } from './doctype.js';
import type { XmlElement } from './element.js';
import { scopeWithin, vocabularyOf, type Scope } from './namespaces.js';

/** Characters read of one document: a sitemap may have 50 MB (sitemaps.org), a feed of ours has 10 kB to 2 MB. */
const MOST_CHARACTERS = 52_500_000;
/** Each open element costs the parser time in proportion to those around it, so thousands are looked for every so often. */
const CHUNK = 32_768;
/** No real document has so many elements open at once, not even one that forgets every end tag. */
const MOST_OPEN = 5000;
/** Deeper than this, elements are not told apart any more: their text is kept. HTML in feeds nests 30 deep. */
const DEEPEST = 200;

/**
 * Roots that we read, and the records that make up such a document. Records never contain their like: a second one
 * opens because the end of the first was forgotten.
 */
const RECORD_OF: Record<string, string> = {
  rss: 'item',
  rdf: 'item',
  channel: 'item',
  feed: 'entry',
  urlset: 'url',
  sitemapindex: 'sitemap',
  opml: '',
};
/** They contain no elements: one that opens inside says that their end was forgotten. */
const LEAVES = new Set(['link', 'atom:link', 'guid', 'pubdate', 'loc', 'lastmod']);
/** They end a title that is still open; nothing else may, for titles hold HTML of their own. */
const FIELDS = new Set(['title', 'link', 'guid', 'pubdate', 'description']);
const START =
  /<\?xml\b|<!DOCTYPE\s+(?!html\b)|<!ENTITY\b|<(?:[\w.-]+:)?(?:rss|feed|rdf|urlset|sitemapindex|opml|channel)\b/i;

export interface XmlDocument {
  /** The root, without the records, which went to `onRecord`. */
  root: XmlElement;
  /** Characters before the document that do not belong to it. */
  junk: number;
  /** It ended, or was cut by a limit, with its root open. What was open then is no record. */
  cut: 'no' | 'by-end' | 'by-size';
  doctype: boolean;
}

interface Open {
  element: XmlElement;
  /** As written, in lower case. */
  rawName: string;
  scope: Scope;
}

/**
 * Reads XML as it is found: undeclared prefixes, HTML's named characters, ampersands that stand alone, forgotten end
 * tags, junk around the document and a missing end are put up with. Nothing declared in the document is expanded and
 * nothing is fetched. `onRecord` gets every complete `item`, `entry`, `url` and `sitemap`, which the tree then forgets.
 *
 * Undefined when there is no root that we know. Throws `xml-entities` and `xml-too-deep` (poison).
 */
export function readXml(text: string, base: string, onRecord: (record: XmlElement) => void): XmlDocument | undefined {
  const start = text.search(START);
  if (start < 0) return undefined;
  const builder = new Builder(base, onRecord);
  const parser = new Parser(builder, { xmlMode: true, decodeEntities: false });
  const end = Math.min(text.length, start + MOST_CHARACTERS);
  for (let at = start; at < end && !builder.done; at += CHUNK) {
    parser.write(text.slice(at, Math.min(at + CHUNK, end)));
    if (builder.parserDepth > MOST_OPEN) {
      throw new BabelwireError(
        'xml-too-deep',
        'poison',
        `document: more than ${MOST_OPEN} elements are open at once; this is no feed. Check the address`,
      );
    }
  }
  const open = !builder.done;
  builder.ending = true;
  parser.end();
  if (!builder.root) return undefined;
  return {
    root: builder.root,
    junk: text.slice(0, start).trim().length,
    cut: !open ? 'no' : end < text.length ? 'by-size' : 'by-end',
    doctype: builder.doctype,
  };
}

/** Makes elements of the parser's events. */
class Builder {
  root: XmlElement | undefined;
  /** The root was closed. */
  done = false;
  /** Everything is being closed because the text is over. */
  ending = false;
  doctype = false;
  /** How many elements the parser itself holds open. */
  parserDepth = 0;

  private readonly stack: Open[] = [];
  private raw = '';
  private inCdata = false;
  /** Vocabulary of the root, which is written without a prefix in names. */
  private own = '';
  private record = '';

  constructor(
    private readonly base: string,
    private readonly onRecord: (record: XmlElement) => void,
  ) {}

  ontext(text: string): void {
    if (this.stack.length > 0) this.raw += text;
  }

  oncdatastart(): void {
    this.flush();
    this.inCdata = true;
  }

  oncdataend(): void {
    this.flush();
    this.inCdata = false;
  }

  onprocessinginstruction(_name: string, data: string): void {
    if (this.root || !data.startsWith('!')) return;
    if (/^!DOCTYPE/i.test(data)) this.doctype = true;
    assertNoEntities(data);
  }

  onopentag(rawName: string, rawAttributes: Record<string, string>): void {
    this.parserDepth++;
    if (this.done) return;
    this.flush();
    const written = rawName.toLowerCase();
    const colon = written.indexOf(':');
    const local = written.slice(colon + 1);
    if (!this.root && RECORD_OF[local] === undefined) return;
    const attributes = attributesOf(rawAttributes);
    const above = this.stack.at(-1);
    const scope = scopeWithin(above?.scope ?? NONE, attributes);
    const vocabulary = vocabularyOf(colon < 0 ? '' : written.slice(0, colon), scope);
    if (!this.root) {
      this.own = local === 'rdf' ? '' : vocabulary;
      this.record = RECORD_OF[local] ?? '';
    }
    const name = vocabulary === '' || vocabulary === this.own ? local : `${vocabulary}:${local}`;
    this.closeForgotten(name);
    this.push(written, name, attributes, scope);
  }

  onclosetag(rawName: string): void {
    this.parserDepth--;
    if (this.done) return;
    const written = rawName.toLowerCase();
    const at = this.stack.findLastIndex((open) => open.rawName === written);
    if (at >= 0) this.closeFrom(at);
  }

  private push(rawName: string, name: string, attributes: ReadonlyMap<string, string>, scope: Scope): void {
    const above = this.stack.at(-1)?.element;
    const tooDeep = this.stack.length >= DEEPEST;
    const element: XmlElement = {
      name,
      attributes,
      // What is too deep writes into the element above it.
      children: tooDeep && above ? above.children : [],
      base: absoluteUrl(attributes.get('xml:base'), above?.base ?? this.base)?.href ?? above?.base ?? this.base,
      lang: attributes.get('xml:lang')?.trim() ?? above?.lang,
    };
    if (above && !tooDeep) above.children.push(element);
    this.root ??= element;
    this.stack.push({ element, rawName, scope });
  }

  private closeForgotten(name: string): void {
    const top = this.stack.at(-1);
    const ends = top?.element.name === 'title' ? FIELDS.has(name) : LEAVES.has(top?.element.name ?? '');
    if (top && ends) this.closeFrom(this.stack.length - 1);
    if (name !== this.record) return;
    const at = this.stack.findLastIndex((open) => open.element.name === name);
    if (at > 0) this.closeFrom(at);
  }

  /** Closes the element at a place of the stack and all inside it. */
  private closeFrom(at: number): void {
    this.flush();
    const closed = this.stack.splice(at);
    let parent = this.stack.at(-1)?.element;
    for (const { element } of closed) {
      if (element.name === this.record && parent && !this.ending) {
        if (parent.children.at(-1) === element) parent.children.pop();
        this.onRecord(element);
        break;
      }
      parent = element;
    }
    if (at === 0) this.done = true;
  }

  private flush(): void {
    if (this.raw === '') return;
    this.stack.at(-1)?.element.children.push(this.inCdata ? this.raw : decoded(this.raw));
    this.raw = '';
  }
}

const NONE: ReadonlyMap<string, string> = new Map();

function attributesOf(raw: Record<string, string>): ReadonlyMap<string, string> {
  let attributes: Map<string, string> | undefined;
  for (const name in raw) (attributes ??= new Map()).set(name.toLowerCase(), decoded(raw[name] ?? ''));
  return attributes ?? NONE;
}

/** A character beyond the first 65,536 that was written as the two halves UTF-16 has for it. */
const HALVES = /&#(?:x(d[89ab][\da-f]{2})|(5[56]\d{3}));&#(?:x(d[c-f][\da-f]{2})|(5[67]\d{3}));/gi;

/** References as characters, HTML's names among them. Without its semicolon a name is none: `?a=1&copy=2` is an address. */
function decoded(raw: string): string {
  if (!raw.includes('&')) return raw;
  const joined = raw.replace(HALVES, (_all, ...codes: (string | undefined)[]) => {
    const [highHex, high, lowHex, low] = codes;
    const number = (hex: string | undefined, decimal: string | undefined): number =>
      hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return String.fromCharCode(number(highHex, high), number(lowHex, low));
  });
  return decodeHTMLStrict(joined);
}
