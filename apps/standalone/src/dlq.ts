import { userInfo } from 'node:os';
import { BabelwireError, CONSUMERS, Topics } from '#libs/contracts';
import {
  type DeadLetter,
  DeadLetters,
  messageText,
  type Outcome,
  type ReceivedMessage,
  type Selection,
} from '#libs/messaging';
import type { Values } from './command.js';
import { moment } from './moments.js';
import { openLineLog } from './open-log.js';

/** How much of a message is shown to people, characters. */
const SHOWN = 4000;

/** `babelwire dlq ACTION …`. */
export async function runDlq([action = '', ...ids]: string[], values: Values): Promise<void> {
  const text = (name: string): string | undefined => (values[name] === undefined ? undefined : String(values[name]));
  const selection = selectionOf(ids, text);
  const by = text('by') ?? userInfo().username;
  const changes = action === 'replay' || action === 'drop';
  if (changes && Object.keys(selection).length === 0 && values.all !== true) {
    throw usage(`say which: ids, a selection such as --topic, or --all`);
  }
  const reason = text('reason')?.trim() ?? '';
  if (action === 'drop' && reason === '')
    throw usage('drop takes --reason TEXT: whoever asks later should find out why');
  if (action !== 'drop' && reason !== '') throw usage('--reason belongs to drop');

  const log = await openLineLog(text('data'));
  try {
    const letters = new DeadLetters(
      log,
      CONSUMERS.map(({ topic }) => topic),
      Topics.deadLettersHandled,
    );
    const json = values.json === true;
    if (action === 'show') {
      const { letter, message } = await letters.show(ids[0] ?? '');
      print(json ? shownAsJson(letter, message) : shown(letter, message));
    } else if (action === 'list') {
      const found = await letters.list({ ...selection, handled: values.all === true });
      print(json ? JSON.stringify(found, null, 2) : table(found));
    } else {
      const outcome = await change(letters, action, selection, { by, reason, dryRun: values['dry-run'] === true });
      print(json ? JSON.stringify(outcome, null, 2) : told(action, outcome, values['dry-run'] === true));
    }
  } finally {
    await log.close();
  }
}

async function change(
  letters: DeadLetters,
  action: string,
  selection: Selection,
  { by, reason, dryRun }: { by: string; reason: string; dryRun: boolean },
): Promise<Outcome> {
  if (dryRun) {
    const found = await letters.list({ ...selection, handled: selection.ids !== undefined });
    return {
      done: found.filter(({ handled }) => handled === undefined),
      before: found.filter(({ handled }) => handled !== undefined),
    };
  }
  return action === 'replay' ? letters.replay(selection, by) : letters.drop(selection, by, reason);
}

function selectionOf(ids: string[], text: (name: string) => string | undefined): Selection {
  const [topic, code, kind] = [text('topic'), text('code'), text('kind')];
  const now = Date.now();
  const [since, until] = ['since', 'until'].map((name) => {
    const value = text(name);
    return value === undefined ? undefined : moment(name, value, now);
  });
  const limit = text('limit');
  if (limit !== undefined && !/^[1-9]\d*$/.test(limit)) throw usage('--limit takes a whole number from 1 on');
  if (kind !== undefined && !['poison', 'transient', 'bug'].includes(kind)) {
    throw usage(`--kind is poison, transient or bug; not "${kind}"`);
  }
  return {
    ...(ids.length === 0 ? {} : { ids }),
    ...(topic === undefined ? {} : { topic: topic.replace(/\.dlq$/, '') }),
    ...(code === undefined ? {} : { code }),
    ...(kind === undefined ? {} : { kind }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
  };
}

const usage = (message: string): BabelwireError => new BabelwireError('usage', 'poison', message);

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const oneLine = (text: string, length: number): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
};

const SHORT_ID = 8;

function line(letter: DeadLetter): string {
  const { id, failedAt, topic, kind, code, tries, reason, handled } = letter;
  const what = `${id.slice(0, SHORT_ID)}  ${failedAt.slice(0, 19)}Z  ${topic}  ${kind} ${code}, ${tries} tries`;
  const done =
    handled === undefined ? '' : `\n          ${handled.action} ${handled.at} by ${handled.by}${because(handled)}`;
  return `${what}\n          ${oneLine(reason, 150)}${done}`;
}

const because = ({ reason }: NonNullable<DeadLetter['handled']>): string => (reason === undefined ? '' : `: ${reason}`);

function table(letters: DeadLetter[]): string {
  return letters.length === 0 ? 'no dead letters' : `${letters.map(line).join('\n')}\n${count(letters.length)}`;
}

const count = (letters: number): string => `${letters} dead letter${letters === 1 ? '' : 's'}`;

function told(action: string, { done, before }: Outcome, dryRun: boolean): string {
  const verb = `${dryRun ? 'would be ' : ''}${action === 'replay' ? 'replayed' : 'dropped'}`;
  const list = done.map(
    (letter) => `${letter.id.slice(0, SHORT_ID)}  → ${letter.topic}  ${letter.kind} ${letter.code}\n`,
  );
  const already = before.map((letter) => `${line(letter)}\n`);
  const rest = before.length === 0 ? '' : `; ${before.length} had been dealt with before, and nothing was done`;
  return `${[...(action === 'replay' ? list : []), ...already].join('')}${count(done.length)} ${verb}${rest}`;
}

function bodyOf(value: Buffer | null): string {
  if (value === null) return '(no value)';
  const { text, base64 = '', truncated } = messageText(value, SHOWN);
  if (text === undefined) return `(not UTF-8) ${base64}`;
  return truncated ? `${text}… (${value.length} bytes; --json gives all)` : text;
}

function shown(letter: DeadLetter, { headers, value }: ReceivedMessage): string {
  const fields = Object.entries(headers).map(([name, content]) => `  ${name}: ${content}`);
  return `${line(letter)}\n  id: ${letter.id}\n  key: ${String(letter.key)}\n${fields.join('\n')}\n\n${bodyOf(value)}`;
}

function shownAsJson(letter: DeadLetter, { headers, value }: ReceivedMessage): string {
  return JSON.stringify({ ...letter, headers, valueBase64: value?.toString('base64') ?? null }, null, 2);
}
