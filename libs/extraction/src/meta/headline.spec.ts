import { describe, expect, it } from '@jest/globals';
import { extractPage } from '../index.js';
import { SiteNames } from './site-name.js';

const TEXT = [
  'The town will dim its street lamps after midnight from next week, saving a third of the power they use, the mayor said on Monday.',
  'Crossings and the station square stay bright. Owls, the park keeper added, will be the first to notice the difference.',
  'The trial ends in June, when the council will ask residents whether they felt safe walking home.',
];

interface Parts {
  title?: string;
  og?: string;
  /** JSON-LD headline. */
  ld?: string;
  type?: string;
  above?: string;
  path?: string;
}

function headline({ title, og, ld, type = 'NewsArticle', above = '', path = '/town/2026/lamps.html' }: Parts): unknown {
  const head = [
    title === undefined ? '' : `<title>${title}</title>`,
    og === undefined ? '' : `<meta property="og:title" content="${og}">`,
    ld === undefined
      ? ''
      : `<script type="application/ld+json">${JSON.stringify({ '@type': type, headline: ld })}</script>`,
  ].join('');
  const page = extractPage({
    body: `<html><head><meta property="og:site_name" content="The Owl"><meta property="og:type" content="article">${head}</head><body>${above}<div class="text">${TEXT.map((p) => `<p>${p}</p>`).join('')}</div></body></html>`,
    contentType: 'text/html',
    url: `https://www.daily-owl.example${path}`,
    fetchedAt: '2026-03-10T12:00:00Z',
  });
  return page.articles[0]?.headline;
}

const crumbs = (text: string): string =>
  `<nav class="breadcrumb"><ol><li><a href="/">Start</a></li><li><a href="/town/">Town</a></li><li><h1>${text}</h1></li></ol></nav>`;

describe('the headline', () => {
  it('is the heading that the data confirm when the first-level heading is the end of a breadcrumb', () => {
    const above = `${crumbs('Street lighting: town to dim lamps at night')}<header><h2><span>Street lighting</span> When the lamps go dim</h2></header>`;
    expect(headline({ title: 'Street lighting: town to dim lamps at night', og: 'When the lamps go dim', above })).toBe(
      'When the lamps go dim',
    );
  });

  it('is that of the data when only a breadcrumb shows one', () => {
    const above = `${crumbs('Street lighting: town to dim lamps at night')}<h2>Dim light for owls</h2>`;
    expect(headline({ ld: 'When the lamps go dim', title: 'Street lighting: town to dim lamps at night', above })).toBe(
      'When the lamps go dim',
    );
  });

  it('leaves out a kicker that the heading sets apart and the data do not repeat', () => {
    const above = '<h1><span class="a">Street lighting</span><span class="b">When the lamps go dim</span></h1>';
    expect(headline({ og: 'When the lamps go dim', title: 'Street lighting: When the lamps go dim', above })).toBe(
      'When the lamps go dim',
    );
  });

  it('leaves out a kicker that the only title of the page does not have', () => {
    const above = '<h1><span class="a">Street lighting</span> <span class="b">When the lamps go dim</span></h1>';
    expect(headline({ title: 'When the lamps go dim | The Owl', above })).toBe('When the lamps go dim');
    expect(headline({ title: 'Street lighting: When the lamps go dim', above })).toMatch(/^Street lighting/);
  });

  it('keeps a kicker that og:title has, in its spelling', () => {
    const above = '<h1><span>Street lighting</span>When the lamps go dim</h1>';
    expect(headline({ og: 'Street lighting / When the lamps go dim', ld: 'When the lamps go dim', above })).toBe(
      'Street lighting / When the lamps go dim',
    );
  });

  it('takes in a kicker above the heading when all the data have it', () => {
    const above = '<div class="kicker">Kenya</div><h1>Lamps from below</h1>';
    expect(headline({ og: 'Kenya: Lamps from below', ld: 'Kenya: Lamps from below', above })).toBe(
      'Kenya: Lamps from below',
    );
  });

  it('leaves out the section before a bar', () => {
    const above = '<h1><span>Opinion</span> <span>Let the lamps go dim</span></h1>';
    expect(headline({ og: 'Opinion | Let the lamps go dim', above, path: '/opinions/2026/lamps' })).toBe(
      'Let the lamps go dim',
    );
  });

  it('is what a newsroom’s data agree on, but not what the plug-in of a blog says everywhere', () => {
    const data = {
      title: 'Why lamps dim at night – The Owl',
      og: 'Why lamps dim at night',
      ld: 'Why lamps dim at night',
      above: '<h1>Eleven reasons to love the dark</h1>',
    };
    expect(headline(data)).toBe('Why lamps dim at night');
    expect(headline({ ...data, type: 'BlogPosting' })).toBe('Eleven reasons to love the dark');
  });

  it('is whole where JSON-LD cuts it short and no heading shows it', () => {
    expect(
      headline({ ld: 'Lamps go dim after midnight, and owls…', og: 'Lamps go dim after midnight, and owls are glad' }),
    ).toBe('Lamps go dim after midnight, and owls are glad');
  });

  it('is not the name of the site, set as a heading', () => {
    expect(headline({ title: 'Lamps go dim at night | The Owl', above: '<h1>The Owl</h1><h3>Latest</h3>' })).toBe(
      'Lamps go dim at night',
    );
  });

  it('is not a lead set as a heading', () => {
    const above = `<h1>${TEXT.join(' ')}</h1>`;
    expect(headline({ title: 'Lamps go dim at night | The Owl', above })).toBe('Lamps go dim at night');
  });
});

describe('the name of the site', () => {
  const names = new SiteNames(['The Owl', 'owlpost.example', 'owlpost'], ['town', 'opinions']);

  it.each([
    ['Lamps to go dim | The Owl', 'Lamps to go dim'],
    ['The Owl - Lamps to go dim', 'Lamps to go dim'],
    ['Dark – and darker – The Owl', 'Dark – and darker'],
    ['Lamps to go dim - Owlpost.example', 'Lamps to go dim'],
    ['Lamps to go dim - Town - OWL Post', 'Lamps to go dim'],
    ['Lamps to go dim | Night edition', 'Lamps to go dim'],
    ['Lamps to go dim — or, at least, dimmer', 'Lamps to go dim — or, at least, dimmer'],
    ['Well-lit squares', 'Well-lit squares'],
    ['街灯を深夜に消灯へ：The Owl', '街灯を深夜に消灯へ'],
    ['가로등 자정 이후 소등-사회ㅣ The Owl', '가로등 자정 이후 소등'],
  ])('is taken off a title, and nothing else is: %s', (title, headline) => {
    expect(names.strip(title, [])).toBe(headline);
  });

  it('is what a title has beside the heading of the page', () => {
    expect(names.strip('Opinion – Let the lamps go dim – Something', ['Opinion', 'Let the lamps go dim'])).toBe(
      'Let the lamps go dim',
    );
  });
});
