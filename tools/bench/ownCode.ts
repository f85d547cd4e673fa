import path from 'node:path';
import { packageName, type Profile, type ProfileNode, selfTimes } from './profileTimes';

const OWN_PACKAGE = 'n8n-nodes-pollybot';
/** A function of ours above this share is named. */
const SHARE_NAMED = 0.03;
/** Not the processor's time. */
const IDLE = '(idle)';

/**
 * One line on our own code, without what it calls: its time per row and its share of the processor's time. It names the
 * functions with more than 3 % of the processor's time, and those with more than 3 % of our own.
 */
export function describeOwnCode(profile: Profile, rows: number): string {
	const times = selfTimes(profile, (node) => (isOwn(node) ? nameOf(node) : isIdle(node) ? IDLE : 'others'));
	const own = [...times]
		.filter(([name]) => name !== IDLE && name !== 'others')
		.sort(([, one], [, other]) => other - one);
	const ownTime = sum(own.map(([, time]) => time));
	const busy = ownTime + (times.get('others') ?? 0);
	const named = (whole: number) => {
		const functions = own.filter(([, time]) => time > SHARE_NAMED * whole);
		return (
			functions.map(([name, time]) => `${name} ${perRow(time, rows)} ms (${percent(time / whole)})`).join(', ') ||
			'none'
		);
	};
	const total = `own code: ${perRow(ownTime, rows)} ms a row, ${percent(ownTime / busy)} of the processor's time`;
	return `${total}; its functions above 3 % of that time: ${named(busy)}; above 3 % of our own: ${named(ownTime)}`;
}

const isOwn = ({ callFrame }: ProfileNode): boolean => packageName(callFrame) === OWN_PACKAGE;
const isIdle = ({ callFrame }: ProfileNode): boolean => callFrame.functionName === IDLE;

/** As in "send (send.js:40)". */
function nameOf({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
	return `${functionName || 'anonymous'} (${path.basename(url)}:${lineNumber + 1})`;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const perRow = (microseconds: number, rows: number): string => (microseconds / 1000 / rows).toFixed(3);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
