import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  Validate,
  ValidateIf,
} from 'class-validator';
import { LANGUAGE_TAG } from '#libs/contracts';
import { IsIanaZone } from '../capture-request.js';

export const KINDS = ['feed', 'sitemap', 'list', 'page', 'site'] as const;
const DAY = 86_400;

/** Not there is well; `null` is a value, and none of these may have it. */
const IfGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** What an operator decides of a source. Absent: as it was, or the default. */
class SourceSettingsRequest {
  @ApiPropertyOptional({ description: 'What people call it', example: 'The Herald' })
  @IfGiven()
  @IsString()
  @Length(1, 200)
  name?: string;

  @ApiPropertyOptional({ description: 'IANA zone of dates that have none', example: 'Europe/Kyiv' })
  @IfGiven()
  @Validate(IsIanaZone)
  timeZone?: string;

  @ApiPropertyOptional({ description: 'Languages that it writes in, BCP 47', example: ['uk', 'en'] })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(LANGUAGE_TAG, {
    each: true,
    message: 'each must be a language tag, such as uk or en-GB',
  })
  languages?: string[];

  @ApiPropertyOptional({ description: 'Least pause between two requests to its hosts, seconds', default: 1 })
  @IfGiven()
  @IsNumber()
  @Min(0)
  @Max(3600)
  delaySeconds?: number;

  @ApiPropertyOptional({
    enum: ['pages', 'entries'],
    description: 'pages: the page behind each new entry is fetched. entries: what the feed says of it is all',
    default: 'pages',
  })
  @IfGiven()
  @IsIn(['pages', 'entries'], { message: 'must be pages or entries' })
  follow?: 'pages' | 'entries';

  @ApiPropertyOptional({ description: 'Look at pages again after an hour, six hours and a day', default: true })
  @IfGiven()
  @IsBoolean()
  recheck?: boolean;

  @ApiPropertyOptional({ description: 'Entries that say they are older are not fetched, days', default: 30 })
  @IfGiven()
  @IsNumber()
  @Min(0)
  @Max(36_500)
  maxAgeDays?: number;

  @ApiPropertyOptional({ description: 'Least time between two polls, seconds', default: 60 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(DAY)
  minIntervalSeconds?: number;

  @ApiPropertyOptional({ description: 'Longest time between two polls, seconds', default: DAY })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(7 * DAY)
  maxIntervalSeconds?: number;

  @ApiPropertyOptional({ description: 'Nothing of it is fetched while this is true', default: false })
  @IfGiven()
  @IsBoolean()
  paused?: boolean;
}

/** A new source. */
export class SourceRequest extends SourceSettingsRequest {
  @ApiProperty({
    description: 'A feed, a sitemap, a page, or the home page of a site',
    example: 'https://news.example/',
  })
  @IsString()
  @MaxLength(4096)
  url!: string;

  @ApiPropertyOptional({ enum: KINDS, description: 'By default, what the address turns out to be' })
  @IfGiven()
  @IsIn(KINDS, { message: `must be one of ${KINDS.join(', ')}` })
  kind?: (typeof KINDS)[number];

  @ApiPropertyOptional({
    description: 'Its name in captures and articles (`provenance.sourceId`); by default made of its host',
    example: 'herald',
  })
  @IfGiven()
  @Matches(/^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,199}$/u, {
    message: 'must be 1 to 200 letters, digits, dots, dashes or colons',
  })
  id?: string;
}

/** Changes of a source. Its address and kind stay: another address is another source. */
export class SourceChangeRequest extends SourceSettingsRequest {}

/** What an address would give, without storing anything. */
export class SourceTestRequest extends PickType(SourceRequest, ['url', 'kind', 'timeZone', 'maxAgeDays'] as const) {}

export class SourceListQuery {
  @ApiPropertyOptional({ description: 'How many', minimum: 1, maximum: 500, default: 100 })
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;

  @ApiPropertyOptional({ description: 'The id after which to go on: `next` of the page before' })
  @IfGiven()
  @IsString()
  @MaxLength(200)
  after?: string;
}
