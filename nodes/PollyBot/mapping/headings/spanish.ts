import type { Language } from './language';

export const spanish: Language = {
	language: 'Spanish',
	headings: {
		name: 'Nombre | Nombre completo | Nombre y apellido | Nombre y apellidos | Nombres y apellidos | Apellidos y nombre | Tu nombre | Su nombre | Tu nombre completo | Nombre del contacto | Nombre de contacto | ¿Cuál es tu nombre | ¿Cómo te llamas',
		firstName: 'Primer nombre | Nombre de pila | Nombres',
		lastName: 'Apellido | Apellidos | Tus apellidos | Primer apellido',
		email:
			'Correo | Correo electrónico | Dirección de correo | Dirección de correo electrónico | Dirección de email | Tu correo electrónico | Tu email | Tu correo | Su correo electrónico | Correo electrónico de trabajo | Correo electrónico laboral | Correo electrónico personal | Correo corporativo | Correo personal | Email corporativo | ¿Cuál es tu correo electrónico',
		phone:
			'Teléfono | Número de teléfono | Nº de teléfono | Móvil | Teléfono móvil | Número de móvil | Número de teléfono móvil | Celular | Teléfono celular | Número de celular | Teléfono del trabajo | Teléfono de trabajo | Teléfono particular | Teléfono fijo | Teléfono de contacto | Número de contacto | Tu teléfono | Tu número de teléfono',
		source: 'Fuente | Fuente del lead | Fuente de prospecto | Origen del lead | Origen del prospecto',
		status: 'Estado del lead | Estado del prospecto | Estatus',
	},
	firstNameBesideLast: 'Nombre | Tu nombre | Su nombre',
};
