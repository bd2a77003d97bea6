/**
 * Everyday words that mean nearly the same, where people ask in other words than a text uses. Groups are
 * parted by bars and line ends; a word may stand in several. Names of countries come with the word for what is theirs.
 */
export const EVERYDAY: readonly (readonly string[])[] = `
buy purchase acquire acquisition|old age aged|mile mi|kilometre kilometer km|marry marriage wed wedding married spouse wife husband
tv television|film movie|finish complete end conclude|start begin launch commence found|student pupil|yearly annual year
issue problem|worth value price cost|discover discovery find|word term name|need require requirement must|try attempt effort
reveal announce disclose unveil|think believe argue opinion view|fall collapse decline drop decrease|gather collect assemble
school education educate|area region zone district territory|often frequent frequently common commonly|big large great huge
biggest largest greatest|help assist aid support|found establish founder foundation create form|military army armed force
nation country state|idea concept notion theory|die death dead pass kill|head leader lead chief director|job work occupation profession career
make create produce build construct manufacture|name call title known refer|kind type sort form variety|say state claim tell declare
city town|people population inhabitant resident|live reside home residence inhabit|move migrate relocate|book novel
song single track|record album|win victory defeat beat|lose loss defeat|start origin originate root|cause reason result because lead
happen occur take place|use utilize employ|show display demonstrate exhibit|choose select pick|let allow permit enable
stop halt cease end|grow increase rise growth|change alter modify|fight battle war combat conflict|attack assault invade invasion
keep maintain retain preserve|own owner possess|rule govern reign government|law act legislation statute|agree agreement accord treaty pact deal
sign signed ink|leave withdraw depart exit quit abandon|end terminate scrap cancel abolish abolition|money fund finance financial dollar
pay payment paid contribution|give donate donation grant provide offer|get receive obtain gain|ask request|send dispatch
teach teacher instructor professor lecturer|study research|doctor physician|illness disease sickness|child kid son daughter
father dad parent|mother mum mom parent|boss manager|job role position post|part role portion share|member participant
amount number quantity total|many several numerous million thousand hundred|size area large|tall height high|long length|wide width|deep depth|far distance
weigh weight|fast speed quick rapid|hot warm temperature|cold cool|percent percentage proportion share|near close adjacent|inside within interior|outside exterior
top summit highest peak|first initial earliest|last final latest|earlier previous former prior|later subsequent|new recent modern
current present today now|famous known popular notable|important significant major key main primary chief|main principal
different distinct various|same similar identical|only sole|almost nearly approximately about roughly|whole entire all
bad poor|good beneficial benefit advantage|hard difficult|easy simple|cheap inexpensive|rich wealthy|smart intelligent
begin origin|born birth birthplace|arrive reach come arrival|travel trip journey tour|visit visitor|meet meeting conference summit
answer response reply respond|criticize criticism critic|review reviewer critic|write author writer wrote|paint painter painting artist
sing singer vocal|act actor actress star role|play player perform performance|direct director|compose composer composition|invent inventor invention
design designer architect|lead leadership|elect election vote|compete competition contest|operate operation|explain explanation
destroy destruction damage|protect protection defend defence defense guard|separate division divide split|combine merge unite join
contain include consist comprise|describe description characterize|define definition mean meaning|measure measurement|compare comparison
think consider regard|want desire wish seek|hate oppose opposition against|like favor prefer|allow permission|prevent avoid prohibit ban forbid
expose exposure|color colour|analyze analysis analyse|behavior behaviour|center centre|labor labour|organize organise organization organisation
colony colonial colonist|religion religious faith|church christian cathedral|king monarch royal queen|president presidency presidential
parliament parliamentary legislature|court judge trial|police officer|soldier troop force|ship boat vessel|plane aircraft airplane airline
car vehicle automobile|road street highway|train railway rail railroad|river stream|hill mountain|sea ocean|island isle|forest wood
animal species|plant crop|food eat diet|drink water|computer software|machine device|company firm corporation business
product goods|worker employee labor|trade commerce export import|tax duty|language speak spoken|letter alphabet|century centuries
second 2nd|first 1st|third 3rd|fifth 5th|two twice double|three triple|one 1 first 1st|two 2 second 2nd|three 3 third 3rd|four 4 fourth 4th|five 5 fifth 5th|six 6 sixth 6th|seven 7 seventh 7th|eight 8 eighth 8th|nine 9 ninth 9th|ten 10 tenth 10th
consecutive row|headquarters based base seat|located based centered|abbreviation acronym initials|hairstyle hairdo|diagnosis diagnose sickness illness|majority most|worldwide world|climate weather|located location site situated place|capital city|border boundary|continue remain|worldwide world global international
uk britain british kingdom england english|us usa american america united|china chinese|france french|germany german|japan japanese tokyo|russia russian moscow|india indian
italy italian rome roman|spain spanish|portugal portuguese|greece greek|europe european|africa african|asia asian|scotland scottish|wales welsh|ireland irish
poland polish pole|turkey turkish|sweden swedish|norway norwegian norse|denmark danish|netherlands dutch|iran iranian persian|iraq iraqi|israel israeli
egypt egyptian|canada canadian|mexico mexican|brazil brazilian|australia australian|korea korean|tibet tibetan|buddhism buddhist|islam muslim islamic|jew jewish
catholic catholicism|soviet ussr|arab arabia saudi|austria austrian|hungary hungarian|czech bohemia|ukraine ukrainian|switzerland swiss|belgium belgian|finland finnish
`
  .trim()
  .split(/[|\n]/)
  .map((line) => line.trim().split(' '));
