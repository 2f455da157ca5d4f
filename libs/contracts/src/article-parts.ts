import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, Length, Matches, MaxLength, Min } from 'class-validator';
import { ID, INSTANT, LANGUAGE_TAG } from './formats.js';

export class Person {
  @IsString()
  @MaxLength(500)
  name!: string;
}

export class Publisher {
  @IsOptional()
  @IsString()
  @MaxLength(500)
  name?: string;

  @IsOptional()
  @IsString()
  @MaxLength(4096)
  url?: string;

  @IsOptional()
  @IsString()
  @MaxLength(253)
  domain?: string;
}

export class ImageObject {
  @IsString()
  @MaxLength(4096)
  url!: string;
}

/** The page that an article was found on, when it stands at another address. */
export class PartOf {
  @IsString()
  @MaxLength(4096)
  url!: string;
}

/** Another name of the article: its AMP page, the publisher's own number. */
export class AltId {
  @IsString()
  @MaxLength(100)
  role!: string;

  @IsString()
  @MaxLength(4096)
  value!: string;
}

const METHOD = 100;

/** Where the fields were read, e.g. `h1`, `json-ld`, `meta:og:title`, `microdata`, `rdfa`, `byline`, `visible`. */
export class FieldMethods {
  @IsOptional()
  @IsString()
  @MaxLength(METHOD)
  headline?: string;

  @IsOptional()
  @IsString()
  @MaxLength(METHOD)
  description?: string;

  @IsOptional()
  @IsString()
  @MaxLength(METHOD)
  articleSection?: string;

  @IsOptional()
  @IsString()
  @MaxLength(METHOD)
  keywords?: string;

  @IsOptional()
  @IsString()
  @MaxLength(METHOD)
  author?: string;

  @IsOptional()
  @IsString()
  @MaxLength(METHOD)
  image?: string;
}

export class Provenance {
  /** The capture that the article was found in. */
  @Matches(ID)
  captureId!: string;

  @IsString()
  @Length(1, 200)
  sourceId!: string;

  /** BCP 47 tags of the languages that the source was known to write in; absent when nobody said. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @MaxLength(35, { each: true })
  @Matches(LANGUAGE_TAG, { each: true })
  sourceLanguages?: string[];

  /** How the page reached us, e.g. `push`. */
  @IsString()
  @MaxLength(50)
  input!: string;

  @Matches(INSTANT)
  fetchedAt!: string;

  /** Media type as sent. */
  @IsString()
  @MaxLength(200)
  contentType!: string;

  /** Encoding the bytes were read in. */
  @IsString()
  @MaxLength(50)
  charset!: string;

  @Matches(/^[0-9a-f]{64}$/)
  rawSha256!: string;

  @IsInt()
  @Min(0)
  rawBytes!: number;

  @IsString()
  @MaxLength(100)
  extractor!: string;

  @IsString()
  @MaxLength(50)
  extractorVersion!: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  traceId?: string;
}
