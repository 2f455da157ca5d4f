import { useEffect, useRef } from 'preact/hooks';

const KEYS: [string, string][] = [
  ['j', 'the next one in a list'],
  ['k', 'the one before'],
  ['Enter', 'open it'],
  ['/', 'search'],
  ['u', 'back up to the list'],
  ['?', 'this help'],
  ['Esc', 'leave a field or this help'],
];

/** Keys that work everywhere. A list's entries are what has `data-entry`; the search field has `data-search`. */
export function Shortcuts() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest('input, textarea, select') !== null && target !== null) {
        if (event.key === 'Escape') target.blur();
        return;
      }
      if (document.querySelector('dialog[open]') !== null) return;
      if (event.key === 'j' || event.key === 'k') step(event.key === 'j' ? 1 : -1);
      else if (event.key === '/') document.querySelector<HTMLElement>('[data-search]')?.focus();
      else if (event.key === 'u') document.querySelector<HTMLElement>('[data-up]')?.click();
      else if (event.key === '?') dialog.current?.showModal();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  return (
    <>
      <button
        type="button"
        class="plain help"
        aria-label="Keys"
        title="Keys (?)"
        onClick={() => dialog.current?.showModal()}
      >
        ?
      </button>
      <dialog ref={dialog} aria-labelledby="keys-title">
        <h2 id="keys-title">Keys</h2>
        <dl class="keys">
          {KEYS.map(([key, does]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <button class="first">Close</button>
        </form>
      </dialog>
    </>
  );
}

/** Moves the focus by one entry; from elsewhere, to the first. */
function step(by: 1 | -1): void {
  const entries = [...document.querySelectorAll<HTMLElement>('[data-entry]')];
  const at = entries.findIndex((entry) => entry === document.activeElement || entry.contains(document.activeElement));
  const next = entries[at === -1 ? 0 : at + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
