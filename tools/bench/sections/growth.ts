import { grouped, kilobytes, median, megabytes, seconds } from '../figures';
import type { Section } from '../section';
import { httpRequestFields, people, pollyBotFields } from '../subjects';

const FEW = 1000;
const COMPARED = 5000;

/**
 * How time and memory grow with the rows. Memory is measured in an n8n that has run nothing else, time in one that is
 * warmed up; the subjects take turns.
 */
export const growth: Section = {
	name: 'growth',
	measure: async ({ isQuick, say, laboratory: open }) => {
		const laboratory = await open();
		const { sandbox, leadsUrl } = laboratory.direct;
		const many = isQuick ? 5000 : 50_000;
		const own = { label: 'PollyBot', subject: pollyBotFields() };
		const other = { label: 'HTTP Request', subject: httpRequestFields(leadsUrl) };
		const times: Record<'few' | 'many', number[]> = { few: [], many: [] };
		const memories: Record<string, number[]> = { [own.label]: [], [other.label]: [] };
		const perRow = async ({ label, subject }: typeof own, count: number) => {
			await sandbox.reset();
			const { time, memory } = await laboratory.measure(subject, people(count));
			say(`${label}: ${count} rows: ${seconds(time)}, ${megabytes(memory)} more`);
			return { time: time / count, memory: memory / count };
		};
		const runs = isQuick ? 1 : 3;
		for (let run = 1; run <= runs; run += 1) {
			for (const each of run % 2 === 1 ? [own, other] : [other, own]) {
				await laboratory.restart();
				memories[each.label]?.push((await perRow(each, COMPARED)).memory);
			}
			await laboratory.restart();
			await perRow(own, FEW);
			times.few.push((await perRow(own, FEW)).time);
			times.many.push((await perRow(own, many)).time);
		}
		const [small, large] = [median(times.few), median(times.many)];
		const [memory, otherMemory] = [median(memories[own.label] ?? []), median(memories[other.label] ?? [])];
		return {
			results: [
				{
					work: `${grouped(FEW)} → ${grouped(many)} rows: time a row`,
					measured: `${small.toFixed(2)} → ${large.toFixed(2)} ms`,
					compared: `ratio ${(large / small).toFixed(2)}`,
					toReach: '≤ 1.2',
					reached: large / small <= 1.2,
				},
				{
					work: `peak memory a row, ${grouped(COMPARED)} rows`,
					measured: kilobytes(memory),
					compared: `HTTP Request: ${kilobytes(otherMemory)}`,
					toReach: 'not above HTTP Request',
					reached: memory <= otherMemory,
				},
			],
		};
	},
};
