import type { Language } from './language';

export const dutch: Language = {
	language: 'Dutch',
	headings: {
		name: 'Naam | Volledige naam | Voor- en achternaam | Voornaam en achternaam | Uw naam | Je naam | Jouw naam | Contactnaam | Wat is je naam | Wat is uw naam',
		firstName: 'Voornaam | Roepnaam | Uw voornaam',
		lastName: 'Achternaam | Familienaam | Uw achternaam',
		email:
			'E-mail | E-mailadres | Mailadres | Uw e-mail | Uw e-mailadres | Je e-mailadres | Jouw e-mailadres | Zakelijk e-mailadres | Zakelijke e-mail | E-mail werk | Privé e-mailadres | Persoonlijk e-mailadres | Wat is je e-mailadres',
		phone:
			'Telefoon | Telefoonnummer | Tel.nr. | Mobiel | Mobiele telefoon | Mobiel nummer | Mobiel telefoonnummer | 06-nummer | GSM | GSM-nummer | Telefoon op werk | Telefoon thuis | Telefoon zakelijk | Vaste telefoon | Uw telefoonnummer | Je telefoonnummer',
		source: 'Bron | Leadbron | Bron van lead',
		status: 'Status | Leadstatus',
	},
	lastNameBesideFirst: 'Naam | Uw naam | Je naam',
};
