import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { ID, INSTANT } from './formats.js';
import { stableId } from './ids.js';

/** An editor's word on two articles: they tell one story, or they do not. The last word on a pair counts, for ever. */
export class Decision {
  /** The same for a pair whichever way round. */
  @Matches(ID)
  id!: string;

  @IsIn([1])
  schemaVersion!: 1;

  @IsIn(['merge', 'unmerge'])
  kind!: 'merge' | 'unmerge';

  @Matches(ID)
  a!: string;

  @Matches(ID)
  b!: string;

  /** Who said so. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  by?: string;

  @IsOptional()
  @IsString()
  @MaxLength(2000)
  reason?: string;

  @Matches(INSTANT)
  decidedAt!: string;
}

/** The id of decisions about two articles. */
export const decisionId = (a: string, b: string): string => stableId('decision', ...[a, b].sort());
