/**
 * Passwords that whoever guesses tries first, written together for this product: keyboard walks, runs of digits, names,
 * clubs and words of Brazil and the usual endings. Lower case, without accents, at least eight characters: shorter ones
 * are refused for their length, and so are not here.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
01020304 10101010 10203040 102030405060 11110000 11112222 11223344 112233445566 12121212 12312312 123123123 123321123
12341234 12344321 123454321 123456781 1234567890 1234567891 12345678910 123456789a 123456789q 12345678a 1234567a
123456abc 1234abcd 1234qwer 123abc123 123qwe123 123qweasd 12qwaszx 13131313 147258369 147852369 159357456 159753456
19901990 1a2b3c4d 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 20002000 20012001 20202020 22221111 2wsx3edc
31415926 321321321 321654987 3edc4rfv 43211234 4321dcba 456789123 654321654321 741852963 789456123 963852741 a12345678
a123456789 a1b2c3d4 a1b2c3d4e5 aa123456 aaa12345 aaa123456 aaaa1111 aabbccdd abc12345 abc123456 abcabcabc abcd123!
abcd1234 abcd12345 abcd123456 abcd2023 abcd2024 abcd2025 abcd2026 abcd@123 abcde123 abcdef12 abcdef123 abcdef123!
abcdef1234 abcdef12345 abcdef123456 abcdef2023 abcdef2024 abcdef2025 abcdef2026 abcdef@123 abcdefg1 abcdefg123
access123 access14 acesso12 acesso123 acesso123! acesso1234 acesso12345 acesso123456 acesso2023 acesso2024 acesso2025
acesso2026 acesso@123 acessolivre admin123 admin123! admin1234 admin12345 admin123456 admin1234567 admin2023 admin2024
admin2025 admin2026 admin@123 administrador administrador1 administrador12 administrador123 administrador123!
administrador1234 administrador12345 administrador123456 administrador2023 administrador2024 administrador2025
administrador2026 administrador@123 administrator adriana1 advogado alexandre alexandre1 amanda12 amanda123 amanda123!
amanda1234 amanda12345 amanda123456 amanda2023 amanda2024 amanda2025 amanda2026 amanda@123 amazonas amor123! amor1234
amor12345 amor123456 amor2023 amor2024 amor2025 amor2026 amor@123 amordaminhavida amoreterno amorzinho amorzinho1
amorzinho12 amorzinho123 amorzinho123! amorzinho1234 amorzinho12345 amorzinho123456 amorzinho2023 amorzinho2024
amorzinho2025 amorzinho2026 amorzinho@123 ana12345 anderson android1 android123 anjinho1 antonio1 aparecida arsenal1
arthur123 asd12345 asd123asd asdasdasd asdf1234 asdfasdf asdfg123 asdfgh12 asdfgh123 asdfgh123! asdfgh1234 asdfgh12345
asdfgh123456 asdfgh2023 asdfgh2024 asdfgh2025 asdfgh2026 asdfgh@123 asdfghjkl ashley12 ashley123 ashley123! ashley1234
ashley12345 ashley123456 ashley2023 ashley2024 ashley2025 ashley2026 ashley@123 atletico atletico1 atletico12
atletico123 atletico123! atletico1234 atletico12345 atletico123456 atletico2023 atletico2024 atletico2025 atletico2026
atletico@123 ayrtonsenna bahia123 bahia123! bahia1234 bahia12345 bahia123456 bahia1931 bahia2023 bahia2024 bahia2025
bahia2026 bahia@123 barcelona barcelona1 baseball baseball1 baseball12 baseball123 baseball123! baseball1234
baseball12345 baseball123456 baseball2023 baseball2024 baseball2025 baseball2026 baseball@123 basketball batman12
batman123 batman123! batman1234 batman12345 batman123456 batman2023 batman2024 batman2025 batman2026 batman@123
beatles1 beatriz1 bebezinho belohorizonte belohorizonte1 blink182 bombeiro193 borboleta borboleta1 botafogo botafogo1
botafogo12 botafogo123 botafogo123! botafogo1234 botafogo12345 botafogo123456 botafogo2023 botafogo2024 botafogo2025
botafogo2026 botafogo@123 botafoguense brasil12 brasil123 brasil123! brasil1234 brasil12345 brasil123456 brasil2014
brasil2022 brasil2023 brasil2024 brasil2025 brasil2026 brasil@123 brasilia brasilia1 brazil12 brazil123 brazil123!
brazil1234 brazil12345 brazil123456 brazil2023 brazil2024 brazil2025 brazil2026 brazil@123 bruno123 bruno123!
bruno1234 bruno12345 bruno123456 bruno2023 bruno2024 bruno2025 bruno2026 bruno@123 cachorro cachorro1 cachorro123
camila123 campeao1 carlos12 carlos123 carlos123! carlos1234 carlos12345 carlos123456 carlos2023 carlos2024 carlos2025
carlos2026 carlos@123 carnaval carnaval1 carolina carolina1 casa123! casa1234 casa12345 casa123456 casa2023 casa2024
casa2025 casa2026 casa@123 celular1 celular123 cerveja1 cerveja123 changeit changeme changeme1 changeme123 charlie1
charlie12 charlie123 charlie123! charlie1234 charlie12345 charlie123456 charlie2023 charlie2024 charlie2025
charlie2026 charlie@123 chelsea1 chocolate chocolate1 churrasco cliente1 cliente12 cliente123 cliente123! cliente1234
cliente12345 cliente123456 cliente2023 cliente2024 cliente2025 cliente2026 cliente@123 colorado1909 comercial
comercial1 computador computador1 computer computer1 computer12 computer123 computer123! computer1234 computer12345
computer123456 computer2023 computer2024 computer2025 computer2026 computer@123 contato1 contato123 copacabana
coracao1 coracao123 corinthianos corinthians corinthians1 corinthians12 corinthians123 corinthians123! corinthians1234
corinthians12345 corinthians123456 corinthians2023 corinthians2024 corinthians2025 corinthians2026 corinthians@123
counterstrike cristiane cristina cristo123 cruzeiro cruzeiro1 cruzeiro12 cruzeiro123 cruzeiro123! cruzeiro1234
cruzeiro12345 cruzeiro123456 cruzeiro2023 cruzeiro2024 cruzeiro2025 cruzeiro2026 cruzeiro6x1 cruzeiro@123 curitiba
curitiba1 daniel12 daniel123 daniel123! daniel1234 daniel12345 daniel123456 daniel2023 daniel2024 daniel2025
daniel2026 daniel@123 default1 default123 deus123! deus1234 deus12345 deus123456 deus2023 deus2024 deus2025 deus2026
deus@123 deuseamor deuseamor1 deusefiel deusefiel1 deusefiel12 deusefiel123 deusefiel123! deusefiel1234 deusefiel12345
deusefiel123456 deusefiel2023 deusefiel2024 deusefiel2025 deusefiel2026 deusefiel7 deusefiel@123 deusnocomando
dezembro dezembro25 diego1234 direito1 domingo1 dragon12 dragon123 dragon123! dragon1234 dragon12345 dragon123456
dragon2023 dragon2024 dragon2025 dragon2026 dragon@123 dragonball dragonballz eduarda1 eduardo1 eduardo12 eduardo123
eduardo123! eduardo1234 eduardo12345 eduardo123456 eduardo2023 eduardo2024 eduardo2025 eduardo2026 eduardo@123
eminem123 empresa1 empresa123 engenharia escritorio esperanca esperanca1 espiritosanto esqueci123 estrela1 estrela12
estrela123 estrela123! estrela1234 estrela12345 estrela123456 estrela2023 estrela2024 estrela2025 estrela2026
estrela@123 estudante euteamo1 euteamo123 euteamo2 facebook facebook1 facebook123 faculdade familia1 familia12
familia123 familia123! familia1234 familia12345 familia123456 familia2023 familia2024 familia2025 familia2026
familia@123 familiaunida felicidade felicidade1 felicidade12 felicidade123 felicidade123! felicidade1234
felicidade12345 felicidade123456 felicidade2023 felicidade2024 felicidade2025 felicidade2026 felicidade@123 felipe12
felipe123 felipe123! felipe1234 felipe12345 felipe123456 felipe2023 felipe2024 felipe2025 felipe2026 felipe@123
fernanda fernanda1 fernanda12 fernanda123 fernanda123! fernanda1234 fernanda12345 fernanda123456 fernanda2023
fernanda2024 fernanda2025 fernanda2026 fernanda@123 fernando fernando1 fevereiro fibra123 fibra123! fibra1234
fibra12345 fibra123456 fibra2023 fibra2024 fibra2025 fibra2026 fibra@123 fibraotica financeiro flamengo flamengo1
flamengo10 flamengo12 flamengo123 flamengo123! flamengo1234 flamengo12345 flamengo123456 flamengo2023 flamengo2024
flamengo2025 flamengo2026 flamengo81 flamengo@123 flamenguista florianopolis fluminense fluminense1 fluminense12
fluminense123 fluminense123! fluminense1234 fluminense12345 fluminense123456 fluminense2023 fluminense2024
fluminense2025 fluminense2026 fluminense@123 football football1 football12 football123 football123! football1234
football12345 football123456 football2023 football2024 football2025 football2026 football@123 fortaleza fortaleza1
fortnite fortnite1 francisco freedom1 freedom12 freedom123 freedom123! freedom1234 freedom12345 freedom123456
freedom2023 freedom2024 freedom2025 freedom2026 freedom@123 freefire freefire1 freefire123 futebol1 futebol12
futebol123 futebol123! futebol1234 futebol12345 futebol123456 futebol2023 futebol2024 futebol2025 futebol2026
futebol@123 gabriel1 gabriel12 gabriel123 gabriel123! gabriel1234 gabriel12345 gabriel123456 gabriel2023 gabriel2024
gabriel2025 gabriel2026 gabriel@123 gabriela gabriela1 gabriela12 gabriela123 gabriela123! gabriela1234 gabriela12345
gabriela123456 gabriela2023 gabriela2024 gabriela2025 gabriela2026 gabriela@123 galo2013 galodoido gamer123 gatinha123
gatinho123 gatinhos gloriaadeus gmail1234 golfinho google123 google1234 gostosa1 gostoso1 gremio12 gremio123
gremio123! gremio1234 gremio12345 gremio123456 gremio1903 gremio2023 gremio2024 gremio2025 gremio2026 gremio@123
guerreira guerreiro guerreiro1 guest123 guest123! guest1234 guest12345 guest123456 guest2023 guest2024 guest2025
guest2026 guest@123 guilherme guilherme1 gustavo1 gustavo12 gustavo123 gustavo123! gustavo1234 gustavo12345
gustavo123456 gustavo2023 gustavo2024 gustavo2025 gustavo2026 gustavo@123 heitor123 helena123 hello123 hello123!
hello1234 hello12345 hello123456 hello2023 hello2024 hello2025 hello2026 hello@123 henrique henrique1 homemaranha
hotmail1 hotmail123 iloveyou iloveyou1 iloveyou12 iloveyou123 iloveyou123! iloveyou1234 iloveyou12345 iloveyou123456
iloveyou2 iloveyou2023 iloveyou2024 iloveyou2025 iloveyou2026 iloveyou@123 instagram instagram1 internacional
internacional1 internacional12 internacional123 internacional123! internacional1234 internacional12345
internacional123456 internacional2023 internacional2024 internacional2025 internacional2026 internacional@123 internet
internet1 internet10 internet12 internet123 internet123! internet1234 internet12345 internet123456 internet2023
internet2024 internet2025 internet2026 internet@123 iphone123 ironmaiden isabella janeiro1 jeferson jennifer jessica1
jesus123 jesus123! jesus1234 jesus12345 jesus123456 jesus2023 jesus2024 jesus2025 jesus2026 jesus@123 jesuscristo
jesuscristo1 jesuscristo12 jesuscristo123 jesuscristo123! jesuscristo1234 jesuscristo12345 jesuscristo123456
jesuscristo2023 jesuscristo2024 jesuscristo2025 jesuscristo2026 jesuscristo@123 jesuseamor jesussalva jesusteama
jesusteamo joao123! joao1234 joao12345 joao123456 joao2023 joao2024 joao2025 joao2026 joao@123 jonathan jordan12
jordan123 jordan123! jordan1234 jordan12345 jordan123456 jordan2023 jordan2024 jordan2025 jordan2026 jordan@123
jose12345 juliana1 juliana12 juliana123 juliana123! juliana1234 juliana12345 juliana123456 juliana2023 juliana2024
juliana2025 juliana2026 juliana@123 juventus larissa1 leagueoflegends leonardo leonardo1 leticia1 letmein1 letmein12
letmein123 letmein123! letmein1234 letmein12345 letmein123456 letmein2023 letmein2024 letmein2025 letmein2026
letmein@123 liberdade liberdade1 linda1234 linkinpark liverpool liverpool1 lkjhgfdsa login123 login123! login1234
login12345 login123456 login2023 login2024 login2025 login2026 login@123 loja1234 lucas123 lucas123! lucas1234
lucas12345 lucas123456 lucas2023 lucas2024 lucas2025 lucas2026 lucas@123 luciana1 manchester marcelo1 marcos123
maria123 maria123! maria1234 maria12345 maria123456 maria1234567 maria2023 maria2024 maria2025 maria2026 maria@123
mariana1 mariana12 mariana123 mariana123! mariana1234 mariana12345 mariana123456 mariana2023 mariana2024 mariana2025
mariana2026 mariana@123 master12 master123 master123! master1234 master12345 master123456 master2023 master2024
master2025 master2026 master@123 mateus12 mateus123 mateus123! mateus1234 mateus12345 mateus123456 mateus2023
mateus2024 mateus2025 mateus2026 mateus@123 matheus1 matheus12 matheus123 matheus123! matheus1234 matheus12345
matheus123456 matheus2023 matheus2024 matheus2025 matheus2026 matheus@123 medicina mengao123 mercado1 metallica
meuacesso meuamor1 meuamor12 meuamor123 meufilho meufilho1 meusamores meusfilhos meuwifi123 michael1 michael12
michael123 michael123! michael1234 michael12345 michael123456 michael2023 michael2024 michael2025 michael2026
michael@123 microsoft miguel123 minasgerais minecraft minecraft1 minhafamilia minhafilha minhafilha1 minhasenha
minhasenha1 minhasenha123 minhavida minhavida1 mnbvcxz1 monkey12 monkey123 monkey123! monkey1234 monkey12345
monkey123456 monkey2023 monkey2024 monkey2025 monkey2026 monkey@123 motorola motorola1 mudar123 mudar123! mudar1234
mudar12345 mudar123456 mudar2023 mudar2024 mudar2025 mudar2026 mudar@123 mypass123 mypassword naolembro naosei123
naruto10 naruto123 neymar10 nintendo nirvana1 notebook notebook1 novasenha novasenha1 novasenha123 novembro outlook1
p@ss1234 p@ssw0rd p@ssword pa55word padaria123 palmeiras palmeiras1 palmeiras12 palmeiras123 palmeiras123!
palmeiras1234 palmeiras12345 palmeiras123456 palmeiras2023 palmeiras2024 palmeiras2025 palmeiras2026 palmeiras51
palmeiras@123 palmeirense pass1234 pass12345 passpass passw0rd passw0rd1 passw0rd12 passw0rd123 passw0rd123!
passw0rd1234 passw0rd12345 passw0rd123456 passw0rd2023 passw0rd2024 passw0rd2025 passw0rd2026 passw0rd@123 password
password! password1 password12 password123 password123! password1234 password12345 password123456 password2023
password2024 password2025 password2026 password@123 patricia patricia1 paulo1234 pedro123 pedro123! pedro1234
pedro12345 pedro123456 pedro2023 pedro2024 pedro2025 pedro2026 pedro@123 pele1000 pernambuco playstation playstation4
poiuytre poiuytrewq pokemon1 pokemon12 pokemon123 pokemon123! pokemon1234 pokemon12345 pokemon123456 pokemon2023
pokemon2024 pokemon2025 pokemon2026 pokemon@123 policia190 portoalegre primeiroacesso princesa princesa1 princesa12
princesa123 princesa123! princesa1234 princesa12345 princesa123456 princesa2023 princesa2024 princesa2025 princesa2026
princesa@123 princesinha princess princess1 princess12 princess123 princess123! princess1234 princess12345
princess123456 princess2023 princess2024 princess2025 princess2026 princess@123 professor professora provedor
provedor123 provisoria provisoria1 q1w2e3r4 q1w2e3r4t5 qazwsx123 qazwsxedc qwaszx12 qwe123qwe qweasdzxc qweqweqwe
qwer1234 qwerqwer qwert123 qwert12345 qwerty12 qwerty123 qwerty123! qwerty1234 qwerty12345 qwerty123456 qwerty2023
qwerty2024 qwerty2025 qwerty2026 qwerty@123 qwertyqwerty qwertyui qwertyui1 qwertyui12 qwertyui123 qwertyui123!
qwertyui1234 qwertyui12345 qwertyui123456 qwertyui2023 qwertyui2024 qwertyui2025 qwertyui2026 qwertyui@123 qwertyuiop
rafael12 rafael123 rafael123! rafael1234 rafael12345 rafael123456 rafael2023 rafael2024 rafael2025 rafael2026
rafael@123 rafaela1 rafaela12 rafaela123 rafaela123! rafaela1234 rafaela12345 rafaela123456 rafaela2023 rafaela2024
rafaela2025 rafaela2026 rafaela@123 rammstein realmadrid realmadrid1 ricardo1 ricardo12 ricardo123 ricardo123!
ricardo1234 ricardo12345 ricardo123456 ricardo2023 ricardo2024 ricardo2025 ricardo2026 ricardo@123 riodejaneiro
roberto1 rockandroll rodrigo1 rodrigo12 rodrigo123 rodrigo123! rodrigo1234 rodrigo12345 rodrigo123456 rodrigo2023
rodrigo2024 rodrigo2025 rodrigo2026 rodrigo@123 romario11 ronaldinho ronaldo9 root1234 roteador roteador1 roteador123
salvador salvador1 samba123 samsung1 samsung12 samsung123 samsung123! samsung1234 samsung12345 samsung123456
samsung2023 samsung2024 samsung2025 samsung2026 samsung@123 samuel123 sandra123 santos10 santos12 santos123 santos123!
santos1234 santos12345 santos123456 santos2023 santos2024 santos2025 santos2026 santos@123 santosfc saopaulo saopaulo1
saopaulo12 saopaulo123 saopaulo123! saopaulo1234 saopaulo12345 saopaulo123456 saopaulo2023 saopaulo2024 saopaulo2025
saopaulo2026 saopaulo@123 saopaulofc saudade1 saudade12 saudade123 saudade123! saudade1234 saudade12345 saudade123456
saudade2023 saudade2024 saudade2025 saudade2026 saudade@123 secret12 secret123 secret123! secret1234 secret12345
secret123456 secret2023 secret2024 secret2025 secret2026 secret@123 secreta1 secreta123 segredo1 segredo123 segunda1
selecao123 semsenha senha123 senha123! senha1234 senha12345 senha123456 senha2023 senha2024 senha2025 senha2026
senha@123 senhaforte senhanova senhapadrao senhasegura senhasenha senna1994 sertanejo setembro shadow12 shadow123
shadow123! shadow1234 shadow12345 shadow123456 shadow2023 shadow2024 shadow2025 shadow2026 shadow@123 simone123
slipknot1 soldado1 spfc1935 spiderman spiderman1 starwars starwars1 starwars12 starwars123 starwars123! starwars1234
starwars12345 starwars123456 starwars2023 starwars2024 starwars2025 starwars2026 starwars@123 suasenha summer12
summer123 summer123! summer1234 summer12345 summer123456 summer2023 summer2024 summer2025 summer2026 summer@123
sunshine sunshine1 sunshine12 sunshine123 sunshine123! sunshine1234 sunshine12345 sunshine123456 sunshine2023
sunshine2024 sunshine2025 sunshine2026 sunshine@123 superman superman1 superman12 superman123 superman123!
superman1234 superman12345 superman123456 superman2023 superman2024 superman2025 superman2026 superman@123 supersecret
suporte123 suportetecnico tartaruga teamo123 teamo123! teamo1234 teamo12345 teamo123456 teamo2023 teamo2024 teamo2025
teamo2026 teamo@123 teamomuito tecnico123 telefone telefone1 temporaria temporary test1234 testando testando1 teste123
teste123! teste1234 teste12345 teste123456 teste1234567 teste2023 teste2024 teste2025 teste2026 teste@123 testtest
thiago123 timao1910 toor1234 trabalho trabalho1 trabalho123 tricolor tricolor1 tricolor123 trocar12 trocar123
trocar123! trocar1234 trocar12345 trocar123456 trocar2023 trocar2024 trocar2025 trocar2026 trocar@123 trocarsenha
trustno1 trustno12 trustno123 trustno123! trustno1234 trustno12345 trustno123456 trustno2023 trustno2024 trustno2025
trustno2026 trustno@123 universidade user1234 usuario1 usuario12 usuario123 usuario123! usuario1234 usuario12345
usuario123456 usuario2023 usuario2024 usuario2025 usuario2026 usuario@123 vaicorinthians valentina valentina1 vanessa1
vasco123 vasco123! vasco1234 vasco12345 vasco123456 vasco2023 vasco2024 vasco2025 vasco2026 vasco@123 vascodagama
vencedor vendas123 verdao123 vinicius vinicius1 vitoria1 vitoria123 vitorioso volleyball wasdwasd welcome1 welcome12
welcome123 welcome123! welcome1234 welcome12345 welcome123456 welcome2023 welcome2024 welcome2025 welcome2026
welcome@123 whatever whatever1 whatever12 whatever123 whatever123! whatever1234 whatever12345 whatever123456
whatever2023 whatever2024 whatever2025 whatever2026 whatever@123 whatsapp whatsapp1 wifi123! wifi1234 wifi12345
wifi123456 wifi2023 wifi2024 wifi2025 wifi2026 wifi@123 windows1 windows10 windows11 winter12 winter123 winter123!
winter1234 winter12345 winter123456 winter2023 winter2024 winter2025 winter2026 winter@123 xbox3600 youtube1
youtube123 zaq12wsx zaq1zaq1 zxasqw12 zxc12345 zxcvbn12 zxcvbn123 zxcvbn123! zxcvbn1234 zxcvbn12345 zxcvbn123456
zxcvbn2023 zxcvbn2024 zxcvbn2025 zxcvbn2026 zxcvbn@123 zxcvbnm1 zxcvbnm12 zxcvbnm123
`
    .trim()
    .split(/\s+/),
);
