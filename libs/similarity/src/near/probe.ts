import { BabelwireError } from '#libs/contracts';
import { FORMAT, KEYS, LAYOUT, SIGNATURE_BYTES, SIGNATURE_WORDS, tokensOf } from './layout.js';
import { POSTINGS_PER_ROW } from './postings.js';
import type { FingerprintData } from './signature.js';

/** A fingerprint unpacked for comparing: one buffer that each `read` fills anew. */
export class Probe {
  readonly words = new Uint32Array(SIGNATURE_WORDS);
  /** 128 bits of the content hash. */
  readonly hash = new Uint32Array(4);
  /** What postings are made of: 32 bits of the content hash, then the signature's keys; 0 = none. */
  readonly keys = new Int32Array(POSTINGS_PER_ROW);
  readonly #bytes = Buffer.from(this.words.buffer);
  readonly #hashBytes = Buffer.from(this.hash.buffer);

  #keyCount = 0;

  /** Keys other than the content hash. */
  get keyCount(): number {
    return this.#keyCount;
  }

  get tokens(): number {
    return tokensOf(this.words, 0);
  }

  /** Throws `similarity.fingerprint` (poison) when the data is not of this version. */
  read(fp: FingerprintData): void {
    const length = this.#bytes.write(fp.data, 'base64');
    const format = (this.words[LAYOUT.head] ?? 0) & 0xff;
    if (length !== SIGNATURE_BYTES || format !== FORMAT) {
      throw new BabelwireError(
        'similarity.fingerprint',
        'poison',
        `The fingerprint's data is ${length} bytes of format ${format}, not ${SIGNATURE_BYTES} of format ${FORMAT}: compute it again with fingerprint() of this version`,
      );
    }
    this.#hashBytes.write(fp.contentHash.slice(0, 32), 'hex');
    const some = this.tokens > 0;
    this.keys[0] = some ? (this.hash[0] ?? 0) || 1 : 0;
    let count = 0;
    for (let k = 0; k < KEYS; k++) {
      const key = some ? (this.words[LAYOUT.keys + k] ?? 0) | 0 : 0;
      this.keys[k + 1] = key;
      if (key !== 0) count++;
    }
    this.#keyCount = count;
  }
}
