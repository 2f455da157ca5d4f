import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { type Decision, decisionId, ID } from '#libs/contracts';
import { MessageLog } from '#libs/messaging';
import { Act, ProblemException } from '#libs/platform';
import { Store } from '#libs/store';
import { decisionMessages } from './decision-messages.js';
import { found } from './requested.js';

const ID_MESSAGE = 'must be an id of 26 characters, as it stands in the documents';

export class DecisionRequest {
  @ApiProperty({
    enum: ['merge', 'unmerge'],
    description: 'merge: the two tell one story. unmerge: they are neither one story nor one article.',
  })
  @IsIn(['merge', 'unmerge'], { message: 'must be merge or unmerge' })
  kind!: 'merge' | 'unmerge';

  @ApiProperty({ description: 'Id of an article' })
  @Matches(ID, { message: ID_MESSAGE })
  a!: string;

  @ApiProperty({ description: 'Id of the other article' })
  @Matches(ID, { message: ID_MESSAGE })
  b!: string;

  @ApiPropertyOptional({ description: 'Who says so' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;

  @ApiPropertyOptional({ description: 'Why' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

export class DecisionAccepted {
  @ApiProperty({ description: 'The same for a pair of articles, whichever way round' })
  id!: string;

  @ApiProperty({ enum: ['accepted'] })
  status!: 'accepted';
}

/** Editors' decisions. They go to the one who gives the verdicts, in the same order as articles. */
@Controller('v1/decisions')
export class DecisionsController {
  constructor(
    @Inject(Store) private readonly store: Store,
    @Inject(MessageLog) private readonly log: MessageLog,
  ) {}

  @Post()
  @Act('decisions.make')
  @HttpCode(202)
  @ApiTags('stories')
  @ApiOperation({
    summary: 'Merge or unmerge two articles',
    description:
      'Durable when the answer arrives; the articles and stories that change are told as new versions soon after. The ' +
      'last decision on a pair holds for ever, also when pages are replayed. It may be about articles of any age.',
  })
  @ApiAcceptedResponse({ type: DecisionAccepted })
  async decide(@Body() request: DecisionRequest): Promise<DecisionAccepted> {
    const { kind, a, b, by, reason } = request;
    if (a === b) {
      throw new ProblemException(400, 'invalid-request', 'a and b are the same article', [
        { field: 'b', message: 'must be another article than a' },
      ]);
    }
    const articles = await this.store.articles.getMany([a, b]);
    for (const id of [a, b]) found('article', id, articles.get(id));
    const decidedAt = new Date().toISOString();
    const decision: Decision = {
      id: decisionId(a, b),
      schemaVersion: 1,
      kind,
      a,
      b,
      ...(by === undefined ? {} : { by }),
      ...(reason === undefined ? {} : { reason }),
      decidedAt,
    };
    await this.log.publish(await decisionMessages(this.store, decision));
    return { id: decision.id, status: 'accepted' };
  }
}
