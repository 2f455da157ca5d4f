import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { newSecret, signedHeaders } from './signature.js';

describe('a signature', () => {
  const body = '{"data":{"headline":"Паром «Надія» — 10 €"}}';
  const sign = (secret: string, at = Date.now()): Record<string, string> =>
    signedHeaders('0123', at, Buffer.from(body), secret);

  it('is good for the implementation of those who wrote the standard', () => {
    const secret = newSecret();
    expect(new Webhook(secret).verify(body, sign(secret))).toEqual(JSON.parse(body));
  });

  it('is no good for another key, another body, another id, or later', () => {
    const secret = newSecret();
    const check = (key: string, text: string, headers: Record<string, string>) => () =>
      new Webhook(key).verify(text, headers);
    expect(check(newSecret(), body, sign(secret))).toThrow();
    expect(check(secret, `${body} `, sign(secret))).toThrow();
    expect(check(secret, body, { ...sign(secret), 'webhook-id': '0124' })).toThrow();
    expect(check(secret, body, sign(secret, Date.now() - 10 * 60_000))).toThrow();
  });
});
