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

class DiskView {
  @ApiProperty({ description: 'Bytes' })
  free!: number;
  @ApiProperty({ description: 'Bytes' })
  total!: number;
  @ApiProperty({ description: 'Less than 1 GB, or than a twentieth, is free' })
  isLow!: boolean;
}

/** How the line does. */
export class LineStatus {
  @ApiProperty({ format: 'date-time', description: 'When this was measured' })
  at!: string;
  @ApiProperty({
    enum: ['ok', 'attention', 'down'],
    description: 'attention: a stage is stalled or absent, dead letters wait, or the disk of the store is nearly full',
  })
  state!: 'ok' | 'attention' | 'down';
  @ApiProperty({ type: [CheckView] })
  checks!: CheckView[];
  @ApiProperty({ type: [StageStatus], description: 'In the order of the road; empty while the log is away' })
  stages!: StageStatus[];
  @ApiPropertyOptional({ description: 'Where the store has its data; not there while it is away' })
  disk?: DiskView;
}
