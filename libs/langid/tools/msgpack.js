/** Reads MessagePack: what word lists are made of, arrays, maps, strings and whole numbers of up to 32 bits. */
export function parse(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const sized = (length) => {
    at += length;
    return length === 1 ? view.getUint8(at - 1) : length === 2 ? view.getUint16(at - 2) : view.getUint32(at - 4);
  };
  const text = (length) => Buffer.from(bytes.subarray(at, (at += length))).toString();
  const list = (length) => Array.from({ length }, value);
  const map = (length) => new Map(Array.from({ length }, () => [value(), value()]));
  function value() {
    const code = sized(1);
    if (code <= 0x7f) return code;
    if (code <= 0x8f) return map(code & 0x0f);
    if (code <= 0x9f) return list(code & 0x0f);
    if (code <= 0xbf) return text(code & 0x1f);
    switch (code) {
      case 0xcc:
        return sized(1);
      case 0xcd:
        return sized(2);
      case 0xd9:
        return text(sized(1));
      case 0xda:
        return text(sized(2));
      case 0xdc:
        return list(sized(2));
      case 0xdd:
        return list(sized(4));
      case 0xde:
        return map(sized(2));
      default:
        throw new Error(`MessagePack: 0x${code.toString(16)} at byte ${at - 1} is nothing that a word list holds`);
    }
  }
  return value();
}
