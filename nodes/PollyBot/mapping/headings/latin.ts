/**
 * Headings in languages with Latin letters.
 * docs/heading-sources.md says where each was seen; `headings.ts` reads this, and says what the words before the colons are.
 */
export const LATIN = `
# English
name: Name | Your Name | Display Name
full: Full Name | Contact Name | Lead Name | Your Full Name | First and Last Name | First & Last Name | Name and Surname | Person - Name | Contact Person | Name of the Applicant | Applicant Name | Customer Name | Client Name | Full Names
first: First Name | Given Name | Forename | FNAME | Name (First) | Name - First | Your First Name | Contact First Name | Person - First name | First~ | First names | Billing First Name | Address First Name
infix: Infix | Surname Prefix
last: Last Name | Family Name | Surname | LNAME | Name (Last) | Name - Last | Your Last Name | Contact Last Name | Person - Last name | Last~ | Last names | Address Last Name
last2: Second Last Name | Second Surname
email: Email | Email Address | Mail | E-mail - Value | Your Email | Your Email Address | Work Email | Work Email Address | Business Email | Business Email Address | Company Email | Personal Email | Private Email | Home Email | Primary Email | Secondary Email | Contact Email | Lead Email | Person - Email | Person - Email - Work | Person - Email - Home | Person - Email - Other | Email (Work) | Email (Home) | Email ID | E-mail Add | Mail ID | Mail Address | Email (Enter Email) | Email From | Emails | Email Addresses | Customer Email | Best Email | Best Email Address | Preferred Email | Email Adress
phone: Phone | Phone Number | Tel | Telephone | Telephone Number | Mobile | Phone - Value | Your Phone | Your Phone Number | Your Tel | Mobile Phone | Mobile Number | Mobile Phone Number | Cell | Cell Phone | Cell Phone Number | Work Phone | Work Phone Number | Business Phone | Home Phone | Primary Phone | Other Phone | Company Main Phone | Contact Number | Contact Phone | Lead Phone | Person - Phone | Person - Phone - Work | Person - Phone - Mobile | Person - Phone - Home | Phone (Work) | Phone (Mobile) | Mobile No. | Mobile # | Contact No. | Cell Number | Cell No. | Phone No. | Telephone No. | Tel. No. | Tel. Number | Work Direct Phone | Direct Phone | Phone Mobile | Phone Work | Work Number | Home Number | WhatsApp Number | Sender Mobile | Attendee Phone Number | SMS Phone Number | Phones | Phone Numbers | Mob. No. | WhatsApp | Best Phone Number | Ph. No. | Phone # | Daytime Phone | Day Phone | Preferred Phone
source: Source | Lead Source
status: Status | Lead Status
metadata: Metadata
never: IP | IP Address | IP Addr | User IP | Remote IP | Client IP | Visitor IP | Opt-in IP | IP Opt | IP Signup | Remote Addr | Remote Address | User Agent | Browser | Headers | Cookie | Cookies | Set-Cookie | Authorization | X-Forwarded-For | X-Real-IP | Token | CSRF | CSRF Token | WP Nonce | Nonce | Secret | API Key | Google Key | Signature | Webhook Signature | g-recaptcha-response | h-captcha-response | cf-turnstile-response | Password | Network ID | Fingerprint | Session ID | PHPSESSID | retryAt | retryAfter | Cart Token | Checkout Token | User Pass
ask: Your | What is your | What's your | What is the best … to reach you | What's the best … to reach you | What … can we reach you at | May we have your | Can we have your | Could we have your | May I have your | Can I have your | Could I have your | Can you tell us your | Could you tell us your | Please enter your | Please provide your | Please tell us your | Enter your | Provide your | Tell us your | Contact | Billing | Customer | Client | Lead | Sender | Invitee | Attendee | Applicant | Registrant | Subscriber | Respondent | Person | … (Billing) | Primary Contact | Main Contact
# German
name: Name | Anzeigename | Ihr Name | Dein Name
full: Vollständiger Name | Vor- und Nachname | Vorname und Nachname | Vorname Nachname | Kontaktname | Wie heißt du | Wie heißen Sie | Name, Vorname | Name und Vorname | Nachname, Vorname | Ansprechpartner | Ansprechpartnerin | Ansprechperson | Kontaktperson | Vor- u. Nachname | Vor-/Nachname | Vorname & Name
first: Vorname | Ihr Vorname | Rufname
infix: Namenszusatz | Namensvorsatz | Vorsatzwort
last: Nachname | Familienname | Zuname | Ihr Nachname
email: E-Mail | E-Mail-Adresse | Mailadresse | Ihre E-Mail | Ihre E-Mail-Adresse | Deine E-Mail | Deine E-Mail-Adresse | Geschäftliche E-Mail | Geschäftliche E-Mail-Adresse | Berufliche E-Mail-Adresse | Private E-Mail | Private E-Mail-Adresse | E-Mail geschäftlich | E-Mail privat | Kontakt-E-Mail | E-Mail-Kontakt
phone: Telefon | Telefonnummer | Tel.-Nr. | Telefonnr. | Rufnummer | Handy | Handynummer | Mobil | Mobilnummer | Mobiltelefon | Mobiltelefonnummer | Mobilfunknummer | Telefon geschäftlich | Telefon privat | Telefon (geschäftlich) | Telefon (privat) | Telefon mobil | Festnetz | Ihre Telefonnummer | Deine Telefonnummer | Handynr. | Mobil-Nr. | Mobiltel. | Festnetznummer | Natel | Telefonnummer für Rückfragen | Tel. privat | Tel. mobil | Tel. geschäftlich
source: Quelle | Lead-Quelle
status: Status | Lead-Status
ask: Ihr | Ihre | Dein | Deine | Wie lautet Ihr | Wie lautet Ihre | Wie lautet dein | Wie lautet deine | Wie ist Ihr | Wie ist Ihre | Wie ist dein | Wie ist deine | Was ist Ihr | Was ist Ihre | Was ist dein | Was ist deine | Bitte geben Sie Ihren … ein | Bitte geben Sie Ihre … ein | Bitte gib deine … ein | Bitte gib deinen … ein
# French
name: Nom | Votre nom | Nom à afficher
full: Nom complet | Nom et prénom | Prénom et nom | Nom Prénom | Votre nom complet | Nom du contact | Comment vous appelez-vous | Comment t'appelles-tu | Personne de contact | Prénom Nom | Vos nom et prénom | Nom et prénoms
first: Prénom | Votre prénom
last: Nom de famille | Votre nom de famille | Nom d'usage
email: E-mail | Adresse e-mail | Adresse mail | Adresse de messagerie | Adresse électronique | Courriel | Adresse courriel | Courrier électronique | Mél | Votre e-mail | Votre adresse e-mail | Votre adresse mail | Votre adresse de messagerie | Votre courriel | E-mail professionnel | Adresse e-mail professionnelle | E-mail personnel | Adresse e-mail personnelle | Quelle est votre adresse e-mail
phone: Téléphone | Tél | Numéro de téléphone | N° de téléphone | Téléphone portable | Téléphone mobile | Tél. mobile | Tél portable | Mobile | Numéro de portable | Numéro de mobile | Numéro de téléphone portable | Numéro de téléphone mobile | Téléphone professionnel | Téléphone (bureau) | Téléphone (domicile) | Téléphone fixe | Téléphone domicile | Votre téléphone | Votre numéro de téléphone | GSM | Numéro de GSM | N° de tél | N° tél | Numéro de tél | Portable | N° de portable | Votre portable | Numéro WhatsApp
source: Source | Source du lead | Source du prospect | Origine du lead | Origine de la piste
status: Statut | Statut du lead | Statut du prospect | Statut de la piste
ask: Votre | Ton | Ta | Quel est votre | Quelle est votre | Quel est ton | Quelle est ton | Quelle est ta | Indiquez votre | Entrez votre | Saisissez votre | Veuillez indiquer votre | Veuillez saisir votre
# Spanish
name: Nombre | Tu nombre | Su nombre
full: Nombre completo | Nombre y apellido | Nombre y apellidos | Nombres y apellidos | Apellidos y nombre | Tu nombre completo | Nombre del contacto | Nombre de contacto | ¿Cómo te llamas | Nombre y Apellido(s) | ¿Cómo se llama usted | Persona de contacto | Apellidos y nombres | Nombre(s) y apellidos
first: Primer nombre | Nombre de pila | Nombres | Nombre(s)
last: Apellido | Apellidos | Tus apellidos | Primer apellido | Apellido(s) | Apellido Paterno | Apellido 1 | Ap. Paterno
last2: Apellido Materno | Segundo apellido | Apellido 2 | Ap. Materno
email: Correo | Correo electrónico | Dirección de correo | Dirección de correo electrónico | Dirección de email | Tu correo electrónico | Tu email | Tu correo | Su correo electrónico | Correo electrónico de trabajo | Correo electrónico laboral | Correo electrónico personal | Correo corporativo | Correo personal | Email corporativo | E-mail | Mail | Correo e. | Tu mejor correo
phone: Teléfono | Número de teléfono | Nº de teléfono | Móvil | Teléfono móvil | Número de móvil | Número de teléfono móvil | Celular | Teléfono celular | Número de celular | Teléfono del trabajo | Teléfono de trabajo | Teléfono particular | Teléfono fijo | Teléfono de contacto | Número de contacto | Tu teléfono | Tu número de teléfono | Tfno. | Telf. | Número de WhatsApp | Número celular
source: Fuente | Fuente del lead | Fuente de prospecto | Origen del lead | Origen del prospecto
status: Estado del lead | Estado del prospecto | Estatus
ask: Tu | Tus | Su | Sus | ¿Cuál es tu | ¿Cuál es su | Escribe tu | Escriba su | Introduce tu | Introduzca su | Ingresa tu | Ingrese su
# Portuguese
name: Nome | Seu nome | O seu nome
full: Nome completo | Nome e sobrenome | Nome e apelido | Seu nome completo | Nome do contato | Nome do contacto | Pessoa de contato | Pessoa de contacto
first: Primeiro nome | Nome próprio | Seu primeiro nome
last: Sobrenome | Apelido | Último nome | Seu sobrenome
email: E-mail | Endereço de e-mail | Correio eletrónico | Endereço de correio eletrónico | Seu e-mail | O seu e-mail | O seu endereço de e-mail | Seu melhor e-mail | Melhor e-mail | E-mail corporativo | E-mail profissional | E-mail comercial | E-mail de trabalho | E-mail pessoal | Correio electrónico
phone: Telefone | Número de telefone | Celular | Telefone celular | Número de celular | Número do celular | Telemóvel | Número de telemóvel | Telefone comercial | Telefone residencial | Telefone fixo | Telefone de contato | Seu telefone | O seu telefone | Contacto telefónico | Contato telefônico | WhatsApp com DDD | Telefone com DDD | Nº de telemóvel
source: Fonte | Fonte do lead | Origem do lead
status: Status | Status do lead | Estado do lead
ask: Seu | Sua | O seu | A sua | Qual é o seu | Qual o seu | Qual é seu | Qual seu | Digite seu | Digite o seu | Informe seu | Informe o seu | Insira seu | Insira o seu
# Italian
name: Nome | Il tuo nome | Il suo nome
full: Nome completo | Nome e cognome | Cognome e nome | Nominativo | Nome contatto | Nome del contatto | Come ti chiami | Persona di contatto | Nome Cognome | Cognome Nome
first: Nome proprio | Nome di battesimo
last: Cognome | Il tuo cognome
email: E-mail | Indirizzo e-mail | Indirizzo mail | Indirizzo di posta elettronica | Posta elettronica | La tua e-mail | La tua mail | Il tuo indirizzo e-mail | E-mail aziendale | E-mail di lavoro | E-mail lavoro | E-mail personale
phone: Telefono | Numero di telefono | Numero telefono | N. telefono | Cellulare | Telefono cellulare | Numero di cellulare | Numero cellulare | Numero di telefono cellulare | Telefono ufficio | Telefono abitazione | Telefono fisso | Recapito telefonico | Il tuo telefono | Il tuo numero di telefono | Recapito | N. cellulare | N° telefono | Numero WhatsApp
source: Fonte | Fonte lead | Fonte del lead | Origine del lead
status: Stato lead | Stato del lead
ask: Il tuo | La tua | Il suo | La sua | Qual è il tuo | Qual è la tua | Qual è il suo | Qual è la sua | Inserisci il tuo | Inserisci la tua | Inserisca il suo
# Dutch
name: Naam | Uw naam | Je naam | Jouw naam
full: Volledige naam | Voor- en achternaam | Voornaam en achternaam | Contactnaam | Hoe heet je | Hoe heet u | Contactpersoon | Naam en voornaam | Voornaam + achternaam
first: Voornaam | Roepnaam | Uw voornaam
infix: Tussenvoegsel | Tussenvoegsels | Tussenv. | Voorvoegsel | Voorvoegsels
last: Achternaam | Familienaam | Uw achternaam
email: E-mail | E-mailadres | Mailadres | Uw e-mail | Uw e-mailadres | Je e-mailadres | Jouw e-mailadres | Zakelijk e-mailadres | Zakelijke e-mail | E-mail werk | Privé e-mailadres | Persoonlijk e-mailadres
phone: Telefoon | Telefoonnummer | Tel.nr. | Mobiel | Mobiele telefoon | Mobiel nummer | Mobiel telefoonnummer | 06-nummer | GSM | GSM-nummer | Telefoon op werk | Telefoon thuis | Telefoon zakelijk | Vaste telefoon | Uw telefoonnummer | Je telefoonnummer | Telefoonnr. | Telefoonnummer mobiel
source: Bron | Leadbron | Bron van lead
status: Status | Leadstatus
ask: Uw | Je | Jouw | Wat is je | Wat is uw | Wat is jouw | Vul je … in | Vul uw … in
# Polish
full: Imię i nazwisko | Nazwisko i imię | Pełne imię i nazwisko | Twoje imię i nazwisko | Jak się nazywasz | Jak masz na imię i nazwisko | Osoba kontaktowa | Osoba do kontaktu | Imię Nazwisko | Nazwisko Imię
first: Imię | Twoje imię | Pani/Pana imię
last: Nazwisko | Twoje nazwisko
email: E-mail | Adres e-mail | Adres mailowy | Adres poczty elektronicznej | Poczta elektroniczna | Twój e-mail | Twój adres e-mail | Służbowy adres e-mail | E-mail służbowy | E-mail prywatny | Firmowy adres e-mail | E-mail firmowy | Adres mail
phone: Telefon | Numer telefonu | Nr telefonu | Nr tel. | Telefon komórkowy | Numer telefonu komórkowego | Komórka | Numer komórkowy | Telefon służbowy | Telefon domowy | Telefon stacjonarny | Telefon kontaktowy | Twój telefon | Twój numer telefonu | Tel. kom. | Numer tel. | Numer kontaktowy
source: Źródło | Źródło leada | Źródło potencjalnego klienta
status: Status | Status leada
ask: Twój | Twoje | Pani/Pana | Jaki jest Twój | Jakie jest Twoje | Jaki jest Pani/Pana | Podaj | Podaj swój | Podaj swoje | Proszę podać | Proszę podać swój
# Swedish
name: Namn | Ditt namn
full: Fullständigt namn | För- och efternamn | Förnamn och efternamn | Kontaktperson | Vad heter du | För- & efternamn | Förnamn & efternamn | Hela namnet
first: Förnamn | Tilltalsnamn
last: Efternamn
email: E-post | E-postadress | Mejl | Mejladress | Mailadress | E-postaddress | Din e-post
phone: Telefon | Telefonnummer | Tel. | Tel.nr | Mobil | Mobilnummer | Mobiltelefon | Mobiltelefonnummer | Telefon (arbete) | Telefon arbete | Telefon, hem | Tfn | Tfn mobil
source: Källa | Leadkälla
status: Status | Leadstatus
ask: Ditt | Din | Vad är ditt | Vad är din | Vilken är din | Vilket är ditt | Ange ditt | Ange din | Fyll i ditt | Fyll i din | Skriv ditt | Skriv din
# Danish
name: Navn | Dit navn
full: Fulde navn | Fuldt navn | For- og efternavn | Fornavn og efternavn | Kontaktperson | Hvad hedder du
first: Fornavn
last: Efternavn
email: E-mail | E-mailadresse | Mailadresse | E-post | Din e-mail
phone: Telefon | Telefonnummer | Tlf. | Tlf.nr. | Mobil | Mobilnummer | Mobiltelefon | Telefon (arbejde) | Telefon (privat)
source: Kilde | Leadkilde
status: Status | Leadstatus
ask: Dit | Din | Hvad er dit | Hvad er din | Indtast dit | Indtast din | Skriv dit | Skriv din
# Norwegian
name: Navn | Ditt navn | Navnet ditt
full: Fullt navn | Fullstendig navn | For- og etternavn | Fornavn og etternavn | Kontaktperson | Hva heter du
first: Fornavn
last: Etternavn
email: E-post | E-postadresse | E-posten din | E-postadressen din
phone: Telefon | Telefonnummer | Tlf. | Mobil | Mobilnummer | Mobiltelefon | Telefonnummeret ditt | Mobilnummeret ditt | Mobiltlf.
source: Kilde | Leadkilde
status: Status | Leadstatus
ask: Ditt | Din | Hva er ditt | Hva er din | Hva er | Skriv inn ditt | Skriv inn din | Oppgi ditt | Oppgi din
# Finnish
name: Nimi | Nimesi
full: Koko nimi | Etu- ja sukunimi | Etunimi ja sukunimi | Yhteyshenkilö | Mikä on nimesi | Mikä on koko nimesi | Sukunimi ja etunimi
first: Etunimi | Etunimesi | Kutsumanimi
last: Sukunimi | Sukunimesi
email: Sähköposti | Sähköpostiosoite | Sähköpostisi | Sähköpostiosoitteesi | Mikä on sähköpostisi | Mikä on sähköpostiosoitteesi | S-posti
phone: Puhelin | Puhelinnumero | Puh. | Puhelinnumerosi | Matkapuhelin | Matkapuhelinnumero | Kännykkä | Mikä on puhelinnumerosi | Puh.nro | Puhelinnro
source: Lähde | Liidin lähde
status: Tila | Liidin tila
ask: Anna | Syötä | Kirjoita
# Czech
name: Jméno | Vaše jméno
full: Celé jméno | Jméno a příjmení | Příjmení a jméno | Kontaktní osoba | Jak se jmenujete | Jméno Příjmení | Příjmení Jméno
first: Křestní jméno
last: Příjmení
email: E-mail | E-mailová adresa | Elektronická pošta | Váš e-mail | Kontaktní e-mail
phone: Telefon | Telefonní číslo | Tel. číslo | Mobil | Mobilní telefon | Mobilní číslo | Telefonní kontakt | Kontaktní telefon | Mobilní tel.
source: Zdroj | Zdroj leadu
status: Stav | Stav leadu
ask: Vaše | Váš | Jaké je vaše | Jaký je váš | Jaká je vaše | Zadejte svůj | Zadejte svoje | Zadejte | Uveďte svůj | Uveďte
# Slovak
name: Meno | Vaše meno
full: Celé meno | Meno a priezvisko | Priezvisko a meno | Kontaktná osoba | Ako sa voláte | Meno Priezvisko | Priezvisko Meno
first: Krstné meno
last: Priezvisko
email: E-mail | E-mailová adresa | Elektronická pošta | Váš e-mail | Kontaktný e-mail
phone: Telefón | Telefónne číslo | Tel. číslo | Mobil | Mobilný telefón | Mobilné číslo | Kontaktný telefón | Tel. č.
source: Zdroj | Zdroj leadu
status: Stav | Stav leadu
ask: Vaše | Váš | Aké je vaše | Aký je váš | Aká je vaša | Zadajte svoj | Zadajte svoje | Zadajte | Uveďte svoj | Uveďte
# Hungarian, family name first
name: Név | Neved | Az Ön neve
full: Teljes név | Teljes neve | Vezetéknév és keresztnév | Kapcsolattartó | Kapcsolattartó neve | Mi a neved | Mi a neve | Hogy hívják | Hogy hívnak | Vezeték- és keresztnév
first: Keresztnév | Utónév
last: Vezetéknév | Családnév
email: E-mail | E-mail cím | E-mail címe | E-mail címed | Mi az e-mail címed | Mi az e-mail címe | Elektronikus levélcím
phone: Telefon | Telefonszám | Telefonszáma | Telefonszámod | Mobil | Mobilszám | Mobiltelefon | Mobiltelefonszám | Mi a telefonszámod | Mi a telefonszáma
source: Forrás | Lead forrása
status: Állapot | Státusz
ask: Az Ön | Adja meg az | Add meg az
# Romanian
name: Nume | Numele tău | Numele dvs. | Numele dumneavoastră
full: Nume și prenume | Prenume și nume | Nume complet | Numele complet | Persoană de contact | Cum te numești | Cum vă numiți | Care este numele tău | Nume Prenume | Numele și prenumele
first: Prenume | Prenumele | Prenumele tău
last: Nume de familie | Numele de familie
email: E-mail | Adresă de e-mail | Adresă e-mail | Emailul tău | Adresa ta de e-mail | Care este adresa ta de email | Poștă electronică | Adresa dvs. de e-mail | Care este adresa dvs. de e-mail | Emailul dvs.
phone: Telefon | Număr de telefon | Numărul de telefon | Nr. telefon | Nr. de telefon | Mobil | Telefon mobil | Număr de mobil | Numărul tău de telefon | Care este numărul tău de telefon | Telefonul dvs. | Telefonul dumneavoastră | Numărul dvs. de telefon | Număr telefon | Telefon de contact
source: Sursă | Sursa lead-ului
status: Stare | Status | Starea lead-ului
ask: Introduceți | Introdu | Completați
# Croatian
name: Ime | Vaše ime
full: Ime i prezime | Prezime i ime | Puno ime | Kontakt osoba | Kako se zovete | Kako se zoveš | Ime Prezime | Prezime Ime
last: Prezime
email: E-mail | E-mail adresa | E-pošta | Adresa e-pošte | Adresa elektroničke pošte | Elektronička pošta | Vaša e-pošta
phone: Telefon | Broj telefona | Telefonski broj | Kontakt telefon | Kontakt broj | Mobitel | Broj mobitela | Mobilni telefon | Mobilni broj | Mob.
source: Izvor | Izvor leada
status: Status | Stanje
ask: Vaše | Vaš | Vaša | Koje je vaše | Koji je vaš | Koja je vaša | Upišite svoj | Upišite svoje | Unesite svoj | Unesite
# Turkish
name: İsim | Adınız | İsminiz
full: Ad Soyad | Adı Soyadı | Ad ve Soyad | Adınız Soyadınız | Adınız ve Soyadınız | İsim Soyisim | İsim Soyad | Tam ad | Tam Adınız | Yetkili kişi | Adınız nedir | Adınız ve soyadınız nedir | Adınız soyadınız nedir
first: Ad~ | Adı~
last: Soyad | Soyadı | Soyadınız | Soyisim
email: E-posta | E-posta adresi | E-posta adresiniz | E-mail adresi | Mail adresi | E-posta adresiniz nedir | Mail adresiniz
phone: Telefon | Telefon numarası | Telefon numaranız | Telefonunuz | Tel. No | Telefon No | Cep telefonu | Cep telefonu numarası | Cep No | GSM | Cep telefonunuz | İletişim numarası | Telefon numaranız nedir | Cep | Cep Tel | Cep telefonu numaranız
source: Kaynak | Müşteri adayı kaynağı
status: Durum | Müşteri adayı durumu
ask: Lütfen … giriniz | Lütfen … girin
`;
