import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../src/reading/sentences.ts';

const split = (text: string, language = 'en') =>
  sentencesOf(text, language).map(({ start, end }) => text.slice(start, end));

/** By language, texts as their sentences. */
const TEXTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  de: [
    ['Am 13. August 1961 begann der Bau der Mauer.', 'Er dauerte Jahre.'],
    ['Das gilt z. B. für Kinder.', 'Es gilt nicht für alle.'],
    ['Das gilt z.B. für Kinder.', 'Es gilt nicht für alle.'],
    ['Prof. Dr. Müller kam um 8 Uhr.', 'Er blieb bis 10.', 'Dann ging er.'],
    ['Im 19. Jahrhundert war das anders.', 'Heute nicht.'],
    ['König Friedrich II. von Preußen starb 1786.', 'Ihm folgte sein Neffe.'],
    ['Er kaufte Äpfel, Birnen usw. und ging heim.', 'Sie wartete.'],
    ['„Ich komme nicht“, sagte sie.', '„Warum?“, fragte er.'],
    ['Die Firma (ca. 20 Mio. Euro Umsatz) ist pleite.', 'Niemand weiß, warum.'],
    ['Vgl. dazu Abs. 3 Nr. 2 des Gesetzes.', 'Es gilt seit 1990.'],
    ['Das geschah 1990.', 'Der Rest ist bekannt.'],
    ['Er wohnt in der Hauptstr. 12 in Berlin.', 'Sie auch.'],
    ['Sie sind d. h. sie waren arm, u. a. wegen des Krieges.', 'Das ist lange her.'],
    ['Der 1. FC Köln gewann am 3. 5. 2019 gegen Bayern.', 'Es war knapp.'],
    ['Bundeskanzler a. D. Schmidt sprach.', 'Alle hörten zu.'],
    ['Siehe S. 14 ff. im Anhang.', 'Dort steht mehr.'],
    ['Er starb am 3. Oktober.', 'Seine Frau lebte noch lange.'],
    ['Das kostet 5 Mrd. Euro im Jahr.', 'Zu viel, sagt er.'],
    ['Die Zahl stieg auf 10.', 'Das war neu.'],
    ['Der Hl. Martin teilte den Mantel.', 'Er fror.'],
    ['Sie lebte im 3. Jh. v. Chr. in Rom.', 'Mehr weiß man nicht.'],
    ['Dipl.-Ing. Weber baute es.', 'Es hielt.'],
    ['Nach Art. 5 GG ist das erlaubt.', 'Andere sehen es anders.'],
    ['Karl V. dankte ab.', 'Philipp II. folgte.'],
    ['Er kam am 1. und 2. Mai.', 'Wir auch.'],
    ['St. Pauli ist ein Stadtteil.', 'Er liegt an der Elbe.'],
  ],
  fr: [
    ['Mme. Durand est arrivée.', 'Elle est partie.'],
    ['M. Dupont et Mme Durand sont là.', 'Ils parlent.'],
    ['Le Dr. Martin a dit « Non. » à son ami.', 'Puis il sortit.'],
    ['Il vécut au IVe s. av. J.-C. à Rome.', 'On ne sait rien de plus.'],
    ['Voir p. 12 et art. 3 du code.', 'Il est clair.'],
    ['« Venez ! » dit-elle.', '« Pourquoi ? » répondit-il.'],
    ['Il a acheté du pain, du vin, etc. et il est rentré.', 'Elle attendait.'],
    ['J.-J. Rousseau naquit en 1712.', 'Il mourut en 1778.'],
    ['Le nº. 5 est cher.', 'Le n. 6 aussi.'],
    ['Mlle. Petit et MM. Roy sont venus.', 'On mangea.'],
    ['Le n° 12 est fermé.', 'Le 13 aussi.'],
    ['Mgr. Dubois parla.', 'On écouta.'],
    ['Il est né à St. Denis.', 'Il y vit encore.'],
    ['Cela coûte env. 20 euros.', "C'est cher."],
    ['Cf. chap. 3 pour plus.', 'Merci.'],
    ['Le P. S. a gagné.', 'La droite non.'],
    ['Elle dit : « Non ! »', 'Il partit.'],
  ],
  es: [
    ['Los EE. UU. firmaron el tratado.', 'México no.'],
    ['El Sr. García y la Sra. López llegaron.', 'Hablaron poco.'],
    ['La Dra. Ruiz vive en la Avda. de América.', 'Trabaja mucho.'],
    ['¿Quién es?', '¡No lo sé!', 'Nadie lo sabe.'],
    ['Véase la pág. 12 y el art. 3.', 'Es claro.'],
    ['En el s. XIX d. C. hubo guerras.', 'Muchas.'],
    ['Compró pan, vino, etc. y se fue.', 'Ella esperó.'],
    ['Vds. pueden pasar.', 'D. José les espera.'],
    ['«No iré», dijo ella.', '«¿Por qué?», preguntó él.'],
    ['El JJ. OO. de 1992 fue en Barcelona.', 'Fue un éxito.'],
    ['La Srta. Pérez llegó tarde.', 'Nadie lo notó.'],
    ['El Prof. Díaz y el Ing. Soto hablan.', 'Bien.'],
    ['Murió en el 44 a. C. en Roma.', 'Fue un escándalo.'],
    ['Es decir, p. ej. el pan.', 'Nada más.'],
    ['El núm. 5 ganó.', 'El 6 perdió.'],
    ['Viajó a EE. UU. en 1990.', 'Volvió pronto.'],
    ['Los RR. CC. fundaron la ciudad.', 'Es antigua.'],
    ['Sto. Domingo es bella.', 'Me gusta.'],
    ['El Gral. Franco murió.', 'España cambió.'],
  ],
  it: [
    ['Il sig. Rossi e la dott.ssa Bianchi arrivano.', 'Parlano poco.'],
    ["Nel sec. XIX l'Italia era divisa.", 'Poi fu unita.'],
    ['Vedi pag. 12 e art. 3 della legge.', 'È chiaro.'],
    ['«Non vengo», disse lei.', '«Perché?», chiese lui.'],
    ['Il prof. Verdi nacque nel 1813.', 'Morì nel 1901.'],
    ['Comprò pane, vino, ecc. e tornò a casa.', 'Lei aspettava.'],
    ['Visse nel I sec. a.C. a Roma.', 'Non si sa altro.'],
    ["L'on. Moro parlò.", 'Tutti ascoltarono.'],
    ["Il dott. Neri e l'ing. Sala lavorano.", 'Bene.'],
    ['Costa ca. 20 euro.', 'È caro.'],
    ['S. Francesco nacque ad Assisi.', 'Era ricco.'],
    ['Cfr. cap. 3 per altro.', 'Grazie.'],
    ['Il gen. Cadorna perse.', 'Fu rimosso.'],
    ['Nel 44 a. C. morì Cesare.', 'Roma tremò.'],
    ['«Vieni!» gridò.', 'Nessuno venne.'],
  ],
  pt: [
    ['O Sr. Silva e a Sra. Costa chegaram.', 'Falaram pouco.'],
    ['O Dr. Souza mora na Av. Paulista.', 'Trabalha muito.'],
    ['Ver pág. 12 e art. 3 da lei.', 'É claro.'],
    ['No séc. XIX d.C. houve guerras.', 'Muitas.'],
    ['Comprou pão, vinho, etc. e foi embora.', 'Ela esperou.'],
    ['O Prof. Lima nasceu em 1950.', 'Ele vive em Lisboa.'],
    ['Os EUA assinaram.', 'O Brasil não.'],
    ['A Profa. Lima e o Eng. Sá falam.', 'Bem.'],
    ['O Exmo. Sr. Juiz chegou.', 'Todos se levantaram.'],
    ['Morreu em 44 a.C. em Roma.', 'Foi um escândalo.'],
    ['Mora na R. Augusta.', 'Gosta de lá.'],
    ['«Vem?» perguntou ela.', '«Não.»'],
    ['D. Pedro II reinou.', 'Caiu em 1889.'],
  ],
  nl: [
    ['Dhr. Jansen en mevr. de Vries kwamen.', 'Zij spraken weinig.'],
    ['Dat geldt bijv. voor kinderen.', 'Het geldt niet voor allen.'],
    ['Zie blz. 12 en art. 3 van de wet.', 'Het is duidelijk.'],
    ['Hij kocht brood, wijn enz. en ging naar huis.', 'Zij wachtte.'],
    ['Prof. dr. Bakker werd in 1950 geboren.', 'Hij woont in Leiden.'],
    ['Dat is o.a. door de oorlog gekomen.', 'Het is lang geleden.'],
    ['Ca. 20 mln. euro is weg.', 'Niemand weet waarom.'],
    ['Mw. Smit en drs. Kok zijn er.', 'Goed.'],
    ['Het kost ca. 20 euro.', 'Duur.'],
    ['Zie nr. 5 en hfst. 3.', 'Dank u.'],
    ['Mr. Pels is advocaat.', 'Hij wint.'],
    ['„Kom je?” vroeg zij.', '„Nee.”'],
    ['Dat is d.w.z. alles.', 'Niets meer.'],
    ['Hij woonde a.d. Rijn.', 'Mooi.'],
  ],
  ru: [
    ['В 1990 г. он уехал.', 'Он не вернулся.'],
    ['А. С. Пушкин родился в 1799 году.', 'Он умер в 1837.'],
    ['Он купил хлеб, вино и т. д. и ушёл.', 'Она ждала.'],
    ['Это было в XIX в. в Москве.', 'Потом всё изменилось.'],
    ['См. стр. 12 и ст. 3 закона.', 'Это ясно.'],
    ['Он живёт на ул. Ленина в г. Омске.', 'Там холодно.'],
    ['«Я не приду», — сказала она.', '«Почему?» — спросил он.'],
    ['Это т. н. реформа.', 'Она не удалась.'],
    ['Около 20 тыс. человек, т. е. все, ушли.', 'Никто не остался.'],
    ['Проф. Иванов и акад. Петров спорили.', 'Никто не победил.'],
    ['Родился в 1799 г. в Москве.', 'Умер в Петербурге.'],
    ['Это стоит 20 млн. рублей.', 'Дорого.'],
    ['В г. Туле живёт брат.', 'Он учитель.'],
    ['«Уходи!» — крикнул он.', 'Она ушла.'],
    ['И. о. директора пришёл.', 'Все встали.'],
    ['Там были столы, стулья и пр.', 'Окна были закрыты.'],
    ['В 5 в. до н. э. всё было иначе.', 'Теперь нет.'],
    ['Гр. Толстой писал.', 'Его читали.'],
  ],
  ja: [
    ['「行く。」と言った。', '彼は帰った。'],
    ['「もう遅い。帰ろう。」と彼女は言った。', '誰も動かなかった。'],
    ['東京は首都です。', '「行く」と言った。'],
    ['「本当か？」と彼は聞いた。', '「ええ。」'],
    ['これは何だ！', '誰も知らない。'],
    ['彼（当時二十歳。）は若かった。', '今は違う。'],
    ['「来たのか。」', '「はい。」'],
    ['「危ない！」と叫んだ。', '誰もいない。'],
    ['彼は「はい。」とだけ答えた。', 'それきりだった。'],
    ['「雨だ。」', '「そうだね。」'],
    ['なぜ？', 'わからない。'],
    ['「来い。」という声がした。', '彼は走った。'],
    ['そう言って（笑いながら。）去った。', '静かだ。'],
    ['『坊っちゃん。』を読んだ。', '面白い。'],
  ],
  zh: [
    ['“你来吗？”她问。', '“不来。”他说。'],
    ['这是什么！', '没有人知道。'],
    ['「不行。」他說。', '她笑了。'],
    ['北京是首都。', '上海不是。'],
    ['他问：“为什么？”', '没有回答。'],
    ['“走吧！”他喊道。', '她没动。'],
    ['她说：“好。”', '天黑了。'],
    ['“为什么？”', '“不知道。”'],
    ['《红楼梦》很长。', '我喜欢。'],
    ['他问道：“你是谁？”', '我笑了。'],
    ['「快來！」她叫道。', '沒有人來。'],
    ['他（笑了。）走了。', '天亮了。'],
  ],
};

describe('sentences of a paragraph', () => {
  it.each([
    [['Dr. J. R. Smith came.', 'He left.']],
    [['He went to the U.S.', 'The man stayed.']],
    [['U.S. forces left.', 'They came back.']],
    [['Acme Inc. said so.', 'It paid $3.5 million.']],
    [['"Why?" she asked.', '"No," he said.']],
    [['Too many are opposed ...', 'Trump might suggest revisions.']],
    [['It was … quiet.', 'Then it rained.']],
    [['In World War I.', 'The men came home.']],
    [['He met Gen. Lee on Jan. 3.', 'It rained.']],
  ])('keeps abbreviations, initials and pauses inside: %j', (sentences) => {
    expect(split(sentences.join(' '))).toEqual(sentences);
  });

  it('gives an opening mark to the sentence that it opens, where no space parts them', () => {
    expect(split('東京は首都です。「行く」と言った。', 'ja')).toEqual([
      '東京は首都です。',
      '「行く」と言った。',
    ]);
  });

  describe.each(Object.entries(TEXTS))('in %s', (language, texts) => {
    it.each(texts.map((text) => [text]))('are told apart: %j', (sentences) => {
      const together = sentences.join(['ja', 'zh'].includes(language) ? '' : ' ');
      expect(split(together, language)).toEqual(sentences);
    });
  });

  it('loses no character but the spaces between sentences', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const slices = sentencesOf(text, 'en');
        let at = 0;
        for (const { start, end } of slices) {
          expect(text.slice(at, start).trim()).toBe('');
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
    );
  });
});
