import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { type RepresentationType, TaggedArticle } from './article.js';
import { ID, INSTANT } from './formats.js';
import { Story } from './story.js';
import { Fingerprint } from './verdict.js';

/** What the one who gives the verdicts remembers of an article: all that later verdicts depend on, and no text. */
export class RememberedArticle {
  @Matches(ID)
  id!: string;

  @IsIn([1])
  schemaVersion!: 1;

  @IsInt()
  @Min(1)
  version!: number;

  @IsIn(['full', 'partial'])
  representationType!: RepresentationType;

  @IsString()
  @MaxLength(35)
  inLanguage!: string;

  /** The original, of a duplicate. */
  @IsOptional()
  @Matches(ID)
  of?: string;

  /** When the verdict was given. */
  @Matches(INSTANT)
  decidedAt!: string;

  @Matches(INSTANT)
  firstCreated!: string;

  @Matches(INSTANT)
  fetchedAt!: string;

  /** When it was published as far as is known, else fetched: versions of a story come close to each other. */
  @Matches(INSTANT)
  toldAt!: string;

  @IsOptional()
  @IsString()
  @MaxLength(4096)
  url?: string;

  @IsArray()
  @ArrayMaxSize(3)
  @IsString({ each: true })
  images!: string[];

  @ValidateNested()
  @Type(() => Fingerprint)
  fingerprint!: Fingerprint;
}

/**
 * An article as it is stored, on its way to the one who gives the verdicts ahead of a word about it: that one may have
 * forgotten it. To one who has not it says nothing.
 */
export class RecalledArticle extends TaggedArticle {
  @IsInt()
  @Min(1)
  version!: number;

  @Matches(INSTANT)
  firstCreated!: string;

  /** The original, of a duplicate. */
  @IsOptional()
  @Matches(ID)
  of?: string;

  /** The story that it is a member of, where that has several. */
  @IsOptional()
  @ValidateNested()
  @Type(() => Story)
  story?: Story;
}
