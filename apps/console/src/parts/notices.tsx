import { useEffect, useState } from 'preact/hooks';

interface Notice {
  text: string;
  isBad: boolean;
}

/** How long a word that all is well stays, ms; what went wrong stays until it is put away. */
const SHOWN_MS = 6000;

let tell: (notice: Notice) => void = () => undefined;

/** Tells a person what came of what they did, by eye and ear, wherever they are now. */
export function notify(text: string, isBad = false): void {
  tell({ text, isBad });
}

export function Notices() {
  const [notice, setNotice] = useState<Notice>();
  useEffect(() => {
    tell = setNotice;
  }, []);
  useEffect(() => {
    if (notice === undefined || notice.isBad) return undefined;
    const timer = window.setTimeout(() => {
      setNotice(undefined);
    }, SHOWN_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [notice]);
  return (
    <div class="notices" role={notice?.isBad === true ? 'alert' : 'status'} aria-live="polite">
      {notice !== undefined && (
        <p class={notice.isBad ? 'notice bad' : 'notice'}>
          {notice.text}
          <button
            type="button"
            class="plain"
            aria-label="Put away"
            onClick={() => {
              setNotice(undefined);
            }}
          >
            ×
          </button>
        </p>
      )}
    </div>
  );
}
