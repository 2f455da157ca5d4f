/** Ways to write, or to lead to, a place that must not be fetched from. `PORT` is filled in. */
export interface Spelling {
  /** The part between `http://` and the path. */
  written: string;
  /** What the name resolves to, for those that are names. */
  resolvesTo?: string[];
  /** The address in plain spelling, as a resolver might give it; for the DNS flip. */
  address: string;
}

const literal = (address: string, ...spellings: string[]): Spelling[] =>
  spellings.map((written) => ({ written: `${written}:PORT`, address }));

const name = (written: string, ...resolvesTo: string[]): Spelling => ({
  written: `${written}:PORT`,
  resolvesTo,
  address: resolvesTo.at(-1) ?? '',
});

export const SPELLINGS: readonly Spelling[] = [
  ...literal('127.0.0.1', '127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f.1', '0x7f000001', '0X7F.0x0.0x0.0x1'),
  ...literal('127.0.0.1', '0177.0.0.1', '017700000001', '0177.0.0x1', '127.0.0.1.', '127.00.000.0001', '0x7f.0.1'),
  ...literal('127.0.0.1', '①②⑦.⓪.⓪.①', '１２７.０.０.１', '127。0。0。1', '127．0．0．1', '127｡0｡0｡1', '𝟏𝟐𝟕.𝟎.𝟎.𝟏'),
  ...literal('127.0.0.1', '⑫7.0.0.1', '0ⓧ7f.1', '%31%32%37.0.0.1', '127.0.0.1%2e', '12\u00ad7.0.0.1', '１２７。①'),
  ...literal('127.8.9.10', '127.8.9.10', '127.526602', '127.255.255.254'),
  ...literal('0.0.0.0', '0.0.0.0', '0', '0x0', '00.0', '[::]', '[0:0:0:0:0:0:0:0]'),
  ...literal('0.1.2.3', '0.1.2.3'),
  ...literal('::1', '[::1]', '[0:0:0:0:0:0:0:1]', '[0000::0001]', '[::0.0.0.1]'),
  ...literal('::ffff:127.0.0.1', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:FFFF:7F00:0001]'),
  ...literal('::127.0.0.1', '[::127.0.0.1]', '[::7f00:1]'),
  ...literal('::ffff:0:127.0.0.1', '[::ffff:0:7f00:1]'),
  ...literal('169.254.169.254', '169.254.169.254', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518'),
  ...literal('::ffff:a9fe:a9fe', '[::ffff:a9fe:a9fe]', '[::ffff:169.254.169.254]', '[::a9fe:a9fe]'),
  ...literal('fd00:ec2::254', '[fd00:ec2::254]'),
  ...literal('168.63.129.16', '168.63.129.16'),
  ...literal('100.100.100.200', '100.100.100.200', '1684301000'),
  ...literal('10.0.0.1', '10.0.0.1', '10.1', '0xa.1', '012.0.0.1', '167772161', '[::ffff:a00:1]'),
  ...literal('172.16.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '192.168.257', '0xc0a80101'),
  ...literal('169.254.1.1', '169.254.1.1', '[fe80::1]', '[febf::1]', '[fec0::1]'),
  ...literal('100.64.0.1', '100.64.0.1', '100.127.255.255'),
  ...literal('64:ff9b::10.0.0.1', '[64:ff9b::a00:1]', '[64:ff9b::127.0.0.1]', '[64:ff9b:1::7f00:1]'),
  ...literal('2002:7f00:1::', '[2002:7f00:1::]', '[2002:a9fe:a9fe::1]', '[2002:c0a8:101::]'),
  ...literal('2001:0:4136:e378:8000:63bf:80ff:fffe', '[2001:0:4136:e378:8000:63bf:80ff:fffe]', '[2001::1]'),
  ...literal('2a00:1450::5efe:127.0.0.1', '[2a00:1450::5efe:7f00:1]', '[2a00:1450::200:5efe:a00:1]'),
  ...literal('fc00::1', '[fc00::1]', '[fdff:ffff::1]'),
  ...literal('224.0.0.1', '224.0.0.1', '239.255.255.250', '[ff02::1]', '[ff0e::1]'),
  ...literal('255.255.255.255', '255.255.255.255', '4294967295', '0xffffffff', '240.0.0.1'),
  ...literal(
    '192.0.2.1',
    '192.0.2.1',
    '198.51.100.7',
    '203.0.113.9',
    '198.18.0.1',
    '192.0.0.8',
    '[2001:db8::1]',
    '[3fff::1]',
  ),
  ...literal('100::1', '[100::1]', '[5f00::1]', '[4000::1]', '[2001:2::1]'),
  name('localhost', '127.0.0.1'),
  name('localhost.', '127.0.0.1'),
  name('LOCALHOST', '::1', '127.0.0.1'),
  name('ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', '127.0.0.1'),
  name('ｌｏｃａｌｈｏｓｔ', '127.0.0.1'),
  name('news.localhost', '127.0.0.1'),
  name('router.local', '192.168.1.1'),
  name('metadata.google.internal', '169.254.169.254'),
  name('metadata', '169.254.169.254'),
  name('nas.home.arpa', '192.168.1.2'),
  name('intern.press.example', '10.20.30.40'),
  name('127.0.0.1.nip.press.example', '127.0.0.1'),
  name('mapped.press.example', '::ffff:127.0.0.1'),
  name('loop6.press.example', '::1'),
  name('scoped.press.example', 'fe80::1%eth0'),
  name('mixed.press.example', '93.184.215.14', '127.0.0.1'),
  name('nonsense.press.example', 'no address'),
  { written: 'user@127.0.0.1:PORT', address: '127.0.0.1' },
  { written: 'user:secret@press.example:PORT', resolvesTo: ['127.0.0.1'], address: '127.0.0.1' },
  { written: 'press.example:80@127.0.0.1:PORT', address: '127.0.0.1' },
  { written: 'press.example%2f@127.0.0.1:PORT', address: '127.0.0.1' },
  { written: '127.0.0.1:PORT\\@press.example', address: '127.0.0.1' },
  { written: '127.0.0.1:PORT#@press.example', address: '127.0.0.1' },
  { written: '127.0.0.1\t:PORT', address: '127.0.0.1' },
];
