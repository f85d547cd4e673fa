import { describeOwnCode } from '~/tools/bench/ownCode';
import type { Profile } from '~/tools/bench/profileTimes';

const OURS = 'file:///home/.n8n/nodes/node_modules/n8n-nodes-pollybot/dist/nodes/PollyBot/engine/send.js';
const THEIRS = 'file:///usr/lib/node_modules/axios/index.js';

/** A profile of functions, with the microseconds that each took. */
function profileOf(functions: ReadonlyArray<{ functionName: string; url: string; time: number }>): Profile {
	return {
		nodes: functions.map(({ functionName, url }, id) => ({
			id,
			callFrame: { functionName, url, lineNumber: id },
			children: [],
		})),
		samples: functions.map((_, id) => id),
		timeDeltas: functions.map(({ time }) => time),
	};
}

describe('the line on our own code', () => {
	const line = describeOwnCode(
		profileOf([
			{ functionName: 'send', url: OURS, time: 50_000 },
			{ functionName: 'wait', url: OURS, time: 9000 },
			{ functionName: 'note', url: OURS, time: 1000 },
			{ functionName: 'request', url: THEIRS, time: 940_000 },
			{ functionName: '(idle)', url: '', time: 5_000_000 },
		]),
		1000,
	);

	it('has its time a row and its share of the time in which the processor was busy', () => {
		expect(line).toContain("own code: 0.060 ms a row, 6.0 % of the processor's time");
	});

	it('names each function of ours that has more than 3 % of the processor’s time, and each that has more of our own', () => {
		expect(line).toContain('above 3 % of that time: send (send.js:1) 0.050 ms (5.0 %);');
		expect(line).toContain('of our own: send (send.js:1) 0.050 ms (83.3 %), wait (send.js:2) 0.009 ms (15.0 %)');
		expect(line).not.toContain('note');
	});
});
