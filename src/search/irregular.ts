/**
 * English forms that no rule of endings leads back to their base: verbs ("wrote") and plurals ("men"). Forms
 * that are commoner as other words ("found", "saw" the tool, "left" the side) are here only where the verb is
 * what a text mostly means.
 */
export const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `arise arose arisen|awake awoke awoken|bear bore borne born|beat beaten|become became|begin began begun|bend bent|
bind bound|bite bit bitten|bleed bled|blow blew blown|break broke broken|breed bred|bring brought|build built|
burn burnt|buy bought|catch caught|choose chose chosen|cling clung|come came|creep crept|deal dealt|dig dug|
draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed|
feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten|
forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown|
hang hung|hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led|learn learnt|
leave left|lend lent|lose lost|make made|mean meant|meet met|mistake mistook mistaken|overcome overcame|
pay paid|ride rode ridden|ring rang rung|rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|
send sent|shake shook shaken|shine shone|shoot shot|show shown|shrink shrank shrunk|sing sang sung|
sink sank sunk|sit sat|sleep slept|speak spoke spoken|spend spent|spin spun|stand stood|steal stole stolen|
stick stuck|strike struck stricken|strive strove|swear swore sworn|sweep swept|swim swam swum|swing swung|
take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown|
undergo underwent undergone|understand understood|undertake undertook undertaken|wake woke woken|
wear wore worn|weave wove woven|win won|wind wound|withdraw withdrew withdrawn|write wrote written|
man men|woman women|child children|foot feet|tooth teeth|mouse mice|person people|life lives|wife wives|
half halves|leaf leaves|wolf wolves|datum data|medium media|phenomenon phenomena|criterion criteria|die dying died dies|
lie lying|tie tying|bad worse worst|good better best`
    .split(/\|\s*/)
    .flatMap((line) => {
      const [base = '', ...forms] = line.split(' ');
      return forms.map((form) => [form, base] as const);
    }),
);
