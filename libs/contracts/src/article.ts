import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
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
  ValidateNested,
} from 'class-validator';

/** RFC 3339 with an offset, or without one when the zone is not known. */
export const DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;
export const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
export const ID = /^[0-9a-hjkmnp-tv-z]{26}$/;

export type PubStatus = 'usable' | 'withheld' | 'canceled';
/** IPTC ninjs: `full` is the article itself, `partial` a teaser of it. */
export type RepresentationType = 'full' | 'partial';
export type DatePrecision = 'second' | 'minute' | 'day';
/** Where the zone of a date came from. `unknown`: the date has no offset. */
export type ZoneOrigin = 'date' | 'page' | 'source' | 'unknown';
export type DedupStatus = 'unique' | 'duplicate' | 'update';
export type DedupMethod = 'url' | 'content' | 'near' | 'none';

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

export class Provenance {
  /** The capture that the article was found in. */
  @Matches(ID)
  captureId!: string;

  @IsString()
  @Length(1, 200)
  sourceId!: string;

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

  /** Why the tag is `und`. */
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
}

export class Dedup {
  @IsIn(['unique', 'duplicate', 'update'])
  status!: DedupStatus;

  /** The article that this one repeats (`duplicate`). */
  @IsOptional()
  @Matches(ID)
  of?: string;

  @IsIn(['url', 'content', 'near', 'none'])
  method!: DedupMethod;

  /** 0..1, with method `near`. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  score?: number;

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

/** An article as it leaves the page: schema.org's names for content, ninjs' for the life cycle. */
export class ExtractedArticle {
  @Matches(ID)
  id!: string;

  @IsIn([1])
  schemaVersion!: 1;

  @IsIn(['full', 'partial'])
  representationType!: RepresentationType;

  @IsOptional()
  @IsString()
  @MaxLength(4096)
  url?: string;

  @IsOptional()
  @IsString()
  @MaxLength(4096)
  canonicalUrl?: string;

  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => AltId)
  altIds!: AltId[];

  @IsOptional()
  @IsString()
  @Length(1, 5000)
  headline?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20_000)
  description?: string;

  /** Paragraphs separated by an empty line. A teaser without a text of its own repeats its headline here. */
  @IsString()
  @MaxLength(4_000_000)
  articleBody!: string;

  @IsOptional()
  @IsString()
  @MaxLength(500)
  articleSection?: string;

  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  keywords!: string[];

  @IsInt()
  @Min(0)
  wordCount!: number;

  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => Person)
  author!: Person[];

  @IsOptional()
  @ValidateNested()
  @Type(() => Publisher)
  publisher?: Publisher;

  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ImageObject)
  image!: ImageObject[];

  @IsOptional()
  @Matches(DATE_TIME)
  datePublished?: string;

  /** The date's words on the page, e.g. "5 декабря, 10:34". */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  dateAsWritten?: string;

  @IsOptional()
  @IsIn(['second', 'minute', 'day'])
  datePublishedPrecision?: DatePrecision;

  /** Where the date was read, e.g. `json-ld`, `meta:article:published_time`, `visible`. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  datePublishedMethod?: string;

  @IsOptional()
  @IsIn(['date', 'page', 'source', 'unknown'])
  datePublishedZone?: ZoneOrigin;

  @IsOptional()
  @Matches(DATE_TIME)
  dateModified?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => PartOf)
  isPartOf?: PartOf;

  /** What the page says its language is: `<html lang>`, `og:locale`, JSON-LD. */
  @IsOptional()
  @IsString()
  @MaxLength(35)
  declaredLanguage?: string;

  /** How many more times this article stands on the page. */
  @IsInt()
  @Min(0)
  repeatsOnPage!: number;

  @ValidateNested()
  @Type(() => Provenance)
  provenance!: Provenance;
}

export class TaggedArticle extends ExtractedArticle {
  /** BCP 47, same as `language.tag`. */
  @IsString()
  @MaxLength(35)
  inLanguage!: string;

  @ValidateNested()
  @Type(() => Language)
  language!: Language;
}

export class FingerprintedArticle extends TaggedArticle {
  @ValidateNested()
  @Type(() => Fingerprint)
  fingerprint!: Fingerprint;
}

export class ResolvedArticle extends FingerprintedArticle {
  /** Counts from 1; a changed text is a new version. */
  @IsInt()
  @Min(1)
  version!: number;

  @IsIn(['usable', 'withheld', 'canceled'])
  pubStatus!: PubStatus;

  /** When this article was first seen, and when this version was. */
  @Matches(INSTANT)
  firstCreated!: string;

  @Matches(INSTANT)
  versionCreated!: string;

  @Matches(ID)
  storyId!: string;

  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => Translation)
  translations!: Translation[];

  @ValidateNested()
  @Type(() => Dedup)
  dedup!: Dedup;
}

/** The public article document: MongoDB `articles` and `news.articles.v1`. */
export type Article = Omit<ResolvedArticle, 'fingerprint'>;

export type ArticleEventType = 'article.created' | 'article.updated' | 'article.duplicate' | 'article.canceled';
