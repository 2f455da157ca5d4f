import { DomHandler, type ChildNode, type Document } from 'domhandler';
import { Parser } from 'htmlparser2';
import type { Budget } from '../budget.js';

/** Each open element costs the parser time in proportion to those around it, so thousands are checked for every so often. */
const CHUNK = 32_768;
/** No real page nests deeper; a bomb of open tags does. */
const MOST_OPEN = 2000;
/** The largest of the 780 news pages measured has 11,000 nodes, each run of text counted; home pages have twice that. */
const MOST_NODES = 50_000;

/** Builds the tree and knows how large it is, and how deep it is in it. */
class MeasuringHandler extends DomHandler {
  nodes = 0;

  get depth(): number {
    return this.tagStack.length;
  }

  protected override addNode(node: ChildNode): void {
    this.nodes++;
    super.addNode(node);
  }
}

/** Parses a page. What is beyond the bounds of length, depth, nodes and time is left out. */
export function parseHtml(html: string, budget: Budget): Document {
  const handler = new MeasuringHandler();
  const parser = new Parser(handler, { lowerCaseAttributeNames: true });
  for (let at = 0; at < html.length; at += CHUNK) {
    parser.write(html.slice(at, at + CHUNK));
    if (budget.isOver('parse')) break;
    if (handler.depth > MOST_OPEN || handler.nodes > MOST_NODES) {
      budget.truncated = true;
      break;
    }
  }
  parser.end();
  return handler.root;
}
