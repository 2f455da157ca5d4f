import type { DeadLetterDetail, DeadLetterPage } from '#apps/publish';
import { getDeadLetter } from '../../api/calls.js';
import { Trouble } from '../../parts/trouble.js';
import { ago, localTime } from '../../text/moments.js';
import { useData } from '../../use-data.js';

interface LetterProps {
  letter: DeadLetterPage['items'][number];
  isChosen: boolean;
  onChoose: (id: string, isChosen: boolean) => void;
  isOpen: boolean;
  /** Opens or closes it. */
  href: string;
}

/** A dead letter in the list: why it is one, and its message when it is opened. */
export function Letter({ letter, isChosen, onChoose, isOpen, href }: LetterProps) {
  const { id, topic, kind, code, reason, failedAt, tries, handled, group } = letter;
  return (
    <li class="letter">
      <input
        type="checkbox"
        aria-label={`Choose ${id.slice(0, 8)}, ${code}`}
        checked={isChosen}
        disabled={handled !== undefined}
        onChange={(event) => {
          onChoose(id, event.currentTarget.checked);
        }}
      />
      <div>
        <p>
          <a href={href} aria-expanded={isOpen} data-entry>
            <code>{id.slice(0, 8)}</code>
          </a>{' '}
          <strong>{code}</strong> <span class={`kind kind-${kind}`}>{kind}</span>
        </p>
        <p dir="auto">{reason}</p>
        <p class="row-meta">
          <span>{topic}</span> <span>{group}</span>{' '}
          <time dateTime={failedAt} title={localTime(failedAt)}>
            {ago(failedAt, Date.now())}
          </time>{' '}
          <span>
            {tries} {tries === 1 ? 'try' : 'tries'}
          </span>
          {handled !== undefined && (
            <span class="note">
              {handled.action} by {handled.by}, {localTime(handled.at)}
              {handled.reason === undefined ? '' : `: ${handled.reason}`}
            </span>
          )}
        </p>
        {isOpen && <Message id={id} />}
      </div>
    </li>
  );
}

function Message({ id }: { id: string }) {
  const { data, error } = useData(id, 0, (signal) => getDeadLetter(id, { signal }));
  return (
    <>
      <Trouble error={error} />
      {data !== undefined && (
        <dl class="facts">
          <div>
            <dt>Key</dt>
            <dd>{data.key ?? 'none'}</dd>
          </div>
          {Object.entries(data.headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <div>
            <dt>Message, {data.bytes.toLocaleString('en')} bytes</dt>
            <dd>
              <pre tabIndex={0}>{bodyOf(data)}</pre>
            </dd>
          </div>
        </dl>
      )}
    </>
  );
}

function bodyOf({ text, base64, truncated }: DeadLetterDetail): string {
  const shown = text ?? (base64 === undefined ? '(no message)' : `(not text, in base 64)\n${base64}`);
  return truncated ? `${shown}…` : shown;
}
