/* Verse and prose in the public domain. */

/** Language, name, and the poem, its stanzas parted by blank lines. */
export const POEMS: readonly (readonly [string, string])[] = [
  [
    'English, a sonnet (Shakespeare)',
    `Shall I compare thee to a summer's day?
Thou art more lovely and more temperate:
Rough winds do shake the darling buds of May,
And summer's lease hath all too short a date:
Sometime too hot the eye of heaven shines,
And often is his gold complexion dimm'd;
And every fair from fair sometime declines,
By chance or nature's changing course untrimm'd;
But thy eternal summer shall not fade
Nor lose possession of that fair thou owest;
Nor shall Death brag thou wander'st in his shade,
When in eternal lines to time thou growest:
So long as men can breathe or eyes can see,
So long lives this and this gives life to thee.`,
  ],
  [
    'English, blank verse (Milton)',
    `Of Mans First Disobedience, and the Fruit
Of that Forbidden Tree, whose mortal tast
Brought Death into the World, and all our woe,
With loss of Eden, till one greater Man
Restore us, and regain the blissful Seat,
Sing Heav'nly Muse, that on the secret top
Of Oreb, or of Sinai, didst inspire
That Shepherd, who first taught the chosen Seed,
In the Beginning how the Heav'ns and Earth
Rose out of Chaos`,
  ],
  [
    'English, an ode with indents (Keats)',
    `My heart aches, and a drowsy numbness pains
    My sense, as though of hemlock I had drunk,
Or emptied some dull opiate to the drains
    One minute past, and Lethe-wards had sunk:
'Tis not through envy of thy happy lot,
    But being too happy in thine happiness,—
      That thou, light-winged Dryad of the trees,
          In some melodious plot
  Of beechen green, and shadows numberless,
    Singest of summer in full-throated ease.`,
  ],
  [
    'English, free verse without capitals (after H. D.)',
    `you are clear
o rose, cut in rock,
hard as the descent of hail

i could scrape the colour
from the petals
like spilt dye from a rock

if i could break you
i could break a tree
if i could stir
i could break a tree
i could break you`,
  ],
  [
    'English, long lines (Whitman)',
    `I celebrate myself, and sing myself,
And what I assume you shall assume,
For every atom belonging to me as good belongs to you.

I loafe and invite my soul,
I lean and loafe at my ease observing a spear of summer grass.

My tongue, every atom of my blood, form'd from this soil, this air,
Born here of parents born here from parents the same, and their parents the same,
I, now thirty-seven years old in perfect health begin,
Hoping to cease not till death.`,
  ],
  [
    'German (Goethe)',
    `Wer reitet so spät durch Nacht und Wind?
Es ist der Vater mit seinem Kind;
Er hat den Knaben wohl in dem Arm,
Er faßt ihn sicher, er hält ihn warm.

Mein Sohn, was birgst du so bang dein Gesicht? –
Siehst, Vater, du den Erlkönig nicht?
Den Erlenkönig mit Kron' und Schweif? –
Mein Sohn, es ist ein Nebelstreif. –`,
  ],
  [
    'German (Rilke)',
    `Sein Blick ist vom Vorübergehn der Stäbe
so müd geworden, daß er nichts mehr hält.
Ihm ist, als ob es tausend Stäbe gäbe
und hinter tausend Stäben keine Welt.

Der weiche Gang geschmeidig starker Schritte,
der sich im allerkleinsten Kreise dreht,
ist wie ein Tanz von Kraft um eine Mitte,
in der betäubt ein großer Wille steht.`,
  ],
  [
    'French (Verlaine)',
    `Les sanglots longs
Des violons
    De l'automne
Blessent mon cœur
D'une langueur
    Monotone.`,
  ],
  [
    'French (Baudelaire)',
    `Souvent, pour s'amuser, les hommes d'équipage
Prennent des albatros, vastes oiseaux des mers,
Qui suivent, indolents compagnons de voyage,
Le navire glissant sur les gouffres amers.

À peine les ont-ils déposés sur les planches,
Que ces rois de l'azur, maladroits et honteux,
Laissent piteusement leurs grandes ailes blanches
Comme des avirons traîner à côté d'eux.`,
  ],
  [
    'Spanish (Bécquer)',
    `Volverán las oscuras golondrinas
en tu balcón sus nidos a colgar,
y otra vez con el ala a sus cristales
jugando llamarán.

Pero aquellas que el vuelo refrenaban
tu hermosura y mi dicha a contemplar,
aquellas que aprendieron nuestros nombres...
ésas... ¡no volverán!`,
  ],
  [
    'Italian (Leopardi)',
    `Sempre caro mi fu quest'ermo colle,
e questa siepe, che da tanta parte
dell'ultimo orizzonte il guardo esclude.
Ma sedendo e mirando, interminati
spazi di là da quella, e sovrumani
silenzi, e profondissima quïete
io nel pensier mi fingo, ove per poco
il cor non si spaura.`,
  ],
  [
    'Italian (Dante)',
    `Nel mezzo del cammin di nostra vita
mi ritrovai per una selva oscura,
ché la diritta via era smarrita.

Ahi quanto a dir qual era è cosa dura
esta selva selvaggia e aspra e forte
che nel pensier rinova la paura!`,
  ],
  [
    'Russian (Pushkin)',
    `Я помню чудное мгновенье:
Передо мной явилась ты,
Как мимолетное виденье,
Как гений чистой красоты.

В томленьях грусти безнадежной,
В тревогах шумной суеты,
Звучал мне долго голос нежный
И снились милые черты.`,
  ],
  [
    'Chinese (Li Bai)',
    `床前明月光，
疑是地上霜。
举头望明月，
低头思故乡。`,
  ],
  [
    'Japanese (Shimazaki Tōson)',
    `まだあげ初めし前髪の
林檎のもとに見えしとき
前にさしたる花櫛の
花ある君と思ひけり

やさしく白き手をのべて
林檎をわれにあたへしは
薄紅の秋の実に
人こひ初めしはじめなり`,
  ],
];

/** Language, name, and the paragraph on one line, to be wrapped. */
export const PROSE: readonly (readonly [string, string])[] = [
  [
    'English (Austen)',
    'It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife. However little known the feelings or views of such a man may be on his first entering a neighbourhood, this truth is so well fixed in the minds of the surrounding families, that he is considered the rightful property of some one or other of their daughters.',
  ],
  [
    'English, many names (a report)',
    'On Tuesday, President Lyndon Johnson met Prime Minister Harold Wilson in Washington, and Secretary of State Dean Rusk said that the United States and Great Britain would send Ambassador Averell Harriman to Moscow, Paris and Bonn before the Conference on Disarmament opened in Geneva on Monday.',
  ],
  [
    'English, short sentences (a story)',
    'He ran. He did not look back. The house was dark. Nobody called. At the gate he stopped and listened. There was a light in the road. It moved. He knew the step. It was his father. He went down on his knees in the wet grass and waited for the light to pass by him.',
  ],
  [
    'German (Kafka)',
    'Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand er sich in seinem Bett zu einem ungeheueren Ungeziefer verwandelt. Er lag auf seinem panzerartig harten Rücken und sah, wenn er den Kopf ein wenig hob, seinen gewölbten, braunen, von bogenförmigen Versteifungen geteilten Bauch, auf dessen Höhe sich die Bettdecke kaum noch erhalten konnte.',
  ],
  [
    'German, many nouns (a law)',
    'Alle Deutschen haben das Recht, Vereine und Gesellschaften zu bilden. Vereinigungen, deren Zwecke oder deren Tätigkeit den Strafgesetzen zuwiderlaufen oder die sich gegen die Verfassung, die Ordnung oder gegen den Gedanken der Verständigung der Völker richten, sind verboten. Das Recht, zur Wahrung und Förderung der Arbeit Vereinigungen zu bilden, ist für jedermann und für alle Berufe gewährleistet.',
  ],
  [
    'French (Flaubert)',
    "Nous étions à l'étude, quand le Proviseur entra, suivi d'un nouveau habillé en bourgeois et d'un garçon de classe qui portait un grand pupitre. Ceux qui dormaient se réveillèrent, et chacun se leva comme surpris dans son travail. Le Proviseur nous fit signe de nous rasseoir; puis, se tournant vers le maître d'études, il lui parla à voix basse.",
  ],
  [
    'French (Zola)',
    "Dans la plaine rase, sous la nuit sans étoiles, d'une obscurité et d'une épaisseur d'encre, un homme suivait seul la grande route de Marchiennes à Montsou, dix kilomètres de pavé coupant tout droit, à travers les champs de betteraves. Devant lui, il ne voyait même pas le sol noir.",
  ],
  [
    'Spanish (Cervantes)',
    'En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo de los de lanza en astillero, adarga antigua, rocín flaco y galgo corredor. Una olla de algo más vaca que carnero, salpicón las más noches, duelos y quebrantos los sábados, lentejas los viernes, algún palomino de añadidura los domingos, consumían las tres partes de su hacienda.',
  ],
  [
    'Italian (Collodi)',
    "C'era una volta... Un re! diranno subito i miei piccoli lettori. No, ragazzi, avete sbagliato. C'era una volta un pezzo di legno. Non era un legno di lusso, ma un semplice pezzo da catasta, di quelli che d'inverno si mettono nelle stufe e nei caminetti per accendere il fuoco e per riscaldare le stanze.",
  ],
  [
    'Italian (Manzoni)',
    'Quel ramo del lago di Como, che volge a mezzogiorno, tra due catene non interrotte di monti, tutto a seni e a golfi, a seconda dello sporgere e del rientrare di quelli, vien, quasi a un tratto, a ristringersi, e a prender corso e figura di fiume, tra un promontorio a destra, e un’ampia costiera dall’altra parte.',
  ],
  [
    'Russian (Tolstoy)',
    'Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. Все смешалось в доме Облонских. Жена узнала, что муж был в связи с бывшею в их доме француженкою-гувернанткой, и объявила мужу, что не может жить с ним в одном доме. Положение это продолжалось уже третий день.',
  ],
  [
    'Russian (Chekhov)',
    'Говорили, что на набережной появилось новое лицо: дама с собачкой. Дмитрий Дмитрич Гуров, проживший в Ялте уже две недели и привыкший тут, тоже стал интересоваться новыми лицами. Сидя в павильоне у Верне, он видел, как по набережной прошла молодая дама, невысокого роста блондинка, в берете.',
  ],
  [
    'Japanese (Sōseki)',
    '親譲りの無鉄砲で小供の時から損ばかりしている。小学校に居る時分学校の二階から飛び降りて一週間ほど腰を抜かした事がある。なぜそんな無闇をしたと聞く人があるかも知れぬ。別段深い理由でもない。新築の二階から首を出していたら、同級生の一人が冗談に、いくら威張っても、そこから飛び降りる事は出来まい。弱虫やーい。と囃したからである。',
  ],
  [
    'Chinese (Lu Xun)',
    '我在年青时候也曾经做过许多梦，后来大半忘却了，但自己也并不以为可惜。所谓回忆者，虽说可以使人欢欣，有时也不免使人寂寞，使精神的丝缕还牵着已逝的寂寞的时光，又有什么意味呢，而我偏苦于不能全忘却，这不能全忘的一部分，到现在便成了《呐喊》的来由。',
  ],
];
