import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { INSTANT } from '#libs/contracts';
import type { Selection } from '#libs/messaging';

const INSTANT_MESSAGE = 'must be an RFC 3339 instant with an offset, such as 2026-11-24T10:00:00Z';

/** Which dead letters; all that is given must hold. */
class DeadLetterFilter {
  @ApiPropertyOptional({ description: 'Topic where they failed', example: 'news.captures.v1' })
  @IsOptional()
  @IsString()
  @Length(1, 250)
  topic?: string;

  @ApiPropertyOptional({ description: "The reason's code", example: 'unknown-time-zone' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  code?: string;

  @ApiPropertyOptional({ enum: ['poison', 'transient', 'bug'] })
  @IsOptional()
  @IsIn(['poison', 'transient', 'bug'])
  kind?: string;

  @ApiPropertyOptional({ description: 'Failed at or after this instant' })
  @IsOptional()
  @Matches(INSTANT, { message: INSTANT_MESSAGE })
  since?: string;

  @ApiPropertyOptional({ description: 'Failed before this instant' })
  @IsOptional()
  @Matches(INSTANT, { message: INSTANT_MESSAGE })
  until?: string;
}

export class DeadLetterQuery extends DeadLetterFilter {
  @ApiPropertyOptional({ description: 'Also those that somebody has dealt with', default: false })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: 'must be true or false' })
  handled?: boolean;

  @ApiPropertyOptional({ description: 'How many', minimum: 1, maximum: 1000, default: 200 })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  )
  @IsInt({ message: 'must be a whole number from 1 to 1000' })
  @Min(1)
  @Max(1000)
  limit?: number;
}

export class ReplayRequest extends DeadLetterFilter {
  @ApiPropertyOptional({ description: 'Ids, or their beginnings', type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @Matches(/^[0-9a-z]{4,26}$/, { each: true, message: 'each must be an id, or the first letters of one' })
  ids?: string[];

  @ApiPropertyOptional({ description: 'All that wait, where nothing else says which', default: false })
  @IsOptional()
  @IsBoolean()
  all?: boolean;

  @ApiPropertyOptional({ description: 'Who does it' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;
}

export class DropRequest extends ReplayRequest {
  @ApiProperty({ description: 'Why: whoever asks later should find out' })
  @IsString()
  @Length(1, 2000)
  @Matches(/\S/, { message: 'must say something' })
  reason!: string;
}

/** The selection that a request stands for. */
export function selectionOf(request: DeadLetterQuery & { ids?: string[] }): Selection {
  const { ids, topic, code, kind, since, until, handled, limit } = request;
  return {
    ...(ids === undefined ? {} : { ids }),
    ...(topic === undefined ? {} : { topic }),
    ...(code === undefined ? {} : { code }),
    ...(kind === undefined ? {} : { kind }),
    ...(since === undefined ? {} : { since: Date.parse(since) }),
    ...(until === undefined ? {} : { until: Date.parse(until) }),
    ...(handled === undefined ? {} : { handled }),
    ...(limit === undefined ? {} : { limit }),
  };
}
