import type { Article, Story } from '#libs/contracts';
import type { ReceivedMessage } from '#libs/messaging';

/** What subscribers choose events by. */
export interface Facets {
  /** Of the article, or of the members of the story; lower case. */
  languages: string[];
  sourceId?: string;
}

const decoder = new TextDecoder();

/** An event of a public topic. What is made of it is made once, however many read it. */
export class PublicEvent {
  private known: Facets | undefined;

  constructor(readonly message: ReceivedMessage) {}

  /** CloudEvents type, e.g. `article.created`. */
  get type(): string {
    return this.message.headers.ce_type ?? '';
  }

  /** CloudEvents id: the same event has the same for ever. */
  get id(): string {
    return this.message.headers.ce_id ?? '';
  }

  get bytes(): number {
    return (this.message.value?.length ?? 0) + OVERHEAD_BYTES;
  }

  /** The document as JSON. */
  get data(): string {
    return decoder.decode(this.message.value ?? new Uint8Array());
  }

  /** The event in CloudEvents' JSON format: one line. */
  get json(): string {
    const { headers } = this.message;
    const attributes = {
      specversion: '1.0',
      id: this.id,
      source: headers.ce_source,
      type: this.type,
      time: headers.ce_time,
      subject: headers.ce_subject,
      datacontenttype: 'application/json',
    };
    return `${JSON.stringify(attributes).slice(0, -1)},"data":${this.data}}`;
  }

  get facets(): Facets {
    this.known ??= facetsOf(this.message);
    return this.known;
  }
}

/** Headers and what holds them: an event without a value takes room as well. */
const OVERHEAD_BYTES = 1000;

function facetsOf({ headers, value }: ReceivedMessage): Facets {
  const document = JSON.parse(decoder.decode(value ?? new Uint8Array())) as Article | Story;
  if (headers.ce_type?.startsWith('story.') === true) {
    const { members } = document as Story;
    return { languages: [...new Set(members.map(({ inLanguage }) => inLanguage.toLowerCase()))] };
  }
  const { inLanguage, provenance } = document as Article;
  return { languages: [inLanguage.toLowerCase()], sourceId: provenance.sourceId };
}
