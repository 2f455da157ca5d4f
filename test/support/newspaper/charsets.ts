/** Encodings that Node reads and does not write: the table of a single-byte encoding, turned round. */
function encoderFor(label: string): (text: string) => Buffer {
  const decoder = new TextDecoder(label);
  const bytes = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) bytes.set(decoder.decode(Uint8Array.of(byte)), byte);
  return (text) =>
    Buffer.from(
      Array.from(text, (sign) => {
        const byte = bytes.get(sign);
        if (byte === undefined) throw new Error(`${label} has no "${sign}"`);
        return byte;
      }),
    );
}

export const windows1251 = encoderFor('windows-1251');
export const koi8u = encoderFor('koi8-u');
