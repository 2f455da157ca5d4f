import { accessRules, type AccessRule, type Role } from '#libs/messaging';

const WHO: Record<Role, string> = {
  setup: '`babelwire setup`',
  ingest: 'ingest',
  language: 'language',
  dedup: 'dedup',
  publish: 'publish',
  cli: '`babelwire dlq`, `babelwire replay`, `babelwire doctor`',
  reader: 'who reads the public topics; and `Read` on a group of its own',
};

/** A language whose name says that it stands for those that are chosen. */
const LANGUAGE = 'LANGUAGE';

function table(rules: AccessRule[]): string {
  const rows = rules.map(({ resource, pattern, name, operations }) => {
    // At the end of a topic's name only: a service is called like that, too.
    const shown = `PREFIX${name.replace(/(?<=\.v\d+\.)language$/, `*${LANGUAGE}*`)}`;
    return `| ${resource} | ${pattern} | ${shown} | ${operations.join(', ')} |`;
  });
  return `| resource | pattern | name | operations |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

/** The rights that each role needs in Kafka, as Markdown. */
export function rightsReference(): string {
  const sections = Object.entries(accessRules('', [LANGUAGE])).map(
    ([role, rules]) => `## ${WHO[role as Role]}\n\n${table(rules)}`,
  );
  return `# Rights in Kafka

Generated from \`libs/messaging/src/kafka/access.ts\` by \`npm run docs\`. PREFIX is \`KAFKA_PREFIX\`, empty by default; *LANGUAGE* stands
for each of \`LANGUAGE_TOPICS\`. How to use it: [secured-services.md](secured-services.md).

${sections.join('\n')}`;
}
