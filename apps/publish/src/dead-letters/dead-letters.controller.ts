import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BabelwireError, CONSUMERS, Topics } from '#libs/contracts';
import { DeadLetters, MessageLog } from '#libs/messaging';
import { Act, ProblemException } from '#libs/platform';
import { DeadLetterQuery, DropRequest, ReplayRequest, selectionOf } from './dead-letter-requests.js';
import { DeadLetterDetail, DeadLetterOutcome, DeadLetterPage, detailOf } from './dead-letter-view.js';

const PAGE = 200;
/** Who acts, where the request does not say. */
const SOMEBODY = 'api';

/** Messages that could not be handled, with the reason; what `babelwire dlq` does, over HTTP. */
@ApiTags('dead letters')
@Controller('v1/dead-letters')
export class DeadLettersController {
  private readonly letters: DeadLetters;

  constructor(@Inject(MessageLog) log: MessageLog) {
    const topics = CONSUMERS.map(({ topic }) => topic);
    this.letters = new DeadLetters(log, topics, Topics.deadLettersHandled);
  }

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Dead letters that nobody has dealt with yet, by topic, oldest first' })
  @ApiOkResponse({ type: DeadLetterPage })
  async list(@Query() query: DeadLetterQuery): Promise<DeadLetterPage> {
    const limit = query.limit ?? PAGE;
    const items = await this.letters.list(selectionOf({ ...query, limit }));
    return { items, more: items.length === limit };
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A dead letter with its headers and its message' })
  @ApiOkResponse({ type: DeadLetterDetail })
  async show(@Param('id') id: string): Promise<DeadLetterDetail> {
    const { letter, message } = await named(() => this.letters.show(id));
    return detailOf(letter, message);
  }

  @Post('replay')
  @Act('dead-letters.replay')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Return dead letters to where they failed, to be handled again',
    description: 'With their keys, bytes and headers. Each is returned once, however often this is called.',
  })
  @ApiOkResponse({ type: DeadLetterOutcome })
  replay(@Body() request: ReplayRequest): Promise<DeadLetterOutcome> {
    requireChoice(request);
    return named(() => this.letters.replay(selectionOf(request), request.by ?? SOMEBODY));
  }

  @Post('drop')
  @Act('dead-letters.drop')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Put dead letters away for good',
    description: 'They stay in the log until its retention ends, and are neither listed nor replayed.',
  })
  @ApiOkResponse({ type: DeadLetterOutcome })
  drop(@Body() request: DropRequest): Promise<DeadLetterOutcome> {
    requireChoice(request);
    return named(() => this.letters.drop(selectionOf(request), request.by ?? SOMEBODY, request.reason.trim()));
  }
}

/** Everything is never meant by saying nothing. */
function requireChoice(request: ReplayRequest): void {
  if (request.all === true || Object.keys(selectionOf(request)).length > 0) return;
  throw new ProblemException(400, 'invalid-request', 'say which dead letters: ids, a filter such as topic, or all', [
    { field: 'ids', message: 'is missing; or send "all": true' },
  ]);
}

/** An id that is not there is no fault of the request's form. */
async function named<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    const { code, message } = BabelwireError.from(thrown);
    if (code === 'no-such-dead-letter') throw new ProblemException(404, 'not-found', message.split(';')[0] ?? message);
    throw thrown;
  }
}
