/** The key of lines under test. Made up, and of no use anywhere else. */
const KEY = 'a-key-for-lines-under-test-0123456789abcdef';

/** For services and for commands that talk to them. */
export const keyEnv = { API_KEY: KEY, BABELWIRE_API_KEY: KEY };

export const keyHeaders = { authorization: `Bearer ${KEY}` };
