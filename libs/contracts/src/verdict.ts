import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { ID, INSTANT } from './formats.js';

export type DedupStatus = 'unique' | 'duplicate' | 'update';
/** `editor`: a person said so. */
export type DedupMethod = 'url' | 'content' | 'near' | 'none' | 'editor';

/** What a text is compared by across languages; opaque to everyone but `libs/similarity` of the same version. */
export class StorySignature {
  @IsString()
  @MaxLength(50)
  algorithmVersion!: string;

  /** Primary language tag. */
  @IsString()
  @MaxLength(35)
  language!: string;

  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  names!: string[];

  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  words!: string[];

  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  concepts!: string[];

  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  numbers!: string[];
}

/** What `dedup` compares articles by. `data` is opaque to everyone but `libs/similarity` of the same version. */
export class Fingerprint {
  @IsString()
  @MaxLength(50)
  algorithmVersion!: string;

  /** SHA-256 of the normalised text, hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/)
  contentHash!: string;

  /** Base 64. */
  @IsString()
  @MaxLength(20_000)
  data!: string;

  /** Not there for a text without a language. */
  @IsOptional()
  @ValidateNested()
  @Type(() => StorySignature)
  story?: StorySignature;
}

export class Dedup {
  @IsIn(['unique', 'duplicate', 'update'])
  status!: DedupStatus;

  /** The article that this one repeats (`duplicate`). */
  @IsOptional()
  @Matches(ID)
  of?: string;

  @IsIn(['url', 'content', 'near', 'none', 'editor'])
  method!: DedupMethod;

  /** 0..1, with method `near`. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  score?: number;

  /**
   * The article that this one repeated, and whose place it took when that was taken down: with status `unique` and method
   * `none`.
   */
  @IsOptional()
  @Matches(ID)
  succeeds?: string;

  /** How many more times the article stands on the page it was found on. */
  @IsInt()
  @Min(0)
  repeats!: number;

  @Matches(/^[0-9a-f]{64}$/)
  contentHash!: string;

  @Matches(INSTANT)
  decidedAt!: string;

  @IsString()
  @MaxLength(50)
  algorithmVersion!: string;
}

/** The same story in another language. */
export class Translation {
  @Matches(ID)
  id!: string;

  @IsString()
  @MaxLength(35)
  inLanguage!: string;
}
