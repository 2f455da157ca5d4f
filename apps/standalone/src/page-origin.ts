import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { BabelwireError, describeFaults } from '#libs/contracts';
import { CaptureOrigin } from '#apps/ingest';

/** Options that are not called after the field they set. */
const OPTIONS: Record<string, string> = { sourceId: 'source' };

export type PageOrigin = CaptureOrigin;

/** What options say of where pages come from, checked as the API does. Throws poison `usage`, naming the option. */
export function pageOrigin(fields: { [K in keyof CaptureOrigin]?: unknown }): CaptureOrigin {
  const origin = plainToInstance(CaptureOrigin, fields);
  const faults = describeFaults(validateSync(origin)).map(asOption);
  if (faults.length > 0) throw new BabelwireError('usage', 'poison', faults.join('; '));
  return origin;
}

const asOption = (fault: string): string =>
  fault.replace(/^(\w+):/, (_, field: string) => `--${OPTIONS[field] ?? dashed(field)}`);

const dashed = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
