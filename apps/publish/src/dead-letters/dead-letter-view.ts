import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type DeadLetter, messageText, type ReceivedMessage } from '#libs/messaging';

class HandlingView {
  @ApiProperty({ enum: ['replayed', 'dropped'] })
  action!: 'replayed' | 'dropped';
  @ApiProperty({ format: 'date-time' })
  at!: string;
  @ApiProperty()
  by!: string;
  @ApiPropertyOptional()
  reason?: string;
}

/** A message that could not be handled. */
export class DeadLetterView implements DeadLetter {
  @ApiProperty()
  id!: string;
  @ApiProperty({ description: 'Where it failed, and where a replay returns it to' })
  topic!: string;
  @ApiProperty()
  partition!: number;
  @ApiProperty()
  offset!: string;
  @ApiProperty({ type: String, nullable: true })
  key!: string | null;
  @ApiProperty()
  bytes!: number;
  @ApiProperty({ enum: ['poison', 'transient', 'bug'] })
  kind!: string;
  @ApiProperty()
  code!: string;
  @ApiProperty()
  reason!: string;
  @ApiProperty({ description: 'Consumer group that could not handle it' })
  group!: string;
  @ApiProperty({ format: 'date-time' })
  failedAt!: string;
  @ApiProperty()
  tries!: number;
  @ApiPropertyOptional({ type: HandlingView })
  handled?: HandlingView;
}

/** With its message, as far as people look at it. */
export class DeadLetterDetail extends DeadLetterView {
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  headers!: Record<string, string>;
  @ApiPropertyOptional({ description: 'The message where it is UTF-8' })
  text?: string;
  @ApiPropertyOptional({ description: 'The message where it is not' })
  base64?: string;
  @ApiProperty({ description: 'Whether there is more of the message' })
  truncated!: boolean;
}

export class DeadLetterPage {
  @ApiProperty({ type: [DeadLetterView] })
  items!: DeadLetterView[];
  @ApiProperty({ description: 'Whether there may be more than `limit`' })
  more!: boolean;
}

export class DeadLetterOutcome {
  @ApiProperty({ type: [DeadLetterView] })
  done!: DeadLetterView[];
  @ApiProperty({ type: [DeadLetterView], description: 'Dealt with before: nothing was done with them' })
  before!: DeadLetterView[];
}

/** Characters of a message in an answer; all of it is in the log (`babelwire dlq show --json`). */
const SHOWN = 100_000;

export function detailOf(letter: DeadLetter, { headers, value }: ReceivedMessage): DeadLetterDetail {
  return { ...letter, headers, ...(value === null ? { truncated: false } : messageText(value, SHOWN)) };
}
