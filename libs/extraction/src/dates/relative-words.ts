/**
 * Words of dates that are told from now, by meaning and not by language. Plurals and cases are all there, for no
 * grammar is applied.
 */

/** Words for the day of the capture and those before, counted in days from it. */
const DAYS: Record<number, string> = {
  0: 'today сегодня сьогодні сёння dziś dzisiaj heute hoy aujourd’hui aujourdhui oggi hoje dnes днес bugün vandaag idag danas astăzi',
  1: 'yesterday вчера вчора учора ўчора wczoraj wcz gestern ayer hier ieri ontem včera вчера dün gisteren igår jučer',
  2: 'позавчера позавчора пазаўчора vorgestern anteayer antier anteontem przedwczoraj předevčírem онзиден',
};
/** Two words for the day before yesterday. */
const DAY_BEFORE = ['онзи ден', 'evvelsi gün', 'evvelki gün', 'önceki gün'];
/** Before "yesterday" they make it the day before: "avant-hier", "l’altro ieri", "antes de ayer". */
const ONE_MORE = 'avant altro l’altro before antes';

/** Units of "3 hours ago", in minutes. */
const UNITS: Record<number, string> = {
  1: 'minute minutes min mins m мин минута минут минуту минуты хв хвилин хвилина хвилину хвилини хвіліна хвіліну хвіліны хвілін minut minuta minutę minuty minutą minutami minuten minuto minutos minuti minutu minutou минута минути dk dakika minuut',
  30: 'полчаса пів’години півгодини паўгадзіны mezz’ora mezzora półgodziny demi-heure',
  60: 'un’ora hour hours hr hrs h час часа часов часът ч година години годину годин год гадзіна гадзіну гадзіны гадзін гадз godzin godzina godzinę godziny godziną godzinami godz stunde stunden std hora horas heure heures ora ore hodina hodinu hodin hodinami hodinou hodiny saat sa uur timmar timer',
  1440: 'day days d день дня дней дн дні днів дзень дзён dzień dzien dni dniem dniami tag tage tagen día días dia dias jour jours j giorno giorni gg den dní dnů dnem dny дни ден д gün gn dagen dagar dager',
  10080:
    'week weeks wk wks w неделя неделю недели недель нед тиждень тижні тижнів тиж тыдзень тыдні тыдняў тыд tydzień tygodnie tygodni tygodniem tygodniami tydz tyg woche wochen wo semana semanas sem semaine semaines settimana settimane sett týden týdny týdnů týdnem týd седмица седмици седм hafta hf week weken',
};

/** After "3 hours": ago. */
const AFTER = 'ago назад тому таму temu fa önce geleden sedan siden atrás';
/** Before "3 hours": ago. */
const BEFORE = 'vor hace il há преди пр przed před';
/** One, where it is written out: "an hour ago", "vor einer Stunde". */
const ONE =
  'a an one eine einer einem einen un une una un’ uma um один одну одна одним одною адзін адну адна jeden jedną jedna jednou jedním една един едно bir';
/** Half, before an hour. */
const HALF = 'half halben halbe halber demi media mezza mezz’ meia pół půl половин пів yarım';
/** This very moment. */
const NOW =
  'just now|только что|щойно|толькі што|gerade eben|à l’instant|ahora mismo|proprio ora|poco fa|agora mesmo|agora há pouco|právě teď|току-що|току що|az önce|şimdi|przed chwilą|před chvílí|recién';

function valued(rows: Record<number, string>): Map<string, number> {
  const map = new Map<string, number>();
  for (const [value, row] of Object.entries(rows)) {
    for (const word of row.split(' ')) if (!map.has(word)) map.set(word, Number(value));
  }
  return map;
}
const words = (row: string): ReadonlySet<string> => new Set(row.split(' '));

/** Days back from the capture. */
export const DAYS_BACK: ReadonlyMap<string, number> = valued(DAYS);
export const DAY_BEFORE_YESTERDAY: ReadonlySet<string> = new Set(DAY_BEFORE);
export const ONE_DAY_MORE = words(ONE_MORE);
/** Minutes of one unit. */
export const UNIT_MINUTES: ReadonlyMap<string, number> = valued(UNITS);
export const AGO_AFTER = words(AFTER);
export const AGO_BEFORE = words(BEFORE);
export const ONES = words(ONE);
export const HALVES = words(HALF);
export const JUST_NOW: ReadonlySet<string> = new Set(NOW.split('|'));
