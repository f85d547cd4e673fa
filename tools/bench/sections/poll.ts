import { randomUUID } from 'node:crypto';
import { nodeCredentials, type Workflow } from '~/tools/n8n/workflow';
import { until } from '~/tools/until';
import { grouped, seconds } from '../figures';
import type { Laboratory } from '../laboratory';
import type { Section } from '../section';

/** What a poll costs that finds nothing, and one that finds many leads. */
export const poll: Section = {
	name: 'poll',
	measure: async ({ isQuick, say, laboratory: open }) => {
		const laboratory = await open();
		const { sandbox } = laboratory.direct;
		const leads = isQuick ? 1000 : 10_000;
		await sandbox.reset();
		await sandbox.addLead({ name: 'Known', email: 'known@example.com' });
		const workflow = await laboratory.activate(pollingWorkflow(laboratory));
		const idle = await requestsOf(laboratory, async () => {
			await workflow.deactivate();
			await workflow.activate();
		});
		await workflow.deactivate();
		for (let number = 0; number < leads; number += 1) {
			await sandbox.addLead({ name: `Person ${number}`, email: `person${number}@example.com` });
		}
		const flood = await requestsOf(laboratory, workflow.activate);
		await workflow.deactivate();
		await sandbox.reset();
		say(`a poll: ${idle.count} request; with ${leads} new leads: ${flood.count} requests, ${seconds(flood.time)}`);
		return {
			results: [
				{ work: 'a poll that finds nothing new', measured: `${idle.count} request` },
				{
					work: `a poll that finds ${grouped(leads)} new leads`,
					measured: `${flood.count} requests, ${seconds(flood.time)}`,
				},
			],
		};
	},
};

/** How many requests a poll sent, and the milliseconds from the first to the last. */
async function requestsOf({ direct }: Laboratory, act: () => Promise<void>) {
	const before = (await direct.sandbox.state(0)).requests.total;
	await act();
	const log = await until('the poll is over', async () => {
		const { total } = (await direct.sandbox.state(0)).requests;
		return total > before ? await direct.sandbox.log() : undefined;
	});
	const requests = log.slice(before);
	return { count: requests.length, time: (requests.at(-1)?.at ?? 0) - (requests[0]?.at ?? 0) };
}

/** n8n polls when a workflow is activated, and then once an hour. */
function pollingWorkflow({ direct }: Laboratory): Workflow {
	const trigger = 'Polling';
	const common = { id: randomUUID(), typeVersion: 1, position: [0, 0] as [number, number] };
	return {
		name: `Polling ${randomUUID()}`,
		nodes: [
			{
				...common,
				name: trigger,
				type: 'n8n-nodes-pollybot.pollyBotPollingTrigger',
				parameters: { pollTimes: { item: [{ mode: 'everyHour' }] } },
				credentials: nodeCredentials(direct.credential),
			},
			{ ...common, id: randomUUID(), name: 'Next', type: 'n8n-nodes-base.noOp', parameters: {} },
		],
		connections: { [trigger]: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}
