import { containing } from '~/test/matchers';
import { hintsBeforeRun } from './n8nCore';
import { people } from './sandboxed';

const DEFER = containing('set \'On Rate Limit\' in the options to "Send to Deferred Output"');
const RAISE = containing("raise 'Max Wait for Rate Limit' in the options");

describe('before an execution of more rows than PollyBot takes in an hour, the editor says what to choose', () => {
	it.each([
		['create', {}, [DEFER]],
		['create', { onRateLimit: 'wait', maxWait: 10 }, [DEFER]],
		['create', { onRateLimit: 'deferredOutput' }, []],
		['create', { onRateLimit: 'error' }, []],
		['create', { dryRun: true }, []],
		['upsert', {}, [DEFER]],
		['update', {}, [RAISE]],
		['delete', {}, [RAISE]],
		['update', { onRateLimit: 'error' }, []],
		['get', {}, []],
		['getAll', {}, []],
	])('%s with the options %j', async (operation, options, hints) => {
		const hintsFor = async (count: number) => {
			const items = people(count).map((json) => ({ json }));
			return await hintsBeforeRun({ parameters: { resource: 'lead', operation, options } }, items);
		};
		expect(await hintsFor(1001)).toEqual(hints);
		expect(await hintsFor(1000)).toEqual([]);
		expect(await hintsFor(0)).toEqual([]);
	});
});
