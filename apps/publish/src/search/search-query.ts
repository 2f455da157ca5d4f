import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { ArticleQueryParams, toNumber } from '../article-query.js';

/** Query parameters of `GET /v1/search`. */
export class SearchQueryParams extends OmitType(ArticleQueryParams, ['capture', 'story', 'type', 'limit'] as const) {
  @ApiProperty({
    description:
      'Words that all must be there, in any form that the language\'s stemmer knows; "a phrase" as it stands; -word for ' +
      'what must not be there. Case and accents do not matter, nor ё and е.',
    example: 'паром -"північний міст"',
  })
  @IsString()
  @Length(1, 500, { message: 'must have 1 to 500 characters' })
  q!: string;

  @ApiPropertyOptional({ description: 'Articles on a page', minimum: 1, maximum: 100, default: 20 })
  @IsOptional()
  @toNumber()
  @IsInt({ message: 'must be a whole number from 1 to 100' })
  @Min(1)
  @Max(100)
  limit?: number;

  @ApiPropertyOptional({ description: 'Highlighted pieces of each article', minimum: 0, maximum: 20, default: 3 })
  @IsOptional()
  @toNumber()
  @IsInt({ message: 'must be a whole number from 0 to 20' })
  @Min(0)
  @Max(20)
  fragments?: number;
}
