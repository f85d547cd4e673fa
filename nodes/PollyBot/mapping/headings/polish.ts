import type { Language } from './language';

export const polish: Language = {
	language: 'Polish',
	headings: {
		name: 'Imię i nazwisko | Nazwisko i imię | Pełne imię i nazwisko | Imię, nazwisko | Twoje imię i nazwisko | Jak się nazywasz',
		firstName: 'Imię | Twoje imię | Pani/Pana imię',
		lastName: 'Nazwisko | Twoje nazwisko',
		email:
			'E-mail | Adres e-mail | Adres mailowy | Adres poczty elektronicznej | Poczta elektroniczna | Twój e-mail | Twój adres e-mail | Służbowy adres e-mail | E-mail służbowy | E-mail prywatny | Firmowy adres e-mail | E-mail firmowy | Jaki jest Twój adres e-mail',
		phone:
			'Telefon | Numer telefonu | Nr telefonu | Nr tel. | Telefon komórkowy | Numer telefonu komórkowego | Komórka | Numer komórkowy | Telefon służbowy | Telefon domowy | Telefon stacjonarny | Telefon kontaktowy | Twój telefon | Twój numer telefonu',
		source: 'Źródło | Źródło leada | Źródło potencjalnego klienta',
		status: 'Status | Status leada',
	},
};
