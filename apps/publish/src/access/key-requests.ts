import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { INSTANT, type Scope, SCOPES } from '#libs/contracts';
import type { ApiKey } from '#libs/store';

/** A day: time enough to bring a new key to where the old one is used. */
export const DEFAULT_OVERLAP_SECONDS = 24 * 3600;
const YEAR_SECONDS = 366 * 24 * 3600;

export class KeyRequest {
  @ApiProperty({ description: 'Who or what has it', example: 'desk' })
  @Matches(/^[\p{L}\p{N}][\p{L}\p{N} ._:@-]{0,99}$/u, { message: 'must be 1 to 100 letters, digits, blanks or ._:@-' })
  name!: string;

  @ApiProperty({ enum: SCOPES, isArray: true, description: 'admin includes the others' })
  @IsArray()
  @ArrayNotEmpty({ message: `must name at least one of ${SCOPES.join(', ')}` })
  @ArrayUnique()
  @IsIn(SCOPES, { each: true, message: `must be of ${SCOPES.join(', ')}` })
  scopes!: Scope[];

  @ApiPropertyOptional({ description: 'From then on it is refused (RFC 3339); never, if not given' })
  @IsOptional()
  @Matches(INSTANT, { message: 'must be an RFC 3339 instant with an offset, such as 2027-11-24T10:00:00Z' })
  expiresAt?: string;
}

export class RotationRequest {
  @ApiPropertyOptional({ description: 'How long the old key still opens, seconds', default: DEFAULT_OVERLAP_SECONDS })
  @IsOptional()
  @IsInt({ message: 'must be a whole number of seconds' })
  @Min(0)
  @Max(YEAR_SECONDS)
  overlapSeconds?: number;
}

/** A key without its secret. */
export class KeyView {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty({ enum: SCOPES, isArray: true })
  scopes!: Scope[];
  @ApiProperty({ enum: ['good', 'expired', 'revoked'] })
  state!: 'good' | 'expired' | 'revoked';
  @ApiProperty()
  createdAt!: string;
  @ApiProperty({ description: 'Id of the key that made it; `environment` for API_KEY' })
  createdBy!: string;
  @ApiPropertyOptional()
  expiresAt?: string;
  @ApiPropertyOptional()
  revokedAt?: string;
  @ApiPropertyOptional({ description: 'Id of the key that was made in its place' })
  replacedBy?: string;
  @ApiPropertyOptional({ description: 'To within a few minutes' })
  lastUsedAt?: string;
}

export class MintedKeyView extends KeyView {
  @ApiProperty({ description: 'The key itself. It is told here and never again' })
  key!: string;
}

export class KeyList {
  @ApiProperty({ type: KeyView, isArray: true })
  items!: KeyView[];
}

const instant = (ms: number): string => new Date(ms).toISOString();

export function keyView(key: ApiKey, state: KeyView['state']): KeyView {
  const { id, name, scopes, createdAt, createdBy, expiresAt, revokedAt, replacedBy, lastUsedAt } = key;
  return {
    id,
    name,
    scopes,
    state,
    createdAt: instant(createdAt),
    createdBy,
    ...(expiresAt === undefined ? {} : { expiresAt: instant(expiresAt) }),
    ...(revokedAt === undefined ? {} : { revokedAt: instant(revokedAt) }),
    ...(replacedBy === undefined ? {} : { replacedBy }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt: instant(lastUsedAt) }),
  };
}
