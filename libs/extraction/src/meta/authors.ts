import { AUTHOR, RELATED } from '../html/flags.js';
import { INLINE } from '../html/elements.js';
import { CLASS_AUTHOR, type Page } from '../html/page.js';
import { textOf } from '../html/text-of.js';
import { decodeEntities } from '../text/entities.js';
import { collapse, fold } from '../text/lines.js';
import type { Sourced } from './fields.js';
import type { LinkedData } from './jsonld.js';
import type { Head } from './read.js';

const METAS = [
  'author',
  'article:author',
  'og:article:author',
  'article:author_name',
  'dc.creator',
  'dcterms.creator',
  'byl',
  'parsely-author',
  'sailthru.author',
  'cxenseparse:author',
  'dcsext.author',
  'authors',
];

/** "By", at the start of a byline. */
const BY =
  /^(?:(?:written|published|posted|reported|story|text|words) by|by|von|par|por|de|di|da|door|av|af|od|autor(?:in|ka|es)?|autore|auteur|text|tekst|foto|автор(?:ы)?|текст|от|від) ?:? (?=\p{Lu})|^(?:autor(?:in)?|author|автор|text|文|取材) ?[:：] ?/iu;
const SPLIT = / ?(?:[,;|•·&、/]| (?:and|und|et|y|og|och|en|e|i|и|і|та|ve|a|és|și|with|mit) ) ?/iu;
/** What stands behind a name and is none: roles and houses' own words. */
const ROLE =
  /\b(reporter|editor|correspondent|writer|staff|journalist\w*|columnist|producer|contributor|analyst|author|desk|team|news|newsroom|agency|agentur|redakt\w*|redacción|rédaction|redazione|redacção|redaksjon\w*|redakcja|redakce|редакц\w*|korrespondent\w*|senior|chief|director|professor|ph\.?d|m\.?d|jr|photographer|foto\w*|media|press|tv|online|admin\w*|guest|view all|posts?|updated|published|min read)\b/iu;

/** People, cleaned: no "by", no roles, addresses, dates; each once. */
export function cleanNames(texts: readonly string[], house: readonly string[]): string[] {
  const names = new Map<string, string>();
  const notNames = new Set(house.map(fold));
  for (const text of texts) {
    if (text.includes('://') || /^\s*(bild|foto|photo|image|credit|quelle|source|фото)\b/iu.test(text)) continue;
    const plain = collapse(
      decodeEntities(text)
        .replace(/<[^<>]{0,300}>/g, ' ')
        .replace(/\([^()]{0,80}\)|[^\s@]{1,64}@\S+|@\w+/gu, ' '),
    );
    for (const piece of plain.split(SPLIT)) {
      const name = collapse(
        piece
          .replace(BY, '')
          .replace(/ 기자$/u, '')
          .replace(/^[\s\-–—:]+|[\s\-–—:.,]{1,20}$/gu, (m) => (m.includes('.') ? '.' : '')),
      );
      const bare = name.replace(/^\.+|(?<=\p{L}{3})\.$/gu, '');
      if (
        isName(bare) &&
        ![...notNames].some((n) => n.length > 3 && fold(bare).startsWith(n)) &&
        !notNames.has(fold(bare))
      )
        names.set(fold(bare), names.get(fold(bare)) ?? bare);
    }
  }
  return [...names.values()];
}

function isName(text: string): boolean {
  if (text.length < 2 || text.length > 60 || /\d|https?:|www\.|[{}<>=_]/.test(text) || !/^\p{L}/u.test(text))
    return false;
  return (
    text.split(' ').length <= 5 && !ROLE.test(text) && !/^(by|von|par|por|de|di|da|door|av|af|od|от|від)$/iu.test(text)
  );
}

/** Where a byline may stand, as block indices around the headline and the body's start. */
export interface Around {
  from: number;
  to: number;
}

/** The authors: people in the page's data, else in its meta elements, else in the byline; a house only if it is all there is. */
export function authorsOf(
  page: Page,
  head: Head,
  data: LinkedData | undefined,
  around: Around,
  domain: string | undefined,
): Sourced<string[]> | undefined {
  const house = [
    data?.publisher?.name,
    head.first('og:site_name', 'application-name'),
    domain,
    ...(domain?.split('.') ?? []),
  ].filter((n) => n !== undefined);
  const declared = data?.authors ?? [];
  const label = head.first('twitter:label1');
  const card =
    label !== undefined && /writ|author|by|auto|von|par|geschr|skriv|автор|написа/i.test(label)
      ? head.all('twitter:data1')
      : [];
  const sources: [string, string[]][] = [
    ['json-ld', declared.filter((a) => !/Organization/.test(a.type)).map((a) => a.name)],
    ...METAS.map((name): [string, string[]] => [`meta:${name}`, head.all(name)]),
    ['meta:twitter:data1', card],
    ['links', linkedAuthors(page, around)],
    ['byline', bylines(page, around)],
    ['class', namedAuthors(page, around)],
  ];
  for (const [method, source] of sources) {
    const names = cleanNames(source, house);
    if (names.length > 0 && names.length <= 12) return { value: names, method };
  }
  // An agency or the house itself, in its own words.
  for (const [method, source] of [
    ['json-ld', declared.map((a) => a.name)] satisfies [string, string[]],
    ...METAS.map((name): [string, string[]] => [`meta:${name}`, head.all(name)]),
  ]) {
    const whole = source
      .map((name) => collapse(decodeEntities(name)).replace(BY, ''))
      .find((name) => name.length >= 2 && name.length <= 80 && /\p{L}{2}/u.test(name) && !name.includes('://'));
    if (whole !== undefined) return { value: [whole], method };
  }
  return undefined;
}

const PROFILE =
  /\/(authors?|autor(en|es|in)?|auteurs?|autori|profiles?|profils?|perfil|staff|people|users?|journalists?|redaktion|by|avtor|team|contributors?|person)\//i;

function linkedAuthors(page: Page, { from, to }: Around): string[] {
  const near = page.links.filter((l) => l.block >= from && l.block <= to && l.text !== '' && !(l.flags & RELATED));
  const marked = page.marks
    .filter((m) => /(^|:)author$/.test(m.property) && m.block >= from && m.block <= to)
    .map(({ el, block }) =>
      INLINE.has(el.name) ? collapse(el.attribs['content'] ?? textOf(el, 200)) : (page.blocks[block]?.text ?? ''),
    )
    .filter((t) => t.length < 80);
  const rel = near.filter((l) => /\bauthor\b/.test(l.el.attribs['rel'] ?? '') || PROFILE.test(l.href));
  return rel.length > 0 ? rel.map((l) => l.text) : marked;
}

/** In a line, what an element says that is named as the author's. */
function namedAuthors(page: Page, { from, to }: Around): string[] {
  const named = page.marks.filter((m) => m.property === CLASS_AUTHOR && m.block >= from && m.block <= to);
  return named.slice(0, 1).map(({ el }) => textOf(el, 100));
}

function bylines(page: Page, { from, to }: Around): string[] {
  const named: string[] = [];
  for (let i = from; i <= to; i++) {
    const block = page.blocks[i];
    if (!block || block.text.length > 120 || block.heading === 1) continue;
    const parts = block.text.split(/ ?[|•·] ?| [-–—] | ?,? (?=\d)/u);
    const by = parts.find((part) => BY.test(part));
    if (by !== undefined) return [by];
    if (block.flags & AUTHOR && parts[0] !== undefined) named.push(parts[0]);
  }
  return named.slice(0, 1);
}
