import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { ID, INSTANT } from '#libs/contracts';
import type { ArticleQuery } from '#libs/store';

export const ID_MESSAGE = 'must be an id of 26 characters, as it stands in the documents';
const INSTANT_MESSAGE = 'must be an RFC 3339 instant with an offset, such as 2026-11-24T10:00:00Z';

export const LANGUAGE_TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
export const LANGUAGE_MESSAGE = 'must be a language tag (BCP 47), such as uk or sr-Latn';

/** A number that came as text; what is none stays as it is, for the check after it. */
export const toNumber = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  );

/** Query parameters of `GET /v1/articles`. */
export class ArticleQueryParams {
  @ApiPropertyOptional({ description: 'BCP 47 tag; `en` also finds `en-GB`', example: 'uk' })
  @IsOptional()
  @Matches(LANGUAGE_TAG, { message: LANGUAGE_MESSAGE })
  language?: string;

  @ApiPropertyOptional({ description: 'Source of the page' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  source?: string;

  @ApiPropertyOptional({ description: 'Only articles found on this capture' })
  @IsOptional()
  @Matches(ID, { message: ID_MESSAGE })
  capture?: string;

  @ApiPropertyOptional({ description: 'Only articles of this story' })
  @IsOptional()
  @Matches(ID, { message: ID_MESSAGE })
  story?: string;

  @ApiPropertyOptional({ enum: ['full', 'partial'], description: 'Whole articles, or teasers' })
  @IsOptional()
  @IsIn(['full', 'partial'])
  type?: 'full' | 'partial';

  @ApiPropertyOptional({ description: 'Published (else first seen) at or after this instant' })
  @IsOptional()
  @Matches(INSTANT, { message: INSTANT_MESSAGE })
  from?: string;

  @ApiPropertyOptional({ description: 'Published (else first seen) before this instant' })
  @IsOptional()
  @Matches(INSTANT, { message: INSTANT_MESSAGE })
  to?: string;

  @ApiPropertyOptional({ description: 'Also articles that repeat another one', default: false })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: 'must be true or false' })
  duplicates?: boolean;

  @ApiPropertyOptional({ description: 'Articles on a page', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @toNumber()
  @IsInt({ message: 'must be a whole number from 1 to 200' })
  @Min(1)
  @Max(200)
  limit?: number;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  cursor?: string;
}

const DEFAULT_LIMIT = 50;

/** The parameters in the store's words. */
export function articleQuery(params: ArticleQueryParams): ArticleQuery {
  const { source, capture, story, type, limit = DEFAULT_LIMIT, ...same } = params;
  return {
    ...same,
    limit,
    ...(source === undefined ? {} : { sourceId: source }),
    ...(capture === undefined ? {} : { captureId: capture }),
    ...(story === undefined ? {} : { storyId: story }),
    ...(type === undefined ? {} : { representationType: type }),
  };
}
