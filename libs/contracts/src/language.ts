import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
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

/** A stretch of one language in `articleBody`; offsets are UTF-16 code units, `end` exclusive. */
export class LanguageSegment {
  @IsInt()
  @Min(0)
  start!: number;

  @IsInt()
  @Min(0)
  end!: number;

  /** BCP 47. */
  @IsString()
  @MaxLength(35)
  tag!: string;

  @IsNumber()
  @Min(0)
  @Max(1)
  confidence!: number;
}

export class Language {
  /** BCP 47; `und` when nobody could know, `mul` for a true mixture. */
  @IsString()
  @MaxLength(35)
  tag!: string;

  /** ISO 15924, e.g. `Cyrl`. */
  @IsOptional()
  @Matches(/^[A-Z][a-z]{3}$/)
  script?: string;

  @IsNumber()
  @Min(0)
  @Max(1)
  confidence!: number;

  /** What the page itself says its language is. Recorded; believed only to break a tie. */
  @IsOptional()
  @IsString()
  @MaxLength(35)
  declared?: string;

  /** Why the tag is `und` or `mul`, or that the page declares another language. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  reason?: string;

  @IsArray()
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => LanguageSegment)
  segments!: LanguageSegment[];

  @IsString()
  @MaxLength(100)
  detector!: string;

  @IsString()
  @MaxLength(50)
  detectorVersion!: string;
}
