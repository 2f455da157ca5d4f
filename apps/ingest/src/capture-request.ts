import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Matches,
  MaxLength,
  Validate,
  type ValidatorConstraintInterface,
  ValidatorConstraint,
} from 'class-validator';
import { INSTANT, LANGUAGE_TAG } from '#libs/contracts';

@ValidatorConstraint({ name: 'timeZone' })
export class IsIanaZone implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    if (typeof value !== 'string' || value === '') return false;
    try {
      new Intl.DateTimeFormat('en', { timeZone: value });
      return true;
    } catch {
      return false;
    }
  }

  defaultMessage(): string {
    return 'is not a time zone of the IANA database; use a name such as Europe/Kyiv';
  }
}

/** What class-validator takes for the address of a page. */
export const URL_RULE = {
  protocols: ['http', 'https'],
  require_protocol: true,
  require_tld: false,
};

const trimmed = (text: string): string => text.trim();

/** Where a page comes from and how to read it: query parameters of a raw body, fields of a JSON one. */
export class CaptureOrigin {
  @ApiPropertyOptional({
    description: 'Address of the page; links are resolved against it',
    example: 'https://news.example/2026/11/24/bridge',
  })
  @IsOptional()
  @IsUrl(URL_RULE, { message: 'must be an http or https address' })
  @MaxLength(4096)
  url?: string;

  @ApiPropertyOptional({
    description: "Name of the source; by default the address's host, or `push`",
    example: 'news.example',
  })
  @IsOptional()
  @Matches(/^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,199}$/u, {
    message: 'must be 1 to 200 letters, digits, dots, dashes or colons',
  })
  sourceId?: string;

  @ApiPropertyOptional({ description: 'IANA zone of dates that have none', example: 'Europe/Kyiv' })
  @IsOptional()
  @Validate(IsIanaZone)
  timeZone?: string;

  @ApiPropertyOptional({
    description: 'Languages that the source is known to write in, BCP 47; in a query with commas between them',
    example: ['uk', 'en'],
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',').map(trimmed) : value))
  @IsArray()
  @ArrayMaxSize(50)
  @MaxLength(35, { each: true })
  @Matches(LANGUAGE_TAG, { each: true, message: 'each must be a language tag, such as uk or en-GB' })
  languages?: string[];

  @ApiPropertyOptional({
    description: 'When the page was fetched (RFC 3339); by default now',
    example: '2026-11-24T10:00:00Z',
  })
  @IsOptional()
  @Matches(INSTANT, { message: 'must be an RFC 3339 instant with an offset, such as 2026-11-24T10:00:00Z' })
  fetchedAt?: string;
}

/** A page in JSON: exactly one of `html` and `text`. */
export class CaptureRequest extends CaptureOrigin {
  @ApiPropertyOptional({ description: 'The page as HTML' })
  @IsOptional()
  @IsString()
  @Length(1)
  html?: string;

  @ApiPropertyOptional({ description: 'The page as plain text' })
  @IsOptional()
  @IsString()
  @Length(1)
  text?: string;

  @ApiPropertyOptional({
    description: 'Media type of the page, when the field name does not say it',
    enum: ['text/html', 'text/plain'],
  })
  @IsOptional()
  @IsIn(['text/html', 'text/plain'])
  contentType?: string;
}

export class CaptureAccepted {
  @ApiProperty({ description: 'Id of the capture: the same page sent twice has the same' })
  id!: string;

  @ApiProperty({ enum: ['accepted'] })
  status!: 'accepted';
}
