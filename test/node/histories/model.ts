import { createLead, deleteLead, updateLead } from '~/tools/sandbox/api/operations';
import type { ProfileName } from '~/tools/sandbox';
import { chainsOf, failsFirst, repeat } from './chains';
import {
	bodyOf,
	changesOf,
	codeOf,
	common,
	dataOf,
	intrude,
	isFailed,
	isMeant,
	keyOf,
	withExisting,
	type Fields,
	type Told,
} from './leads';
import { ModelService } from './modelService';
import { CHATBOTS, type Intrusion, type Row, type Seed, type Step } from './plan';

/** What is known of a row from an earlier try. */
interface Memory {
	told?: Told;
	isLost?: boolean;
	targetId?: string;
}

/**
 * PollyBot, and the node as simple as can be: one row after the other, one request after the other, nothing known before a
 * response says it.
 */
export class Model {
	readonly service: ModelService;
	private readonly claimed = new Set<string>();
	private readonly lost = new Set<string>();
	private readonly found = new Map<string, string[]>();
	private readonly noted = new Map<string, string | undefined>();
	private performed = 0;
	private isIntruded = false;

	constructor(
		profile: ProfileName,
		seeds: readonly Seed[],
		private readonly step: Step,
		/** Somebody else comes before so many rows of that email have been performed. */
		private readonly intrusion?: Intrusion & { readonly before: number },
		/** What is read first: what exists is not created, and what is the same not sent. Of two equal leads, it may have the wrong one. */
		private readonly listed?: readonly Seed[],
	) {
		this.service = new ModelService(profile, seeds, step);
	}

	/** The one lead that has a row's email, as far as a list shows it. */
	private find(row: Row): string | undefined {
		const scope = this.service.scopeOf(row);
		const key = `${scope} ${keyOf(row)}`;
		if (!this.listed || this.lost.has(keyOf(row))) return undefined;
		if (this.noted.has(key)) return this.noted.get(key);
		// Newer services name the chatbot of each lead, and keep an email once in each.
		if (scope === '' && this.service.profile.name === '2026') return undefined;
		const listed = this.listed.filter((lead) => isMeant(lead, row, scope));
		return listed.length === 1 ? listed[0]?.id : undefined;
	}

	/** @returns what each row is told, or undefined where the execution stopped */
	perform(): ReadonlyMap<Row, Told> | undefined {
		const { rows, tries, onError } = this.step;
		const memories = new Map(rows.map((row): [Row, Memory] => [row, {}]));
		for (let left = tries; ; left -= 1) {
			for (const known of [this.lost, this.found]) known.clear();
			const told = this.tryOnce(memories);
			const isStopped = onError === 'stopWorkflow' && told.size < rows.length;
			// n8n tries again when the first item of the first output has failed.
			if (left > 1 && (isStopped || failsFirst([...told.values()]))) continue;
			this.intrude(this.intrusion?.email ?? '', Infinity);
			return isStopped ? undefined : told;
		}
	}

	private tryOnce(memories: ReadonlyMap<Row, Memory>): Map<Row, Told> {
		const told = new Map<Row, Told>();
		for (const chain of chainsOf(this.step, this.service.meansAll, (row) => this.service.scopeOf(row))) {
			const firsts = new Map<string, { readonly row: Row; readonly told: Told }>();
			for (const row of chain) {
				const memory = memories.get(row) ?? {};
				const place = this.step.operation === 'create' ? this.service.scopeOf(row) : '';
				const first = firsts.get(place);
				const now = memory.told ?? (first && repeat(this.step, first.told)) ?? this.performRow(row, memory);
				if (isFailed(now.said) && this.step.onError === 'stopWorkflow') return told;
				told.set(row, now);
				if (!isFailed(now.said)) memory.told = now;
				// An existing lead is the same for all rows that repeat its email.
				if (!first && (!isFailed(now.said) || now.said === 'DUPLICATE_EMAIL')) firsts.set(place, { row, told: now });
			}
		}
		return told;
	}

	private performRow(row: Row, memory: Memory): Told {
		this.intrude(keyOf(row), this.performed);
		if (keyOf(row) === this.intrusion?.email) this.performed += 1;
		if (this.service.meansAll) return this.performOnTarget(row, memory);
		const known = memory.isLost ? undefined : this.find(row);
		if (known !== undefined && this.step.operation === 'create') return this.meet(known);
		const updated = known === undefined ? undefined : this.update(row, known, bodyOf(row));
		const told = updated && updated.said !== 'DUPLICATE_EMAIL' ? updated : this.create(row, memory);
		for (const scope of ['', ...CHATBOTS]) {
			const isKnown = scope === this.service.scopeOf(row) && (told.said === 'created' || told.said === 'updated');
			this.noted.set(`${scope} ${keyOf(row)}`, isKnown ? told.id : undefined);
		}
		return told;
	}

	private create(row: Row, memory: Memory): Told {
		const sent = this.service.send(createLead, 'POST', row, undefined, bodyOf(row));
		const isLost = memory.isLost === true || sent.isLost;
		memory.isLost = isLost || sent.isUnreadable;
		if (memory.isLost) this.lost.add(keyOf(row));
		if (sent.isUnreadable) return { said: 'NOT_POLLYBOT' };
		if (!sent.answer) return { said: 'UNCONFIRMED' };
		const { status, body } = sent.answer;
		if (status === 201) return this.claim('created', dataOf(body));
		if (codeOf(body) !== 'DUPLICATE_EMAIL') return { said: isLost ? 'UNCONFIRMED' : codeOf(body) };
		const id = String(((body as Fields).details as Fields).existingLeadId);
		const isOwn =
			this.lost.has(keyOf(row)) &&
			!this.claimed.has(id) &&
			this.service.created.get(id) === JSON.stringify(bodyOf(row));
		if (isOwn) return this.claim('created', this.service.shown(id));
		return this.step.operation === 'create' ? this.meet(id) : this.update(row, id, bodyOf(row));
	}

	private meet(id: string, { onDuplicate } = this.step): Told {
		if (onDuplicate === 'error') return { said: 'DUPLICATE_EMAIL' };
		return onDuplicate === 'duplicateOutput'
			? { said: 'duplicate', id }
			: { said: 'existing', id, lead: common(this.service.shown(id)) };
	}

	private performOnTarget(row: Row, memory: Memory): Told {
		const { by, operation } = this.step;
		const scope = this.service.scopeOf(row);
		const place = `${scope} ${keyOf(row)}`;
		// Equal addresses are looked up once.
		const looked =
			this.found.get(place) ?? this.service.leads.filter((lead) => isMeant(lead, row, scope)).map(({ id }) => id);
		const ids = by === 'id' ? [row.id] : looked;
		this.found.set(place, looked);
		const id = memory.targetId ?? ids[0];
		if (id === undefined) return { said: 'NOT_FOUND' };
		if (memory.targetId === undefined && ids.length > 1) return { said: 'AMBIGUOUS_EMAIL' };
		memory.targetId = id;
		if (operation === 'update') return this.update(row, id, changesOf(row), true);
		const sent = this.service.send(deleteLead, 'DELETE', row, id);
		memory.isLost = memory.isLost === true || sent.isLost;
		if (sent.isUnreadable) return { said: 'NOT_POLLYBOT' };
		if (!sent.answer) return { said: 'NETWORK' };
		if (sent.answer.status === 200) return { said: 'deleted', id };
		const isGone = memory.isLost && sent.answer.status === 404 && this.service.stored(id) === undefined;
		return isGone ? { said: 'deleted', id } : { said: codeOf(sent.answer.body) };
	}

	/** @param isExact whether only a lead of the row's scope is meant */
	private update(row: Row, id: string, changes: Fields, isExact = false): Told {
		const { addTo, removeTags } = this.step;
		const before = this.service.stored(
			id,
			isExact && this.service.scopeOf(row) !== '' ? this.service.scopeOf(row) : undefined,
		);
		if (!before) return { said: this.service.profile.notFoundCodes.Lead };
		const body = withExisting(changes, before, addTo, isExact ? removeTags : []);
		const shown = common(this.service.shown(id));
		if (this.listed && !isExact && this.service.isSame(before, body))
			return { ...this.claim('updated', this.service.shown(id)), isSame: true };
		const scope = this.service.scopeOf(row);
		const isFetched = ['tags', 'customFields'].some((field) => addTo.includes(field) && body[field] !== undefined);
		const isElsewhere = scope !== '' && before.chatbotId !== scope && !isFetched;
		const unknown = isElsewhere ? this.service.send(updateLead, 'PUT', row, id, body, scope) : undefined;
		const sent =
			unknown && unknown.answer?.status !== 404 ? unknown : this.service.send(updateLead, 'PUT', row, id, body);
		if (sent.isUnreadable) return { said: 'NOT_POLLYBOT' };
		if (!sent.answer) return { said: 'NETWORK' };
		if (sent.answer.status !== 200) return { said: codeOf(sent.answer.body) };
		const lead = this.claim('updated', dataOf(sent.answer.body));
		return { ...lead, isSame: JSON.stringify(lead.lead) === JSON.stringify(shown) };
	}

	private claim(said: string, shown: Fields): Told {
		const id = String(shown.id);
		this.claimed.add(id);
		return { said, id, lead: common(shown) };
	}

	private intrude(email: string, rows: number): void {
		const { intrusion } = this;
		if (!intrusion || this.isIntruded || intrusion.email !== email || rows < intrusion.before) return;
		intrude(this.service.service.leads, this.service.leads, intrusion);
		this.isIntruded = true;
	}
}
