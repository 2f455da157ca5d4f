import { ID } from '#libs/contracts';
import { ProblemException } from '#libs/platform';

/** The id as given. Throws problem `invalid-id` for what can't be one. */
export function checkedId(id: string, field = 'id'): string {
  if (ID.test(id)) return id;
  throw new ProblemException(400, 'invalid-id', `"${id.slice(0, 100)}" is no id`, [
    { field, message: 'an id has 26 lower-case letters and digits; take it from a list or an event' },
  ]);
}

/** The value that was looked up. Throws problem `not-found` when there is none. */
export function found<T>(what: string, id: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw new ProblemException(404, 'not-found', `there is no ${what} ${id}, or not yet`);
}
