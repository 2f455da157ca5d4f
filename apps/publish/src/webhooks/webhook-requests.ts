import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUrl, MaxLength } from 'class-validator';
import type { Webhook, WebhookChange, WebhookStatus } from '#libs/store';
import { EVENT_TYPES } from '../events/selection.js';
import { SelectionParams } from '../stream/stream-query.js';

export class WebhookRequest extends SelectionParams {
  @ApiProperty({ description: 'Where events are sent by POST', example: 'https://desk.example/hooks/news' })
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: 'must be an address such as https://desk.example/hook' },
  )
  @MaxLength(4096)
  url!: string;

  @ApiPropertyOptional({ description: 'What it is for' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  description?: string;
}

export class WebhookChangeRequest extends PartialType(WebhookRequest) {
  @ApiPropertyOptional({
    enum: ['active', 'paused'],
    description: 'active: goes on with the first event that was not taken, also when it had been disabled',
  })
  @IsOptional()
  @IsIn(['active', 'paused'], { message: 'must be active or paused' })
  status?: 'active' | 'paused';
}

/** A webhook as the API shows it. */
export class WebhookView {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  url!: string;

  @ApiPropertyOptional()
  description?: string;

  @ApiPropertyOptional({ type: [String], enum: EVENT_TYPES })
  types?: string[];

  @ApiPropertyOptional({ type: [String] })
  language?: string[];

  @ApiPropertyOptional({ type: [String] })
  source?: string[];

  @ApiProperty({ enum: ['active', 'paused', 'disabled'] })
  status!: WebhookStatus;

  @ApiProperty()
  createdAt!: string;

  @ApiPropertyOptional()
  lastDeliveryAt?: string;

  @ApiProperty({ description: 'Deliveries that failed in a row' })
  failures!: number;

  @ApiPropertyOptional()
  failingSince?: string;

  @ApiPropertyOptional()
  nextAttemptAt?: string;

  @ApiPropertyOptional()
  lastError?: string;
}

export class NewWebhookView extends WebhookView {
  @ApiProperty({ description: 'Key of the signatures (Standard Webhooks); shown this once' })
  secret!: string;
}

export class WebhookList {
  @ApiProperty({ type: WebhookView, isArray: true })
  items!: WebhookView[];
}

/** What became of an event that was sent for a try. */
export class WebhookTest {
  @ApiProperty({ description: 'The receiver answered 2xx in time' })
  taken!: boolean;

  @ApiPropertyOptional({ description: 'Why it was not taken' })
  why?: string;
}

/** An empty list takes a choice back: of that all is sent again. */
export function selectionChange({
  types,
  language,
  source,
}: SelectionParams): Pick<WebhookChange, 'types' | 'languages' | 'sources'> {
  const chosen = <T>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list);
  return {
    ...(types === undefined ? {} : { types: chosen(types) }),
    ...(language === undefined ? {} : { languages: chosen(language) }),
    ...(source === undefined ? {} : { sources: chosen(source) }),
  };
}

const instant = (ms: number): string => new Date(ms).toISOString();

export function viewOf(webhook: Webhook): WebhookView {
  const { secret: _, languages, sources, createdAt, lastDeliveryAt, failingSince, nextAttemptAt, ...same } = webhook;
  return {
    ...same,
    ...(languages === undefined ? {} : { language: languages }),
    ...(sources === undefined ? {} : { source: sources }),
    createdAt: instant(createdAt),
    ...(lastDeliveryAt === undefined ? {} : { lastDeliveryAt: instant(lastDeliveryAt) }),
    ...(failingSince === undefined ? {} : { failingSince: instant(failingSince) }),
    ...(nextAttemptAt === undefined ? {} : { nextAttemptAt: instant(nextAttemptAt) }),
  };
}
