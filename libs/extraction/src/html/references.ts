import { DecodingMode, EntityDecoder, htmlDecodeTree } from 'entities/decode';
import type { TokenizerCallbacks } from 'htmlparser2';

/** Hands texts and values of a page to its parser, with their character references decoded. */
export class References {
  /** The next `&`, so that each is searched for once. */
  private next = -1;
  /** Up to where the part that is being decoded was told to the parser. */
  private told = 0;
  /** Where the reference begins that is being decoded. */
  private start = 0;
  private inValue = false;
  private readonly decoder = new EntityDecoder(htmlDecodeTree, (code, consumed) => {
    this.tell(this.start);
    this.told = this.start + consumed;
    if (this.inValue) this.parser.onattribentity(code);
    else this.parser.ontextentity(code, this.told);
  });

  constructor(
    private readonly html: string,
    private readonly parser: TokenizerCallbacks,
    private readonly isRunning: () => boolean,
  ) {}

  text(start: number, end: number): void {
    if (this.nextFrom(start) >= end) this.parser.ontext(start, end);
    else this.decode(start, end, false);
  }

  value(start: number, end: number): void {
    if (this.nextFrom(start) >= end) this.parser.onattribdata(start, end);
    else this.decode(start, end, true);
  }

  private nextFrom(from: number): number {
    if (this.next < from) {
      const next = this.html.indexOf('&', from);
      this.next = next < 0 ? Infinity : next;
    }
    return this.next;
  }

  private decode(start: number, end: number, inValue: boolean): void {
    const part = this.html.slice(start, end);
    const mode = inValue ? DecodingMode.Attribute : DecodingMode.Legacy;
    this.told = start;
    this.inValue = inValue;
    for (let at = this.nextFrom(start); at < end && this.isRunning(); at = this.nextFrom(Math.max(at + 1, this.told))) {
      this.start = at;
      this.decoder.startEntity(mode);
      if (this.decoder.write(part, at + 1 - start) < 0) this.decoder.end();
    }
    this.tell(end);
  }

  /** Tells the parser what stands before a reference, or before the end. */
  private tell(end: number): void {
    if (this.told >= end) return;
    if (this.inValue) this.parser.onattribdata(this.told, end);
    else this.parser.ontext(this.told, end);
  }
}
