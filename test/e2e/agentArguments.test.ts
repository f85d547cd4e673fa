import { agentInN8n, FROM_AI } from './support/agent';

const { sandbox, model, chat } = agentInN8n();

const create = { operation: 'create', ...FROM_AI };
const ann = { call: { name: 'Ann Lee', email: 'ann@example.com' } };

describe('a model that calls the PollyBot node', () => {
	it('fills pairs and a JSON text, and gives switches as texts', async () => {
		const ai = (key: string) => `={{ $fromAI('${key}', 'The ${key}', 'string') }}`;
		const pairs = ['topic', 'budget'].map((name) => ({ id: name, name, type: 'string', value: ai(name) }));
		const more = { metadata: { assignments: pairs }, additionalFields: { metadataJson: ai('more') } };
		const parameters = { ...create, ...more, options: { dryRun: ai('check') } };
		const call = { ...ann.call, topic: 'Pricing', budget: '500', more: '{"plan":"Pro","seats":5}' };
		const metadata = { topic: 'Pricing', budget: '500', plan: 'Pro', seats: 5 };
		const { answer } = await chat(parameters, { call: { ...call, check: 'true' } });
		expect(JSON.parse(answer)).toMatchObject([{ dryRun: true, lead: { ...ann.call, metadata } }]);
		expect(sandbox().leads()).toEqual([]);
		await chat(parameters, { call: { ...call, check: 'false' } });
		expect(sandbox().leads()).toMatchObject([{ ...ann.call, metadata }]);
		await chat({ operation: 'getAll', returnAll: ai('all') }, { call: { all: 'false' } });
		expect(sandbox().requests.at(-1)?.query.limit).toBe('50');
	});

	it('calls twice in one turn with the same arguments, and one lead is created', async () => {
		await chat(create, { ...ann, times: 2 });
		const read =
			model()
				.requests.at(-1)
				?.messages.filter(({ role }) => role === 'tool') ?? [];
		expect(read.map(({ content }) => String(content).includes('"duplicate":true')).sort()).toEqual([false, true]);
		expect(sandbox().leads()).toHaveLength(1);
	});
});
