/**
 * What news are about, in English, Russian and Ukrainian; written by hand for this project. One concept a line, languages
 * separated by |, words by spaces. A word stands for all that begin with it and are at most four letters longer; with = it
 * stands for itself alone. Words that sound alike in all three need no line: they are found by their sound.
 */
const TABLE = `
war warfare|войн военн|війн воєн військов
peace|мир= мира= миру= мирн|мир= миру= мирн
army military troops|арми войск вооруж|армі військ збройн
soldier serviceman servicemen|солдат военнослуж боец бойц|солдат військовослуж боєць бійц
weapon arms= gun= guns= rifle firearm|оружи винтовк ружь огнестр|збро гвинтівк рушниц вогнепал
attack assault|атак нападен напал|атак напад напал
strike= strikes airstrike|удар забастовк|удар страйк
shelling shell shelled|обстрел|обстріл
missile rocket|ракет|ракет
drone|беспилотн дрон|безпілотн дрон
airport|аэропорт|аеропорт летовищ
port= seaport harbour harbor|порт|порт
sea= seas= ocean|море= моря= морск океан|море= моря= морськ океан
ship= ships vessel boat warship|корабл судн лодк|кораб судн човен човн
navy naval fleet|флот вмф=|флот вмс=
border frontier|границ погран|кордон прикордон
city cities town|город|міст
village|деревн сел= села= селе=|сел= села= селі= селищ
region regional|регион област|регіон област
country countries nation|стран государств|країн держав
government cabinet|правительств кабинет|уряд кабінет
authorities authority official officials|власт чиновник должностн|влад чиновник посадов
state= states=|штат= штата= штате= штаты=|штат= штату= штаті= штати=
law= laws legislation bill= bills=|закон|закон
court courts|суд= суда= суде= судеб судом=|суд= суду= суді= судов судом=
judge judges|судь|судд
trial lawsuit sue= sues= suing=|процесс иск= иска= иски=|процес позов
lawyer attorney|адвокат юрист|адвокат юрист
sentenced convicted conviction|приговор осужден|вирок засудж
prison jail|тюрьм тюрем|тюрм вязниц язниц
arrest arrested detained|арест задержа|арешт затрим
crime criminal|преступ|злочин
murder murdered homicide|убийств убит убил|вбивств убит вбит
kill killed kills killing|погиб убит убил|загин убит вбит
die= died= dies= dead death deaths deadly|умер= умерл смерт погиб мертв|помер смерт загин мертв
injured injury injuries wounded hurt=|ранен пострадав травм|поранен постражд травм
victim victims|жертв|жертв
missing|пропал пропавш|зник
search searched|поиск иска= ищут=|пошук шука
fire= fires wildfire blaze|пожар огонь огня|пожеж вогон вогн
explosion blast bomb bombing|взрыв бомб|вибух бомб
shoot shooting shot= shots=|стрел выстрел|стріл постріл
flood floods flooding|наводнен затоп|повін затоп
earthquake quake|землетряс|землетрус
tsunami|цунами|цунам
hurricane storm|ураган шторм бур=|ураган шторм бур=
weather|погод|погод
rain rains rainfall|дожд|дощ
snow snows|снег|сніг
wind= winds|ветер ветр|вітер вітр
year years annual|год= года= году= годов лет= летн лети|рік= року= років річн річч
month months|месяц|місяц місяч
week weeks weekly|недел|тиж
weekend|выходн|вихідн
day= days daily|день= дня= дней= дни= сутк|день= дня= днів дні= доб
night nights overnight|ночь ночи ночн|ніч= ночі= нічн вночі
morning|утро= утра= утром= утренн|ранок ранку= вранці ранков
evening|вечер|вечір вечор ввечер
hour hours|час= часа= часов=|годин
minute minutes|минут|хвилин
century centuries|век= века= веке= столет|столітт вік=
today|сегодня|сьогодні
yesterday|вчера|вчора
tomorrow|завтра|завтра
january|январ|січ= січня січень січні
february|феврал|лют
march=|март|берез
april|апрел|квіт
may=|май= мая= мае=|травн травен
june|июн|червен червня червні
july|июл|лип= липня липень липні
august|август|серп
september|сентябр|верес
october|октябр|жовт
november|ноябр|листопад
december|декабр|груд
monday|понедельник|понеділ
tuesday|вторник|вівтор
wednesday|среду= среда= среды=|серед
thursday|четверг|четвер
friday|пятниц|ятниц пятниц
saturday|суббот|субот
sunday|воскресен|неділ
one= once=|один= одна= одно= одного= раз=|один= одна= одне= одного= раз=
two= couple pair twice|два= две= двух= двое= двум= пара=|два= дві= двох= двоє= двом= пара=
three|три= трех= трое= трем=|три= трьох= троє= трьом=
four|четыр четвер|чотир четвер
five|пять пяти|пять пяти яти=
six|шест|шіст шест
seven|семь= семи= седьм|сім= семи= сьом
eight|восем восьм|вісім восьм
nine|девят|девят
ten=|десят|десят
eleven|одиннадцат|одинадцят
twelve|двенадцат|дванадцят
twenty|двадцат|двадцят
thirty|тридцат|тридцят
forty|сорок|сорок
fifty|пятьдесят|ятдесят
hundred hundreds|сто= сотн|сто= сотн сотен
thousand thousands|тысяч тыс=|тисяч тис=
million millions|миллион млн=|мільйон млн=
billion billions|миллиард млрд=|мільярд млрд=
percent|процент|відсот
half|половин полов|половин
first|перв|перш
second=|втор секунд|друг= друга другий другого секунд
third|трет|трет
last= latest final|послед финал|останн фінал
next|следующ|наступн
people person persons|люд человек|люд осіб особ= особи=
man= men= male|мужчин|чолов
woman women female|женщин женск|жін
child children kid= kids= baby|ребен дет= дети= детей детск младен|дит= дити діт= діти дітей немовл
girl girls|девоч девуш|дівч
boy= boys|мальчик парень парн|хлоп
teenager teen= teenage|подрост|підліт
family families|семь= семья семьи семей|сім= сімя родин сім’
mother mom= mum=|мать матер мама мамы|мати матер мама мами
father dad=|отец отц папа|батьк
parent parents|родител|батьк
son= sons=|сын|син= сина сину сином
daughter|доч|доч доньк
brother|брат|брат
sister|сестр|сестр
wife wives|жена жены жену жене супруг|дружин
husband|муж= мужа мужем супруг|чоловік
friend friends|друг= друзь друзья|друг= друзі друз
neighbour neighbor|сосед|сусід
home= house homes|дом= дома= доме= домой жиль|дім= дома= будин житл
street streets|улиц|вулиц
road roads highway|дорог шоссе трасс|дорог шосе трас
car= cars= vehicle|автомобил машин|автомоб машин авто=
train= trains railway|поезд железнодор|поїзд потяг залізн
plane= planes aircraft jet= flight|самолет рейс|літак рейс
bridge|мост= моста мосту|міст= мосту
school schools|школ|школ
teacher|учител преподав|вчител учител викладач
hospital|больниц госпитал|лікарн шпитал
doctor doctors|врач доктор|лікар доктор
disease illness sick|болезн заболев болен больн|хвороб захворюв хвор
drug= drugs|наркот препарат|наркот препарат
health|здоров|здоров
cancer|рак= рака=|рак= раку=
money cash|деньг денег денежн|грош
price prices|цена цены ценам цен=|ціна ціни цін=
pound pounds £|фунт|фунт
dollar dollars|доллар|долар
euro euros|евро=|євро=
tax= taxes|налог|подат
market markets|рынок рынк|ринок ринк
trade trading|торгов|торг
company companies firm= firms=|компани фирм|компан фірм
job= jobs= work works worked working|работ труд|робот прац
worker workers employee employees staff|работник сотрудник рабоч|працівн співробітн робітн
salary wage= wages pay=|зарплат|зарплат платн
debt debts|долг|борг
growth grow= grew= growing|рост= роста растет вырос|зрост зріс
sell= sold= sale= sales|прода|прода
buy= bought buyer|купи покуп|купи купу покуп
cost costs worth|стоим сто= стоит|варт кошту
rise= rose= rising increase increased|вырос повыш увелич|зріс підвищ збільш
fall= fell= falling drop dropped decrease|упал паден сниз сниж|впав падін зниз зниж
election elections electoral|выбор= выборы выборов выборах избират|вибор= вибори виборів виборах виборч
vote votes voted voters voting|голосова избират голос|голосува виборц голос
member members|член= члены членов|член= члени членів
leader leaders leadership|лидер руковод|лідер керівн
head= heads chief|глава главы главу руковод начальн|глава глави голова голови керівн начальн
deputy|заместител депутат|заступник депутат
minister ministry|министр министер|міністр міністер
prime|премьер|прем
foreign|иностран зарубеж|іноземн закордон
defence defense|оборон|оборон
security safety|безопасн|безпек
talks negotiation negotiations|переговор|перемов переговор
agreement deal= deals|соглашен сделк договор|угод договір домовл
meeting meet= met= summit|встреч саммит|зустріч саміт
visit visited visitor|визит посе|візит відвід
statement|заявлен|заяв
say= says said told tell=|сказа говор заяви сообщ|сказа говор заяви повідом
announce announced announcement|объяв анонс|оголо анонс
report reports reported|сообщ доклад отчет|повідом доповід звіт
ask= asked question questions|вопрос спрос попрос|питан запит попрос
answer response respond|ответ|відповід
demand demands|требова|вимаг вимог
refuse refused reject rejected|отказ отверг|відмов відхил
accuse accused allegation allegations charge= charged charges|обвин|звинувач обвинувач
deny denied denies dismisses|отрица опроверг|запереч спросту
admit admitted|призна|визна
believe believes belief|вери верят полага счита|вірить віри вважа
think= thought|дума счита|дума вважа
know known knows|знает знать знают извест|знає знати знають відом
want wants wanted|хочет хотят хотел|хоче хочуть хотіл
hope hopes hoped|надея надежд|споді наді
fear fears afraid|страх боя опаса|страх бої побою
help= helps helped aid=|помощ помог помоч|допом
support supports supporter|поддерж сторонник|підтрим прихильн
protect protection|защит|захист
save= saved rescue rescued|спас|врят рятув
win= wins won= winner victory|побед выигра|перемо вигра
lose= lost loss losses defeat|потер проигр пораж|втрат програ пораз
game= games play= played player players|игр= игра игры играл игрок|гра= грі гри грав граве
team teams squad|команд сборн|команд збірн
goal goals|гол= гола голов цел=|гол= голів мет=
season|сезон|сезон
coach|тренер|тренер
club clubs|клуб|клуб
football soccer|футбол|футбол
cup=|кубок кубк|кубок кубк
league|лиг|ліг
race= races racing|гонк|гонк перегон
fan= fans|болельщ фанат поклон|вболів фанат
film films movie movies|фильм кино|фільм кіно
book books|книг|книг книж
song songs sing= singer|песн пев|пісн співа
actor actress|актер актрис|актор
award awards prize|наград преми приз|нагород премі приз
dance dancing dancer|танц|танц танец
church churches|церк|церк
god=|бог= бога|бог= бога
king kings|король корол|король корол
queen|королев|королев
prince princess|принц|принц
duke duchess|герцог|герцог
royal|королевск|королівськ
world global|мир= мира= мире= миров|світ
earth=|земл|земл
water waters|вода воды воде водн|вода води воді водн
river|река реки реке речн|річк рік= ріці
mountain mountains|гора горы горн|гора гори гірськ
forest tree trees|лес= леса дерев|ліс= лісу дерев
island islands|остров|остр
beach|пляж|пляж
animal animals|животн|тварин
dog= dogs|собак пес=|собак пес=
cat= cats|кошк кот=|кішк кіт=
bird birds|птиц|птах
fish= fishing|рыб|риб
pig= pigs=|свин|свин
horse|лошад кон=|кін= коня
bear= bears=|медвед|ведмед
food= foods meal|еда еды пищ продукт|їжа їжі харч продукт
milk|молок|молок
bread|хлеб|хліб
meat|мяс|ясо= мяс
wine|вино= вина= вин=|вино= вина= вин=
beer|пиво пива|пиво пива
white|бел= белы бела бело|біл= біли біла біло
black|черн|чорн
red=|красн|червон
green|зелен|зелен
blue|син= синий голуб|син= синій блакит
new= newly|нов= новы нова ново новы|нов= нови нова ново нові
old= older aged|стар= стары лет=|стар= стари рок=
young younger youth|молод|молод
big= large largest huge great|больш крупн огромн велик|велик більш
small smaller little|мал= малы малень небольш|мал= малень невелик
long= longer|длин долг|довг
high= higher highest|высок|висок
low= lower|низк|низьк
good= better best|хорош лучш|добр кращ найкращ
bad= worse worst|плох худш|поган гірш
strong stronger strength|сильн сил=|сильн сил=
north northern|север|північ
south southern|юг= юга юге южн|південь південн півдн
east eastern|восток восточ|схід сход східн
west western|запад|захід заход західн
letter letters|письм|лист= листа
message messages|сообщен|повідомл
news|новост|новин
newspaper|газет|газет
word words|слов|слов
language languages|язык|мов= мова мови
name= names named|имя имени имен= назва|імя імені ім’я назва ім=
network|сеть сети|мереж
science scientist scientists|наук учен|наук вчен учен
research study= studies researcher|исследов изуч|дослід вивч
student students|студент|студент
university|университет|університет
space=|космос космич|космос косміч
star= stars=|звезд|зірк зірок
sun= solar|солн|сонц соня
freedom free= freed|свобод|свобод вільн звільн
rights right=|прав= права праве|прав= права прав
rape raped sexual sexually|изнасил сексуал|зґвалт сексуал
violence violent abuse|насил|насил
refugee refugees|бежен|біжен
immigration migrant migrants immigrants|мигра иммигра|мігра іммігра
citizen citizens|граждан|громадян
population residents|населен жител|населен мешкан жител
oil=|нефт|нафт
coal|угол угля|вугіл
nuclear atomic|ядерн атом|ядерн атом
plant= plants factory|завод фабрик растен|завод фабрик рослин
supply supplies|постав снабж|постач
build= built building buildings|строи здани постро|будівн будує будин побуд
destroy destroyed destruction|разруш уничтож|зруйн знищ
damage damaged|поврежд ущерб|пошкод збит
close= closed closing closure|закры|закри
open= opened opening|откры|відкри
begin began start= started starts|нача начн|поча почн
end= ended ends|конец конц законч заверш|кінец кінц закінч заверш
stop= stopped halt|останов прекра|зупин припин
continue continues continued|продолж|продовж триває
return returned returns|верну возвра|поверн
leave= leaves left= leaving quit|покин уход ушел выход|покин піти пішов вихід
arrive arrived arrival|прибы|прибу
send= sent=|отправ посла|відправ надісл
receive received|получ|отрим
create created|созда|створ
change changes changed|измен перемен|змін
plan= plans planned planning|план|план
decision decide decided|решен реши|рішен виріш
law|закон|закон
rule= rules|правил|правил
problem problems|проблем|проблем
reason reasons cause causes|причин|причин
result results|результат|результат
history historic historical|истор|істор
life= lives= live= living|жизн живет жить|життя житт живе жити
love= loves loved|люб|люб кохан
heart hearts|серд|серц
head=|голов|голов
hand= hands|рук= рука руки|рук= рука руки
body= bodies|тело тела телом|тіло тіла тілом
blood bloody|кров|кров
eye= eyes|глаз|око= очі очей
face= faces|лиц= лицо лица|облич
car=|авто|авто
driver drivers drive=|водител|вод= водій водії
passenger passengers|пассажир|пасажир
accident crash crashed|авари катастроф дтп=|авар катастроф дтп=
emergency|чрезвычайн экстренн|надзвичайн екстрен
disaster|бедств катастроф|лих= лихо катастроф
service services|служб услуг|служб послуг
fund= funds funding|фонд финансир|фонд фінансув
project projects|проект|проєкт проект
show= shows|шоу= показ|шоу= показ
event events|событ мероприят|поді захід
party=|парти вечерин|парті вечірк
campaign|кампани|кампан
conference|конференц|конференц
committee commission|комитет комисс|комітет коміс
council|совет|рад= рада ради
senate senator senators|сенат|сенат
supreme|верховн|верховн
constitution constitutional|конституц|конституц
referendum|референдум|референдум
crisis|кризис|криз
sanctions|санкц|санкц
threat threats threaten|угроз угрож|загроз погрож
protest protests demonstration|протест демонстрац|протест демонстрац
nuclear|ядерн|ядерн
investigation investigate investigators|расследов следств следоват|розслідув слідств слідч
evidence|доказ свидетел|доказ свідч
witness witnesses|свидетел очевид|свід очевид
secret|секрет тайн|секрет таєм
social|социал общест|соціал суспіл
public|общест публич|громад публіч
private|частн|приват
local|местн|місцев
international|международ|міжнарод
federal|федерал|федерал
national|национал народн|націонал народн
united|объедин соедин|обєдн обєднан сполуч
union|союз|союз
us= usa= america american americans|сша= америк|сша= америк
uk= britain british|британ великобрит|британ великобрит
england english|англи|англ
scotland scottish|шотланд|шотланд
wales welsh|уэльс валли|уельс валлі
ireland irish|ирланд|ірланд
eu= european europe|ес= евро европ|єс= європ
un=|оон=|оон=
germany german germans berlin|герман немец берлин|німеч німец німц берлін
france french paris|франц париж|франц париж
spain spanish|испан|іспан
italy italian|итал|італ
greece greek|грец греч|грец грек
poland polish warsaw|польш поляк польск варшав|польщ поляк польськ варшав
hungary hungarian|венгр|угор
switzerland swiss|швейцар|швейцар
sweden swedish|швец швед|швец швед
netherlands dutch holland|нидерланд голланд|нідерланд голланд
turkey turkish|турц турецк|туреч турец
china chinese beijing|китай китаец пекин|китай китаєц пекін
japan japanese|япон|япон
korea korean|коре|коре
india indian|инди|інді
egypt egyptian|египет египт|єгип
georgia georgian|грузи|грузі
russia russian russians moscow kremlin|росси русск москв кремл|росі російс москв кремл
ukraine ukrainian ukrainians kyiv kiev|украин киев|украї київ києв
belarus|беларус белорус|білорус
syria syrian|сири|сирі
israel israeli|израил|ізраїл
iran iranian|иран|іран
mexico mexican|мексик|мексик
austria austrian vienna|австри вена=|австрі відень
rome roman|рим= рима риме римск|рим= риму римі римс
brussels|брюссел|брюссел
lifestyle life|жизн|житт
success successful|успе|успі
expect expected|ожида|очіку
try= tried attempt|попыт пыта|спроб намага
make= made|сдела дела|зроби роби
lead= leads led=|вед= привел лидир|вед= призв лідир
follow followed following|следу после|слід після
become became|ста= стал стала станет|ста= став стала стане
show|показ|показ
decade decades|десятил|десятил
anniversary|годовщин летие|річниц річч
age= aged|возраст|вік= віці
million|миллион|мільйон
church|церк|церк
drink= drinking alcohol drunk|пить= пьян алкогол напит|пити пян алкогол напі
smoke= smoking tobacco cigarette|куре курит сигарет табач|кури курін сигарет тютюн
hotel|отел гостини|готел
holiday= holidays vacation|отпуск праздн каникул|відпуст свят канікул
tourist tourists tourism|турист|турист
weight= lose|вес= веса|ваг
skin|кож|шкір
dress clothes clothing fashion|плать одежд мод= мода|сукн одяг мод= мода
wedding married marriage marry|свадьб брак женат|весіл шлюб одруж
birth= born birthday pregnant|рожден родил беремен|народ вагіт
store shop= shops shopping supermarket|магазин супермаркет|магазин крамниц супермаркет
customer customers client|клиент покупател|клієнт покуп
bank=|банк|банк
credit= loan loans|кредит|кредит
insurance|страхов|страхув
technology|технолог|технолог
computer|компьютер|компютер
phone= mobile|телефон мобил|телефон мобіл
user users|пользовател|користувач
data=|данн|дан= дані даних
`;

const LANGUAGES = ['en', 'ru', 'uk'] as const;
const MOST_EXTRA_LETTERS = 4;

interface Stems {
  exact: Map<string, string>;
  prefixes: Map<string, string>;
}

let tables: Map<string, Stems> | undefined;

function parse(): Map<string, Stems> {
  const parsed = new Map<string, Stems>(
    LANGUAGES.map((language) => [language, { exact: new Map<string, string>(), prefixes: new Map<string, string>() }]),
  );
  for (const line of TABLE.trim().split('\n')) {
    const columns = line.split('|');
    const concept = columns[0]?.split(' ')[0]?.replace('=', '') ?? '';
    LANGUAGES.forEach((language, column) => {
      const stems = parsed.get(language);
      for (const word of columns[column]?.split(' ') ?? []) {
        const exact = word.endsWith('=');
        const target = exact ? stems?.exact : stems?.prefixes;
        const stem = exact ? word.slice(0, -1) : word;
        // The first line that has a word keeps it.
        if (stem !== '' && !target?.has(stem)) target?.set(stem, concept);
      }
    });
  }
  return parsed;
}

/** Whether the table has this language (primary tag). */
export function hasConcepts(language: string): boolean {
  return LANGUAGES.some((known) => known === language);
}

/** The concept that a lower-case word of this language (primary tag) stands for, named in English; undefined if none. */
export function conceptOf(word: string, language: string): string | undefined {
  tables ??= parse();
  const stems = tables.get(language);
  if (!stems) return undefined;
  const exact = stems.exact.get(word) ?? stems.prefixes.get(word);
  if (exact !== undefined) return exact;
  const shortest = Math.max(2, word.length - MOST_EXTRA_LETTERS);
  for (let length = word.length - 1; length >= shortest; length--) {
    const concept = stems.prefixes.get(word.slice(0, length));
    if (concept !== undefined) return concept;
  }
  return undefined;
}
