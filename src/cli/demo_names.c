/* Names of people, places and companies, language by language; see demo_names.h.
 *
 * TO ADD A LANGUAGE: one row here. The test checks that every item can be stored, that phone
 * numbers are possible ones of the country, and that no two companies get the same domain.
 */
#include "cli/demo_names.h"

#include "base/str.h"

/* clang-format off */
const struct demo_locale demo_locales[] = {
    {.country = "US", .currency = "USD", .rate = 1, .weight = 6,
     .given = {"Emily|Olivia|Ava|Hannah|Grace|Madison|Chloe|Abigail|Natalie|Brooke|Taylor|Megan|"
               "Rachel|Lauren|Ashley|Kayla|Zoe|Nora|Ruth|Imani|Aaliyah|Camille",
               "James|Michael|Ethan|Noah|Logan|Tyler|Jacob|Mason|Caleb|Wyatt|Henry|Owen|Marcus|"
               "Andre|Jamal|Trevor|Dylan|Nathan|Samuel|Isaac|Curtis|DeShawn"},
     .family = "Smith|Johnson|Williams|Brown|Davis|Miller|Anderson|Jackson|Harris|Thompson|Walker|"
               "Robinson|Mitchell|Carter|Parker|Collins|Brooks|Reed|Bailey|Cooper|Washington|"
               "Freeman|Vanderberg|Castellano",
     .cities = "New York|Chicago|Austin|Seattle|Denver|Boston|Atlanta|Portland",
     .trades = "Consulting|Software|Logistics|Dental|Realty|Roofing|Media|Outfitters",
     .forms = "Inc.|LLC|Corp.|Co.", .streets = "{d} Main Street|{d} Oak Avenue|{d} Maple Drive",
     .phones = "+1 212 555 01xx|+1 312 555 01xx|+1 (512) 555-01xx|+1-206-555-01xx|+1 617 555 01xx",
     .remarks = "Prefers a quick call before nine.|Coaches little league on Saturdays."},
    {.country = "GB", .currency = "GBP", .rate = 1, .weight = 4,
     .given = {"Amelia|Isla|Poppy|Freya|Charlotte|Imogen|Beatrice|Harriet|Eleanor|Niamh|Aoife|"
               "Rhiannon|Priya|Zara|Georgina|Siân",
               "Oliver|George|Arthur|Alfie|Rory|Callum|Rhys|Angus|Hamish|Finlay|Edward|Rupert|"
               "Declan|Kieran|Gareth|Imran"},
     .family = "Hughes|Whitfield|Ashworth|Pemberton|O'Brien|MacLeod|Fraser|Llewellyn|Cartwright|"
               "Bancroft|Hargreaves|Sinclair|Patel|Okonjo-Reid|Thornton|Wainwright|Gallagher|"
               "Fitzgerald|Campbell|Rowntree",
     .cities = "London|Manchester|Bristol|Leeds|Cardiff|Edinburgh|Belfast",
     .trades = "Partners|Engineering|Brewing|Antiques|Solicitors|Textiles|Bakery|Joinery",
     .forms = "Ltd|LLP|plc|& Sons Ltd", .streets = "{d} High Street|{d} Station Road|{d} Mill Lane",
     .phones = "+44 20 7946 0xxx|+44 161 496 0xxx|+44 117 496 0xxx|+44 7700 900xxx",
     .remarks = "Back from the Lakes on Monday.|Milk first, then the tea, apparently."},
    {.country = "DE", .currency = "EUR", .rate = 1, .weight = 5,
     .given = {"Anna|Lena|Hannah|Jule|Katharina|Sabine|Ute|Heike|Frauke|Käthe|Svenja|Mareike|"
               "Franziska|Johanna|Birgit|Jördis",
               "Maximilian|Jonas|Felix|Jürgen|Björn|Günther|Matthias|Torsten|Uwe|Florian|Moritz|"
               "Lennart|Sönke|Götz|Andreas|Holger"},
     .family = "Müller|Schmidt|Schneider|Weiß|Krüger|Schäfer|Köhler|Böhm|Großmann|Lindner|Vogt|"
               "Jäger|Brandt|Seidel|von der Heide|Petersen|Straßburger|Hölzl|Zimmermann|Kühn|"
               "Nowak-Lehmann|Rößler",
     .cities = "Berlin|Hamburg|München|Köln|Leipzig|Nürnberg|Freiburg",
     .trades = "Maschinenbau|Logistik|Elektrotechnik|Bau|Feinkost|Werbung|Gartenbau|Präzision",
     .forms = "GmbH|AG|GmbH & Co. KG|e.K.",
     .streets = "Hauptstraße {d}|Lindenweg {d}|Am Markt {d}",
     .phones = "+49 30 23125 xxx|+49 40 66969 xxx|+49 89 99998 xxx|030 23125xxx|+49 171 39200xx",
     .remarks = "Bitte nur schriftlich, am liebsten per E-Mail.|Im August immer an der Ostsee."},
    {.country = "FR", .currency = "EUR", .rate = 1, .weight = 4,
     .given = {"Camille|Léa|Chloé|Inès|Hélène|Aurélie|Margaux|Élodie|Solène|Noémie|Françoise|"
               "Maëlle|Anaïs|Clémence|Geneviève|Zoé",
               "Hugo|Théo|Jérôme|François|Benoît|Étienne|Loïc|Mathéo|Gaël|Cédric|Rémi|Thibault|"
               "Jean-Baptiste|Maël|Aurélien|Noël"},
     .family = "Martin|Bernard|Lefèvre|Moreau|Girard|Bélanger|Gauthier|Châtelain|Dubois|Marchand|"
               "Fontaine|Rousseau|Lemaître|Perrin|D'Aubigné|Boulanger|Guérin|Delacroix|Besnard|"
               "Le Goff",
     .cities = "Paris|Lyon|Nantes|Bordeaux|Strasbourg|Marseille|Besançon",
     .trades = "Menuiserie|Conseil|Pâtisserie|Transports|Vignobles|Imprimerie|Optique|Éditions",
     .forms = "SARL|SAS|SA|et Fils", .trade_first = true,
     .streets = "{d} rue de la Gare|{d} avenue Foch|{d} place du Marché",
     .phones = "+33 1 99 00 xx xx|+33 2 61 91 xx xx|+33 4 65 71 xx xx|+33 6 39 98 xx xx",
     .remarks = "À rappeler après les vacances.|Grande amatrice de vélo et de fromage."},
    {.country = "ES", .currency = "EUR", .rate = 1, .weight = 3,
     .given = {"María|Lucía|Carmen|Begoña|Inés|Rocío|Paula|Itziar|Nuria|Ángela|Mónica|Leire|"
               "Pilar|Concepción|Aitana|Sofía",
               "José|Javier|Íñigo|Álvaro|Andrés|Raúl|Óscar|Martín|Jesús|Joaquín|Unai|Sergi|"
               "Adrián|Rubén|Jordi|Hernán"},
     .family = "García López|Fernández|Rodríguez Peña|Muñoz|Núñez|Ibáñez|Etxeberria|Puig i Vila|"
               "Castaño|Álvarez|Gutiérrez|Ordóñez|Zabala|Serrano|Vázquez|Domínguez|Soler|Méndez",
     .cities = "Madrid|Barcelona|Sevilla|Bilbao|Málaga|A Coruña|Zaragoza",
     .trades = "Construcciones|Talleres|Bodegas|Muebles|Asesoría|Aceites|Viajes|Diseño",
     .forms = "S.L.|S.A.|S.L.U.", .trade_first = true,
     .streets = "Calle Mayor, {d}|Avenida del Puerto, {d}|Plaza de España, {d}",
     .phones = "+34 910 000 xxx|+34 930 000 xxx|+34 600 000 xxx",
     .remarks = "Mejor llamar por la tarde.|Le encanta la pelota vasca."},
    {.country = "PT", .currency = "EUR", .rate = 1, .weight = 1,
     .given = {"Inês|Beatriz|Leonor|Conceição|Margarida|Catarina|Graça|Rute",
               "João|Tomás|Gonçalo|Simão|Rui|Nuno|Luís|Estêvão"},
     .family = "Gonçalves|Conceição|Magalhães|Brandão|Falcão|Guimarães|Simões|Lourenço|Queirós|"
               "Assunção",
     .cities = "Lisboa|Porto|Braga|Évora", .trades = "Cortiças|Conservas|Azulejos|Calçados|Pesca",
     .forms = "Lda.|S.A.", .trade_first = true, .streets = "Rua do Comércio, {d}|Largo da Sé, {d}",
     .phones = "+351 21 000 0xxx|+351 22 000 0xxx", .remarks = "Fala muito bem alemão."},
    {.country = "BR", .currency = "BRL", .rate = 6, .weight = 3,
     .given = {"Ana Júlia|Letícia|Fernanda|Thaís|Cauane|Débora|Jussara|Iara|Patrícia|Luiza",
               "João Pedro|Thiago|Caíque|Vinícius|Otávio|Ubirajara|Márcio|Wellington|Davi|Raí"},
     .family = "da Silva|dos Santos|Araújo|Cavalcânti|Nascimento|Moraes|Sequeira|Galvão|Teixeira|"
               "Figueirêdo|Tavares|Antônio de Sá",
     .cities = "São Paulo|Recife|Florianópolis|Belém|Goiânia|Curitiba",
     .trades = "Engenharia|Cafés|Tecnologia|Agropecuária|Moda|Turismo",
     .forms = "Ltda.|S.A.|EIRELI", .streets = "Rua das Palmeiras, {d}|Avenida Paulista, {d}",
     .phones = "+55 11 90000-0xxx|+55 21 90000-0xxx|+55 81 90000-0xxx",
     .remarks = "Manda áudio no aplicativo, nunca escreve."},
    {.country = "IT", .currency = "EUR", .rate = 1, .weight = 3,
     .given = {"Giulia|Chiara|Francesca|Niccolina|Beatrice|Alessia|Ludovica|Ginevra|Mirella|Noemi|"
               "Azzurra|Ilaria",
               "Lorenzo|Matteo|Niccolò|Giosuè|Alessandro|Tommaso|Ettore|Cosimo|Dario|Pasquale|"
               "Elia|Rocco"},
     .family = "Rossi|Bianchi|Esposito|De Luca|Dell'Acqua|Fabbri|Colombo|Moretti|Sanità|Cantù|"
               "Pellegrini|Di Stefano|Marchetti|Gallo|Barbieri|Zanetti",
     .cities = "Milano|Torino|Bologna|Napoli|Forlì|Verona",
     .trades = "Officine|Ceramiche|Pastificio|Sartoria|Cantine|Arredamenti|Costruzioni",
     .forms = "S.r.l.|S.p.A.|S.n.c.", .trade_first = true,
     .streets = "Via Roma {d}|Corso Garibaldi {d}|Piazza Mazzini {d}",
     .phones = "+39 02 0000 0xxx|+39 06 0000 0xxx|+39 011 000 0xxx",
     .remarks = "Solo caffè, mai il cappuccino dopo le undici."},
    {.country = "NL", .currency = "EUR", .rate = 1, .weight = 2,
     .given = {"Sanne|Fleur|Maaike|Anouk|Lotte|Noor|Marijke|Roos|Renée|Wietske",
               "Daan|Sem|Bram|Thijs|Joost|Ruben|Koen|Jeroen|Willem|André"},
     .family = "de Vries|van den Berg|van Dijk|Jansen|Bakker|Visser|'t Hart|de Graaf|Hoekstra|"
               "Kuipers|van 't Hof|Dijkstra|Wiersma",
     .cities = "Amsterdam|Utrecht|Rotterdam|Groningen|Den Haag",
     .trades = "Bloemen|Scheepvaart|Fietsen|Advies|Kaas|Drukwerk",
     .forms = "B.V.|N.V.|V.O.F.", .streets = "Kerkstraat {d}|Prinsengracht {d}|Dorpsweg {d}",
     .phones = "+31 20 000 0xxx|+31 10 000 0xxx|+31 30 000 0xxx",
     .remarks = "Komt op de fiets, ook als het regent."},
    {.country = "PL", .currency = "PLN", .rate = 4, .weight = 2,
     .given = {"Zofia|Agnieszka|Małgorzata|Łucja|Kinga|Świętosława|Bożena|Wiesława|Jagoda|Żaneta",
               "Łukasz|Wojciech|Paweł|Grzegorz|Stanisław|Zbigniew|Michał|Błażej|Rafał|Jędrzej"},
     .family = "Kowalski|Wiśniewski|Wójcik|Kamiński|Łukaszewicz|Zając|Dąbrowski|Gajewski|Żuraw|"
               "Sikorski|Brzęczyszczykiewicz|Jabłoński",
     .family_f = "Kowalska|Wiśniewska|Wójcik|Kamińska|Łukaszewicz|Zając|Dąbrowska|Gajewska|Żuraw|"
                 "Sikorska|Brzęczyszczykiewicz|Jabłońska",
     .cities = "Warszawa|Kraków|Łódź|Gdańsk|Wrocław|Poznań",
     .trades = "Usługi|Meble|Hurtownia|Budownictwo|Piekarnia|Stolarstwo",
     .forms = "Sp. z o.o.|S.A.|s.c.", .trade_first = true,
     .streets = "ul. Długa {d}|ul. Kościuszki {d}|al. Róż {d}",
     .phones = "+48 22 000 00 xx|+48 12 000 00 xx|+48 500 000 xxx",
     .remarks = "Najlepiej dzwonić rano.|Zbiera stare mapy."},
    {.country = "CZ", .currency = "CZK", .rate = 25, .weight = 2,
     .given = {"Eliška|Tereza|Božena|Šárka|Kateřina|Zdeňka|Růžena|Markéta",
               "Jiří|Ondřej|Tomáš|Vojtěch|Řehoř|Matěj|Zdeněk|Štěpán"},
     .family = "Novák|Dvořák|Černý|Procházka|Kučera|Veselý|Říha|Šimek|Žižka|Hájek",
     .family_f = "Nováková|Dvořáková|Černá|Procházková|Kučerová|Veselá|Říhová|Šimková|Žižková|"
                 "Hájková",
     .cities = "Praha|Brno|Plzeň|Ústí nad Labem", .trades = "Stavby|Sklárna|Pivovar|Účetnictví",
     .forms = "s.r.o.|a.s.", .streets = "Náměstí Míru {d}|Dlouhá {d}",
     .phones = "+420 200 000 xxx|+420 770 000 xxx", .remarks = "Na chatě není signál."},
    {.country = "HU", .currency = "HUF", .rate = 400, .weight = 1, .family_first = true,
     .given = {"Eszter|Zsófia|Ágnes|Réka|Boglárka|Ildikó|Tünde|Zsuzsanna",
               "Bence|László|Győző|Ákos|Gergő|Zoltán|Csaba|Ödön"},
     .family = "Nagy|Kovács|Tóth|Szabó|Őze|Kőszegi|Fülöp|Gyöngyösi|Bíró|Csizmadia",
     .cities = "Budapest|Győr|Debrecen|Pécs", .trades = "Építő|Pékség|Gépgyár|Könyvelő",
     .forms = "Kft.|Zrt.|Bt.", .streets = "Kossuth tér {d}.|Petőfi utca {d}.",
     .phones = "+36 1 000 0xxx|+36 20 000 0xxx", .remarks = "Csak délután érhető el."},
    {.country = "SE", .currency = "SEK", .rate = 11, .weight = 2,
     .given = {"Astrid|Maja|Åsa|Linnéa|Ebba|Märta|Saga|Ylva|Gun-Britt|Elsa",
               "Björn|Lars|Åke|Göran|Måns|Nils|Örjan|Viktor|Sixten|Håkan"},
     .family = "Andersson|Lindström|Åkerman|Bergström|Öberg|Sjögren|Nyström|Hägglund|Ekdahl|"
               "Wallin|Sjöberg",
     .cities = "Stockholm|Göteborg|Malmö|Umeå|Växjö",
     .trades = "Bygg|Möbler|Förlag|Skog|Teknik|Rederi", .forms = "AB|HB|Handelsbolag",
     .streets = "Storgatan {d}|Drottninggatan {d}|Björkvägen {d}",
     .phones = "+46 8 465 004 xx|+46 31 390 06 xx|+46 40 628 04 xx",
     .remarks = "Fika alltid, men helst på distans."},
    {.country = "NO", .currency = "NOK", .rate = 11, .weight = 1,
     .given = {"Ingrid|Solveig|Bjørg|Åshild|Sunniva|Tiril|Ragnhild|Sølvi",
               "Øyvind|Håvard|Sigurd|Bjørnar|Tormod|Pål|Vidar|Eirik"},
     .family = "Hansen|Bjørnstad|Ødegård|Haugland|Sæther|Nygård|Strømme|Røed|Kjærstad",
     .cities = "Oslo|Bergen|Tromsø|Ålesund", .trades = "Fiskeri|Kraft|Sjømat|Verft",
     .forms = "AS|ASA|ANS", .streets = "Kirkegata {d}|Fjordveien {d}",
     .phones = "+47 22 00 00 xx|+47 55 00 00 xx", .remarks = "På hytta hele påsken."},
    {.country = "TR", .currency = "TRY", .rate = 45, .weight = 2,
     .given = {"Ayşe|Elif|Zeynep|Gülşen|Çiğdem|Özlem|Büşra|Şule|İrem|Nilüfer",
               "Mehmet|Emre|Çağrı|Oğuzhan|Ömer|Şükrü|İbrahim|Barış|Uğur|Kağan"},
     .family = "Yılmaz|Demir|Şahin|Çelik|Öztürk|Aydın|Kılıç|Doğan|Güneş|Karadağ|Işık|Türkoğlu",
     .cities = "İstanbul|İzmir|Eskişehir|Diyarbakır|Muğla",
     .trades = "İnşaat|Tekstil|Gıda|Lojistik|Matbaa|Zeytincilik",
     .forms = "A.Ş.|Ltd. Şti.|ve Oğulları", .streets = "Atatürk Caddesi No: {d}|Çiçek Sokak {d}",
     .phones = "+90 212 000 0xxx|+90 232 000 0xxx|+90 555 000 0xxx",
     .remarks = "Çay içmeden iş konuşmaz."},
    {.country = "GR", .currency = "EUR", .rate = 1, .weight = 2,
     .given = {"Ελένη=eleni|Μαρία=maria|Αγγελική=angeliki|Δέσποινα=despina|Χρυσούλα=chrysoula|"
               "Καλλιόπη=kalliopi|Ευγενία=evgenia|Θεοδώρα=theodora",
               "Γιώργος=giorgos|Νίκος=nikos|Αθανάσιος=athanasios|Χρήστος=christos|"
               "Σπύρος=spyros|Λεωνίδας=leonidas|Οδυσσέας=odysseas|Πέτρος=petros"},
     .family = "Παπαδόπουλος=papadopoulos|Γεωργίου=georgiou|Οικονόμου=oikonomou|Ιωάννου=ioannou|"
               "Καραγιάννης=karagiannis|Βλάχος=vlachos|Αντωνίου=antoniou|Ζωγράφος=zografos",
     .family_f = "Παπαδοπούλου=papadopoulou|Γεωργίου=georgiou|Οικονόμου=oikonomou|"
                 "Ιωάννου=ioannou|Καραγιάννη=karagianni|Βλάχου=vlachou|Αντωνίου=antoniou|"
                 "Ζωγράφου=zografou",
     .cities = "Αθήνα=athina|Θεσσαλονίκη=thessaloniki|Πάτρα=patra|Ηράκλειο=irakleio",
     .trades = "Ναυτιλιακή=naftiliaki|Τρόφιμα=trofima|Κατασκευές=kataskeves|Εκδόσεις=ekdoseis|"
               "Ελαιοτριβείο=elaiotriveio",
     .forms = "Α.Ε.|Ε.Π.Ε.|Ο.Ε.", .streets = "Ερμού {d}|Λεωφόρος Αλεξάνδρας {d}",
     .phones = "+30 210 000 0xxx|+30 2310 000 xxx", .remarks = "Μιλάει για τη θάλασσα με τις ώρες."},
    {.country = "RU", .currency = "RUB", .rate = 95, .weight = 2,
     .given = {"Ольга=olga|Анастасия=anastasia|Екатерина=ekaterina|Юлия=yulia|Светлана=svetlana|"
               "Ксения=ksenia|Людмила=lyudmila|Алёна=alyona",
               "Алексей=alexey|Дмитрий=dmitry|Сергей=sergey|Юрий=yuri|Артём=artyom|"
               "Владислав=vladislav|Михаил=mikhail|Ярослав=yaroslav"},
     .family = "Иванов=ivanov|Кузнецов=kuznetsov|Соколов=sokolov|Щербаков=shcherbakov|"
               "Жуков=zhukov|Чернышёв=chernyshyov|Белый=bely|Воробьёв=vorobyov|Цветков=tsvetkov",
     .family_f = "Иванова=ivanova|Кузнецова=kuznetsova|Соколова=sokolova|Щербакова=shcherbakova|"
                 "Жукова=zhukova|Чернышёва=chernyshyova|Белая=belaya|Воробьёва=vorobyova|"
                 "Цветкова=tsvetkova",
     .cities = "Москва=moskva|Новосибирск=novosibirsk|Казань=kazan|Томск=tomsk",
     .trades = "Строй=stroy|Мебель=mebel|Издательство=izdatelstvo|Сервис=servis|Текстиль=tekstil",
     .forms = "ООО|АО|ИП", .company = "{l} «{n}»",
     .streets = "ул. Ленина, д. {d}|Садовая ул., {d}",
     .phones = "+7 495 000 00xx|+7 383 000 00xx|8 (495) 000-00-xx",
     .remarks = "Лучше писать, чем звонить."},
    {.country = "UA", .currency = "UAH", .rate = 48, .weight = 2,
     .given = {"Оксана=oksana|Наталія=nataliia|Соломія=solomiia|Їванна=yivanna|Ярина=yaryna|"
               "Зоряна=zoriana|Леся=lesia|Мар'яна=mariana",
               "Тарас=taras|Олексій=oleksii|Богдан=bohdan|Євген=yevhen|Остап=ostap|"
               "Сергій=serhii|Ігор=ihor|Юрій=yurii"},
     .family = "Шевченко=shevchenko|Коваленко=kovalenko|Бойко=boiko|Ткачук=tkachuk|"
               "Гончар=honchar|Мельничук=melnychuk|Поліщук=polishchuk|Ґонта=gonta",
     .cities = "Київ=kyiv|Львів=lviv|Одеса=odesa|Чернівці=chernivtsi",
     .trades = "Буд=bud|Хліб=khlib|Агро=ahro|Друк=druk|Дерево=derevo",
     .forms = "ТОВ|ПП|ФОП", .company = "{l} «{n}»",
     .streets = "вул. Хрещатик, {d}|просп. Свободи, {d}",
     .phones = "+380 44 000 00xx|+380 32 000 00xx", .remarks = "Зв'язок буває лише ввечері."},
    {.country = "EG", .currency = "EGP", .rate = 52, .weight = 2,
     .given = {"فاطمة=fatima|مريم=mariam|نور=nour|سلمى=salma|ياسمين=yasmin|هبة=heba|"
               "رانيا=rania|دينا=dina",
               "محمد=mohamed|أحمد=ahmed|عمر=omar|يوسف=youssef|كريم=karim|طارق=tarek|"
               "خالد=khaled|حسام=hossam"},
     .family = "حسن=hassan|إبراهيم=ibrahim|المصري=elmasry|عبد الله=abdallah|منصور=mansour|"
               "الشريف=elsherif|فاروق=farouk|سليمان=soliman",
     .cities = "القاهرة=cairo|الإسكندرية=alexandria|أسوان=aswan|الجيزة=giza",
     .trades = "تجارة=tegara|نسيج=naseeg|سياحة=seyaha|عمارة=emara|أغذية=aghzeya",
     .forms = "ش.م.م|ذ.م.م|وأولاده", .trade_first = true,
     .streets = "شارع النيل {d}|شارع الجمهورية {d}",
     .phones = "+20 2 0000 0xxx|+20 3 000 0xxx", .remarks = "يفضل الاتصال بعد صلاة العصر."},
    {.country = "IL", .currency = "ILS", .rate = 4, .weight = 1,
     .given = {"נועה=noa|תמר=tamar|יעל=yael|שירה=shira|מיכל=michal|אביגיל=avigail",
               "דוד=david|יוסי=yossi|איתן=eitan|נועם=noam|עמית=amit|אליעזר=eliezer"},
     .family = "כהן=cohen|לוי=levi|מזרחי=mizrahi|פרידמן=friedman|ביטון=biton|אבוטבול=abutbul|"
               "בן דוד=bendavid",
     .cities = "תל אביב=telaviv|חיפה=haifa|באר שבע=beersheva|ירושלים=jerusalem",
     .trades = "הנדסה=handasa|תוכנה=tochna|מאפיית=maafiyat|דפוס=dfus", .forms = "בע\"מ|ובניו",
     .trade_first = true, .streets = "רחוב הרצל {d}|שדרות רוטשילד {d}",
     .phones = "+972 3 000 0xxx|+972 4 000 0xxx", .remarks = "לא בשבת, כמובן."},
    {.country = "IR", .currency = "EUR", .rate = 1, .weight = 1,
     .given = {"زهرا=zahra|شیرین=shirin|نازنین=nazanin|پریسا=parisa|لیلا=leila|مهسا=mahsa",
               "رضا=reza|آرش=arash|کیان=kian|بهرام=bahram|پویا=pouya|داریوش=dariush"},
     .family = "حسینی=hosseini|رضایی=rezaei|تهرانی=tehrani|کریم‌پور=karimpour|نجفی=najafi|"
               "فرهادی=farhadi",
     .cities = "تهران=tehran|شیراز=shiraz|تبریز=tabriz|اصفهان=esfahan",
     .trades = "فرش=farsh|چاپ=chap|ساختمان=sakhteman", .forms = "و شرکا|(سهامی خاص)",
     .trade_first = true, .streets = "خیابان حافظ، پلاک {d}",
     .phones = "+98 21 0000 0xxx|+98 71 0000 0xxx", .remarks = "عاشق شعر حافظ است."},
    {.country = "IN", .currency = "INR", .rate = 95, .weight = 3,
     .given = {"प्रिया=priya|अनन्या=ananya|काव्या=kavya|सुनीता=sunita|दीपिका=deepika|"
               "रश्मि=rashmi|नेहा=neha|इंदिरा=indira",
               "राहुल=rahul|अर्जुन=arjun|विक्रम=vikram|संजय=sanjay|आदित्य=aditya|"
               "मनीष=manish|हर्ष=harsh|कृष्ण=krishna"},
     .family = "शर्मा=sharma|वर्मा=verma|गुप्ता=gupta|सिंह=singh|मिश्रा=mishra|जोशी=joshi|"
               "चौधरी=chaudhary|अग्रवाल=agrawal|त्रिपाठी=tripathi",
     .cities = "दिल्ली=delhi|मुंबई=mumbai|जयपुर=jaipur|वाराणसी=varanasi|लखनऊ=lucknow",
     .trades = "वस्त्र=vastra|मसाले=masale|निर्माण=nirman|परिवहन=parivahan|"
               "सॉफ़्टवेयर=software",
     .forms = "प्रा. लि.|लि.|एंड संस", .streets = "{d}, महात्मा गांधी मार्ग|{d}, स्टेशन रोड",
     .phones = "+91 11 0000 0xxx|+91 22 0000 0xxx|+91 90000 00xxx",
     .remarks = "दीवाली पर ज़रूर याद करें।"},
    {.country = "BD", .currency = "BDT", .rate = 130, .weight = 1,
     .given = {"ফাতেমা=fatema|নুসরাত=nusrat|তানজিনা=tanzina|শর্মিলা=sharmila",
               "রহিম=rahim|তানভীর=tanvir|সাকিব=sakib|অনির্বাণ=anirban"},
     .family = "হোসেন=hossain|চক্রবর্তী=chakraborty|খান=khan|আহমেদ=ahmed|দাস=das",
     .cities = "ঢাকা=dhaka|চট্টগ্রাম=chattogram|খুলনা=khulna",
     .trades = "বস্ত্র=bostro|চা=cha|জাহাজ=jahaj", .forms = "লিমিটেড|এন্টারপ্রাইজ",
     .streets = "{d} মিরপুর রোড|{d} নিউ মার্কেট", .phones = "+880 2 0000 0xxx",
     .remarks = "বৃষ্টির দিনে দেরি হয়।"},
    {.country = "CN", .currency = "CNY", .rate = 8, .weight = 3, .family_first = true,
     .name_gap = "", .trade_gap = "",
     .given = {"芳=fang|秀英=xiuying|丽=li|雪梅=xuemei|婷婷=tingting|思雨=siyu|佳怡=jiayi|"
               "晓燕=xiaoyan|若曦=ruoxi",
               "伟=wei|强=qiang|建国=jianguo|浩然=haoran|子轩=zixuan|志明=zhiming|鹏=peng|"
               "俊杰=junjie|宇航=yuhang"},
     .family = "王=wang|李=li|张=zhang|刘=liu|陈=chen|杨=yang|赵=zhao|黄=huang|欧阳=ouyang|"
               "周=zhou|徐=xu|司马=sima",
     .cities = "北京=beijing|上海=shanghai|深圳=shenzhen|成都=chengdu|杭州=hangzhou|西安=xian",
     .trades = "科技=keji|贸易=maoyi|建设=jianshe|食品=shipin|物流=wuliu|文化=wenhua",
     .forms = "有限公司|股份有限公司|集团", .company = "{n}{l}",
     .streets = "人民路{d}号|中山大道{d}号", .phones = "+86 10 0000 0xxx|+86 21 0000 0xxx",
     .remarks = "喜欢喝龙井茶。|出差很多，最好发微信。"},
    {.country = "JP", .currency = "JPY", .rate = 160, .weight = 3, .family_first = true,
     .trade_gap = "",
     .given = {"陽菜=hina|美咲=misaki|さくら=sakura|結衣=yui|恵子=keiko|あかり=akari|"
               "真由美=mayumi|葵=aoi",
               "蓮=ren|翔太=shota|大輔=daisuke|健一=kenichi|悠真=yuma|拓也=takuya|"
               "ヒロシ=hiroshi|直樹=naoki"},
     .family = "佐藤=sato|鈴木=suzuki|高橋=takahashi|田中=tanaka|渡辺=watanabe|中村=nakamura|"
               "小林=kobayashi|斎藤=saito|五十嵐=igarashi|長谷川=hasegawa",
     .cities = "東京=tokyo|大阪=osaka|京都=kyoto|札幌=sapporo|福岡=fukuoka",
     .trades = "製作所=seisakusho|商事=shoji|建設=kensetsu|電機=denki|酒造=shuzo|出版=shuppan",
     .forms = "株式会社|有限会社|合同会社", .company = "{l}{n}",
     .streets = "中央区本町{d}丁目|駅前通り{d}番地", .phones = "+81 3 0000 0xxx|+81 6 0000 0xxx",
     .remarks = "打ち合わせは午前中が良い。"},
    {.country = "KR", .currency = "KRW", .rate = 1500, .weight = 2, .family_first = true,
     .name_gap = "", .trade_gap = "",
     .given = {"서연=seoyeon|지우=jiwoo|민지=minji|하은=haeun|수빈=subin|은주=eunju|유진=yujin",
               "민준=minjun|도윤=doyun|성호=seongho|지훈=jihun|현우=hyunwoo|태양=taeyang|"
               "재석=jaeseok"},
     .family = "김=kim|이=lee|박=park|최=choi|정=jeong|강=kang|윤=yoon|남궁=namgung|황보=hwangbo",
     .cities = "서울=seoul|부산=busan|대구=daegu|제주=jeju",
     .trades = "전자=jeonja|건설=geonseol|식품=sikpum|물산=mulsan|출판=chulpan",
     .forms = "주식회사|(주)|유한회사", .company = "{n} {l}",
     .streets = "강남대로 {d}|세종로 {d}번길", .phones = "+82 2 000 0xxx|+82 51 000 0xxx",
     .remarks = "금요일 저녁은 피할 것."},
    {.country = "VN", .currency = "VND", .rate = 28000, .weight = 2, .family_first = true,
     .given = {"Thị Lan|Thu Hà|Ngọc Ánh|Bích Phượng|Mỹ Linh|Thuỳ Dương|Kim Oanh|Yến Nhi",
               "Văn Hùng|Đức Anh|Minh Quân|Hữu Phước|Quốc Bảo|Thanh Tùng|Xuân Trường|Duy Khánh"},
     .family = "Nguyễn|Trần|Lê|Phạm|Hoàng|Võ|Đặng|Bùi|Đỗ|Ngô|Dương",
     .cities = "Hà Nội|Đà Nẵng|Huế|Cần Thơ",
     .trades = "Xây Dựng|Thủy Sản|Cà Phê|Dệt May|Vận Tải", .forms = "TNHH|CP", .trade_first = true,
     .company = "Công ty {l} {n}", .streets = "{d} Đường Lê Lợi|{d} Phố Huế",
     .phones = "+84 24 0000 0xxx|+84 28 0000 0xxx", .remarks = "Gặp ở quán cà phê là tốt nhất."},
    {.country = "TH", .currency = "THB", .rate = 38, .weight = 1,
     .given = {"สมหญิง=somying|กาญจนา=kanchana|พิมพ์ชนก=pimchanok|วราภรณ์=waraporn",
               "สมชาย=somchai|ธนกร=thanakorn|อนันต์=anan|ณัฐวุฒิ=nattawut"},
     .family = "ใจดี=jaidee|ศรีสุข=srisuk|วงศ์สวัสดิ์=wongsawat|ทองคำ=thongkham|บุญมา=boonma",
     .cities = "กรุงเทพ=krungthep|เชียงใหม่=chiangmai|ภูเก็ต=phuket",
     .trades = "อาหาร=ahan|การค้า=kankha|ก่อสร้าง=kosang", .forms = "จำกัด|(มหาชน)",
     .trade_first = true, .company = "บริษัท {n} {l}", .streets = "{d} ถนนสุขุมวิท",
     .phones = "+66 2 000 0xxx|+66 53 000 xxx", .remarks = "ชอบคุยทางไลน์มากกว่าโทร"},
    {.country = "ID", .currency = "IDR", .rate = 18500, .weight = 1,
     .given = {"Siti Rahma|Dewi|Putri Ayu|Ni Luh Sari|Ratna|Wulandari",
               "Budi|Agus|Wayan|Rizky|Bambang|Ketut"},
     .family = "Santoso|Wijaya|Hidayat|Nasution|Siregar|Pramudya|Suryadi|Gunawan",
     .cities = "Jakarta|Surabaya|Denpasar|Yogyakarta", .trades = "Teknik|Batik|Makmur|Bahari|Jaya",
     .forms = "PT|CV|UD", .company = "{l} {n}", .trade_first = true,
     .streets = "Jl. Sudirman No. {d}|Jl. Malioboro {d}",
     .phones = "+62 21 0000 0xxx|+62 31 000 0xxx", .remarks = "Macet, jadi telepon saja."},
    {.country = "NG", .currency = "NGN", .rate = 1700, .weight = 2,
     .given = {"Ọmọlará|Adébísí|Ìyábọ̀|Folákẹ́|Títílayọ̀|Ngozi|Chidinma|Amina|Yétúndé",
               "Olúwaṣeun|Ayọ̀délé|Ṣẹ́gun|Babátúndé|Kọ́ládé|Chukwuemeka|Obinna|Ibrahim|Káyọ̀dé"},
     .family = "Adéyẹmí|Ọlátúnjí|Ògúnbánjọ|Akíndélé|Adébáyọ̀|Ọláníyan|Okafor|Eze|Bello|Ṣóyínká",
     .cities = "Lagos|Ìbàdàn|Abẹ́òkúta|Abuja|Enugu",
     .trades = "Foods|Textiles|Farms|Motors|Studios|Ventures", .forms = "Ltd|Nig. Ltd|PLC",
     .streets = "{d} Awolowo Road|{d} Allen Avenue", .phones = "+234 1 000 0xxx|+234 2 000 0xxx",
     .remarks = "Ẹ jọ̀ọ́, ẹ pè mí lọ́jọ́ Ajé."},
    {.country = "KE", .currency = "KES", .rate = 140, .weight = 1,
     .given = {"Wanjiku|Achieng|Zawadi|Nyambura|Amani|Rehema", "Kamau|Otieno|Baraka|Juma|Kiprop|Musa"},
     .family = "Mwangi|Odhiambo|Kipchumba|Wekesa|Mutua|Njoroge|Abdalla",
     .cities = "Nairobi|Mombasa|Kisumu|Eldoret", .trades = "Safaris|Coffee|Solar|Hardware",
     .forms = "Ltd|& Co.", .streets = "{d} Moi Avenue|{d} Kenyatta Street",
     .phones = "+254 20 000 0xxx", .remarks = "Anapenda kuonana ana kwa ana."},
    {.country = "ET", .currency = "ETB", .rate = 150, .weight = 1,
     .given = {"ሰላም=selam|ህይወት=hiwot|ምህረት=mihret|ትዕግስት=tigist",
               "አበበ=abebe|ዳዊት=dawit|ሙሉጌታ=mulugeta|ዮናስ=yonas"},
     .family = "ተስፋዬ=tesfaye|በቀለ=bekele|ገብረማርያም=gebremariam|ከበደ=kebede|ወልደ=wolde",
     .cities = "አዲስ አበባ=addisababa|ጎንደር=gondar|ሀዋሳ=hawassa", .trades = "ቡና=buna|ንግድ=nigd|ግንባታ=ginbata",
     .forms = "ኃ.የተ.የግ.ማ.|አ.ማ.", .streets = "ቦሌ መንገድ {d}", .phones = "+251 11 000 0xxx",
     .remarks = "ቡና መጠጣት ትወዳለች።"},
};
/* clang-format on */

const size_t demo_n_locales = ARRAY_LEN(demo_locales);
