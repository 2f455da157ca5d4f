import { Type } from 'class-transformer';
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
  ValidateNested,
} from 'class-validator';
import { DATE_TIME, ID, INSTANT } from './formats.js';
import { AltId, FieldMethods, ImageObject, PartOf, Person, Provenance, Publisher } from './article-parts.js';
import { Language } from './language.js';
import { Dedup, Fingerprint, Translation } from './verdict.js';

export type PubStatus = 'usable' | 'withheld' | 'canceled';
/** IPTC ninjs: `full` is the article itself, `partial` a teaser of it. */
export type RepresentationType = 'full' | 'partial';
/** `hour`: told as so many hours ago. */
export type DatePrecision = 'second' | 'minute' | 'hour' | 'day';
/** Where the zone of a date came from. `unknown`: the date has no offset. */
export type ZoneOrigin = 'date' | 'page' | 'source' | 'unknown';

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
  @IsIn(['second', 'minute', 'hour', 'day'])
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

  /** Whether the page says that the article can be read without paying; absent when it does not say. */
  @IsOptional()
  @IsBoolean()
  isAccessibleForFree?: boolean;

  /** Of the main article of a page of HTML. */
  @IsOptional()
  @ValidateNested()
  @Type(() => FieldMethods)
  fieldMethods?: FieldMethods;

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

  /** Languages that earlier versions were taken for, BCP 47: a teaser can say too little to tell. Absent mostly. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  formerLanguages?: string[];
}

/**
 * A change of what an article belongs to, its text untouched: its story grew, split or merged, or an editor found that it
 * repeats nothing; or it was withdrawn, or what it repeats was. A version of the article like any other; travels with the verdicts, keyed like them.
 */
export class LinkedArticle {
  @Matches(ID)
  id!: string;

  @IsIn([1])
  schemaVersion!: 1;

  @IsInt()
  @Min(2)
  version!: number;

  @Matches(INSTANT)
  versionCreated!: string;

  @Matches(ID)
  storyId!: string;

  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => Translation)
  translations!: Translation[];

  /** `unique`: the article was called a duplicate, and is none. `duplicate`: it repeats another article than it did. */
  @IsOptional()
  @IsIn(['unique', 'duplicate'])
  verdict?: 'unique' | 'duplicate';

  /** With `duplicate`: the original, how it is repeated, and how much alike they are. */
  @IsOptional()
  @Matches(ID)
  of?: string;

  @IsOptional()
  @IsIn(['content', 'near'])
  method?: 'content' | 'near';

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  score?: number;

  /** With `unique`: the article that it repeated, which was taken down. Not there when an editor set it free. */
  @IsOptional()
  @Matches(ID)
  succeeds?: string;

  /** `canceled`: its publisher took the page down. It is usable again when the page comes back. */
  @IsOptional()
  @IsIn(['canceled'])
  pubStatus?: 'canceled';
}

/** An article whose page its publisher took down (410): what ingest saw, on its way to the one who gives the verdicts. */
export class WithdrawnArticle {
  @Matches(ID)
  id!: string;

  @IsIn([1])
  schemaVersion!: 1;

  /** As it is stored: the article may be older than what is remembered of articles. */
  @IsInt()
  @Min(1)
  version!: number;

  @Matches(ID)
  storyId!: string;

  /** When the page was found to be gone. */
  @Matches(INSTANT)
  withdrawnAt!: string;
}

/** The public article document: MongoDB `articles` and `news.articles.v1`. */
export type Article = Omit<ResolvedArticle, 'fingerprint'>;

export type ArticleEventType = 'article.created' | 'article.updated' | 'article.duplicate' | 'article.canceled';
