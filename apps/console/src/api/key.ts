/** The API key of this tab. It goes when the tab is closed, and to no other place. */
const STORED_AS = 'babelwire.key';

/** Puts the question to a person; resolves to the key, or to nothing when they would rather not. */
type Asker = (reason: string) => Promise<string | undefined>;

let asker: Asker = () => Promise.resolve(undefined);
let asking: Promise<string | undefined> | undefined;

export function currentKey(): string | undefined {
  return sessionStorage.getItem(STORED_AS) ?? undefined;
}

export function forgetKey(): void {
  sessionStorage.removeItem(STORED_AS);
}

/** Whoever can put the question. */
export function setAsker(next: Asker): void {
  asker = next;
}

/**
 * Whether there is another key than the refused one now. Several requests that are refused at once lead to one question.
 */
export async function askForKey(refused: string | undefined, reason: string): Promise<boolean> {
  if (currentKey() !== refused) return true;
  asking ??= asker(reason).finally(() => (asking = undefined));
  const key = await asking;
  if (key === undefined) return false;
  sessionStorage.setItem(STORED_AS, key);
  return true;
}
