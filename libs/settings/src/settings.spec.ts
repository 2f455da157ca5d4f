import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeSettings, readSettings, setting } from './settings.js';

const table = {
  BROKERS: setting.list({ doc: 'Where Kafka is.' }),
  PORT: setting.integer({ doc: 'Port to listen on.', default: 8080, max: 65535 }),
  LEVEL: setting.choice(['warn', 'error'], { doc: 'What to log.', default: 'warn' }),
  URI: setting.text({ doc: 'Where MongoDB is.', secret: true }),
};

describe('readSettings', () => {
  it('names every fault at once', () => {
    expect(() => readSettings(table, { PORT: 'eighty', LEVEL: 'loud' })).toThrow(
      /4 fault[^]*BROKERS is not set[^]*PORT must be a whole number[^]*LEVEL must be one of warn, error[^]*URI is not set/,
    );
  });

  it('reads values, and defaults where a variable is not set or empty', () => {
    const values = readSettings(table, { BROKERS: 'a:1, b:2', PORT: '', URI: 'mongodb://x' });
    expect(values).toEqual({ BROKERS: ['a:1', 'b:2'], PORT: 8080, LEVEL: 'warn', URI: 'mongodb://x' });
  });

  it('reads a secret from a file, and refuses both at once', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'uri');
    writeFileSync(file, 'mongodb://secret\n');
    expect(readSettings(table, { BROKERS: 'a', URI_FILE: file }).URI).toBe('mongodb://secret');
    expect(() => readSettings(table, { BROKERS: 'a', URI: 'x', URI_FILE: file })).toThrow(/both set/);
  });

  it('does not read files for settings that are no secret', () => {
    expect(() => readSettings(table, { BROKERS_FILE: '/nowhere', URI: 'x' })).toThrow(/BROKERS is not set/);
  });

  it('describes each setting with its form and default', () => {
    expect(describeSettings(table)).toContain('PORT (number; default 8080)');
  });
});
