import type { Owner } from '~/tools/n8n/rest';
import type { LeadSeed } from '~/tools/sandbox';

/** The owner of the demo's n8n, which is thrown away afterwards and listens on this machine only. */
export const OWNER: Owner = {
	email: 'demo@example.com',
	firstName: 'Polly',
	lastName: 'Demo',
	password: 'PollyBot-Demo-1',
};

/** One of the people in examples/leads.csv is a lead already. */
export const LEADS_ALREADY_THERE: LeadSeed[] = [
	{ name: 'Ada King', email: 'Ada@example.com', source: 'chatbot', status: 'qualified' },
];
