import { StatusFilter } from '~/nodes/PollyBot/pollybot/client';
import type { ApiFailure } from '~/nodes/PollyBot/pollybot/failure';
import { fail, ok } from '~/nodes/PollyBot/result';

const refusal = (field?: string): ApiFailure => ({ serviceCode: 'VALIDATION_ERROR', status: 400, field });

/** A service that takes some statuses; it tells which ones it was asked for. */
function service(takes: (status: unknown) => boolean, failure = refusal('status')) {
	const asked: unknown[] = [];
	const filter = new StatusFilter();
	const ask = async (status?: string, before?: Promise<unknown>) =>
		await filter.ask({ status, search: 'a' }, async (spell) => {
			await before;
			const query = spell();
			expect(query.search).toBe('a');
			asked.push(query.status);
			await Promise.resolve();
			return { value: takes(query.status) ? ok(query.status) : fail({ ...failure, value: query.status }) };
		});
	return { ask, asked, filter };
}

const CAPITAL = (status: unknown) => typeof status !== 'string' || /^[A-Z_]+$/.test(status);
const SMALL = (status: unknown) => typeof status !== 'string' || /^[a-z_]+$/.test(status);

it('a service of the documents is asked as they say, once for each list', async () => {
	const { ask, asked } = service(SMALL);
	await ask('new');
	await ask('lost');
	expect(asked).toEqual(['new', 'lost']);
});

it('one that wants capitals is asked once more, and from then on in capitals', async () => {
	const { ask, asked, filter } = service(CAPITAL);
	expect(filter.inCapitals).toBe(false);
	expect(await ask('new')).toEqual({ value: ok('NEW') });
	expect(filter.inCapitals).toBe(true);
	await ask('lost');
	await ask('follow_up');
	expect(asked).toEqual(['new', 'NEW', 'LOST', 'FOLLOW_UP']);
});

it('a request that waits while that is found out goes out in capitals', async () => {
	const { ask, asked } = service(CAPITAL);
	const first = ask('new');
	await Promise.all([first, ask('lost', first), ask('lost', first)]);
	expect(asked).toEqual(['new', 'NEW', 'LOST', 'LOST']);
});

it('those that were sent at the same time each find it out, and none forgets it', async () => {
	const { ask, asked } = service(CAPITAL);
	await Promise.all([ask('new'), ask('lost')]);
	await ask('new');
	expect(asked).toEqual(['new', 'lost', 'NEW', 'LOST', 'NEW']);
});

it('a status that is not known in either spelling is rejected as it was given, and costs the others nothing', async () => {
	const { ask, asked } = service((status) => status === 'new');
	expect(await ask('gone')).toMatchObject({ value: { error: { value: 'gone' } } });
	await ask('new');
	expect(asked).toEqual(['gone', 'GONE', 'new']);
});

it('what was found out earlier is known from the start, and a list that was not sent is passed on', async () => {
	const filter = new StatusFilter();
	filter.inCapitals = true;
	const asked: unknown[] = [];
	const list = async (spell: () => { status?: unknown }) => {
		asked.push(spell().status);
		return await Promise.resolve({});
	};
	expect(await filter.ask({ status: 'new' }, list)).toEqual({});
	expect(asked).toEqual(['NEW']);
});

it.each([
	['another field is refused', 'new', refusal('sortBy')],
	['there is no status', undefined, refusal()],
	['the status has one spelling', 'NEGOTIATING', refusal('status')],
	['the key is refused', 'new', { serviceCode: 'INVALID_API_KEY', status: 401 } as const],
])('nothing is asked once more when %s', async (_, status, failure) => {
	const { ask, asked } = service(() => false, failure);
	expect((await ask(status)).value).toMatchObject({ ok: false });
	expect(asked).toEqual([status]);
});

it.each(['status', 'query.status', 'Status', undefined])('a rejection may name the field %s', async (field) => {
	const { ask } = service(CAPITAL, refusal(field));
	expect(await ask('new')).toEqual({ value: ok('NEW') });
});
