import { DomHandler, type Document } from 'domhandler';
import { Parser } from 'htmlparser2';

/** Characters that are parsed; real pages have 0.1 to 1 million, mostly scripts. */
const MOST_CHARACTERS = 3_000_000;
/** Each open element costs the parser time in proportion to those around it, so thousands are checked for every so often. */
const CHUNK = 32_768;
/** No real page nests deeper; a bomb of open tags does. */
const MOST_OPEN = 2000;

/** Builds the tree and knows how deep it is in it. */
class DepthHandler extends DomHandler {
  get depth(): number {
    return this.tagStack.length;
  }
}

/** Parses a page. `truncated`: it was too long or too deep, and the rest was left out. */
export function parseHtml(html: string): { document: Document; truncated: boolean } {
  const handler = new DepthHandler();
  const parser = new Parser(handler, { lowerCaseAttributeNames: true });
  const end = Math.min(html.length, MOST_CHARACTERS);
  let truncated = html.length > end;
  for (let at = 0; at < end; at += CHUNK) {
    parser.write(html.slice(at, Math.min(at + CHUNK, end)));
    if (handler.depth > MOST_OPEN) {
      truncated = true;
      break;
    }
  }
  parser.end();
  return { document: handler.root, truncated };
}
