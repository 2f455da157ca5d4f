import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Source, SourceFault, SourceResource } from '#libs/store';
import { KINDS } from './source-requests.js';

class ResourceView {
  @ApiProperty()
  url!: string;
  @ApiProperty({ enum: KINDS })
  kind!: string;
  @ApiProperty({ description: 'Time between two polls while it goes on like this, seconds' })
  intervalSeconds!: number;
  @ApiProperty({
    description: 'What decided it: publishing, silence, new-source, asked-to-wait, failures, exploring',
  })
  because!: string;
  @ApiProperty({ description: 'Polls that failed in a row' })
  failures!: number;
  @ApiProperty({ format: 'date-time' })
  nextPollAt!: string;
  @ApiPropertyOptional({ format: 'date-time' })
  lastPolledAt?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'When it last had something new' })
  lastChangedAt?: string;
}

class FaultView {
  @ApiProperty({ format: 'date-time' })
  at!: string;
  @ApiProperty({ example: 'fetch.total-timeout' })
  code!: string;
  @ApiProperty()
  message!: string;
  @ApiPropertyOptional()
  url?: string;
}

class HealthView {
  @ApiProperty({ enum: ['new', 'ok', 'failing', 'paused'] })
  status!: 'new' | 'ok' | 'failing' | 'paused';
  @ApiPropertyOptional({ format: 'date-time' })
  lastSuccessAt?: string;
  @ApiPropertyOptional({ type: FaultView })
  lastError?: FaultView;
  @ApiProperty({ description: 'Captures a day, over the last week' })
  articlesADay!: number;
  @ApiProperty({ format: 'date-time', description: 'When there is something to do for it next' })
  nextDueAt!: string;
}

/** A source as the API shows it. */
export class SourceView {
  @ApiProperty()
  id!: string;
  @ApiProperty({ enum: KINDS })
  kind!: string;
  @ApiProperty()
  url!: string;
  @ApiPropertyOptional()
  name?: string;
  @ApiPropertyOptional()
  timeZone?: string;
  @ApiPropertyOptional({ type: [String] })
  languages?: string[];
  @ApiPropertyOptional()
  delaySeconds?: number;
  @ApiProperty({ enum: ['pages', 'entries'] })
  follow!: string;
  @ApiProperty()
  recheck!: boolean;
  @ApiProperty()
  maxAgeDays!: number;
  @ApiProperty()
  minIntervalSeconds!: number;
  @ApiProperty()
  maxIntervalSeconds!: number;
  @ApiProperty()
  paused!: boolean;
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
  @ApiProperty({ type: [ResourceView], description: 'What is polled of it' })
  resources!: ResourceView[];
  @ApiProperty({ type: HealthView })
  health!: HealthView;
}

export class SourcePage {
  @ApiProperty({ type: [SourceView] })
  items!: SourceView[];
  @ApiPropertyOptional({ description: '`after` of the next page' })
  next?: string;
}

const DAY_MS = 24 * 3600 * 1000;
const instant = (at: number): string => new Date(at).toISOString();
const optionalInstant = <K extends string>(field: K, at: number | undefined): { [F in K]?: string } =>
  at === undefined ? {} : ({ [field]: instant(at) } as { [F in K]?: string });

export function viewOf(source: Source, now: number): SourceView {
  const { id, kind, url, name, timeZone, languages, minDelayMs, follow, recheck, paused } = source;
  return {
    id,
    kind,
    url,
    ...(name === undefined ? {} : { name }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(languages === undefined ? {} : { languages }),
    ...(minDelayMs === undefined ? {} : { delaySeconds: minDelayMs / 1000 }),
    follow,
    recheck,
    maxAgeDays: source.maxAgeMs / DAY_MS,
    minIntervalSeconds: source.minIntervalMs / 1000,
    maxIntervalSeconds: source.maxIntervalMs / 1000,
    paused,
    createdAt: instant(source.createdAt),
    resources: source.resources.map(resourceView),
    health: {
      status: statusOf(source),
      ...optionalInstant('lastSuccessAt', source.lastSuccessAt),
      ...(source.lastError === undefined ? {} : { lastError: faultView(source.lastError) }),
      articlesADay: articlesADay(source, now),
      nextDueAt: instant(source.nextDueAt),
    },
  };
}

function statusOf({ paused, failing, lastSuccessAt }: Source): HealthView['status'] {
  if (paused) return 'paused';
  if (failing) return 'failing';
  return lastSuccessAt === undefined ? 'new' : 'ok';
}

/** Over the days that it has been there for, a week at most and a day at least; one decimal. */
function articlesADay({ captures, createdAt }: Source, now: number): number {
  const total = Object.values(captures).reduce((sum, count) => sum + count, 0);
  const days = Math.min(Math.max((now - createdAt) / DAY_MS, 1), Math.max(Object.keys(captures).length, 7));
  return Math.round((total / days) * 10) / 10;
}

function resourceView(resource: SourceResource): ResourceView {
  const { url, kind, intervalMs, because, failures, pollAt, lastPolledAt, lastChangedAt } = resource;
  return {
    url,
    kind,
    intervalSeconds: Math.round(intervalMs / 1000),
    because,
    failures,
    nextPollAt: instant(pollAt),
    ...optionalInstant('lastPolledAt', lastPolledAt),
    ...optionalInstant('lastChangedAt', lastChangedAt),
  };
}

function faultView({ at, ...fault }: SourceFault): FaultView {
  return { at: instant(at), ...fault };
}
