import { DomHandler, type ChildNode, type Document } from 'domhandler';
import { Parser, type ParserOptions } from 'htmlparser2';
import type { Budget } from '../budget.js';
import { PageTokenizer } from './tokens.js';

/** No real page nests deeper; a bomb of open tags does. */
const MOST_OPEN = 2000;
/** The largest of the 780 news pages measured has 11,000 nodes, each run of text counted; home pages have twice that. */
const MOST_NODES = 50_000;
/** Nodes, attributes and pieces of text between two looks at the bounds and the clock. */
const EVERY = 128;

/** Builds the tree and stops the parser at the bounds of nodes, depth and time. */
class BoundedHandler extends DomHandler {
  private nodes = 0;
  private steps = 0;
  private pausable: Parser | undefined;

  constructor(private readonly budget: Budget) {
    super();
  }

  override onparserinit(parser: Parser): void {
    super.onparserinit(parser);
    this.pausable = parser;
  }

  protected override addNode(node: ChildNode): void {
    this.nodes++;
    this.step();
    super.addNode(node);
  }

  override ontext(data: string): void {
    this.step();
    super.ontext(data);
  }

  /** Nobody reads comments; the text on both sides of one stays apart. */
  override oncomment(): void {
    this.nodes++;
    this.step();
    this.lastNode = null;
  }

  /** `DomHandler` has none; attributes come with their tag. */
  onattribute(): void {
    this.step();
  }

  private step(): void {
    if (++this.steps % EVERY !== 0) return;
    const beyond = this.tagStack.length > MOST_OPEN || this.nodes > MOST_NODES;
    if (beyond) this.budget.truncated = true;
    if (beyond || this.budget.isOver('parse')) this.pausable?.pause();
  }
}

/** Parses a page. What is beyond the bounds of length, depth, nodes and time is left out. */
export function parseHtml(html: string, budget: Budget): Document {
  const handler = new BoundedHandler(budget);
  // The option asks for the library's own class; what the parser uses of it is what ours has.
  const Tokenizer = PageTokenizer as unknown as NonNullable<ParserOptions['Tokenizer']>;
  const parser = new Parser(handler, { lowerCaseAttributeNames: true, Tokenizer });
  parser.write(html);
  parser.end();
  return handler.root;
}
