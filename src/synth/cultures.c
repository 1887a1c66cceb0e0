/* cultures.c: parts of which made-up names are put together. Forenames are common ones; surnames are a
 * beginning and an ending, so that most are nobody's. Blank-separated UTF-8.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/cultures.h"

const cot_culture_t cot_i_cultures[COT_CULTURES] = {
    {.weight = 21, .given = "An Bo Chang Chao Cheng Chun Da De Fang Fei Feng Gang Guang Guo Hai Han Hao "
        "Heng Hong Hua Hui Jia Jian Jie Jin Jing Jun Kai Lan Lei Li Lin Ling Long Mei Min Ming Na Nan "
        "Ning Peng Ping Qi Qing Rong Rui Shan Shu Song Tao Tian Ting Wei Wen Xia Xian Xiang Xiao Xin Xing "
        "Xue Yan Yang Yi Ying Yong Yu Yuan Yue Yun Ze Zhen Zhi Zhong Zi",
     .given2 = "an bin bo chao chen cheng chuan dan dong fan fang fei feng gang guo hai han hao heng hong "
        "hua hui jia jian jie jing jun kai kun lei li liang lin ling long lu mei min ming na ning peng "
        "ping qi qiang qing rong rui shan sheng shuo song tao ting tong wei wen xia xiang xin xing yan "
        "yang yi ying yong yu yuan yue yun ze zhen zhi zhou",
     .family = "Wang Zhang Li Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Zhu Ma Hu Guo Lin He Gao Luo Zheng "
        "Liang Xie Song Tang Han Feng Deng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng "
        "Su Wei Lu Ding Ren Shen Yao Bai Bian Chai Cui Dai Dou Duan Fan Fang Fu Gan Ge Geng Gong Gu Guan "
        "Hao Hong Hou Hua Huo Ji Jia Jiao Jin Jing Kang Kong Kou Lai Lan Lang Lei Lian Liao Ling Long Lou "
        "Luan Lü Mao Mei Meng Miao Min Mo Mu Ni Nie Ning Niu Ouyang Pang Pei Pi Pu Qi Qian Qiao Qin Qiu "
        "Qu Ran Rong Ruan Shan Shang Shao Sheng Shi Shu Sui Tai Tan Tao Teng Tong Tu Wan Wen Weng Xi Xia "
        "Xiang Xin Xing Xiong Xuan Xue Yan Yi Yin Ying You Yue Yun Zang Zha Zhai Zhan Zhong Zhuang Zong "
        "Zou Zu Zuo",
     .glue = ""},
    {.weight = 4, .given = "Ah Bo Chan Da Do Eun Ga Gyu Ha Hae Hee Hye Hyo Hyun In Jae Ji Jin Joo Ju Jun "
        "Kyu Mi Min Mu Na Sang Seo Seok Seon Seung So Soo Su Tae Woo Ye Yong Yoo Young Yu Yun",
     .given2 = "ah bin bum eun gyu ha hee ho hwa hye hyun il in jae ji jin joo jun kyu kyung mi min na "
        "rim ryeong seo seok seon soo su tae won woo yeon yong young yun",
     .family = "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Hong "
        "Bae Baek Ban Bang Byun Cha Chang Chin Chung Gong Ha Heo Im Jeon Jeong Jin Jo Joo Ki Kil Ko Koo "
        "Kwak Ma Min Moon Nam No Ok Paik Pyo Ra Ryu Seol Shim So Son Suh Sung Won Woo Yang Yeo Yeom Yoo "
        "Yu",
     .glue = "-"},
    {.weight = 6, .given = "Aki Asa Chi Dai Ei Fumi Haru Hide Hiro Ichi Jun Kazu Kei Ken Kimi Masa Michi "
        "Mitsu Nao Nobu Nori Rei Ryo Sato Shige Shin Tada Taka Take Tetsu Tomo Toshi Yasu Yoshi Yu Yuki",
     .given2 = "aki e haru hiko hiro ka ki ko ma mi na ne nori o ro shi suke ta to ya yo yuki",
     .family = "Ada Aga Aka Ama Ara Asa Atsu Chi Ebi Endo Fuji Fuku Furu Hachi Hago Hama Hara Hata Haya "
        "Hira Hoso Ichi Ike Ima Ina Ishi Iwa Kado Kage Kame Kami Kane Kasa Kata Kawa Kita Koba Komi Kubo "
        "Kuma Kura Kuro Kusa Maki Maru Matsu Mina Mita Miya Mizu Mochi Mori Moto Mura Naga Naka Nari "
        "Nishi Noda Nori Numa Oga Oka Ono Osa Saga Saka Sasa Sato Seki Shima Shino Shira Sugi Taka Take "
        "Tama Tani Tera Toku Tomi Tsuchi Tsuki Uchi Ueda Ume Wada Waka Yagi Yama Yasu Yoko Yoshi Yuki",
     .family2 = "be bayashi da do fuji gaki gami gawa gi guchi hara hashi hata hira i jima ka kado kawa "
        "ki ma matsu miya mizu mori moto mura naga naka no numa oka saki sawa se shima shiro shita sugi "
        "ta taka tani to tsu uchi ue umi wa waki ya yama zaki zawa zono",
     .glue = ""},
    {.weight = 9, .given = "Aditi Ajay Akash Amit Amrita Anand Anil Anita Arjun Aruna Asha Ashok Bhavna "
        "Chetan Deepa Devika Dinesh Divya Ganesh Gauri Gopal Harish Indira Ishan Jaya Karan Kavita Kiran "
        "Lakshmi Leela Madhav Manish Meera Mohan Nandini Naveen Neha Nikhil Padma Pooja Prakash Pranav "
        "Priya Rahul Rajesh Ramesh Rekha Rohan Sandeep Sangeeta Sanjay Shalini Shreya Sneha Sunil Suresh "
        "Tara Uma Varun Vidya Vijay Vikram Vinod Yash",
     .family = "Abhy Acha Adhi Agra Ambe Anan Apte Aru Bala Bane Barua Bha Bhan Bhatta Bidi Bira Chak "
        "Chan Chau Chit Dam Dasa Desh Deva Dhar Diwa Gan Garg Ghosh Gova Gun Hari Iyen Jaga Jaya Jhun "
        "Kaka Kala Kam Kap Karthi Kesa Kish Koda Kri Kul Kund Laksh Loha Madha Maha Mala Man Math Meno "
        "Mish Mukh Muru Naga Nai Nanda Nara Nath Nila Oza Pad Palan Pan Para Patha Pillai Prab Prasa Push "
        "Rag Raja Rama Ranga Ravi Sah Saman Sank Sara Sath Sax Seth Shan Shekh Shiva Sita Soma Srini "
        "Subra Sunda Swam Tala Than Tiru Tri Upa Vaid Vara Venka Vidya Vish Yada",
     .family2 = "bhai charya chari da dev dhar ena esan gar gopal hari igar jee ji kanth kar ker krishna "
        "kumar lal lam lia lingam man mani mitra mohan murthy na nath nayan pal pally pandi patha puri "
        "raj rajan ram raman rao ratna ri rkar sagar sen shan sharan shetty singh swamy tha thy varma "
        "vati veda wala wani war wat yan yer",
     .glue = ""},
    {.weight = 9, .given = "Achim Anja Anke Bernd Birgit Carsten Clara Dieter Dirk Eckart Elke Erik Eva "
        "Felix Florian Franziska Friedrich Gerd Gisela Gregor Hanna Hannes Heike Heiner Ines Ingo Jakob "
        "Jan Jens Johanna Jonas Jörg Jürgen Karin Karl Katja Klaus Konrad Lars Lena Lukas Maren Markus "
        "Martin Matthias Michael Moritz Nadine Nils Oliver Paul Peter Petra Ralf Renate Sabine Sebastian "
        "Silke Stefan Susanne Sven Thomas Thorsten Tobias Ulrike Uwe Volker Walter Wiebke",
     .family = "Acker Adel Ahl Alt Amsel Aul Bach Bären Bau Berg Birn Blau Böhm Brand Braun Breit Brück "
        "Brunn Buch Burg Dahl Diet Dorn Drei Eber Eich Eisen Engel Erd Esch Falk Feld Fichten Fink Fisch "
        "Flach Frei Fried Fuchs Gart Geiß Gieß Gold Grau Grün Gut Haber Hafen Hag Hahn Hart Hasel Haupt "
        "Heid Heil Heim Hell Hinter Hirsch Hoch Hohen Holz Horn Huf Imm Jäger Kalt Kammer Karl Kess Kirch "
        "Kirsch Klein Klost Kohl König Korn Kraut Kreuz Krön Kühl Lamm Land Lang Laub Lehn Licht Lieb "
        "Lind Löw Lutz Mai Mandel Markt Mauer Mehl Mitter Moos Mühl Nacht Nagel Neu Nieder Nord Nuss Ober "
        "Oster Pfann Pfeil Rab Rau Reh Reich Rein Riem Ritter Röd Rosen Roß Roth Rüb Salz Sand Sauer "
        "Schaf Schall Schar Schatt Schell Schiff Schild Schlag Schön Schrei Schulz Schwan Schwarz See "
        "Seid Senn Silber Sommer Sonn Speck Spiel Stahl Stark Stein Stern Stock Strau Stroh Süß Tann "
        "Tauben Tief Tröst Uhl Vogel Voll Wacker Wald Wall Wasser Weber Weid Wein Weiß Wester Wiesen Wild "
        "Wind Winter Wohl Wolf Wunder Zahn Zeit Ziegel Zimmer Zucker",
     .family2 = "ach acher ajer auer bach bauer baum beck berg berger born brecht brink brock bruch brunn "
        "burg busch dorf dörfer eck egger el en er feld fels fritz furt fuss garten ger graf haber hagen "
        "hain halter hammer hardt harz haupt haus hauser heim heimer herr hofer hoff hold holt holz horn "
        "horst huber hut ig ing inger jahn kamp ke kel kemper kirchner knecht koch kopf lach land lein "
        "leitner ler licht lieb lin ling lohe macher mann mark maul mayr meier mer meyer moser mühl "
        "müller ner ner nick nitz pel pert ram rath rau reich reiter rich ring ritter rode roth sack sam "
        "sattel schein schenk schild schmid schneider schuh see sen spach stab stadt stätter steiner "
        "stock straß tal ter thal tner tor trupp vogt wald walter wang weber weg weiler wein werth wig "
        "winkel wirth zahn zel zer ziel",
     .particle = "von", .particle_share = 2, .glue = ""},
    {.weight = 14, .given = "Abigail Adam Adrian Alan Alice Amanda Amy Andrew Angela Anna Anthony Ashley "
        "Barbara Ben Beth Brian Bruce Cameron Carol Charles Chloe Christopher Claire Colin Craig Daniel "
        "David Deborah Dennis Diana Donald Douglas Edward Eleanor Elizabeth Emily Emma Eric Ethan Fiona "
        "Gareth Gary George Grace Graham Hannah Harry Heather Helen Henry Ian Isaac Jack James Jane Jason "
        "Jennifer Jeremy Jessica Joan John Jonathan Joseph Joshua Julia Justin Karen Kathryn Keith "
        "Kenneth Kevin Laura Linda Louise Lucy Margaret Mark Mary Matthew Megan Michael Molly Nancy "
        "Natalie Nathan Neil Nicholas Nicole Oliver Olivia Oscar Patrick Paul Peter Philip Rachel Rebecca "
        "Richard Robert Roger Ruth Ryan Samuel Sarah Scott Sean Simon Sophie Stephen Steven Stuart Susan "
        "Thomas Timothy Tyler Victoria Vincent Walter William Zoe",
     .family = "Ab Ald All Al Amb Ander Ap Ar Ash Ast At Bag Bal Bam Ban Bar Barn Bath Beck Bed Bel Ben "
        "Ber Bick Bil Bing Birch Black Blake Bolt Brad Bram Brent Brid Brock Brom Brook Buck Bur Cald Cam "
        "Car Carl Cart Cas Chap Charl Chat Ches Chil Clay Clif Cob Cole Con Cop Corn Cot Cox Cran Craw "
        "Cros Dal Dan Dar Daven Dear Den Der Dew Dob Don Dor Dray Dun Dur East Eck Ed El Elm Ems En Ever "
        "Ew Fair Fal Far Farn Fen Fern Field Fin Fitz Flan Ford Fox Frank Free Gal Gar Gil Glad Glen God "
        "Gold Good Gran Graf Green Grim Had Hal Ham Han Har Hart Has Hath Haw Hay Heath Hed Hem Hen Her "
        "Hex High Hill Hin Hol Hop Horn How Hud Hum Hunt Hux Ing Ir Jack Jar Jen Joh Kel Ken Kim King "
        "Kirk Knigh Lam Lan Lang Law Led Lei Lin Little Liv Lock Long Lor Low Lud Lyn Mac Mal Man Mar "
        "Marsh Mat May Mead Mel Mer Mid Mil Mon Moor Mor Mul Nash Nel New Nor North Nut Oak Ock Old Or Os "
        "Ot Ox Pal Par Peck Pel Pem Pen Per Pick Pom Pres Pren Pur Quin Rad Ram Ran Rat Rav Ray Red Reed "
        "Ren Rich Rid Rip Rob Rock Roo Ros Row Rud Rush Rut Sal Sand Sax Sel Shaf Shel Sher Sid Sil Sin "
        "Smed Som South Spen Stan Staf Step Stock Stod Stone Strat Sum Sut Swin Tal Tan Tem Ten Thorn Til "
        "Tol Town Tre Tun Turn Tut Un Up Var Ver Vin Wad Wain Wake Wal Wand War Wat Way Web Wel Wen Wes "
        "Wet Whar Whit Wick Wil Win Wing Wit Wood Wor Wynd Yard Yar York",
     .family2 = "acre aker all ard ash away bank beck bell berry bourne bow bridge brook burn bury by "
        "caster cliff combe cott court croft dale den der don er ey field fold foot ford forth gate grave "
        "greaves grove ham hampton hart head hill holm holt hope horn house hurst ick idge ing ington "
        "ison kin kins lake land law lay ler ley light lin ling lington lock loe man mer mere mill mond "
        "mont moor more mouth ner ning nock over pole port pool ridge ring rose row ry sett shaw shire "
        "side smith son stead stock stone stow strand thorpe thwaite ton tree vale ville wall ward water "
        "way well wick wood worth wright yard",
     .glue = "", .middle_share = 25},
    {.weight = 7, .given = "Adrien Agnès Alain Alexandre Amélie Anne Antoine Arnaud Aurélie Baptiste "
        "Benoît Bernard Camille Catherine Cécile Céline Chloé Christophe Claire Clément Damien Delphine "
        "Denis Élise Émilie Éric Étienne Fabien Florence François Frédéric Gaëlle Gilles Guillaume Hélène "
        "Hugo Isabelle Jérôme Jules Julie Laurent Léa Loïc Louis Lucie Manon Marc Margaux Marie Mathieu "
        "Michel Nathalie Nicolas Olivier Pascal Patrice Philippe Pierre Quentin Rémi Romain Sandrine "
        "Sébastien Sophie Stéphane Sylvain Thibault Valérie Véronique Xavier Yann Yves",
     .family = "Abri Aig Al Ang Arb Arn Aub Aud Bal Bar Bass Beau Bel Ber Bi Blan Boi Bon Bor Bouch Boul "
        "Bour Brach Bri Brun Cail Cam Can Car Cas Cha Cham Chan Char Chau Che Clai Cler Col Cor Cour Crom "
        "Dal Dam Dan Dar Dau Del Der Des Dor Dou Du Dur Es Far Fau Fer Fey Fla Fon For Fou Frai Gai Gal "
        "Gar Gau Gen Ger Gil Gir God Gou Gran Gri Gui Guil Hau Her Hou Hug Jac Jan Jar Jau Jou Lab Lac "
        "Laf Lal Lam Lan Lap Lar Lau Lav Leb Lec Lef Leg Lem Len Ler Les Lev Lor Mai Mal Man Mar Mas Mau "
        "Mer Meu Mil Mon Mor Mou Nad Nau Ner Niv Nog Oli Orl Pag Par Pas Pau Pel Per Pes Pic Pin Plan Poi "
        "Pom Por Pou Pra Pru Quen Rab Ram Ray Reg Ren Rey Rib Ric Riv Rob Roch Rol Ros Rou Roy Sab Sal "
        "Sau Sav Seg Ser Sim Sou Tal Tan Tar Tes Thi Tor Tour Tra Val Van Var Vas Ver Via Vil Vin Voi",
     .family2 = "ac ade aert ain aine aire al amont anges ard ardin arel aret art assin at aud audet ault "
        "aut aux ay bert bier bois bon cal camp celin chaud chet cier court cy dier din doux dreau é eau "
        "el elet elin elle en enet ent erand ère eron eroux ert ès et eteau etière eur euil eux feuille "
        "fort gard gelin ger gnon guet guin ier ière ieux ignac illard illon in incourt is land langer "
        "laud let leux lier lin lon lot mand mard meau mier mond mont nard neau net nier nin not oin on "
        "or ot oux pert quet quin rand reau ret rier rin ron rot roux sac sant seau set sier son taud "
        "teil tel ter thier tier tin ton tot treuil val vard vaux vel vey vial vier vigne ville vin",
     .particle = "de", .particle_share = 3, .glue = ""},
    {.weight = 9, .given = "Adriana Alba Alejandro Alicia Álvaro Amparo Ana Andrea André Andrés Ángel "
        "Antonio Beatriz Bruno Camila Carla Carlos Carmen Cristina Daniel Diego Eduardo Elena Emilio "
        "Enrique Esteban Eva Felipe Fernanda Fernando Francisco Gabriel Gonçalo Gonzalo Guillermo Gustavo "
        "Héctor Hugo Ignacio Inês Inés Irene Isabel Íñigo Javier João Joaquín Jorge José Juan Julia Laura "
        "Leandro Lucas Lucía Luis Luís Luiz Manuel Marcos María Mariana Mario Marta Martín Mateus Miguel "
        "Mónica Natalia Núria Óscar Pablo Patricia Paula Paulo Pedro Pilar Rafael Raquel Renata Ricardo "
        "Roberto Rocío Rodrigo Rosa Rubén Sandra Santiago Sara Sérgio Silvia Sofía Teresa Tiago Tomás "
        "Vicente Víctor Vitor",
     .family = "Aba Ace Agu Ala Alb Alc Ald Alm Alv Ama Ame And Ara Arc Arg Arm Arr Ata Ave Ayu Bal Bar "
        "Bas Bat Bel Ben Ber Bla Boc Bor Bra Bri Bus Cab Cal Cam Can Car Cas Ceb Cer Cis Clav Cob Col Con "
        "Cor Cos Cuer Dan Del Diag Dom Dor Dua Ech Ele Enc Esc Esp Est Fal Far Fer Fig Flo Fon Fra Fue "
        "Gal Gam Gar Gil Gir God Gom Gon Gra Gua Gue Gut Her Hid Hue Ibar Igl Iri Jar Jim Jua Lag Lam Lan "
        "Lar Led Lei Leo Ler Lim Lin Lob Lom Lop Lor Loz Luc Mac Mad Mag Mal Man Mar Mat Med Mel Men Mer "
        "Mes Min Mir Mol Mon Mor Mun Nar Nav Neg Nog Nov Obr Och Ola Oli Ord Oro Ort Oso Ota Pab Pac Pal "
        "Par Pas Paz Ped Pei Pen Per Pin Pir Pla Pon Por Pra Pri Pue Qui Ram Rean Reb Rec Reg Rei Rib Ric "
        "Rin Rio Riv Rob Roc Rod Rol Rom Ros Rub Rue Sab Sal Sam San Sar Seg Ser Sev Sil Sim Sob Sol Sor "
        "Sot Sua Tab Tal Tam Tap Tei Tej Tor Tos Tri Tru Urb Urr Val Var Vas Vaz Veg Vel Ver Via Vid Vie "
        "Vil Viv Xav Zab Zam Zap Zar Zub Zur",
     .family2 = "aba abal ada adas ado agua al ales allo alva alves amar amante ana anares anda ando ano "
        "ante anza ao aque ar aral aranda arte as ases asco ate avar aya az azo berri cedo cia cina conde "
        "cruz dela des dez diz do dosa ebal eda edo eira eiro ejo el ela elas eles elo ena enas encia "
        "enda ente enza era eras eres ero eros esa eta ete eva ez eza gara garin ias ibar ica ida iel "
        "iera iga igo illa illo ina inas inho ino ira ires isco ita ito iz izo lejo les los luz mar mendi "
        "mosa nal nando nera nes nez ncia ola olas olea oso ora oreno ornes oro orta os osa ossa ota ote "
        "oya quera quez ral rano raz rero res rosa sal sano seca tado tera tega tez tos turas uela uelo "
        "ueña uera uero uete ujo umbres una uno urri uza vas vedo ves vez zabal zalez zano zar zo",
     .particle = "de", .particle_share = 4, .double_share = 25, .glue = ""},
    {.weight = 6, .given = "Ada Agnese Alberto Aldo Alessandra Alessandro Alessio Alice Andrea Angela "
        "Angelo Anna Antonella Antonio Arianna Bianca Camilla Carla Carlo Caterina Chiara Claudia Claudio "
        "Cristina Daniele Dario Davide Diego Edoardo Elena Elisa Emanuele Enrico Eleonora Fabio Federica "
        "Federico Filippo Francesca Francesco Gabriele Gianluca Giacomo Giorgia Giovanni Giulia Giulio "
        "Giuseppe Ilaria Irene Jacopo Laura Leonardo Lorenzo Luca Lucia Ludovica Marco Maria Mario "
        "Martina Massimo Matteo Mauro Michele Nicola Niccolò Paola Paolo Pietro Riccardo Roberta Roberto "
        "Rosa Salvatore Sara Sergio Silvia Simone Sofia Stefano Stella Tommaso Valentina Valerio Vittoria",
     .family = "Abba Acqua Agno Ala Alba Alle Ama Ange Anto Arca Ardi Arme Asti Azza Bacci Bagni Baldi "
        "Balle Bara Barbi Baro Bassa Batta Becca Bella Bene Berga Berli Berto Bian Bocca Bona Bordi Borgo "
        "Bosca Bove Braga Brandi Bresci Broca Bruna Busa Cacci Cala Calde Cami Campa Cane Canta Capo Cara "
        "Carbo Carle Carra Casa Caste Cava Cecca Cera Chiara Cima Cola Conti Coppa Cora Costa Crema Cucci "
        "Dalla Dami Dona Dori Enri Erco Fabbri Facchi Falco Fanto Fara Fasa Fava Fede Fera Ferra Fila "
        "Fiora Fonta Forna Fosca Fran Frego Fusa Gabba Galla Gamba Garba Gaspa Genti Ghera Giaco Gian "
        "Gibe Giova Gira Grana Grassi Gri Guada Gualti Guerra Guida Laga Lamba Lanza Latta Leona Liguo "
        "Loca Lomba Longa Lore Luca Luzza Macca Maga Mala Manci Manda Mara Marche Mari Marza Masa Matta "
        "Mazza Melo Merca Messa Miche Mila Minga Mola Monda Monta Mora Morga Musa Nali Nardi Nega Neri "
        "Nico Noce Olive Orla Orsi Paga Pala Palla Panca Paolo Papa Pasqua Pate Pava Pelle Pera Perga "
        "Petra Pia Picca Pina Pira Poggi Pola Ponta Porta Pozza Prata Quara Raga Rava Rica Rina Riva Roca "
        "Roma Rosa Rota Rova Ruga Sala Salva Santo Sarto Savo Scara Scola Sega Serra Sica Sola Spada "
        "Stella Taglia Tara Tede Terra Tira Toma Torre Trava Tura Uba Valla Vare Vena Vera Vica Villa "
        "Vinca Vita Zaga Zana Zucca",
     .family2 = "bene bianco bini bosco brini bruni cchi cchini cci cello chini cini cioli cola conte "
        "cori corti dei delli desi di dini doni doro fiori fredi galli gani ghi gio glia gliardi gna "
        "gnani gnini gnoli gorio greco grini lani lari lato le letti li lia lini lino lisi lli llini llo "
        "loni lucci lupo mani mari massi mati meo merli mini monte mori naldi nari nato nelli nese neschi "
        "netti ni nini no noli nti ntini pani pari pati pelli perti piani pini poli randi rani rati relli "
        "renzi rese retti ri riani ricci rini risi rizzi roli roni rossa rotti rucci sani sari schi sco "
        "selli seri sini soli sone stri tani tari telli teo ti tini toli toni tori tti ttini ucci valle "
        "vani vecchi velli veri vese viani vini voli zani zari zini zola zoni zzi zzo",
     .particle = "Di", .particle_share = 4, .glue = ""},
    {.weight = 4, .given = "Aino Anders Anna Anneli Arne Astrid Axel Birgitta Bjarne Björn Bo Britt Carl "
        "Eero Einar Elin Elsa Emil Erik Espen Fredrik Frida Gunnar Gustav Hanne Håkan Hans Harald Heidi "
        "Helena Henrik Inga Ingrid Jari Jens Johan Jonas Jukka Juha Kai Kaisa Kari Karin Kasper Katrine "
        "Kjell Kristin Lars Lasse Leif Lena Linnea Magnus Maja Marit Markku Mats Matti Mette Mikael "
        "Mikkel Niels Nils Ola Olav Olli Øystein Per Pekka Pernille Petri Rasmus Riikka Rolf Rune Sami "
        "Sanna Signe Sigrid Siv Søren Stig Sven Tapio Terje Timo Tone Tor Tove Ulf Ulla Vidar Ville Åsa",
     .family = "Aal Aas Abra Ahl Al Alm And Arne Ask Asp Aus Bakk Beng Berg Berk Björk Bjørn Blom Bod Bok "
        "Bor Brand Bratt Bru Brun Byl Carl Dahl Dal Dan Edel Ege Eid Ek Elg Eng Eri Esk Fager Falk Fjell "
        "For Frid Fri Frost Ful Gran Gren Gri Grön Gud Gun Gus Haga Hag Hall Halv Ham Han Har Hassel Haug "
        "Hed Heg Hell Hen Hjal Hof Holm Hov Hult Hög Ing Is Jak Jans Joh Jor Kall Kar Kjel Kli Knu Kro "
        "Kvist Lager Land Lar Leh Lie Lil Lin Ljung Lod Lund Löf Löv Mal Mar Matt Mel Mo Mord Mun Myr Nes "
        "Niel Nil Nord Ny Nygå Nor Od Ol Ols Os Ost Ped Per Pet Quist Ram Ras Reh Ris Ro Rosen Rud Ryd "
        "Rød Sal Sand Sel Sjö Skar Skog Sol Sten Stor Strand Ström Sund Svan Sved Sven Sør Tall Ter Thom "
        "Thor Tor Tve Tö Ul Vik Vin Våg Wal Wang West Wik Åker Åst Öb Öst Ø",
     .family2 = "aas aker ander ansson bakken beck berg bergsen bo borg bye dahl dal dalen dén e ell eng "
        "er feldt fors gaard gard gren gård hagen haug heim helm holm holt hult ing jelm kvist land lind "
        "ling lund löf mann mark mo mundsen myr nen ner nes nér ning næs om ov persen qvist rud rup ryd "
        "sen sjö skog skov son ssen sson stad sted sten strand ström strøm stuen sund sæter tun tveit vad "
        "vall vang verud vik vold åsen öm",
     .glue = ""},
    {.weight = 6, .given = "Adam Agata Agnieszka Aleksandra Alena Andrzej Anna Barbara Bartosz Blanka "
        "Bogdan Dana Daniel Darina Dominik Dorota Dušan Ewa Filip František Grażyna Grzegorz Hana Igor "
        "Ivana Iveta Jacek Jakub Jan Jana Jarosław Jiří Joanna Josef Józef Kamil Kamila Karolina "
        "Katarzyna Kateřina Krzysztof Ladislav Lenka Libor Łukasz Lucie Ludmila Maciej Magdalena "
        "Małgorzata Marcin Marek Marta Martin Michał Milan Miloš Miroslav Monika Ondřej Paweł Pavel Petr "
        "Petra Piotr Radek Rafał Renata Roman Sławomir Stanislav Stefan Szymon Tadeusz Tomasz Tomáš "
        "Václav Vít Vladimír Vojtěch Wiktor Wojciech Zbigniew Zdeněk Zuzana",
     .family = "Adam Ban Bar Baran Bed Bel Ben Bet Biel Błasz Bog Bor Bran Brod Brzo Buch Bud Byst Cech "
        "Chal Chmiel Cho Cze Czer Dąb Dal Dob Dol Drag Drob Drz Dub Dud Dvoř Fial Gaj Gal Gaw Głow Gór "
        "Gra Grab Grod Had Hal Hav Hol Hor Hra Hru Jab Jan Jar Jaw Jed Jel Jez Kac Kad Kal Kam Kan Kar "
        "Kas Klim Kol Kon Kop Kor Kos Kot Kov Kow Koz Kra Krá Kru Krz Kub Kuch Kul Kwia Lan Las Lew Lip "
        "Lis Lub Luk Maj Mak Mal Mar Mas Mat Maz Mich Mik Mil Młyn Mor Mró Mus Nem Nov Now Nowo Ol Ols "
        "Opal Ost Paw Paz Pec Piet Pil Pio Plach Pod Pol Pos Pro Pru Przy Rad Rak Rat Rog Rom Ros Roz Rud "
        "Ryb Ryn Rze Sad Sam Sed Sen Sie Sik Ska Sko Sło Smo Sob Sok Sta Ste Sto Str Such Sur Sve Svo "
        "Szcz Szym Tom Tro Trz Tu Tur Urb Vav Ves Vla Vod Vran Wal Was Wej Wil Wiś Wit Wło Woj Woz Wró "
        "Zab Zac Zaj Zal Zaw Zdan Zel Zie Zim Zyg Žák Żuk",
     .family2 = "abek acek ačka ada aj ak ák alik alski aniak ański ář arczyk arek arski arz as asek "
        "asiak ata atka awa awski bicki cek chal cki czak czek czyk czyński dek dera dík dlák dło dow dra "
        "ecki eček ejko ek ela elak elka enda enko erka erski eta ewicz ewski gała gier gowski hal ica "
        "ich icki ička ič icz iczek iek ik ík ik ilek in ina ina inek iński isek isz iuk kal kała kiewicz "
        "kov kova kowski kus la lak lan lec lik lík lski man mar mec mínek nar nek nica nický niak nik "
        "nka nowicz ński oba ocha ocký ola olski omir on onka oń ora orek orz osek oš oszek ota ouch "
        "ousek ov ová ovec ovic owiak owicz owiec owska owski pek rad ra rka ska ský stra szek szewski "
        "szka tal tek tka tko tný ubka ucha uda ula urek us usek uš uszek wicz wska zák zik",
     .glue = ""},
    {.weight = 5, .given = "Aleksandr Aleksei Aleksey Alena Alexander Alexei Alina Anastasia Anatoly "
        "Andrei Andrey Anna Anton Arkady Artem Boris Daria Denis Dmitri Dmitry Egor Ekaterina Elena "
        "Evgeny Fedor Galina Georgy Gleb Grigory Igor Ilya Irina Ivan Kirill Konstantin Ksenia Larisa "
        "Leonid Lev Liudmila Maksim Maria Marina Maxim Mikhail Nadezhda Natalia Nikita Nikolai Oksana "
        "Oleg Olga Pavel Petr Polina Roman Ruslan Sergei Sergey Sofia Stanislav Svetlana Tatiana Timofey "
        "Vadim Valentina Valery Vasily Vera Viktor Vitaly Vladimir Vladislav Vyacheslav Yana Yulia Yuri",
     .family = "Abram Adam Agaf Aksen Aleks Alfer Anan Andri Anis Antip Arkh Arsen Artem Asta Avde Babi "
        "Balash Baran Bars Basha Bel Bere Bezr Bog Boldy Bond Bori Boro Brag Buk Bulg Burl Byk Cher Chern "
        "Chist Dani Demi Dere Djak Dmit Dobr Dolg Doro Drozd Dubr Dyach Efi Eli Erm Ersh Evdo Evse Fed "
        "Fila Fili Fom Frol Gal Gavr Gera Glad Gleb Glush Golo Golub Gor Gorsh Grach Gre Grish Gromy Gub "
        "Gur Gus Igna Ili Isa Ivash Kab Kalin Kal Kapu Karp Kash Kash Khar Khom Kir Kis Klim Klyu Knyaz "
        "Kob Kol Kom Kondr Kono Kop Kor Kost Kov Koz Kras Krav Kryl Kuchm Kud Kul Kuz Lapsh Lar Laz Leb "
        "Leon Lob Log Lopa Luk Lyub Mak Malt Malysh Mam Mar Mart Mas Mat Medv Melni Mer Mikh Mina Mir "
        "Mois Moro Mosk Mukh Mur Nau Naz Nekr Nest Nik Nos Nov Obol Odin Okh Orl Osi Ovch Pakh Panch Panf "
        "Para Pash Pavl Pel Petr Plat Pod Pol Pono Pop Pos Pota Pro Prokh Pshen Rad Rogo Rom Rubts Ryab "
        "Ryb Rych Sabl Saf Samo Sav Sel Seme Sere Serg Shch Shir Shub Sid Sima Sinits Skoro Smir Sobol "
        "Sok Solo Soro Step Strel Suk Suro Svir Syso Tara Tere Tikh Timo Tit Tka Tok Tret Trof Tur Tver "
        "Ulya Ust Uva Vas Ved Vesel Vin Vlas Volk Voro Voz Yak Yash Yef Yud Zad Zakh Zar Zele Zhdan Zhuk "
        "Zim Zol Zub Zyk",
     .family2 = "achev adze aev ak akin akov alev alov amin amov anenko anov antsev arev arin arov atov "
        "ayev chak chenko chev chikov chuk denko din dov dsky eenko eev egin ekhin elin elkin elov enin "
        "enkov enko enov ensky entiev eriy erov eshin etov ev evich evsky ezhny gin gov ichev ienko ikhin "
        "ikov ilin ilov imov in inov insky inyuk ipov irev isov itsky itsyn iyev kevich kin ko kov kovsky "
        "kun lenko lev lin lov lovsky lyuk menko min mov nenko nev nikov nin nov novsky ntsev nyuk ochkin "
        "ogorov okhin okov olov omin onov ontsev orin orov osov otin otov ov ovich ovsky oyan pin pov "
        "ratov rev rin rkov rov rovsky senko sev shchin shev shin shkin shov sky slov sov stov tev tin "
        "tov tsev tsov tyev udin ukhin ukov ulin unov urin ushkin utin vin vsky yanov yev ykin ylov ynov "
        "yshev yukhin zhin zhov zin zov",
     .glue = ""},
    {.weight = 3, .given = "Ahmet Ali Alper Arda Aslı Ayşe Barış Berk Berna Burak Burcu Can Cem Cenk "
        "Çağla Defne Deniz Derya Duygu Ebru Ece Efe Elif Emre Engin Eren Esra Fatma Ferit Filiz Gizem "
        "Gökhan Gül Hakan Halil Hande Hasan Hülya Hüseyin İbrahim İpek Kaan Kemal Kerem Leyla Levent "
        "Mehmet Melis Mert Merve Murat Mustafa Naz Nazlı Nihan Okan Oğuz Onur Orhan Ömer Özge Özgür Pelin "
        "Pınar Selin Sema Serkan Seda Sibel Sinan Şebnem Tolga Tuba Tuğçe Ufuk Umut Volkan Yasemin Yusuf "
        "Zeynep",
     .family = "Ak Akar Al Altın Ark Arslan Aslan Ata Ay Aydın Baş Bay Bek Ben Bil Bol Boz Bulut Can Cey "
        "Coş Çak Çel Çet Çın Çor Dağ Dal Dem Den Der Doğ Dur Düz Ekin El Er Erd Erk Ert Ese Gök Gör Gün "
        "Gür Güven Has Ilg İnan İş Kal Kan Kap Kar Kaya Kay Kes Kır Koç Kor Köse Kur Kuş Küç Mer Mut Oğ "
        "Ok Ol On Or Öz Par Pek Pol Sar Sav Say Sel Ser Sev Soy Sön Sun Şah Şan Şen Şim Taş Tek Tem Top "
        "Tok Tor Tun Tur Tül Ulu Uğ Uy Uz Ün Var Yal Yan Yar Yay Yaz Yıl Yol Yur Yük Zey",
     .family2 = "acar akın alan alp altay an ar arı at ay bağ bal baş baran bek ber beyli bil boy bulut "
        "cı ci çelik çı dağ dar demir dal doğan dur dursun eker el er eren erli gel gil gör gül gün han "
        "kan kaya kıran kol koç koyun kurt kuş lar lı man maz men mir oğlu oğul ok oluk öz pınar san soy "
        "su suz şen tan tar taş tay tekin tepe tuğ tunç türk ulu uz vardar yaman yazar yel yıldız yol "
        "yurt",
     .glue = ""},
    {.weight = 3, .given = "Abbas Abdullah Adel Ahmad Ali Amal Amin Amina Amir Anas Aya Ayman Bashir "
        "Bilal Dalia Dina Fadi Faisal Farah Farid Fatima Ghada Hadi Hala Hamza Hana Hani Hassan Hatem "
        "Heba Hisham Hussein Ibrahim Iman Ismail Jamal Jamila Kamal Karim Khaled Laila Lamia Layla Lina "
        "Mahmoud Majid Malak Maryam Mona Mounir Mustafa Nabil Nada Nadia Nadir Noor Omar Rana Rania "
        "Rashid Reem Riad Rima Saad Salma Sami Samir Sara Selim Soraya Tamer Tarek Walid Yara Yasmin "
        "Youssef Yusra Zahra Zainab Ziad",
     .family = "Ab Abd Ad Akh Al Am An Ar As At Ay Az Ba Bad Bak Bar Bas Bay Ben Bou Bu Cha Dab Dar Daw "
        "Dib Fa Fak Far Fay Gha Ghan Had Haj Hak Hal Ham Har Has Hat Hay Hij Ib Id Jab Jal Jam Jar Kab "
        "Kad Kam Kan Kar Kha Khal Khat Khou Lah Mab Mad Mag Mah Mal Man Mar Mas Mou Mub Nab Nad Naj Nas "
        "Naw Qab Qad Qas Rab Rah Ras Ray Riz Sab Sad Sal Sam Say Sha Shak Sham Shar Sul Tab Tah Tal Tam "
        "Taw Tou Wah Yah Yas Zah Zak Zar Zay Zid",
     .family2 = "abi adi afi ahmi aidi ajjar akri al ali ami an ani ar ara ari as assi at awi ayed az azi "
        "bagh bani beck bour dan di dine doun eb ed eddine ef eh ek el em en eri erouk i iali iani ib id "
        "idi ief if ik il ili im imi in ini ir iri ish iti ji kar khi lah lani lawi li loul mane mani "
        "mari med mi mour nani nasri ni ouch oud oudi oui oul oum oun our oussi ra ran raoui rawi ri rouk "
        "san sari si tah tani touni war wi ya yani zadi zani zi",
     .particle = "Al", .particle_share = 15, .glue = ""},
    {.weight = 4, .given = "Abolfazl Ahmad Ali Alireza Amin Amir Arash Arezoo Arman Atefeh Azadeh Babak "
        "Bahar Bahram Behnam Behzad Bita Dariush Ehsan Elham Elnaz Farhad Farnaz Farzad Fatemeh Golnaz "
        "Hadi Hamed Hamid Hossein Iman Javad Kamran Kaveh Kian Ladan Laleh Leila Mahdi Mahsa Majid Maryam "
        "Masoud Mehdi Mehran Mina Mohsen Morteza Nasrin Navid Nazanin Nima Niloofar Omid Parisa Parham "
        "Payam Pouya Reza Roya Saeed Sahar Saman Samira Sara Sepideh Shahin Shirin Siavash Sina Soheil "
        "Somayeh Vahid Yalda Zahra",
     .family = "Abdi Abol Adib Afsh Ahan Akba Alam Alav Alip Amir Ansa Arab Arda Arja Asad Asgh Atab Azad "
        "Azim Bagh Bahr Bani Bara Behb Behr Boro Chab Dada Dana Dara Dehg Dela Ebra Eftek Esfa Eska Fada "
        "Falla Fara Farh Farz Fero Firo Fouly Ghad Ghan Ghas Ghol Gohar Gol Habib Hada Haj Hak Hamid "
        "Hasan Heday Heid Honar Iman Iran Jaba Jafa Jahan Jala Jav Kaba Kama Kar Kash Kav Kaz Kerm Khal "
        "Khan Khos Kia Lotf Mahd Mahm Malek Man Mar Masou Mehr Mir Moas Mobi Moein Mohe Mok Mora Mosh "
        "Mous Nade Naj Nami Nar Nase Nava Nej Nik Niro Nour Omid Paki Par Pay Pour Rad Rafi Rah Raj Ram "
        "Rash Raz Rez Rost Sab Sad Saf Sal Sam Sar Sed Sep Shab Shah Shar Shay Shir Sohr Tab Tag Tah Tal "
        "Tav Tehr Vaf Vahd Vali Vas Yag Yaz Yous Zam Zand Zar",
     .family2 = "abadi aghi ai ami an ani ar ari aroudi ashi asl at avi azad bakhsh beigi dad dar deh di "
        "dian dost doust e eghi emi eri eshi far fard fi foroush ghi gol hani hi i ian iani ifar ijani "
        "imi in inejad iri ishahi itabar kar khah khani khou ki lou mand mandi mani mehr mi nasab nejad "
        "ni nia niya oughi oun ouri panah parvar pasand pour poori rad rafi ravi ri roudi saz shad shahi "
        "shid sian simi tabar tash vand vandi var yan yari zad zade zadeh zehi zi",
     .glue = ""},
    {.weight = 3, .given = "Alexandra Alexandros Alexios Anastasia Anastasios Andreas Angeliki Anna Anthi "
        "Antonia Antonios Apostolos Aris Athanasios Charalampos Christina Christos Dimitra Dimitrios "
        "Dionysios Eirini Elena Eleni Emmanouil Evangelia Evangelos Fotini Fotis Georgia Georgios Giannis "
        "Grigoris Ilias Ioanna Ioannis Kalliopi Katerina Konstantina Konstantinos Kostas Kyriaki Leonidas "
        "Lydia Maria Marios Michail Myrto Nefeli Nikolaos Nikos Olga Panagiotis Paraskevi Petros Sofia "
        "Sotirios Spyridon Stavros Stefanos Theodora Theodoros Thomas Vasiliki Vasilis Xenia Yannis Zoe",
     .family = "Agap Alex Anast Andr Anest Angel Anton Apost Argyr Arvan Asim Athan Avger Chatz Christ "
        "Chryss Dam Daskal Del Dem Dim Diam Dous Drak Efth Eust Evang Fil Fot Fran Gal Gav Geor Gerak "
        "Gian Gkik Gour Grig Hadz Iatr Ioan Kak Kal Kand Kap Kar Kast Kats Kef Kol Kon Kor Kost Kots Kour "
        "Kout Kyr Lamp Lask Leon Liak Louk Lyk Mak Mal Man Mant Mar Mark Mast Mavr Mel Metax Mich Mit "
        "Mour Mous Nik Oik Orf Pal Pan Pap Par Past Pat Path Pet Pol Pot Prot Rall Rig Rous Sak Sam Sav "
        "Sid Skar Sot Spyr Stam Stath Stav Stef Sym Tas Ther Thom Tol Tri Tsak Tsil Tsir Vag Val Vas Vel "
        "Ven Vlach Voul Xan Xyd Yal Zach Zaf Zerv Ziog",
     .family2 = "adis ados akis akos alas ales anis anos antis antopoulos aras aris atos avas eas edis "
        "elis ellis endis eris eros etis iadis ianos iatis idis ikas ikos ilas inas inis inos ios iotis "
        "iou isis itis itsas odis oglou oglou oidis oikos okas olas olis omatis onas onis opoulos opoulou "
        "oras oris oros osis otas otis ou oudas oudis oulas oulis ouras ouris ousis outis outsos ylos",
     .glue = ""},
    {.weight = 4, .given = "Aart Albert Anke Annelies Anouk Arjen Bart Bas Bram Carolien Cees Daan Dirk "
        "Eline Elke Emiel Eva Femke Ferdinand Floris Frank Gerard Gijs Hanneke Harm Hendrik Ilse Inge Ivo "
        "Jaap Jacco Jan Jelle Jeroen Jikke Joost Joris Judith Kees Koen Laurens Leen Lennart Lies Lotte "
        "Luuk Maaike Maarten Marieke Marijn Mark Marloes Martijn Menno Mieke Nienke Niels Paul Pieter Pim "
        "Remco Renske Rik Rob Roos Ruben Ruud Sander Sanne Saskia Sjoerd Sofie Stijn Teun Thijs Tim Tine "
        "Tom Wim Wouter Yvonne",
     .family = "Aal Acht Ade Berg Beek Bloem Boek Boer Bol Bos Brand Bree Broek Bruin Buur Dam Del Diep "
        "Dijk Doorn Drie Duin Eike Elze Eng Esse Geer Gel Goe Graaf Groen Groot Haan Hage Ham Hart Haver "
        "Heem Heer Hei Hell Her Hoek Hof Hol Hoog Hoorn Hout Huis IJssel Jans Kamp Kast Keizer Kers Ket "
        "Klaver Klein Kloos Kock Kool Kort Kraan Kruis Kuip Laar Lam Lang Leeu Leem Lier Lind Loo Maar "
        "Mander Meer Meij Mol Molen Moor Mul Nes Nieu Noord Ooster Oud Over Pel Ploeg Pol Pot Raa Rens "
        "Rie Rijn Roo Rosen Rouw Ruys Schaap Schel Scher Schoon Slot Smit Snel Spaan Steen Stek Sterk "
        "Stof Stok Straat Tan Ter Til Tim Velde Ven Ver Vink Vis Vlie Vogel Voor Vos Vree Waal Wal Water "
        "Weer Wege Wei Wes Wiel Wil Win Wit Woude Zand Zee Zijl Zuid Zwan",
     .family2 = "aard aart bakker beek beke berg boer bos broek brug burg daal dam dijk donk eind els en "
        "enaar er gaard geest graaf ham hart haven heide hof horst hout huis huizen ink ing ingen kamp "
        "kens ker kerk ma maker man mans meer mond oort ooij park poel poort raad ring rode rooij s schot "
        "sen siek sma smit sluis stee stein stra straten stra tema the veen veld velden vliet voort waard "
        "werf wijk winkel woud zaal zicht",
     .particle = "van der", .particle_share = 22, .glue = ""},
    {.weight = 3, .given = "An Anh Bảo Bình Châu Chi Cường Đạt Diệu Dung Dũng Dương Giang Hà Hải Hằng "
        "Hạnh Hiền Hiếu Hòa Hoàng Hùng Hương Huy Huyền Khang Khánh Khoa Lan Linh Loan Long Mai Minh Nam "
        "Nga Ngân Ngọc Nhân Nhung Phong Phúc Phương Quân Quang Quỳnh Sơn Tâm Thành Thảo Thiên Thịnh Thu "
        "Thủy Tiến Trang Trí Trinh Trung Tú Tuấn Tùng Tuyết Uyên Vân Việt Vinh Vy Xuân Yến",
     .family = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Cao Châu Chu Đàm "
        "Đinh Đoàn Hà La Lâm Lương Lưu Mai Phùng Quách Tạ Thái Tô Tống Triệu Trịnh Trương Văn Vương",
     .glue = "", .middle_word = "Anh Bá Bảo Công Đình Đức Gia Hồng Hoài Hữu Khánh Kim Mạnh Minh Mỹ Ngọc "
        "Nhật Phương Quang Quốc Thanh Thành Thế Thị Thu Tiến Trọng Trung Tuấn Văn Việt Xuân"},
    {.weight = 3, .given = "Abena Achieng Adaeze Ade Afia Akin Akosua Ama Amara Aminata Amina Ayodele "
        "Baraka Chidi Chinedu Chioma Dalila Ebele Efua Ekene Emeka Esi Fatou Folake Funmi Gathoni "
        "Ibrahima Ifeoma Ikenna Jabari Kamau Kofi Kwabena Kwame Kwasi Lerato Mamadou Mandla Moussa Mwangi "
        "Naledi Ngozi Njeri Nkechi Nomsa Obi Ochieng Olumide Ousmane Seun Sipho Tariro Temitope Thabo "
        "Themba Tunde Uche Wanjiru Yaa Yaw Zanele Zola",
     .family = "Aba Abe Abio Abu Ache Ada Ade Adi Afo Aga Agye Aka Akin Ala Ama Amo Anan Ani Anka Asa "
        "Asan Awo Ayo Baba Bala Bam Ban Boa Bona Chi Chuk Dar Debo Dia Dlam Dube Ebe Edo Efu Eke Eno Eze "
        "Fala Fana Gatho Gwa Iba Idow Ife Ike Iwu Juma Kab Kama Kari Keta Kib Kim Kip Kone Kwa Lungu Mabu "
        "Maka Mam Man Maso Mba Mbe Mka Mo Mok Mta Mug Mun Mut Mwa Nana Ncu Ndi Ndlo Ngu Nja Nka Nko Nnam "
        "Ntu Nwa Nya Nze Obi Obo Odu Ofo Ogu Oju Oka Oke Oko Ola Olu Oma Oni Onye Opo Osei Oso Otie Owu "
        "Oye Sang Sebe Seko Shab Sith Sow Tam Tan Tapa Tem Toure Tutu Ubo Uche Udo Uzo Wan Wek Yebo Zul",
     .family2 = "ba bane bara bela bi boye chi chukwu daga dara de dele den dia do du dzi eji ela eni eze "
        "fana fe fo fola ga ge geni gi go goro gu iga ika ile ime ita ji ka kale kani ke kere kha ki kile "
        "ko kole kor kosi kuma kwe la lami le li lo lola lu ma manu mba me mi mo mola mu mwe na nda ne "
        "nga ngo ni no nya nyo o ola ong onu ora ota oya pe ra re ro ru sa sanya se si so su sulu ta tana "
        "te thi to tola tu twe uka uma unde uzo wa wale we wo wu ya ye yemi yi yo za zi zo zwa",
     .glue = ""},
    {.weight = 3, .given = "Adi Alon Amir Amit Amos Anat Ariel Assaf Avi Aviad Aviv Ayala Barak Boaz "
        "Dafna Dan Dana Danny Dor Dov Efrat Ehud Einat Eitan Elad Eldad Eli Erez Eyal Gadi Gal Gil Gilad "
        "Guy Hadar Hadas Hagit Idan Ido Inbal Itai Keren Lior Liat Maya Meir Michal Moran Moshe Nadav "
        "Naomi Neta Nir Noa Noam Ofer Ohad Omer Ophir Oren Orit Orna Ran Raz Rina Ron Ronen Roni Sagi "
        "Shai Sharon Shira Shlomo Sigal Tal Tamar Tomer Uri Yael Yair Yaniv Yaron Yoav Yonatan Yossi "
        "Yuval Zeev Ziv",
     .family = "Abra Adl Alp Ami Amit Arb Ari Ash Av Ayal Azu Bar Beit Ben Ber Bit Bro Buch Car Dag Dan "
        "Dav Dro Dub Eden Efr Eil Eis Elb Elk Esh Fei Fin Fis Fri Gab Gal Gar Gef Ger Gil Gin Gol Gor Gro "
        "Gut Had Hal Har Has Hel Her Hor Ilan Kah Kam Kap Kar Kat Kes Kle Kor Kra Lan Lav Leib Lev Lich "
        "Lif Lub Mag Mal Man Mar Mei Men Mil Mor Nad Nah Nav Neu Nis Ofe Ohr Ore Pel Per Pin Por Rab Ram "
        "Rap Ras Rav Reg Ren Ros Rot Roz Sad Sag Sam Seg Sha Shal Sham She Shi Shoh Sil Sla Sof Sol Tal "
        "Tam Tau Tir Tzu Vak Vei Wax Wei Yad Yar Yeh Yer Zak Zal Zel Zil Zuk",
     .family2 = "ach adi ai al am an ani ar ari at av avi az berg bin blum chik eli em en er es feld ger "
        "gold han i ian ich ik il im in inger ir is it kin ko kovi lai lan ler li lin man mann mon nik "
        "oni or ov ovich ovitz owitz ra ri ron ry sky son stein thal ti ton tov tzki vi vich vitz wald "
        "yahu zar zman zon",
     .glue = ""},
};
