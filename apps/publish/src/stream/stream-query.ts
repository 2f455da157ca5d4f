import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { LANGUAGE_MESSAGE, LANGUAGE_TAG } from '../article-query.js';
import { EVENT_TYPES, type EventType, type Selection } from '../events/selection.js';

/** `a,b`, or the parameter given several times. */
export const toList = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    [value].flat().flatMap((item) => (typeof item === 'string' ? item.split(',').map((part) => part.trim()) : [item])),
  );

/** Items of a list at most. */
const MOST = 100;

/** Which events, as requests say it: in a query, or in a subscription. */
export class SelectionParams {
  @ApiPropertyOptional({
    type: [String],
    enum: EVENT_TYPES,
    description: 'Types of events (default all)',
  })
  @IsOptional()
  @toList()
  @IsArray()
  @ArrayMaxSize(MOST)
  @IsIn(EVENT_TYPES, { each: true, message: `must be among ${EVENT_TYPES.join(', ')}` })
  types?: EventType[];

  @ApiPropertyOptional({
    type: [String],
    description: 'Languages (BCP 47; `en` also means `en-GB`): of articles, and of stories told in one of them',
  })
  @IsOptional()
  @toList()
  @IsArray()
  @ArrayMaxSize(MOST)
  @Matches(LANGUAGE_TAG, { each: true, message: LANGUAGE_MESSAGE })
  language?: string[];

  @ApiPropertyOptional({
    type: [String],
    description: 'Sources of articles; stories, which have none, are then left out',
  })
  @IsOptional()
  @toList()
  @IsArray()
  @ArrayMaxSize(MOST)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  source?: string[];
}

export const selectionOf = ({ types, language, source }: SelectionParams): Selection => ({
  ...(types === undefined ? {} : { types }),
  ...(language === undefined ? {} : { languages: language }),
  ...(source === undefined ? {} : { sources: source }),
});

/** Query parameters of `GET /v1/stream`. */
export class StreamQueryParams extends SelectionParams {
  @ApiPropertyOptional({
    enum: ['now', 'beginning'],
    default: 'now',
    description:
      'Where a stream without a Last-Event-ID begins; beginning: with the latest version of everything that is kept',
  })
  @IsOptional()
  @IsIn(['now', 'beginning'], { message: 'must be now or beginning' })
  from?: 'now' | 'beginning';

  @ApiPropertyOptional({ description: 'For clients that can’t set the header Last-Event-ID, which wins over it' })
  @IsOptional()
  @IsString()
  @MaxLength(20_000)
  lastEventId?: string;
}
