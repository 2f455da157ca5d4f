import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { BabelwireError } from '#libs/contracts';
import type { SourceKind } from '#libs/store';
import { explore, type ExploreTools, type FoundResource } from '../schedule/explore.js';
import { type Item, readList } from '../schedule/items.js';
import { KINDS } from './source-requests.js';

class TrialEntry {
  @ApiPropertyOptional()
  url?: string;
  @ApiPropertyOptional()
  title?: string;
  @ApiPropertyOptional({ format: 'date-time' })
  published?: string;
  @ApiProperty({ description: 'Whether its page would be fetched: not when it says that it is too old' })
  wanted!: boolean;
}

class TrialResource {
  @ApiProperty()
  url!: string;
  @ApiProperty({ enum: KINDS })
  kind!: string;
  @ApiPropertyOptional()
  title?: string;
  @ApiProperty({ description: 'How many entries it names; of an index, sitemaps' })
  count!: number;
  @ApiProperty({ type: [TrialEntry], description: 'The first of them' })
  entries!: TrialEntry[];
  @ApiPropertyOptional({ description: 'Why it can not be read' })
  error?: string;
}

/** What an address would give as a source. */
export class SourceTrial {
  @ApiProperty({ enum: KINDS })
  kind!: string;
  @ApiProperty({ type: [TrialResource] })
  resources!: TrialResource[];
}

/** Entries shown of each resource. */
const SHOWN = 10;

/** Explores an address and reads what is found there once. Stores nothing. */
export async function tryOut(
  url: string,
  options: { kind?: SourceKind; timeZone?: string; maxAgeMs: number },
  tools: ExploreTools,
): Promise<SourceTrial> {
  const found = await explore(url, options.kind, tools);
  const resources: TrialResource[] = [];
  for (const resource of found.resources) resources.push(await tryResource(resource, options, tools));
  return { kind: found.kind, resources };
}

async function tryResource(
  { url, kind }: FoundResource,
  { timeZone, maxAgeMs }: { timeZone?: string; maxAgeMs: number },
  { web, now, signal }: ExploreTools,
): Promise<TrialResource> {
  if (kind === 'page') return { url, kind, count: 1, entries: [{ url, wanted: true }] };
  try {
    const result = await web.fetchList({ url, ...(signal === undefined ? {} : { signal }) });
    const capturedAt = new Date(now()).toISOString();
    const list = readList(kind, result, { capturedAt, ...(timeZone === undefined ? {} : { timeZone }) });
    const entries = list.items.slice(0, SHOWN).map((item) => entryView(item, now() - maxAgeMs));
    return { url, kind, ...(list.title === undefined ? {} : { title: list.title }), count: list.items.length, entries };
  } catch (error) {
    return { url, kind, count: 0, entries: [], error: BabelwireError.from(error).message };
  }
}

function entryView({ url, entry, publishedAt, updatedAt }: Item, oldest: number): TrialEntry {
  const date = updatedAt ?? publishedAt;
  return {
    ...(url === undefined ? {} : { url }),
    ...(entry?.title === undefined ? {} : { title: entry.title }),
    ...(publishedAt === undefined ? {} : { published: new Date(publishedAt).toISOString() }),
    wanted: url !== undefined && (date === undefined || date >= oldest),
  };
}
