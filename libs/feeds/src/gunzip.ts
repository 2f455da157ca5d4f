import { constants, gunzipSync } from 'node:zlib';
import { BabelwireError } from '#libs/contracts';

/** Whether bytes are in gzip, whatever the name of their file. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;

/**
 * Undoes gzip, as sitemaps are stored (`sitemap.xml.gz`); of a stream that was cut off, what there is. At most `most`
 * bytes come out and are ever held. Throws (poison) `gzip-too-large` and `gzip-broken`.
 */
export function gunzip(bytes: Uint8Array, most: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (cause) {
    const tooLarge = (cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new BabelwireError(
      tooLarge ? 'gzip-too-large' : 'gzip-broken',
      'poison',
      tooLarge
        ? `gzip: more than ${most} bytes come out; the limit is there against bombs, split the file`
        : 'gzip: the bytes are damaged; fetch them again',
      { cause },
    );
  }
}
