import type { Answer } from '~/tools/sandbox/api/answer';
import type { Call, Operation } from '~/tools/sandbox/api/call';
import { createService, type Service } from '~/tools/sandbox/service';
import type { ProfileName, StoredLead } from '~/tools/sandbox';
import { dataOf, keyOf, type Fields } from './leads';
import { CHATBOTS, type Fault, type Row, type Seed, type Step } from './plan';

export interface Sent {
	/** Undefined where all responses were lost. */
	readonly answer?: Answer;
	readonly isLost: boolean;
	readonly isUnreadable?: boolean;
}

/** The service of a model: it takes requests with a step's fault in between, and remembers whose lead is whose. */
export class ModelService {
	readonly service: Service;
	/** What the leads were created with, by their IDs. */
	readonly created = new Map<string, string>();
	private faults: readonly Fault[];

	constructor(
		profile: ProfileName,
		seeds: readonly Seed[],
		private readonly step: Step,
	) {
		this.service = createService({ profile, chatbotIds: CHATBOTS }, new AbortController().signal);
		for (const lead of seeds) this.service.leads.add(structuredClone(lead));
		this.faults = step.trouble && 'fault' in step.trouble ? [step.trouble.fault] : [];
	}

	get leads(): StoredLead[] {
		return this.service.leads.all();
	}

	send(operation: Operation, method: Fault['method'], row: Row, leadId?: string, body: Fields = {}): Sent {
		let isLost = false;
		for (let tries = 0; tries <= this.step.maxRetries; tries += 1) {
			const fault = this.take(method, keyOf(row));
			if (fault === 'rejected') return { isLost, answer: { status: 403, body: { code: 'FORBIDDEN' } } };
			if (fault !== 'before') {
				const call: Call = { leadId, query: {}, rawBody: JSON.stringify(body), chatbotId: this.scopeFor(row, leadId) };
				const answer = operation(this.service, call);
				if (answer.status === 201) this.created.set(String(dataOf(answer.body).id), JSON.stringify(body));
				if (fault === undefined) return { isLost, answer };
				if (fault === 'unreadable') return { isLost, isUnreadable: true };
			}
			isLost = true;
		}
		return { isLost };
	}

	/** Updates and deletes name no email. */
	get meansAll(): boolean {
		return this.step.operation === 'update' || this.step.operation === 'delete';
	}

	private take(method: string, email: string): Fault['kind'] | undefined {
		const [fault] = this.faults.filter((one) => one.method === method && (this.meansAll || one.email === email));
		this.faults = this.faults.filter((one) => one !== fault);
		return fault?.kind;
	}

	/** An existing lead that a create meets may be another chatbot's. */
	private scopeFor(row: Row, leadId: string | undefined): string | undefined {
		const isMet = leadId !== undefined && this.step.operation === 'upsert';
		return isMet || this.step.isWorkspace ? undefined : row.bot;
	}

	scopeOf(row: Row): string {
		return this.step.isWorkspace ? '' : row.bot;
	}
}
