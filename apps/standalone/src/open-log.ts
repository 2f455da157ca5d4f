import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BabelwireError, topicSpecs } from '#libs/contracts';
import { type MessageLog, openLog } from '#libs/messaging';
import { readSettings } from '#libs/platform';
import { brokerSettings, kafkaConnection } from '#libs/service';

/**
 * The log of an embedded line that is not running, or of the line on Kafka that the environment names.
 * Throws poison `no-data`, bug `data-in-use`, poison `invalid-configuration`.
 */
export async function openLineLog(data: string | undefined): Promise<MessageLog> {
  if (data === undefined) {
    const connection = kafkaConnection(readSettings(brokerSettings, process.env));
    return openLog({ kind: 'kafka', ...connection, clientId: 'babelwire.cli' });
  }
  return openLog({ kind: 'embedded', folder: existingData(data), topics: topicSpecs() });
}

/** The data folder of a line. Throws poison `no-data` rather than making an empty one. */
export function existingData(data: string): string {
  const folder = resolve(data);
  if (existsSync(join(folder, 'log.db'))) return folder;
  throw new BabelwireError('no-data', 'poison', `there is no line in ${folder}: it has no log.db; see --data`);
}
