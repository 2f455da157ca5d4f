import { Script } from './scripts.js';

/** Languages of scripts that one language (of those we know) writes in. */
export const ONE_LANGUAGE: ReadonlyMap<number, string> = new Map<number, string>([
  [Script.Greek, 'el'],
  [Script.Armenian, 'hy'],
  [Script.Hebrew, 'he'],
  [Script.Devanagari, 'hi'],
  [Script.Georgian, 'ka'],
  [Script.Han, 'zh'],
  [Script.Kana, 'ja'],
  [Script.Hangul, 'ko'],
  [Script.Thai, 'th'],
  [Script.Bengali, 'bn'],
  [Script.Tamil, 'ta'],
  [Script.Ethiopic, 'am'],
]);

/**
 * How much rarer than a usual language of its script one is among news, in nats. What is written both ways (Serbian,
 * romanised Ukrainian and Russian) shares nearly all its words with a commoner neighbour, and needs evidence of its own; so do
 * Catalan and Galician beside Spanish and Portuguese, of which there is fifty times as much.
 */
export const RARITY: ReadonlyMap<string, number> = new Map([
  ['sr-Latn', 2.5],
  ['uk-Latn', 3.5],
  ['ru-Latn', 3.5],
  ['la', 4],
  ['gl', 2.5],
  ['ca', 1],
  ['eu', 1],
  ['ga', 1.5],
  ['is', 1],
  ['sq', 1],
  ['ur', 1.5],
  ['bg', 0.5],
  ['mk', 0.5],
  ['sr-Cyrl', 0.5],
  ['kk', 1.5],
]);

/**
 * Languages so near each other that most words are common to both, and register and subject sway those all one way. Only
 * words that clearly belong to one of the two tell them apart: each word's odds between them count less `CLEAR` nats. The
 * number is the most that the winner may be sure of, however long the text.
 */
export const NEAR: readonly { readonly tags: readonly [string, string]; readonly most: number }[] = [
  { tags: ['id', 'ms'], most: 0.85 },
  { tags: ['hr', 'sr-Latn'], most: 0.95 },
  { tags: ['pt', 'gl'], most: 0.98 },
  { tags: ['es', 'gl'], most: 0.98 },
];
export const CLEAR = 0.5;

/** Letter classes of the Chinese that simplified and traditional writing write differently, among the commonest. */
const SIMPLIFIED =
  '们这国来时说对会发学为个后过经现实开关长问间见车门马东书电话级义乐军农动务劳华单卖历压厂参双变号听员响团园圆场坏块处备复够头夺奖奥妇孙宁宝审将尔尘层岁岛币师带帮广库应张当录总战扩报护担拥择损换据断无旧显术机权条极构标样检楼欧气汉汤没济测热爱状独狱环产电疗监确种积称稳竞笔类红约纪纯组细终绍结给络统继续维罗职联胜脑节苏药营虑补装规视觉计认讨让训议记讲许论设访证评识诉词试诗话该详语误请读课谁调谈谢贝负贡财责贤败货质购贵费资赛赞趋跃转轮软载较输边达迁运还进远违连迟适选递遗邮邻郑释针钟钱铁银销锁错键阳阴阶际陆陈险随隐难雾预领频题颜额风飞饭饮馆驻验骗鱼鲁鲜鸟麦黄齐龙';
const TRADITIONAL =
  '們這國來時說對會發學為個後過經現實開關長問間見車門馬東書電話級義樂軍農動務勞華單賣歷壓廠參雙變號聽員響團園圓場壞塊處備復夠頭奪獎奧婦孫寧寶審將爾塵層歲島幣師帶幫廣庫應張當錄總戰擴報護擔擁擇損換據斷無舊顯術機權條極構標樣檢樓歐氣漢湯沒濟測熱愛狀獨獄環產電療監確種積稱穩競筆類紅約紀純組細終紹結給絡統繼續維羅職聯勝腦節蘇藥營慮補裝規視覺計認討讓訓議記講許論設訪證評識訴詞試詩話該詳語誤請讀課誰調談謝貝負貢財責賢敗貨質購貴費資賽讚趨躍轉輪軟載較輸邊達遷運還進遠違連遲適選遞遺郵鄰鄭釋針鐘錢鐵銀銷鎖錯鍵陽陰階際陸陳險隨隱難霧預領頻題顏額風飛飯飲館駐驗騙魚魯鮮鳥麥黃齊龍';
const simplified = new Set(SIMPLIFIED);
const traditional = new Set(TRADITIONAL);

/** `zh-Hans` or `zh-Hant` by the letters that differ; plain `zh` when none does. */
export function chineseOf(text: string): string {
  let balance = 0;
  for (const letter of text) {
    // A character that both lists hold (the same in either writing) cancels out.
    if (simplified.has(letter)) balance += 1;
    if (traditional.has(letter)) balance -= 1;
  }
  if (balance === 0) return 'zh';
  return balance > 0 ? 'zh-Hans' : 'zh-Hant';
}

/** Primary language subtag: `pt` of `pt-BR`. */
export function primaryOf(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? tag;
}

/** Written in Latin letters only by those without a keyboard for the language's own. */
const ROMANISED: ReadonlySet<string> = new Set(['uk-Latn', 'ru-Latn']);

/** Whether a source that writes in `known` languages writes in this one: `sr` means either script. */
export function isKnown(tag: string, known: readonly string[]): boolean {
  return known.some((each) => each === tag || (primaryOf(each) === primaryOf(tag) && !ROMANISED.has(tag)));
}
