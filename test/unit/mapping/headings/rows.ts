/**
 * Header rows, made up after published ones: where such a row comes from, and its headings, separated by `|`. After `>`
 * stands what a heading means: name, first, infix, last, second, email, phone, source or status; never is dropped. One without it goes into metadata.
 */
export const HEADER_ROWS: ReadonlyArray<readonly [source: string, headings: string]> = [
	// English
	['PollyBot documentation', 'name>name|email>email|phone>phone|source>source|status>status'],
	[
		'Google Contacts CSV, 2024',
		'First Name>first|Middle Name|Last Name>last|Phonetic First Name|Nickname|File As|Organization Name|E-mail 1 - Label|E-mail 1 - Value>email|E-mail 2 - Value|Phone 1 - Label|Phone 1 - Value>phone',
	],
	[
		'Google Contacts CSV, before 2024',
		'Given Name>first|Additional Name|Family Name>last|Yomi Name|Name Suffix|Group Membership|E-mail 1 - Type|E-mail 1 - Value>email|Phone 1 - Type|Phone 1 - Value>phone|Organization 1 - Name',
	],
	[
		'Outlook CSV',
		'Title|First Name>first|Middle Name|Last Name>last|Company|Job Title|Business Phone>phone|Mobile Phone|E-mail Address>email|E-mail 2 Address|E-mail Type|E-mail Display Name',
	],
	['Outlook.com CSV', 'First Name>first|Last Name>last|E-mail Address>email|Home Phone>phone|Business Street|Web Page'],
	['Apple Contacts export', 'Given Name>first|Family Name>last|Home Email>email|Work Email|Mobile>phone|Birthday'],
	[
		'Thunderbird address book CSV',
		'First Name|Last Name|Display Name>name|Nickname|Primary Email>email|Secondary Email|Work Phone>phone|Home Phone|Fax Number',
	],
	[
		'HubSpot contacts export',
		'Record ID|First Name>first|Last Name>last|Email>email|Phone Number>phone|Contact owner|Lead Status>status|Marketing contact status|Associated Company',
	],
	[
		'HubSpot form submission',
		'First Name>first|Last Name>last|Email>email|Mobile Phone Number>phone|Company name|Conversion Page',
	],
	[
		'Pipedrive people export',
		'Person - Name>name|Person - Email - Work>email|Person - Email - Home|Person - Phone - Mobile>phone|Person - Organization|Person - Owner',
	],
	['Pipedrive leads export', 'Lead - Title|Person - Name>name|Person - Email>email|Person - Phone>phone|Lead - Labels'],
	[
		'Salesforce lead report',
		'First Name>first|Last Name>last|Company / Account|Email>email|Phone>phone|Mobile|Lead Source>source|Lead Status>status|Lead Owner',
	],
	[
		'Zoho CRM leads export',
		'Lead Id|Lead Name>name|Company|Email>email|Secondary Email|Phone>phone|Lead Source>source|Lead Status>status|No. of Employees',
	],
	[
		'LinkedIn Lead Gen Forms CSV',
		'Lead ID|Campaign name|Form name|First Name>first|Last Name>last|Email address>email|Work email|Phone number>phone|Job title|Company name',
	],
	[
		'LinkedIn connections export',
		'First Name>first|Last Name>last|URL|Email Address>email|Company|Position|Connected On',
	],
	[
		'Facebook Lead Ads CSV',
		'id|created_time|ad_name|form_name|platform|full_name>name|email>email|phone_number>phone|company_name',
	],
	[
		'Facebook Lead Ads CSV, business questions',
		'campaign_name|first_name>first|last_name>last|work_email>email|work_phone_number>phone|job_title',
	],
	[
		'Mailchimp audience export',
		'Email Address>email|First Name>first|Last Name>last|MEMBER_RATING|OPTIN_TIME|OPTIN_IP>never|Tags',
	],
	['Mailchimp merge tags', 'EMAIL>email|FNAME>first|LNAME>last|PHONE>phone|BIRTHDAY'],
	['Google Forms responses', 'Timestamp|Email Address>email|Name>name|Phone number>phone|Comments'],
	[
		'Google Forms responses, required marks',
		'Timestamp|Full name *>name|Email address *>email|Phone number>phone|How did you hear about us?',
	],
	[
		'Typeform CSV',
		'#|What is your name?>name|What is your email address?>email|What is your phone number?>phone|How can we help?|Submit Date (UTC)|Network ID>never',
	],
	[
		'Typeform CSV, other words',
		"What's your first name?>first|What’s your last name?>last|What's your email?>email|Score",
	],
	['Tally CSV', 'Submission ID|Respondent ID|Submitted at|First & last name>name|Email>email|Phone>phone|Company size'],
	[
		'Jotform CSV',
		'Submission Date|Name - First>first|Name - Last>last|E-mail>email|Phone Number>phone|IP Address>never',
	],
	[
		'Gravity Forms CSV',
		'Entry Id|Name (First)>first|Name (Middle)|Name (Last)>last|Email>email|Phone>phone|Source Url|User Agent>never|User IP>never',
	],
	['WPForms CSV', 'Entry ID|Name>name|Email>email|Phone>phone|Comment or Message'],
	['Contact Form 7 fields', 'your-name>name|your-email>email|your-tel>phone|your-subject|your-message'],
	['Elementor submissions CSV', 'Form Name (ID)|Submission ID|Created At|Name>name|Email>email|Phone>phone|Message'],
	['Webflow form CSV', 'Name>name|Email>email|Phone Number>phone|Your Message|Page Id'],
	['Airtable CSV', 'Name>name|Email>email|Phone>phone|Status>status|Source>source|Notes|Attachments'],
	['Airtable CSV, typed columns', 'Full Name>name|Email (Work)>email|Phone (Mobile)>phone|Company Name'],
	['Calendly export', 'Invitee Name|First Name>first|Last Name>last|Invitee Email|Email>email|Event Type Name'],
	[
		'Eventbrite attendees',
		'Order #|First Name>first|Surname>last|Email>email|Ticket Type|Mobile Number>phone|Buyer Name',
	],
	['Database columns', 'id|first_name>first|last_name>last|email>email|phone>phone|created_at|user_name'],
	[
		'Database columns, camel case',
		'firstName>first|lastName>last|emailAddress>email|phoneNumber>phone|leadSource>source|leadStatus>status',
	],
	['Spreadsheet, all capitals', 'FULL NAME>name|E-MAIL>email|TELEPHONE>phone|COMPANY NAME'],
	['Spreadsheet, with colons', 'Name:>name|Email:>email|Phone:>phone|Company:'],
	['Spreadsheet, with quotation marks', '"Name">name|“Email”>email|\'Phone\'>phone|"Company"'],
	['Spreadsheet, numbered questions', '1. Name>name|2. Email address>email|3) Phone number>phone|4. Your budget'],
	['Spreadsheet, Q numbers', 'Q1: Full name>name|Q2: Email>email|Q3: Phone>phone|Q4: Interests'],
	['Form with remarks', 'Name (required)>name|Email [required]>email|Phone (optional)>phone|Company (optional)'],
	['Spreadsheet, full width', 'Ｎａｍｅ>name|Ｅ－ｍａｉｌ>email|Ｐｈｏｎｅ>phone'],
	['Spreadsheet, no-break spaces', 'Full\u00a0Name>name|E\u2011mail\u00a0address>email|Phone\u202fnumber>phone'],
	['Spreadsheet, invisible characters', '\ufeffName>name|\u200bEmail>email|Phone\u200e>phone'],
	['Spreadsheet, several addresses', 'Name>name|Email 1>email|Email 2|Phone 1>phone|Phone 2'],
	['Spreadsheet, hashes', 'Name>name|Email #1>email|Email #2|Phone #1>phone'],
	['UK form', 'Forename>first|Surname>last|E-mail address>email|Mobile number>phone|Postcode'],
	['US form', 'First name>first|Last name>last|Cell phone>phone|Email>email|ZIP'],
	['Event list', 'Name and surname>name|Contact email>email|Contact number>phone|Dietary requirements'],
	[
		'CRM of a small business',
		'Contact Name>name|Business Email>email|Business Phone>phone|Contact Owner Name|Contact Type',
	],

	// German
	[
		'Outlook CSV (German)',
		'Anrede|Vorname>first|Weitere Vornamen|Nachname>last|Firma|Position|E-Mail-Adresse>email|Mobiltelefon>phone|Telefon geschäftlich|Fax geschäftlich',
	],
	[
		'Google Kontakte CSV (German)',
		'Vorname>first|Nachname>last|Spitzname|E-Mail 1 - Value>email|Phone 1 - Value>phone',
	],
	[
		'HubSpot export (German)',
		'Datensatz-ID|Vorname>first|Nachname>last|E-Mail>email|Telefonnummer>phone|Lead-Status>status|Zuständiger Mitarbeiter',
	],
	[
		'Salesforce report (German)',
		'Vorname>first|Nachname>last|Firma|E-Mail>email|Telefon>phone|Lead-Quelle>source|Lead-Status>status|Lead-Inhaber',
	],
	[
		'Facebook Lead Ads CSV (German)',
		'Kampagnenname|vollständiger_name>name|e-mail-adresse>email|telefonnummer>phone|firmenname',
	],
	['Google Forms (German)', 'Zeitstempel|E-Mail-Adresse>email|Vor- und Nachname>name|Telefonnummer>phone|Anmerkungen'],
	[
		'Contact Form 7 (German)',
		'Ihr Name (Pflichtfeld)>name|Ihre E-Mail-Adresse (Pflichtfeld)>email|Betreff|Ihre Nachricht',
	],
	['Tally (German)', 'Dein Name>name|Deine E-Mail-Adresse>email|Deine Telefonnummer>phone|Deine Nachricht'],
	['Member list', 'Name>last|Vorname>first|Straße|PLZ|Ort|Telefon privat>phone|E-Mail privat>email|Geburtsdatum'],
	['Trade fair list', 'Nr.|Firma|Vorname>first|Name>last|Funktion|Tel.-Nr.>phone|E-Mail>email|Quelle>source'],
	['Spreadsheet of a club', 'Familienname>last|Vorname>first|Handy>phone|Mailadresse>email|Eintritt'],
	['Spreadsheet, whole names', 'Name>name|E-Mail>email|Handynummer>phone|Firma|Status>status'],
	['WPForms (German)', 'Vorname *>first|Nachname *>last|E-Mail *>email|Telefon>phone|Nachricht *'],
	[
		'Real estate portal (German)',
		'Anrede|Vorname>first|Nachname>last|Telefon (privat)>phone|E-Mail>email|Objekt-ID|Objektname',
	],
	['Spreadsheet, umlauts spelled apart', 'Vorname>first|Nachname>last|Geschäftliche E-Mail>email|Mobilnummer>phone'],
	['Typeform (German)', 'Wie heißt du?>name|Wie lautet deine E-Mail-Adresse?>email|Was ist dein Budget?'],
	['Austrian form', 'Vorname>first|Zuname>last|E-Mail>email|Mobil>phone|Titel'],

	// French
	[
		'Outlook CSV (French)',
		'Titre|Prénom>first|Deuxième prénom|Nom>last|Société|Adresse de messagerie>email|Téléphone (bureau)>phone|Tél. mobile|Télécopie (bureau)',
	],
	[
		'Google Contacts CSV (French)',
		'Prénom>first|Nom de famille>last|Surnom|E-mail 1 - Value>email|Phone 1 - Value>phone',
	],
	[
		'HubSpot export (French)',
		'ID d’enregistrement|Prénom>first|Nom>last|E-mail>email|Numéro de téléphone>phone|Statut du lead>status|Propriétaire du contact',
	],
	[
		'Facebook Lead Ads CSV (French)',
		'nom_complet>name|adresse_e-mail>email|numéro_de_téléphone>phone|nom_de_l’entreprise',
	],
	[
		'Google Forms (French)',
		'Horodateur|Adresse e-mail>email|Nom et prénom>name|Numéro de téléphone>phone|Commentaires',
	],
	[
		'Contact Form 7 (French)',
		'Votre nom (obligatoire)>name|Votre adresse de messagerie (obligatoire)>email|Objet|Votre message',
	],
	['Gravity Forms (French)', 'Prénom *>first|Nom *>last|E-mail *>email|Téléphone>phone|Message'],
	['Canadian form', 'Prénom>first|Nom de famille>last|Courriel>email|Cellulaire du bureau|Téléphone>phone'],
	['Association list', 'NOM>last|PRENOM>first|TELEPHONE PORTABLE>phone|ADRESSE MAIL>email|VILLE|COTISATION'],
	[
		'Salesforce report (French)',
		'Prénom>first|Nom>last|Compte|E-mail>email|Téléphone>phone|Origine de la piste>source|Statut de la piste>status',
	],
	['Spreadsheet, whole names (French)', 'Nom>name|Mail>email|Tél>phone|Entreprise'],
	['Public administration', 'Nom>last|Prénom>first|Mél>email|N° de téléphone>phone|Service'],
	[
		'Typeform (French)',
		'Quel est votre prénom ?>first|Votre nom de famille>last|Quelle est votre adresse e-mail ?>email',
	],
	[
		'Landing page (French)',
		'Nom complet>name|E-mail professionnel>email|Numéro de portable>phone|Taille de l’entreprise',
	],

	// Spanish
	[
		'Outlook CSV (Spanish)',
		'Título|Nombre>first|Segundo nombre|Apellidos>last|Organización|Dirección de correo electrónico>email|Móvil>phone|Fax del trabajo',
	],
	[
		'HubSpot export (Spanish)',
		'Nombre>first|Apellidos>last|Correo>email|Número de teléfono>phone|Estado del lead>status|Propietario del contacto',
	],
	[
		'Facebook Lead Ads CSV (Spanish)',
		'nombre_completo>name|correo_electrónico>email|número_de_teléfono>phone|nombre_de_la_empresa',
	],
	[
		'Google Forms (Spanish)',
		'Marca temporal|Dirección de correo electrónico>email|Nombre y apellidos>name|Teléfono>phone',
	],
	['Contact Form 7 (Spanish)', 'Tu nombre (requerido)>name|Tu correo electrónico (requerido)>email|Asunto|Tu mensaje'],
	['Latin American form', 'Nombres>first|Apellidos>last|Celular>phone|Correo electrónico>email|Ciudad'],
	['Spreadsheet (Spanish)', 'NOMBRE>name|EMAIL>email|TELEFONO>phone|EMPRESA|FUENTE>source'],
	[
		'Real estate form (Spanish)',
		'Nombre>first|Primer apellido>last|Segundo apellido>second|Teléfono móvil>phone|Correo>email',
	],
	[
		'Salesforce report (Spanish)',
		'Nombre>first|Apellidos>last|Correo electrónico>email|Teléfono>phone|Origen del prospecto>source|Estado del prospecto>status',
	],
	['Typeform (Spanish)', '¿Cómo te llamas?>name|¿Cuál es tu correo electrónico?>email|¿En qué podemos ayudarte?'],
	[
		'LinkedIn CSV (Spanish)',
		'Nombre>first|Apellidos>last|Correo electrónico de trabajo>email|Cargo|Nombre de la empresa',
	],
	[
		'University form',
		'Nombre y apellidos>name|DNI|Correo electrónico personal>email|Teléfono de contacto>phone|Nombre del curso',
	],
	['Webinar list', 'Nombre>first|Apellido>last|Email corporativo>email|País'],

	// Portuguese
	['RD Station export', 'Nome>name|E-mail>email|Telefone>phone|Celular|Empresa|Estágio no funil|Fonte>source'],
	['Facebook Lead Ads CSV (Portuguese)', 'nome_completo>name|email>email|número_de_telefone>phone|nome_da_empresa'],
	['Google Forms (Portuguese)', 'Carimbo de data/hora|Endereço de e-mail>email|Nome completo>name|Celular>phone'],
	[
		'Outlook CSV (Brazil)',
		'Tratamento|Nome>first|Nome do meio|Sobrenome>last|Empresa|Endereço de e-mail>email|Telefone celular>phone',
	],
	[
		'Outlook CSV (Portugal)',
		'Título|Nome próprio>first|Segundo nome|Apelido>last|Endereço de correio eletrónico>email|Telemóvel>phone',
	],
	[
		'HubSpot export (Portuguese)',
		'Nome>first|Sobrenome>last|E-mail>email|Número de telefone>phone|Status do lead>status|Proprietário do contato',
	],
	['Contact Form 7 (Portuguese)', 'Seu nome (obrigatório)>name|Seu e-mail (obrigatório)>email|Assunto|Sua mensagem'],
	['Landing page (Brazil)', 'Seu melhor e-mail>email|Seu nome>name|WhatsApp'],
	['Spreadsheet (Portuguese)', 'NOME COMPLETO>name|E-MAIL>email|TELEFONE>phone|NOME DA MÃE|CPF'],
	['Pipedrive (Portuguese)', 'Nome>name|E-mail corporativo>email|Telefone comercial>phone|Origem do lead>source'],
	['Form in Portugal', 'Primeiro nome>first|Último nome>last|O seu e-mail>email|Número de telemóvel>phone|NIF'],

	// Italian
	[
		'Outlook CSV (Italian)',
		'Titolo|Nome>first|Secondo nome|Cognome>last|Società|Indirizzo di posta elettronica>email|Cellulare>phone|Fax (uff.)',
	],
	[
		'HubSpot export (Italian)',
		'Nome>first|Cognome>last|E-mail>email|Numero di telefono>phone|Stato del lead>status|Proprietario contatto',
	],
	[
		'Facebook Lead Ads CSV (Italian)',
		'nome_completo>name|indirizzo_e-mail>email|numero_di_telefono>phone|nome_azienda',
	],
	['Google Forms (Italian)', 'Informazioni cronologiche|Indirizzo email>email|Nome e cognome>name|Telefono>phone'],
	['Contact Form 7 (Italian)', 'Il tuo nome (richiesto)>name|La tua email (richiesto)>email|Oggetto|Il tuo messaggio'],
	['Spreadsheet (Italian)', 'Cognome>last|Nome>first|Cellulare>phone|Mail>email|Nome società'],
	['Trade fair (Italian)', 'Nominativo>name|Azienda|Recapito telefonico>phone|E-mail aziendale>email|Fonte>source'],
	[
		'Salesforce report (Italian)',
		'Nome>first|Cognome>last|E-mail>email|Telefono>phone|Fonte lead>source|Stato lead>status',
	],
	['Gravity Forms (Italian)', 'Nome *>first|Cognome *>last|Indirizzo e-mail *>email|Numero di cellulare>phone|Privacy'],
	['Municipal form', 'Cognome e nome>name|Codice fiscale|Posta elettronica>email|PEC|Telefono fisso>phone'],
	['Typeform (Italian)', 'Come ti chiami?>name|Qual è il tuo indirizzo e-mail?>email|Nome del progetto'],

	// Dutch
	[
		'Outlook CSV (Dutch)',
		'Titel|Voornaam>first|Middelste naam|Achternaam>last|Bedrijf|E-mailadres>email|Mobiele telefoon>phone|Fax op werk',
	],
	[
		'HubSpot export (Dutch)',
		'Voornaam>first|Achternaam>last|E-mail>email|Telefoonnummer>phone|Leadstatus>status|Eigenaar van contact',
	],
	['Facebook Lead Ads CSV (Dutch)', 'volledige_naam>name|e-mailadres>email|telefoonnummer>phone|bedrijfsnaam'],
	['Google Forms (Dutch)', 'Tijdstempel|E-mailadres>email|Voor- en achternaam>name|Mobiel nummer>phone'],
	['Contact Form 7 (Dutch)', 'Uw naam (verplicht)>name|Uw e-mailadres (verplicht)>email|Onderwerp|Uw bericht'],
	['Member list (Dutch)', 'Naam>last|Voornaam>first|Tussenvoegsel>infix|Straat|Telefoon>phone|E-mail>email'],
	['Belgian form', 'Voornaam>first|Familienaam>last|GSM>phone|E-mail>email|Gemeente'],
	['Spreadsheet (Dutch)', 'Naam>name|E-mailadres>email|06-nummer>phone|Bron>source'],
	['Webinar list (Dutch)', 'Voornaam>first|Achternaam>last|Zakelijk e-mailadres>email|Functie|Naam bedrijf'],
	['Tally (Dutch)', 'Je naam>name|Je e-mailadres>email|Je telefoonnummer>phone|Je vraag'],

	// Polish
	[
		'Outlook CSV (Polish)',
		'Tytuł|Imię>first|Drugie imię|Nazwisko>last|Firma|Adres e-mail>email|Telefon komórkowy>phone|Faks służbowy',
	],
	[
		'HubSpot export (Polish)',
		'Imię>first|Nazwisko>last|E-mail>email|Numer telefonu>phone|Status leada>status|Właściciel kontaktu',
	],
	['Facebook Lead Ads CSV (Polish)', 'imię_i_nazwisko>name|adres_e-mail>email|numer_telefonu>phone|nazwa_firmy'],
	['Google Forms (Polish)', 'Sygnatura czasowa|Adres e-mail>email|Imię i nazwisko>name|Telefon kontaktowy>phone'],
	[
		'Contact Form 7 (Polish)',
		'Twoje imię i nazwisko (wymagane)>name|Twój adres e-mail (wymagane)>email|Temat|Twoja wiadomość',
	],
	['Spreadsheet (Polish)', 'Nazwisko>last|Imię>first|Nr tel.>phone|Adres mailowy>email|Nazwa produktu'],
	[
		'Spreadsheet (Polish), without accents',
		'Imie>first|Nazwisko>last|Telefon komorkowy>phone|E-mail sluzbowy>email|Zrodlo>source',
	],
	['Webinar list (Polish)', 'Imię i nazwisko>name|Służbowy adres e-mail>email|Stanowisko'],
	['Shop export (Polish)', 'Imię>first|Nazwisko>last|Numer komórkowy>phone|Poczta elektroniczna>email|Poczta|Ulica'],

	// Japanese
	['Outlook CSV (Japanese)', '敬称|名>first|姓>last|会社名|役職|電子メール アドレス>email|携帯電話>phone|会社 FAX'],
	[
		'HubSpot export (Japanese)',
		'名>first|姓>last|Eメール>email|電話番号>phone|リードステータス>status|コンタクト所有者',
	],
	['Facebook Lead Ads CSV (Japanese)', 'フルネーム>name|メールアドレス>email|電話番号>phone|会社名'],
	['Google Forms (Japanese)', 'タイムスタンプ|メールアドレス>email|お名前>name|電話番号>phone|ご意見'],
	['Contact Form 7 (Japanese)', 'お名前 (必須)>name|メールアドレス (必須)>email|題名|メッセージ本文'],
	['formrun', 'お名前（姓）>last|お名前（名）>first|フリガナ|メールアドレス※>email|お電話番号>phone|お問い合わせ内容'],
	['kintone', '氏名>name|ふりがな|電子メール>email|携帯電話番号>phone|ステータス>status|会社名（フリガナ）'],
	[
		'Salesforce report (Japanese)',
		'姓>last|名>first|会社名|メール>email|電話>phone|リードソース>source|リード状況>status',
	],
	['Spreadsheet (Japanese)', '氏名>name|メールアドレス>email|TEL>phone|住所|備考'],
	[
		'Event list (Japanese)',
		'ご氏名【必須】>name|ご連絡先メールアドレス【必須】>email|ご連絡先電話番号【任意】>phone|ご担当部署名',
	],

	// Mixed
	['Mixed languages', 'Name>name|E-Mail-Adresse>email|Teléfono>phone|Company'],
	['English and German side by side', 'First Name>first|Nachname>last|E-Mail>email|Phone>phone'],
	['Only an email', 'Email>email|Opt-in|Newsletter status'],
	['Work and private', 'Name>name|Private Email>email|Work Email|Home Phone>phone|Mobile'],
	[
		'A source and a status of the sheet',
		'Name>name|Email>email|Source>source|Status>status|Source URL|Status of payment',
	],
	['Spaces everywhere', '  Name  >name| E - Mail >email|Phone   Number>phone'],
];
