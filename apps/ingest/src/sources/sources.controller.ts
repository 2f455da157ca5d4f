import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BabelwireError } from '#libs/contracts';
import { Act, ProblemException } from '#libs/platform';
import type { Source } from '#libs/store';
import { Acquisition } from '../acquisition.js';
import { type Exploration, explore } from '../schedule/explore.js';
import { newSource, settingsOf } from './new-source.js';
import { SourceChangeRequest, SourceListQuery, SourceRequest, SourceTestRequest } from './source-requests.js';
import { SourceTrial, tryOut } from './source-trial.js';
import { SourcePage, SourceView, viewOf } from './source-view.js';

const PAGE = 100;
const MAX_AGE_DAYS = 30;
const DAY_MS = 24 * 3600 * 1000;

@ApiTags('sources')
@Controller('v1/sources')
export class SourcesController {
  constructor(@Inject(Acquisition) private readonly acquisition: Acquisition) {}

  @Post()
  @Act('sources.add')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Add a source',
    description:
      'A feed, a sitemap, a page, or the home page of a site, whose feeds and sitemaps are then found. Without `kind` ' +
      'the address is fetched to see what it is, which takes a second for each request to its host.',
  })
  @ApiCreatedResponse({ type: SourceView })
  async add(@Body() request: SourceRequest): Promise<SourceView> {
    const { acquisition } = this;
    checkIntervals(request, acquisition.options.minIntervalMs);
    const url = this.guarded(request.url);
    const found = await this.found(url, request);
    const now = acquisition.clock.now();
    const source = newSource(request, found, { url, now, minIntervalMs: acquisition.options.minIntervalMs });
    if (!(await acquisition.store.sources.add(source))) {
      const text = `there is a source ${source.id} already; choose another id, or change that one`;
      throw new ProblemException(409, 'source-exists', text, [{ field: 'id', message: 'is taken' }]);
    }
    acquisition.tellThatNothingIsFetched();
    return viewOf(source, now);
  }

  @Post('test')
  @Act('sources.test')
  @HttpCode(200)
  @ApiOperation({ summary: 'See what an address would give as a source, without storing anything' })
  @ApiOkResponse({ type: SourceTrial })
  async test(@Body() request: SourceTestRequest): Promise<SourceTrial> {
    const url = this.guarded(request.url);
    const options = {
      ...(request.kind === undefined ? {} : { kind: request.kind }),
      ...(request.timeZone === undefined ? {} : { timeZone: request.timeZone }),
      maxAgeMs: (request.maxAgeDays ?? MAX_AGE_DAYS) * DAY_MS,
    };
    return this.reaching(url, () => tryOut(url.href, options, this.tools()));
  }

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Sources and how they do, by id' })
  @ApiOkResponse({ type: SourcePage })
  async list(@Query() { limit = PAGE, after }: SourceListQuery): Promise<SourcePage> {
    const page = { limit: limit + 1, ...(after === undefined ? {} : { after }) };
    const found = await this.acquisition.store.sources.list(page);
    const now = this.acquisition.clock.now();
    const items = found.slice(0, limit).map((source) => viewOf(source, now));
    const last = items.at(-1);
    return found.length > limit && last !== undefined ? { items, next: last.id } : { items };
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A source and how it does' })
  @ApiOkResponse({ type: SourceView })
  async get(@Param('id') id: string): Promise<SourceView> {
    return this.shown(id, await this.acquisition.store.sources.get(id));
  }

  @Patch(':id')
  @Act('sources.change')
  @ApiOperation({ summary: 'Change a source; `paused` stops and resumes it' })
  @ApiOkResponse({ type: SourceView })
  async change(@Param('id') id: string, @Body() request: SourceChangeRequest): Promise<SourceView> {
    const { store, clock } = this.acquisition;
    const before = await store.sources.get(id);
    if (before !== undefined) {
      const minIntervalSeconds = request.minIntervalSeconds ?? before.minIntervalMs / 1000;
      const maxIntervalSeconds = request.maxIntervalSeconds ?? before.maxIntervalMs / 1000;
      checkIntervals({ minIntervalSeconds, maxIntervalSeconds }, before.minIntervalMs);
    }
    return this.shown(id, await store.sources.change(id, settingsOf(request), clock.now()));
  }

  @Delete(':id')
  @Act('sources.remove')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a source. Its articles stay' })
  @ApiNoContentResponse()
  async remove(@Param('id') id: string): Promise<void> {
    if (!(await this.acquisition.store.sources.remove(id))) throw noSource(id);
  }

  private shown(id: string, source: Source | undefined): SourceView {
    if (source === undefined) throw noSource(id);
    return viewOf(source, this.acquisition.clock.now());
  }

  private tools(): Parameters<typeof explore>[2] {
    return { web: this.acquisition.web, now: () => this.acquisition.clock.now() };
  }

  private guarded(url: string): URL {
    try {
      return this.acquisition.web.guard(url);
    } catch (thrown) {
      const { code, message } = BabelwireError.from(thrown);
      throw new ProblemException(400, code.replace('fetch.', ''), message, [{ field: 'url', message }]);
    }
  }

  /** What is at the address. A kind that needs no looking is believed where nothing may be fetched. */
  private async found(url: URL, { kind }: SourceRequest): Promise<Exploration> {
    if (!this.acquisition.web.isOpen && kind !== undefined) {
      return { kind, resources: kind === 'site' ? [] : [{ url: url.href, kind }] };
    }
    return this.reaching(url, () => explore(url.href, kind, this.tools()));
  }

  /** Runs what fetches from a site; what goes wrong there is told of the address, and is no fault of this service. */
  private async reaching<T>(url: URL, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (thrown) {
      const { code, message, kind } = BabelwireError.from(thrown);
      if (code === 'contact-missing') {
        throw new ProblemException(409, code, `${message}; or say with kind what ${url.href} is`, [
          { field: 'kind', message: 'is needed while nothing may be fetched' },
        ]);
      }
      const isOfTheSite = code.startsWith('fetch.') || kind === 'poison';
      if (!isOfTheSite) throw thrown;
      throw new ProblemException(422, code.replace('fetch.', ''), message, [{ field: 'url', message }]);
    }
  }
}

function checkIntervals(
  { minIntervalSeconds, maxIntervalSeconds }: { minIntervalSeconds?: number; maxIntervalSeconds?: number },
  minIntervalMs: number,
): void {
  const least = minIntervalSeconds ?? minIntervalMs / 1000;
  if (least <= (maxIntervalSeconds ?? 86_400)) return;
  const message = `must be at least minIntervalSeconds (${least})`;
  throw new ProblemException(400, 'invalid-request', `maxIntervalSeconds ${message}`, [
    { field: 'maxIntervalSeconds', message },
  ]);
}

function noSource(id: string): ProblemException {
  return new ProblemException(404, 'not-found', `there is no source ${id}`);
}
