import type { Element } from 'domhandler';

/** A block-level element with the blocks and links inside it. */
export interface Box {
  el: Element;
  tag: string;
  parent: Box | undefined;
  depth: number;
  /** See flags.ts; of this box alone. */
  flags: number;
  /** Flags of the box and all around it. */
  context: number;
  /** Blocks inside: `[firstBlock, endBlock)`. */
  firstBlock: number;
  endBlock: number;
  /** Links inside: `[firstLink, endLink)`. */
  firstLink: number;
  endLink: number;
  /** Kept by `nameOf`. */
  name: string | undefined;
}

/** A run of text without a break: a paragraph, a heading, a list item, a caption, a label. */
export interface Block {
  index: number;
  text: string;
  /** Characters of `text` that stand in links. */
  linkChars: number;
  /** Characters that stand in bold type. */
  boldChars: number;
  box: Box;
  /** 1..6 for a heading, 0 otherwise. */
  heading: number;
  /** The box's flags and those of inline elements that hold the whole block. */
  flags: number;
  /** Kept by `proseOf`. */
  prose: number | undefined;
}

export interface Link {
  index: number;
  href: string;
  text: string;
  el: Element;
  box: Box;
  /** Index of the block that the link's text stands in (the first, if it spans several). */
  block: number;
  /** In a heading, or around one. */
  heading: boolean;
  flags: number;
}

export interface Picture {
  src: string;
  box: Box;
  /** Leads to another page, or is no larger than an icon: not a picture to look at. */
  minor: boolean;
  /** Index of the block that follows. */
  block: number;
}

/** An element that carries a date: `<time>` or one with `datetime`, `data-time` or a microdata date. */
export interface TimeMark {
  el: Element;
  datetime: string | undefined;
  text: string;
  box: Box;
  block: number;
  property: string | undefined;
}

/** Property of a mark that only its class names. */
export const CLASS_AUTHOR = 'class:byline';

/** A microdata, RDFa or class mark that metadata is read from. */
export interface Mark {
  property: string;
  el: Element;
  box: Box;
  block: number;
}

/** All that one walk over the page finds. */
export interface Page {
  root: Box;
  boxes: Box[];
  blocks: Block[];
  links: Link[];
  pictures: Picture[];
  /** Boxes in which something can be written: search, subscription, comment. */
  fields: Box[];
  times: TimeMark[];
  marks: Mark[];
  metas: { name: string; content: string }[];
  headLinks: { rel: string; href: string; attribs: Record<string, string> }[];
  jsonLd: string[];
  /** Other scripts in the page itself; read only when the text is nowhere else. */
  scripts: Element[];
  title: string | undefined;
  base: string | undefined;
  lang: string | undefined;
}
