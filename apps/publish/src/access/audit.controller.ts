import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { INSTANT } from '#libs/contracts';
import { NeedsScope } from '#libs/platform';
import { type AuditEntry, type AuditQuery, Store } from '#libs/store';

const PAGE = 100;

export class AuditQueryParams {
  @ApiPropertyOptional({ description: 'Acts with this key' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;

  @ApiPropertyOptional({ description: 'Acts of this kind', example: 'keys.revoke' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  action?: string;

  @ApiPropertyOptional({ description: 'At or after this instant (RFC 3339)' })
  @IsOptional()
  @Matches(INSTANT, { message: 'must be an RFC 3339 instant with an offset, such as 2026-11-24T10:00:00Z' })
  since?: string;

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @Matches(/^[0-9a-z]{9}-[0-9a-f]{12}$/, { message: 'must be the next of the page before' })
  before?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: PAGE })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  )
  @IsInt({ message: 'must be a whole number from 1 to 500' })
  @Min(1)
  @Max(500)
  limit?: number;
}

export class AuditView {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  at!: string;
  @ApiProperty({ description: 'Id of the key; `environment` for API_KEY, `local` where no key is asked for' })
  by!: string;
  @ApiPropertyOptional()
  byName?: string;
  @ApiProperty({ example: 'sources.add' })
  action!: string;
  @ApiProperty({ isArray: true, type: String })
  targets!: string[];
  @ApiProperty({
    enum: ['begun', 'done', 'refused', 'failed'],
    description: 'begun: cut off, and may or may not have been done',
  })
  outcome!: AuditEntry['outcome'];
  @ApiPropertyOptional({ description: 'What was asked, without secrets; or why it was not done' })
  detail?: string;
  @ApiPropertyOptional()
  address?: string;
}

export class AuditPage {
  @ApiProperty({ type: AuditView, isArray: true })
  items!: AuditView[];
  @ApiPropertyOptional()
  next?: string;
}

/** Who did what with admin rights. */
@ApiTags('audit')
@NeedsScope('admin')
@Controller('v1/audit')
export class AuditController {
  constructor(@Inject(Store) private readonly store: Store) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Acts with admin rights, the latest first' })
  @ApiOkResponse({ type: AuditPage })
  async list(@Query() { by, action, since, before, limit = PAGE }: AuditQueryParams): Promise<AuditPage> {
    const query: AuditQuery = {
      limit,
      ...(by === undefined ? {} : { by }),
      ...(action === undefined ? {} : { action }),
      ...(since === undefined ? {} : { since: Date.parse(since) }),
      ...(before === undefined ? {} : { before }),
    };
    const items = await this.store.audit.find(query);
    const last = items.length === limit ? items.at(-1) : undefined;
    const shown = items.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
    return { items: shown, ...(last === undefined ? {} : { next: last.id }) };
  }
}
