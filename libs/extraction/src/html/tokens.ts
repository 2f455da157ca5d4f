import { QuoteType, type TokenizerCallbacks } from 'htmlparser2';
import { READ } from './elements.js';
import { References } from './references.js';
import {
  APOSTROPHE,
  EQUALS,
  EXCLAMATION,
  GREATER,
  QUESTION,
  QUOTE,
  SLASH,
  attributeNameEnd,
  bareValueEnd,
  commentEnd,
  isBlank,
  isLetter,
  lower,
  nameEnd,
  skipBlanks,
} from './signs.js';

/** Elements whose content is no mark-up, and what ends it: their own end tag, or nothing. */
const RAW: ReadonlyMap<string, RegExp | undefined> = new Map([
  ['plaintext', undefined],
  ...['textarea', 'title', 'script', 'style', 'iframe', 'noembed', 'noframes', 'xmp'].map((name): [string, RegExp] => [
    name,
    new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'gi'),
  ]),
]);
/** Those in whose content character references are decoded. */
const DECODED = new Set(['title', 'textarea']);
const LONGEST_RAW = 9;
/** First letters of those, so that hardly any other tag is looked at twice. */
const RAW_INITIALS = new Set([...'tsinxp'].map((letter) => letter.charCodeAt(0)));

/**
 * Splits a whole HTML page into the tokens that htmlparser2's own tokenizer finds in it, for its parser, in a third
 * of the time: that one looks at every sign in turn, so that it can stop between any two; this one has the page and
 * jumps from mark to mark, and leaves out the attributes that nobody reads. docs/decisions/0025 says why it is there; `tokens.spec.ts` holds it to the other's results.
 */
export class PageTokenizer {
  /** Turned off by the parser's `pause`: then nothing more is read, and `end` ends the page where it is. */
  running = true;
  private html = '';
  private at = 0;
  private references: References;

  constructor(
    _options: unknown,
    private readonly parser: TokenizerCallbacks,
  ) {
    this.references = this.referencesIn('');
  }

  /** Reads the whole page; there is no second part. */
  write(html: string): void {
    this.html = html;
    this.references = this.referencesIn(html);
    while (this.at < html.length && this.running) {
      const open = html.indexOf('<', this.at);
      const end = open < 0 ? html.length : open;
      if (end > this.at) this.references.text(this.at, end);
      this.at = end;
      if (open >= 0) this.markUp(open);
    }
  }

  end(): void {
    this.parser.onend();
  }

  pause(): void {
    this.running = false;
  }

  private referencesIn(html: string): References {
    return new References(html, this.parser, () => this.running);
  }

  /** What begins with `<`. Sets `at` behind it, as all of the following do with theirs. */
  private markUp(open: number): void {
    const c = this.html.charCodeAt(open + 1);
    if (isLetter(c)) this.openTag(open + 1);
    else if (c === SLASH) this.closeTag(open + 2);
    else if (c === EXCLAMATION) this.declaration(open + 2);
    else if (c === QUESTION) this.comment(open + 1);
    else {
      // A lone sign is text.
      this.parser.ontext(open, open + 1);
      this.at = open + 1;
    }
  }

  private openTag(start: number): void {
    const { html, parser } = this;
    const end = nameEnd(html, start);
    this.at = end;
    if (end === html.length) return;
    const raw = RAW_INITIALS.has(lower(html.charCodeAt(start))) ? this.rawName(start, end) : undefined;
    parser.onopentagname(start, end);
    if (this.attributes() && raw !== undefined) this.raw(raw);
  }

  private rawName(start: number, end: number): string | undefined {
    if (end - start > LONGEST_RAW || this.parser.isInForeignContext?.() === true) return undefined;
    const name = this.html.slice(start, end).toLowerCase();
    return RAW.has(name) ? name : undefined;
  }

  /** The attributes up to the end of the tag. Returns false if the page ends before it. */
  private attributes(): boolean {
    const { html, parser } = this;
    let { at } = this;
    while (at < html.length && this.running) {
      const c = html.charCodeAt(at);
      if (c === GREATER) {
        parser.onopentagend(at);
        this.at = at + 1;
        return true;
      }
      if (c === SLASH) {
        at = skipBlanks(html, at + 1);
        if (html.charCodeAt(at) !== GREATER) continue;
        parser.onselfclosingtag(at);
        this.at = at + 1;
        return true;
      }
      at = isBlank(c) ? at + 1 : this.attribute(at);
    }
    this.at = html.length;
    return false;
  }

  /** Tells an attribute, if anybody reads it. Returns where it ends. */
  private attribute(start: number): number {
    const { html, parser } = this;
    const end = attributeNameEnd(html, start);
    if (end === html.length) return end;
    const read = READ.has(html.slice(start, end).toLowerCase());
    if (read) parser.onattribname(start, end);
    const next = skipBlanks(html, end);
    if (html.charCodeAt(next) === EQUALS) return this.value(skipBlanks(html, next + 1), read);
    if (read && next < html.length) parser.onattribend(QuoteType.NoValue, end);
    return next;
  }

  /** Returns where the value ends. */
  private value(start: number, read: boolean): number {
    const { html, parser } = this;
    const quote = html.charCodeAt(start);
    if (quote === QUOTE || quote === APOSTROPHE) {
      const end = html.indexOf(quote === QUOTE ? '"' : "'", start + 1);
      if (end < 0) return html.length;
      if (!read) return end + 1;
      this.references.value(start + 1, end);
      parser.onattribend(quote === QUOTE ? QuoteType.Double : QuoteType.Single, end + 1);
      return end + 1;
    }
    const end = bareValueEnd(html, start);
    if (end === html.length || !read) return end;
    this.references.value(start, end);
    parser.onattribend(QuoteType.Unquoted, end);
    return end;
  }

  /** The content of an element that holds no mark-up, up to its end tag or the end of the page. */
  private raw(name: string): void {
    const { html, parser } = this;
    const start = this.at;
    const pattern = RAW.get(name);
    if (pattern) pattern.lastIndex = start;
    const end = pattern?.exec(html)?.index ?? html.length;
    if (end > start) {
      if (DECODED.has(name)) this.references.text(start, end);
      else parser.ontext(start, end);
    }
    this.at = end;
    if (end < html.length) this.closeTag(end + 2);
  }

  /** `start`: behind `</`. */
  private closeTag(start: number): void {
    const { html, parser } = this;
    if (start === html.length) parser.ontext(start - 2, start);
    if (!isLetter(html.charCodeAt(start))) {
      if (html.charCodeAt(start) === GREATER) this.at = start + 1;
      else this.comment(start);
      return;
    }
    const end = nameEnd(html, start);
    if (end < html.length) parser.onclosetag(start, end);
    this.at = this.behind('>', end);
  }

  /** `start`: behind `<!`. */
  private declaration(start: number): void {
    const { html, parser } = this;
    if (html.startsWith('--', start)) {
      const end = commentEnd(html, start + 2);
      parser.oncomment(start + 2, end, 0);
      this.at = this.behind('>', end);
    } else if (html.startsWith('[CDATA[', start)) {
      const end = html.indexOf(']]>', start + 7);
      if (end < 0) parser.oncomment(start, html.length, 0);
      else parser.oncdata(start + 7, end + 2, 2);
      this.at = end < 0 ? html.length : end + 3;
    } else if (/^doctype/i.test(html.slice(start, start + 7))) {
      this.at = this.behind('>', start + 7);
      parser.ondeclaration(start, this.at - 1);
    } else this.comment(start);
  }

  /** Anything else between `<` and `>`: what browsers take for a comment. */
  private comment(start: number): void {
    this.at = this.behind('>', start);
    this.parser.oncomment(start, Math.max(start, this.at - 1), 0);
  }

  private behind(sign: string, from: number): number {
    const at = this.html.indexOf(sign, from);
    return at < 0 ? this.html.length : at + 1;
  }
}
