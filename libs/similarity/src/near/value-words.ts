import { tokenise } from './tokens.js';

/**
 * Names of months and weekdays in the forms that dates use: from the Unicode CLDR by way of `Intl`, plus oblique cases
 * written by hand. Frozen here, since a fingerprint must not change with the ICU of the Node that computes it.
 * A word listed under one language is not repeated under the next. Words that mean something else as well ("may") do no
 * harm: what counts is whether the word in the same place differs.
 */
const NAMES = `
january february march april may june july august september october november december sunday monday tuesday
wednesday thursday friday saturday jan feb mar apr jun jul aug sept oct nov dec mon tue tues wed thu thurs fri
январь января февраль февраля март марта апрель апреля май мая июнь июня июль июля август августа сентябрь
сентября октябрь октября ноябрь ноября декабрь декабря воскресенье понедельник вторник среда четверг пятница
суббота январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре воскресенья
понедельника вторника среду среды четверга пятницу пятницы субботу субботы
січень січня лютий лютого березень березня квітень квітня травень травня червень червня липень липня серпень
серпня вересень вересня жовтень жовтня листопад листопада грудень грудня неділя понеділок вівторок середа четвер
пʼятниця субота січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні понеділка
вівторка середу середи пʼятницю пʼятниці суботу суботи неділю неділі
januar februar märz mai juni juli oktober dezember sonntag montag dienstag mittwoch donnerstag freitag samstag
sonnabend jänner feber montags dienstags mittwochs donnerstags freitags samstags sonntags
janvier février mars avril juin juillet août septembre octobre novembre décembre dimanche lundi mardi mercredi
jeudi vendredi samedi
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre domingo lunes martes
miércoles jueves viernes sábado
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre domenica lunedì martedì mercoledì
giovedì venerdì sabato
janeiro fevereiro março maio junho julho setembro outubro novembro dezembro segunda feira terça quarta quinta
sexta
styczeń stycznia luty lutego marzec marca kwiecień kwietnia maj maja czerwiec czerwca lipiec lipca sierpień
sierpnia wrzesień września październik października listopad listopada grudzień grudnia niedziela poniedziałek
wtorek środa czwartek piątek sobota poniedziałku wtorku środę środy czwartku piątku sobotę soboty niedzielę
niedzieli styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu
januari februari maart mei augustus zondag maandag dinsdag woensdag donderdag vrijdag zaterdag
leden ledna únor února březen března duben dubna květen května červen června červenec července srpen srpna září
říjen října listopadu prosinec prosince neděle pondělí úterý středa čtvrtek pátek pondělka úterka středu čtvrtka
pátku sobotu neděli lednu únoru březnu dubnu květnu červnu červenci srpnu říjnu listopadu prosinci
január januára február februára marec apríl apríla máj mája jún júna júl júla augusta septembra október októbra
novembra decembra nedeľa pondelok utorok streda štvrtok piatok stredu štvrtka piatka nedeľu
ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie duminică luni marți
miercuri joi vineri sâmbătă
március április május június július augusztus szeptember vasárnap hétfő kedd szerda csütörtök péntek szombat
януари февруари април юни юли септември октомври ноември декември неделя понеделник сряда четвъртък петък събота
понеделника срядата четвъртъка петъка
јануар фебруар мај јун јул септембар октобар новембар децембар недеља понедељак уторак четвртак петак недељу
siječanj siječnja veljača veljače ožujak ožujka travanj travnja svibanj svibnja lipanj lipnja srpanj srpnja
kolovoz kolovoza rujan rujna studeni studenoga prosinac prosinca nedjelja ponedjeljak utorak srijeda četvrtak
petak subota srijedu subotu nedjelju
студзень студзеня люты лютага сакавік сакавіка красавік красавіка чэрвень чэрвеня ліпень ліпеня жнівень жніўня
верасень верасня кастрычнік кастрычніка лістапад лістапада снежань снежня нядзеля панядзелак аўторак серада
чацвер пятніца панядзелка аўторка сераду чацвярга пятніцу нядзелю
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık pazar pazartesi salı çarşamba
perşembe cuma cumartesi
yanvar fevral aprel iyun iyul avqust sentyabr oktyabr noyabr dekabr bazar ertəsi çərşənbə axşamı cümə şənbə
қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан жексенбі дүйсенбі сейсенбі
сәрсенбі бейсенбі жұма сенбі
იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი კვირა
ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი
հունվար հունվարի փետրվար փետրվարի մարտ մարտի ապրիլ ապրիլի մայիս մայիսի հունիս հունիսի հուլիս հուլիսի օգոստոս
օգոստոսի սեպտեմբեր սեպտեմբերի հոկտեմբեր հոկտեմբերի նոյեմբեր նոյեմբերի դեկտեմբեր դեկտեմբերի կիրակի երկուշաբթի
երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου
δεκεμβρίου κυριακή δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο
augusti söndag måndag tisdag onsdag torsdag fredag lördag
marts søndag mandag tirsdag lørdag
desember
tammikuu tammikuuta helmikuu helmikuuta maaliskuu maaliskuuta huhtikuu huhtikuuta toukokuu toukokuuta kesäkuu
kesäkuuta heinäkuu heinäkuuta elokuu elokuuta syyskuu syyskuuta lokakuu lokakuuta marraskuu marraskuuta joulukuu
joulukuuta sunnuntai maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntaina maanantaina tiistaina
keskiviikkona torstaina perjantaina lauantaina
jaanuar veebruar märts aprill juuni juuli oktoober detsember pühapäev esmaspäev teisipäev kolmapäev neljapäev
reede laupäev
janvāris februāris aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris svētdiena
pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena
sausis sausio vasaris vasario kovas kovo balandis balandžio gegužė gegužės birželis birželio liepa liepos
rugpjūtis rugpjūčio rugsėjis rugsėjo spalis spalio lapkritis lapkričio gruodis gruodžio sekmadienis pirmadienis
antradienis trečiadienis ketvirtadienis penktadienis šeštadienis
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر الأحد الاثنين الثلاثاء الأربعاء
الخميس الجمعة السبت
maret agustus minggu senin selasa rabu kamis jumat sabtu
gener febrer març maig juny juliol agost setembre desembre diumenge dilluns dimarts dimecres dijous divendres
dissabte
junij julij avgust nedelja ponedeljek torek sreda četrtek petek sredo soboto nedeljo
јануари јуни јули недела четврток петок сабота
`;

/**
 * Numbers spelled out, from two on ("one" is an article in many languages), as news write them: a second place where
 * templates differ.
 */
const NUMBERS = `
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million billion dozen dozens
second third fourth fifth double triple
два две двух двое три трех трое четыре четырех четверо пять пяти пятеро шесть шести шестеро семь семи восемь восьми девять
девяти десять десяти одиннадцать двенадцать пятнадцать двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят
девяносто сто сотни тысяча тысячи тысяч миллион миллиона миллионов миллиард миллиарда миллиардов
дві двох двоє трьох троє чотири чотирьох четверо пʼять пʼяти пʼятеро шість шести шестеро сім семи вісім восьми девʼять десять
одинадцять дванадцять пʼятнадцять двадцять тридцять пʼятдесят шістдесят сімдесят вісімдесят тисяча тисячі тисяч мільйон
мільйона мільйонів мільярд мільярда мільярдів
zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend millionen milliarden
deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente cent mille millions milliards
dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cien cientos mil millones
due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta cento mila milioni miliardi
dois duas três quatro sete oito dez onze doze quinze vinte trinta cem milhões
dwa dwie dwóch dwoje trzy trzech cztery czterech pięć pięciu sześć siedem osiem dziewięć dziesięć sto tysiąc tysiące tysięcy
iki üç dört beş altı yedi sekiz dokuz yirmi otuz yüz bin milyon
`;

let hashes: Set<number> | undefined;
/** Marks the low bits of the names' hashes: 19 of 20 other words are settled without the set. */
const FILTER_MASK = 0x3fff;
const filter = new Uint8Array(FILTER_MASK + 1);

/** Whether the token with this hash names a month, a weekday or a number. Call `loadValueWords` first. */
export function isValueWord(hash: number): boolean {
  return filter[hash & FILTER_MASK] === 1 && hashes?.has(hash) === true;
}

/** Hashes the words, once. Uses the tokeniser's scratch space: call it before tokenising. */
export function loadValueWords(): void {
  if (hashes) return;
  const found = new Set<number>();
  for (const name of (NAMES + NUMBERS).split(/\s+/)) {
    const tokens = tokenise(name);
    // A name cut by an apostrophe is known by its last, longer part.
    const last = tokens.hashes[tokens.count - 1];
    if (tokens.count > 0 && last !== undefined) found.add(last);
  }
  for (const hash of found) filter[hash & FILTER_MASK] = 1;
  hashes = found;
}
