import type { Language } from './language';

export const portuguese: Language = {
	language: 'Portuguese',
	headings: {
		name: 'Nome | Nome completo | Nome e sobrenome | Nome e apelido | Seu nome | O seu nome | Seu nome completo | Nome do contato | Nome do contacto | Qual é o seu nome | Qual o seu nome',
		firstName: 'Primeiro nome | Nome próprio | Seu primeiro nome',
		lastName: 'Sobrenome | Apelido | Último nome | Seu sobrenome',
		email:
			'E-mail | Endereço de e-mail | Correio eletrónico | Endereço de correio eletrónico | Seu e-mail | O seu e-mail | O seu endereço de e-mail | Seu melhor e-mail | Melhor e-mail | E-mail corporativo | E-mail profissional | E-mail comercial | E-mail de trabalho | E-mail pessoal | Qual é o seu e-mail | Qual o seu e-mail',
		phone:
			'Telefone | Número de telefone | Celular | Telefone celular | Número de celular | Número do celular | Telemóvel | Número de telemóvel | Telefone comercial | Telefone residencial | Telefone fixo | Telefone de contato | Seu telefone | O seu telefone | Qual é o seu telefone',
		source: 'Fonte | Fonte do lead | Origem do lead',
		status: 'Status | Status do lead | Estado do lead',
	},
	firstNameBesideLast: 'Nome | Seu nome | O seu nome',
};
