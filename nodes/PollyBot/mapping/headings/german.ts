import type { Language } from './language';

export const german: Language = {
	language: 'German',
	headings: {
		name: 'Name | Vollständiger Name | Vor- und Nachname | Vorname und Nachname | Vorname Nachname | Vorname, Nachname | Ihr Name | Dein Name | Kontaktname | Anzeigename | Wie heißt du | Wie heißen Sie | Wie ist Ihr Name',
		firstName: 'Vorname | Ihr Vorname | Rufname',
		lastName: 'Nachname | Familienname | Zuname | Ihr Nachname',
		email:
			'E-Mail | E-Mail-Adresse | Mailadresse | Ihre E-Mail | Ihre E-Mail-Adresse | Deine E-Mail | Deine E-Mail-Adresse | Geschäftliche E-Mail | Geschäftliche E-Mail-Adresse | Berufliche E-Mail-Adresse | Private E-Mail | Private E-Mail-Adresse | E-Mail geschäftlich | E-Mail privat | Kontakt-E-Mail | Wie lautet Ihre E-Mail-Adresse | Wie lautet deine E-Mail-Adresse',
		phone:
			'Telefon | Telefonnummer | Tel.-Nr. | Telefonnr. | Rufnummer | Handy | Handynummer | Mobil | Mobilnummer | Mobiltelefon | Mobiltelefonnummer | Mobilfunknummer | Telefon geschäftlich | Telefon privat | Telefon (geschäftlich) | Telefon (privat) | Telefon mobil | Festnetz | Ihre Telefonnummer | Deine Telefonnummer',
		source: 'Quelle | Lead-Quelle',
		status: 'Status | Lead-Status',
	},
	lastNameBesideFirst: 'Name',
};
