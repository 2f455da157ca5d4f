import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { parseJson } from './cloud-event.js';
import { BabelwireError } from './errors.js';
import { conforms } from './json-schema.js';

/** One line a fault: the path of the field, then what is wrong with it. */
export function describeFaults(errors: ValidationError[], path = ''): string[] {
  return errors.flatMap((error) => {
    const here = path === '' ? error.property : `${path}.${error.property}`;
    const own = Object.values(error.constraints ?? {}).map((text) => `${here}: ${text}`);
    return [...own, ...describeFaults(error.children ?? [], here)];
  });
}

/** A message of the given class. Throws poison `malformed-json` or `invalid-message`, naming every faulty field. */
export function decode<T extends object>(type: ClassConstructor<T>, value: Uint8Array | null): T {
  const plain = parseJson(value);
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw new BabelwireError('invalid-message', 'poison', `expected a JSON object for ${type.name}`);
  }
  if (conforms(type, plain)) return plain as T;
  // The schema made of the classes says no: the classes themselves have the last word, and the words for it.
  const instance = plainToInstance(type, plain);
  // Unknown fields pass: a newer producer may say more than this version knows.
  const errors = validateSync(instance, { forbidUnknownValues: true });
  if (errors.length > 0) {
    const faults = describeFaults(errors).join('; ');
    throw new BabelwireError('invalid-message', 'poison', `not a valid ${type.name}: ${faults}`);
  }
  return instance;
}

export const encode = (data: object): Buffer => Buffer.from(JSON.stringify(data));
