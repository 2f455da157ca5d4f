/**
 * Calendar words of the languages we read, by meaning and not by language: a page's language is not known yet when its
 * dates are read, and few words mean two things. Rows are `|`-separated by month or weekday, words by blanks.
 */

const MONTHS = [
  'january jan enero ene janvier janv januar jänner jän gennaio gen janeiro januari ianuarie ian január janar января январь янв січня січень січ студзеня студзень студз stycznia styczeń sty ledna leden led januára януари ян ocak oca tammikuuta tammikuu ιανουαρίου ιαν siječnja siječanj sij јануар јануара јануари jaanuar sausio sausis janvāris janvārī januára يناير जनवरी ינואר בינואר сту',
  'february feb febrero février fevrier févr fév februar febbraio fevereiro fev februari februarie február shkurt февраля февраль фев февр лютого лютий лют лютага люты lutego luty lut února únor úno февруари şubat şub subat helmikuuta helmikuu φεβρουαρίου φεβ veljače veljača фебруар фебруара veebruar vasario vasaris februāris februārī februára فبراير شباط फरवरी פברואר בפברואר',
  'march mar mrt marzo mars märz mär mrz marz marzo março marco maart martie március marec marca марта март мар березня березень бер сакавіка сакавік marca marzec března březen bře mart maaliskuuta maaliskuu μαρτίου μαρ ožujka ožujak märts kovo kovas marts martā maret مارس آذار मार्च מרץ במרץ сак',
  'april apr abril abr avril avr aprile aprilie április apríl prill апреля апрель апр квітня квітень квіт кві красавіка красавік kwietnia kwiecień kwi dubna duben dub април nisan nis huhtikuuta huhtikuu απριλίου απρ travnja travanj aprill balandžio aprīlis aprīlī aprila أبريل ابريل إبريل نيسان अप्रैल אפריל באפריל кра',
  'may mayo mai maggio mag maio mei május máj maj мая май травня травень трав тра траўня maja května květen kvě mayıs mayis toukokuuta toukokuu μαΐου μάιος μαι svibnja svibanj мај маја gegužės maijs maijā majus مايو أيار मई מאי במאי',
  'june jun junio juin juni giugno giu junho iunie június jún qershor июня июнь июн червня червень черв чер чэрвеня чэрвень czerwca czerwiec cze června červen юни haziran haz kesäkuuta kesäkuu ιουνίου ιουν lipnja lipanj јун јуна juuni birželio jūnijs jūnijā júna يونيو حزيران जून יוני ביוני чэр',
  'july jul julio juillet juil juli luglio lug julho iulie július júl korrik июля июль июл липня липень лип ліпеня ліпень lipca lipiec lip července červenec юли temmuz tem heinäkuuta heinäkuu ιουλίου ιουλ srpnja srpanj јул јула juuli liepos jūlijs jūlijā júla يوليو تموز जुलाई יולי ביולי ліп',
  'august aug agosto ago août aout augusti augustus augusztus gusht августа август авг серпня серпень серп сер жніўня жнівень sierpnia sierpień sie srpna srpen srp ağustos ağu agustos elokuuta elokuu αυγούστου αυγ kolovoza kolovoz augusta rugpjūčio augusts augustā agustus أغسطس اغسطس آب अगस्त אוגוסט באוגוסט жні',
  'september sep sept septiembre setiembre septembre settembre set setembro septembrie szeptember shtator сентября сентябрь сен сент вересня вересень вер верасня верасень września wrzesień wrz září zář септември eylül eyl syyskuuta syyskuu σεπτεμβρίου σεπ rujna rujan септембар септембра rugsėjo septembris septembrī septembra سبتمبر أيلول सितंबर ספטמבר בספטמבר септ верас',
  'october oct octubre octobre oktober okt ottobre ott outubro out octombrie október tetor октября октябрь окт жовтня жовтень жовт жов кастрычніка кастрычнік października październik paź října říjen říj октомври ekim eki lokakuuta lokakuu οκτωβρίου οκτ октобар октобра oktoober spalio oktobris oktobrī októbra أكتوبر اكتوبر अक्टूबर אוקטובר באוקטובר кас кастр',
  'november nov noviembre novembre novembro noiembrie nëntor ноября ноябрь ноя нояб листопада листопад лист лис лістапада лістапад listopada listopad lis listopadu ноември kasım kasim kas marraskuuta marraskuu νοεμβρίου νοε studenoga studeni новембар новембра lapkričio novembris novembrī novembra نوفمبر नवंबर נובמבר בנובמבר ноем ліс',
  'december dec diciembre dic décembre déc dezember dez dicembre dezembro decembrie dhjetor декабря декабрь дек грудня грудень груд гру снежня снежань grudnia grudzień gru prosince prosinec pro декември aralık aralik ara joulukuuta joulukuu δεκεμβρίου δεκ prosinca prosinac децембар децембра detsember gruodžio decembris decembrī decembra desember des ديسمبر दिसंबर דצמבר בדצמבר сне снеж',
];

/** Monday first. */
const WEEKDAYS = [
  'monday mon lunes lun lundi montag mo lunedì segunda maandag luni hétfő понедельник пн понеділок панядзелак poniedziałek pon pondělí po понеделник pazartesi pzt måndag mandag maanantai δευτέρα ponedjeljak pondelok',
  'tuesday tue tues martes mardi dienstag di martedì terça dinsdag marți kedd вторник вт вівторок аўторак wtorek wt úterý út salı sali tisdag tirsdag tiistai τρίτη utorak utorok mar аў',
  'wednesday wed miércoles mié mercredi mer mittwoch mi mercoledì quarta woensdag miercuri szerda среда среду ср середа середу серада środa śr středa st сряда çarşamba onsdag keskiviikko τετάρτη srijeda streda',
  'thursday thu thur thurs jueves jue jeudi jeu donnerstag do giovedì gio quinta donderdag joi csütörtök четверг чт четвер чацвер czwartek czw čtvrtek čt четвъртък perşembe torsdag torstai πέμπτη četvrtak štvrtok чц',
  'friday fri viernes vie vendredi ven freitag fr venerdì sexta vrijdag vineri péntek пятница пятницу пт пятниця п’ятниця пятніца piątek pt pátek pá петък cuma fredag perjantai παρασκευή petak piatok',
  'saturday sat sábado sáb samedi sam samstag sa sabato zaterdag sâmbătă szombat суббота субботу сб субота субату sobota sob so събота cumartesi lördag lørdag lauantai σάββατο subota',
  'sunday sun domingo dom dimanche dim sonntag domenica zondag duminică vasárnap воскресенье вс неділя неділю нд нядзеля niedziela niedz nd neděle ne неделя pazar söndag søndag sunnuntai κυριακή nedjelja nedeľa',
];

/** Words that may stand inside a date and mean nothing to it. */
const FILLERS =
  'de of del di the feira ў at um uhr las kello klokken klo. kl. godz. hrs о об в во у la le el à a az às as ore kl klo o godz г год года р r року рік г г. год il den dnia v alle ore om в am on los das в. saat dne am й го-го st nd rd th er го е';

function table(rows: string[]): Map<string, number> {
  const map = new Map<string, number>();
  rows.forEach((row, i) => {
    for (const word of row.split(' ')) if (!map.has(word)) map.set(word, i + 1);
  });
  return map;
}

/** 1 = January. Keys are in lower case. */
export const MONTH_OF: ReadonlyMap<string, number> = table(MONTHS);
/** 1 = Monday. */
export const WEEKDAY_OF: ReadonlyMap<string, number> = table(WEEKDAYS);
export const FILLER: ReadonlySet<string> = new Set(FILLERS.split(' '));

/** Offsets of zone abbreviations that mean one thing in practice, in minutes. (IST, BST and CST do not: left out.) */
export const ZONE_OFFSET: ReadonlyMap<string, number> = new Map([
  ['z', 0],
  ['utc', 0],
  ['gmt', 0],
  ['wet', 0],
  ['cet', 60],
  ['mez', 60],
  ['cest', 120],
  ['mesz', 120],
  ['eet', 120],
  ['eest', 180],
  ['msk', 180],
  ['мск', 180],
  ['est', -300],
  ['edt', -240],
  ['cdt', -300],
  ['mst', -420],
  ['mdt', -360],
  ['pst', -480],
  ['pdt', -420],
  ['jst', 540],
  ['kst', 540],
]);

/** Words for the half of the day of a 12-hour clock, after the time ("2:34 пп") or before it ("ÖS 2:34"). */
const MORNING = 'am дп dop öö 오전 午前 上午';
const AFTERNOON = 'pm пп odp ös 오후 午後 下午';
/** Whether the word stands for the afternoon. */
export const IS_AFTERNOON: ReadonlyMap<string, boolean> = new Map([
  ...MORNING.split(' ').map((word): [string, boolean] => [word, false]),
  ...AFTERNOON.split(' ').map((word): [string, boolean] => [word, true]),
]);
/** Those that stand before the time. */
export const LEADING_HALF: ReadonlySet<string> = new Set('öö ös 오전 오후 午前 午後 上午 下午'.split(' '));

/** Months as Roman numerals, as Polish, Hungarian and Russian dates have them between day and year. */
export const ROMAN_MONTH: ReadonlyMap<string, number> = new Map(
  'i ii iii iv v vi vii viii ix x xi xii'.split(' ').map((numeral, i): [string, number] => [numeral, i + 1]),
);
