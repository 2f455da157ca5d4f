import type { ApiError } from '../api/client.js';

/** What went wrong, in the API's own words. */
export function Trouble({ error, again }: { error: ApiError | undefined; again?: () => void }) {
  if (error === undefined) return null;
  return (
    <div class="trouble" role="alert">
      <p>{error.message}</p>
      {error.faults.length > 0 && (
        <ul>
          {error.faults.map(({ field, message }) => (
            <li key={field}>
              <code>{field}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {again !== undefined && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}
