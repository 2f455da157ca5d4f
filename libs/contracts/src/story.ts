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

export class StoryMember {
  @Matches(ID)
  id!: string;

  @IsString()
  @MaxLength(35)
  inLanguage!: string;
}

/** Why two articles are one story. */
export class StoryEdge {
  /** The article that was linked. */
  @Matches(ID)
  a!: string;

  /** An article that was there before it. */
  @Matches(ID)
  b!: string;

  /** `link`: they say the same in two languages; `editor`: a person said so. */
  @IsIn(['link', 'editor'])
  method!: 'link' | 'editor';

  /** 0..1, with method `link`; and what it had to reach. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  score?: number;

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  threshold?: number;

  @Matches(INSTANT)
  decidedAt!: string;

  @IsString()
  @MaxLength(50)
  algorithmVersion!: string;
}

/**
 * One story as told by several articles, in several languages. Its id is that of its smallest member, so that it does not
 * depend on which came first. Articles that repeat a member have its `storyId`, and are no members.
 */
export class Story {
  @Matches(ID)
  id!: string;

  @IsIn([1])
  schemaVersion!: 1;

  @IsInt()
  @Min(1)
  version!: number;

  /** Empty when the story went into another one. */
  @IsArray()
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => StoryMember)
  members!: StoryMember[];

  /** What holds the members together. */
  @IsArray()
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => StoryEdge)
  edges!: StoryEdge[];

  /** The story that this one went into. */
  @IsOptional()
  @Matches(ID)
  mergedInto?: string;

  @Matches(INSTANT)
  versionCreated!: string;
}
