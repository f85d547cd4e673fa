import type { Language } from './language';

export const polish: Language = {
	language: 'Polish',
	spellings: {
		name: [
			['Imię i nazwisko', 'Google Forms, Facebook Lead Ads'],
			['Nazwisko i imię', 'form builders'],
			['Pełne imię i nazwisko', 'Facebook Lead Ads'],
			['Imię, nazwisko', 'form builders'],
			['Twoje imię i nazwisko', 'Contact Form 7'],
			['Jak się nazywasz', 'Typeform templates'],
		],
		firstName: [
			['Imię', 'Outlook, Google Contacts, HubSpot'],
			['Twoje imię', 'Contact Form 7'],
			['Pani/Pana imię', 'form builders'],
		],
		lastName: [
			['Nazwisko', 'Outlook, Google Contacts, HubSpot'],
			['Twoje nazwisko', 'form builders'],
		],
		email: [
			['E-mail', 'HubSpot, Contact Form 7'],
			['Adres e-mail', 'Google Forms, Outlook'],
			['Adres mailowy', 'form builders'],
			['Adres poczty elektronicznej', 'Outlook'],
			['Poczta elektroniczna', 'form builders'],
			['Twój e-mail', 'form builders'],
			['Twój adres e-mail', 'Contact Form 7'],
			['Służbowy adres e-mail', 'LinkedIn'],
			['E-mail służbowy', 'Facebook Lead Ads'],
			['E-mail prywatny', 'form builders'],
			['Firmowy adres e-mail', 'form builders'],
			['E-mail firmowy', 'form builders'],
			['Jaki jest Twój adres e-mail', 'Typeform templates'],
		],
		phone: [
			['Telefon', 'Contact Form 7, HubSpot'],
			['Numer telefonu', 'Facebook Lead Ads, HubSpot'],
			['Nr telefonu', 'form builders'],
			['Nr tel.', 'form builders'],
			['Telefon komórkowy', 'Outlook'],
			['Numer telefonu komórkowego', 'HubSpot'],
			['Komórka', 'form builders'],
			['Numer komórkowy', 'form builders'],
			['Telefon służbowy', 'Outlook'],
			['Telefon domowy', 'Outlook'],
			['Telefon stacjonarny', 'form builders'],
			['Telefon kontaktowy', 'form builders'],
			['Twój telefon', 'Contact Form 7'],
			['Twój numer telefonu', 'form builders'],
		],
		source: [
			['Źródło', 'Zoho CRM'],
			['Źródło leada', 'HubSpot'],
			['Źródło potencjalnego klienta', 'Salesforce'],
		],
		status: [
			['Status', 'Salesforce'],
			['Status leada', 'HubSpot'],
		],
	},
};
