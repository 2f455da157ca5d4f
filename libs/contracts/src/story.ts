import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Matches,
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

/** One story as told by one or more articles, in one or more languages. Its id is that of its smallest member. */
export class Story {
  @Matches(ID)
  id!: string;

  @IsIn([1])
  schemaVersion!: 1;

  @IsInt()
  @Min(1)
  version!: number;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => StoryMember)
  members!: StoryMember[];

  @Matches(INSTANT)
  versionCreated!: string;
}
