import { isTag, isText, type AnyNode, type Document, type Element, type ParentNode } from 'domhandler';
import type { Budget } from '../budget.js';
import { collapse } from '../text/lines.js';
import { settleFlags } from './context.js';
import { AUTHOR, FIGURE, HIDDEN, flagsOfNames, TITLE } from './flags.js';
import { BOLD, HEADING, INLINE, isCardLink, isHidden, isSkipped } from './elements.js';
import { readHeadElement } from './head.js';
import { parseHtml } from './parse.js';
import { CLASS_AUTHOR, type Block, type Box, type Link, type Page } from './page.js';
import { textOf } from './text-of.js';

/** No real page nests deeper; a bomb of open tags does. */
const MOST_DEPTH = 256;
/** Home pages date some 500 teasers. */
const MOST_TIMES = 2000;

/** Stands for `<br>`: a blank like any other to `collapse`, but told apart from the line ends of the source. */
const BREAK = '\u2029';
const PARAGRAPH = /\u2029\s*\u2029/u;

/** The address of a picture in full size, which a small one links to. */
const PICTURE = /\.(jpe?g|png|webp|gif|avif)(\?|$)/i;

/** Types of fields that are written in, and not just clicked. */
const WRITTEN = /^(email|text|search|tel)$/i;

/** What a figure may hold that is text and not a picture's. */
const FIGURED = new Set(['table', 'blockquote', 'pre']);

/** A figure around a table or a quotation is no picture with a caption. */
function unfigure(box: Box): void {
  for (let outer: Box | undefined = box, up = 0; outer && up < 4; outer = outer.parent, up++)
    if (outer.tag === 'figure') outer.flags &= ~FIGURE;
}

/** In fewer characters a page says that it needs scripts. */
const SHORTEST_NOSCRIPT = 500;
const MOST_NOSCRIPT = 100_000;

/** Class and id, which say what an element is. */
function namesOf({ attribs }: Element): string {
  const classes = attribs['class'];
  const id = attribs['id'];
  return id === undefined ? (classes ?? '').trim() : `${classes ?? ''} ${id}`.trim();
}

/** Parses a page and walks it once, collecting everything that the rest works on. */
export class Walker {
  private readonly page: Page;
  private buffer = '';
  private linkChars = 0;
  private boldChars = 0;
  private inlineFlags = 0;
  private inlineText = 0;
  private link: Link | undefined;
  private bold = 0;
  private heading = 0;
  /** Characters that only readers without scripts see. */
  private unread = 0;

  private constructor(
    document: Document,
    private readonly budget: Budget,
    private readonly withoutScripts = false,
  ) {
    const root = this.box(document as unknown as Element, undefined, '#document', 0, 0);
    this.page = {
      root,
      boxes: [root],
      blocks: [],
      links: [],
      pictures: [],
      fields: [],
      times: [],
      marks: [],
      metas: [],
      headLinks: [],
      jsonLd: [],
      scripts: [],
      title: undefined,
      base: undefined,
      lang: undefined,
    };
    this.children(document, root, 0);
    this.flush(root);
    this.close(root);
    settleFlags(this.page);
  }

  static walk(html: string, budget: Budget): Page {
    const document = parseHtml(html, budget);
    const { page, unread } = new Walker(document, budget);
    const shown = page.blocks.reduce((sum, { text }) => sum + text.length, 0);
    // An empty shell that its scripts would fill keeps its text for readers without them.
    const isShell = unread >= SHORTEST_NOSCRIPT && unread > shown;
    return isShell && !budget.truncated ? new Walker(document, budget, true).page : page;
  }

  private box(el: Element, parent: Box | undefined, tag: string, flags: number, depth: number): Box {
    return {
      el,
      tag,
      parent,
      depth,
      flags,
      context: 0,
      firstBlock: parent ? this.page.blocks.length : 0,
      endBlock: 0,
      firstLink: parent ? this.page.links.length : 0,
      endLink: 0,
      name: undefined,
    };
  }

  private close(box: Box): void {
    box.endBlock = this.page.blocks.length;
    box.endLink = this.page.links.length;
  }

  private children(node: ParentNode, box: Box, depth: number): void {
    for (const child of node.children) {
      if (this.budget.isOverNow('walk')) return;
      if (depth > MOST_DEPTH) {
        this.budget.truncated = true;
        return;
      }
      this.node(child, box, depth);
    }
  }

  private node(node: AnyNode, box: Box, depth: number): void {
    if (isText(node)) {
      this.text(node.data);
      return;
    }
    if (!isTag(node)) return;
    const el = node;
    const tag = el.name;
    if (tag === 'html') this.page.lang ??= el.attribs['lang'] ?? el.attribs['xml:lang'];
    if (readHeadElement(this.page, el)) return;
    if (isSkipped(el) && !(tag === 'noscript' && this.withoutScripts)) {
      if (tag === 'head') this.children(el, box, depth + 1);
      if (tag === 'noscript') this.noscript(el, box);
      if (tag === 'textarea' || (tag === 'input' && WRITTEN.test(el.attribs['type'] ?? 'text')))
        this.page.fields.push(box);
      return;
    }
    this.properties(el, box);
    if (tag === 'br') {
      this.buffer += BREAK;
      return;
    }
    if (tag === 'img' || tag === 'amp-img') {
      this.image(el, box);
      return;
    }
    const hidden = isHidden(el);
    // Hidden words in a line are for machines; a hidden box may be the page itself before its scripts have run.
    if (hidden && INLINE.has(tag)) return;
    const apart = (tag === 'a' && isCardLink(el)) || (tag === 'span' && box.tag === 'a');
    if (INLINE.has(tag) && !apart) this.inline(el, tag, box, depth);
    else this.blockLevel(el, tag, box, depth, hidden);
  }

  private text(data: string): void {
    this.buffer += data;
    if (this.link || this.bold) {
      const { length } = data.trim();
      if (this.link) {
        this.link.text += data;
        this.linkChars += length;
      }
      if (this.bold) this.boldChars += length;
    }
  }

  /** Begins a link, if the element is one. Returns the link around it. */
  private openLink(el: Element, tag: string, box: Box, flags: number): Link | undefined {
    const outer = this.link;
    const href = tag === 'a' ? el.attribs['href'] : undefined;
    if (href !== undefined) {
      const { links, blocks } = this.page;
      const heading = this.heading > 0;
      this.link = { index: links.length, href, text: '', el, box, block: blocks.length, heading, flags };
      links.push(this.link);
    }
    return outer;
  }

  /** Ends the link begun within `outer`. A link over several blocks is named by its heading, its title or its longest text. */
  private closeLink(outer: Link | undefined): void {
    const { link } = this;
    if (!link || link === outer) return;
    this.link = outer;
    const inside = this.page.blocks.slice(link.block);
    const heading = inside.find((b) => b.heading > 0);
    const named =
      heading ??
      (inside.length > 1 || link.box.tag === 'a'
        ? (inside.find((b) => b.box.flags & TITLE) ??
          inside.reduce<Block | undefined>((a, b) => (a && a.text.length >= b.text.length ? a : b), undefined))
        : undefined);
    link.text = named?.text ?? collapse(link.text);
    if (named) link.block = named.index;
    link.heading ||= heading !== undefined;
  }

  private inline(el: Element, tag: string, box: Box, depth: number): void {
    const from = this.buffer.length;
    const firstBlock = this.page.blocks.length;
    const names = namesOf(el);
    const flags = names ? flagsOfNames(tag, names, undefined) : 0;
    if (flags & AUTHOR) this.page.marks.push({ property: CLASS_AUTHOR, el, box, block: firstBlock });
    const outer = this.openLink(el, tag, box, flags);
    const bold = BOLD.has(tag);
    if (bold) this.bold++;
    this.children(el, box, depth + 1);
    if (bold) this.bold--;
    this.closeLink(outer);
    if (flags && this.page.blocks.length === firstBlock && this.buffer.length - from > this.inlineText) {
      this.inlineFlags = flags;
      this.inlineText = this.buffer.length - from;
    }
  }

  private blockLevel(el: Element, tag: string, parent: Box, depth: number, hidden: boolean): void {
    this.flush(parent);
    const names = namesOf(el);
    const flags = tag === 'body' || tag === 'html' ? 0 : flagsOfNames(tag, names, el.attribs['role']);
    const box = this.box(el, parent, tag, hidden ? flags | HIDDEN : flags, depth);
    this.page.boxes.push(box);
    if (FIGURED.has(tag)) unfigure(parent);
    const outerHeading = this.heading;
    const level = HEADING.exec(tag)?.[1];
    if (level !== undefined) this.heading = Number(level);
    if (level !== undefined && this.link) this.link.heading = true;
    const outer = this.openLink(el, tag, box, flags);
    this.children(el, box, depth + 1);
    this.flush(box);
    this.closeLink(outer);
    this.heading = outerHeading;
    this.close(box);
  }

  private flush(box: Box): void {
    if (this.buffer === '') return;
    // Two line breaks end a paragraph; one is a blank.
    const parts = this.buffer.includes(BREAK) ? this.buffer.split(PARAGRAPH) : [this.buffer];
    const total = this.buffer.length || 1;
    for (const part of parts) {
      const text = collapse(part);
      if (text === '') continue;
      const share = parts.length === 1 ? 1 : part.length / total;
      const block: Block = {
        index: this.page.blocks.length,
        text,
        linkChars: Math.min(text.length, Math.round(this.linkChars * share)),
        boldChars: Math.min(text.length, Math.round(this.boldChars * share)),
        box,
        heading: this.heading,
        flags: this.inlineText >= part.trim().length * 0.8 ? this.inlineFlags : 0,
        prose: undefined,
      };
      this.page.blocks.push(block);
    }
    this.buffer = '';
    this.linkChars = 0;
    this.boldChars = 0;
    this.inlineFlags = 0;
    this.inlineText = 0;
  }

  private image(el: Element, box: Box): void {
    const { attribs } = el;
    const src =
      [attribs['data-src'], attribs['data-original'], attribs['data-lazy-src'], attribs['src']].find(
        (s) => s !== undefined && s !== '' && !s.startsWith('data:'),
      ) ?? attribs['srcset']?.split(/[\s,]/)[0];
    const leads = this.link !== undefined && !PICTURE.test(this.link.href);
    const minor = leads || Number(attribs['width'] ?? 100) < 100;
    if (src) this.page.pictures.push({ src, box, minor, block: this.page.blocks.length });
  }

  private noscript(el: Element, box: Box): void {
    for (const child of el.children) {
      if (isTag(child) && child.name === 'img') this.image(child, box);
    }
    this.unread += collapse(textOf(el, MOST_NOSCRIPT)).length;
  }

  private properties(el: Element, box: Box): void {
    const { attribs } = el;
    const block = this.page.blocks.length;
    const property = attribs['itemprop'] ?? attribs['property'];
    if (property !== undefined) this.page.marks.push({ property: property.toLowerCase(), el, box, block });
    if (this.page.times.length >= MOST_TIMES) return;
    if (el.name === 'time' || attribs['datetime'] !== undefined || (property !== undefined && /date/i.test(property))) {
      const datetime = attribs['datetime'] ?? attribs['content'];
      this.page.times.push({
        el,
        datetime,
        text: collapse(textOf(el, 200)),
        box,
        block,
        property: property?.toLowerCase(),
      });
    }
  }
}
