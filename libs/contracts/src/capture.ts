import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { ID, INSTANT, LANGUAGE_TAG } from './formats.js';

/** A page as it was received: the message of `news.captures.v1`. */
export class Capture {
  @Matches(ID)
  id!: string;

  @IsOptional()
  @IsString()
  @MaxLength(4096)
  url?: string;

  @IsString()
  @Length(1, 200)
  sourceId!: string;

  /** `push`, or the kind of source that brought it. */
  @IsString()
  @MaxLength(50)
  input!: string;

  /** Media type as sent, with its charset parameter if there was one, e.g. `text/html; charset=windows-1251`. */
  @Matches(/^text\/(html|plain)(;.*)?$/i)
  @MaxLength(200)
  contentType!: string;

  /** IANA zone that dates without one are read in, e.g. `Europe/Kyiv`. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  timeZone?: string;

  /** BCP 47 tags of the languages that its source is known to write in; what else is on the page may be in others. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @MaxLength(35, { each: true })
  @Matches(LANGUAGE_TAG, { each: true })
  languages?: string[];

  @Matches(INSTANT)
  fetchedAt!: string;

  /** The page, as text when its bytes are UTF-8, else in base 64. */
  @IsString()
  @Length(1)
  body!: string;

  @IsIn(['utf8', 'base64'])
  bodyEncoding!: 'utf8' | 'base64';
}

/** What kind of page a capture is. */
export type PageType = 'article' | 'listing' | 'liveblog' | 'gallery' | 'video' | 'paywalled' | 'other';

/** What was found on a capture: the message of `news.captures.extracted.v1`, and MongoDB `captures`. */
export class CaptureSummary {
  @Matches(ID)
  id!: string;

  @IsOptional()
  @IsString()
  @MaxLength(4096)
  url?: string;

  @IsString()
  @Length(1, 200)
  sourceId!: string;

  @Matches(INSTANT)
  fetchedAt!: string;

  @IsIn(['article', 'listing', 'liveblog', 'gallery', 'video', 'paywalled', 'other'])
  pageType!: PageType;

  @IsNumber()
  @Min(0)
  @Max(1)
  pageTypeConfidence!: number;

  /** In the order in which they stand on the page, the main article first. */
  @IsArray()
  @ArrayMaxSize(10_000)
  @Matches(ID, { each: true })
  articleIds!: string[];

  /** Blocks that told an article of the page once more. */
  @IsInt()
  @Min(0)
  repeats!: number;

  /** The page was too large or took too long: this is what was found of it by then. Absent otherwise. */
  @IsOptional()
  @IsBoolean()
  truncated?: boolean;

  @Matches(/^[0-9a-f]{64}$/)
  rawSha256!: string;

  @IsInt()
  @Min(0)
  rawBytes!: number;
}
