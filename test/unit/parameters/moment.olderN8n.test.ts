import type * as n8nWorkflow from 'n8n-workflow';
import { filters } from '~/nodes/PollyBot/parameters/filters';
import { sourceOf } from './source';

// As in n8n 1.85, which is too large to install for one function: it takes no time zone.
jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<typeof n8nWorkflow>('n8n-workflow');
	return { ...actual, tryToParseDateTime: (value: unknown) => actual.tryToParseDateTime(value) };
});

const TIMES = [
	['2026-11-26T09:30:00', '2026-11-26T09:30:00+09:00'],
	['2026-11-26 09:30:00.5', '2026-11-26T09:30:00.5+09:00'],
	['2026-11-26', '2026-11-26T00:00:00+09:00'],
	['2026-11-26T09:30:00Z', '2026-11-26T09:30:00Z'],
	['2026-11-26T09:30:00-05:00', '2026-11-26T09:30:00-05:00'],
] as const;

it.each(TIMES)('%s is read in the zone of the workflow unless it names one, in an older n8n too', (given, expected) => {
	const source = sourceOf({ filters: { createdAfter: given } }, { timezone: 'Asia/Tokyo' });
	expect(filters.read(source)).toMatchObject({
		value: { ranges: [{ time: 'createdAt', after: Date.parse(expected) }] },
	});
});
