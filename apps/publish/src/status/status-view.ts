import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

class CheckView {
  @ApiProperty({ example: 'kafka' })
  name!: string;
  @ApiProperty()
  ok!: boolean;
  @ApiPropertyOptional({ description: 'What is wrong' })
  message?: string;
}

/** A step of the road: what a service makes of a topic. */
export class StageStatus {
  @ApiProperty({ example: 'language' })
  service!: string;
  @ApiProperty({ example: 'news.articles.extracted.v1' })
  topic!: string;
  @ApiProperty({
    enum: ['idle', 'working', 'stalled', 'absent'],
    description:
      'stalled: there is work, and none was done for half a minute; absent: no process of the service is connected to Kafka',
  })
  state!: 'idle' | 'working' | 'stalled' | 'absent';
  @ApiProperty({ description: 'Messages that are not handled yet' })
  waiting!: number;
  @ApiProperty({ description: 'Messages that failed for a passing reason and will be tried again' })
  retrying!: number;
  @ApiProperty({ description: 'Messages that could not be handled and wait for a person' })
  deadLetters!: number;
  @ApiPropertyOptional({
    description: 'Messages handled a minute, over the last minute; not there until two measures were taken',
  })
  perMinute?: number;
}

/** How the line does. */
export class LineStatus {
  @ApiProperty({ format: 'date-time', description: 'When this was measured' })
  at!: string;
  @ApiProperty({
    enum: ['ok', 'attention', 'down'],
    description: 'attention: a stage is stalled or absent, or dead letters wait',
  })
  state!: 'ok' | 'attention' | 'down';
  @ApiProperty({ type: [CheckView] })
  checks!: CheckView[];
  @ApiProperty({ type: [StageStatus], description: 'In the order of the road; empty while the log is away' })
  stages!: StageStatus[];
}
