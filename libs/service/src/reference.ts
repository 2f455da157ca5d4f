import { isInFile, type SettingsTable } from '#libs/platform';
import { mongoSettings } from './mongo-settings.js';
import {
  accessSettings,
  commonSettings,
  dedupSettings,
  fetchSettings,
  forwardSettings,
  ingestSettings,
  kafkaSettings,
  languageTopicSettings,
  publishSettings,
  topicSettings,
} from './settings.js';

const SECTIONS: { title: string; readBy: string; table: SettingsTable }[] = [
  { title: 'Every service', readBy: 'ingest, language, dedup, publish', table: commonSettings },
  { title: 'Access', readBy: 'ingest, language, dedup, publish, `babelwire start`', table: accessSettings },
  {
    title: 'Kafka',
    readBy: 'ingest, language, dedup, publish; `babelwire setup` (brokers, prefix)',
    table: kafkaSettings,
  },
  { title: 'Topics', readBy: '`babelwire setup`', table: topicSettings },
  { title: 'Topics of languages', readBy: 'publish, `babelwire setup`', table: languageTopicSettings },
  { title: 'MongoDB', readBy: 'ingest, publish, `babelwire setup`', table: mongoSettings },
  { title: 'Ingest', readBy: 'ingest, `babelwire start`; publish (MAX_BODY_BYTES)', table: ingestSettings },
  { title: 'Forwarding', readBy: 'publish', table: forwardSettings },
  { title: 'Acquiring', readBy: 'ingest, `babelwire start`', table: fetchSettings },
  { title: 'Outputs', readBy: 'publish, `babelwire start`', table: publishSettings },
  { title: 'Dedup', readBy: 'dedup, `babelwire start`', table: dedupSettings },
];

const cell = (text: string): string => text.replaceAll('|', '\\|');

function rows(table: SettingsTable): string {
  return Object.entries(table)
    .map(([name, row]) => {
      const { form, doc, ...rest } = row;
      const value = 'default' in rest ? String(rest.default) : undefined;
      const given = value === undefined ? '**required**' : value === '' ? 'empty' : `\`${value}\``;
      const also = isInFile(row) ? ` Also read from the file that \`${name}_FILE\` names.` : '';
      return `| \`${name}\` | ${cell(form)} | ${cell(given)} | ${cell(doc + also)} |`;
    })
    .join('\n');
}

/** The configuration reference, as Markdown, made of the tables that the services read. */
export function configurationReference(): string {
  const sections = SECTIONS.map(
    ({ title, readBy, table }) =>
      `## ${title}\n\nRead by ${readBy}.\n\n| variable | form | default | meaning |\n| --- | --- | --- | --- |\n${rows(table)}\n`,
  );
  return `# Configuration

Generated from the tables in \`libs/service/src/settings.ts\` by \`npm run docs\`. Settings are environment variables. A
service that finds faults names all of them at once and does not start. The embedded line takes options instead:
\`npm start -- --help\`.

${sections.join('\n')}`;
}
