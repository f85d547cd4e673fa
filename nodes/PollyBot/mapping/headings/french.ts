import type { Language } from './language';

export const french: Language = {
	language: 'French',
	headings: {
		name: 'Nom | Nom complet | Nom et prénom | Prénom et nom | Nom, prénom | Nom Prénom | Votre nom | Votre nom complet | Nom du contact | Nom à afficher | Quel est votre nom | Comment vous appelez-vous',
		firstName: 'Prénom | Votre prénom | Quel est votre prénom',
		lastName: 'Nom de famille | Votre nom de famille',
		email:
			'E-mail | Adresse e-mail | Adresse mail | Adresse de messagerie | Adresse électronique | Courriel | Adresse courriel | Courrier électronique | Mél | Votre e-mail | Votre adresse e-mail | Votre adresse mail | Votre adresse de messagerie | Votre courriel | E-mail professionnel | Adresse e-mail professionnelle | E-mail personnel | Adresse e-mail personnelle | Quelle est votre adresse e-mail',
		phone:
			'Téléphone | Tél | Numéro de téléphone | N° de téléphone | Téléphone portable | Téléphone mobile | Tél. mobile | Tél portable | Mobile | Numéro de portable | Numéro de mobile | Numéro de téléphone portable | Numéro de téléphone mobile | Téléphone professionnel | Téléphone (bureau) | Téléphone (domicile) | Téléphone fixe | Téléphone domicile | Votre téléphone | Votre numéro de téléphone | Quel est votre numéro de téléphone',
		source: 'Source | Source du lead | Source du prospect | Origine du lead | Origine de la piste',
		status: 'Statut | Statut du lead | Statut du prospect | Statut de la piste',
	},
	lastNameBesideFirst: 'Nom | Votre nom',
};
