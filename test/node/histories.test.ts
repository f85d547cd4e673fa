import fc from 'fast-check';
import { propertyRuns } from '~/test/propertyRuns';
import type { LoggedRequest } from '~/tools/sandbox';
import { emailKey } from '~/tools/sandbox/api/email';
import { inOrder, parametersOf, placesOf, show, stateOf, toldBy } from './histories/execution';
import { intrude, keyOf, type Told } from './histories/leads';
import { Model } from './histories/model';
import { CHATBOTS, histories, type Intrusion, type Row, type Seed, type Step } from './histories/plan';
import { EFFECTS, isList, lieIn } from './histories/troubles';
import { POLLYBOTS } from './pollyBots';
import { sandboxed } from './sandboxed';

describe.each(POLLYBOTS)('An execution does what its rows say, $title', ({ profile }) => {
	let onRequest: (request: LoggedRequest) => void = () => undefined;
	const options = { profile, chatbotIds: CHATBOTS, limit: 1_000_000 };
	const { run, sandbox } = sandboxed({
		...options,
		onRequest: (request) => {
			onRequest(request);
		},
	});

	it('and Compare With PollyBot First only takes fewer requests', async () => {
		await fc.assert(
			fc.asyncProperty(histories(profile), async ({ seeds, others, steps }) => {
				let leads: readonly Seed[] = seeds;
				const fillers = Array.from({ length: others }, (_, index): Seed => ({
					id: `other${index}`,
					name: 'Other',
					email: `other${index}@example.org`,
					status: 'new',
					chatbotId: 'cb_one',
				}));
				for (const one of steps) {
					const step = inOrder(one);
					const world = [...fillers, ...leads].map((lead) => ({ ...lead, createdAt: '2026-01-01T00:00:00.000Z' }));
					const without = await performStep(step, world, false);
					if (step.operation === 'create' || step.operation === 'upsert') {
						const compared = await performStep(step, world, true);
						if (!step.trouble) expect(compared.rest).toBeLessThanOrEqual(without.rest);
						expect(compared.pages).toBeLessThanOrEqual(2 * step.rows.length);
					}
					leads = without.leads
						.filter(({ id }) => !id.startsWith('other'))
						.map((lead, index) => ({ ...lead, id: `seed${index}` }));
				}
			}),
			{ numRuns: propertyRuns(20), seed: process.env.PROPERTY_SEARCH ? undefined : 1 },
		);
	});

	async function performStep(step: Step, world: readonly Seed[], compareFirst: boolean) {
		sandbox().reset();
		for (const lead of world) sandbox().addLead(lead);
		const watch = arrange(step);
		onRequest = watch.note;
		const result = await run(step.operation, step.rows, {
			parameters: parametersOf(step, compareFirst),
			onError: step.onError,
			...(step.tries > 1 && { node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } }),
			outsideContract: true,
		});
		onRequest = () => undefined;
		const told = toldBy(result, step);
		const intrusion = watch.intruded();
		const ways = compareFirst ? [undefined, watch.listed(world)] : [undefined];
		const models = ways.flatMap((listed) =>
			placesOf(step, intrusion).map((before) => {
				const model = new Model(profile, world, step, intrusion && { ...intrusion, before }, listed);
				return { expected: model.perform(), leads: model.service.leads };
			}),
		);
		const seen = { told: told && show(told, step, world), stored: stateOf(sandbox().leads()) };
		const isKnown = ([row, { said, isSame }]: [Row, Told]) =>
			compareFirst && isSame && (told?.get(row)?.said === 'unchanged' || mustKnow(step, world, row))
				? 'unchanged'
				: said;
		const fitting = models.map(({ expected, leads }) => {
			const wanted =
				expected && new Map([...expected].map((entry) => [entry[0], { ...entry[1], said: isKnown(entry) }]));
			return { told: wanted && show(wanted, step, world), stored: stateOf(leads) };
		});
		if (!fitting.some((one) => JSON.stringify(one) === JSON.stringify(seen))) {
			const said = [result.error?.message, ...result.outputs.flat().map(({ json }) => json.error)];
			expect({ compareFirst, said, ...seen }).toEqual(fitting[0]);
		}
		const pages = sandbox().requests.filter(isList).length;
		return { leads: models[0]?.leads ?? [], pages, rest: sandbox().requests.length - pages };
	}

	/** Whether a row that would change nothing must be known before anything is sent. */
	function mustKnow({ rows, trouble, isWorkspace }: Step, world: readonly Seed[], { bot, metadata }: Row): boolean {
		const emails = rows.map(keyOf);
		const met = world.filter(({ email = '' }) => emails.includes(emailKey(email)));
		const isPlain = rows.every((one) => one.bot === bot) && met.every((lead) => lead.chatbotId === bot);
		const hasDoubles = new Set(met.map(({ email = '' }) => emailKey(email))).size < met.length;
		const pages = Math.ceil(world.filter((lead) => lead.chatbotId === bot).length / 100);
		const isShown = profile === '1.0' || metadata === undefined;
		return !trouble && !isWorkspace && isPlain && !hasDoubles && isShown && pages <= rows.length;
	}

	function arrange({ trouble, operation, onDuplicate, addTo, removeTags }: Step) {
		let intruded: Intrusion | undefined;
		let left = Infinity;
		const lies: unknown[] = [];
		if (trouble && 'fault' in trouble) {
			const { method, email, kind } = trouble.fault;
			sandbox().fault({
				match: operation === 'update' || operation === 'delete' ? { method } : { method, email },
				effect: EFFECTS[kind],
			});
		}
		// An existing lead may be gone before it is fetched, and what changes between fetch and update is lost.
		const isFetched = operation === 'create' ? onDuplicate === 'returnExisting' : addTo.length + removeTags.length > 0;
		if (trouble && 'intrusion' in trouble && !isFetched) left = trouble.intrusion.at;
		return {
			intruded: () => intruded,
			/** What is read first, where it matters: a fault's requests, and a list that has only one of two equal leads. */
			listed: (world: readonly Seed[]) => {
				if (!trouble || 'intrusion' in trouble || ('lie' in trouble && trouble.lie.kind !== 'some')) return undefined;
				return 'fault' in trouble ? world : world.filter(({ id }) => JSON.stringify(lies).includes(`"${id}"`));
			},
			note: (request: LoggedRequest) => {
				left -= 1;
				if (left === 0 && trouble && 'intrusion' in trouble) {
					intruded = trouble.intrusion;
					const add = (lead: Seed) => sandbox().addLead(lead);
					const remove = (id: string) => {
						sandbox().removeLead(id);
					};
					intrude({ add, remove }, sandbox().leads(), intruded);
				}
				if (trouble && 'lie' in trouble && isList(request)) {
					const effect = lieIn(trouble.lie, request, sandbox());
					lies.push(effect);
					sandbox().fault({ match: { method: 'GET', path: request.path }, effect });
				}
			},
		};
	}
});
