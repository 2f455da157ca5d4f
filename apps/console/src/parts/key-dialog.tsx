import { useEffect, useRef, useState } from 'preact/hooks';
import { setAsker } from '../api/key.js';

/** Asks for an API key when the API wants one. */
export function KeyDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const answer = useRef<(key: string | undefined) => void>(() => undefined);
  const [reason, setReason] = useState('');
  const [key, setKey] = useState('');
  useEffect(() => {
    setAsker((why) => {
      setReason(why);
      dialog.current?.showModal();
      return new Promise((resolve) => {
        answer.current = resolve;
      });
    });
  }, []);
  const end = (given: string | undefined): void => {
    setKey('');
    dialog.current?.close();
    answer.current(given);
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby="key-title"
      onCancel={() => {
        end(undefined);
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          end(key.trim() === '' ? undefined : key.trim());
        }}
      >
        <h2 id="key-title">This line wants a key</h2>
        <p>{reason}</p>
        <label>
          API key
          <input
            type="password"
            autocomplete="off"
            value={key}
            onInput={(event) => {
              setKey(event.currentTarget.value);
            }}
          />
        </label>
        <p class="hint">It is kept in this tab until you close it, and sent to this line only.</p>
        <p class="buttons">
          <button type="submit" class="first">
            Use it
          </button>
          <button
            type="button"
            onClick={() => {
              end(undefined);
            }}
          >
            Not now
          </button>
        </p>
      </form>
    </dialog>
  );
}
