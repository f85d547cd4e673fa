import type { Language } from './language';

export const italian: Language = {
	language: 'Italian',
	headings: {
		name: 'Nome | Nome completo | Nome e cognome | Cognome e nome | Nominativo | Il tuo nome | Il suo nome | Nome contatto | Nome del contatto | Come ti chiami | Qual è il tuo nome',
		firstName: 'Nome proprio | Nome di battesimo',
		lastName: 'Cognome | Il tuo cognome',
		email:
			'E-mail | Indirizzo e-mail | Indirizzo mail | Indirizzo di posta elettronica | Posta elettronica | La tua e-mail | La tua mail | Il tuo indirizzo e-mail | E-mail aziendale | E-mail di lavoro | E-mail lavoro | E-mail personale | Qual è il tuo indirizzo e-mail',
		phone:
			'Telefono | Numero di telefono | Numero telefono | N. telefono | Cellulare | Telefono cellulare | Numero di cellulare | Numero cellulare | Numero di telefono cellulare | Telefono ufficio | Telefono abitazione | Telefono fisso | Recapito telefonico | Il tuo telefono | Il tuo numero di telefono',
		source: 'Fonte | Fonte lead | Fonte del lead | Origine del lead',
		status: 'Stato lead | Stato del lead',
	},
	firstNameBesideLast: 'Nome | Il tuo nome | Il suo nome',
};
