/** A message for people to look at. */
export interface MessageText {
  /** Where it is UTF-8. */
  text?: string;
  /** Where it is not. */
  base64?: string;
  /** There is more of it. */
  truncated: boolean;
}

/** @param most characters shown */
export function messageText(value: Buffer, most: number): MessageText {
  let text: string | undefined;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    const base64 = value.toString('base64');
    return { base64: base64.slice(0, most), truncated: base64.length > most };
  }
  return { text: text.slice(0, most), truncated: text.length > most };
}
